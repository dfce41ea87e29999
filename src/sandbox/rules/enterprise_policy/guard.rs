//! Rules of the enterprise before something is done to a wallet that is no payment: they let it be, stop it, or deny it.

use jiff::Timestamp;

use super::condition::{Event, Guarded};
use super::demand;
use super::evaluate::{evaluate, record};
use crate::sandbox::answer::ApiError;
use crate::sandbox::state::State;
use crate::sandbox::state::demand::{Demand, Stage};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;

/// Before a wallet is shared.
pub(crate) fn share(
    state: &mut State,
    person: Id,
    wallet: Id,
    now: Timestamp,
) -> Result<Option<Demand>, ApiError> {
    guard(state, person, wallet, now, |wallet| Guarded::Share(wallet))
}

/// Before one of a wallet's own rules changes.
pub(crate) fn policies(
    state: &mut State,
    person: Id,
    wallet: Id,
    now: Timestamp,
) -> Result<Option<Demand>, ApiError> {
    guard(state, person, wallet, now, |wallet| Guarded::Policies(Some(wallet)))
}

/// What is demanded, where rules fire; an error where one denies it.
fn guard(
    state: &mut State,
    person: Id,
    wallet: Id,
    now: Timestamp,
    guarded: impl for<'a> Fn(&'a Wallet) -> Guarded<'a>,
) -> Result<Option<Demand>, ApiError> {
    let found = state.wallets.get(wallet);
    let found = found.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    let enterprise = found.enterprise;
    let event = Event { enterprise, initiator: person, at: now, guarded: guarded(found) };
    let outcome = evaluate(&event, state);
    // Where no rule is about this at all, nothing was evaluated.
    if outcome.fired.is_empty() && outcome.passed.is_empty() {
        return Ok(None);
    }
    let evaluation = record(state, enterprise, now, &outcome);
    if let Some(denied) = outcome.denied_by() {
        let error = format!("denied by policy: {}", denied.name);
        return Err(ApiError::refused("DeniedByPolicy", error));
    }
    let mut demand = demand::of(&outcome, state, Some(wallet), enterprise);
    demand.evaluation = Some(evaluation);
    Ok(Some(demand).filter(|demand| !demand.is_met(|action| action.stage() == Stage::Nobody)))
}
