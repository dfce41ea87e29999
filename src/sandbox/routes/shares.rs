//! Wallet shares: made, listed, shown, answered, taken back (the protocol notes, section 6).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::call::Call;
use super::express;
use super::open_share;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::enterprise_policy::guard;
use crate::sandbox::rules::permissions::{self, WalletAccess};
use crate::sandbox::rules::share_request;
use crate::sandbox::rules::{decide, visibility};
use crate::sandbox::state::State;
use crate::sandbox::state::approval::ApprovedAction;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::share::{ShareState, WalletShare};

/// `POST /api/v2/{coin}/wallet/{walletId}/share`.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let mut body = call.json()?;
    if express::is_meant(call, &body) {
        body = express::share(call, &body)?;
    }
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), wallet)?;
    access.manages()?;
    let wanted = share_request::read(&body, access.wallet, caller.person, state)?;
    let share = make(call, state, wallet, wanted)?;
    let share = state.share(share).ok_or_else(open_share::not_found)?;
    Ok(Answer::ok(json::share::made(share, state)))
}

/// Makes a share that was found right. On a wallet with another admin it waits for their approval.
pub(super) fn make(
    call: &Call<'_>,
    state: &mut State,
    wallet: Id,
    wanted: share_request::Wanted,
) -> Result<Id, ApiError> {
    let caller = call.caller()?;
    let demand = guard::share(state, caller.person, wallet, call.now)?;
    let has_other = state.wallets.get(wallet).is_some_and(|wallet| wallet.has_other_admin(caller.person));
    let waits = has_other || demand.is_some();
    replace_open(state, wallet, &wanted)?;
    let id = state.new_id();
    let approval = if waits {
        let action = ApprovedAction::Share { share: id };
        Some(decide::open_guarded(state, caller.person, wallet, action, demand, call.now)?)
    } else {
        None
    };
    let data = json!({ "userId": wanted.to.to_string(), "permissions": wanted.permissions.joined() });
    state.reshare_requests.retain(|request| request.wallet != wallet || request.person != wanted.to);
    state.shares.push(WalletShare {
        id,
        wallet,
        from: caller.person,
        to: wanted.to,
        permissions: wanted.permissions,
        message: wanted.message,
        state: if waits { ShareState::PendingApproval } else { ShareState::Active },
        approval,
        keychain: wanted.keychain,
        created: call.now,
    });
    audit::note(state, "shareWallet", caller, call.peer, call.now, Subject::wallet(wallet, data));
    Ok(id)
}

/// A person is invited to a wallet once at a time; sharing again takes the earlier invitation's place.
fn replace_open(state: &mut State, wallet: Id, wanted: &share_request::Wanted) -> Result<(), ApiError> {
    if let Some(earlier) = replaced(state, wallet, wanted)? {
        open_share::end(state, earlier, ShareState::Canceled);
    }
    Ok(())
}

/// The invitation whose place it takes; an error where it may not.
pub(super) fn replaced(
    state: &State,
    wallet: Id,
    wanted: &share_request::Wanted,
) -> Result<Option<Id>, ApiError> {
    let open =
        |share: &&WalletShare| share.wallet == wallet && share.to == wanted.to && share.state.is_open();
    let earlier = state.shares.iter().find(open).map(|share| share.id);
    if earlier.is_some() && !wanted.is_reshare {
        let error = "this person has already been invited to the wallet: cancel that share, or send reshare";
        return Err(ApiError::refused("WalletShareExists", error));
    }
    Ok(earlier)
}

/// `GET /api/v2/walletshares`, `GET /api/v2/{coin}/walletshare`: what is open, to and from the caller.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let coin = call.params.first().map(String::as_str);
    let caller = call.caller()?;
    let state = call.shared.state();
    let (person, token) = permissions::who(&state, caller)?;
    let reached = |share: &&WalletShare| {
        state.wallets.get(share.wallet).is_some_and(|wallet| {
            coin.is_none_or(|coin| coin == wallet.coin) && visibility::reaches(&token.reach, wallet)
        })
    };
    let show = |share: &WalletShare| json::share::full(share, &state, true);
    let mine = state.shares.iter().rev().filter(reached);
    let incoming: Vec<Value> = mine
        .clone()
        .filter(|share| share.to == person.id && share.state == ShareState::Active)
        .map(show)
        .collect();
    let outgoing: Vec<Value> =
        mine.filter(|share| share.from == person.id && share.state.is_open()).map(show).collect();
    Ok(Answer::ok(json!({ "incoming": incoming, "outgoing": outgoing })))
}

/// `GET /api/v2/walletshares/count?state=`: by enterprise, what is to and from the caller.
pub(crate) fn count(call: &Call<'_>) -> Result<Answer, ApiError> {
    let wanted = call.query.word("state", &ShareState::WORDS)?;
    let wanted = wanted.ok_or_else(|| ApiError::bad_field("state", "state is required"))?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for share in &state.shares {
        let wallet = state.wallets.get(share.wallet);
        if let (true, true, Some(wallet)) =
            (share.concerns(caller.person), share.state.word() == wanted, wallet)
        {
            *counts.entry(wallet.enterprise.to_string()).or_default() += 1;
        }
    }
    let enterprises: serde_json::Map<String, Value> =
        counts.into_iter().map(|(id, count)| (id, json!({ "walletSharesCount": count }))).collect();
    Ok(Answer::ok(json!({ "enterprises": enterprises })))
}

/// `GET /api/v2/{coin}/walletshare/{shareId}`. One with a key needs an unlocked session, unless `skipUnlock` leaves the
/// key out.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let skips_unlock = call.query.flag("skipUnlock")?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let share = open_share::find(call, &state)?;
    if share.keychain.is_some() && !skips_unlock {
        permissions::needs_unlocked(&state, caller, call.now)?;
    }
    Ok(Answer::ok(json::share::full(share, &state, !skips_unlock)))
}

/// `POST /api/v2/{coin}/walletshare/{shareId}`: the recipient accepts or rejects.
pub(crate) fn answer(call: &Call<'_>) -> Result<Answer, ApiError> {
    open_share::take(call, &call.json()?)
}

/// `DELETE` the same path: the sender or an admin takes it back, the recipient rejects it.
pub(crate) fn cancel(call: &Call<'_>) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let share = open_share::find(call, state)?.clone();
    if !share.state.is_open() {
        return Ok(Answer::ok(json::share::changed(&share, false)));
    }
    let is_own = share.to == caller.person;
    open_share::end(state, share.id, if is_own { ShareState::Rejected } else { ShareState::Canceled });
    let kind = if is_own { "rejectShare" } else { "cancelShare" };
    let data = json!({ "shareId": share.id.to_string() });
    audit::note(state, kind, caller, call.peer, call.now, Subject::wallet(share.wallet, data));
    let share = state.share(share.id).unwrap_or(&share);
    Ok(Answer::ok(json::share::changed(share, true)))
}

/// `POST …/resendemail`: only while the recipient can answer.
pub(crate) fn resend(call: &Call<'_>) -> Result<Answer, ApiError> {
    call.json()?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let share = open_share::find(call, &state)?;
    if share.to == caller.person {
        return Err(ApiError::forbidden("the recipient cannot send the invitation again"));
    }
    if share.state != ShareState::Active {
        return Err(ApiError::refused("WalletShareNotActive", "this wallet share is not open"));
    }
    Ok(Answer::ok(json!({ "resent": true })))
}
