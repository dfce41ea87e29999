//! Addresses that are pasted for a whitelist: line by line, what is taken and what not.

use super::addresses::{Around, MOST_AT_ONCE};
use super::draft::{RuleContext, RuleDraft};
use crate::domain::address::{AddressIssue, AddressList, ComparedAddress, ListedAddress, NotTaken, Unread};
use crate::domain::finding::Severity;
use crate::domain::foreign_text::visible;
use crate::domain::text::counted;

/// What a paste comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastedAddresses {
    /// Every address in its order.
    pub lines: Vec<PastedLine>,
    /// The addresses that are taken, each in its normal spelling.
    pub taken: Vec<String>,
    /// What is not taken, a line each, to be mended, and behind it what was not read.
    pub rest: String,
    /// How much is taken, in a sentence.
    pub summary: String,
}

/// A pasted address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLine {
    /// Whether it is taken.
    pub is_taken: bool,
    /// Whether something in it is to be looked at.
    pub is_odd: bool,
    /// What there is to say of it, with its line.
    pub words: String,
}

/// Reads pasted addresses for the list of this draft.
pub fn read_pasted(text: &str, draft: &RuleDraft, context: &RuleContext<'_>) -> PastedAddresses {
    let around = Around::of(draft, context);
    let list = AddressList::read(text, around.network());
    let here: Vec<ComparedAddress> = draft.addresses.iter().map(|it| around.compared(it)).collect();
    let fitting = list.entries.iter().filter(|entry| entry.result.is_ok());
    let beside: Vec<ComparedAddress> =
        here.iter().cloned().chain(fitting.map(|entry| around.compared(&entry.text))).collect();
    let mut pasted = PastedAddresses::default();
    let mut rest = Vec::new();
    for entry in &list.entries {
        let room = MOST_AT_ONCE.saturating_sub(draft.addresses.len() + pasted.taken.len());
        let line = read_line(entry, &around, (&here, &beside), room);
        match &entry.result {
            Ok(address) if line.is_taken => pasted.taken.push(address.normal()),
            // It is there already: there is nothing to mend.
            Ok(_) if room > 0 => {}
            Err(NotTaken::Repeated { .. }) => {}
            _ => rest.push(&text[entry.place.clone()]),
        }
        pasted.lines.push(line);
    }
    rest.extend(list.unread.map(|unread| &text[unread.at..]));
    pasted.rest = rest.join("\n");
    let (taken, all) = (pasted.taken.len(), pasted.lines.len());
    let not_taken = if taken < all { format!(", {} not taken", all - taken) } else { String::new() };
    let unread = list.unread.map(|Unread { line, .. }| {
        format!(" Not everything on line {line} and after was read: what was not read stays in the field.")
    });
    let unread = unread.unwrap_or_default();
    pasted.summary = format!("{} taken{not_taken}.{unread}", counted(taken, "address"));
    pasted
}

/// Reads a line, with what is in the draft already, and what comes with it.
fn read_line(
    entry: &ListedAddress,
    around: &Around,
    (here, beside): (&[ComparedAddress], &[ComparedAddress]),
    room: usize,
) -> PastedLine {
    let shown = visible(&entry.text);
    if let Some(words) = entry.sentence() {
        return PastedLine { is_taken: false, is_odd: true, words: format!("{words} ({shown})") };
    }
    let compared = around.compared(&entry.text);
    let is_here = here.iter().any(|it| it.is_same(&compared));
    let mut issues = around.check(&entry.text, beside).issues;
    let is_wrong = issues.iter().any(|it| it.severity() == Severity::Error);
    let refusal = if is_here {
        Some("This address was added before.".to_owned())
    } else if room == 0 {
        Some(format!("Add at most {MOST_AT_ONCE} addresses at once."))
    } else {
        None
    };
    if refusal.is_some() || is_wrong {
        let words = refusal.or_else(|| issues.first().map(AddressIssue::sentence)).unwrap_or_default();
        return PastedLine { is_taken: false, is_odd: true, words: format!("Line {}: {words}", entry.line) };
    }
    issues.retain(|it| it.severity() == Severity::Warning);
    let is_odd = !issues.is_empty();
    let words: Vec<String> = issues.iter().map(AddressIssue::sentence).collect();
    let words = if is_odd {
        format!("Line {}: {shown}. {}", entry.line, words.join(" "))
    } else {
        format!("Line {}: {shown}", entry.line)
    };
    PastedLine { is_taken: true, is_odd, words }
}
