//! What changes nothing.

use countersign::bitgo::approvals::{ClosedApproval, Decision};
use countersign::bitgo::express;
use countersign::bitgo::login;
use countersign::bitgo::secret::AccessToken;
use countersign::bitgo::session::Session;
use countersign::bitgo::wallet::WalletQuery;
use countersign::domain::approval::ListedWallets;
use countersign::domain::change::{ChangeFacts, ChangeKind, about};
use futures::future::BoxFuture;
use jiff::Timestamp;

use crate::harness::Harness;
use crate::seen::{Ready, now, one, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn who(session: &Session) -> String {
    whole((&session.user().id, session.scopes()))
}

pub fn resume(harness: &Harness) -> Prepared<'_> {
    now(one(login::resume(&harness.client, harness.owner.token().expose().into()), |session| who(&session)))
}

pub fn platform_behind(harness: &Harness) -> Prepared<'_> {
    now(one(express::platform_behind(harness.express[0].client()), whole))
}

pub fn try_token(harness: &Harness) -> Prepared<'_> {
    let token = harness.owner.token().expose().into();
    now(one(login::try_token(&harness.client, token), |info| whole(!info.id.is_empty())))
}

pub fn resume_with(harness: &Harness) -> Prepared<'_> {
    let text = harness.owner.token().expose().into();
    let token = AccessToken::new(&text, harness.client.environment()).unwrap();
    now(one(login::resume_with(&harness.client, token), |session| who(&session)))
}

pub fn session_info(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.session_info(), whole))
}

pub fn settings(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.settings(), whole))
}

pub fn wallet_count(harness: &Harness) -> Prepared<'_> {
    now(one(async move { harness.owner.wallet_count(&WalletQuery::default()).await }, whole))
}

pub fn wallet(harness: &Harness) -> Prepared<'_> {
    let (coin, id) = harness.place("Operations hot");
    now(one(harness.owner.wallet(coin, id), whole))
}

pub fn wallet_with_rules(harness: &Harness) -> Prepared<'_> {
    let (coin, id) = harness.place("Operations hot");
    now(one(harness.owner.wallet_with_rules(coin, id), whole))
}

pub fn owns_address(harness: &Harness) -> Prepared<'_> {
    let wallet = harness.wallet("Operations hot");
    let address = wallet.receive_address().unwrap();
    now(one(async move { harness.owner.owns_address(&wallet.coin, &wallet.id, &address).await }, whole))
}

pub fn total_balances(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.total_balances(), whole))
}

pub fn key(harness: &Harness) -> Prepared<'_> {
    let wallet = harness.wallet("Operations hot");
    let key = wallet.keys()[0].clone();
    now(one(async move { harness.owner.key(&wallet.coin, &key).await }, whole))
}

pub fn user_key(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.user_key(harness.wallet("Operations hot")), whole))
}

pub fn pending_approval(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.pending_approval(&harness.payment), whole))
}

pub fn approval_facts(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let payment = harness.calm.owner.pending_approval(&harness.payment).await.unwrap();
        one(async move { harness.owner.approval_facts(&payment, ListedWallets::default()).await }, whole)
    })
}

/// Nothing that goes wrong makes a change one that was not carried out, or that was.
pub fn look_up_change(harness: &Harness) -> Prepared<'_> {
    let change = ChangeFacts {
        change: ChangeKind::Decision,
        ids: [("approvalId".to_owned(), harness.payment.clone())].into(),
        about: [(about::DECISION.to_owned(), Decision::Approve.word().to_owned())].into(),
        request_id: String::new(),
    };
    now(one(async move { harness.owner.look_up_change(&change, Timestamp::now()).await }, whole))
}

/// Nothing that goes wrong makes it an approval that the platform does not show.
pub fn closed_approval(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let approval = harness.waiting().await.id;
        harness.calm.admin.decide_approval(&approval, Decision::Reject, None).await.unwrap();
        // It is another one each time.
        one(async move { harness.owner.closed_approval(&approval).await }, |closed| match closed {
            ClosedApproval::Found(approval) => whole(approval.state),
            ClosedApproval::Hidden => "hidden".to_owned(),
        })
    })
}

pub fn shares(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.shares(), whole))
}

pub fn share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Exchange float", "view,spend").await;
        // The share is another one each time.
        one(async move { harness.viewer.share(&coin, &id).await }, |share| {
            whole((share.wallet, share.permissions, share.state, share.keychain.is_some()))
        })
    })
}

pub fn share_without_key(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Exchange float", "view,spend").await;
        one(async move { harness.viewer.share_without_key(&coin, &id).await }, |share| {
            whole((share.wallet, share.permissions, share.state, share.keychain.is_some()))
        })
    })
}

pub fn look_at_share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Exchange float", "view,spend").await;
        one(async move { harness.viewer.look_at_share(&coin, &id).await }, |look| {
            whole((look.share.wallet, look.need, look.key))
        })
    })
}

pub fn reshare_requests(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.reshare_requests(), whole))
}

pub fn enterprise_people(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.enterprise_people(&harness.together), whole))
}

pub fn token_changes(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let token = harness.token().await.info.id;
        harness.calm.owner.delete_access_token(&token).await.unwrap();
        // The token is another one each time: it was created and deleted, and each is told once.
        one(harness.owner.clone().token_changes(None), move |changes| {
            whole((changes.of(&token).len(), changes.is_cut))
        })
    })
}

pub fn ecdh_keychain(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let xpub = harness.calm.owner.settings().await.unwrap().ecdh_keychain.unwrap();
        one(async move { harness.owner.ecdh_keychain(&xpub).await }, whole)
    })
}

pub fn own_ecdh_keychain(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.own_ecdh_keychain(), whole))
}

pub fn look_up(harness: &Harness) -> Prepared<'_> {
    // The path of the key is another one each time.
    now(one(harness.owner.look_up("admin@treasury.example"), |it| {
        whole((it.user_id, it.name, it.key.is_some()))
    }))
}

pub fn spot_price(harness: &Harness) -> Prepared<'_> {
    now(one(harness.owner.spot_price("hteth"), whole))
}
