//! Spending limits: how much a token may spend of a coin in its whole life.
//!
//! A limit is for the token's lifetime and is sent in base units (protocol notes, section 7). Blank is not zero,
//! and "as much as the platform allows" is said explicitly, never by leaving something out.

use super::amount::{AmountError, BaseUnits};
use super::coin::{Coin, coins};
use crate::domain::foreign_text::visible;

/// How much may be spent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LimitValue {
    /// At most this many base units; zero means none of it.
    Exact(BaseUnits),
    /// The platform's highest limit.
    Maximum,
}

impl LimitValue {
    /// The amount in coin units and in base units; none for the highest limit.
    pub fn in_both_units(&self, coin: &Coin) -> Option<String> {
        let Self::Exact(amount) = self else { return None };
        let units = amount.to_coin_units(coin.decimals);
        let none = if amount.is_zero() { " This blocks spending." } else { "" };
        Some(format!(
            "{units} {}, equal to {} {}.{none}",
            coin.display_unit(),
            amount.grouped(),
            coin.base_unit_words()
        ))
    }
}

/// A limit that has been understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SpendingLimit {
    /// The ticker, as the platform spells it.
    pub coin: String,
    /// How much.
    pub value: LimitValue,
}

/// In which unit an amount was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum AmountUnit {
    /// The coin's own unit, such as BTC.
    #[default]
    Coin,
    /// Its base units, such as satoshi.
    Base,
}

/// One limit as it stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LimitDraft {
    /// The ticker, picked or typed.
    pub coin: String,
    /// The amount as typed. Not looked at when `maximum` is set.
    pub amount: String,
    /// In which unit.
    pub unit: AmountUnit,
    /// The platform's highest limit instead of an amount.
    pub maximum: bool,
}

/// The limit over all ERC-20 tokens as it stands in the form.
///
/// One number covers tokens of different decimals, so it can only be typed in base units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Erc20Draft {
    /// Whether there is such a limit.
    pub enabled: bool,
    /// The amount in base units as typed. Not looked at when `maximum` is set.
    pub amount: String,
    /// The platform's highest limit instead of an amount.
    pub maximum: bool,
}

/// Why a draft is not a limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LimitProblem {
    /// No coin was chosen.
    #[error("Choose a coin for this limit.")]
    NoCoin,
    /// A ticker that cannot be one.
    #[error("“{coin}” is not a ticker: it contains spaces or control characters.")]
    BadTicker {
        /// What was typed.
        coin: String,
    },
    /// No amount. Blank is neither zero nor unlimited.
    #[error("Enter a spending limit for {coin}. Enter 0 to block spending.")]
    NoAmount {
        /// The ticker, or "all ERC-20 tokens".
        coin: String,
    },
    /// An amount of an unknown coin in its own unit, whose decimals are not known.
    #[error("The decimals of “{coin}” are unknown. Enter the amount in base units.")]
    UnknownDecimals {
        /// The ticker.
        coin: String,
    },
    /// Below zero.
    #[error("The limit for {coin} cannot be negative.")]
    Negative {
        /// The ticker, or "all ERC-20 tokens".
        coin: String,
    },
    /// Not an amount of this coin.
    #[error("{coin}: {problem}")]
    Amount {
        /// The ticker, or "all ERC-20 tokens".
        coin: String,
        /// What is wrong with it.
        problem: AmountError,
    },
}

impl SpendingLimit {
    /// What is known about its coin.
    pub fn coin(&self) -> Option<&'static Coin> {
        coins().get(&self.coin)
    }

    /// The limit in words: "1.5 BTC", "20 USDT on Ethereum", "any amount of ETH", "100 base units of newcoin".
    pub fn in_words(&self) -> String {
        let Some(coin) = self.coin() else {
            return match &self.value {
                LimitValue::Exact(amount) => format!("{} base units of {}", amount.grouped(), self.coin),
                LimitValue::Maximum => format!("the platform maximum of {}", self.coin),
            };
        };
        let place = if coin.is_token { format!(" on {}", coin.network_words()) } else { String::new() };
        match &self.value {
            LimitValue::Exact(amount) => {
                format!("{} {}{place}", grouped(amount, coin.decimals), coin.display_unit())
            }
            LimitValue::Maximum => format!("the platform maximum of {}{place}", coin.display_unit()),
        }
    }
}

/// An amount in coin units, its whole part in groups of three digits.
fn grouped(amount: &BaseUnits, decimals: u8) -> String {
    let figure = amount.figure(decimals);
    let point = if figure.fraction.is_empty() { "" } else { "." };
    format!("{}{point}{}", figure.whole, figure.fraction)
}

impl LimitProblem {
    /// What is wrong, and an amount that would be right.
    pub fn with_example(&self, coin: Option<&Coin>, unit: AmountUnit) -> String {
        format!("{self} For example: {}", example(coin, unit))
    }
}

/// An amount that would be right for a coin in a unit: "2500.50", with no more digits than the coin has.
pub fn example(coin: Option<&Coin>, unit: AmountUnit) -> String {
    let digits = match (unit, coin) {
        (AmountUnit::Coin, Some(coin)) => usize::from(coin.decimals).min(2),
        (AmountUnit::Base, _) | (AmountUnit::Coin, None) => 0,
    };
    let fraction = &"50"[..digits];
    let point = if digits == 0 { "" } else { "." };
    format!("2500{point}{fraction}")
}

/// An amount without the marks between its thousands, where it would be one without them: "2500" for "2,500".
pub fn without_grouping(amount: &str) -> Option<String> {
    let amount = amount.trim();
    let (whole, fraction) =
        amount.split_once('.').map_or((amount, None), |(whole, rest)| (whole, Some(rest)));
    let mark = whole.chars().find(|c| !c.is_ascii_digit()).filter(|c| ",'’ _".contains(*c))?;
    let mut groups = whole.split(mark);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len())
        && is_number(first)
        && groups.all(|group| group.len() == 3 && is_number(group))
        && fraction.is_none_or(is_number);
    is_grouped.then(|| amount.replace(mark, ""))
}

/// What a limit over all ERC-20 tokens comes to in tokens of the two usual divisibilities: one number covers them all.
pub fn erc20_in_words(value: &LimitValue) -> String {
    match value {
        LimitValue::Exact(amount) => format!(
            "{} base units: {} of a token with 6 decimals, such as USDT, and {} of one with 18.",
            amount.grouped(),
            grouped(amount, 6),
            grouped(amount, 18)
        ),
        LimitValue::Maximum => "The platform maximum, which is as good as no limit.".to_owned(),
    }
}

/// Reads one limit of the form.
///
/// A known coin gets the platform's spelling of its ticker. An unknown one is taken as typed, in base units only.
pub fn read_limit(draft: &LimitDraft) -> Result<SpendingLimit, LimitProblem> {
    let typed = draft.coin.trim();
    if typed.is_empty() {
        return Err(LimitProblem::NoCoin);
    }
    if typed.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(LimitProblem::BadTicker { coin: visible(typed).into_owned() });
    }
    let known = coins().get_typed(typed);
    let coin = known.map_or(typed, |coin| coin.name).to_owned();
    if draft.maximum {
        return Ok(SpendingLimit { coin, value: LimitValue::Maximum });
    }
    let decimals = match (draft.unit, known) {
        (AmountUnit::Base, _) => 0,
        (AmountUnit::Coin, Some(coin)) => coin.decimals,
        (AmountUnit::Coin, None) => return Err(LimitProblem::UnknownDecimals { coin }),
    };
    let amount = read_amount(&draft.amount, decimals, draft.unit, &coin)?;
    Ok(SpendingLimit { coin, value: LimitValue::Exact(amount) })
}

/// Reads the limit over all ERC-20 tokens; `None` when it is not enabled.
pub fn read_erc20(draft: &Erc20Draft) -> Result<Option<LimitValue>, LimitProblem> {
    if !draft.enabled {
        return Ok(None);
    }
    if draft.maximum {
        return Ok(Some(LimitValue::Maximum));
    }
    let amount = read_amount(&draft.amount, 0, AmountUnit::Base, "all ERC-20 tokens")?;
    Ok(Some(LimitValue::Exact(amount)))
}

fn read_amount(text: &str, decimals: u8, unit: AmountUnit, coin: &str) -> Result<BaseUnits, LimitProblem> {
    let coin = || coin.to_owned();
    let amount = match unit {
        AmountUnit::Base => text.trim().parse(),
        AmountUnit::Coin => BaseUnits::from_coin_units(text, decimals),
    };
    match amount {
        Ok(amount) if amount.is_negative() => Err(LimitProblem::Negative { coin: coin() }),
        Ok(amount) => Ok(amount),
        Err(AmountError::Empty) => Err(LimitProblem::NoAmount { coin: coin() }),
        Err(problem) => Err(LimitProblem::Amount { coin: coin(), problem }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn draft(coin: &str, amount: &str, unit: AmountUnit) -> LimitDraft {
        LimitDraft { coin: coin.into(), amount: amount.into(), unit, maximum: false }
    }

    #[test]
    fn limits_are_read_exactly() {
        for (coin, amount, unit, ticker, base, words) in [
            ("btc", "1.5", AmountUnit::Coin, "btc", "150000000", "1.5 BTC"),
            (" BTC ", "150000000", AmountUnit::Base, "btc", "150000000", "1.5 BTC"),
            ("usdt", "20000", AmountUnit::Coin, "usdt", "20000000000", "20,000 USDT on Ethereum"),
            ("eos:USDT", "0.0001", AmountUnit::Coin, "eos:USDT", "1", "0.0001 EOS:USDT on EOS"),
            ("eth", "0", AmountUnit::Coin, "eth", "0", "0 ETH"),
            ("newcoin", "1000", AmountUnit::Base, "newcoin", "1000", "1,000 base units of newcoin"),
            (
                "hteth",
                "999999999999999999999",
                AmountUnit::Base,
                "hteth",
                "999999999999999999999",
                "999.999999999999999999 HTETH",
            ),
        ] {
            let limit = read_limit(&draft(coin, amount, unit)).unwrap();
            assert_eq!(
                limit,
                SpendingLimit { coin: ticker.into(), value: LimitValue::Exact(base.parse().unwrap()) }
            );
            assert_eq!(limit.in_words(), words);
        }
    }

    #[test]
    fn whatever_is_no_limit_is_refused() {
        let coin = || "btc".to_owned();
        for (draft, problem) in [
            (draft("", "1", AmountUnit::Coin), LimitProblem::NoCoin),
            (draft("b tc", "1", AmountUnit::Coin), LimitProblem::BadTicker { coin: "b tc".into() }),
            (draft("btc", "", AmountUnit::Coin), LimitProblem::NoAmount { coin: coin() }),
            (draft("btc", " ", AmountUnit::Base), LimitProblem::NoAmount { coin: coin() }),
            (draft("btc", "-1", AmountUnit::Coin), LimitProblem::Negative { coin: coin() }),
            (
                draft("newcoin", "1", AmountUnit::Coin),
                LimitProblem::UnknownDecimals { coin: "newcoin".into() },
            ),
            (
                draft("btc", "0.123456789", AmountUnit::Coin),
                LimitProblem::Amount {
                    coin: coin(),
                    problem: AmountError::TooManyDecimals { allowed: 8, given: 9 },
                },
            ),
            (
                draft("btc", "0.5", AmountUnit::Base),
                LimitProblem::Amount {
                    coin: coin(),
                    problem: AmountError::FractionOfBaseUnit { text: "0.5".into() },
                },
            ),
        ] {
            assert_eq!(read_limit(&draft), Err(problem));
        }
    }

    #[test]
    fn every_example_is_right_for_its_coin_and_unit() {
        for name in ["btc", "usdt", "eth", "eos:USDT", "fiatusd", "xrp"] {
            for unit in [AmountUnit::Coin, AmountUnit::Base] {
                let amount = example(coins().get(name), unit);
                assert!(read_limit(&draft(name, &amount, unit)).is_ok(), "{name}: {amount}");
            }
        }
        let without_decimals = coins().all().iter().find(|coin| coin.decimals == 0).unwrap();
        assert_eq!(example(Some(without_decimals), AmountUnit::Coin), "2500");
        let amount = LimitValue::Exact(BaseUnits::from(2_500_500_000_u64));
        assert_eq!(
            erc20_in_words(&amount),
            "2,500,500,000 base units: 2,500.5 of a token with 6 decimals, such as USDT, and 0.0000000025005 of one with 18."
        );
    }

    #[test]
    fn marks_between_thousands_can_be_left_out() {
        for (typed, plain) in [
            ("2,500", Some("2500")),
            (" 1,234,567.50 ", Some("1234567.50")),
            ("2'500", Some("2500")),
            ("2 500", Some("2500")),
            ("2500", None),
            ("2,50", None),
            ("2,5000", None),
            ("0,5", None),
            (",500", None),
            ("2,500,", None),
            ("2,500.", None),
            ("2,500.5,0", None),
            ("2,500'000", None),
        ] {
            assert_eq!(without_grouping(typed).as_deref(), plain, "{typed:?}");
        }
    }

    #[test]
    fn the_maximum_is_explicit() {
        let limit =
            read_limit(&LimitDraft { maximum: true, ..draft("usdt", "junk", AmountUnit::Coin) }).unwrap();
        assert_eq!(limit.value, LimitValue::Maximum);
        assert_eq!(limit.in_words(), "the platform maximum of USDT on Ethereum");
        let erc20 = |enabled, amount: &str, maximum| {
            read_erc20(&Erc20Draft { enabled, amount: amount.into(), maximum })
        };
        assert_eq!(erc20(false, "junk", false), Ok(None));
        assert_eq!(erc20(true, "", true), Ok(Some(LimitValue::Maximum)));
        assert_eq!(erc20(true, "7", false), Ok(Some(LimitValue::Exact(BaseUnits::from(7_u64)))));
        assert!(matches!(erc20(true, "", false), Err(LimitProblem::NoAmount { .. })));
        assert!(matches!(erc20(true, "1.5", false), Err(LimitProblem::Amount { .. })));
    }
}
