//! How current a panel is: as of when it was read, and that it could not be read again. It is drawn around every panel,
//! so no panel has to think of it.

use std::time::Duration;

use egui::{Align, Label, Layout, Ui, UiBuilder};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::reading_age::{as_of_words, time_words};
use crate::domain::text::listed;
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Reading};
use crate::kit::{layout, notice, text};

/// What is said of a panel, in words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Currency {
    /// That what is shown is not current, and why.
    pub not_current: Option<String>,
    /// As of when the oldest part that it shows was read, where that is a while ago.
    pub as_of: Option<String>,
    /// The same for everything that it is drawn from, a line each.
    pub parts: String,
}

/// When a panel is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Now.
    pub now: Timestamp,
    /// The person's time zone.
    pub zone: &'a TimeZone,
    /// So long after it was read, nothing is said of it.
    pub fresh_for: Duration,
    /// Since when the platform has not answered, where it does not.
    pub silent_since: Option<Timestamp>,
}

impl Currency {
    /// What is to be said of a panel that is drawn from these readings.
    pub fn of(readings: &[Reading<'_>], moment: &Moment<'_>) -> Self {
        let Moment { now, zone, fresh_for, silent_since } = *moment;
        let told = |reading: &Reading<'_>| {
            let words = as_of_words(reading.read_at?, now, zone, fresh_for)?;
            Some(format!("{} {words}", capitalised(reading.what)))
        };
        let read = readings.iter().filter(|reading| reading.read_at.is_some());
        let oldest =
            read.clone().filter(|reading| !reading.is_marginal).min_by_key(|reading| reading.read_at);
        let parts: Vec<String> = read.clone().filter_map(told).collect();
        let silence = silent_since.map(|since| {
            let since = time_words(since, now, zone);
            format!("Not current: BitGo has not answered since {since}. What is shown may have changed.")
        });
        let failed: Vec<(&str, &Failure)> =
            read.filter_map(|reading| Some((reading.what, reading.failure?))).collect();
        let failure = failed.first().map(|(_, failure)| {
            let what = listed(failed.iter().map(|(what, _)| format!("the {what}")).collect(), "list");
            format!("Not current: {what} could not be read again. {}", failure.what)
        });
        Self { not_current: silence.or(failure), as_of: oldest.and_then(told), parts: parts.join("\n") }
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Draws a panel with what is to be said of it: that it is not current above it, as of when in the room of its first line,
/// where it moves nothing.
pub fn around<R>(ui: &mut Ui, currency: &Currency, panel: impl FnOnce(&mut Ui) -> R) -> R {
    if let Some(words) = &currency.not_current {
        // One line whatever it says, so that the panel below stays where it is as long as this does.
        layout::strip(ui, |ui| notice::one_line(ui, Meaning::Attention, words));
    }
    layout::take_head_room(ui);
    // What is typed or pressed goes on where the line above comes or goes.
    let drawn = ui.scope_builder(layout::lasting(ui, "panel"), panel).inner;
    if let (Some(words), Some(room)) = (&currency.as_of, layout::take_head_room(ui)) {
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
            ui.add(Label::new(text::small(words)).truncate()).on_hover_text(text::lines(&currency.parts));
        });
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Option<&str> = Some("2026-11-30T14:08:40Z");
    const OLD: Option<&str> = Some("2026-11-30T14:03:00Z");
    const SILENCE: &str = "Not current: BitGo has not answered since 14:05. What is shown may have changed.";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_default()
    }

    fn reading<'a>(what: &'static str, read_at: Option<&str>, failure: Option<&'a Failure>) -> Reading<'a> {
        Reading { what, read_at: read_at.map(at), failure, is_marginal: false }
    }

    fn said_of(readings: &[Reading<'_>], silent_since: Option<Timestamp>) -> Currency {
        let (now, fresh_for) = (at("2026-11-30T14:09:30Z"), Duration::from_mins(1));
        Currency::of(readings, &Moment { now, zone: &TimeZone::UTC, fresh_for, silent_since })
    }

    fn failure(what: &str) -> Failure {
        Failure { what: what.to_owned(), ..Failure::default() }
    }

    #[test]
    fn a_panel_says_how_old_what_it_shows_is() {
        let old = |what| reading(what, OLD, None);
        let new = |what| reading(what, NEW, None);
        let (wallets, wallet) = ("Wallets as of 14:03, 6 min ago", "Wallet as of 14:03, 6 min ago");
        for (readings, as_of, parts) in [
            (vec![], None, ""),
            (vec![new("wallets")], None, ""),
            (vec![reading("wallets", None, None)], None, ""),
            (vec![old("wallets"), new("approvals")], Some(wallets), wallets),
            (vec![new("approvals"), old("wallets")], Some(wallets), wallets),
            // Of what no more than a count is shown, the age is told beside that of the rest.
            (vec![new("wallet"), old("wallets").marginal()], None, wallets),
            (
                vec![old("wallet"), old("wallets").marginal()],
                Some(wallet),
                "Wallet as of 14:03, 6 min ago\nWallets as of 14:03, 6 min ago",
            ),
        ] {
            let said = said_of(&readings, None);
            assert_eq!((said.as_of.as_deref(), said.parts.as_str()), (as_of, parts), "{readings:?}");
            assert_eq!(said.not_current, None);
        }
    }

    #[test]
    fn whatever_is_shown_and_could_not_be_read_again_is_named() {
        let (gone, wrong) = (failure("The host cannot be reached."), failure("The signature is wrong."));
        let silent = Some(at("2026-11-30T14:05:00Z"));
        let shown = |what, failure| reading(what, NEW, failure);
        let never = |what| reading(what, None, Some(&wrong));
        for (readings, silent_since, not_current) in [
            (vec![], None, None),
            (vec![], silent, Some(SILENCE)),
            (vec![shown("approvals", Some(&gone))], silent, Some(SILENCE)),
            (vec![shown("wallets", None), shown("approvals", None)], None, None),
            (vec![never("wallets")], None, None),
            (
                vec![shown("wallets", None), shown("approvals", Some(&gone))],
                None,
                Some("Not current: the approvals could not be read again. The host cannot be reached."),
            ),
            // One that was never read does not hide another that is shown.
            (
                vec![never("wallet"), shown("transfers", Some(&gone)).marginal()],
                None,
                Some("Not current: the transfers could not be read again. The host cannot be reached."),
            ),
            (
                vec![shown("wallets", Some(&gone)), never("shares"), shown("approvals", Some(&wrong))],
                None,
                Some(
                    "Not current: the wallets and the approvals could not be read again. The host cannot be reached.",
                ),
            ),
        ] {
            let said = said_of(&readings, silent_since);
            assert_eq!(said.not_current.as_deref(), not_current, "{readings:?}");
        }
    }
}
