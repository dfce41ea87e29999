//! US dollars by the prices that the sandbox keeps: exact decimals, never a float.

use std::ops::Add;

use num_bigint::BigInt;

use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;
use crate::sandbox::state::policy_book::PolicyBook;

/// Digits behind the point of a price or a limit.
const WRITTEN: u8 = 18;
/// Digits behind the point that are reckoned with: those of a price and of the coin with the most.
const KEPT: u32 = 60;

/// An amount of US dollars, in units of 10⁻⁶⁰.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dollars(BigInt);

impl Dollars {
    /// Reads `1000` or `1000.5`; none for anything else, and for more than 18 digits behind the point.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let units = BaseUnits::from_coin_units(text, WRITTEN).ok()?;
        Some(Self(large(&units)? * BigInt::from(10).pow(KEPT - u32::from(WRITTEN))))
    }

    /// What so many base units of a coin are worth; none where there is no price.
    pub(crate) fn worth(amount: &BaseUnits, coin: &str, book: &PolicyBook) -> Option<Self> {
        let decimals = u32::from(coins().get(coin)?.decimals);
        let price = BaseUnits::from_coin_units(book.price(coin)?, WRITTEN).ok()?;
        let shift = KEPT.checked_sub(u32::from(WRITTEN) + decimals)?;
        Some(Self(large(amount)? * large(&price)? * BigInt::from(10).pow(shift)))
    }
}

impl Add for Dollars {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

fn large(amount: &BaseUnits) -> Option<BigInt> {
    amount.to_string().parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_exact_to_the_last_base_unit() {
        let mut book = PolicyBook::default();
        book.set_price("hteth", Some("3210.000000000000000001"));
        let worth = |text: &str| Dollars::worth(&text.parse().unwrap(), "hteth", &book).unwrap();
        let limit = Dollars::read("3210.000000000000000001").unwrap();
        assert_eq!(worth("1000000000000000000"), limit);
        assert!(worth("1000000000000000001") > limit);
        assert!(worth("999999999999999999") < limit);
        assert_eq!(worth("999999999999999999") + worth("1"), limit);
    }

    #[test]
    fn without_a_price_or_with_no_number_there_are_none() {
        let mut book = PolicyBook::default();
        let one = BaseUnits::from(1_u64);
        assert_eq!(Dollars::worth(&one, "tbtc", &book), None);
        book.set_price("tbtc", Some("1e3"));
        assert_eq!(Dollars::worth(&one, "tbtc", &book), None);
        book.set_price("no such coin", Some("1"));
        assert_eq!(Dollars::worth(&one, "no such coin", &book), None);
        for text in ["", "1,000", "0x10", "1.0000000000000000001", "one"] {
            assert_eq!(Dollars::read(text), None, "{text}");
        }
    }
}
