//! How current a panel is: as of when it was read, and that it could not be read again. It is drawn around every panel,
//! so no panel has to think of it.

use std::time::Duration;

use egui::{Align, Label, Layout, Rect, Ui, UiBuilder, pos2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::reading_age::{as_of_words, time_words};
use crate::kit::palette::Meaning;
use crate::kit::state::Reading;
use crate::kit::{layout, notice, space, text};

/// What is said of a panel, in words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Currency {
    /// That what is shown is not current, and why.
    pub not_current: Option<String>,
    /// As of when its oldest part was read, where that is a while ago.
    pub as_of: Option<String>,
    /// The same for each of its parts, a line each.
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
        let read = readings.iter().filter_map(|reading| Some((reading.what, reading.read_at?)));
        let told = |(what, at): (&str, Timestamp)| {
            as_of_words(at, now, zone, fresh_for).map(|words| format!("{} {words}", capitalised(what)))
        };
        let oldest = read.clone().min_by_key(|(_, at)| *at);
        let parts: Vec<String> = read.filter_map(told).collect();
        let silence = silent_since.map(|since| {
            let since = time_words(since, now, zone);
            format!("Not current: BitGo has not answered since {since}. What is shown may have changed.")
        });
        let failed = readings.iter().find_map(|reading| Some((reading, reading.failure?)));
        let failure = failed.filter(|(reading, _)| reading.read_at.is_some()).map(|(reading, failure)| {
            format!("Not current: the {} could not be read again. {}", reading.what, failure.what)
        });
        Self { not_current: silence.or(failure), as_of: oldest.and_then(told), parts: parts.join("\n") }
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Draws a panel with what is to be said of it: that it is not current above it, as of when in its upper margin, where it
/// moves nothing.
pub fn around<R>(ui: &mut Ui, currency: &Currency, panel: impl FnOnce(&mut Ui) -> R) -> R {
    if let Some(words) = &currency.not_current {
        layout::strip(ui, |ui| notice::line(ui, Meaning::Attention, words));
    }
    let whole = ui.available_rect_before_wrap();
    let drawn = panel(ui);
    if let Some(words) = &currency.as_of {
        let margin = Rect::from_min_max(
            whole.min + egui::vec2(space::XL, 0.0),
            pos2(whole.right() - space::XL, whole.top() + space::L),
        );
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(margin).layout(layout), |ui| {
            ui.add(Label::new(text::small(words)).truncate()).on_hover_text(text::lines(&currency.parts));
        });
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::state::Failure;

    #[test]
    fn a_panel_says_how_old_it_is_and_that_it_could_not_be_read_again() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap_or_default();
        let failure = Failure { what: "The host cannot be reached.".to_owned(), ..Failure::default() };
        let reading = |what, read_at: Option<&str>, has_failed: bool| Reading {
            what,
            read_at: read_at.map(at),
            failure: has_failed.then_some(&failure),
        };
        let (new, old) = (Some("2026-11-30T14:08:40Z"), Some("2026-11-30T14:03:00Z"));
        let silent = Some(at("2026-11-30T14:05:00Z"));
        let silence = "Not current: BitGo has not answered since 14:05. What is shown may have changed.";
        let not_read = "Not current: the approvals could not be read again. The host cannot be reached.";
        let (wallets, approvals) = ("Wallets as of 14:03, 6 min ago", "Approvals as of 14:03, 6 min ago");
        for (readings, silent_since, not_current, as_of) in [
            (vec![], None, None, None),
            (vec![], silent, Some(silence), None),
            (vec![reading("wallets", new, false)], None, None, None),
            (vec![reading("wallets", None, false)], None, None, None),
            (vec![reading("wallets", None, true)], None, None, None),
            (
                vec![reading("wallets", old, false), reading("approvals", new, false)],
                None,
                None,
                Some(wallets),
            ),
            (
                vec![reading("wallets", new, false), reading("approvals", old, true)],
                None,
                Some(not_read),
                Some(approvals),
            ),
            (vec![reading("approvals", old, true)], silent, Some(silence), Some(approvals)),
        ] {
            let moment = Moment {
                now: at("2026-11-30T14:09:30Z"),
                zone: &TimeZone::UTC,
                fresh_for: Duration::from_mins(1),
                silent_since,
            };
            let said = Currency::of(&readings, &moment);
            assert_eq!((said.not_current.as_deref(), said.as_of.as_deref()), (not_current, as_of));
        }
    }
}
