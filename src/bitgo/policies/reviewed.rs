//! A change of a rule as the person reviewed it, with what is needed to look it up later.

use std::collections::BTreeSet;

use super::PolicyRule;
use super::submission::RuleSubmission;
use crate::domain::policy::{RuleFacts, RulePlan};

/// A change of a rule that was reviewed and is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub struct ReviewedRule {
    /// The requests, in their order: a list changes by one entry a request.
    pub steps: Vec<RuleStep>,
    /// The rule as the person saw it; none for a new one. If it is another by now, nothing is sent.
    pub seen: Option<RuleFacts>,
    /// What waited before, by the approvals' IDs.
    pub waited: BTreeSet<String>,
}

/// One request of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleStep {
    /// The request.
    pub submission: RuleSubmission,
    /// What it is to bring about.
    pub plan: RulePlan,
}

impl RuleStep {
    /// The requests for these plans, each for the rule as the one before leaves it. `before` is the rule as it stands; none
    /// where one of them cannot be made.
    pub fn all<'a>(
        plans: impl IntoIterator<Item = &'a RulePlan>,
        coin: &str,
        wallet: &str,
        before: Option<&PolicyRule>,
    ) -> Option<Vec<Self>> {
        let mut before = before.cloned();
        let step = |plan: &RulePlan| {
            let submission = RuleSubmission::of(plan, coin, wallet, before.as_ref())?;
            before = submission.after(before.as_ref());
            Some(Self { submission, plan: plan.clone() })
        };
        plans.into_iter().map(step).collect()
    }
}
