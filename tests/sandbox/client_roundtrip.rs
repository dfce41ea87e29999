//! The project's own client shares, approves, changes policies and reads every list against the sandbox.

use countersign::bitgo::approvals::{ApprovalQuery, Decision};
use countersign::bitgo::audit::AuditQuery;
use countersign::bitgo::envelope::{self, Version};
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{AcceptSecrets, Permissions, ShareRequest, ShareState, WalletShare};
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::transfers::TransferQuery;
use futures::TryStreamExt;
use secrecy::{ExposeSecret, SecretString};

use crate::client::log_in;
use crate::sharing::Demo;
use crate::wire::{CODE, Wire};

async fn session(wire: &Wire, version: AuthVersion, role: &str) -> Session {
    log_in(wire, version, role, Some(CODE)).await.unwrap()
}

#[tokio::test]
async fn a_share_travels_through_the_clients_of_three_people() {
    for version in [AuthVersion::V2, AuthVersion::V3] {
        let wire = Wire::start().await;
        let demo = Demo::of(&wire);
        let code = SecretString::from(CODE);
        let (owner, admin, viewer) = (
            session(&wire, version, "owner").await,
            session(&wire, version, "admin").await,
            session(&wire, version, "viewer").await,
        );
        let wallet = owner.wallet(&demo.coin, &demo.wallet).await.unwrap();
        let recipient = owner.look_up(&wire.account("viewer").email).await.unwrap();
        let request =
            ShareRequest::new(wallet, recipient, Permissions::from_list("view,spend"), "Welcome").unwrap();
        assert!(request.needs_passphrase());
        let key = owner.user_key(request.wallet()).await.unwrap();
        let key = owner.open_key_for(&request, key, Some(demo.passphrase.clone().into())).await.unwrap();
        let made = owner.send_with_key(&request, Some(&key)).await.unwrap();
        assert!(made.awaits_approval, "the admin has to agree");
        let id = made.approvals[0].clone();
        assert!(owner.decide_approval(&id, Decision::Approve, Some(&code)).await.is_err());
        let decided = admin.decide_approval(&id, Decision::Approve, Some(&code)).await.unwrap();
        assert!(matches!(decided, Outcome::Done(_)), "{decided:?}");
        let shares = viewer.shares().await.unwrap();
        let share = shares.incoming.iter().find(|share| share.wallet == demo.wallet).unwrap();
        let secrets = || AcceptSecrets {
            login_password: wire.account("viewer").password.clone().into(),
            new_passphrase: "a new passphrase".into(),
            envelope: Version::V2,
        };
        let locked = viewer.accept_share(&share.reviewed(), Some(secrets())).await.unwrap_err();
        assert_eq!(locked.name.as_deref(), Some("NeedsUnlock"));
        viewer.unlock(&code, 600).await.unwrap();
        // As it would be listed before its key was there.
        let without_key = WalletShare { keychain: None, ..share.clone() };
        let unseen = viewer.accept_share(&without_key.reviewed(), Some(secrets())).await.unwrap_err();
        assert!(unseen.to_string().contains("not seen when you reviewed it"), "{unseen}");
        let reviewed = viewer.look_at_share(&demo.coin, &share.id).await.unwrap().reviewed;
        let accepted = viewer.accept_share(&reviewed, Some(secrets())).await.unwrap().done().unwrap();
        assert_eq!(accepted.state, ShareState::Accepted);
        let wallet = viewer.wallet(&demo.coin, &demo.wallet).await.unwrap();
        assert_eq!(wallet.users.len(), 3);
        let key = viewer.user_key(&wallet).await.unwrap().unwrap();
        let sealed = key.encrypted_prv.as_ref().unwrap().expose_secret();
        let prv = envelope::decrypt(sealed, "a new passphrase").unwrap();
        assert!(prv.expose_secret().starts_with("xprv"), "the spender cannot open the key");
        let gone = owner.remove_wallet_user(&demo.coin, &demo.wallet, &viewer.user().id).await.unwrap();
        let id = gone.waiting().unwrap().approval_ids[0].clone();
        admin.decide_approval(&id, Decision::Approve, Some(&code)).await.unwrap();
        assert!(viewer.wallet(&demo.coin, &demo.wallet).await.is_err());
    }
}

#[tokio::test]
async fn every_list_is_read() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let owner = session(&wire, AuthVersion::V3, "owner").await;
    let approvals: Vec<_> = owner.pending_approvals(ApprovalQuery::default()).try_collect().await.unwrap();
    let approvals: Vec<_> = approvals.into_iter().flat_map(|page| page.items).collect();
    assert!(approvals.len() >= 10);
    for approval in &approvals {
        assert_eq!(owner.pending_approval(&approval.id).await.unwrap().id, approval.id);
    }
    owner.reshare_requests().await.unwrap();
    assert!(owner.settings().await.unwrap().ecdh_keychain.is_some());
    for enterprise in &owner.user().enterprises {
        assert!(!owner.enterprise_people(&enterprise.id).await.unwrap().people.is_empty());
    }
    let transfers: Vec<_> =
        owner.transfers(&demo.coin, &demo.wallet, TransferQuery::default()).try_collect().await.unwrap();
    assert!(!transfers[0].items.is_empty());
    let log: Vec<_> = owner.audit_log(AuditQuery::default()).try_collect().await.unwrap();
    assert!(!log[0].items.is_empty());
    let templates: Vec<_> = owner.token_templates().try_collect().await.unwrap();
    assert!(!templates[0].items.is_empty());
}
