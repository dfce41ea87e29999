//! The project's own client and the sandbox understand each other, in both signature versions.

use std::sync::Arc;

use countersign::bitgo::client::Timeouts;
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::login;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::token::{Reach, TokenDraft, TokenRequest};
use secrecy::SecretString;

use crate::support::sessions::{self, all};
use crate::support::token_requests::request_of;
use crate::wire::{CODE, Wire};

pub async fn log_in(
    wire: &Wire,
    version: AuthVersion,
    role: &str,
    code: Option<&str>,
) -> Result<Session, Error> {
    let account = wire.account(role);
    let client = sessions::client(&wire.sandbox, version, Timeouts::default());
    sessions::log_in(&client, &account.email, &account.password, code).await
}

async fn all_wallets(session: &Session, page_size: u16) -> Vec<Arc<Wallet>> {
    all(session.wallets(WalletQuery { page_size, ..WalletQuery::default() })).await
}

fn request(reach: Reach) -> TokenRequest {
    request_of(&TokenDraft {
        label: "Read only".into(),
        lifetime: "30 days".into(),
        scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
        reach,
        ..TokenDraft::default()
    })
}

#[tokio::test]
async fn the_first_journey() {
    let wire = Wire::start().await;
    for version in [AuthVersion::V2, AuthVersion::V3] {
        let needed = log_in(&wire, version, "owner", None).await.unwrap_err();
        assert_eq!(needed.kind, ErrorKind::NeedsCode);
        let session = log_in(&wire, version, "owner", Some(CODE)).await.unwrap();
        assert_eq!(session.user().username, wire.account("owner").email);

        let wallets = all_wallets(&session, 30).await;
        assert_eq!(wallets.len(), 80);
        assert_eq!(session.wallet_count(&WalletQuery::default()).await.unwrap(), 80);
        assert!(wallets.iter().all(|wallet| wallet.balance.is_some()));
        let unreadable = wallets.iter().filter(|wallet| wallet.balance.as_ref().unwrap().exact().is_none());
        assert_eq!(unreadable.count(), 1);
        assert!(session.total_balances().await.unwrap().len() >= 20);

        let (one, code) = (wallets[7].id.clone(), SecretString::from(CODE));
        let request = request(Reach::Wallets(vec![one.to_string()]));
        let made = session.create_access_token(&request, &code).await.unwrap();
        let resumed = login::resume(session.client(), made.value.expose().into()).await.unwrap();
        assert_eq!(resumed.scopes(), ["wallet_view_all"]);
        let seen: Vec<_> =
            all_wallets(&resumed, 500).await.into_iter().map(|wallet| wallet.id.clone()).collect();
        assert_eq!(seen, [one]);

        let mut listed = all(session.access_tokens()).await.into_iter();
        let listed = listed.find(|token| token.id == made.info.id);
        assert_eq!(listed.unwrap().expires, made.info.expires);
        session.unlock(&code, 600).await.unwrap();
        session.lock().await.unwrap();
        session.delete_access_token(&made.info.id).await.unwrap();
        assert_eq!(resumed.session_info().await.unwrap_err().status, Some(401));
        session.logout().await.unwrap();
        assert_eq!(session.session_info().await.unwrap_err().status, Some(401));
    }
}

#[tokio::test]
async fn the_viewer_gets_a_plain_token_and_sees_less() {
    let wire = Wire::start().await;
    let session = log_in(&wire, AuthVersion::V3, "viewer", Some(CODE)).await.unwrap();
    assert_eq!(all_wallets(&session, 500).await.len(), 28);
    let wrong = log_in(&wire, AuthVersion::V3, "viewer", Some("1234567")).await.unwrap_err();
    assert_eq!((wrong.status, wrong.name.as_deref()), (Some(401), Some("IncorrectOTP")));
    assert!(wrong.request_id.is_some());
}
