//! Lists, on small pages so that each has several.

use countersign::bitgo::approvals::ApprovalQuery;
use countersign::bitgo::audit::AuditQuery;
use countersign::bitgo::transfers::TransferQuery;
use countersign::bitgo::wallet::WalletQuery;
use futures::future::BoxFuture;

use crate::desk::Desk;
use crate::seen::{self, Ready, list};

pub fn wallets(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(8);
        let query = WalletQuery::default();
        let ready: Ready<'_> = Box::pin(async move {
            // The list tells no total, so the screen asks for it beside the list.
            seen::read(desk.owner.wallets(query.clone()), Some(desk.owner.wallet_count(&query))).await
        });
        ready
    })
}

pub fn pending_approvals(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(4);
        list(desk.owner.pending_approvals(ApprovalQuery::default()))
    })
}

pub fn transfers(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(5);
        let (coin, wallet) = desk.place("Operations hot");
        list(desk.owner.transfers(coin, wallet, TransferQuery::default()))
    })
}

pub fn audit_log(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(10);
        list(desk.owner.audit_log(AuditQuery::default()))
    })
}

pub fn access_tokens(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(3);
        list(desk.owner.access_tokens())
    })
}

pub fn token_templates(desk: &Desk) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move {
        desk.control().limit_pages(3);
        list(desk.owner.token_templates())
    })
}
