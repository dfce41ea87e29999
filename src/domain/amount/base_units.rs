//! Whole base units of any size.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, Sign};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::{AmountError, MAX_DIGITS};

/// A whole number of a coin's base units (satoshi, wei, …), of any size and sign.
///
/// On the wire it is a string (protocol notes, section 10: only the `…String` fields are believed). Up to 128 bits it
/// takes no memory beside itself: a hundred thousand wallets have four each.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUnits(Digits);

/// Each number has one form: `Large` holds only what `Small` cannot.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Digits {
    Small(i128),
    Large(Box<BigInt>),
}

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
        match &self.0 {
            Digits::Small(number) => *number < 0,
            Digits::Large(number) => number.sign() == Sign::Minus,
        }
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0 == Digits::Small(0)
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

    /// The number itself, or `most` with its sign where it is larger either way.
    pub fn clamped(&self, most: i128) -> i128 {
        match &self.0 {
            Digits::Small(number) => (*number).clamp(-most, most),
            Digits::Large(number) if number.sign() == Sign::Minus => -most,
            Digits::Large(_) => most,
        }
    }

    /// Whether its last digits are so many zeros.
    pub fn ends_in_zeros(&self, zeros: usize) -> bool {
        let Ok(zeros) = u32::try_from(zeros) else { return self.is_zero() };
        match (&self.0, 10_i128.checked_pow(zeros)) {
            (Digits::Small(number), Some(power)) => match (u64::try_from(*number), u64::try_from(power)) {
                // Divided in a fraction of the time.
                (Ok(number), Ok(power)) => number % power == 0,
                _ => number % power == 0,
            },
            (Digits::Small(number), None) => *number == 0,
            (Digits::Large(number), _) => {
                (number.as_ref() % BigInt::from(10).pow(zeros)).sign() == Sign::NoSign
            }
        }
    }

    /// How many thousandths of `whole` this is, rounded down; `None` where there is no such share: `whole` is not above
    /// zero, or this is below it. Beyond all of `whole`, the number is above 1,000.
    pub fn per_mille_of(&self, whole: &Self) -> Option<u64> {
        if whole.is_zero() || whole.is_negative() || self.is_negative() {
            return None;
        }
        let mille = self.large().as_ref() * 1_000_u32 / whole.large().as_ref();
        Some(u64::try_from(mille).unwrap_or(u64::MAX))
    }

    /// This many times so many: a price, or a power of ten.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.reckon(other, i128::checked_mul, |one, other| one * other)
    }

    /// Half of it, rounded towards zero.
    #[must_use]
    pub fn half(&self) -> Self {
        match &self.0 {
            Digits::Small(number) => Self(Digits::Small(number / 2)),
            Digits::Large(number) => Self::from(number.as_ref() / 2_u8),
        }
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

    fn large(&self) -> Cow<'_, BigInt> {
        match &self.0 {
            Digits::Small(number) => Cow::Owned(BigInt::from(*number)),
            Digits::Large(number) => Cow::Borrowed(number),
        }
    }

    /// `small` where both fit and so does what comes out; else `large`.
    fn reckon(
        &self,
        other: &Self,
        small: fn(i128, i128) -> Option<i128>,
        large: fn(&BigInt, &BigInt) -> BigInt,
    ) -> Self {
        if let (Digits::Small(one), Digits::Small(other)) = (&self.0, &other.0)
            && let Some(number) = small(*one, *other)
        {
            return Self(Digits::Small(number));
        }
        large(&self.large(), &other.large()).into()
    }

    /// Sign, digits before the point (at least one) and after it (trailing zeros trimmed).
    fn split(&self, decimals: u8) -> (&'static str, String, String) {
        let width = usize::from(decimals) + 1;
        let mut whole = format!("{:0>width$}", self.magnitude());
        let fraction = whole.split_off(whole.len() - usize::from(decimals));
        (if self.is_negative() { "-" } else { "" }, whole, fraction.trim_end_matches('0').to_owned())
    }

    fn magnitude(&self) -> String {
        match &self.0 {
            Digits::Small(number) => number.unsigned_abs().to_string(),
            Digits::Large(number) => number.magnitude().to_string(),
        }
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
        // Most fit 64 bits, which are read in a fraction of the time.
        let small = text.parse::<i64>().map(i128::from).or_else(|_| text.parse());
        if let Ok(number) = small {
            return Ok(Self(Digits::Small(number)));
        }
        let not_a_number = |_| AmountError::NotANumber { text: text.to_owned() };
        BigInt::from_str(text).map(Self::from).map_err(not_a_number)
    }
}

impl Default for BaseUnits {
    fn default() -> Self {
        Self(Digits::Small(0))
    }
}

impl Ord for BaseUnits {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Digits::Small(one), Digits::Small(other)) => one.cmp(other),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl PartialOrd for BaseUnits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for BaseUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Digits::Small(number) => number.fmt(f),
            Digits::Large(number) => number.fmt(f),
        }
    }
}

impl fmt::Debug for BaseUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUnits({self})")
    }
}

impl From<BigInt> for BaseUnits {
    fn from(number: BigInt) -> Self {
        Self(i128::try_from(&number).map_or_else(|_| Digits::Large(Box::new(number)), Digits::Small))
    }
}

impl From<i64> for BaseUnits {
    fn from(value: i64) -> Self {
        Self(Digits::Small(value.into()))
    }
}

impl From<u64> for BaseUnits {
    fn from(value: u64) -> Self {
        Self(Digits::Small(value.into()))
    }
}

impl Add for BaseUnits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.reckon(&other, i128::checked_add, |one, other| one + other)
    }
}

impl AddAssign for BaseUnits {
    fn add_assign(&mut self, other: Self) {
        *self += &other;
    }
}

impl AddAssign<&Self> for BaseUnits {
    fn add_assign(&mut self, other: &Self) {
        *self = self.reckon(other, i128::checked_add, |one, other| one + other);
    }
}

impl Sub for BaseUnits {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.reckon(&other, i128::checked_sub, |one, other| one - other)
    }
}

impl Sum for BaseUnits {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl<'a> Sum<&'a Self> for BaseUnits {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), |mut sum, amount| {
            sum += amount;
            sum
        })
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_and_halves_are_exact(one in "-?[1-9][0-9]{0,60}", other in "-?[1-9][0-9]{0,60}") {
            let (small, large): (BaseUnits, BigInt) = (one.parse().unwrap(), one.parse().unwrap());
            let product = large.clone() * other.parse::<BigInt>().unwrap();
            prop_assert_eq!(small.times(&other.parse().unwrap()).to_string(), product.to_string());
            prop_assert_eq!(small.half().to_string(), (large / 2_u8).to_string());
        }
    }

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

    proptest! {
        #[test]
        fn zeros_at_the_end_are_those_that_are_written(digits in "-?[1-9][0-9]{0,3}", zeros in 0..60_usize, asked in 0..60_usize) {
            let text = format!("{digits}{}", "0".repeat(zeros));
            let amount: BaseUnits = text.parse().unwrap();
            let written = text.len() - text.trim_end_matches('0').len();
            prop_assert_eq!(amount.ends_in_zeros(asked), written >= asked, "{} {}", text, asked);
            prop_assert!(BaseUnits::zero().ends_in_zeros(asked));
            let exact: Option<i128> = text.parse().ok().filter(|number: &i128| number.abs() < 5_000);
            let end = if amount.is_negative() { -5_000 } else { 5_000 };
            prop_assert_eq!(amount.clamped(5_000), exact.unwrap_or(end));
        }

        #[test]
        fn numbers_on_both_sides_of_128_bits_are_one_kind(
            one in "-?[1-9][0-9]{0,45}", other in "-?[1-9][0-9]{0,45}", near in -3_i8..=3, turned in any::<bool>()
        ) {
            let limit = BigInt::from(if turned { i128::MIN } else { i128::MAX }) + near;
            let big = |text: &str| BigInt::from_str(text).unwrap();
            for (one, other) in [(big(&one), big(&other)), (limit.clone(), big(&other)), (limit, BigInt::from(near))] {
                let (a, b): (BaseUnits, BaseUnits) = (one.to_string().parse().unwrap(), other.to_string().parse().unwrap());
                prop_assert_eq!(a.to_string(), one.to_string());
                prop_assert_eq!(a.cmp(&b), one.cmp(&other));
                prop_assert_eq!(a == b, one == other);
                prop_assert_eq!((a.clone() + b.clone()).to_string(), (&one + &other).to_string());
                prop_assert_eq!((a.clone() - b.clone()).to_string(), (&one - &other).to_string());
                // There and back again is the same value, whichever form stood between.
                prop_assert_eq!(a.clone() + b.clone() - b.clone(), a.clone());
                prop_assert_eq!([&a, &b].into_iter().sum::<BaseUnits>(), a + b);
            }
        }
    }
}
