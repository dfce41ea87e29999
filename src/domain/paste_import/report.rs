//! What a pasted list comes to: what of it is taken and what is not, in words, and what goes into the form.

use super::addresses::{addition, read_addresses};
use super::limits::{PastedLimit, TakenLimit, read_limits};
use super::lines::{Line, rest, summary};
use crate::domain::address::{AddressRule, LeftOut};
use crate::domain::coin::coins;
use crate::domain::limit::LimitDraft;

/// What a pasted list comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The lines that were not taken, each with how it would be right.
    pub refused: Vec<String>,
    /// The lines that were understood, each with what it means, and whether it adds something.
    pub taken: Vec<(bool, String)>,
    /// How many were taken: "3 lines added, 1 skipped".
    pub summary: String,
    /// What stays in the field once the rest is taken.
    pub rest: String,
    /// What goes into the form.
    pub found: Found,
}

/// What goes into the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Addresses and ranges.
    Addresses(Vec<AddressRule>),
    /// Spending limits.
    Limits(Vec<LimitDraft>),
}

impl Found {
    /// How many.
    pub fn count(&self) -> usize {
        match self {
            Self::Addresses(rules) => rules.len(),
            Self::Limits(limits) => limits.len(),
        }
    }
}

/// A list of addresses, beside those that are in the form. Where the environment is on the internet, no private address is
/// of use.
pub fn report_addresses(text: &str, is_on_the_internet: bool, in_form: &[AddressRule]) -> Report {
    let read = read_addresses(text, is_on_the_internet);
    let added = addition(&read, in_form);
    let of_line = |(line, left_out): (&Line<AddressRule>, &Option<LeftOut>)| {
        let rule = line.result.as_ref().ok()?;
        Some(match left_out {
            Some(left_out) => (false, format!("Line {}: {}", line.number, left_out.sentence())),
            None => (true, format!("Line {}, {rule}: {}.", line.number, rule.covers())),
        })
    };
    let taken = read.iter().zip(&added.left_out).filter_map(of_line).collect();
    report(&read, taken, Found::Addresses(added.rules))
}

/// A list of spending limits, beside those that are in the form.
pub fn report_limits(text: &str, in_form: &[LimitDraft]) -> Report {
    let in_form: Vec<String> = in_form
        .iter()
        .map(|limit| coins().get_typed(&limit.coin).map_or(limit.coin.clone(), |coin| coin.name.to_owned()))
        .collect();
    let read = read_limits(text, &in_form);
    let of_line = |line: &Line<PastedLimit>| {
        Some(match line.result.as_ref().ok()?.limit() {
            Some(limit) => (true, format!("Line {}: {}", line.number, limit_words(limit))),
            None => (false, format!("Line {}: heading, ignored.", line.number)),
        })
    };
    let taken = read.iter().filter_map(of_line).collect();
    let limits = read.iter().filter_map(|line| line.result.as_ref().ok()?.limit());
    let limits = limits.map(|limit| limit.draft.clone()).collect();
    report(&read, taken, Found::Limits(limits))
}

/// A limit with what tells its coin from others.
fn limit_words(limit: &TakenLimit) -> String {
    let coin = limit.limit.coin().map_or_else(
        || "not in this version's coin list".to_owned(),
        |coin| format!("{}, {}", coin.name, coin.identity()),
    );
    format!("{} ({coin}).", limit.limit.in_words())
}

fn report<T>(read: &[Line<T>], taken: Vec<(bool, String)>, found: Found) -> Report {
    let refused = read.iter().filter_map(|line| {
        let not_taken = line.result.as_ref().err()?;
        let example = match not_taken.example.as_str() {
            "" => String::new(),
            example => format!(" Example: {example}"),
        };
        Some(format!("Line {}, {}: {}{example}", line.number, line.text, not_taken.reason))
    });
    Report { refused: refused.collect(), taken, summary: summary(read), rest: rest(read), found }
}
