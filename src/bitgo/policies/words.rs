//! A policy rule in words: when it fires and what happens then.

use super::{ActionKind, PolicyRule, RuleCondition, RuleKind};
use crate::domain::amount::Balance;
use crate::domain::coin::amount_words;
use crate::domain::lifetime::Lifetime;

impl PolicyRule {
    /// The rule in a sentence; `coin` is the wallet's, for amounts: "Sending more than 2.5 BTC within 1 day needs an
    /// approval."
    pub fn in_words(&self, coin: &str) -> String {
        let coin = self.coin.as_deref().unwrap_or(coin);
        format!("{} {}.", self.when(coin), self.action.kind.then())
    }

    fn when(&self, coin: &str) -> String {
        match (&self.kind, &self.condition) {
            (_, RuleCondition::Velocity { amount, time_window_secs, .. }) => {
                let amount = amount
                    .as_ref()
                    .map_or_else(|| "an amount not told".to_owned(), |it| amount_words(it, coin));
                match time_window_secs {
                    None | Some(0) => format!("Sending more than {amount}"),
                    Some(secs) => {
                        format!(
                            "Sending more than {amount} within {}",
                            Lifetime { secs: *secs }.spelled_out()
                        )
                    }
                }
            }
            (_, RuleCondition::Bounds { lower, upper, .. }) => {
                let words = |it: &Balance| amount_words(it, coin);
                match (lower.as_ref().map(words), upper.as_ref().map(words)) {
                    (Some(lower), Some(upper)) => format!("Sending between {lower} and {upper}"),
                    (Some(lower), None) => format!("Sending {lower} or more"),
                    (None, Some(upper)) => format!("Sending up to {upper}"),
                    (None, None) => "Sending".to_owned(),
                }
            }
            (RuleKind::AddressBlacklist, RuleCondition::Addresses(list) | RuleCondition::Entries(list)) => {
                format!("Sending to one of {} listed addresses", list.len())
            }
            (_, RuleCondition::Addresses(list) | RuleCondition::Entries(list)) => {
                format!("Sending to anywhere but {} listed addresses", list.len())
            }
            (_, RuleCondition::Webhook(url)) => format!("Sending what {url} does not agree to"),
            (_, RuleCondition::Always) => "Sending anything".to_owned(),
            (kind, RuleCondition::Other(_)) => format!("What a rule of the kind {} looks for", kind.word()),
        }
    }
}

impl ActionKind {
    /// What happens then, as the end of a sentence.
    fn then(&self) -> String {
        match self {
            Self::Deny => "is refused".to_owned(),
            Self::GetApproval => "needs an approval".to_owned(),
            Self::GetFinalApproval => "needs a final approval of the people named".to_owned(),
            Self::GetCustodianApproval => "needs the custodian's approval".to_owned(),
            Self::GetIdVerification => "needs an identity check".to_owned(),
            Self::Other(word) => format!("leads to “{}”", word.escape_debug()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::bitgo::fields::Fields;

    #[test]
    fn each_kind_of_rule_is_a_sentence() {
        let action = |kind: &str| json!({ "type": kind, "userIds": [] });
        for (kind, condition, does, words) in [
            (
                "velocityLimit",
                json!({"amountString": "250000000", "timeWindow": 86_400}),
                "getApproval",
                "Sending more than 2.5 BTC within 1 day needs an approval.",
            ),
            (
                "velocityLimit",
                json!({"amountString": "1.5", "timeWindow": 0}),
                "deny",
                "Sending more than “1.5”, which is no amount is refused.",
            ),
            (
                "transactionLimit",
                json!({"lowerBound": "100000000"}),
                "getFinalApproval",
                "Sending 1 BTC or more needs a final approval of the people named.",
            ),
            (
                "coinAddressWhitelist",
                json!({"addresses": ["a", "b"]}),
                "deny",
                "Sending to anywhere but 2 listed addresses is refused.",
            ),
            (
                "coinAddressBlacklist",
                json!({"addresses": ["a"]}),
                "deny",
                "Sending to one of 1 listed addresses is refused.",
            ),
            ("allTx", json!({}), "getApproval", "Sending anything needs an approval."),
            (
                "newKind",
                json!({"moon": true}),
                "newAction",
                "What a rule of the kind newKind looks for leads to “newAction”.",
            ),
        ] {
            let rule: Value =
                json!({"id": "r", "type": kind, "condition": condition, "action": action(does)});
            assert_eq!(PolicyRule::read(Fields::of(rule).unwrap()).in_words("btc"), words);
        }
    }
}
