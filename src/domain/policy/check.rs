//! Checks what is typed about a rule: reads every field, gathers the findings, and says what would be sent if nothing is
//! in its way.

use super::draft::{RuleContext, RuleDraft, RuleEdit, read_amount};
use super::duration::{DurationOf, DurationProblem, read_span};
use super::finding::{Findings, RuleField, RuleFinding};
use super::judge;
use super::plan::{PlannedShape, RuleChange, RulePlan};
use super::rule::{Listed, NewRuleKind, RuleAction, RuleFacts, RuleShape};
use crate::domain::amount::BaseUnits;
use crate::domain::approval::LookAlike;
use crate::domain::finding::Severity;
use crate::domain::lifetime::Lifetime;

/// The most characters of a rule's name, and of an entry of a list.
pub const LONGEST_NAME: usize = 250;
/// What an entry of a whitelist is here: an address.
const ADDRESS: &str = "address";

/// What a draft comes to.
#[derive(Debug, Clone)]
pub struct RuleCheck {
    /// The amount in base units, or why it is none.
    pub amount: Result<BaseUnits, String>,
    /// The time, or why it is none.
    pub window: Result<Lifetime, DurationProblem>,
    /// A listed address that the typed one looks like without being it.
    pub alike: Option<LookAlike>,
    /// Everything there is to say, errors first.
    pub findings: Vec<RuleFinding>,
    /// What would be sent; there is something exactly if no finding is an error.
    pub plan: Option<RulePlan>,
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
    if draft.wants_address() {
        check_address(draft, &mut found);
    }
    if draft.sets_action() && draft.action() == RuleAction::Ask(Vec::new()) && draft.asks_named {
        found.error(RuleField::Action, "action.nobody", "Tick at least one admin who can approve.");
    }
    let window_secs = if draft.at_once { Some(0) } else { window.as_ref().ok().map(|it| it.secs) };
    let plan = plan(draft, amount.as_ref().ok(), window_secs);
    if plan.as_ref().is_some_and(|plan| changes_nothing(plan, draft)) {
        found.error(RuleField::Rule, "rule.same", "No changes yet.");
    }
    if let Some(plan) = &plan {
        judge::all(draft, plan, context, &mut found);
    }
    let findings = found.sorted();
    let is_blocked = findings.iter().any(|finding| finding.severity == Severity::Error);
    let alike = judge::alike(draft.address.trim(), context).filter(|_| draft.wants_address());
    RuleCheck { amount, window, alike, findings, plan: plan.filter(|_| !is_blocked) }
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

fn check_address(draft: &RuleDraft, found: &mut Findings) {
    let address = draft.address.trim();
    let entries = draft.edit.before().map(RuleFacts::entries).unwrap_or_default();
    let problem = if address.is_empty() {
        Some(("address.blank", "Enter the address that money may go to."))
    } else if address.chars().any(|it| it.is_whitespace() || it.is_control()) {
        Some(("address.spaces", "Enter one address, without spaces."))
    } else if address.chars().count() > LONGEST_NAME {
        Some(("address.long", "This is too long for an address."))
    } else if entries.iter().any(|entry| is_same(&entry.item, address)) {
        Some(("address.twice", "This address is already on the list."))
    } else {
        None
    };
    if let Some((id, words)) = problem {
        found.error(RuleField::Address, id, words);
    }
    let label = draft.label.trim();
    if !label.is_empty() && entries.iter().any(|entry| entry.label == label) {
        let words = "The list already has an entry with that name: BitGo accepts each name once.";
        found.error(RuleField::Address, "label.twice", words);
    }
}

/// Hexadecimal addresses are the same whatever their case, which is a checksum.
fn is_same(a: &str, b: &str) -> bool {
    let is_hex = |it: &str| it.strip_prefix("0x").is_some_and(|it| it.chars().all(|c| c.is_ascii_hexdigit()));
    a == b || (is_hex(a) && is_hex(b) && a.eq_ignore_ascii_case(b))
}

/// What would be sent, as far as the fields could be read.
fn plan(draft: &RuleDraft, amount: Option<&BaseUnits>, window_secs: Option<u64>) -> Option<RulePlan> {
    let before = draft.edit.before();
    let action = if before.is_none() { RuleChange::Add } else { RuleChange::Change };
    let name = before.map_or_else(|| draft.name.trim(), |rule| rule.name.as_str()).to_owned();
    let has_kinds = match before.map(|rule| &rule.shape) {
        Some(RuleShape::Whitelist { has_kinds, .. }) => *has_kinds,
        _ => true,
    };
    let typed = || Listed {
        item: draft.address.trim().to_owned(),
        kind: ADDRESS.to_owned(),
        label: draft.label.trim().to_owned(),
    };
    let shape = match (&draft.edit, draft.sort) {
        (RuleEdit::TakeOff(_, entry), _) => PlannedShape::TakeOff { has_kinds, entry: entry.clone() },
        (RuleEdit::Put(_), _) | (RuleEdit::New, NewRuleKind::Whitelist) => {
            PlannedShape::Put { has_kinds, entry: typed() }
        }
        (RuleEdit::Change(_), NewRuleKind::Whitelist | NewRuleKind::EveryWithdrawal) => PlannedShape::AsIs,
        (RuleEdit::New, NewRuleKind::EveryWithdrawal) => PlannedShape::Always,
        (RuleEdit::New | RuleEdit::Change(_), NewRuleKind::SpendingLimit) => {
            let tags = match before.map(|rule| &rule.shape) {
                Some(RuleShape::Limit { tags, .. }) => tags.clone(),
                _ => Vec::new(),
            };
            PlannedShape::Limit { amount: amount?.clone(), window_secs: window_secs?, tags }
        }
    };
    let then = draft.sets_action().then(|| draft.action());
    let is_kept = before.is_some_and(|rule| Some(&rule.action) == then.as_ref());
    let coin = before.and_then(|rule| rule.coin.clone());
    Some(RulePlan { name, coin, change: action, shape, action: then.filter(|_| !is_kept) })
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
