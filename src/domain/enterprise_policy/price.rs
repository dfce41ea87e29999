//! The price of one coin as far as it could be read: limits in dollars are held against it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::condition::USD_DECIMALS;
use crate::domain::amount::BaseUnits;
use crate::domain::coin::{Coin, coins};
use crate::domain::foreign_text::visible;
use crate::domain::reading_age::time_words;

/// What is known of the price of a coin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoinPrice {
    /// The coin or token, by ticker.
    pub coin: String,
    /// Whether it is here.
    pub state: PriceState,
}

/// Whether a price is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceState {
    /// It is on its way for the first time.
    Reading,
    /// This, in units of 10^-[`USD_DECIMALS`] dollars, and when it was asked for.
    Read(BaseUnits, Timestamp),
    /// There is none.
    None(NoPrice),
}

/// Why there is no price.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NoPrice {
    /// 403: the session may not read prices.
    NotAllowed,
    /// The platform has no price for this coin.
    NoMarket,
    /// What came is no number of dollars above zero: as it came.
    Unreadable(String),
    /// Something else, in a sentence.
    Failed(String),
}

impl CoinPrice {
    /// Whether it is on its way for the first time.
    pub fn is_coming(&self) -> bool {
        self.state == PriceState::Reading
    }

    /// In a sentence: "1 BTC = 98,250.12 USD, read at 14:02 UTC."
    pub fn sentence(&self, now: Timestamp, zone: &TimeZone) -> String {
        let unit =
            coins().get(&self.coin).map_or_else(|| visible(&self.coin).into_owned(), Coin::display_unit);
        match &self.state {
            PriceState::Reading => format!("The price of {unit} is being read."),
            PriceState::Read(dollars, at) => {
                let figure = dollars.figure(USD_DECIMALS);
                let dot = if figure.fraction.is_empty() { "" } else { "." };
                let zone_name = at.to_zoned(zone.clone()).strftime("%Z").to_string();
                let time = time_words(*at, now, zone);
                format!(
                    "1 {unit} = {}{dot}{} USD, read at {time} {zone_name}.",
                    figure.whole, figure.fraction
                )
            }
            PriceState::None(why) => {
                format!("No price of {unit}: {} So a limit in dollars cannot be told.", why.sentence())
            }
        }
    }
}

impl NoPrice {
    fn sentence(&self) -> String {
        match self {
            Self::NotAllowed => {
                "this session may not read prices (an access token needs the scope crypto_compare)."
                    .to_owned()
            }
            Self::NoMarket => "BitGo has none for this coin.".to_owned(),
            Self::Unreadable(text) => format!("BitGo sent “{}”.", visible(text)),
            Self::Failed(why) => visible(why).into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_price_is_said_with_every_digit_and_when_it_was_read() {
        let now: Timestamp = "2026-11-20T15:00:00Z".parse().unwrap();
        let of = |coin: &str, state| CoinPrice { coin: coin.to_owned(), state };
        let read = |dollars: &str, at: &str| {
            let dollars = BaseUnits::from_coin_units(dollars, USD_DECIMALS).unwrap();
            of("btc", PriceState::Read(dollars, at.parse().unwrap())).sentence(now, &TimeZone::UTC)
        };
        assert_eq!(read("98250.12", "2026-11-20T14:02:59Z"), "1 BTC = 98,250.12 USD, read at 14:02 UTC.");
        assert_eq!(read("3", "2026-11-20T14:02:59Z"), "1 BTC = 3 USD, read at 14:02 UTC.");
        assert_eq!(
            read("0.000000000000000000000000000001", "2026-11-19T14:02:59Z"),
            "1 BTC = 0.000000000000000000000000000001 USD, read at Thu 19 Nov 2026, 14:02 UTC."
        );
        for (why, words) in [
            (NoPrice::NotAllowed, "crypto_compare"),
            (NoPrice::NoMarket, "BitGo has none"),
            (NoPrice::Unreadable("0".to_owned()), "“0”"),
            (NoPrice::Failed("No answer.".to_owned()), "No answer."),
        ] {
            let words_found = of("nocoin", PriceState::None(why)).sentence(now, &TimeZone::UTC);
            assert!(
                words_found.starts_with("No price of nocoin: ") && words_found.contains(words),
                "{words_found}"
            );
        }
    }
}
