//! Prices of coins (spec: GET /api/v1/marketdata/cryptocompare/spot/prices). They come as JSON numbers, and their digits are
//! kept: no price passes through a float.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::error::Error;
use super::fields::Fields;
use super::number;
use super::routes::Route;
use super::session::Session;
use crate::domain::enterprise_policy::NoPrice;

/// In what coins are priced.
const QUOTE: &str = "USD";
/// The shortest interval that there is: the last price within it is the newest.
const INTERVAL: &str = "minute";

/// What a coin was last traded for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpotPrice {
    /// US dollars for one coin, every digit that came: `67012.53`.
    pub dollars: String,
    /// When the interval began that it is the last price of.
    pub at: Option<Timestamp>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl SpotPrice {
    fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let dollars = match fields.peek("close") {
            Some(Value::Number(digits)) => number::decimal_of(digits.as_str()),
            _ => None,
        };
        let dollars = dollars.ok_or("it holds no price")?;
        fields.any("close");
        Ok(Self { dollars, at: fields.time("time"), extra: fields.rest() })
    }
}

impl Session {
    /// The newest price of a coin or token, by ticker. It takes the scope `crypto_compare`, and is refused for coins that
    /// have no market.
    pub async fn spot_price(&self, coin: &str) -> Result<SpotPrice, Error> {
        let call = self.call(Route::SpotPrices, &[])?;
        let call = call.query("base", coin).query("quote", QUOTE).query("interval", INTERVAL);
        self.ask(call, SpotPrice::read).await
    }
}

/// Why there is no price. A token without the scope is refused with 403; a coin without a market, or one that the market data
/// does not know by this ticker, with 400 or 404.
pub fn no_price(error: &Error) -> NoPrice {
    match error.status {
        Some(403) => NoPrice::NotAllowed,
        Some(400 | 404) => NoPrice::NoMarket,
        _ => NoPrice::Failed(error.advice().what),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::error::ErrorKind;

    fn read(answer: &str) -> Result<SpotPrice, &'static str> {
        SpotPrice::read(Fields::of(serde_json::from_str(answer).unwrap()).unwrap())
    }

    #[test]
    fn every_digit_of_a_price_is_kept() {
        for (sent, dollars) in [
            ("98250.12", "98250.12"),
            ("90050.75000000000000001", "90050.75000000000000001"),
            ("1e-7", "0.0000001"),
            ("1.25E+5", "125000"),
            ("0", "0"),
        ] {
            let answer = format!(r#"{{"time":"2026-11-19T08:00:00.000Z","close":{sent},"high":1}}"#);
            let price = read(&answer).unwrap();
            assert_eq!(price.dollars, dollars, "{sent}");
            assert_eq!(price.at, Some("2026-11-19T08:00:00Z".parse().unwrap()));
            assert_eq!(price.extra.keys().collect::<Vec<_>>(), ["high"]);
        }
    }

    #[test]
    fn a_refusal_says_why_there_is_no_price() {
        for (status, why) in [(403, NoPrice::NotAllowed), (400, NoPrice::NoMarket), (404, NoPrice::NoMarket)]
        {
            let error = Error::new(ErrorKind::Answered).with(|it| it.status = Some(status));
            assert_eq!(no_price(&error), why);
        }
        let broken = Error::new(ErrorKind::Interrupted);
        assert!(matches!(no_price(&broken), NoPrice::Failed(why) if !why.is_empty()));
    }

    #[test]
    fn what_is_no_number_is_no_price() {
        for close in [r#""98250.12""#, "null", "[1]", "1e999999"] {
            assert!(read(&format!(r#"{{"close":{close}}}"#)).is_err(), "{close}");
        }
        assert!(read(r#"{"open":1}"#).is_err());
    }
}
