//! What a pasted list comes to: what of it is taken and what is not, in words, and what goes into the form.

use super::addresses::{addition, read_addresses};
use super::limits::{PastedLimit, TakenLimit, read_limits};
use super::lines::{Line, rest};
use crate::domain::coin::coins;
use crate::domain::ip_range::{AddressRule, LeftOut};
use crate::domain::limit::LimitDraft;
use crate::domain::text::counted;

/// What a pasted list comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What became of each line, in order.
    pub lines: Vec<ReportedLine>,
    /// The sum: "2 IP addresses to add, 1 already included, 2 errors".
    pub summary: String,
    /// What stays in the field once the rest is taken.
    pub rest: String,
    /// What goes into the form.
    pub found: Found,
}

/// A line with what it means, or with what is wrong and how it would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedLine {
    /// What becomes of it.
    pub outcome: LineOutcome,
    /// The same in words.
    pub words: String,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOutcome {
    /// It adds something.
    Added,
    /// It was understood and adds nothing.
    LeftOut,
    /// It has to be fixed.
    Refused,
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
        reported(line, |rule| match left_out {
            Some(left_out) => (LineOutcome::LeftOut, left_out.sentence()),
            None => (LineOutcome::Added, rule.in_words()),
        })
    };
    let lines: Vec<_> = read.iter().zip(&added.left_out).map(of_line).collect();
    let summary = summary(&lines, "IP address", "already included");
    Report { lines, summary, rest: rest(&read), found: Found::Addresses(added.rules) }
}

/// A list of spending limits, beside those that are in the form.
pub fn report_limits(text: &str, in_form: &[LimitDraft]) -> Report {
    let in_form: Vec<String> = in_form
        .iter()
        .map(|limit| coins().get_typed(&limit.coin).map_or(limit.coin.clone(), |coin| coin.name.to_owned()))
        .collect();
    let read = read_limits(text, &in_form);
    let of_line = |line: &Line<PastedLimit>| {
        reported(line, |pasted| match pasted.limit() {
            Some(limit) => (LineOutcome::Added, limit_words(limit)),
            None => (LineOutcome::LeftOut, "heading, ignored.".to_owned()),
        })
    };
    let lines: Vec<_> = read.iter().map(of_line).collect();
    let summary = summary(&lines, "limit", "heading");
    let limits = read.iter().filter_map(|line| line.result.as_ref().ok()?.limit());
    let limits = limits.map(|limit| limit.draft.clone()).collect();
    Report { lines, summary, rest: rest(&read), found: Found::Limits(limits) }
}

/// A limit with what tells its coin from others.
fn limit_words(limit: &TakenLimit) -> String {
    let coin = limit.limit.coin().map_or_else(
        || "not in this version's coin list".to_owned(),
        |coin| format!("{}, {}", coin.name, coin.identity()),
    );
    format!("{} ({coin}).", limit.limit.in_words())
}

/// A line with what it means where it was understood, else with its text and what is wrong.
fn reported<T>(line: &Line<T>, understood: impl FnOnce(&T) -> (LineOutcome, String)) -> ReportedLine {
    match &line.result {
        Ok(taken) => {
            let (outcome, words) = understood(taken);
            ReportedLine { outcome, words: format!("Line {}: {words}", line.number) }
        }
        Err(not_taken) => {
            let example = match not_taken.example.as_str() {
                "" => String::new(),
                example => format!(" Example: {example}"),
            };
            let words = format!("Line {}, {}: {}{example}", line.number, line.text, not_taken.reason);
            ReportedLine { outcome: LineOutcome::Refused, words }
        }
    }
}

fn summary(lines: &[ReportedLine], noun: &str, left_out_as: &str) -> String {
    let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count();
    let mut parts = vec![format!("{} to add", counted(count(LineOutcome::Added), noun))];
    match count(LineOutcome::LeftOut) {
        0 => {}
        left_out => parts.push(format!("{left_out} {left_out_as}")),
    }
    match count(LineOutcome::Refused) {
        0 => {}
        refused => parts.push(counted(refused, "error")),
    }
    parts.join(", ")
}
