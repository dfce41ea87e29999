//! One sentence that says what a token will be able to do, also while the form is not finished.

use crate::domain::address::{AddressRule, merged};
use crate::domain::lifetime::moment_words;
use crate::domain::limit::{LimitValue, SpendingLimit};
use crate::domain::text::{elided, listed, named_ids};

use super::reach::Reach;
use super::reading::Reading;

/// The sentence about a draft.
pub(super) fn of(reading: &Reading<'_>) -> String {
    let actions = actions(reading);
    if actions.is_empty() {
        return "This token cannot do anything yet: choose at least one scope.".to_owned();
    }
    let mut clauses =
        vec![format!("{}{}", listed(actions, "thing"), reach(&reading.draft.reach)), origin(reading)];
    clauses.extend(spending(reading));
    clauses.push(lifetime(reading));
    format!("This token can {}.", clauses.join(", "))
}

/// The sentence about a template: what a token could do that brings nothing of its own but label and lifetime.
pub(super) fn of_template(reading: &Reading<'_>) -> String {
    let actions = actions(reading);
    if actions.is_empty() {
        return "This template has no scopes: a token created with it can do only what its own scopes allow."
            .to_owned();
    }
    let mut clauses = vec![format!("{}{}", listed(actions, "thing"), reach(&reading.draft.reach))];
    let brings_addresses = reading.addresses.is_empty() && reading.context.rules.addresses_required;
    clauses.push(if brings_addresses { "from its own IP addresses".to_owned() } else { origin(reading) });
    clauses.extend(spending(reading));
    format!("A token created with this template can {}, unless its own settings differ.", clauses.join(", "))
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
            [] => "a wallet that is not chosen yet".to_owned(),
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
        (false, _) => format!("only from {}", listed(rules, "range")),
        (true, _) if !reading.addresses.is_empty() => "from IP addresses that still need fixing".to_owned(),
        (true, true) => "from IP addresses that are still to be entered".to_owned(),
        (true, false) => "from any IP address".to_owned(),
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
        (false, _) => format!("spending at most {} in its whole lifetime", listed(limits, "limit")),
        (true, true) => "up to spending limits that are still to be entered".to_owned(),
        (true, false) => "spending only while it is unlocked, and then without any limit".to_owned(),
    })
}

fn lifetime(reading: &Reading<'_>) -> String {
    let context = &reading.context.lifetime;
    match &reading.lifetime {
        Ok(lifetime) => format!(
            "for {}, until {}",
            lifetime.spelled_out(),
            moment_words(lifetime.expiry(context.now), &context.zone)
        ),
        Err(_) => "for a lifetime that is still to be entered".to_owned(),
    }
}
