//! Why a text is not a lifetime, each in one sentence that says what to write instead.

/// One thing that a number without a unit may have meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnitChoice {
    /// What to put into the field: "10 days".
    pub phrase: String,
    /// What that would mean: "expires Mon 30 Nov 2026".
    pub meaning: String,
}

/// Why a text is refused as a lifetime.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LifetimeProblem {
    /// Nothing was written.
    #[error("Enter how long the token should last, for example 90 days.")]
    Empty,
    /// A number without a unit. It is never guessed which one was meant.
    #[error("“{number}” has no unit. Choose one, for example {}.", example(.choices))]
    NoUnit {
        /// The number as written.
        number: String,
        /// What it may mean, those that would be accepted.
        choices: Vec<UnitChoice>,
    },
    /// `m` alone.
    #[error("“{number} m” could mean minutes or months. Enter min or mo.")]
    MinutesOrMonths {
        /// The number as written.
        number: String,
        /// The two readings, those that would be accepted.
        choices: Vec<UnitChoice>,
    },
    /// A unit without a number.
    #[error("Enter a number before “{unit}”.")]
    NoNumber {
        /// The unit as written.
        unit: String,
    },
    /// A number with a fraction, or one whose comma may be read as a fraction.
    #[error("“{text}” is not a whole number. Use a smaller unit, such as 18 months for a year and a half.")]
    Fraction {
        /// The number as written.
        text: String,
    },
    /// Below zero.
    #[error("A lifetime cannot be negative. Enter how long from now the token should last.")]
    Negative,
    /// Exactly zero.
    #[error("A lifetime of zero would end the token at once. Enter at least one second.")]
    Zero,
    /// More than ten years.
    #[error("A token can last at most 10 years, until {latest}.")]
    TooLong {
        /// The last possible moment, in local words.
        latest: String,
    },
    /// A number beyond counting.
    #[error("{number} is too large. A token can last at most 10 years.")]
    Overflow {
        /// The number as written.
        number: String,
    },
    /// Somebody wants no end.
    #[error("Every token expires. Enter a lifetime of at most 10 years.")]
    NoEnd,
    /// A date that is over.
    #[error("{date} has passed. Enter a future date.")]
    PastDate {
        /// The date.
        date: String,
    },
    /// A date that no calendar has.
    #[error("The date {text} does not exist.")]
    ImpossibleDate {
        /// The date as written.
        text: String,
    },
    /// A date in another form, or none behind "until".
    #[error("Enter the date as year-month-day, for example until 2027-03-01.")]
    DateForm,
    /// "until next deployment" without such a date in the settings.
    #[error("The next deployment date is not set. Set it in Settings, or enter a date.")]
    NoDeploymentDate,
    /// The same unit twice, which is more likely a slip than a sum.
    #[error("“{unit}” appears twice. Enter each unit once.")]
    UnitTwice {
        /// The unit, in the plural.
        unit: &'static str,
    },
    /// A word that is no unit.
    #[error("“{word}” is not a unit of time. Use seconds, minutes, hours, days, weeks, months or years.")]
    UnknownWord {
        /// The word as written.
        word: String,
    },
    /// Digits of another script.
    #[error("“{text}” is not in plain digits. Use 0 to 9.")]
    OtherDigits {
        /// What was written.
        text: String,
    },
    /// Anything else.
    #[error("“{text}” is not a lifetime. Enter one such as 90 days, 1y 2mo or until 2027-03-01.")]
    NotUnderstood {
        /// The part that is not understood.
        text: String,
    },
}

impl LifetimeProblem {
    /// What the text may have meant, for buttons under the field; empty for most problems.
    pub fn choices(&self) -> &[UnitChoice] {
        match self {
            Self::NoUnit { choices, .. } | Self::MinutesOrMonths { choices, .. } => choices,
            _ => &[],
        }
    }
}

fn example(choices: &[UnitChoice]) -> &str {
    choices
        .iter()
        .map(|choice| choice.phrase.as_str())
        .find(|phrase| phrase.ends_with("days"))
        .unwrap_or("90 days")
}
