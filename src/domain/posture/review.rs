//! All findings together, in the order of what would hurt most, and what was looked at for them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use smol_str::SmolStr;

use super::enterprise_guard::RulesNotKnown;
use super::facts::{Freeze, OpenApproval, Rule, Subject};
use super::finding::{Finding, FindingKind};
use super::judge;
use super::policy_note::PolicyNote;
use super::topic::{FindingSeverity, Topic};
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, coins};
use crate::domain::policy::Lock;

/// What a review came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// What was found, what would hurt most first.
    pub findings: Vec<Finding>,
    /// From then on it may come out differently without anything being read again: a rule locks, or a freeze ends.
    pub holds_until: Option<Timestamp>,
    /// What was looked at, by enterprise.
    coverage: BTreeMap<Option<SmolStr>, Coverage>,
}

/// What was looked at, and about what nothing could be said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many wallets.
    pub wallets: usize,
    /// How many approvals that wait.
    pub approvals: usize,
    /// Wallets whose rules are not reported: nothing is claimed of their limits, whitelists and locks.
    pub without_rules: usize,
    /// Wallets with a rule of which it is not reported when it locks: whether it stays is not claimed.
    pub without_locks: usize,
    /// Wallets whose admins are not reported.
    pub without_admins: usize,
    /// Wallets that rules of their enterprise guard.
    pub enterprise_guarded: usize,
    /// Wallets whose enterprise's rules could not be read, or not all of them.
    pub enterprise_not_read: usize,
    /// Wallets whose enterprise's rules could not be read again, and are judged as they were read earlier.
    pub enterprise_earlier: usize,
    /// Wallets whose enterprise's rules are still being read.
    pub enterprise_being_read: usize,
    /// Wallets whose kind the advice on limits and whitelists is not checked against.
    pub not_held_to_limits: usize,
}

/// Wallets that approvals are about, by ID.
type Subjects<'a> = HashMap<&'a str, Arc<Subject>>;

/// The wallets that these are about, by ID.
fn asked(approvals: &[OpenApproval]) -> HashSet<&str> {
    approvals.iter().filter_map(|approval| approval.wallet.as_deref()).collect()
}

impl Review {
    /// Judges wallets and approvals at `now`, which is the platform's clock where that is known.
    ///
    /// Of the subjects only those are kept that something was found about.
    pub fn of(
        subjects: impl IntoIterator<Item = Subject>,
        approvals: &[OpenApproval],
        now: Timestamp,
    ) -> Self {
        let mut review = Self::default();
        let asked = asked(approvals);
        let mut wallets = Subjects::new();
        for subject in subjects {
            review.look_at(&subject, now);
            let found = judge::wallet(&subject, now);
            let asked_here = asked.get(subject.id.as_str()).copied();
            if found.is_empty() && asked_here.is_none() {
                continue;
            }
            let subject = Arc::new(Subject { rules: None, ..subject });
            let finding =
                |(weight, matter)| Finding { severity: weight, kind: matter, subject: Arc::clone(&subject) };
            review.findings.extend(found.into_iter().map(finding));
            if let Some(id) = asked_here {
                wallets.insert(id, subject);
            }
        }
        review.add_approvals(approvals, &wallets);
        review
    }

    /// The same review with what is to be said of the enterprises' rules themselves.
    #[must_use]
    pub fn with_policies(mut self, notes: Vec<PolicyNote>) -> Self {
        let mut subjects: HashMap<String, Arc<Subject>> = HashMap::new();
        for note in notes {
            let of_enterprise = || Arc::new(Subject::of_no_wallet(Some(&note.enterprise)));
            let subject = subjects.entry(note.enterprise.clone()).or_insert_with(of_enterprise);
            let subject = Arc::clone(subject);
            self.findings.push(Finding {
                severity: note.severity,
                kind: FindingKind::Policy(Box::new(note)),
                subject,
            });
        }
        self.findings.sort_unstable_by(compare);
        self.findings.shrink_to_fit();
        self
    }

    /// The same review with what waits for approval now; the wallets are those that it was made of. `find` tells of a wallet
    /// that nothing was found about.
    #[must_use]
    pub fn with_approvals(&self, approvals: &[OpenApproval], find: impl Fn(&str) -> Option<Subject>) -> Self {
        let of_wallets = self.findings.iter().filter(|finding| finding.topic() != Topic::StuckNow);
        let mut coverage = self.coverage.clone();
        coverage.retain(|_, of| {
            of.approvals = 0;
            of.wallets > 0
        });
        let findings = of_wallets.cloned().collect();
        let mut review = Self { findings, holds_until: self.holds_until, coverage };
        let mut asked = asked(approvals);
        let mut wallets = Subjects::new();
        for Finding { subject, .. } in &review.findings {
            if let Some(id) = asked.take(subject.id.as_str()) {
                wallets.insert(id, Arc::clone(subject));
            }
        }
        let rest = asked.into_iter().filter_map(|id| Some((id, Arc::new(find(id)?))));
        wallets.extend(rest);
        review.add_approvals(approvals, &wallets);
        review
    }

    fn add_approvals(&mut self, approvals: &[OpenApproval], wallets: &Subjects<'_>) {
        for approval in approvals {
            let of_wallet = approval.wallet.as_deref().and_then(|id| wallets.get(id).cloned());
            let subject = of_wallet.unwrap_or_else(|| Arc::new(Subject::of_approval(approval)));
            self.coverage.entry(subject.enterprise.clone()).or_default().approvals += 1;
            let found = judge::approval(approval);
            self.findings.extend(found.map(|(weight, matter)| Finding {
                severity: weight,
                kind: matter,
                subject,
            }));
        }
        self.findings.sort_unstable_by(compare);
    }

    fn look_at(&mut self, subject: &Subject, now: Timestamp) {
        let coverage = self.coverage.entry(subject.enterprise.clone()).or_default();
        coverage.wallets += 1;
        coverage.without_rules += usize::from(subject.rules.is_none());
        let is_untold = |rule: &Rule| rule.lock == Lock::NotTold;
        coverage.without_locks += usize::from(subject.rules.iter().flatten().any(is_untold));
        coverage.without_admins += usize::from(subject.admins().next().is_none());
        coverage.not_held_to_limits += usize::from(!subject.is_held_to_limits());
        coverage.enterprise_guarded += usize::from(subject.guard.guards_money());
        match subject.guard.not_known.as_deref() {
            Some(RulesNotKnown::BeingRead) => coverage.enterprise_being_read += 1,
            Some(why) if why.is_of_earlier_rules() => coverage.enterprise_earlier += 1,
            Some(RulesNotKnown::NotRead(_)) => coverage.enterprise_not_read += 1,
            Some(RulesNotKnown::NotJudged) | None => {}
        }
        let locks = subject.rules.iter().flatten().filter_map(|rule| match rule.lock {
            Lock::Open { until } => Some(until),
            Lock::Locked { .. } | Lock::Managed | Lock::NotTold => None,
        });
        let thaw = match subject.freeze {
            Freeze::Until(end) => Some(end),
            Freeze::None | Freeze::Open => None,
        };
        let times = locks.chain(thaw).chain(subject.guard.kept_from);
        self.holds_until = times.filter(|at| *at > now).chain(self.holds_until).min();
    }

    /// What was looked at, in one enterprise or in all.
    pub fn coverage(&self, enterprise: Option<&str>) -> Coverage {
        let is_meant = |of: &Option<SmolStr>| enterprise.is_none() || of.as_deref() == enterprise;
        self.coverage.iter().filter(|(of, _)| is_meant(of)).fold(Coverage::default(), |sum, (_, one)| {
            Coverage {
                wallets: sum.wallets + one.wallets,
                approvals: sum.approvals + one.approvals,
                without_rules: sum.without_rules + one.without_rules,
                without_locks: sum.without_locks + one.without_locks,
                without_admins: sum.without_admins + one.without_admins,
                enterprise_guarded: sum.enterprise_guarded + one.enterprise_guarded,
                enterprise_not_read: sum.enterprise_not_read + one.enterprise_not_read,
                enterprise_earlier: sum.enterprise_earlier + one.enterprise_earlier,
                enterprise_being_read: sum.enterprise_being_read + one.enterprise_being_read,
                not_held_to_limits: sum.not_held_to_limits + one.not_held_to_limits,
            }
        })
    }

    /// How many findings weigh so much. They stand in order, so that none has to be counted.
    pub fn count(&self, weight: FindingSeverity) -> usize {
        let before = |is_before: fn(FindingSeverity, FindingSeverity) -> bool| {
            self.findings.partition_point(|finding| is_before(finding.severity, weight))
        };
        before(|a, b| a <= b) - before(|a, b| a < b)
    }
}

/// What would hurt most first: by weight, then where money is at stake, more of it first; then by label. Amounts of two
/// coins do not compare, so that coins follow one another by name.
pub(super) fn compare(a: &Finding, b: &Finding) -> Ordering {
    let (left, right) = (&*a.subject, &*b.subject);
    (a.severity, stake(left))
        .cmp(&(b.severity, stake(right)))
        .then_with(|| left.coin.cmp(&right.coin))
        .then_with(|| exact(right).cmp(&exact(left)))
        .then_with(|| left.label.to_lowercase().cmp(&right.label.to_lowercase()))
        .then_with(|| left.id.cmp(&right.id))
        .then_with(|| a.topic().cmp(&b.topic()))
        .then_with(|| a.id().cmp(&b.id()))
}

/// Wallets that hold something come before those of which it is not known, and those before empty ones. A balance of
/// zero leaves it open where a wallet can hold tokens too.
fn stake(subject: &Subject) -> u8 {
    let can_hold_more = || coins().get(&subject.coin).is_none_or(Coin::carries_tokens);
    match exact(subject) {
        Some(amount) if amount.is_zero() || amount.is_negative() => 2 - u8::from(can_hold_more()),
        Some(_) => 0,
        None => 1,
    }
}

fn exact(subject: &Subject) -> Option<&crate::domain::amount::BaseUnits> {
    subject.balance.as_ref().and_then(Balance::exact)
}
