//! Old and new token side by side, for the review.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::ip_range::normal;
use crate::domain::lifetime::{Lifetime, moment_words};
use crate::domain::token::existing::{ExistingLimit, ExistingToken, TokenTerms};
use crate::domain::token::findings::Field;
use crate::domain::token::request::TokenRequest;

/// What becomes of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Both have it alike.
    Same,
    /// Both have it, differently.
    Changed,
    /// Only the new token has it.
    Added,
    /// Only the old token has it.
    Removed,
}

impl Change {
    /// The change in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// One row of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The part of the form.
    pub field: Field,
    /// What the row is about ("Label", "Spending limit for BTC", "Scope").
    pub about: String,
    /// The old token's, in words; empty where it has none.
    pub old: String,
    /// The new token's, in words; empty where it has none.
    pub new: String,
    /// What becomes of it.
    pub change: Change,
}

/// Old and new side by side, in the order of the form: a row for label, lifetime, end and reach, and one for each scope,
/// address and limit of either. `now` is when the new token's life would begin.
pub fn rows(old: &ExistingToken, new: &TokenRequest, now: Timestamp, zone: &TimeZone) -> Vec<Row> {
    let mut rows = vec![pair(Field::Label, "Label", &old.label, new.label())];
    let lifetime = old.lifetime().map_or_else(String::new, |span| match u64::try_from(span.as_secs()) {
        Ok(secs) if span.subsec_nanos() == 0 => Lifetime { secs }.spelled_out(),
        _ => old.lifetime_words().unwrap_or_default(),
    });
    rows.push(pair(Field::Lifetime, "Lifetime", &lifetime, &new.lifetime().spelled_out()));
    let ends = old.expires.map_or_else(String::new, |at| moment_words(at, zone));
    rows.push(pair(Field::Lifetime, "Expires", &ends, &moment_words(new.expires_at(now), zone)));
    rows.extend(parts(&old.terms, &new.terms()));
    rows
}

/// What two have of scopes, addresses, limits and reach: a row for each thing that either has.
pub(in crate::domain::token) fn parts(old: &TokenTerms, new: &TokenTerms) -> Vec<Row> {
    let scopes = [set(&old.scopes), set(&new.scopes)];
    let mut rows = items(Field::Scopes, "Scope", scopes);
    let addresses = [old, new].map(|it| it.addresses.iter().map(|text| normal(text)).collect());
    let anywhere = |is_empty: bool| if is_empty { "any IP address" } else { "" };
    if old.addresses.is_empty() || new.addresses.is_empty() {
        let [old, new] = [old, new].map(|it| anywhere(it.addresses.is_empty()));
        rows.push(pair(Field::Addresses, "Allowed IP addresses", old, new));
    }
    rows.extend(items(Field::Addresses, "Allowed IP addresses", addresses));
    rows.extend(limits(old, new));
    rows.push(pair(Field::Reach, "Wallet access", &old.reach_words(), &new.reach_words()));
    rows
}

fn set(items: &[String]) -> BTreeSet<String> {
    items.iter().cloned().collect()
}

/// Two values of one thing.
fn pair(field: Field, about: &str, old: &str, new: &str) -> Row {
    let change = match (old.is_empty(), new.is_empty()) {
        _ if old == new => Change::Same,
        (true, _) => Change::Added,
        (_, true) => Change::Removed,
        (false, false) => Change::Changed,
    };
    Row { field, about: about.to_owned(), old: old.to_owned(), new: new.to_owned(), change }
}

/// A row for everything that either has.
fn items(field: Field, about: &str, [old, new]: [BTreeSet<String>; 2]) -> Vec<Row> {
    let of = |item: &String| {
        let side = |set: &BTreeSet<String>| if set.contains(item) { item.as_str() } else { "" }.to_owned();
        pair(field, about, &side(&old), &side(&new))
    };
    old.union(&new).map(of).collect()
}

/// A row for every limit of either. What is spent is said of the old; the limits alone decide about the change.
fn limits(old: &TokenTerms, new: &TokenTerms) -> Vec<Row> {
    let asked: Vec<&ExistingLimit> = new.all_limits().collect();
    let row = |old: Option<&ExistingLimit>, new: Option<&ExistingLimit>| {
        let about =
            old.or(new).map_or_else(String::new, |limit| format!("Spending limit for {}", limit.about()));
        let words = |limit: Option<&ExistingLimit>| limit.map_or_else(String::new, ExistingLimit::size_words);
        let row = pair(Field::Limits, &about, &words(old), &words(new));
        Row { old: old.map_or_else(String::new, ExistingLimit::in_words), ..row }
    };
    let kept = old
        .all_limits()
        .map(|limit| row(Some(limit), asked.iter().find(|it| it.coin == limit.coin).copied()));
    let added = asked.iter().filter(|limit| old.all_limits().all(|it| it.coin != limit.coin));
    kept.chain(added.map(|limit| row(None, Some(limit)))).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::prefill::{prefill, tests::listed};
    use super::*;
    use crate::domain::limit::LimitDraft;
    use crate::domain::token::check;
    use crate::domain::token::tests::production;

    #[test]
    fn a_limit_that_is_added_is_the_only_change_beside_label_and_end() {
        let mut draft = prefill(&listed(), &[]).draft;
        draft.limits.push(LimitDraft { coin: "eurcv".into(), amount: "100".into(), ..LimitDraft::default() });
        draft.addresses = "8.8.8.8/32 9.9.9.9".into();
        let request = check(&draft, &production()).request.unwrap();
        let later = "2027-02-01T13:00:00Z".parse().unwrap();
        let rows = rows(&listed(), &request, later, &TimeZone::UTC);
        let changes: Vec<(&str, &str, &str, Change)> = rows
            .iter()
            .filter(|row| row.change != Change::Same)
            .map(|row| (row.about.as_str(), row.old.as_str(), row.new.as_str(), row.change))
            .collect();
        assert_eq!(
            changes,
            [
                ("Label", "Payouts", "Payouts (2)", Change::Changed),
                ("Expires", "Thu 18 Feb 2027, 13:00", "Sun 2 May 2027, 13:00", Change::Changed),
                ("Allowed IP addresses", "8.8.4.0/24", "", Change::Removed),
                ("Allowed IP addresses", "", "9.9.9.9", Change::Added),
                ("Spending limit for EURCV on Ethereum", "", "100 EURCV on Ethereum", Change::Added),
            ]
        );
        let btc = rows.iter().find(|row| row.about == "Spending limit for BTC").unwrap();
        assert_eq!((btc.old.as_str(), btc.new.as_str()), ("0.5 of 1.5 BTC spent, 1 left", "1.5 BTC"));
    }

    #[test]
    fn losing_all_addresses_is_said() {
        let mut context = production();
        context.rules.addresses_required = false;
        let mut draft = prefill(&listed(), &[]).draft;
        draft.addresses.clear();
        let request = check(&draft, &context).request.unwrap();
        let rows = rows(&listed(), &request, context.lifetime.now, &TimeZone::UTC);
        assert!(rows.iter().any(|row| row.new == "any IP address" && row.change == Change::Added));
    }
}
