//! A policy rule in words: when it fires and what happens then.

use super::condition::EntryChange;
use super::{ActionKind, ListEntry, PolicyRule, RuleCondition, RuleKind};
use crate::domain::amount::Balance;
use crate::domain::approval::{RuleEntry, RuleWords};
use crate::domain::coin::amount_words;
use crate::domain::lifetime::Lifetime;
use crate::domain::policy::window_phrase;
use crate::domain::share::{Names, WalletFacts};
use crate::domain::text::{counted, listed};
use serde_json::Value;

impl PolicyRule {
    /// Who is asked when it fires, on this wallet; none where it asks nobody.
    pub fn who_approves(&self, wallet: &WalletFacts, names: &Names) -> Option<String> {
        if !matches!(self.change.kind, ActionKind::GetApproval | ActionKind::GetFinalApproval) {
            return None;
        }
        let listed = |ids: Vec<&str>| listed(ids.into_iter().map(|id| names.of(id)).collect(), "admin");
        Some(match self.change.user_ids.as_slice() {
            [] => format!("any other admin of it: {}", listed(wallet.admins().collect())),
            asked => listed(asked.iter().map(String::as_str).collect()),
        })
    }

    /// The rule thing by thing; `coin` is the wallet's, for amounts.
    pub fn in_parts(&self, coin: &str, names: &Names) -> RuleWords {
        let unit = self.coin.as_deref().unwrap_or(coin);
        let [mut amount, mut window, mut webhook] = [const { String::new() }; 3];
        let mut counted_over = Vec::new();
        match &self.condition {
            RuleCondition::Velocity { amount: limit, time_window_secs, group_tags, .. } => {
                amount = limit.as_ref().map_or_else(String::new, |it| amount_words(it, unit));
                window = match time_window_secs {
                    None => String::new(),
                    Some(0) => "one transaction".to_owned(),
                    Some(secs) => Lifetime { secs: *secs }.spelled_out(),
                };
                // `:tag` stands for the wallet's own.
                counted_over = group_tags.iter().filter(|tag| *tag != ":tag").cloned().collect();
            }
            RuleCondition::Bounds { lower, upper, .. } => {
                let words = |it: &Option<Balance>| it.as_ref().map(|it| amount_words(it, unit));
                amount = match (words(lower), words(upper)) {
                    (Some(lower), Some(upper)) => format!("{lower} to {upper}"),
                    (Some(lower), None) => format!("{lower} or more"),
                    (None, Some(upper)) => format!("up to {upper}"),
                    (None, None) => String::new(),
                };
            }
            RuleCondition::Webhook(url) => webhook.clone_from(url),
            _ => {}
        }
        let asks = [ActionKind::GetApproval, ActionKind::GetFinalApproval].contains(&self.change.kind);
        RuleWords {
            looks_at: self.looks_at(),
            amount,
            window,
            action: self.change.kind.then(),
            asked: self.change.user_ids.iter().map(|id| names.of(id)).collect(),
            entries: self.entries().iter().map(entry_of).collect(),
            counted_over,
            webhook,
            // The wallet's own coin goes without saying.
            coin: self.coin.clone().filter(|own| own != coin).unwrap_or_default(),
            asks_people: asks || !self.change.user_ids.is_empty(),
            is_whitelist: self.kind != RuleKind::AddressBlacklist && !self.entries().is_empty(),
        }
    }

    /// What this request makes of the rule that is there: a list changes by the entry that is added or removed, and what
    /// the request leaves out stays as it is.
    #[must_use]
    pub fn applied_to(&self, present: &Self) -> Self {
        let mut rule = self.clone();
        if rule.kind.word().is_empty() {
            rule.kind = present.kind.clone();
        }
        if rule.change.kind.word().is_empty() {
            rule.change = present.change.clone();
        }
        rule.coin = rule.coin.or_else(|| present.coin.clone());
        match self.entry_change() {
            // What is no list stays as it is.
            Some(change) => {
                rule.condition =
                    present.condition.with_entry(change).unwrap_or_else(|| present.condition.clone());
            }
            None if self.condition == RuleCondition::Always => rule.condition = present.condition.clone(),
            None => {}
        }
        rule
    }

    /// Whether something in it could not be read that its decision needs.
    pub fn is_unreadable(&self) -> bool {
        let exact = |it: &Balance| it.exact().is_some();
        match &self.condition {
            RuleCondition::Velocity { amount, .. } => !amount.as_ref().is_some_and(exact),
            RuleCondition::Bounds { lower, upper, .. } => {
                let both = [lower, upper];
                both.iter().all(|it| it.is_none()) || !both.iter().copied().flatten().all(exact)
            }
            RuleCondition::Other(_) => self.entry_change().is_none(),
            _ => false,
        }
    }

    fn entries(&self) -> Vec<ListEntry> {
        match (&self.condition, self.entry_change()) {
            (RuleCondition::Addresses(list) | RuleCondition::Entries(list), _) => list.clone(),
            (_, Some(EntryChange::Add(entry))) => vec![entry],
            _ => Vec::new(),
        }
    }

    /// A request may hold one entry where a rule holds a list.
    fn entry_change(&self) -> Option<EntryChange> {
        let RuleCondition::Other(fields) = &self.condition else { return None };
        let item = |value: &Value| match value {
            Value::String(item) => Some(item.clone()),
            other => other.get("item").and_then(Value::as_str).map(str::to_owned),
        };
        if let Some(added) = fields.get("add") {
            let item = item(added)?;
            // An advanced entry carries its own name; a plain one's stands beside it, under its address or alone.
            let beside = fields.get("metaData");
            let notes = [added.get("metaData"), beside.and_then(|it| it.get(&item)), beside];
            let label =
                notes.into_iter().flatten().find_map(|it| it.get("label")?.as_str()).unwrap_or_default();
            let kind = added.get("type").and_then(Value::as_str).unwrap_or("address").to_owned();
            return Some(EntryChange::Add(ListEntry {
                item,
                kind,
                label: label.to_owned(),
                ..ListEntry::default()
            }));
        }
        fields.get("remove").and_then(item).map(EntryChange::Remove)
    }

    fn looks_at(&self) -> String {
        let words = match (&self.kind, &self.condition) {
            (_, RuleCondition::Velocity { .. }) => "how much leaves",
            (_, RuleCondition::Bounds { .. }) => "the amount of a transaction",
            (_, RuleCondition::Webhook(_)) => "what your own server answers",
            (RuleKind::AddressBlacklist, _) => "addresses that are not to be paid",
            (
                RuleKind::AdvancedWhitelist | RuleKind::AddressWhitelist | RuleKind::BitcoinAddressWhitelist,
                _,
            )
            | (_, RuleCondition::Addresses(_) | RuleCondition::Entries(_)) => "addresses that may be paid",
            (_, RuleCondition::Always) => "every transaction",
            (kind, RuleCondition::Other(_)) => kind.word(),
        };
        words.to_owned()
    }

    /// The rule in a sentence; `coin` is the wallet's, for amounts: "Sending more than 2.5 BTC within 1 day needs an
    /// approval."
    pub fn in_words(&self, coin: &str) -> String {
        let coin = self.coin.as_deref().unwrap_or(coin);
        format!("{} {}.", self.when(coin), self.change.kind.then())
    }

    fn when(&self, coin: &str) -> String {
        match (&self.kind, &self.condition) {
            (_, RuleCondition::Velocity { amount, time_window_secs, .. }) => {
                let amount = amount
                    .as_ref()
                    .map_or_else(|| "an amount not told".to_owned(), |it| amount_words(it, coin));
                match time_window_secs {
                    None => format!("Sending more than {amount}"),
                    Some(secs) => format!("Sending more than {amount} {}", window_phrase(*secs)),
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
                format!("Sending to one of {}", counted(list.len(), "listed address"))
            }
            (_, RuleCondition::Addresses(list) | RuleCondition::Entries(list)) => {
                format!("Sending to anywhere but {}", counted(list.len(), "listed address"))
            }
            (_, RuleCondition::Webhook(url)) => format!("Sending what {url} does not agree to"),
            (_, RuleCondition::Always) => "Sending anything".to_owned(),
            (kind, RuleCondition::Other(_)) => format!("What a rule of the kind {} looks for", kind.word()),
        }
    }
}

fn entry_of(entry: &ListEntry) -> RuleEntry {
    RuleEntry { item: entry.item.clone(), label: entry.label.clone() }
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
                "Sending more than “1.5”, which is not an amount in one transaction is refused.",
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
                "Sending to one of 1 listed address is refused.",
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

    fn rule(value: Value) -> PolicyRule {
        PolicyRule::read(Fields::of(value).unwrap())
    }

    #[test]
    fn a_request_changes_only_what_it_holds() {
        let list = rule(
            json!({ "id": "L", "type": "advancedWhitelist", "action": { "type": "deny" }, "condition": {
            "entries": [{ "item": "a", "type": "address", "metaData": { "label": "Ann" } }] } }),
        );
        let plain = rule(json!({ "id": "L", "type": "coinAddressWhitelist", "action": { "type": "deny" },
            "condition": { "addresses": ["a"] } }));
        let limit = rule(json!({ "id": "L", "type": "velocityLimit", "action": { "type": "deny" },
            "condition": { "amountString": "5", "timeWindow": 60 } }));
        for (present, condition, entries, looks_at, amount) in [
            (
                &list,
                json!({ "add": { "item": "b", "metaData": { "label": "Bob" } } }),
                "Ann\na, Bob\nb",
                "addresses that may be paid",
                "",
            ),
            (
                &list,
                json!({ "remove": { "item": "a", "type": "address" } }),
                "",
                "addresses that may be paid",
                "",
            ),
            (
                &plain,
                json!({ "add": "b", "metaData": { "b": { "label": "Bob" } } }),
                "a, Bob\nb",
                "addresses that may be paid",
                "",
            ),
            (
                &plain,
                json!({ "add": "b", "metaData": { "label": "Bob" } }),
                "a, Bob\nb",
                "addresses that may be paid",
                "",
            ),
            (&plain, json!({ "remove": "a" }), "", "addresses that may be paid", ""),
            (
                &limit,
                json!({ "amountString": "9", "timeWindow": 60 }),
                "",
                "how much leaves",
                "0.00000009 BTC",
            ),
            (&limit, json!({}), "", "how much leaves", "0.00000005 BTC"),
        ] {
            let requested = rule(json!({ "id": "L", "condition": condition }));
            assert!(!requested.is_unreadable(), "{condition}");
            let after = requested.applied_to(present);
            assert_eq!((&after.kind, &after.change), (&present.kind, &present.change), "{condition}");
            let facts = after.in_parts("btc", &Names::default());
            let listed: Vec<String> = facts.entries.iter().map(RuleEntry::in_words).collect();
            let found = (listed.join(", "), facts.looks_at, facts.amount);
            assert_eq!(found, (entries.to_owned(), looks_at.to_owned(), amount.to_owned()), "{condition}");
        }
        let other = rule(json!({ "id": "L", "action": { "type": "getApproval", "userIds": ["u"] } }));
        let after = other.applied_to(&limit);
        assert_eq!((after.change.kind, after.condition), (ActionKind::GetApproval, limit.condition));
    }

    #[test]
    fn what_a_rule_lacks_makes_it_unreadable() {
        for (condition, expected) in [
            (json!({ "amountString": "5", "timeWindow": 60 }), false),
            (json!({ "timeWindow": 60 }), true),
            (json!({ "amountString": "5.5", "timeWindow": 60 }), true),
            (json!({ "lowerBound": "5" }), false),
            (json!({ "lowerBound": "5", "upperBound": "all" }), true),
            (json!({ "add": { "kind": "no item" } }), true),
            (json!({ "moon": true }), true),
            (json!({}), false),
            (json!({ "url": "https://hook.example" }), false),
        ] {
            let rule = rule(json!({ "id": "r", "condition": condition }));
            assert_eq!(rule.is_unreadable(), expected, "{condition}");
        }
    }
}
