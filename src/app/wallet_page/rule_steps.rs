//! The requests of one change of a rule, sent one after the other: a list changes by one entry a request.

use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::{PolicyRule, ReviewedRule, RuleStep, RuleSubmission};
use crate::bitgo::wallet::Wallet;
use crate::domain::policy::{RuleChange, RuleFacts, RulePlan, RuleResult, StoppedList};

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
    /// Since when that is known.
    answered_at: Option<Instant>,
    done: usize,
    total: usize,
    /// The approvals that these wait for, by ID, and why.
    approvals: Vec<String>,
    why: String,
}

impl RuleSteps {
    pub(super) fn of(reviewed: ReviewedRule) -> Self {
        let ReviewedRule { steps, seen, waited } = reviewed;
        let total = steps.len();
        Self { to_send: steps.into(), waited, seen, total, ..Self::default() }
    }

    /// The next request, and the rule as it is to stand then. None where that rule is still to be approved: there is nothing
    /// yet that more could be added to.
    pub(super) fn next(&mut self) -> Option<(RuleSubmission, Option<RuleFacts>)> {
        if self.waits_for_rule() {
            return None;
        }
        let RuleStep { submission, plan } = self.to_send.pop_front()?;
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
            Outcome::Done(_) => self.is_done(Instant::now()),
            Outcome::PendingApproval(waiting) => {
                self.waits(waiting.approval_ids, waiting.why, Instant::now());
            }
        }
    }

    /// What was sent last is done: an answer that came then says so, or a reading that began then.
    pub(super) fn is_done(&mut self, at: Instant) {
        self.seen = self.sent.as_ref().and_then(|plan| plan.applied_to(self.seen.as_ref()));
        self.count(at);
    }

    /// What was sent last waits for these approvals.
    pub(super) fn waits(&mut self, approvals: Vec<String>, why: String, at: Instant) {
        self.waited.extend(approvals.iter().cloned());
        self.approvals.extend(approvals);
        self.why = why;
        self.count(at);
    }

    fn count(&mut self, at: Instant) {
        self.done += 1;
        self.answered_at = Some(at);
        self.untold.extend(self.sent.as_ref().and_then(RulePlan::put).map(|entry| entry.item.clone()));
    }

    /// Whether the rule that more is to be added to waits for approval itself.
    fn waits_for_rule(&self) -> bool {
        !self.approvals.is_empty() && self.sent.as_ref().is_some_and(|plan| plan.change == RuleChange::Add)
    }

    /// Whether everything was sent and answered.
    pub(super) fn is_complete(&self) -> bool {
        self.done == self.total
    }

    /// How many are done, of how many, while there are several.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (self.total > 1).then_some((self.done, self.total))
    }

    /// The entries that the page was not told of, and the rule as it stands with them, once a reading that began at `began`
    /// knows of them.
    pub(super) fn take_stopped(
        &mut self,
        rules: &[PolicyRule],
        coin: &str,
        began: Instant,
    ) -> Option<StoppedList> {
        if self.untold.is_empty() || self.answered_at.is_none_or(|at| began < at) {
            return None;
        }
        let expected = self.seen.as_ref();
        let is_it = |rule: &&PolicyRule| expected.is_some_and(|it| it.is_about_same(&rule.facts(), coin));
        let rule = rules.iter().find(is_it).map(PolicyRule::facts);
        let waits = self.sent.as_ref().filter(|_| self.waits_for_rule());
        let waiting = waits.map(|plan| (plan.clone(), self.result()));
        Some(StoppedList { sent: std::mem::take(&mut self.untold), rule, waiting, is_rejected: false })
    }

    /// What became of all of them, with the last plan and how many there were.
    pub(super) fn end(self) -> Option<(RulePlan, RuleResult, usize)> {
        let end = self.result();
        Some((self.sent?, end, self.total))
    }

    fn result(&self) -> RuleResult {
        match self.approvals.as_slice() {
            [] => RuleResult::Done,
            approvals => RuleResult::PendingApproval { approvals: approvals.to_vec(), why: self.why.clone() },
        }
    }
}
