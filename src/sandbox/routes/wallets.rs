//! Wallets: the list, its count, and one of them.

use serde_json::{Value, json};

use super::call::Call;
use super::wallet_filter::{WalletFilter, with_sight};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::wallet::{self, Extent};
use crate::sandbox::query::read_id;

/// Default and largest page (the protocol notes, section 10).
const PAGE: usize = 25;
const LARGEST_PAGE: usize = 500;

/// `GET /api/v2/wallets`, `GET /api/v2/{coin}/wallet`: newest first, a page at a time.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let filter = WalletFilter::of(call)?;
    let limit = call.query.limit(PAGE, LARGEST_PAGE)?;
    let previous = call.query.id("prevId")?;
    let skipped = call.query.offset()?;
    let extent = Extent {
        with_balance: call.query.flag("expandBalance")?,
        with_spendable: !call.query.flag("excludeSpendableBalance")?,
        with_address: !call.query.flag("skipReceiveAddress")?,
        with_policy: call.query.flag("expandPolicy")?,
    };
    with_sight(call, |state, sight| {
        let wallets: Box<dyn Iterator<Item = &crate::sandbox::state::wallet::Wallet>> = match previous {
            None => Box::new(state.wallets.newest_first()),
            Some(id) => Box::new(
                state
                    .wallets
                    .after(id)
                    .ok_or_else(|| ApiError::bad_field("prevId", "prevId is not the id of a wallet"))?,
            ),
        };
        let mut matching = wallets.filter(|wallet| filter.takes(wallet, sight)).skip(skipped);
        let mut last = None;
        let mut page = Vec::with_capacity(limit);
        for wallet in matching.by_ref().take(limit) {
            last = Some(wallet.id);
            page.push(wallet::full(wallet, extent));
        }
        let is_truncated = matching.next().is_some();
        let mut document = json!({ "wallets": page });
        if let (true, Some(id), Some(fields)) = (is_truncated, last, document.as_object_mut()) {
            fields.insert("nextBatchPrevId".to_owned(), json!(id.to_string()));
        }
        Ok(Answer::ok(document))
    })
}

/// `GET /api/v2/wallets/count`.
pub(crate) fn count(call: &Call<'_>) -> Result<Answer, ApiError> {
    let filter = WalletFilter::of(call)?;
    with_sight(call, |state, sight| {
        let count = state.wallets.newest_first().filter(|wallet| filter.takes(wallet, sight)).count();
        Ok(Answer::ok(json!({ "count": count })))
    })
}

/// `GET /api/v2/wallet/{walletId}`, `GET /api/v2/{coin}/wallet/{walletId}`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let id = read_id("walletId", call.params.last().map_or("", String::as_str))?;
    let coin = call.params.first().filter(|_| call.params.len() > 1);
    let with_address = !call.query.flag("skipReceiveAddress")?;
    let with_policy = call.query.flag("expandPolicy")?;
    with_sight(call, |state, sight| {
        // Naming a wallet names its enterprise: an admin of it needs no role here.
        let wallet = state.wallets.get(id).filter(|wallet| sight.sees(wallet, true));
        let wallet = wallet.filter(|wallet| coin.is_none_or(|coin| coin == wallet.coin));
        let wallet = wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
        let extent = Extent { with_balance: true, with_spendable: true, with_address, with_policy };
        let document: Value = wallet::full(wallet, extent);
        Ok(Answer::ok(document))
    })
}
