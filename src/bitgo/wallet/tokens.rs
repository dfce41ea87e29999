//! The tokens that a wallet holds besides its coin, where the platform tells them (spec: `tokenBalances`). It tells them of
//! some wallets only, so tokens that are not told are not known to be none.

use serde_json::Value;

use super::Wallet;
use crate::bitgo::fields::Fields;
use crate::domain::amount::{Balance, BaseUnits};

/// A token in a wallet.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldToken {
    /// Its ticker.
    pub coin: String,
    /// What can be spent now, in base units; none where that is not told.
    pub spendable: Option<Balance>,
}

impl Wallet {
    /// The tokens that it is told to hold. Reads what the platform sent, which costs some microseconds.
    pub fn held_tokens(&self) -> Vec<HeldToken> {
        let Some(Value::Object(tokens)) = self.raw.field("tokens") else { return Vec::new() };
        let held = |(coin, told): (String, Value)| {
            let mut told = Fields::of(told)?;
            let all = told.amount("balanceString");
            let is_none = all.as_ref().and_then(Balance::exact).is_some_and(BaseUnits::is_zero);
            (!is_none).then(|| HeldToken { coin, spendable: told.amount("spendableBalanceString") })
        };
        tokens.into_iter().filter_map(held).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_told_by_ticker_and_none_is_taken_for_nothing_unless_it_says_so() {
        let wallet = Wallet::of_json(&json!({ "id": "w", "coin": "hteth", "tokens": {
            "hteth:tusdc": { "balanceString": "900", "spendableBalanceString": "850", "transferCount": 3 },
            "tdai": { "balanceString": "0", "spendableBalanceString": "0" },
            "tlink": { "balanceString": "a lot" },
        }}));
        let mut told: Vec<(String, Option<String>)> = wallet
            .held_tokens()
            .into_iter()
            .map(|it| (it.coin, it.spendable.as_ref().and_then(Balance::exact).map(ToString::to_string)))
            .collect();
        told.sort();
        assert_eq!(told, [("hteth:tusdc".into(), Some("850".into())), ("tlink".into(), None)]);
        for tokens in [json!({}), json!([1]), json!("none"), Value::Null] {
            assert!(Wallet::of_json(&json!({ "id": "w", "tokens": tokens })).held_tokens().is_empty());
        }
    }
}
