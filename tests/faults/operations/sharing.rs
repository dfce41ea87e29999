//! Shares from end to end.

use countersign::bitgo::express::ExpressShare;
use countersign::bitgo::shares::Permissions;
use futures::future::BoxFuture;

use crate::desk::Desk;
use crate::seen::{Ready, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn share_wallet(desk: &Desk) -> Prepared<'_> {
    let request = desk.share_request("Operations hot", "view,spend");
    now(outcome(async move { desk.owner.share_wallet(&request, Some(desk.passphrase.clone())).await }))
}

pub fn send_share(desk: &Desk) -> Prepared<'_> {
    let request = desk.share_request("Operations hot", "view");
    now(outcome(async move { desk.owner.send_share(&request, None).await }))
}

pub fn share_by_express(desk: &Desk) -> Prepared<'_> {
    let share = ExpressShare {
        email: "viewer@treasury.example".into(),
        permissions: Permissions::from_list("view,spend"),
        reshare: true,
        ..ExpressShare::default()
    };
    let (coin, wallet) = desk.place("Operations hot");
    let ask =
        async move { desk.express[0].share_by_express(coin, wallet, &share, Some(&desk.passphrase)).await };
    now(outcome(ask))
}

pub fn accept_share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Exchange float", "view,spend").await;
        outcome(async move { desk.viewer.accept_share(&coin, &id, Some(desk.secrets())).await })
    })
}

pub fn accept_by_express(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Bridge operations", "view,spend").await;
        let ask = async move { desk.express[1].accept_by_express(&coin, &id, Some(&desk.secrets())).await };
        outcome(ask)
    })
}

pub fn reject_share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Fork proceeds", "view").await;
        outcome(async move { desk.viewer.reject_share(&coin, &id).await })
    })
}

pub fn cancel_share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Fork proceeds", "view").await;
        outcome(async move { desk.owner.cancel_share(&coin, &id).await })
    })
}

pub fn resend_share_email(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = desk.offered("Wound-down fund", "view").await;
        one(async move { desk.owner.resend_share_email(&coin, &id).await }, whole)
    })
}

pub fn request_reshare(desk: &Desk) -> Prepared<'_> {
    let (coin, wallet) = desk.place("Operations hot");
    now(outcome(desk.admin.request_reshare(coin, wallet)))
}

pub fn reject_reshare(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, wallet) = desk.place("Operations hot");
        desk.calm.admin.request_reshare(coin, wallet).await.unwrap();
        outcome(desk.owner.reject_reshare(wallet, &desk.admin.user().id))
    })
}
