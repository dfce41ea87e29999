//! When a rule fires, in each of the platform's shapes. Amounts in base units of the rule's coin.

use crate::bitgo::fields::Fields;
use crate::domain::amount::Balance;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// When a rule fires.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RuleCondition {
    /// Always.
    #[default]
    Always,
    /// By a list of addresses, each with what is noted about it.
    Addresses(Vec<ListEntry>),
    /// By a list of addresses, wallets and enterprises.
    Entries(Vec<ListEntry>),
    /// When more than `amount` leaves within `time_window_secs`.
    Velocity {
        /// So much may leave.
        amount: Option<Balance>,
        /// Within this time, in seconds.
        time_window_secs: Option<u64>,
        /// Counted over the wallets with these tags.
        group_tags: Vec<String>,
        /// Since when is counted.
        start: Option<Timestamp>,
        /// Fields that this program does not know.
        extra: Map<String, Value>,
    },
    /// When a transaction's amount lies between bounds.
    Bounds {
        /// From this on.
        lower: Option<Balance>,
        /// Up to this.
        upper: Option<Balance>,
        /// Fields that this program does not know.
        extra: Map<String, Value>,
    },
    /// When this address does not answer with a yes.
    Webhook(String),
    /// Not known here.
    Other(Map<String, Value>),
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListEntry {
    /// The address, or the wallet's or enterprise's ID.
    pub item: String,
    /// `address`, `walletId`, `enterpriseId` or newer.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// `verified` or `unverified`, where the platform reports.
    pub verification: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// The one entry by which a list is to change (spec: `PolicyRuleUpdateCondition`).
pub(super) enum EntryChange {
    Add(ListEntry),
    Remove(String),
}

impl EntryChange {
    fn of(self, mut list: Vec<ListEntry>) -> Vec<ListEntry> {
        match self {
            Self::Add(entry) => list.push(entry),
            Self::Remove(item) => list.retain(|it| it.item != item),
        }
        list
    }
}

impl RuleCondition {
    /// The list with this entry more or less; none where it is no list.
    pub(super) fn with_entry(&self, change: EntryChange) -> Option<Self> {
        match self {
            Self::Addresses(list) => Some(Self::Addresses(change.of(list.clone()))),
            Self::Entries(list) => Some(Self::Entries(change.of(list.clone()))),
            _ => None,
        }
    }

    pub(super) fn read(mut fields: Fields) -> Self {
        if let Some(entries) = fields.objects("entries") {
            return Self::Entries(entries.into_iter().map(ListEntry::read).collect());
        }
        if let Some(addresses) = fields.texts("addresses") {
            let mut notes = fields.object("metaData").unwrap_or_default();
            let entry = |item: String| {
                let mut note = notes.object(&item).unwrap_or_default();
                let label = note.text("label").unwrap_or_default();
                let kind = "address".to_owned();
                ListEntry { item, kind, label, verification: None, extra: note.rest() }
            };
            return Self::Addresses(addresses.into_iter().map(entry).collect());
        }
        let has = |name: &str| fields.peek(name).is_some();
        if has("amountString") || has("timeWindow") {
            return Self::Velocity {
                amount: fields.amount("amountString"),
                time_window_secs: fields.whole("timeWindow"),
                group_tags: fields.texts("groupTags").unwrap_or_default(),
                start: fields.time("startDate"),
                extra: fields.rest(),
            };
        }
        if has("lowerBound") || has("upperBound") {
            let (lower, upper) = (fields.amount("lowerBound"), fields.amount("upperBound"));
            return Self::Bounds { lower, upper, extra: fields.rest() };
        }
        if let Some(url) = fields.text("url") {
            return Self::Webhook(url);
        }
        let rest = fields.rest();
        if rest.is_empty() { Self::Always } else { Self::Other(rest) }
    }
}

impl ListEntry {
    fn read(mut fields: Fields) -> Self {
        let mut note = fields.object("metaData").unwrap_or_default();
        let label = note.text("label").unwrap_or_default();
        let (item, kind) = (fields.text("item").unwrap_or_default(), fields.text("type").unwrap_or_default());
        let verification = fields.text("verificationState");
        let mut extra = fields.rest();
        let note = note.rest();
        if !note.is_empty() {
            extra.insert("metaData".to_owned(), Value::Object(note));
        }
        Self { item, kind, label, verification, extra }
    }
}
