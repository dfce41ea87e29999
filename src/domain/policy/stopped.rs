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
    /// That rule was not approved: it was rejected or withdrawn, so nothing of what was sent came about.
    pub is_rejected: bool,
}

impl StoppedList {
    /// The rule that it waited for, once it is among these of a wallet of this coin.
    pub fn made<'a>(&self, rules: &'a [RuleFacts], wallet: &str) -> Option<&'a RuleFacts> {
        let (plan, _) = self.waiting.as_ref()?;
        rules.iter().find(|rule| plan.is_about(&rule.name, rule.coin.as_deref(), wallet))
    }
    /// Whether the rule is waited for, as far as this is known.
    pub fn waits(&self) -> bool {
        self.waiting.is_some() && !self.is_rejected
    }

    /// Whether the rule will not come about. `rules` are those of the wallet, of this coin, and `open` the IDs of the
    /// approvals that waited right before they were read.
    pub fn has_failed(&self, rules: &[RuleFacts], open: &[&str], wallet: &str) -> bool {
        let Some((_, RuleResult::PendingApproval { approvals, .. })) = &self.waiting else { return false };
        self.made(rules, wallet).is_none() && approvals.iter().all(|id| !open.contains(&id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::{PlannedShape, RuleChange};

    #[test]
    fn a_rule_has_failed_where_neither_it_nor_its_approval_is_there() {
        let plan = RulePlan {
            name: "Known".to_owned(),
            coin: None,
            change: RuleChange::Add,
            shape: PlannedShape::Always,
            action: None,
        };
        let made = RuleFacts { name: "Known".to_owned(), ..RuleFacts::default() };
        let other = RuleFacts { name: "Other".to_owned(), ..RuleFacts::default() };
        let end = RuleResult::PendingApproval { approvals: vec!["a1".to_owned()], why: String::new() };
        let waiting = StoppedList {
            sent: vec!["x".to_owned()],
            rule: None,
            waiting: Some((plan, end)),
            is_rejected: false,
        };
        for (rules, open, expected) in [
            (vec![], vec!["a1"], false),
            (vec![other.clone()], vec!["a0", "a1"], false),
            (vec![made], vec![], false),
            (vec![other], vec!["a0"], true),
            (vec![], vec![], true),
        ] {
            assert_eq!(waiting.has_failed(&rules, &open, "tbtc"), expected, "{rules:?} {open:?}");
        }
        let stopped = StoppedList { waiting: None, ..waiting };
        assert!(!stopped.has_failed(&[], &[], "tbtc"), "it waits for no rule");
    }
}
