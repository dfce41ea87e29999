//! Which parts of a wallet were sent and cannot be read. What is not sent at all is not among them: the platform leaves out
//! what it was not asked for.

use super::raw_object::{RawObject, items};
use super::unreadable;
use super::wallet::Wallet;

/// The amounts, with what they are called.
const AMOUNTS: [(&str, &str); 4] = [
    ("balanceString", "balance"),
    ("confirmedBalanceString", "confirmed balance"),
    ("spendableBalanceString", "spendable balance"),
    ("stakingBalanceString", "staked balance"),
];

impl Wallet {
    /// The parts of it that were sent and cannot be read, as they are called in a sentence. They are looked for in its text,
    /// so it is for wallets that somebody sees.
    pub fn unreadable_parts(&self) -> Vec<&'static str> {
        let Some(sent) = self.raw.object() else { return Vec::new() };
        let is_sent = |name: &str| sent.raw(name).is_some_and(|text| text != "null");
        let is_amount = |name: &str| sent.amount(name).is_some_and(|amount| amount.exact().is_some());
        let amounts = AMOUNTS.into_iter().filter(|(name, _)| is_sent(name) && !is_amount(name));
        let others = [
            ("people", is_sent("users") && !has_readable_people(&sent)),
            ("freeze", is_sent("freeze") && !has_readable_freeze(&sent)),
            (
                "number of approvals",
                is_sent("approvalsRequired") && sent.whole("approvalsRequired").is_none(),
            ),
        ];
        let others = others.into_iter().filter_map(|(part, is_unreadable)| is_unreadable.then_some(part));
        amounts.map(|(_, part)| part).chain(others).collect()
    }

    /// That it was read in part only, and where the rest is seen; none where all of it could be read.
    pub fn unreadable_words(&self) -> Option<String> {
        let words = unreadable::words("this wallet", &self.unreadable_parts())?;
        Some(format!("{words} “As BitGo sent it” on the wallet's page shows them."))
    }
}

/// Each with an ID and a list of permissions.
fn has_readable_people(sent: &RawObject<'_>) -> bool {
    let is_person = |one: &str| {
        RawObject::of(one).is_some_and(|it| {
            it.text("user").is_some_and(|id| !id.is_empty()) && it.texts("permissions").is_some()
        })
    };
    sent.raw("users").and_then(items).is_some_and(|people| people.into_iter().all(is_person))
}

/// An object whose times are times, where it has any.
fn has_readable_freeze(sent: &RawObject<'_>) -> bool {
    let Some(freeze) = sent.object("freeze") else { return false };
    let is_time = |name| freeze.raw(name).is_none_or(|text| text == "null" || freeze.time(name).is_some());
    is_time("time") && is_time("expires")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_part_that_was_sent_and_cannot_be_read_is_named_and_one_that_was_not_sent_is_not() {
        let person = json!({ "user": "u1", "permissions": ["admin"] });
        let cases: [(Value, &[&str]); 16] = [
            (json!({}), &[]),
            (json!({ "balanceString": "5", "users": [person], "freeze": {}, "approvalsRequired": 1 }), &[]),
            (json!({ "balanceString": null, "users": null, "freeze": null, "approvalsRequired": null }), &[]),
            (json!({ "users": [], "freeze": { "expires": null } }), &[]),
            (json!({ "freeze": { "time": "2026-01-01T00:00:00Z", "expires": "2026-01-02T00:00:00Z" } }), &[]),
            (json!({ "balanceString": ["5"] }), &["balance"]),
            (
                json!({ "balanceString": 12.5, "spendableBalanceString": { "n": 1 } }),
                &["balance", "spendable balance"],
            ),
            (json!({ "confirmedBalanceString": "1e3" }), &["confirmed balance"]),
            (json!({ "stakingBalanceString": true }), &["staked balance"]),
            (json!({ "users": { "user": "u1" } }), &["people"]),
            (json!({ "users": [7, person] }), &["people"]),
            (json!({ "users": [person, { "permissions": ["view"] }] }), &["people"]),
            (json!({ "users": [{ "user": "u1", "permissions": "admin" }] }), &["people"]),
            (json!({ "freeze": [] }), &["freeze"]),
            (json!({ "freeze": { "expires": 5 } }), &["freeze"]),
            (json!({ "approvalsRequired": -1 }), &["number of approvals"]),
        ];
        for (sent, parts) in cases {
            assert_eq!(Wallet::of_json(&sent).unreadable_parts(), parts, "{sent}");
        }
    }
}
