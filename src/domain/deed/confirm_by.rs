//! One thing that a person does before a deed's button opens.

use jiff::civil::Date;

use super::end_day;
use crate::domain::typed_name::TypedName;

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
        what: String,
        /// The text, which can be typed as it is seen.
        text: String,
        /// Why it has to be typed, in sentences; empty where the dialog says it.
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
    pub(super) fn name(name: &TypedName) -> Self {
        Self::name_because(name, "")
    }

    /// A name to be typed for this reason, a sentence.
    pub(super) fn name_because(TypedName { what, text, why }: &TypedName, reason: &str) -> Self {
        let reasons = [reason, why.as_deref().unwrap_or_default()];
        let reason = reasons.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        Self::Text { what: what.clone(), text: text.clone(), reason }
    }

    /// What its field is called, or what its tick says.
    pub fn label(&self) -> String {
        match self {
            Self::Tick { reason } => format!("I understand: {reason}"),
            Self::Text { what, .. } => format!("Type the {what} to confirm"),
            Self::EndDay { .. } => "Type the end date to confirm".to_owned(),
        }
    }

    /// What stands in its empty field: the form of a day. Never the answer, which would look as if it were typed already.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Tick { .. } | Self::Text { .. } => "",
            Self::EndDay { .. } => "2027-03-01",
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
            Self::Text { text, .. } => !text.is_empty() && typed.trim() == text,
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
                let is_beginning = text.starts_with(typed.trim_start());
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
            ("Payouts", "", false),
            ("", "", false),
            ("  ", " ", false),
        ] {
            let asked = ConfirmBy::name(&TypedName::own("wallet's label", name));
            assert_eq!(asked.is_met_by(typed), is_met, "{name:?} {typed:?}");
        }
    }

    #[test]
    fn why_the_end_of_an_id_is_typed_is_said_with_why_anything_is() {
        let double = TypedName::of("wallet", ("label", "Payouts"), ("wallet ID", "66b1f0c2a3d4"), true);
        let asked = ConfirmBy::name_because(&double, "It is the first.");
        assert!(asked.is_met_by("f0c2a3d4") && !asked.is_met_by("Payouts"));
        assert!(
            asked.reason().starts_with("It is the first. Another wallet looks the same"),
            "{}",
            asked.reason()
        );
    }

    #[test]
    fn an_empty_field_does_not_hold_the_answer() {
        let own = ConfirmBy::name(&TypedName::own("label", "Payouts"));
        let double = ConfirmBy::name(&TypedName::of(
            "token",
            ("label", "Payouts"),
            ("token ID", "66b1f0c2a3d4"),
            true,
        ));
        let day = ConfirmBy::EndDay { day: date(2035, 11, 27), reason: String::new() };
        for asked in [own, double, day] {
            assert!(!asked.is_met_by(asked.hint()), "{asked:?}");
            assert!(!matches!(asked, ConfirmBy::Text { .. }) || asked.hint().is_empty());
        }
    }

    #[test]
    fn what_is_wrong_is_said_once_something_is_wrong() {
        let name = ConfirmBy::name(&TypedName::own("label", "Payout service"));
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
