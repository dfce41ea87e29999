//! A person's own account: freezing it, and the wallets they pin.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::permissions::{self, who};
use crate::sandbox::rules::visibility::Visibility;
use crate::sandbox::state::id::Id;

/// `POST /api/v2/user/freeze`: from then on the person changes nothing, with no session and no token, until the platform's
/// support lifts it. Needs an unlocked session.
pub(crate) fn freeze(call: &Call<'_>) -> Result<Answer, ApiError> {
    call.json()?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    permissions::needs_unlocked(state, caller, call.now)?;
    state.person_mut(caller.person).ok_or_else(ApiError::invalid_token)?.is_frozen = true;
    audit::note(state, "freezeUser", caller, call.peer, call.now, Subject::own(json!({})));
    Ok(Answer::ok(json!({})))
}

/// `PUT /api/v2/wallet/{walletId}/pin {isPinned}`: the caller's pinned wallets of that wallet's enterprise.
pub(crate) fn pin(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    if body.get("isPinned").is_none() {
        return Err(wrong("isPinned", "is required"));
    }
    let is_pinned = body.flag("isPinned")?;
    let id = read_id("walletId", call.param())?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let (person, token) = who(state, caller)?;
    let sight = Visibility::of(person, token);
    let wallet = state.wallets.get(id).filter(|wallet| sight.sees(wallet, true));
    let wallet = wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    let enterprise = wallet.enterprise;
    let person = state.person_mut(caller.person).ok_or_else(ApiError::invalid_token)?;
    person.pinned.retain(|pinned| *pinned != id);
    if is_pinned {
        person.pinned.push(id);
    }
    let pinned = person.pinned.clone();
    let is_here = |id: &&Id| state.wallets.get(**id).is_some_and(|wallet| wallet.enterprise == enterprise);
    let wallets: Vec<String> = pinned.iter().filter(is_here).map(ToString::to_string).collect();
    Ok(Answer::ok(json!({
        "pinnedWallets": {
            "enterpriseId": enterprise.to_string(),
            "userId": caller.person.to_string(),
            "wallets": wallets,
        },
    })))
}
