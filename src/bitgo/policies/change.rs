//! What a request makes of the rule that is there.

use super::condition::EntryChange;
use super::{ListEntry, PolicyRule, RuleCondition};
use crate::domain::amount::Balance;
use serde_json::Value;

impl PolicyRule {
    /// What this request makes of the rule that is there: a list changes by the entry that is added or removed, and what
    /// the request leaves out stays as it is.
    #[must_use]
    pub fn applied_to(&self, present: &Self) -> Self {
        let mut rule = self.clone();
        if rule.kind.word().is_empty() {
            rule.kind = present.kind.clone();
        }
        if rule.action.kind.word().is_empty() {
            rule.action = present.action.clone();
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

    /// What is on its list, or would come to it.
    pub fn entries(&self) -> Vec<ListEntry> {
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::bitgo::fields::Fields;
    use crate::bitgo::policies::ActionKind;
    use crate::domain::approval::RuleEntry;
    use crate::domain::share::Names;

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
        for (present, condition, entries, checks, amount) in [
            (
                &list,
                json!({ "add": { "item": "b", "metaData": { "label": "Bob" } } }),
                "Ann\na, Bob\nb",
                "allowed addresses",
                "",
            ),
            (&list, json!({ "remove": { "item": "a", "type": "address" } }), "", "allowed addresses", ""),
            (
                &plain,
                json!({ "add": "b", "metaData": { "b": { "label": "Bob" } } }),
                "a, Bob\nb",
                "allowed addresses",
                "",
            ),
            (
                &plain,
                json!({ "add": "b", "metaData": { "label": "Bob" } }),
                "a, Bob\nb",
                "allowed addresses",
                "",
            ),
            (&plain, json!({ "remove": "a" }), "", "allowed addresses", ""),
            (
                &limit,
                json!({ "amountString": "9", "timeWindow": 60 }),
                "",
                "total amount sent",
                "0.00000009 BTC",
            ),
            (&limit, json!({}), "", "total amount sent", "0.00000005 BTC"),
        ] {
            let requested = rule(json!({ "id": "L", "condition": condition }));
            assert!(!requested.is_unreadable(), "{condition}");
            let after = requested.applied_to(present);
            assert_eq!((&after.kind, &after.action), (&present.kind, &present.action), "{condition}");
            let facts = after.description().parts("btc", &Names::default());
            let listed: Vec<String> = facts.entries.iter().map(RuleEntry::in_words).collect();
            let found = (listed.join(", "), facts.checks, facts.amount);
            assert_eq!(found, (entries.to_owned(), checks.to_owned(), amount.to_owned()), "{condition}");
        }
        let other = rule(json!({ "id": "L", "action": { "type": "getApproval", "userIds": ["u"] } }));
        let after = other.applied_to(&limit);
        assert_eq!((after.action.kind, after.condition), (ActionKind::GetApproval, limit.condition));
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
