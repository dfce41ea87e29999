//! One thing that a person does before a deed's button opens.

use std::borrow::Cow;

use jiff::civil::Date;

use super::end_day;
use crate::domain::foreign_text::visible;

/// One thing that a person does before a deed's button opens. A deed that needs none is confirmed by its button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfirmBy {
    /// Ticks that this is understood.
    Tick {
        /// What is understood, a sentence.
        reason: String,
    },
    /// Types this text.
    Text {
        /// What it is: "wallet's label".
        what: &'static str,
        /// The text. A name from elsewhere is compared as it is seen.
        text: String,
        /// Why it has to be typed, a sentence; empty where the dialog says it.
        reason: String,
    },
    /// Types this day, on which it ends.
    EndDay {
        /// The day.
        day: Date,
        /// Why it has to be typed, a sentence.
        reason: String,
    },
}

impl ConfirmBy {
    /// A name to be typed, where the dialog says itself why.
    pub(super) fn name(what: &'static str, text: &str) -> Self {
        Self::Text { what, text: text.trim().to_owned(), reason: String::new() }
    }

    /// What its field is called, or what its tick says.
    pub fn label(&self) -> String {
        match self {
            Self::Tick { reason } => format!("I understand: {reason}"),
            Self::Text { what, .. } => format!("Type the {what} to confirm"),
            Self::EndDay { .. } => "Type the end date to confirm".to_owned(),
        }
    }

    /// What stands in its empty field: the name, or the form of a day.
    pub fn hint(&self) -> Cow<'_, str> {
        match self {
            Self::Tick { .. } => Cow::Borrowed(""),
            Self::Text { text, .. } => visible(text),
            Self::EndDay { .. } => Cow::Borrowed("2027-03-01"),
        }
    }

    /// Why it is asked; empty where the dialog says it.
    pub fn reason(&self) -> &str {
        let (Self::Tick { reason } | Self::Text { reason, .. } | Self::EndDay { reason, .. }) = self;
        reason
    }

    /// Whether what is typed confirms it. Nothing confirms a thing without a name, and a tick is no text.
    pub(super) fn is_met_by(&self, typed: &str) -> bool {
        match self {
            Self::Tick { .. } => false,
            Self::Text { text, .. } => !text.is_empty() && visible(typed.trim()) == visible(text),
            Self::EndDay { day, .. } => end_day::read(typed) == Ok(*day),
        }
    }

    /// What is wrong with what is typed, in a sentence; nothing while nothing is typed, and of a name nothing while its
    /// beginning is.
    pub fn problem(&self, typed: &str) -> Option<String> {
        if typed.trim().is_empty() || self.is_met_by(typed) {
            return None;
        }
        match self {
            Self::Tick { .. } => None,
            Self::Text { what, text, .. } => {
                let is_beginning = visible(text).starts_with(&*visible(typed.trim_start()));
                (!is_beginning).then(|| format!("This is not the {what}. Capitals and spaces count."))
            }
            Self::EndDay { day, .. } => Some(match end_day::read(typed) {
                Ok(other) => {
                    format!("This would be {}; the end is {}.", day_words(other), day_words(*day))
                }
                Err(problem) => problem,
            }),
        }
    }
}

fn day_words(day: Date) -> impl std::fmt::Display {
    day.strftime("%a %-d %b %Y")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_the_name_as_it_is_seen_confirms() {
        for (name, typed, is_met) in [
            ("Payouts", "Payouts", true),
            ("Payouts", " Payouts ", true),
            (" Payouts", "Payouts", true),
            ("Payouts", "payouts", false),
            ("Payouts", "Payout", false),
            ("Payouts", "Payouts\u{200b}", false),
            ("Pay\u{200b}outs", "Payouts", false),
            ("Pay\u{200b}outs", "Pay‹U+200B›outs", true),
            ("Pay\u{200b}outs", "Pay\u{200b}outs", true),
            ("Payouts\u{202e}hot", "Payouts‹U+202E›hot", true),
            ("Payouts", "", false),
            ("", "", false),
            ("  ", " ", false),
        ] {
            let asked = ConfirmBy::name("wallet's label", name);
            assert_eq!(asked.is_met_by(typed), is_met, "{name:?} {typed:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_once_something_is_wrong() {
        let name = ConfirmBy::name("label", "Payout service");
        let day = ConfirmBy::EndDay { day: date(2035, 11, 27), reason: String::new() };
        for (asked, typed, problem) in [
            (&name, "", None),
            (&name, "Payout s", None),
            (&name, "Payout service", None),
            (&name, "payout", Some("This is not the label. Capitals and spaces count.")),
            (&day, "", None),
            (&day, "27 November 2035", None),
            (&day, "2035-11-27", None),
            (&day, "2026-11-27", Some("This would be Fri 27 Nov 2026; the end is Tue 27 Nov 2035.")),
            (&day, "soon", Some("This is not a date: write for example 2027-03-01 or 1 March 2027.")),
        ] {
            assert_eq!(asked.problem(typed).as_deref(), problem, "{typed:?}");
        }
    }
}
