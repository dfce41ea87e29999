//! A share that is still open: found by its path, taken up or turned down by its recipient, ended.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::share_request::is_envelope;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::ApprovalState;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::share::{ShareState, WalletShare};
use crate::sandbox::state::wallet::{HeldKey, WalletUser};

/// The share that the path names, if it concerns the caller or a wallet that they administer.
pub(super) fn find<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a WalletShare, ApiError> {
    let (coin, id) = (call.param(), read_id("shareId", call.param_at(1))?);
    let caller = call.caller()?;
    let share = known(state, caller.person, id)?;
    let has_coin = state.wallets.get(share.wallet).is_some_and(|wallet| wallet.coin == coin);
    if has_coin { Ok(share) } else { Err(not_found()) }
}

/// The share, where it concerns this person or a wallet that they administer.
fn known(state: &State, person: Id, share: Id) -> Result<&WalletShare, ApiError> {
    let share = state.share(share).filter(|share| {
        let wallet = state.wallets.get(share.wallet);
        share.concerns(person) || wallet.is_some_and(|wallet| wallet.admins().any(|admin| admin == person))
    });
    share.ok_or_else(not_found)
}

pub(super) fn not_found() -> ApiError {
    ApiError::not_found("WalletShareNotFound", "wallet share not found")
}

/// The same with a body that the recipient's Express made.
pub(super) fn take(call: &Call<'_>, body: &Body) -> Result<Answer, ApiError> {
    let accepts = match body.required("state")? {
        "accepted" => true,
        "rejected" => false,
        _ => return Err(ApiError::bad_field("state", "state must be accepted or rejected")),
    };
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let share = find(call, state)?.id;
    settle(call, state, share, accepts, body.text("encryptedPrv")?)?;
    let share = state.share(share).ok_or_else(not_found)?;
    Ok(Answer::ok(json::share::changed(share, true)))
}

/// The recipient takes an open share up or turns it down.
pub(super) fn settle(
    call: &Call<'_>,
    state: &mut State,
    share: Id,
    accepts: bool,
    encrypted_prv: Option<&str>,
) -> Result<(), ApiError> {
    let caller = call.caller()?;
    let share = answerable(state, caller.person, share)?.clone();
    if accepts {
        join(state, &share, encrypted_prv)?;
    }
    end(state, share.id, if accepts { ShareState::Accepted } else { ShareState::Rejected });
    let kind = if accepts { "acceptShare" } else { "rejectShare" };
    let data = json!({ "shareId": share.id.to_string() });
    audit::note(state, kind, caller, call.peer, call.now, Subject::wallet(share.wallet, data));
    Ok(())
}

/// The share, where it is open and was sent to this person.
pub(super) fn answerable(state: &State, person: Id, share: Id) -> Result<&WalletShare, ApiError> {
    let share = known(state, person, share)?;
    if share.to != person {
        return Err(ApiError::forbidden("only the person it was sent to can answer a wallet share"));
    }
    if share.state != ShareState::Active {
        return Err(ApiError::refused("WalletShareNotActive", "this wallet share is not open"));
    }
    Ok(share)
}

/// Ends an open share, and with it the approval that it waits for.
pub(super) fn end(state: &mut State, share: Id, as_what: ShareState) {
    let Some(share) = state.share_mut(share) else { return };
    share.state = as_what;
    let approval = share.approval;
    if let Some(approval) = approval.and_then(|id| state.approval_mut(id)).filter(|it| it.is_pending()) {
        approval.state = ApprovalState::Rejected;
    }
}

/// Makes the recipient of a share one of the wallet's people.
fn join(state: &mut State, share: &WalletShare, encrypted_prv: Option<&str>) -> Result<(), ApiError> {
    let key = accepted_key(share, encrypted_prv)?;
    let wallet = state.wallets.get_mut(share.wallet);
    let wallet = wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    match wallet.users.iter_mut().find(|user| user.person == share.to) {
        Some(user) => {
            user.permissions = share.permissions;
            if key != HeldKey::None {
                user.key = key;
            }
        }
        None => wallet.users.push(WalletUser { person: share.to, permissions: share.permissions, key }),
    }
    Ok(())
}

/// The key as its new holder encrypted it; none where the share has none.
pub(super) fn accepted_key(share: &WalletShare, encrypted_prv: Option<&str>) -> Result<HeldKey, ApiError> {
    match (&share.keychain, encrypted_prv) {
        (Some(_), Some(text)) => {
            is_envelope("encryptedPrv", text)?;
            Ok(HeldKey::Own(text.to_owned()))
        }
        (Some(_), None) => Err(wrong("encryptedPrv", "is required to accept a share with a key")),
        (None, _) => Ok(HeldKey::None),
    }
}
