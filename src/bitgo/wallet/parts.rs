//! Which parts of a wallet were sent and cannot be read. What is not sent at all is not among them: the platform leaves out
//! what it was not asked for.

use super::{SharedWords, Wallet};
use crate::bitgo::policies::AdminTold;
use crate::bitgo::raw_object::RawObject;
use crate::bitgo::unreadable;

/// Whether a field that was sent can be read.
type IsReadable = fn(&RawObject<'_>, &str) -> bool;

/// What somebody decides by, with what it is called in a sentence.
const PARTS: [(&str, &str, IsReadable); 16] = [
    ("id", "ID", is_text),
    ("label", "label", is_text),
    ("coin", "coin", is_text),
    ("type", "type", is_text),
    ("multisigType", "multisig type", is_text),
    ("enterprise", "enterprise", is_text),
    ("balanceString", "balance", is_amount),
    ("confirmedBalanceString", "confirmed balance", is_amount),
    ("spendableBalanceString", "spendable balance", is_amount),
    ("stakingBalanceString", "staked balance", is_amount),
    ("users", "people", is_people),
    ("freeze", "freeze", is_freeze),
    ("approvalsRequired", "number of approvals", |sent, name| sent.whole(name).is_some()),
    ("admin", "policy", is_policy),
    ("startDate", "creation", is_time),
    ("deleted", "whether it is deleted", |sent, name| sent.flag(name).is_some()),
];

impl Wallet {
    /// The parts of it that were sent and cannot be read, as they are called in a sentence. They are looked for in its text.
    pub fn unreadable_parts(&self) -> Vec<&'static str> {
        let sent = self.raw.object().filter(|_| self.is_read_in_part);
        sent.map(|sent| unreadable_in(&sent).collect()).unwrap_or_default()
    }

    /// That it was read in part only, and where the rest is seen; none where all of it could be read.
    pub fn unreadable_words(&self) -> Option<String> {
        let words = unreadable::words("this wallet", &self.unreadable_parts())?;
        Some(format!("{words} “As BitGo sent it” on the wallet's page shows them."))
    }
}

/// The same of what was sent of a wallet.
pub(super) fn unreadable_in(sent: &RawObject<'_>) -> impl Iterator<Item = &'static str> {
    let cannot_be_read = |(name, _, is_readable): &&(&str, &str, IsReadable)| {
        sent.raw(name).is_some() && !is_readable(sent, name)
    };
    PARTS.iter().filter(cannot_be_read).map(|(_, part, _)| *part)
}

/// Whether all of a freeze can be read: its times are times and its words are words, where it has any.
pub(super) fn is_readable_freeze(freeze: &RawObject<'_>) -> bool {
    let is_none_or = |name, is_readable: IsReadable| freeze.raw(name).is_none() || is_readable(freeze, name);
    ["time", "expires"].into_iter().all(|name| is_none_or(name, is_time))
        && ["reason", "adminOrUserId"].into_iter().all(|name| is_none_or(name, is_text))
}

fn is_text(sent: &RawObject<'_>, name: &str) -> bool {
    sent.text(name).is_some()
}

fn is_time(sent: &RawObject<'_>, name: &str) -> bool {
    sent.time(name).is_some()
}

fn is_amount(sent: &RawObject<'_>, name: &str) -> bool {
    sent.amount(name).is_some_and(|amount| amount.exact().is_some())
}

fn is_people(sent: &RawObject<'_>, name: &str) -> bool {
    sent.raw(name).is_some_and(|text| SharedWords::default().people(text).are_readable)
}

fn is_freeze(sent: &RawObject<'_>, name: &str) -> bool {
    sent.object(name).is_some_and(|freeze| is_readable_freeze(&freeze))
}

/// As far as a list of wallets reads it: which rules there are, and for which coin.
fn is_policy(sent: &RawObject<'_>, name: &str) -> bool {
    sent.raw(name).is_some_and(|text| serde_json::from_str::<AdminTold<'_>>(text).is_ok())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_part_that_was_sent_and_cannot_be_read_is_named_and_one_that_was_not_sent_is_not() {
        let person = json!({ "user": "u1", "permissions": ["admin"] });
        let cases: [(Value, &[&str]); 32] = [
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
            (json!({ "freeze": { "reason": 1 } }), &["freeze"]),
            (json!({ "approvalsRequired": -1 }), &["number of approvals"]),
            (json!({ "type": "hologram", "multisigType": "tss", "enterprise": "e", "deleted": false }), &[]),
            (json!({ "type": 5 }), &["type"]),
            (json!({ "type": { "name": "cold" }, "id": 7 }), &["ID", "type"]),
            (json!({ "multisigType": true }), &["multisig type"]),
            (json!({ "label": 7 }), &["label"]),
            (json!({ "coin": ["tbtc"] }), &["coin"]),
            (json!({ "enterprise": { "id": "e" } }), &["enterprise"]),
            (json!({ "deleted": "yes" }), &["whether it is deleted"]),
            (json!({ "startDate": "2026-01-02T03:04:05.678Z" }), &[]),
            (json!({ "startDate": "yesterday" }), &["creation"]),
            (json!({ "admin": { "policy": { "id": "p" } } }), &[]),
            (json!({ "admin": { "policy": { "rules": [{ "type": "later", "x": [1] }] } } }), &[]),
            (json!({ "admin": "none" }), &["policy"]),
            (json!({ "admin": { "policy": { "rules": "later" } } }), &["policy"]),
            (json!({ "admin": { "policy": { "rules": [{ "type": 7 }] } } }), &["policy"]),
        ];
        for (sent, parts) in cases {
            let wallet = Wallet::of_json(&sent);
            assert_eq!(wallet.unreadable_parts(), parts, "{sent}");
            assert_eq!(wallet.is_read_in_part, !parts.is_empty(), "{sent}");
        }
    }
}
