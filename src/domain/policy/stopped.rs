//! A list of addresses of which not all were sent.

use super::plan::{RulePlan, RuleResult};
use super::rule::RuleFacts;

/// What has become of a list of which no more is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoppedList {
    /// The entries that are on the list or wait for it, each as it was sent.
    pub sent: Vec<String>,
    /// The rule as it stands with them; none where it is not there.
    pub rule: Option<RuleFacts>,
    /// The new rule, where nothing can be added to it before it is approved, and what it waits for.
    pub waiting: Option<(RulePlan, RuleResult)>,
}

impl StoppedList {
    /// The rule that it waited for, once it is among these of a wallet of this coin.
    pub fn made<'a>(&self, rules: &'a [RuleFacts], wallet: &str) -> Option<&'a RuleFacts> {
        let (plan, _) = self.waiting.as_ref()?;
        rules.iter().find(|rule| plan.is_about(&rule.name, rule.coin.as_deref(), wallet))
    }
}
