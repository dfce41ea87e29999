//! Whole base units of any size.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, Sign};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::{AmountError, MAX_DIGITS};

/// A whole number of a coin's base units (satoshi, wei, …), of any size and sign.
///
/// On the wire it is a string (protocol notes, section 10: only the `…String` fields are believed).
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUnits(BigInt);

/// An amount in the coin's unit, cut for a column that is aligned on the point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The part before the point, grouped in threes with `,`, with `-` in front if negative. Never empty.
    pub whole: String,
    /// The digits after the point without trailing zeros; empty for a whole number.
    pub fraction: String,
}

impl BaseUnits {
    /// Nothing at all.
    pub fn zero() -> Self {
        Self::default()
    }

    /// Whether this is below zero (a pending balance may be).
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Minus
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0.sign() == Sign::NoSign
    }

    /// The exact amount in the coin's unit: no grouping, no trailing zeros, no point if whole ("0.1", "-3").
    pub fn to_coin_units(&self, decimals: u8) -> String {
        let (sign, whole, fraction) = self.split(decimals);
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// The same amount as a [`Figure`], for a column that is aligned on the point.
    pub fn figure(&self, decimals: u8) -> Figure {
        let (sign, whole, fraction) = self.split(decimals);
        Figure { whole: format!("{sign}{}", grouped(&whole)), fraction }
    }

    /// The base units themselves, grouped in threes for reading ("-12,345,678").
    pub fn grouped(&self) -> String {
        self.figure(0).whole
    }

    /// How many thousandths of `whole` this is, rounded down; `None` where there is no such share: `whole` is not above
    /// zero, or this is below it. Beyond all of `whole`, the number is above 1,000.
    pub fn per_mille_of(&self, whole: &Self) -> Option<u64> {
        if whole.is_zero() || whole.is_negative() || self.is_negative() {
            return None;
        }
        Some(u64::try_from(&self.0 * 1_000_u32 / &whole.0).unwrap_or(u64::MAX))
    }

    /// Reads an amount in the coin's unit, exactly.
    ///
    /// Accepts an optional `-`, ASCII digits and at most one point. A fraction longer than `decimals` is
    /// refused even when its last digits are zeros: what is written must be what the coin can hold.
    pub fn from_coin_units(text: &str, decimals: u8) -> Result<Self, AmountError> {
        let text = text.trim();
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            // Digits must follow the point: "5." is somebody still typing.
            Some((_, "")) => return Err(AmountError::of(text)),
            Some((whole, fraction)) => (whole, fraction),
            None => (unsigned, ""),
        };
        let digits_only = [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !digits_only || (whole.is_empty() && fraction.is_empty()) {
            return Err(AmountError::of(text));
        }
        if fraction.len() > usize::from(decimals) {
            return Err(AmountError::TooManyDecimals { allowed: decimals, given: fraction.len() });
        }
        let sign = if unsigned.len() < text.len() { "-" } else { "" };
        format!("{sign}{whole}{fraction:0<width$}", width = usize::from(decimals)).parse()
    }

    /// Sign, digits before the point (at least one) and after it (trailing zeros trimmed).
    fn split(&self, decimals: u8) -> (&'static str, String, String) {
        let width = usize::from(decimals) + 1;
        let mut whole = format!("{:0>width$}", self.0.magnitude().to_string());
        let fraction = whole.split_off(whole.len() - usize::from(decimals));
        (if self.is_negative() { "-" } else { "" }, whole, fraction.trim_end_matches('0').to_owned())
    }
}

/// Groups a run of digits in threes from the right.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Strict: an optional `-` and ASCII digits, nothing else, not even spaces.
impl FromStr for BaseUnits {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            let is_decimal = BaseUnits::from_coin_units(text, u8::MAX).is_ok() && text.contains('.');
            let text = text.to_owned();
            return Err(if is_decimal {
                AmountError::FractionOfBaseUnit { text }
            } else {
                AmountError::of(&text)
            });
        }
        if digits.len() > MAX_DIGITS {
            return Err(AmountError::TooLong);
        }
        BigInt::from_str(text).map(Self).map_err(|_| AmountError::NotANumber { text: text.to_owned() })
    }
}

impl fmt::Display for BaseUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for BaseUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUnits({})", self.0)
    }
}

impl From<i64> for BaseUnits {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl From<u64> for BaseUnits {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}

impl Add for BaseUnits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for BaseUnits {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl AddAssign<&Self> for BaseUnits {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl Sub for BaseUnits {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for BaseUnits {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

impl<'a> Sum<&'a Self> for BaseUnits {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| &amount.0).sum())
    }
}

impl Serialize for BaseUnits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BaseUnits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        for (base, decimals, coin, whole, fraction) in [
            ("0", 8, "0", "0", ""),
            ("1", 8, "0.00000001", "0", "00000001"),
            ("-1", 8, "-0.00000001", "-0", "00000001"),
            ("100000000", 8, "1", "1", ""),
            ("10000000", 8, "0.1", "0", "1"),
            ("-300", 2, "-3", "-3", ""),
            (
                "123456789012345678901234567890",
                18,
                "123456789012.34567890123456789",
                "123,456,789,012",
                "34567890123456789",
            ),
            ("1234", 0, "1234", "1,234", ""),
            ("-999", 0, "-999", "-999", ""),
            ("-1000", 0, "-1000", "-1,000", ""),
            ("7", 30, "0.000000000000000000000000000007", "0", "000000000000000000000000000007"),
        ] {
            let amount: BaseUnits = base.parse().unwrap();
            assert_eq!(amount.to_coin_units(decimals), coin);
            assert_eq!(amount.figure(decimals), Figure { whole: whole.into(), fraction: fraction.into() });
        }
    }

    #[test]
    fn typed_amounts_are_read_or_refused_with_the_reason() {
        for (text, decimals, base) in [
            ("1.5", 8, "150000000"),
            (" 0 ", 8, "0"),
            (".5", 1, "5"),
            ("-2.25", 2, "-225"),
            ("007", 0, "7"),
            ("0.10", 2, "10"),
        ] {
            assert_eq!(BaseUnits::from_coin_units(text, decimals).unwrap().to_string(), base, "{text}");
        }
        let text = |text: &str| text.to_owned();
        for (typed, reason) in [
            ("", AmountError::Empty),
            ("   ", AmountError::Empty),
            ("1,5", AmountError::Comma { text: text("1,5") }),
            ("1,000.5", AmountError::Comma { text: text("1,000.5") }),
            ("1e8", AmountError::Exponent { text: text("1e8") }),
            ("1.5E3", AmountError::Exponent { text: text("1.5E3") }),
            ("5.", AmountError::NotANumber { text: text("5.") }),
            (".", AmountError::NotANumber { text: text(".") }),
            ("-", AmountError::NotANumber { text: text("-") }),
            ("--5", AmountError::NotANumber { text: text("--5") }),
            ("+5", AmountError::NotANumber { text: text("+5") }),
            ("1 000", AmountError::NotANumber { text: text("1 000") }),
            ("1.2.3", AmountError::NotANumber { text: text("1.2.3") }),
            ("0x10", AmountError::NotANumber { text: text("0x10") }),
            ("५", AmountError::NotANumber { text: text("५") }),
            ("−5", AmountError::NotANumber { text: text("−5") }),
            ("NaN", AmountError::NotANumber { text: text("NaN") }),
            ("1.123456789", AmountError::TooManyDecimals { allowed: 8, given: 9 }),
            ("1.000000000", AmountError::TooManyDecimals { allowed: 8, given: 9 }),
        ] {
            assert_eq!(BaseUnits::from_coin_units(typed, 8), Err(reason), "{typed}");
        }
        assert_eq!("1.5".parse::<BaseUnits>(), Err(AmountError::FractionOfBaseUnit { text: text("1.5") }));
        assert_eq!(" 1".parse::<BaseUnits>(), Err(AmountError::NotANumber { text: text(" 1") }));
        assert_eq!("9".repeat(MAX_DIGITS + 1).parse::<BaseUnits>(), Err(AmountError::TooLong));
    }
}
