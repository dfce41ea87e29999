//! What a session or an access token may spend, and what it has spent (`unlock` in the platform's answers).

use super::fields::Fields;
use crate::domain::amount::Balance;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// The `unlock` object of a session or token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unlock {
    /// When it was unlocked.
    pub since: Option<Timestamp>,
    /// When it locks again.
    pub expires: Option<Timestamp>,
    /// What was spent since it was unlocked, where no coin is named.
    pub spent: Option<Balance>,
    /// What may be spent, where no coin is named.
    pub limit: Option<Balance>,
    /// How many transactions were made.
    pub transactions: Option<u64>,
    /// The limit of each coin.
    pub spending_limits: Vec<SpentLimit>,
    /// The one limit for all ERC-20 tokens.
    pub all_erc20_tokens: Option<SpentLimit>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// A limit in base units with what was used of it. Limits are for the token's lifetime.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpentLimit {
    /// The coin; empty for the limit on all ERC-20 tokens.
    pub coin: String,
    /// What was spent, in base units.
    pub spent: Option<Balance>,
    /// What may be spent, in base units.
    pub limit: Option<Balance>,
    /// How many transactions were made.
    pub transactions: Option<u64>,
    /// Whether the limit is switched on, where the platform says so.
    pub is_enabled: Option<bool>,
    /// Whether as much as possible may be spent.
    pub is_maximum: Option<bool>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl Unlock {
    /// Whether any spending limit hangs on it. Unlocking a session removes them all (the protocol notes,
    /// section 3).
    pub fn has_limits(&self) -> bool {
        !self.spending_limits.is_empty()
            || self.all_erc20_tokens.as_ref().is_some_and(|limit| limit.is_enabled != Some(false))
    }

    pub(super) fn read(mut fields: Fields) -> Self {
        let limits = fields.entries("spendingLimits").unwrap_or_default();
        Self {
            since: fields.time("time"),
            expires: fields.time("expires"),
            spent: fields.amount("txValue"),
            limit: fields.amount("txValueLimit"),
            transactions: fields.whole("txCount"),
            spending_limits: limits.into_iter().map(|(coin, limit)| SpentLimit::read(coin, limit)).collect(),
            all_erc20_tokens: fields
                .object("allErc20TokensLimit")
                .map(|limit| SpentLimit::read(String::new(), limit)),
            extra: fields.rest(),
        }
    }
}

impl SpentLimit {
    fn read(coin: String, mut fields: Fields) -> Self {
        Self {
            coin,
            spent: fields.amount("txValue"),
            limit: fields.amount("txValueLimit"),
            transactions: fields.whole("txCount"),
            is_enabled: fields.flag("enabled"),
            is_maximum: fields.flag("maxLimit"),
            extra: fields.rest(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn limits_beyond_64_bits_are_exact() {
        let text = r#"{"spendingLimits":{"eth":{"txValue":1e21,"txValueLimit":34028236692093846346337460743176821145,"txCount":3},
            "btc":{"txValue":0.5,"txValueLimit":"100000000"}},"allErc20TokensLimit":{"enabled":true,"txValue":"0","new":1},"color":"red"}"#;
        let unlock = Unlock::read(Fields::of(serde_json::from_str(text).unwrap()).unwrap());
        let [eth, btc] = &unlock.spending_limits[..] else { panic!("two limits") };
        assert_eq!(eth.spent.as_ref().unwrap().exact().unwrap().to_string(), "1000000000000000000000");
        assert_eq!(
            eth.limit.as_ref().unwrap().exact().unwrap().to_string(),
            "34028236692093846346337460743176821145"
        );
        assert_eq!((eth.coin.as_str(), eth.transactions), ("eth", Some(3)));
        assert_eq!(btc.spent, Some(Balance::Unreadable("0.5".into())));
        assert!(unlock.has_limits());
        assert_eq!(unlock.all_erc20_tokens.unwrap().extra["new"], 1);
        assert_eq!(unlock.extra["color"], "red");
    }
}
