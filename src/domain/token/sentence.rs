//! One sentence that says what a token will be able to do, and the facts that bound it, also while the form is not
//! finished.

use crate::domain::ip_range::{AddressRule, merged};
use crate::domain::lifetime::moment_words;
use crate::domain::limit::{LimitValue, SpendingLimit};
use crate::domain::text::{elided, listed, named_ids};

use super::reach::Reach;
use super::reading::Reading;

/// A fact below the sentence: its caption and its words.
pub type SummaryFact = (&'static str, String);

/// The sentence about a draft.
pub(super) fn of(reading: &Reading<'_>) -> String {
    let actions = actions(reading);
    if actions.is_empty() {
        return "This token cannot do anything yet: choose at least one scope.".to_owned();
    }
    format!("This token can {}{}.", listed(actions, "thing"), reach(&reading.draft.reach))
}

/// The sentence about a template: what a token could do that brings nothing of its own but label and lifetime.
pub(super) fn of_template(reading: &Reading<'_>) -> String {
    let actions = actions(reading);
    if actions.is_empty() {
        return "This template has no scopes: a token created with it can do only what its own scopes allow."
            .to_owned();
    }
    let can = format!("{}{}", listed(actions, "thing"), reach(&reading.draft.reach));
    format!("A token created with this template can {can}, unless its own settings differ.")
}

/// What bounds a token that can do something: where it works, what it may spend and until when.
pub(super) fn facts(reading: &Reading<'_>) -> Vec<SummaryFact> {
    if reading.scopes().next().is_none() {
        return Vec::new();
    }
    let mut facts = vec![("IP addresses", origin(reading))];
    facts.extend(spending(reading).map(|words| ("Spending", words)));
    facts.push(("Expires", expiry(reading)));
    facts
}

/// The same of a template, which has no lifetime.
pub(super) fn facts_of_template(reading: &Reading<'_>) -> Vec<SummaryFact> {
    if reading.scopes().next().is_none() {
        return Vec::new();
    }
    let is_set_per_token = reading.addresses.is_empty() && reading.context.rules.addresses_required;
    let from = if is_set_per_token { "Set for each token".to_owned() } else { origin(reading) };
    let mut facts = vec![("IP addresses", from)];
    facts.extend(spending(reading).map(|words| ("Spending", words)));
    facts
}

/// What its scopes allow. Bare scopes about the same wallets are said together.
fn actions(reading: &Reading<'_>) -> Vec<String> {
    let mut by_wallets: Vec<(&[String], Vec<String>)> = Vec::new();
    let mut wide = Vec::new();
    for (info, wallets) in reading.scopes() {
        if !info.marks.needs_wallet {
            wide.push(info.can.to_owned());
        } else if let Some((_, verbs)) = by_wallets.iter_mut().find(|(other, _)| *other == wallets) {
            verbs.push(info.can.to_owned());
        } else {
            by_wallets.push((wallets, vec![info.can.to_owned()]));
        }
    }
    let narrow = by_wallets.into_iter().map(|(wallets, verbs)| {
        let object = match wallets {
            [] => "wallets not chosen yet".to_owned(),
            [one] => format!("wallet {}", elided(one)),
            many => format!("wallets {}", listed(many.iter().map(|id| elided(id)).collect(), "wallet")),
        };
        format!("{} {object}", listed(verbs, "thing"))
    });
    narrow.chain(wide).collect()
}

fn reach(reach: &Reach) -> String {
    match reach {
        Reach::Everything => String::new(),
        Reach::Enterprises(ids) => format!(" within {}", named_ids(ids, "enterprise")),
        Reach::Wallets(ids) => format!(" within {}", named_ids(ids, "wallet")),
    }
}

fn origin(reading: &Reading<'_>) -> String {
    let written: Vec<AddressRule> =
        reading.addresses.iter().filter_map(|line| line.result.clone().ok()).collect();
    let rules: Vec<String> = merged(&written).rules.iter().map(ToString::to_string).collect();
    match (rules.is_empty(), reading.context.rules.addresses_required) {
        (false, _) => format!("Only {}", listed(rules, "range")),
        (true, _) if !reading.addresses.is_empty() => "Not valid yet".to_owned(),
        (true, true) => "Not entered yet".to_owned(),
        (true, false) => "Any".to_owned(),
    }
}

/// What it may spend, if it can spend at all.
fn spending(reading: &Reading<'_>) -> Option<String> {
    if !reading.spends() {
        return None;
    }
    let mut limits: Vec<String> = reading.limits.iter().flatten().map(SpendingLimit::in_words).collect();
    match &reading.erc20 {
        Ok(Some(LimitValue::Exact(amount))) => {
            limits.push(format!("{} base units of all ERC-20 tokens together", amount.grouped()));
        }
        Ok(Some(LimitValue::Maximum)) => {
            limits.push("the platform maximum of all ERC-20 tokens".to_owned());
        }
        Ok(None) | Err(_) => {}
    }
    Some(match (limits.is_empty(), reading.has_limits()) {
        (false, _) => format!("At most {} in its lifetime", listed(limits, "limit")),
        (true, true) => "Limits not complete yet".to_owned(),
        (true, false) => "Only while unlocked, then without a limit".to_owned(),
    })
}

fn expiry(reading: &Reading<'_>) -> String {
    let context = &reading.context.lifetime;
    match &reading.lifetime {
        Ok(lifetime) => format!(
            "{} (after {})",
            moment_words(lifetime.expiry(context.now), &context.zone),
            lifetime.spelled_out()
        ),
        Err(_) => "Not set yet".to_owned(),
    }
}
