//! Shares from end to end.

use std::mem::discriminant;

use countersign::bitgo::error::Error;
use countersign::bitgo::express::ExpressShare;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::Permissions;
use countersign::domain::share::{ActionOutcome, ActionRequest, ActionTarget, ShareAction};
use futures::future::{BoxFuture, join_all};

use crate::harness::Harness;
use crate::seen::{Ready, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

pub fn send_share(harness: &Harness) -> Prepared<'_> {
    let request = harness.share_request("Operations hot", "view");
    now(outcome(async move { harness.owner.send_share(&request, None).await }))
}

pub fn send_with_key(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let request = harness.share_request("Operations hot", "view,spend");
        let key = harness.opened_key(&request).await;
        one(async move { harness.owner.send_with_key(&request, key.as_ref()).await }, |made| {
            whole((!made.id.is_empty(), made.approvals.len(), made.awaits_approval))
        })
    })
}

pub fn share_by_express(harness: &Harness) -> Prepared<'_> {
    let share = ExpressShare {
        email: "viewer@treasury.example".into(),
        permissions: Permissions::from_list("view,spend"),
        reshare: true,
        ..ExpressShare::default()
    };
    let (coin, wallet) = harness.place("Operations hot");
    let ask = async move {
        harness.express[0].share_by_express(coin, wallet, &share, Some(&harness.passphrase)).await
    };
    now(outcome(ask))
}

pub fn accept_share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Exchange float", "view,spend").await;
        let reviewed = harness.calm.viewer.share(&coin, &id).await.unwrap().reviewed();
        outcome(async move { harness.viewer.accept_share(&reviewed, Some(harness.secrets())).await })
    })
}

pub fn accept_by_express(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Bridge operations", "view,spend").await;
        let ask =
            async move { harness.express[1].accept_by_express(&coin, &id, Some(&harness.secrets())).await };
        outcome(ask)
    })
}

pub fn reject_share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Fork proceeds", "view").await;
        outcome(async move { harness.viewer.reject_share(&coin, &id).await })
    })
}

pub fn cancel_share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Fork proceeds", "view").await;
        outcome(async move { harness.owner.cancel_share(&coin, &id).await })
    })
}

pub fn resend_share_email(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, id) = harness.offered("Wound-down fund", "view").await;
        one(async move { harness.owner.resend_share_email(&coin, &id).await }, whole)
    })
}

pub fn request_reshare(harness: &Harness) -> Prepared<'_> {
    let (coin, wallet) = harness.place("Operations hot");
    now(outcome(harness.admin.request_reshare(coin, wallet)))
}

pub fn reject_reshare(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (coin, wallet) = harness.place("Operations hot");
        harness.calm.admin.request_reshare(coin, wallet).await.unwrap();
        outcome(harness.owner.reject_reshare(wallet, &harness.admin.user().id))
    })
}

/// Every action that is one request by a route of its own; an acceptance, which reads first, is `accept_share`.
pub fn act_on_share(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let offered = async |label| {
            let (coin, id) = harness.offered(label, "view").await;
            ActionTarget { coin, id, ..ActionTarget::default() }
        };
        let (coin, wallet) = harness.place("Operations hot");
        harness.calm.admin.request_reshare(coin, wallet).await.unwrap();
        let reshare = ActionTarget {
            coin: coin.to_owned(),
            wallet: wallet.to_owned(),
            user: harness.admin.user().id.clone(),
            ..ActionTarget::default()
        };
        let actions = [
            (&harness.viewer, ShareAction::Reject, offered("Fork proceeds").await),
            (&harness.owner, ShareAction::Cancel, offered("Wound-down fund").await),
            (&harness.owner, ShareAction::SendAgain, offered("Bridge operations").await),
            (&harness.owner, ShareAction::Refuse, reshare.clone()),
            (&harness.admin, ShareAction::RequestKey, reshare),
        ];
        let act = async |(session, action, target): (&Session, _, _)| {
            let outcome = session.act_on_share(&ActionRequest { action, target }, None, None).await?;
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
