//! What the list says of each token, worked out once for each list and minute instead of in every frame.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::alphabet::SameNames;
use crate::domain::foreign_text::joined_lines;
use crate::domain::reminder::{Reminder, ReminderId};
use crate::domain::token::existing::{ExistingToken, TokenSummary, Weakness, WeaknessContext};
use crate::domain::token::{ResourceNames, Severity};
use crate::kit::palette::Meaning;

/// From this many thousandths on, a limit is marked.
const NEARLY_USED: u16 = 800;

/// The notes of a whole list, in its order.
#[derive(Default)]
pub struct Notes {
    made_for: Option<(u64, Timestamp, Option<Date>)>,
    dismissed: Vec<ReminderId>,
    names: Arc<ResourceNames>,
    /// Counts up whenever the notes have changed.
    edition: u64,
    of_tokens: Vec<TokenSummary>,
    /// Labels that several tokens have.
    same_names: SameNames,
}

impl Notes {
    /// Works the notes out again where the list, the minute, the next deployment or what is dismissed has changed.
    pub fn update(
        &mut self,
        generation: u64,
        known: &[ExistingToken],
        context: &WeaknessContext,
        dismissed: &[Reminder],
        names: &Arc<ResourceNames>,
    ) {
        let wanted = (generation, context.lifetime.now, context.lifetime.next_deployment);
        let is_new = self.made_for != Some(wanted) || !Arc::ptr_eq(&self.names, names);
        if is_new {
            self.of_tokens = known.iter().map(|token| TokenSummary::of(token, context, names)).collect();
            self.same_names = SameNames::of(known.iter().map(|token| (token.label.as_str(), "")));
            self.made_for = Some(wanted);
            self.names = names.clone();
        }
        if is_new || !self.dismissed.iter().eq(dismissed.iter().map(|reminder| &reminder.id)) {
            for (note, token) in self.of_tokens.iter_mut().zip(known) {
                note.is_dismissed = dismissed.iter().any(|reminder| reminder.token_id == token.id);
            }
            self.dismissed = dismissed.iter().map(|reminder| reminder.id.clone()).collect();
            self.edition += 1;
        }
    }

    /// The ID of a token whose label is another's too.
    pub fn telling_id<'a>(&self, token: &'a AccessTokenInfo) -> Option<&'a str> {
        self.same_names.has(&token.label).then_some(token.id.as_str())
    }

    /// Tells two states of the notes apart.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The notes, in the list's order.
    pub fn all(&self) -> &[TokenSummary] {
        &self.of_tokens
    }

    /// The note of the token at this place of the list.
    pub fn of(&self, index: usize) -> Option<&TokenSummary> {
        self.of_tokens.get(index)
    }
}

/// The findings as sentences, a line each.
pub fn findings_words(summary: &TokenSummary) -> String {
    let line = |weakness: &Weakness| {
        format!("{}: {}", severity_look(weakness.finding.severity).1, weakness.finding.what)
    };
    joined_lines(summary.weaknesses.iter().map(line))
}

/// How a limit's use is marked.
pub fn use_meaning(per_mille: u16) -> Meaning {
    if per_mille >= NEARLY_USED { Meaning::Attention } else { Meaning::Information }
}

/// The colour and the word of a finding.
pub fn severity_look(severity: Severity) -> (Meaning, &'static str) {
    match severity {
        Severity::Error => (Meaning::Danger, "Danger"),
        Severity::Warning => (Meaning::Attention, "Warning"),
        Severity::Note => (Meaning::Information, "Note"),
    }
}
