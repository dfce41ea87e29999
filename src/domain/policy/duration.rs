//! Times of a wallet's protection in human units: how long it is frozen, and the window of a limit. They are read as
//! lifetimes of tokens are, so that a number without a unit is never guessed; but a window has a fixed length, since what
//! is sent must not change from second to second.

use crate::domain::lifetime::{
    Lifetime, LifetimeContext, LifetimeProblem, UnitChoice, moment_words, read_fixed_lifetime, read_lifetime,
};

/// The longest window of a velocity limit, in seconds: 31 days (spec: `timeWindow`).
pub const LONGEST_WINDOW_SECS: u64 = 31 * 86_400;

/// How a limit counts whose window is so long: "per day", "per 7 days", or in each transaction where it is zero.
pub fn window_phrase(secs: u64) -> String {
    if secs == 0 {
        return "per transaction".to_owned();
    }
    let words = Lifetime { secs }.spelled_out();
    let unit = words.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    format!("per {}", unit.unwrap_or(&words))
}

/// What the time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationOf {
    /// How long nothing leaves a wallet.
    Freeze,
    /// Within which time an amount is counted.
    Window,
}

/// Why a text is refused as a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationProblem {
    /// In a sentence that says what to write instead.
    pub words: String,
    /// What the text may have meant.
    pub choices: Vec<UnitChoice>,
}

/// Reads a time such as `24 hours` or `2 days`.
pub fn read_span(text: &str, of: DurationOf, context: &LifetimeContext) -> Result<Lifetime, DurationProblem> {
    let read = match of {
        DurationOf::Freeze => read_lifetime(text, context),
        DurationOf::Window => read_fixed_lifetime(text, context),
    };
    let span = read.map_err(|problem| of.problem(&problem, context))?;
    if of == DurationOf::Window && span.secs > LONGEST_WINDOW_SECS {
        return Err(too_long());
    }
    Ok(span)
}

fn too_long() -> DurationProblem {
    let words = "A limit counts over 31 days at most: enter a shorter time.".to_owned();
    DurationProblem { words, choices: Vec::new() }
}

/// Why this is no window, with units and examples that one can have.
fn window_words(problem: &LifetimeProblem, choices: &[UnitChoice]) -> String {
    match problem {
        LifetimeProblem::NoUnit { number, .. } => {
            let example = choices.first().map_or("24 hours", |choice| choice.phrase.as_str());
            format!("“{number}” has no unit: {number} what? Name it, for example {example}.")
        }
        LifetimeProblem::MinutesOrMonths { number, .. } => {
            format!("“{number} m” is not clear: write {number} min for minutes.")
        }
        LifetimeProblem::Fraction { text } => format!(
            "“{text}” is not a whole number: write whole numbers and a smaller unit, such as 36 hours for a day and a half."
        ),
        LifetimeProblem::DateForm => {
            "A limit counts over a length of time, not until a day: write for example 24 hours or 7 days."
                .to_owned()
        }
        LifetimeProblem::UnknownWord { word } if ["months", "years"].contains(&word.as_str()) => {
            "Months and years differ in length: write days or weeks, for example 30 days.".to_owned()
        }
        LifetimeProblem::UnknownWord { word } => {
            format!("“{word}” is not a unit of time here: use seconds, minutes, hours, days or weeks.")
        }
        LifetimeProblem::NotUnderstood { text } => {
            format!("“{text}” is not understood here: write a time such as 24 hours or 7 days.")
        }
        _ => problem.to_string(),
    }
}

impl DurationOf {
    fn problem(self, problem: &LifetimeProblem, context: &LifetimeContext) -> DurationProblem {
        let words = match (problem, self) {
            (LifetimeProblem::Empty, Self::Freeze) => "Enter how long, for example 24 hours.",
            (LifetimeProblem::Empty, Self::Window) => {
                "Enter the time within which the amount is counted, for example 24 hours."
            }
            (LifetimeProblem::Negative | LifetimeProblem::Zero, _) => "Enter at least one second.",
            (LifetimeProblem::TooLong { .. } | LifetimeProblem::Overflow { .. }, Self::Freeze) => {
                "Nobody could lift a freeze of more than 10 years: enter a shorter time."
            }
            (LifetimeProblem::TooLong { .. } | LifetimeProblem::Overflow { .. }, Self::Window) => {
                return too_long();
            }
            (LifetimeProblem::NoEnd, Self::Freeze) => "Enter a time, or tick “Maximum duration”.",
            (LifetimeProblem::NoEnd, Self::Window) => "Enter a time of at most 31 days.",
            _ => {
                let choices: Vec<UnitChoice> =
                    problem.choices().iter().filter_map(|it| self.choice(&it.phrase, context)).collect();
                let words = match self {
                    Self::Freeze => problem.to_string(),
                    Self::Window => window_words(problem, &choices),
                };
                return DurationProblem { words, choices };
            }
        };
        DurationProblem { words: words.to_owned(), choices: Vec::new() }
    }

    /// What this phrase would mean here, if it is accepted.
    fn choice(self, phrase: &str, context: &LifetimeContext) -> Option<UnitChoice> {
        let span = read_span(phrase, self, context).ok()?;
        let meaning = match self {
            Self::Freeze => format!("until {}", moment_words(span.expiry(context.now), &context.zone)),
            Self::Window => span.spelled_out(),
        };
        Some(UnitChoice { phrase: phrase.to_owned(), meaning })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn context() -> LifetimeContext {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None }
    }

    #[test]
    fn times_are_read_in_human_units_and_nothing_speaks_of_tokens() {
        for (text, of, expected) in [
            ("24 hours", DurationOf::Window, Ok(86_400)),
            ("31 days", DurationOf::Window, Ok(LONGEST_WINDOW_SECS)),
            ("32 days", DurationOf::Window, Err("31 days at most")),
            ("1 year", DurationOf::Freeze, Ok(365 * 86_400)),
            ("11 years", DurationOf::Freeze, Err("more than 10 years")),
            ("24", DurationOf::Freeze, Err("has no unit")),
            ("", DurationOf::Freeze, Err("Enter how long")),
            ("", DurationOf::Window, Err("within which the amount")),
            ("0 hours", DurationOf::Window, Err("at least one second")),
            ("forever", DurationOf::Freeze, Err("Maximum duration")),
            ("1 week 2 days", DurationOf::Window, Ok(9 * 86_400)),
            ("1 month", DurationOf::Freeze, Ok(30 * 86_400)),
            ("until 2026-12-01", DurationOf::Window, Err("not until a day")),
            ("2026-12-01", DurationOf::Window, Err("not until a day")),
            ("until 2020-01-01", DurationOf::Window, Err("not until a day")),
            ("end of month", DurationOf::Window, Err("not until a day")),
            ("1 month", DurationOf::Window, Err("differ in length")),
            ("2 years", DurationOf::Window, Err("differ in length")),
            ("1 fortnight", DurationOf::Window, Err("hours, days or weeks.")),
            ("soon", DurationOf::Window, Err("such as 24 hours or 7 days")),
            ("1.5 days", DurationOf::Window, Err("36 hours")),
            ("5 m", DurationOf::Window, Err("5 min for minutes")),
            ("90", DurationOf::Window, Err("for example 90 hours")),
        ] {
            let read = read_span(text, of, &context());
            match (read, expected) {
                (Ok(span), Ok(secs)) => assert_eq!(span.secs, secs, "{text}"),
                (Err(problem), Err(words)) => {
                    assert!(problem.words.contains(words), "{text}: {}", problem.words);
                    assert!(!problem.words.contains("token"), "{}", problem.words);
                }
                (read, _) => panic!("{text}: {read:?}"),
            }
        }
        let problem = read_span("24", DurationOf::Window, &context()).unwrap_err();
        assert!(problem.choices.iter().any(|it| it.phrase == "24 hours"), "{:?}", problem.choices);
        for number in ["1", "24"] {
            let problem = read_span(number, DurationOf::Window, &context()).unwrap_err();
            assert!(problem.choices.iter().all(|it| !it.phrase.contains("month")), "{:?}", problem.choices);
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_within_its_bounds(text in "\\PC{0,20}") {
            if let Ok(span) = read_span(&text, DurationOf::Window, &context()) {
                prop_assert!((1..=LONGEST_WINDOW_SECS).contains(&span.secs));
            }
        }
    }
}
