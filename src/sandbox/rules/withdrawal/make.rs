//! Making a withdrawal: it is denied, waits, or goes out.

use jiff::Timestamp;

use super::judge::Judgement;
use crate::domain::address::{Address, AddressNetwork};
use crate::domain::amount::BaseUnits;
use crate::sandbox::answer::ApiError;
use crate::sandbox::rules::auth::Caller;
use crate::sandbox::rules::decide;
use crate::sandbox::rules::enterprise_policy::evaluate::record;
use crate::sandbox::seed::fees::usual_fee;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{ApprovedAction, MpcBuild, UnsignedTransaction};
use crate::sandbox::state::demand::{Demand, Stage};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::withdrawal::Withdrawal;

/// What is asked for.
pub(crate) struct Order {
    pub(crate) wallet: Id,
    pub(crate) initiator: Id,
    pub(crate) recipients: Vec<(String, BaseUnits)>,
    pub(crate) comment: String,
    /// Whom the platform is to call, should a rule want a call.
    pub(crate) video_approvers: Vec<Id>,
    /// With which token, where it came with one: what it may spend goes down.
    pub(crate) caller: Option<Caller>,
}

/// What came of it.
pub(crate) enum Made {
    /// These rules, by their names, let it not happen.
    Denied(Vec<String>),
    /// It waits: the approval, the transaction request of an MPC wallet, and the rules that fired.
    Waits { approval: Id, request: Option<Id>, rules: Vec<String> },
    /// It went out as this transfer.
    Sent { transfer: Id },
}

/// Makes it, or says why not.
pub(crate) fn make(state: &mut State, order: Order, now: Timestamp) -> Result<Made, ApiError> {
    let wallet = state.wallets.get(order.wallet);
    let wallet = wallet.ok_or_else(|| ApiError::not_found("WalletNotFound", "wallet not found"))?;
    let network = AddressNetwork::of_coin(wallet.coin);
    let is_payable = |(address, amount): &(String, BaseUnits)| {
        Address::parse_for(address, &network).is_ok() && !amount.is_negative() && !amount.is_zero()
    };
    if order.recipients.is_empty() || !order.recipients.iter().all(is_payable) {
        return Err(ApiError::bad_field(
            "recipients",
            "recipients must be addresses of the coin with amounts",
        ));
    }
    if wallet.is_frozen(now) {
        return Err(ApiError::refused("WalletFrozen", "the wallet is frozen"));
    }
    let (enterprise, coin, is_mpc) = (wallet.enterprise, wallet.coin, wallet.is_mpc);
    let judgement = Judgement::of(wallet, order.initiator, &order.recipients, now, state);
    let evaluation = record(state, enterprise, now, &judgement.outcome);
    if judgement.is_denied() {
        return Ok(Made::Denied(judgement.names()));
    }
    let mut demand = judgement.demand(state, order.wallet);
    demand.evaluation = (!judgement.outcome.fired.is_empty()).then_some(evaluation);
    if demand.actions().any(|action| action.stage() == Stage::VideoCall) {
        let asked_for = order.video_approvers.clone();
        demand.video_approvers = if asked_for.is_empty() { vec![order.initiator] } else { asked_for };
    }
    let fee = usual_fee(coin);
    if demand.is_met(|action| action.stage() == Stage::Nobody) {
        let amount = order.recipients.iter().map(|(_, amount)| amount).sum();
        decide::send(state, order.caller, order.wallet, (amount, fee), now)?;
        return Ok(Made::Sent { transfer: keep(state, order, now) });
    }
    Ok(wait(state, order, demand, (enterprise, is_mpc, fee), judgement.names(), now))
}

fn keep(state: &mut State, order: Order, at: Timestamp) -> Id {
    let transfer = state.new_id();
    let Order { wallet, initiator: by, recipients, comment, .. } = order;
    state.withdrawals.push(Withdrawal { transfer, wallet, by, recipients, comment, at });
    transfer
}

fn wait(
    state: &mut State,
    order: Order,
    demand: Demand,
    (enterprise, is_mpc, fee): (Id, bool, BaseUnits),
    rules: Vec<String>,
    now: Timestamp,
) -> Made {
    let Order { wallet, initiator, recipients, comment, .. } = order;
    let (transfer, transaction) = (state.new_id(), UnsignedTransaction::AsTold);
    let request = is_mpc.then(|| state.new_id());
    let action = match request {
        Some(request) => {
            let built = MpcBuild::AsAsked;
            ApprovedAction::MpcPayment { request, transfer, recipients, fee, comment, built, transaction }
        }
        None => ApprovedAction::Payment { transfer, recipients, fee, comment, transaction },
    };
    let of = (Some(wallet), enterprise);
    let approval = decide::open_demanded(state, initiator, of, action, demand, now);
    Made::Waits { approval, request, rules }
}
