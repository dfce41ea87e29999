//! How two versions of a rule differ, part by part, in words.

use std::collections::HashSet;

use jiff::Timestamp;

use super::filter::WalletFilter;
use super::part_words::PartWords;
use super::rule::{Clause, EnterpriseRule, RuleStatus};
use super::wallet_ids::WalletIds;
use super::words::RuleNames;
use crate::domain::foreign_text::visible;
use crate::domain::text::counted;

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

/// Of a list of more wallets than this not all are called by their names.
pub const MOST_NAMED: usize = 40;

/// Every difference from one version to another, with every person and wallet of a list. An empty list: they say the same.
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
    let [was, is] = wallets(before, after, names);
    compare("Wallets", was, is);
    let count = before.clauses.len().max(after.clauses.len());
    for place in 0..count {
        let part = |what: &str| if count == 1 { what.to_owned() } else { format!("{what} ({})", place + 1) };
        let of = |rule: &EnterpriseRule, words: fn(&Clause, PartWords<'_>) -> String| {
            rule.clauses
                .get(place)
                .map(|clause| words(clause, PartWords::whole(names.people)))
                .unwrap_or_default()
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
        let Some(number) = version.version else { return (place, active.filter(|it| *it != place)) };
        let below = versions.iter().enumerate().filter(|(_, it)| it.version.is_some_and(|it| it < number));
        (place, below.max_by_key(|(_, it)| it.version).map(|(place, _)| place))
    };
    versions.iter().enumerate().map(before).collect()
}

fn touchpoint(rule: &EnterpriseRule) -> String {
    visible(&rule.touchpoint.label).into_owned()
}

/// The wallets that are to be called by their names where a version is set beside the one before it, by ID: the first of each,
/// and those that only one of the two lists.
pub fn named_in_differences<'a>(before: &'a EnterpriseRule, after: &'a EnterpriseRule) -> Vec<&'a str> {
    let first = [before, after].into_iter().flat_map(|rule| rule.listed_wallets().take(MOST_NAMED));
    let apart = [apart(before, after), apart(after, before)];
    first.chain(apart.iter().flat_map(|(ids, _)| ids.iter().copied().take(MOST_NAMED))).collect()
}

/// The wallets that a version lists and another does not, and how many both list.
fn apart<'a>(of: &'a EnterpriseRule, other: &EnterpriseRule) -> (Vec<&'a str>, usize) {
    let others: HashSet<&str> = other.listed_wallets().collect();
    let (both, alone): (Vec<&str>, Vec<&str>) = of.listed_wallets().partition(|id| others.contains(id));
    (alone, both.len())
}

/// The lists of wallets of a rule.
fn lists(rule: &EnterpriseRule) -> Vec<&WalletIds> {
    let lists = rule.filters.iter().filter_map(|filter| match filter {
        WalletFilter::Wallets { ids, .. } => Some(ids),
        _ => None,
    });
    lists.collect()
}

fn wallets(before: &EnterpriseRule, after: &EnterpriseRule, names: RuleNames<'_>) -> [String; 2] {
    let none = WalletIds::default();
    [(before, after), (after, before)].map(|(of, other)| {
        let others = lists(other);
        let listed = lists(of).into_iter().enumerate();
        let listed =
            listed.map(|(place, ids)| list_words(ids, others.get(place).copied().unwrap_or(&none), names));
        let each: Vec<String> = listed.chain(of.filters.iter().filter_map(filter_words)).collect();
        match (each.is_empty(), of.filters.is_empty()) {
            (false, _) => each.join("; of these "),
            (true, true) => "wallets that could not be read".to_owned(),
            (true, false) => "all wallets".to_owned(),
        }
    })
}

/// A filter that is no list, whole; none for one that leaves nothing out.
fn filter_words(filter: &WalletFilter) -> Option<String> {
    match filter {
        WalletFilter::AllWallets | WalletFilter::Wallets { .. } => None,
        WalletFilter::Kinds(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| visible(kind).into_owned()).collect();
            Some(format!("{} wallets", kinds.join(", ")))
        }
        WalletFilter::AllRules { parameters: None } => Some("policy rules".to_owned()),
        WalletFilter::AllRules { parameters: Some(json) } => {
            Some(format!("policy rules [{}]", visible(json)))
        }
        WalletFilter::NotUnderstood(part) => {
            Some(format!("wallets that could not be read [{}]", visible(&part.json)))
        }
    }
}

/// A list is told whole: a wallet that came to it among many is what matters. Of a very long one that is told alone.
fn list_words(ids: &WalletIds, other: &WalletIds, names: RuleNames<'_>) -> String {
    let is_long = ids.as_slice().len().max(other.as_slice().len()) > MOST_NAMED;
    let (both, told): (Vec<&String>, Vec<&String>) =
        ids.as_slice().iter().partition(|id| is_long && other.has(id));
    let more = told.len().saturating_sub(MOST_NAMED);
    let mut listed: Vec<String> = told.iter().take(MOST_NAMED).map(|id| names.wallet(id)).collect();
    listed.sort();
    listed.dedup();
    listed.extend((more > 0).then(|| counted(more, "more wallet")));
    listed.extend((!both.is_empty()).then(|| format!("{} of both versions", counted(both.len(), "wallet"))));
    listed.join(", ")
}

/// With the numbers as they came, and whatever is not understood in full: two readings may be alike in words.
fn conditions(clause: &Clause, words: PartWords<'_>) -> String {
    let words = words.conditions(clause);
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

fn actions(clause: &Clause, words: PartWords<'_>) -> String {
    let raw = clause.actions.iter().filter_map(|it| it.item.not_understood());
    let raw: Vec<String> = raw.map(|part| visible(&part.json).into_owned()).collect();
    let words = words.actions(clause);
    if raw.is_empty() { words } else { format!("{words} [{}]", raw.join(", ")) }
}

fn lock(rule: &EnterpriseRule) -> String {
    let kind = rule.lock.kind.as_ref().map_or("not told", |kind| kind.word()).to_owned();
    let date = rule.lock.date.map(|at: Timestamp| format!(", {at}")).unwrap_or_default();
    format!("{kind}{date}")
}
