//! People on a wallet: joining by a share, asking for the key again, being removed.

use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::json::wallet::Extent;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::decide;
use crate::sandbox::rules::permissions::{self, WalletAccess};
use crate::sandbox::state::approval::ApprovedAction;
use crate::sandbox::state::share::ReshareRequest;
use crate::sandbox::state::wallet::Permissions;

/// `GET /api/v2/{coin}/wallet/{walletId}/user`: who is on the wallet.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let state = call.shared.state();
    let access = WalletAccess::of(&state, call.caller()?, Some(coin), wallet)?;
    let document = json::wallet::full(access.wallet, Extent::BARE);
    Ok(Answer::ok(json!({ "users": document.get("users") })))
}

/// `DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}`: needs another admin's approval where there is one.
pub(crate) fn remove(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let person = read_id("userId", call.param_at(2))?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), wallet)?;
    access.manages()?;
    let removed = access.wallet.permissions_of(person);
    let removed =
        removed.ok_or_else(|| ApiError::not_found("UserNotFound", "this person is not on the wallet"))?;
    if removed.has(Permissions::ADMIN) && access.wallet.admins().count() == 1 {
        return Err(ApiError::refused("LastAdmin", "a wallet keeps one admin at least"));
    }
    let already = |approval: &crate::sandbox::state::approval::Approval| {
        let same = matches!(approval.action, ApprovedAction::RemoveUser { person: other } if other == person);
        approval.is_pending() && approval.wallet == Some(wallet) && same
    };
    if state.approvals.iter().any(already) {
        return Err(ApiError::refused("PendingApprovalExists", "this removal already waits for an approval"));
    }
    let waits = access.wallet.has_other_admin(caller.person);
    let data = json!({ "userId": person.to_string() });
    audit::note(state, "removeUser", caller, call.peer, call.now, Subject::wallet(wallet, data));
    if waits {
        let id = decide::open(state, caller.person, wallet, ApprovedAction::RemoveUser { person }, call.now)?;
        return super::approvals::waiting(state, id);
    }
    let gone = || ApiError::not_found("WalletNotFound", "wallet not found");
    let found = state.wallets.get_mut(wallet).ok_or_else(gone)?;
    found.users.retain(|user| user.person != person);
    // Here alone the spec requires the rules, and knows all their types.
    let extent = Extent { with_policy: true, ..Extent::BARE };
    Ok(Answer::ok(json::wallet::full(found, extent)))
}

/// `POST …/requestreshare`: somebody who can no longer open their key asks the admins to send it again.
pub(crate) fn request_reshare(call: &Call<'_>) -> Result<Answer, ApiError> {
    call.json()?;
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), wallet)?;
    access.needs(Permissions::SPEND)?;
    let is_same = |request: &ReshareRequest| request.wallet == wallet && request.person == caller.person;
    if !state.reshare_requests.iter().any(is_same) {
        let id = state.new_id();
        let request = ReshareRequest { id, wallet, person: caller.person, created: call.now };
        state.reshare_requests.push(request);
    }
    Ok(Answer::ok(json!({})))
}

/// `POST /api/v2/wallet/{walletId}/rejectreshare {userId}`: an admin of the wallet declines.
pub(crate) fn reject_reshare(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let wallet = read_id("walletId", call.param())?;
    let person = read_id("userId", body.required("userId")?)?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    WalletAccess::of(state, call.caller()?, None, wallet)?.manages()?;
    let count = state.reshare_requests.len();
    state.reshare_requests.retain(|request| request.wallet != wallet || request.person != person);
    if state.reshare_requests.len() == count {
        return Err(ApiError::not_found("WalletShareRequestNotFound", "there is no such request"));
    }
    Ok(Answer::ok(json!({})))
}

/// `GET /api/v2/walletsharerequests`: those for wallets that the caller administers.
pub(crate) fn reshare_requests(call: &Call<'_>) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let (person, token) = permissions::who(&state, caller)?;
    let administers = |request: &&ReshareRequest| {
        state.wallets.get(request.wallet).is_some_and(|wallet| {
            wallet.admins().any(|admin| admin == person.id)
                && permissions::covers(token, person, "wallet_manage", wallet)
        })
    };
    let requests: Vec<Value> = state
        .reshare_requests
        .iter()
        .rev()
        .filter(administers)
        .map(|request| json::share::request(request, &state))
        .collect();
    Ok(Answer::ok(json!({ "walletShareRequests": requests })))
}
