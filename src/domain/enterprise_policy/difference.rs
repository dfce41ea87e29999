//! How two versions of a rule differ, part by part, in words.

use jiff::Timestamp;

use super::rule::{Clause, EnterpriseRule, RuleStatus};
use super::words::RuleNames;
use crate::domain::foreign_text::visible;

/// A part of a rule that two versions have differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDifference {
    /// Which part: "Wallets".
    pub part: String,
    /// As it was; empty where it was not there.
    pub before: String,
    /// As it is; empty where it is not there any more.
    pub after: String,
}

/// Every difference from one version to another. An empty list: they say the same.
pub fn differences(
    before: &EnterpriseRule,
    after: &EnterpriseRule,
    names: RuleNames<'_>,
) -> Vec<RuleDifference> {
    let mut found = Vec::new();
    let mut compare = |part: &str, was: String, is: String| {
        if was != is {
            found.push(RuleDifference { part: part.to_owned(), before: was, after: is });
        }
    };
    let quoted = |rule: &EnterpriseRule| format!("“{}”", visible(&rule.name));
    compare("Name", quoted(before), quoted(after));
    compare("Status", before.status.title().to_owned(), after.status.title().to_owned());
    compare("Guards", touchpoint(before), touchpoint(after));
    compare("Wallets", wallets(before, names), wallets(after, names));
    let count = before.clauses.len().max(after.clauses.len());
    for place in 0..count {
        let part = |what: &str| if count == 1 { what.to_owned() } else { format!("{what} ({})", place + 1) };
        let of = |rule: &EnterpriseRule, words: fn(&Clause, RuleNames<'_>) -> String| {
            rule.clauses.get(place).map(|clause| words(clause, names)).unwrap_or_default()
        };
        compare(&part("Conditions"), of(before, conditions), of(after, conditions));
        compare(&part("Actions"), of(before, actions), of(after, actions));
    }
    compare("Lock", lock(before), lock(after));
    found
}

/// Each version by its place in the list, and the one that it changed: the highest version below it, and for one that waits or
/// was denied the active one.
pub fn predecessors(versions: &[EnterpriseRule]) -> Vec<(usize, Option<usize>)> {
    let active = versions.iter().position(|it| it.status == RuleStatus::Active);
    let before = |(place, version): (usize, &EnterpriseRule)| {
        let Some(number) = version.version else { return (place, active) };
        let below = versions.iter().enumerate().filter(|(_, it)| it.version.is_some_and(|it| it < number));
        (place, below.max_by_key(|(_, it)| it.version).map(|(place, _)| place))
    };
    versions.iter().enumerate().map(before).collect()
}

fn touchpoint(rule: &EnterpriseRule) -> String {
    visible(&rule.touchpoint.label).into_owned()
}

/// A list is told whole: a wallet that came to it among many is what matters.
fn wallets(rule: &EnterpriseRule, names: RuleNames<'_>) -> String {
    let mut listed: Vec<String> = rule.listed_wallets().map(|id| names.wallet(id)).collect();
    listed.sort();
    let of_kinds = rule.covers_words(names);
    if listed.is_empty() { of_kinds } else { listed.join(", ") }
}

/// With the numbers as they came, and whatever is not understood in full: two readings may be alike in words.
fn conditions(clause: &Clause, names: RuleNames<'_>) -> String {
    let words = clause.when(names);
    let raw = clause.conditions.iter().filter_map(|it| {
        let threshold = it.item.threshold().map(|threshold| threshold.raw.clone());
        threshold.or_else(|| it.item.not_understood().map(|part| part.json.clone()))
    });
    let raw: Vec<String> = raw.map(|text| visible(&text).into_owned()).collect();
    match (words.is_empty(), raw.is_empty()) {
        (true, _) => "always".to_owned(),
        (_, true) => words,
        _ => format!("{words} [{}]", raw.join(", ")),
    }
}

fn actions(clause: &Clause, names: RuleNames<'_>) -> String {
    let raw = clause.actions.iter().filter_map(|it| it.item.not_understood());
    let raw: Vec<String> = raw.map(|part| visible(&part.json).into_owned()).collect();
    let words = clause.then(names);
    if raw.is_empty() { words } else { format!("{words} [{}]", raw.join(", ")) }
}

fn lock(rule: &EnterpriseRule) -> String {
    let kind = rule.lock.kind.as_ref().map_or("not told", |kind| kind.word()).to_owned();
    let date = rule.lock.date.map(|at: Timestamp| format!(", {at}")).unwrap_or_default();
    format!("{kind}{date}")
}
