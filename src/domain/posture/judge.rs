//! The rules of the review, each over one wallet or one approval.
//!
//! The vendor's advice does not tell kinds of wallets apart. It guards against one compromised account, so what it asks
//! weighs most where an account with its passphrase is all it takes to send: hot wallets, MPC or not. Where a key is
//! off-line or with the trust company, a missing limit or whitelist is worth knowing and no more. Trading accounts have no
//! key of their own, and of kinds that are not known nothing is claimed.

use std::sync::Arc;

use jiff::Timestamp;

use super::enterprise_guard::RulesNotKnown;
use super::facts::{Custody, OpenApproval, Protection, Rule, Subject};
use super::finding::{FindingKind, Gap, Stuck};
use super::topic::FindingSeverity;
use crate::domain::policy::{Deadlock, Lock, RuleAction};
use crate::domain::share::Permission;

/// Everything that there is to say about a wallet at `now`.
pub(super) fn wallet(subject: &Subject, now: Timestamp) -> Vec<(FindingSeverity, FindingKind)> {
    let mut found = Vec::new();
    found.extend(one_admin(subject, now));
    found.extend(stuck_to_come(subject));
    if let Some(rules) = &subject.rules {
        if subject.is_held_to_limits() && can_be_spent(subject) {
            found.extend(missing_guards(subject, rules, now));
        }
        found.extend(rules.iter().filter_map(|rule| not_locked(rule, now)));
    }
    found
}

/// Which of the two, a limit and a whitelist, neither the wallet's rules nor the enterprise's give; where the enterprise's are
/// not known, or one of either kind cannot be judged, that it is not known.
fn missing_guards(subject: &Subject, rules: &[Rule], now: Timestamp) -> Vec<(FindingSeverity, FindingKind)> {
    let guards = Guards::of(rules, subject);
    let (limit, whitelist) = (!guards.limit && !guards.everything, !guards.whitelist);
    if !limit && !whitelist {
        return Vec::new();
    }
    let not_judged = || guards.unjudged.then(|| Arc::new(RulesNotKnown::NotJudged));
    let Some(why) = subject.guard.unknown().cloned().or_else(not_judged) else {
        let no_limit = limit.then(|| no_limit(subject, &guards, now));
        return no_limit.into_iter().chain(no_whitelist(subject, &guards, now)).collect();
    };
    let gap = guards.gap(subject, !limit || !whitelist, now);
    let is_urgent = gap == Gap::Bare && !guards.unjudged && *why != RulesNotKnown::BeingRead;
    let weight = if is_urgent { FindingSeverity::Warning } else { FindingSeverity::Info };
    vec![(weight, FindingKind::NotKnown { limit, whitelist, why })]
}

/// An approval that can never be given.
pub(super) fn approval(approval: &OpenApproval) -> Option<(FindingSeverity, FindingKind)> {
    approval.status.deadlock()?;
    let matter = FindingKind::StuckNow {
        approval: approval.id.clone(),
        title: approval.title.clone(),
        missing: approval.status.missing(),
        could: approval.status.could_approve().len(),
    };
    Some((FindingSeverity::Critical, matter))
}

/// Advice: at least two admins.
fn one_admin(subject: &Subject, now: Timestamp) -> Option<(FindingSeverity, FindingKind)> {
    let mut admins = subject.people.iter().filter(|member| member.permissions.has(&Permission::Admin));
    let only = admins.next().filter(|_| admins.next().is_none())?;
    let spends = subject.custody == Custody::Online && only.permissions.has(&Permission::Spend);
    let is_held = subject.rules.as_ref().and_then(|rules| is_held(rules, subject, now));
    let is_danger = spends && is_held == Some(false) && !subject.is_frozen(now);
    let weight = if is_danger { FindingSeverity::Critical } else { FindingSeverity::Warning };
    Some((weight, FindingKind::OneAdmin { spends, is_held }))
}

/// Whether a rule guards the money which a single admin of the wallet cannot take away: a locked one. None where that is not
/// reported, and where one of the enterprise may be: whether they are its only admin, too, is not known.
fn is_held(rules: &[Rule], subject: &Subject, now: Timestamp) -> Option<bool> {
    let (coin, guard) = (&subject.coin, &subject.guard);
    let guards_money = |rule: &&Rule| {
        matches!(rule.protection, Protection::Limit | Protection::Whitelist | Protection::Everything)
            && rule.covers(coin)
    };
    let locks = || rules.iter().filter(guards_money).map(|rule| rule.lock_at(now));
    if guard.is_kept(now) || locks().any(Lock::is_locked) {
        return Some(true);
    }
    let may_hold = |rule: &Rule| {
        let lock = rule.lock_at(now);
        rule.protection == Protection::Unjudged
            && rule.covers(coin)
            && (lock.is_locked() || lock == Lock::NotTold)
    };
    let of_enterprise = guard.guards_money() || guard.unjudged || guard.unknown().is_some();
    let may_be_held = of_enterprise || rules.iter().any(may_hold);
    (!may_be_held && !locks().any(|lock| lock == Lock::NotTold)).then_some(false)
}

/// Nobody can approve their own request: money that a rule holds up, or else a change that an admin asks for, could
/// never complete.
fn stuck_to_come(subject: &Subject) -> Option<(FindingSeverity, FindingKind)> {
    let required = subject.approvals_required?;
    let others = subject.admins().count().checked_sub(1)?;
    let held_up = subject.rules.iter().flatten().filter_map(|rule| money_stuck(subject, rule, required));
    // What is stuck whoever sends it comes before what is stuck only where some do.
    if let Some(stuck) = held_up.min_by_key(|stuck| !matches!(stuck, Stuck::Whoever { .. })) {
        return Some((
            FindingSeverity::Critical,
            FindingKind::StuckToCome { required: required.max(1), stuck },
        ));
    }
    // A single admin has to ask nobody.
    let is_stuck = others > 0 && required > others as u64;
    is_stuck.then_some((
        FindingSeverity::Warning,
        FindingKind::StuckToCome { required, stuck: Stuck::Changes { others } },
    ))
}

/// What a rule would hold up without end, where somebody could send something.
fn money_stuck(subject: &Subject, rule: &Rule, required: u64) -> Option<Stuck> {
    let RuleAction::Ask(named) = &rule.action else { return None };
    let rule = (!named.is_empty()).then(|| rule.name.clone());
    match Deadlock::of(&subject.people, named, required)? {
        Deadlock::Whoever { could } => can_be_spent(subject).then_some(Stuck::Whoever { could, rule }),
        Deadlock::Of(_) => {
            let others = usize::try_from(required.max(1) - 1).unwrap_or(usize::MAX);
            Some(Stuck::Own { others, rule })
        }
    }
}

/// Whether there is somebody who could send; where people are not reported, there may be.
fn can_be_spent(subject: &Subject) -> bool {
    subject.people.is_empty()
        || subject.people.iter().any(|member| member.permissions.has(&Permission::Spend))
}

/// Which guards there are for the wallet's own coin, by its own policy and by its enterprise's rules.
struct Guards {
    limit: bool,
    whitelist: bool,
    everything: bool,
    unjudged: bool,
}

impl Guards {
    fn of(rules: &[Rule], subject: &Subject) -> Self {
        let has = |guard| rules.iter().any(|rule| rule.protection == guard && rule.covers(&subject.coin));
        let of_enterprise = &subject.guard;
        Self {
            limit: has(Protection::Limit) || of_enterprise.limit,
            whitelist: has(Protection::Whitelist) || of_enterprise.whitelist,
            everything: has(Protection::Everything) || of_enterprise.everything,
            unjudged: has(Protection::Unjudged) || of_enterprise.unjudged,
        }
    }

    /// What stands where one guard is missing, `other` being whether the other one is there.
    fn gap(&self, subject: &Subject, other: bool, now: Timestamp) -> Gap {
        if subject.is_frozen(now) {
            return Gap::Frozen;
        }
        let of_custody = Gap::of_custody(subject.custody);
        match (self.everything, of_custody, other) {
            (true, ..) => Gap::Asked,
            (_, Some(gap), _) => gap,
            (_, None, true) => Gap::HalfClosed,
            (_, None, false) => Gap::Bare,
        }
    }
}

/// Advice: limit spending an hour, a day, a transaction.
fn no_limit(subject: &Subject, guards: &Guards, now: Timestamp) -> (FindingSeverity, FindingKind) {
    let gap = guards.gap(subject, guards.whitelist, now);
    let weight = match gap {
        Gap::Bare => FindingSeverity::Critical,
        Gap::HalfClosed => FindingSeverity::Warning,
        Gap::Asked | Gap::Offline | Gap::Custodian | Gap::Frozen => FindingSeverity::Info,
    };
    (weight, FindingKind::NoLimit(gap))
}

/// Advice: a whitelist of approved recipients.
fn no_whitelist(
    subject: &Subject,
    guards: &Guards,
    now: Timestamp,
) -> Option<(FindingSeverity, FindingKind)> {
    if guards.whitelist {
        return None;
    }
    let gap = guards.gap(subject, guards.limit, now);
    let weight = if gap == Gap::Bare { FindingSeverity::Warning } else { FindingSeverity::Info };
    Some((weight, FindingKind::NoWhitelist(gap)))
}

/// Advice: what is not touched for 48 hours can be changed only by the platform; so it is to be right by then.
fn not_locked(rule: &Rule, now: Timestamp) -> Option<(FindingSeverity, FindingKind)> {
    match rule.lock_at(now) {
        Lock::Open { until } => {
            Some((FindingSeverity::Info, FindingKind::NotLocked { rule: rule.name.clone(), until }))
        }
        Lock::Locked { .. } | Lock::Managed | Lock::NotTold => None,
    }
}
