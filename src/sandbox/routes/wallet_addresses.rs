//! Addresses of a wallet.

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::wallet::{change_address, receive_address};
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::unsigned;

/// `GET /api/v2/{coin}/wallet/{walletId}/address/{addressOrId}`: one of its own, where it is one.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let state = call.shared.state();
    let wallet = WalletAccess::of(&state, call.caller()?, Some(coin), id)?.wallet;
    let wanted = call.param_at(2);
    if wanted == &*wallet.address || wanted == wallet.address_id.to_string() {
        return Ok(Answer::ok(receive_address(wallet)));
    }
    let change = unsigned::change_address(wallet).filter(|it| wanted == it);
    let change = change.ok_or_else(|| ApiError::not_found("AddressNotFound", "address not found"))?;
    Ok(Answer::ok(change_address(wallet, &change)))
}
