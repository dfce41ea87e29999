//! What the rules say of a withdrawal, before anything comes of it.

use super::wallet_rules;
use crate::domain::amount::BaseUnits;
use crate::sandbox::rules::enterprise_policy::condition::{Event, Guarded};
use crate::sandbox::rules::enterprise_policy::demand;
use crate::sandbox::rules::enterprise_policy::evaluate::{Outcome, evaluate};
use crate::sandbox::state::State;
use crate::sandbox::state::demand::{Demand, DemandedAction};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{PolicyRule, Wallet};

/// The rules that a withdrawal fires.
pub(crate) struct Judgement {
    pub(crate) wallet_rules: Vec<PolicyRule>,
    pub(crate) outcome: Outcome,
}

impl Judgement {
    /// Looks at the wallet's rules and at its enterprise's.
    pub(crate) fn of(
        wallet: &Wallet,
        initiator: Id,
        recipients: &[(String, BaseUnits)],
        at: jiff::Timestamp,
        state: &State,
    ) -> Self {
        let guarded = Guarded::Transfer(wallet, recipients);
        let event = Event { enterprise: wallet.enterprise, initiator, at, guarded };
        let wallet_rules = wallet_rules::fired(wallet, recipients, at, state);
        Self { wallet_rules, outcome: evaluate(&event, state) }
    }

    /// The rules that fire, by their names: the wallet's own first.
    pub(crate) fn names(&self) -> Vec<String> {
        let own = self.wallet_rules.iter().map(|rule| rule.id.clone());
        own.chain(self.outcome.fired.iter().map(|fired| fired.name.clone())).collect()
    }

    /// True where a rule lets it not happen.
    pub(crate) fn is_denied(&self) -> bool {
        self.wallet_rules.iter().any(|rule| rule.action == "deny") || self.outcome.denied_by().is_some()
    }

    /// All that is demanded before it happens.
    pub(crate) fn demand(&self, state: &mut State, wallet: Id) -> Demand {
        let found = state.wallets.get(wallet);
        let Some(enterprise) = found.map(|it| it.enterprise) else { return Demand::default() };
        let mut demand = demand::of(&self.outcome, state, Some(wallet), enterprise);
        for rule in &self.wallet_rules {
            let own = own_action(rule, state, wallet);
            demand.clauses.push(vec![own]);
            demand.wallet_rules.push(rule.id.clone());
        }
        demand
    }
}

/// What a wallet's own rule asks for, as an action.
pub(crate) fn own_action(rule: &PolicyRule, state: &mut State, wallet: Id) -> DemandedAction {
    let found = state.wallets.get(wallet);
    let least = found.map_or(1, |wallet| wallet.approvals_required);
    let admins: Vec<Id> = found.map(|wallet| wallet.admins().collect()).unwrap_or_default();
    let named = rule.action_users.clone();
    let (name, approvers, at_least, initiator_may) = match rule.action.as_str() {
        "getFinalApproval" => ("approvals.customer.finalApproval", named, 1, true),
        "getCustodianApproval" => ("getCustodianApproval", Vec::new(), 1, false),
        "getIdVerification" => ("approvals.bitgo.idVerification", Vec::new(), 1, false),
        _ => (demand::WALLET_ADMINS, if named.is_empty() { admins } else { named }, least, false),
    };
    DemandedAction {
        id: state.new_id(),
        name: name.to_owned(),
        parameters: serde_json::json!({ "minRequired": at_least.to_string() }),
        operator: None,
        approvers,
        at_least,
        initiator_may,
        is_checked: false,
    }
}
