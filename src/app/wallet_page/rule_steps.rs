//! The requests of one change of a rule, sent one after the other: a list changes by one entry a request.

use std::collections::{BTreeSet, VecDeque};

use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::{PolicyRule, ReviewedRule, RuleStep, RuleSubmission};
use crate::bitgo::wallet::Wallet;
use crate::domain::policy::{RuleFacts, RulePlan, RuleResult};

/// The requests of one change, and how far they have come.
#[derive(Default)]
pub(super) struct RuleSteps {
    to_send: VecDeque<RuleStep>,
    /// What was sent last.
    sent: Option<RulePlan>,
    /// What waited before, by the approvals' IDs.
    waited: BTreeSet<String>,
    /// The rule as it is to stand when the next one is sent; none for a new one.
    seen: Option<RuleFacts>,
    /// The entries that are on the list or wait for it, and that the page was not told of.
    untold: Vec<String>,
    done: usize,
    total: usize,
    /// The approvals that these wait for, by ID, and why.
    approvals: Vec<String>,
    why: String,
    /// The rule is not as it was expected to be.
    is_stopped: bool,
}

impl RuleSteps {
    pub(super) fn of(reviewed: ReviewedRule) -> Self {
        let ReviewedRule { steps, seen, waited } = reviewed;
        let total = steps.len();
        Self { to_send: steps.into(), waited, seen, total, ..Self::default() }
    }

    /// The next request, and the rule as it is to stand then.
    pub(super) fn next(&mut self) -> Option<(RuleSubmission, Option<RuleFacts>)> {
        let RuleStep { submission, plan } = self.to_send.pop_front().filter(|_| !self.is_stopped)?;
        self.sent = Some(plan);
        Some((submission, self.seen.clone()))
    }

    /// What was sent last, and what waited before it, by the approvals' IDs.
    pub(super) fn sent(&self) -> Option<(&RulePlan, &BTreeSet<String>)> {
        self.sent.as_ref().map(|plan| (plan, &self.waited))
    }

    /// The platform has answered what was sent last.
    pub(super) fn answered(&mut self, outcome: Outcome<Wallet>) {
        match outcome {
            Outcome::Done(wallet) => self.is_done(wallet.rules().unwrap_or_default(), &wallet.coin),
            Outcome::PendingApproval(waiting) => self.waits(waiting.approval_ids, waiting.why),
        }
    }

    /// What was sent last is in these rules, of a wallet of this coin.
    pub(super) fn is_done(&mut self, rules: Vec<PolicyRule>, coin: &str) {
        let Some(plan) = &self.sent else { return };
        let is_it = |rule: &&PolicyRule| plan.is_about(&rule.id, rule.coin.as_deref(), coin);
        let now = rules.iter().find(is_it).map(PolicyRule::facts);
        if !self.to_send.is_empty() {
            // Whatever somebody else changed meanwhile is looked at before more is sent.
            self.is_stopped = !now.as_ref().is_some_and(|now| plan.only_added(self.seen.as_ref(), now, coin));
        }
        self.seen = now;
        self.count();
    }

    /// What was sent last waits for these approvals.
    pub(super) fn waits(&mut self, approvals: Vec<String>, why: String) {
        self.waited.extend(approvals.iter().cloned());
        self.approvals.extend(approvals);
        self.why = why;
        self.count();
    }

    fn count(&mut self) {
        self.done += 1;
        self.untold.extend(self.sent.as_ref().and_then(RulePlan::put).map(|entry| entry.item.clone()));
    }

    /// Whether everything was sent and answered.
    pub(super) fn is_complete(&self) -> bool {
        self.done == self.total
    }

    /// How many are done, of how many, while there are several.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (self.total > 1).then_some((self.done, self.total))
    }

    /// The entries that the page was not told of, and the rule as it stands with them.
    pub(super) fn take_untold(&mut self) -> (Vec<String>, Option<RuleFacts>) {
        (std::mem::take(&mut self.untold), self.seen.clone())
    }

    /// What became of all of them, with the last plan and how many there were.
    pub(super) fn end(self) -> Option<(RulePlan, RuleResult, usize)> {
        let (approvals, why) = (self.approvals, self.why);
        let end = if approvals.is_empty() {
            RuleResult::Done
        } else {
            RuleResult::PendingApproval { approvals, why }
        };
        Some((self.sent?, end, self.total))
    }
}
