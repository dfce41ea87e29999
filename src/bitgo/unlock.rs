//! What a session or an access token may spend, and what it has spent (`unlock` in the platform's answers).

use super::fields::Fields;
use crate::domain::amount::Balance;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Fields that hold limits. One that is of another shape than expected is left with the unknown ones.
const LIMITS: [&str; 3] = ["spendingLimits", "allErc20TokensLimit", "txValueLimit"];

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
    /// Whether any spending limit is named. Unlocking a token removes them all (the protocol notes, section 3).
    pub fn has_limits(&self) -> bool {
        !self.spending_limits.is_empty()
            || self.all_erc20_tokens.as_ref().is_some_and(|limit| limit.is_enabled != Some(false))
            || LIMITS.iter().any(|name| self.extra.get(*name).is_some_and(|value| !is_empty(value)))
    }

    /// The same for an access token: there a bare `txValueLimit`, and whatever is not understood, may be a limit too. The
    /// session of a login has a `txValueLimit` of its own while it is unlocked, which is lost by nothing.
    pub fn may_limit_token(&self) -> bool {
        self.has_limits() || self.limit.is_some() || !self.extra.is_empty()
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

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
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
    fn limits_count_in_every_shape() {
        let read = |text: &str| Unlock::read(Fields::of(serde_json::from_str(text).unwrap()).unwrap());
        // What the field holds; whether it is a limit of whatever session, and of an access token's.
        for (text, any, token) in [
            (
                r#"{"time":"2026-11-02T10:00:00Z","expires":"2026-11-02T10:10:00Z","txCount":0,"txValue":0}"#,
                false,
                false,
            ),
            (r#"{"spendingLimits":null,"allErc20TokensLimit":null}"#, false, false),
            (r#"{"spendingLimits":{}}"#, false, false),
            (r#"{"allErc20TokensLimit":{"enabled":false,"txValueLimit":"1"}}"#, false, false),
            (r#"{"txValueLimit":50000000000}"#, false, true),
            (r#"{"txValueLimit":"about a million"}"#, false, true),
            (r#"{"txValueLimit":{"usd":"5"}}"#, true, true),
            (r#"{"spendingLimits":{"tsol":{"txValueLimit":"1"}}}"#, true, true),
            (r#"{"spendingLimits":{"tsol":null}}"#, true, true),
            (r#"{"spendingLimits":{"tsol":"17"}}"#, true, true),
            (r#"{"spendingLimits":[{"coin":"tsol","txValueLimit":"1"}]}"#, true, true),
            (r#"{"spendingLimits":"see the console"}"#, true, true),
            (r#"{"allErc20TokensLimit":{"txValueLimit":"1"}}"#, true, true),
            (r#"{"allErc20TokensLimit":true}"#, true, true),
            (r#"{"velocity":{"hours":24}}"#, false, true),
        ] {
            let unlock = read(text);
            assert_eq!((unlock.has_limits(), unlock.may_limit_token()), (any, token), "{text}");
        }
    }

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
