//! Why a text is not an amount.

/// The longest run of digits that is read as an amount. Far above anything a chain can hold (a 256-bit
/// number has 78 digits), and low enough that a hostile answer cannot buy time with a long one.
pub(super) const MAX_DIGITS: usize = 512;

/// Why a text is not an amount. Each sentence says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AmountError {
    /// Nothing was written; blank is not zero.
    #[error("Enter an amount; blank does not mean 0.")]
    Empty,
    /// A comma, which means thousands to some and a decimal point to others.
    #[error(
        "“{text}” has a comma: enter the amount without thousands separators, and with a point before decimals."
    )]
    Comma {
        /// What was written.
        text: String,
    },
    /// Scientific notation.
    #[error("“{text}” uses an exponent: enter all the digits.")]
    Exponent {
        /// What was written.
        text: String,
    },
    /// Anything else that is not plain digits.
    #[error("“{text}” is not an amount: use the digits 0 to 9 and at most one point.")]
    NotANumber {
        /// What was written.
        text: String,
    },
    /// More digits after the point than the coin has.
    #[error("This coin has {allowed} decimals: enter at most {allowed} digits after the point, not {given}.")]
    TooManyDecimals {
        /// How many the coin has.
        allowed: u8,
        /// How many were written.
        given: usize,
    },
    /// A fraction of a base unit.
    #[error("“{text}” has a point: base units are whole numbers.")]
    FractionOfBaseUnit {
        /// What was written.
        text: String,
    },
    /// More digits than any amount has.
    #[error("This amount has more than {MAX_DIGITS} digits; check that it is an amount.")]
    TooLong,
}

impl AmountError {
    /// Which mistake a text that is not an amount makes.
    pub(super) fn of(text: &str) -> Self {
        let starts_like_a_number =
            text.trim_start_matches(['-', '+', '.']).starts_with(|c: char| c.is_ascii_digit());
        let text = text.to_owned();
        if text.is_empty() {
            Self::Empty
        } else if starts_like_a_number && text.contains(',') {
            Self::Comma { text }
        } else if starts_like_a_number && text.contains(['e', 'E']) {
            Self::Exponent { text }
        } else {
            Self::NotANumber { text }
        }
    }
}
