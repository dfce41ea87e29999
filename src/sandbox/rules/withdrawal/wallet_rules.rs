//! Which of a wallet's own rules a payment fires (the protocol notes, section 9).

use serde_json::Value;

use crate::domain::amount::BaseUnits;
use crate::domain::coin::coins;
use crate::sandbox::rules::enterprise_policy::past;
use crate::sandbox::rules::number;
use crate::sandbox::state::State;
use crate::sandbox::state::wallet::{PolicyRule, Wallet};

/// The rules that fire, in their order.
pub(crate) fn fired(
    wallet: &Wallet,
    recipients: &[(String, BaseUnits)],
    at: jiff::Timestamp,
    state: &State,
) -> Vec<PolicyRule> {
    let payment = Payment { wallet, recipients, at, state };
    wallet.rules.iter().filter(|rule| payment.fires(rule)).cloned().collect()
}

struct Payment<'a> {
    wallet: &'a Wallet,
    recipients: &'a [(String, BaseUnits)],
    at: jiff::Timestamp,
    state: &'a State,
}

impl Payment<'_> {
    fn fires(&self, rule: &PolicyRule) -> bool {
        if rule.coin.as_deref().is_some_and(|coin| coin != self.wallet.coin) {
            return false;
        }
        match rule.kind.as_str() {
            "allTx" => true,
            "allTxNoFiat" => !self.is_fiat(),
            "transactionLimit" => limit(rule).is_some_and(|limit| self.total() > limit),
            "velocityLimit" => limit(rule).is_some_and(|limit| self.within_window(rule) > limit),
            "advancedWhitelist" => !self.is_listed(rule, "entries", |listed| listed.iter().all(|it| *it)),
            "coinAddressWhitelist" => {
                !self.is_listed(rule, "addresses", |listed| listed.iter().all(|it| *it))
            }
            "coinAddressBlacklist" => self.is_listed(rule, "addresses", |listed| listed.contains(&true)),
            "webhook" => {
                let url = rule.condition.get("url").and_then(Value::as_str);
                url.is_some_and(|url| self.state.policies.webhook_holds(url))
            }
            _ => false,
        }
    }

    fn total(&self) -> BaseUnits {
        self.recipients.iter().map(|(_, amount)| amount).sum()
    }

    /// With what has left within the window before.
    fn within_window(&self, rule: &PolicyRule) -> BaseUnits {
        let secs = rule.condition.get("timeWindow").and_then(Value::as_u64).unwrap_or_default();
        let sent = past::sent(self.wallet, secs, self.at, self.state);
        sent.map(|transfer| transfer.amount).sum::<BaseUnits>() + self.total()
    }

    fn is_listed(&self, rule: &PolicyRule, name: &str, is_it: impl Fn(&[bool]) -> bool) -> bool {
        let entries = rule.condition.get(name).and_then(Value::as_array).map(Vec::as_slice);
        let text = |entry: &Value| entry.as_str().or_else(|| entry.get("item")?.as_str()).map(str::to_owned);
        let listed: Vec<String> = entries.unwrap_or_default().iter().filter_map(text).collect();
        let found: Vec<bool> = self.recipients.iter().map(|(address, _)| listed.contains(address)).collect();
        is_it(&found)
    }

    /// True for an account of money that no chain knows.
    fn is_fiat(&self) -> bool {
        let coin = coins().get(self.wallet.coin);
        coin.is_some_and(|coin| coin.family == "ofc" && coin.decimals <= 2)
    }
}

fn limit(rule: &PolicyRule) -> Option<BaseUnits> {
    rule.condition.get("amountString").and_then(number::base_units)
}
