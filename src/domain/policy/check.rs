//! Checks what is typed about a rule: reads every field, gathers the findings, and says what would be sent if nothing is
//! in its way.

use super::addresses::{self, LONGEST_NAME};
use super::checked_addresses::CheckedAddresses;
use super::draft::{RuleContext, RuleDraft, RuleEdit, read_amount};
use super::duration::{DurationOf, DurationProblem, read_span};
use super::finding::{Findings, RuleField, RuleFinding};
use super::judge;
use super::plan::{PlannedShape, RuleChange, RulePlan};
use super::rule::{Listed, NewRuleKind, RuleAction, RuleShape};
use crate::domain::address::CheckedAddress;
use crate::domain::amount::BaseUnits;
use crate::domain::finding::Severity;
use crate::domain::lifetime::Lifetime;

/// What a draft comes to.
#[derive(Debug, Clone)]
pub struct RuleCheck {
    /// The amount in base units, or why it is none.
    pub amount: Result<BaseUnits, String>,
    /// The time, or why it is none.
    pub window: Result<Lifetime, DurationProblem>,
    /// The addresses for a whitelist, each as it was typed or pasted.
    pub addresses: Vec<CheckedAddress>,
    /// Everything there is to say, errors first.
    pub findings: Vec<RuleFinding>,
    /// What would be sent first; there is something exactly if no finding is an error.
    pub plan: Option<RulePlan>,
    /// What would be sent after that, each once the one before is done: a list changes by one entry a request.
    pub more: Vec<RulePlan>,
}

impl RuleCheck {
    /// What is wrong with a field, if something is.
    pub fn problem(&self, field: RuleField) -> Option<&str> {
        let mut errors = self.findings.iter().filter(|it| it.severity == Severity::Error);
        errors.find(|it| it.field == field).map(|it| it.what.as_str())
    }

    /// How many findings weigh so much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|it| it.severity == severity).count()
    }
}

/// Checks a draft in its circumstances. Pure: the same draft in the same circumstances gives the same check.
pub fn check(draft: &RuleDraft, context: &RuleContext<'_>) -> RuleCheck {
    check_again(draft, context, &mut CheckedAddresses::default())
}

/// The same, with what is kept of the addresses from one check to the next.
pub fn check_again(draft: &RuleDraft, context: &RuleContext<'_>, kept: &mut CheckedAddresses) -> RuleCheck {
    let amount = read_amount(&draft.amount, draft.coin(context.wallet));
    let window = read_span(&draft.window, DurationOf::Window, &context.lifetime);
    let mut found = Findings::default();
    check_name(draft, context, &mut found);
    if draft.wants_limit() {
        if let Err(problem) = &amount {
            found.error(RuleField::Amount, "amount.none", problem);
        }
        if let (Err(problem), true) = (&window, draft.wants_window()) {
            found.error(RuleField::Window, "window.none", &problem.words);
        }
    }
    let wants = draft.wants_address();
    let addresses = if wants { kept.of(draft, context).to_vec() } else { Vec::new() };
    if wants {
        addresses::tell_all(draft, &addresses, &mut found);
    }
    if draft.sets_action() && draft.action() == RuleAction::Ask(Vec::new()) && draft.asks_named {
        found.error(RuleField::Action, "action.nobody", "Tick at least one admin who can approve.");
    }
    let window_secs = if draft.at_once { Some(0) } else { window.as_ref().ok().map(|it| it.secs) };
    let entries = addresses::entries(draft, &addresses);
    let plans = plans(draft, amount.as_ref().ok(), window_secs, entries);
    if let Some(plan) = plans.first() {
        if changes_nothing(plan, draft) {
            found.error(RuleField::Rule, "rule.same", "No changes yet.");
        }
        judge::all(draft, &plans, plan, context, &mut found);
    }
    let findings = found.sorted();
    let is_blocked = findings.iter().any(|finding| finding.severity == Severity::Error);
    let mut plans = plans.into_iter().filter(|_| !is_blocked);
    RuleCheck { amount, window, addresses, findings, plan: plans.next(), more: plans.collect() }
}

fn check_name(draft: &RuleDraft, context: &RuleContext<'_>, found: &mut Findings) {
    if draft.edit != RuleEdit::New {
        return;
    }
    let name = draft.name.trim();
    if name.is_empty() {
        found.error(RuleField::Name, "name.blank", "Enter a name for the rule.");
    } else if name.chars().count() > LONGEST_NAME {
        found.error(RuleField::Name, "name.long", format!("A name has at most {LONGEST_NAME} characters."));
    } else if context.rules.iter().any(|rule| rule.name == name) {
        let words =
            "This wallet already has a rule with that name: choose another name, or change that rule.";
        found.error(RuleField::Name, "name.taken", words);
    } else if context.waiting.iter().any(|waiting| waiting.rule == name) {
        let words = "A rule with that name is pending approval: choose another name.";
        found.error(RuleField::Name, "name.waits", words);
    }
}

/// What would be sent, as far as the fields could be read, one after the other: a list changes by one entry a request.
fn plans(
    draft: &RuleDraft,
    amount: Option<&BaseUnits>,
    window_secs: Option<u64>,
    entries: Vec<Listed>,
) -> Vec<RulePlan> {
    let before = draft.edit.before();
    let has_kinds = match before.map(|rule| &rule.shape) {
        Some(RuleShape::Whitelist { has_kinds, .. }) => *has_kinds,
        _ => true,
    };
    let shapes = match (&draft.edit, draft.sort) {
        (RuleEdit::TakeOff(_, entry), _) => vec![PlannedShape::TakeOff { has_kinds, entry: entry.clone() }],
        (RuleEdit::Put(_), _) | (RuleEdit::New, NewRuleKind::Whitelist) => {
            entries.into_iter().map(|entry| PlannedShape::Put { has_kinds, entry }).collect()
        }
        (RuleEdit::Change(_), NewRuleKind::Whitelist | NewRuleKind::EveryWithdrawal) => {
            vec![PlannedShape::AsIs]
        }
        (RuleEdit::New, NewRuleKind::EveryWithdrawal) => vec![PlannedShape::Always],
        (RuleEdit::New | RuleEdit::Change(_), NewRuleKind::SpendingLimit) => {
            let tags = match before.map(|rule| &rule.shape) {
                Some(RuleShape::Limit { tags, .. }) => tags.clone(),
                _ => Vec::new(),
            };
            let amount = amount.cloned().zip(window_secs);
            amount
                .into_iter()
                .map(|(amount, window_secs)| PlannedShape::Limit { amount, window_secs, tags: tags.clone() })
                .collect()
        }
    };
    let name = before.map_or_else(|| draft.name.trim(), |rule| rule.name.as_str());
    let then = draft.sets_action().then(|| draft.action());
    let is_kept = before.is_some_and(|rule| Some(&rule.action) == then.as_ref());
    let plan = |(at, shape): (usize, PlannedShape)| RulePlan {
        name: name.to_owned(),
        coin: before.and_then(|rule| rule.coin.clone()),
        change: if before.is_none() && at == 0 { RuleChange::Add } else { RuleChange::Change },
        shape,
        // What a new list does is set with its first entry.
        action: then.clone().filter(|_| !is_kept && at == 0),
    };
    shapes.into_iter().enumerate().map(plan).collect()
}

fn changes_nothing(plan: &RulePlan, draft: &RuleDraft) -> bool {
    let Some(before) = draft.edit.before() else { return false };
    plan.action.is_none()
        && match (&plan.shape, &before.shape) {
            (PlannedShape::AsIs, _) => true,
            (
                PlannedShape::Limit { amount, window_secs, .. },
                RuleShape::Limit { amount: was, window_secs: was_secs, .. },
            ) => was.as_ref() == Some(amount) && *was_secs == Some(*window_secs),
            _ => false,
        }
}
