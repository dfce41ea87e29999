//! Policy rules and freezing (the protocol notes, section 9).

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::json;
use crate::sandbox::json::wallet::Extent;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::enterprise_policy::guard;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::rules::{decide, policy};
use crate::sandbox::state::approval::{ApprovedAction, Change};
use crate::sandbox::state::wallet::{Freeze, Permissions};

/// Without a duration a wallet is frozen for an hour; `max` is a year here.
const DEFAULT_FREEZE_SECS: i64 = 3_600;
const LONGEST_FREEZE_SECS: i64 = 365 * 86_400;

/// `POST …/policy/rule`.
pub(crate) fn add(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Add)
}

/// `PUT …/policy/rule`.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Update)
}

/// `DELETE …/policy/rule`.
pub(crate) fn remove(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Remove)
}

fn change(call: &Call<'_>, change: Change) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    // What has changed is what they are asked for: the rules are always there.
    let extent = Extent { with_policy: true, ..Extent::BARE };
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), id)?;
    access.manages()?;
    let rule = policy::read(&body, access.wallet, change, call.now)?;
    let demand = guard::policies(state, caller.person, id, call.now)?;
    let waits = demand.is_some() || state.wallets.get(id).is_some_and(policy::needs_approval);
    let kind = match change {
        Change::Add => "addPolicyRule",
        Change::Update => "updatePolicyRule",
        Change::Remove => "removePolicyRule",
    };
    let data = json!({ "ruleId": rule.id });
    audit::note(state, kind, caller, call.peer, call.now, Subject::wallet(id, data));
    if waits {
        let action = ApprovedAction::Rule { change, rule };
        let approval = decide::open_guarded(state, caller.person, id, action, demand, call.now)?;
        return super::approvals::waiting(state, approval);
    }
    let gone = || ApiError::not_found("WalletNotFound", "wallet not found");
    let wallet = state.wallets.get_mut(id).ok_or_else(gone)?;
    policy::apply(wallet, change, &rule, call.now)?;
    Ok(Answer::ok(json::wallet::full(wallet, extent)))
}

/// `POST …/freeze {duration: seconds|"max"}`: cannot be undone, and a later one cannot end an earlier one sooner.
pub(crate) fn freeze(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let (coin, id) = (call.param(), read_id("walletId", call.param_at(1))?);
    let secs = match body.get("duration") {
        None | Some(Value::Null) => DEFAULT_FREEZE_SECS,
        Some(Value::String(text)) if text == "max" => LONGEST_FREEZE_SECS,
        Some(Value::Number(number)) => number
            .as_i64()
            .filter(|secs| (1..=LONGEST_FREEZE_SECS).contains(secs))
            .ok_or_else(|| wrong("duration", "must be a whole number of seconds, at most a year, or max"))?,
        Some(_) => return Err(wrong("duration", "must be a number of seconds or max")),
    };
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let access = WalletAccess::of(state, caller, Some(coin), id)?;
    access.needs_scope("wallet_freeze")?;
    // Spec: spenders; and those whose permission says so.
    if access.needs(Permissions::ADMIN).is_err() && access.needs(Permissions::FREEZE).is_err() {
        access.needs(Permissions::SPEND)?;
    }
    let until = call.now.saturating_add(SignedDuration::from_secs(secs)).unwrap_or(call.now);
    if let Some(present) = access.wallet.freeze.filter(|present| present.until > until) {
        let error = format!(
            "the wallet is frozen until {}, and a freeze cannot be shortened",
            json::time::iso(present.until)
        );
        return Err(ApiError::conflict("WalletAlreadyFrozen", error));
    }
    let frozen = Freeze { since: call.now, until, by: caller.person };
    if let Some(wallet) = state.wallets.get_mut(id) {
        wallet.freeze = Some(frozen);
    }
    let data = json!({ "expires": json::time::iso(until) });
    audit::note(state, "freezeWallet", caller, call.peer, call.now, Subject::wallet(id, data));
    Ok(Answer::ok(json::wallet::freeze(frozen)))
}
