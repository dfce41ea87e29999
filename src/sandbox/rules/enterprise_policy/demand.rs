//! What the rules that fired demand: of whom, how many, and which checks of the platform.

use serde_json::Value;

use super::evaluate::Outcome;
use super::reading::Part;
use crate::sandbox::state::State;
use crate::sandbox::state::demand::{Demand, DemandedAction, Stage};
use crate::sandbox::state::id::Id;

/// Whose approvals a wallet's own rule asks for.
pub(crate) const WALLET_ADMINS: &str = "approvals.customer.walletAdmin";
/// The same of the enterprise.
pub(crate) const ENTERPRISE_ADMINS: &str = "approvals.customer.enterpriseAdmin";

/// What is demanded before something is done to a wallet or, without one, to the enterprise's rules.
pub(crate) fn of(outcome: &Outcome, state: &mut State, wallet: Option<Id>, enterprise: Id) -> Demand {
    let clauses = outcome.fired.iter().flat_map(|fired| &fired.clauses);
    let clauses: Vec<Vec<DemandedAction>> = clauses
        .map(|actions| actions.iter().map(|it| action(it, state, wallet, enterprise)).collect())
        .collect();
    let mut demand = Demand { clauses, ..Demand::default() };
    if demand.actions().any(|action| action.stage() == Stage::VideoCall) {
        demand.video_call = Some(state.new_id());
    }
    demand
}

/// One action with those who can approve it.
pub(crate) fn action(sent: &Value, state: &mut State, wallet: Option<Id>, enterprise: Id) -> DemandedAction {
    let part = Part(sent);
    let named = || part.texts("userIds").into_iter().filter_map(Id::parse).collect();
    let approvers: Vec<Id> = match part.name() {
        WALLET_ADMINS => match wallet.and_then(|id| state.wallets.get(id)) {
            Some(wallet) => wallet.admins().collect(),
            None => enterprise_admins(state, enterprise),
        },
        // The sandbox keeps no organizations: the admins of the enterprise stand for theirs.
        ENTERPRISE_ADMINS | "approvals.customer.organizationAdmin" => enterprise_admins(state, enterprise),
        "approvals.customer.enterpriseUser" | "approvals.customer.finalApproval" => named(),
        _ => Vec::new(),
    };
    let is_final = part.name() == "approvals.customer.finalApproval";
    let initiator_may = part.get("initiatorIsAllowedToApprove").and_then(Value::as_bool).unwrap_or(is_final);
    DemandedAction {
        id: state.new_id(),
        name: part.name().to_owned(),
        parameters: sent.get("parameters").cloned().unwrap_or_else(|| serde_json::json!({})),
        operator: part.operator().map(str::to_owned),
        approvers,
        at_least: part.count("minRequired").unwrap_or(1),
        initiator_may,
        is_checked: false,
    }
}

fn enterprise_admins(state: &State, enterprise: Id) -> Vec<Id> {
    state.people.iter().filter(|it| it.administers(enterprise)).map(|it| it.id).collect()
}
