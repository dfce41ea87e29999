//! What waits because of rules: approvals of the seed that rules stopped, and the one about a rule.

use super::builder::RuleBuilder;
use crate::sandbox::rules::enterprise_policy::demand;
use crate::sandbox::rules::withdrawal::judge::own_action;
use crate::sandbox::seed::draw::draw_id;
use crate::sandbox::state::approval::{Approval, ApprovedAction, Change};
use crate::sandbox::state::demand::{Demand, DemandedAction, Stage};
use crate::sandbox::state::enterprise_rule::{Evaluation, Trigger};
use crate::sandbox::state::id::Id;

impl RuleBuilder<'_> {
    /// Ties approvals that the seed has anyway to the rules that they wait for.
    pub(super) fn waiting(&mut self) {
        self.tie_change("Travel rule threshold");
        self.tie_payment("XRP operations", "Screening service");
        self.tie_payment("Client deposits A", "Client withdrawals: call");
    }

    fn version(&self, enterprise: Id, name: &str) -> Option<Id> {
        let mut versions = self.state.policies.of(enterprise).map(|(_, version)| version);
        versions.find(|version| version.name == name).map(|version| version.unique)
    }

    /// The approval about a policy rule is about this one.
    fn tie_change(&mut self, name: &str) {
        let Some(version) = self.version(self.demo_people.northwind, name) else { return };
        let about_rule = self.state.approvals.iter_mut().find_map(|approval| match &mut approval.action {
            ApprovedAction::Recorded { resource, description } if resource == "policyRule" => {
                let description = std::mem::take(description);
                Some((&mut approval.action, description))
            }
            _ => None,
        });
        if let Some((action, description)) = about_rule {
            *action = ApprovedAction::EnterpriseRule { change: Change::Update, version, description };
        }
    }

    /// The payment out of that wallet that waits was stopped by this rule, and by the wallet's own that ask for approvals.
    fn tie_payment(&mut self, label: &str, name: &str) {
        let evaluation = draw_id(self.rng);
        let Some(wallet) = self.wallet(label) else { return };
        let waits =
            |it: &&Approval| it.wallet == Some(wallet) && it.state.is_open() && it.payment().is_some();
        let Some(approval) = self.state.approvals.iter().find(waits).cloned() else { return };
        let Some(version) = self.version(approval.enterprise, name) else { return };
        let Approval { id, enterprise, created: at, .. } = approval;
        let actions =
            self.state.policies.version(version).and_then(|it| it.clauses.first()?.get("actions").cloned());
        let actions = actions.and_then(|it| it.as_array().cloned()).unwrap_or_default();
        let clause: Vec<DemandedAction> =
            actions.iter().map(|it| demand::action(it, self.state, Some(wallet), enterprise)).collect();
        let mut demand = Demand { evaluation: Some(evaluation), clauses: vec![clause], ..Demand::default() };
        if demand.actions().any(|action| action.stage() == Stage::VideoCall) {
            demand.video_call = Some(draw_id(self.rng));
            demand.video_approvers = vec![approval.creator];
        }
        let own = self.state.wallets.get(wallet).map(|wallet| wallet.rules.clone()).unwrap_or_default();
        for rule in own.iter().filter(|rule| rule.action == "getApproval") {
            demand.clauses.push(vec![own_action(rule, self.state, wallet)]);
            demand.wallet_rules.push(rule.id.clone());
        }
        let (fired, passed) = (vec![version], Vec::new());
        self.state.policies.note(Evaluation { id: evaluation, enterprise, at, fired, passed });
        if let Some(version) = self.state.policies.version_mut(version) {
            version.last_triggered = Some(Trigger { at, evaluation });
        }
        if let Some(approval) = self.state.approval_mut(id) {
            approval.demand = Some(demand);
        }
    }
}
