//! A spending limit of a token that exists, with what was used of it.

use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::{Coin, coins};
use crate::domain::foreign_text::visible;
use crate::domain::limit::{LimitValue, SpendingLimit};

/// How much may be spent, as the platform reported it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum LimitSize {
    /// At most this many base units.
    Exact(BaseUnits),
    /// The platform's highest limit.
    Maximum,
    /// Something that is no whole number, as it came.
    Unreadable(String),
    /// Nothing was told.
    #[default]
    NotTold,
}

impl LimitSize {
    /// The size of a limit that was asked for.
    pub fn of(value: &LimitValue) -> Self {
        match value {
            LimitValue::Exact(amount) => Self::Exact(amount.clone()),
            LimitValue::Maximum => Self::Maximum,
        }
    }
}

/// One limit of a token, for its whole life, and what is spent of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ExistingLimit {
    /// The ticker; empty for the limit over all ERC-20 tokens.
    pub coin: String,
    /// How much may be spent.
    pub size: LimitSize,
    /// How much was spent, in base units, where that is known.
    pub spent: Option<Balance>,
    /// How many transactions were made, where that is known.
    pub transactions: Option<u64>,
}

/// How much of a limit is used, for a bar. Never through a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Used {
    /// So many thousandths, 0 to 999: anything spent is at least 1, and 999 is not yet all.
    PerMille(u16),
    /// All of it, or more.
    Up,
    /// The limit is zero, so that nothing could ever be used.
    OfNothing,
    /// The limit is the highest there is.
    OfMaximum,
    /// Limit or spending are not reported, or cannot be read.
    Unknown,
}

impl Used {
    /// How much of a bar is filled, in thousandths; `None` where no bar can be drawn.
    pub fn bar_per_mille(self) -> Option<u16> {
        match self {
            Self::PerMille(share) => Some(share),
            Self::Up => Some(1_000),
            Self::OfNothing | Self::OfMaximum | Self::Unknown => None,
        }
    }

    /// The share in words: "26.6 %", "used up", "none allowed".
    pub fn in_words(self) -> String {
        match self {
            Self::PerMille(share) => format!("{}.{} %", share / 10, share % 10),
            Self::Up => "used up".to_owned(),
            Self::OfNothing => "blocked".to_owned(),
            Self::OfMaximum => "no limit".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

impl ExistingLimit {
    /// A limit in the platform's words: its value where one is known, or else whether it is the highest.
    pub fn read(
        coin: String,
        limit: Option<Balance>,
        is_maximum: Option<bool>,
        spent: Option<Balance>,
        transactions: Option<u64>,
    ) -> Self {
        let size = match (is_maximum, limit) {
            (Some(true), _) => LimitSize::Maximum,
            (_, Some(Balance::Exact(amount))) => LimitSize::Exact(amount),
            (_, Some(Balance::Unreadable(text))) => LimitSize::Unreadable(text),
            (_, None) => LimitSize::NotTold,
        };
        Self { coin, size, spent, transactions }
    }

    /// A limit that is asked for, of which nothing is spent yet.
    pub fn asked(limit: &SpendingLimit) -> Self {
        Self { coin: limit.coin.clone(), size: LimitSize::of(&limit.value), ..Self::default() }
    }

    /// The same for the limit over all ERC-20 tokens.
    pub fn asked_erc20(value: &LimitValue) -> Self {
        Self { size: LimitSize::of(value), ..Self::default() }
    }

    /// What is known about its coin; none for the limit over all ERC-20 tokens.
    pub fn coin(&self) -> Option<&'static Coin> {
        coins().get(&self.coin)
    }

    /// What the limit is about: "BTC", "USDT on Ethereum", "all ERC-20 tokens".
    pub fn about(&self) -> String {
        match self.coin() {
            _ if self.coin.is_empty() => "all ERC-20 tokens".to_owned(),
            Some(coin) if coin.is_token => format!("{} on {}", coin.display_unit(), coin.network_words()),
            Some(coin) => coin.display_unit(),
            None => self.coin.clone(),
        }
    }

    /// How much of it is used.
    pub fn used(&self) -> Used {
        let limit = match &self.size {
            LimitSize::Exact(limit) if limit.is_zero() => return Used::OfNothing,
            LimitSize::Exact(limit) => limit,
            LimitSize::Maximum => return Used::OfMaximum,
            LimitSize::Unreadable(_) | LimitSize::NotTold => return Used::Unknown,
        };
        let Some(spent) = self.spent.as_ref().and_then(Balance::exact) else { return Used::Unknown };
        match spent.per_mille_of(limit) {
            None => Used::Unknown,
            Some(0) => Used::PerMille(u16::from(!spent.is_zero())),
            Some(share) if share >= 1_000 => Used::Up,
            Some(share) => u16::try_from(share).map_or(Used::Unknown, Used::PerMille),
        }
    }

    /// What is left of it; nothing where more was spent. `None` where it is not known or has no bound.
    pub fn left(&self) -> Option<BaseUnits> {
        let LimitSize::Exact(limit) = &self.size else { return None };
        let spent = self.spent.as_ref()?.exact()?;
        let left = limit.clone() - spent.clone();
        Some(if left.is_negative() { BaseUnits::zero() } else { left })
    }

    /// The limit alone: "1.5 BTC", "20,000 USDT on Ethereum", "the highest possible amount of BTC".
    pub fn size_words(&self) -> String {
        match &self.size {
            LimitSize::Exact(amount) => format!("{} {}", self.number(amount), self.unit_words()),
            LimitSize::Maximum => format!("the platform maximum of {}", self.about()),
            LimitSize::Unreadable(text) => format!("“{}” of {}", visible(text), self.about()),
            LimitSize::NotTold => format!("a limit for {} that BitGo does not report", self.about()),
        }
    }

    /// The limit and its use: "0.4 of 1.5 BTC spent, 1.1 left".
    pub fn in_words(&self) -> String {
        let spent = match &self.spent {
            Some(Balance::Exact(spent)) => self.number(spent),
            Some(Balance::Unreadable(text)) => format!("“{}”", visible(text)),
            None => return self.size_words(),
        };
        match (&self.size, self.left()) {
            (LimitSize::Exact(_), Some(left)) => {
                format!("{spent} of {} spent, {} left", self.size_words(), self.number(&left))
            }
            (LimitSize::Exact(_), None) => format!("{spent} of {} spent", self.size_words()),
            _ => format!("{}, {spent} spent", self.size_words()),
        }
    }

    /// An amount of it without its unit.
    fn number(&self, amount: &BaseUnits) -> String {
        let figure = amount.figure(self.coin().map_or(0, |coin| coin.decimals));
        let point = if figure.fraction.is_empty() { "" } else { "." };
        format!("{}{point}{}", figure.whole, figure.fraction)
    }

    /// The unit of [`Self::number`].
    fn unit_words(&self) -> String {
        match self.coin() {
            Some(_) => self.about(),
            None if self.coin.is_empty() => format!("base units of {}", self.about()),
            None => format!("base units of {}", self.about()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn limit(coin: &str, limit: &str, spent: &str) -> ExistingLimit {
        let [limit, spent] = [limit, spent].map(|text| Some(Balance::from_wire(text)));
        ExistingLimit::read(coin.into(), limit, None, spent, None)
    }

    #[test]
    fn a_share_is_exact_and_never_rounds_to_none_or_all() {
        for (size, spent, used, words) in [
            ("150000000", "0", Used::PerMille(0), "0.0 %"),
            ("150000000", "1", Used::PerMille(1), "0.1 %"),
            ("150000000", "40000000", Used::PerMille(266), "26.6 %"),
            ("150000000", "149999999", Used::PerMille(999), "99.9 %"),
            ("150000000", "150000000", Used::Up, "used up"),
            ("150000000", "150000001", Used::Up, "used up"),
            (
                "34028236692093846346337460743176821145",
                "34028236692093846346337460743176821144",
                Used::PerMille(999),
                "99.9 %",
            ),
            ("0", "0", Used::OfNothing, "blocked"),
            ("0.5", "0", Used::Unknown, "unknown"),
            ("100", "1e3", Used::Unknown, "unknown"),
            ("100", "-1", Used::Unknown, "unknown"),
        ] {
            let used_here = limit("btc", size, spent).used();
            assert_eq!((used_here, used_here.in_words().as_str()), (used, words), "{spent} of {size}");
        }
        let maximum =
            ExistingLimit::read("btc".into(), Some(Balance::from_wire("7")), Some(true), None, None);
        assert_eq!((maximum.size.clone(), maximum.used()), (LimitSize::Maximum, Used::OfMaximum));
    }

    #[test]
    fn a_limit_says_its_coin_and_what_is_left() {
        for (coin, size, spent, words) in [
            ("btc", "150000000", "40000000", "0.4 of 1.5 BTC spent, 1.1 left"),
            ("usdt", "20000000000", "20000000001", "20,000.000001 of 20,000 USDT on Ethereum spent, 0 left"),
            ("eos:USDT", "10000", "0", "0 of 1 EOS:USDT on EOS spent, 1 left"),
            ("newcoin", "1000", "7", "7 of 1,000 base units of newcoin spent, 993 left"),
            ("", "1000", "7", "7 of 1,000 base units of all ERC-20 tokens spent, 993 left"),
            ("btc", "1.5", "7", "“1.5” of BTC, 0.00000007 spent"),
            ("btc", "100000000", "x", "“x” of 1 BTC spent"),
        ] {
            assert_eq!(limit(coin, size, spent).in_words(), words);
        }
        assert_eq!(
            ExistingLimit { coin: "btc".into(), ..ExistingLimit::default() }.in_words(),
            "a limit for BTC that BitGo does not report"
        );
    }
}
