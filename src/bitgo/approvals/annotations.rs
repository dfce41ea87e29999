//! What the platform reports beside the approval itself: names of addresses, rules that fired, checks, notes.

use super::PendingApproval;
use crate::bitgo::fields::Fields;
use crate::domain::address::{AddressNetwork, same_address};
use jiff::Timestamp;

/// A check of the platform's (spec: `securityControlEvents`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityEvent {
    /// Who was checked, by ID.
    pub user: String,
    /// The address that they came from.
    pub ip: Option<String>,
    /// When.
    pub date: Option<Timestamp>,
    /// What was checked, by the platform's word.
    pub control: String,
    /// Whether it stopped them.
    pub is_blocked: bool,
    /// What the check said.
    pub message: String,
}

/// A note of an admin's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memo {
    /// Whose, by name.
    pub by: String,
    /// When.
    pub date: Option<Timestamp>,
    /// What it says.
    pub text: String,
}

impl SecurityEvent {
    pub(super) fn read_all(fields: &mut Fields) -> Vec<Self> {
        let events = fields.objects("securityControlEvents").unwrap_or_default();
        let read = |mut it: Fields| Self {
            user: it.text("user").unwrap_or_default(),
            ip: it.text("ip").filter(|ip| !ip.is_empty()),
            date: it.time("date"),
            control: it.text("control").unwrap_or_default(),
            is_blocked: it.text("result").as_deref() == Some("blocked"),
            message: it.text("message").unwrap_or_default(),
        };
        events.into_iter().map(read).collect()
    }
}

impl Memo {
    pub(super) fn read_all(fields: &mut Fields) -> Vec<Self> {
        let memos = fields.objects("memo").unwrap_or_default();
        let read = |mut it: Fields| Self {
            by: it.text("username").unwrap_or_default(),
            date: it.time("time"),
            text: it.text("text").unwrap_or_default(),
        };
        memos.into_iter().map(read).collect()
    }
}

impl PendingApproval {
    /// What a recipient's address is called, in whatever spelling it is named.
    pub fn label_of(&self, address: &str) -> Option<&str> {
        let network = AddressNetwork::of_coin(self.coin.as_deref().unwrap_or_default());
        let labels = || self.address_labels.iter();
        let found = labels().find(|(labelled, _)| labelled == address);
        let found = found.or_else(|| labels().find(|(it, _)| same_address(it, address, &network)));
        found.map(|(_, label)| label.as_str())
    }
}

/// Addresses and what they are called: the label, or the wallet that they belong to.
pub(super) fn address_labels(fields: &mut Fields) -> Vec<(String, String)> {
    let labels = fields.objects("addressLabels").unwrap_or_default();
    let read = |mut it: Fields| {
        let label = it.text("label").filter(|label| !label.is_empty()).or_else(|| it.text("walletLabel"));
        Some((it.text("address")?, label?))
    };
    labels.into_iter().filter_map(read).collect()
}

/// The rules of a policy that fired.
pub(super) fn triggered_rules(fields: &mut Fields) -> Vec<String> {
    let results = fields.objects("singleRunResults").unwrap_or_default();
    let fired = results.into_iter().filter_map(|mut it| {
        let is_triggered = it.flag("triggered").unwrap_or_default();
        it.text("ruleId").filter(|_| is_triggered)
    });
    fired.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use crate::bitgo::approvals::{PendingApproval, Trigger};
    use crate::bitgo::fields::Fields;

    #[test]
    fn what_stands_beside_an_approval_is_read_and_odd_shapes_are_left() {
        let read = |value| PendingApproval::read(Fields::of(value).unwrap());
        let approval = read(json!({
            "id": "a", "creator": "ann", "organizationName": "Group",
            "securityControlEvents": [
                { "date": "2026-11-20T10:00:00.000Z", "result": "allowed", "user": "bob", "ip": "192.0.2.7" },
                { "date": "2026-11-20T10:00:00.000Z", "result": "blocked", "user": "ann", "ip": "192.0.2.8" },
                { "date": "2026-11-20T10:00:00.000Z", "result": "allowed", "user": "ann", "ip": "" },
                { "date": "2026-11-20T10:00:00.000Z", "result": "allowed", "user": "ann", "ip": "192.0.2.9" },
            ],
            "singleRunResults": [{ "ruleId": "r1", "triggered": true }, { "ruleId": "r2", "triggered": false },
                { "ruleId": "daily", "triggered": true }],
            "addressLabels": [{ "address": "x", "label": "", "walletLabel": "Cold" }, { "address": "y", "label": "Shop" },
                { "address": "z" }],
            "memo": [{ "text": "Looks right", "time": "2026-11-20T10:00:00.000Z", "userId": "bob", "username": "Bob" }],
            "info": { "type": "transactionRequest", "transactionRequest": { "triggeredPolicy": "daily" } },
        }));
        assert_eq!(approval.asked_from(), Some("192.0.2.9"), "neither another person's nor a stopped one");
        let named = |name: &str| Trigger::Named(name.to_owned());
        assert_eq!(approval.triggers(), [named("daily"), named("r1")], "each once");
        let labels =
            approval.address_labels.iter().map(|(address, label)| (address.as_str(), label.as_str()));
        assert_eq!(labels.collect::<Vec<_>>(), [("x", "Cold"), ("y", "Shop")]);
        assert_eq!((approval.memos[0].by.as_str(), approval.memos[0].text.as_str()), ("Bob", "Looks right"));
        assert_eq!(approval.organization_name.as_deref(), Some("Group"));
        assert!(approval.extra.is_empty(), "{:?}", approval.extra);
        let xrp = read(json!({ "id": "a", "coin": "xrp",
            "addressLabels": [{ "address": "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1", "label": "Desk" }] }));
        for (address, label) in [
            ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", Some("Desk")),
            ("ripple:r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1", Some("Desk")),
            ("r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", None),
        ] {
            assert_eq!(xrp.label_of(address), label, "{address}");
        }
        let odd = read(json!({ "id": "a", "memo": "words", "singleRunResults": [7], "addressLabels": {} }));
        assert_eq!((odd.memos.len(), odd.triggers().len(), odd.extra.len()), (0, 0, 3), "kept as they came");
    }
}
