//! Lists, on small pages so that each has several.

use countersign::bitgo::approvals::ApprovalQuery;
use countersign::bitgo::audit::AuditQuery;
use countersign::bitgo::transfers::TransferQuery;
use countersign::bitgo::wallet::WalletQuery;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};

use crate::harness::Harness;
use crate::seen::{self, Ready, list};

pub fn wallets(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(8);
        let query = WalletQuery::default();
        let ready: Ready<'_> = Box::pin(async move {
            // The list tells no total, so the screen asks for it beside the list.
            seen::read(harness.owner.wallets(query.clone()), Some(harness.owner.wallet_count(&query))).await
        });
        ready
    })
}

pub fn pending_approvals(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(4);
        list(harness.owner.pending_approvals(ApprovalQuery::default()))
    })
}

pub fn transfers(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(5);
        let (coin, wallet) = harness.place("Operations hot");
        list(harness.owner.transfers(coin, wallet, TransferQuery::default()))
    })
}

pub fn enterprise_transfers(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(60);
        let enterprise = harness.wallet("Operations hot").enterprise.clone().unwrap();
        // What is decided on beside this has newer ones.
        let until = Timestamp::now().checked_sub(SignedDuration::from_hours(24)).ok();
        list(
            harness
                .owner
                .enterprise_transfers(&enterprise, TransferQuery { until, ..TransferQuery::default() }),
        )
    })
}

pub fn audit_log(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(10);
        list(harness.owner.audit_log(AuditQuery::default()))
    })
}

pub fn access_tokens(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(3);
        list(harness.owner.access_tokens())
    })
}

pub fn token_templates(harness: &Harness) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        harness.control().limit_pages(3);
        list(harness.owner.token_templates())
    })
}
