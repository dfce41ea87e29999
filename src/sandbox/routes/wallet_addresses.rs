//! Addresses of a wallet.

use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::wallet::{change_address, change_address_id, receive_address};
use crate::sandbox::paging::Paging;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;
use crate::sandbox::unsigned;

/// Spec: `AddressChain`.
const CHAINS: [&str; 10] = ["0", "1", "10", "11", "20", "21", "30", "31", "40", "41"];

/// An address with its document.
struct OwnAddress {
    id: Id,
    document: Value,
}

/// The one that it receives at, then the one for change where its coin has such.
fn own(wallet: &Wallet) -> Vec<OwnAddress> {
    let receive = OwnAddress { id: wallet.address_id, document: receive_address(wallet) };
    let change = unsigned::change_address(wallet).map(|address| OwnAddress {
        id: change_address_id(wallet),
        document: change_address(wallet, &address),
    });
    std::iter::once(receive).chain(change).collect()
}

/// `GET /api/v2/{coin}/wallet/{walletId}/address/{addressOrId}`: one of its own, where it is one.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let state = call.shared.state();
    let wallet = WalletAccess::of(&state, call.caller()?, Some(coin), id)?.wallet;
    let wanted = call.param_at(2);
    let is_wanted = |it: &OwnAddress| {
        it.id.to_string() == wanted || it.document.get("address").is_some_and(|text| text == wanted)
    };
    let found = own(wallet).into_iter().find(is_wanted);
    let found = found.ok_or_else(|| ApiError::not_found("AddressNotFound", "address not found"))?;
    Ok(Answer::ok(found.document))
}

/// `GET /api/v2/{coin}/wallet/{walletId}/addresses`: the oldest first, unless `sort=-1`.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let paging = Paging::of(&call.query)?;
    let chains = call.query.words("chains", &CHAINS)?;
    let is_newest_first = call.query.word("sort", &["1", "-1"])? == Some("-1");
    // No address of the sandbox has a label.
    let is_labelled = call.query.one("labelContains")?.is_some();
    let state = call.shared.state();
    let wallet = WalletAccess::of(&state, call.caller()?, Some(coin), id)?.wallet;
    let keep = |it: &OwnAddress| {
        let chain = it.document.get("chain").map(ToString::to_string).unwrap_or_default();
        !is_labelled && (chains.is_empty() || chains.contains(&chain.as_str()))
    };
    let mut all = own(wallet);
    if is_newest_first {
        all.reverse();
    }
    let count = all.iter().filter(|it| keep(it)).count();
    let mut fields = paging.page("addresses", all, |it| it.id, |it| keep(it), |it| it.document.clone())?;
    fields.insert("coin".to_owned(), json!(wallet.coin));
    fields.insert("totalAddressCount".to_owned(), json!(count));
    fields.insert("pendingAddressCount".to_owned(), json!(0));
    Ok(Answer::ok(Value::Object(fields)))
}
