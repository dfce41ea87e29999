//! A change of a rule as the person reviewed it, with what is needed to look it up later.

use std::collections::BTreeSet;

use super::submission::RuleSubmission;
use crate::domain::policy::{RuleFacts, RulePlan};

/// A change of a rule that was reviewed and is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub struct ReviewedRule {
    /// The request.
    pub submission: RuleSubmission,
    /// The rule as the person saw it; none for a new one. If it is another by now, nothing is sent.
    pub seen: Option<RuleFacts>,
    /// What the change is to bring about.
    pub plan: RulePlan,
    /// What waited before, by the approvals' IDs.
    pub waited: BTreeSet<String>,
}
