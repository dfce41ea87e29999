//! Shares from end to end.

use std::mem::discriminant;

use countersign::bitgo::error::Error;
use countersign::bitgo::express::ExpressShare;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::Permissions;
use countersign::domain::share::{ActionOutcome, ActionRequest, ActionTarget, ShareAction};
use futures::future::{BoxFuture, join_all};

use crate::desk::Desk;
use crate::seen::{Ready, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn send_share(desk: &Desk) -> Prepared<'_> {
    let request = desk.share_request("Operations hot", "view");
    now(outcome(async move { desk.owner.send_share(&request, None).await }))
}

pub fn send_with_key(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let request = desk.share_request("Operations hot", "view,spend");
        let key = desk.opened_key(&request).await;
        one(async move { desk.owner.send_with_key(&request, key.as_ref()).await }, |made| {
            whole((!made.id.is_empty(), made.approvals.len(), made.awaits_approval))
        })
    })
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

/// Every action that is one request by a route of its own; an acceptance, which reads first, is `accept_share`.
pub fn act_on_share(desk: &Desk) -> Prepared<'_> {
    Box::pin(async move {
        let offered = async |label| {
            let (coin, id) = desk.offered(label, "view").await;
            ActionTarget { coin, id, ..ActionTarget::default() }
        };
        let (coin, wallet) = desk.place("Operations hot");
        desk.calm.admin.request_reshare(coin, wallet).await.unwrap();
        let reshare = ActionTarget {
            coin: coin.to_owned(),
            wallet: wallet.to_owned(),
            user: desk.admin.user().id.clone(),
            ..ActionTarget::default()
        };
        let actions = [
            (&desk.viewer, ShareAction::Reject, offered("Fork proceeds").await),
            (&desk.owner, ShareAction::Cancel, offered("Wound-down fund").await),
            (&desk.owner, ShareAction::SendAgain, offered("Bridge operations").await),
            (&desk.owner, ShareAction::Refuse, reshare.clone()),
            (&desk.admin, ShareAction::RequestKey, reshare),
        ];
        let act = async |(session, action, target): (&Session, _, _)| {
            let outcome = session.act_on_share(&ActionRequest { action, target }, None).await?;
            Ok(match outcome {
                ActionOutcome::PendingApproval(approvals) => {
                    format!("{action:?} waits for {}", approvals.len())
                }
                done => format!("{action:?}: {done:?}"),
            })
        };
        one(async move { alike(join_all(actions.map(act)).await) }, whole)
    })
}

/// The results of all, or the error of all. Where they differ it is neither, and wrong.
fn alike(results: Vec<Result<String, Error>>) -> Result<Vec<String>, Error> {
    let kind = |result: &Result<String, Error>| {
        let error = result.as_ref().err()?;
        Some((discriminant(&error.kind), error.status, error.may_have_happened()))
    };
    if results.iter().any(|result| kind(result) != kind(&results[0])) {
        return Ok(results.into_iter().map(whole).collect());
    }
    results.into_iter().collect()
}
