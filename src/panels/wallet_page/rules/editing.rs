//! A rule that is put together, as it stands in a frame, and what is sent of it.

use super::super::model::Model;
use super::super::request::Request;
use crate::bitgo::policies::{PolicyRule, ReviewedRule, RuleSubmission};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::deed::{ConfirmBy, Deed, RuleDeed};
use crate::domain::policy::{ChangeApproval, Lock, RuleCheck, RuleDraft, RuleFacts, RulePlan};
use crate::domain::share::WalletFacts;
use crate::domain::typed_name::TypedName;

/// A rule that is put together, as it stands in this frame.
pub(super) struct Editing<'a> {
    pub(super) look: &'a WalletDetails,
    pub(super) facts: &'a WalletFacts,
    pub(super) model: &'a Model<'a>,
    pub(super) approval: &'a ChangeApproval,
    /// The rule as it stands now; none for a new one, and where it is gone.
    pub(super) now: Option<&'a PolicyRule>,
    pub(super) check: &'a RuleCheck,
    /// The exact request; none while something is wrong.
    pub(super) order: Option<RuleSubmission>,
    /// What has become of the rule since the editor was opened.
    pub(super) meanwhile: Option<Meanwhile>,
}

impl Editing<'_> {
    /// How it is confirmed; nothing is asked while something is wrong.
    pub(super) fn asked(&self) -> Vec<ConfirmBy> {
        let plan = self.check.plan.as_ref();
        plan.map(|plan| confirm_by(plan, self.now, self.look, self.model)).unwrap_or_default()
    }

    /// What is sent.
    pub(super) fn send(&self, order: RuleSubmission, plan: RulePlan) -> Request {
        sending(order, plan, self.now, self.look, self.model)
    }
}

/// What weighs in a change of a rule; `now` is the rule as it stands.
pub(super) fn confirm_by(
    plan: &RulePlan,
    now: Option<&PolicyRule>,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Vec<ConfirmBy> {
    let wallet = TypedName::of_wallet(&look.wallet.label, &look.wallet.id, model.same_names);
    let rules: Vec<RuleFacts> = look.rules.iter().flatten().map(PolicyRule::facts).collect();
    let before = now.map(PolicyRule::facts);
    let is_managed = now.is_some_and(|rule| rule.lock(model.now) == Lock::Managed);
    let rule = RuleDeed {
        wallet: &wallet,
        wallet_id: &look.wallet.id,
        plan,
        before: before.as_ref(),
        rules: &rules,
        is_managed,
    };
    Deed::Rule(rule).confirm_by()
}

/// A change of a rule with what is needed to look it up later.
pub(super) fn sending(
    submission: RuleSubmission,
    plan: RulePlan,
    seen: Option<&PolicyRule>,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Request {
    let waited = look.approvals.iter().flatten().map(|approval| &approval.id);
    let waited = waited.chain(model.rule_changes.iter().map(|it| &it.approval)).cloned().collect();
    Request::SendRule(Box::new(ReviewedRule { submission, seen: seen.map(PolicyRule::facts), plan, waited }))
}

/// What somebody else, or time, has done with the rule that is being changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meanwhile {
    Gone,
    Locked(Lock),
    Changed(RuleFacts),
}

/// What has become of the rule since the editor was opened.
pub(super) fn meanwhile(draft: &RuleDraft, now: Option<&PolicyRule>, model: &Model<'_>) -> Option<Meanwhile> {
    let before = draft.edit.before()?;
    let Some(now) = now else { return Some(Meanwhile::Gone) };
    let (lock, facts) = (now.lock(model.now), now.facts());
    if lock.bars_change() {
        return Some(Meanwhile::Locked(lock));
    }
    (facts != *before).then_some(Meanwhile::Changed(facts))
}
