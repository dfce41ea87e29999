//! What changes nothing.

use countersign::bitgo::approvals::{ClosedApproval, Decision};
use countersign::bitgo::login;
use countersign::bitgo::secret::AccessToken;
use countersign::bitgo::session::Session;
use countersign::bitgo::wallet::WalletQuery;
use futures::future::BoxFuture;

use crate::desk::Desk;
use crate::seen::{Ready, now, one, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn who(session: &Session) -> String {
    whole((&session.user().id, session.scopes()))
}

pub fn resume(desk: &Desk) -> Prepared<'_> {
    now(one(login::resume(&desk.client, desk.owner.token().expose().into()), |session| who(&session)))
}

pub fn try_token(desk: &Desk) -> Prepared<'_> {
    let token = desk.owner.token().expose().into();
    now(one(login::try_token(&desk.client, token), |info| whole(!info.id.is_empty())))
}

pub fn resume_with(desk: &Desk) -> Prepared<'_> {
    let text = desk.owner.token().expose().into();
    let token = AccessToken::new(&text, desk.client.environment()).unwrap();
    now(one(login::resume_with(&desk.client, token), |session| who(&session)))
}

pub fn session_info(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.session_info(), whole))
}

pub fn settings(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.settings(), whole))
}

pub fn wallet_count(desk: &Desk) -> Prepared<'_> {
    now(one(async move { desk.owner.wallet_count(&WalletQuery::default()).await }, whole))
}

pub fn wallet(desk: &Desk) -> Prepared<'_> {
    let (coin, id) = desk.place("Operations hot");
    now(one(desk.owner.wallet(coin, id), whole))
}

pub fn wallet_with_rules(desk: &Desk) -> Prepared<'_> {
    let (coin, id) = desk.place("Operations hot");
    now(one(desk.owner.wallet_with_rules(coin, id), whole))
}

pub fn total_balances(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.total_balances(), whole))
}

pub fn key(desk: &Desk) -> Prepared<'_> {
    let wallet = desk.wallet("Operations hot");
    now(one(desk.owner.key(&wallet.coin, &wallet.keys[0]), whole))
}

pub fn user_key(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.user_key(desk.wallet("Operations hot")), whole))
}

pub fn pending_approval(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.pending_approval(&desk.payment), whole))
}

pub fn approval_facts(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let payment = desk.calm.owner.pending_approval(&desk.payment).await.unwrap();
        one(async move { desk.owner.approval_facts(&payment, Vec::new()).await }, whole)
    })
}

/// Nothing that goes wrong makes it an approval that the platform does not show.
pub fn closed_approval(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let approval = desk.waiting().await.id;
        desk.calm.admin.decide_approval(&approval, Decision::Reject, None).await.unwrap();
        // It is another one each time.
        one(async move { desk.owner.closed_approval(&approval).await }, |closed| match closed {
            ClosedApproval::Found(approval) => whole(approval.state),
            ClosedApproval::Hidden => "hidden".to_owned(),
        })
    })
}

pub fn shares(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.shares(), whole))
}

pub fn share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Exchange float", "view,spend").await;
        // The share is another one each time.
        one(async move { desk.viewer.share(&coin, &id).await }, |share| {
            whole((share.wallet, share.permissions, share.state, share.keychain.is_some()))
        })
    })
}

pub fn share_without_key(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Exchange float", "view,spend").await;
        one(async move { desk.viewer.share_without_key(&coin, &id).await }, |share| {
            whole((share.wallet, share.permissions, share.state, share.keychain.is_some()))
        })
    })
}

pub fn look_at_share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Exchange float", "view,spend").await;
        one(async move { desk.viewer.look_at_share(&coin, &id).await }, |look| {
            whole((look.share.wallet, look.need, look.key))
        })
    })
}

pub fn reshare_requests(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.reshare_requests(), whole))
}

pub fn enterprise_people(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.enterprise_people(&desk.together), whole))
}

pub fn token_changes(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let token = desk.token().await.info.id;
        desk.calm.owner.delete_access_token(&token).await.unwrap();
        // The token is another one each time: it was created and deleted, and each is told once.
        one(desk.owner.clone().token_changes(None), move |changes| {
            whole((changes.of(&token).len(), changes.is_cut))
        })
    })
}

pub fn ecdh_keychain(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let xpub = desk.calm.owner.settings().await.unwrap().ecdh_keychain.unwrap();
        one(async move { desk.owner.ecdh_keychain(&xpub).await }, whole)
    })
}

pub fn own_ecdh_keychain(desk: &Desk) -> Prepared<'_> {
    now(one(desk.owner.own_ecdh_keychain(), whole))
}

pub fn look_up(desk: &Desk) -> Prepared<'_> {
    // The path of the key is another one each time.
    now(one(desk.owner.look_up("admin@treasury.example"), |it| {
        whole((it.user_id, it.name, it.key.is_some()))
    }))
}
