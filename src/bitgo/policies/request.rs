//! A rule to be made, changed or removed, ready to be sent: what it serializes to is the body
//! (spec: POST, PUT and DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule).

use super::{RuleAction, RuleKind};
use crate::domain::amount::BaseUnits;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::json;

/// A rule to be made, changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleRequest {
    /// Its name, unique in the wallet's policy.
    pub id: String,
    /// What makes it fire.
    #[serde(rename = "type")]
    pub kind: RuleKind,
    /// Only for this coin or token of the wallet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coin: Option<String>,
    /// How its condition is set or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<ConditionChange>,
    /// What it does.
    pub action: RuleAction,
}

/// How a rule's condition is set or changed. Lists change by one entry a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionChange {
    /// Puts an address on a list.
    AddAddress {
        /// The address.
        address: String,
        /// What it is called; may be empty.
        label: String,
    },
    /// Takes an address off a list.
    RemoveAddress(String),
    /// Puts an entry on an advanced list.
    AddEntry {
        /// The address, or the wallet's or enterprise's ID.
        item: String,
        /// `address`, `walletId` or `enterpriseId`.
        kind: String,
        /// What it is called; may be empty.
        label: String,
    },
    /// Takes an entry off an advanced list.
    RemoveEntry {
        /// The address, or the wallet's or enterprise's ID.
        item: String,
        /// `address`, `walletId` or `enterpriseId`.
        kind: String,
    },
    /// So much may leave within a time.
    Velocity {
        /// How much, in base units.
        amount: BaseUnits,
        /// Within this time, in seconds.
        time_window_secs: u64,
        /// Counted over the wallets with these tags; empty for this wallet's own.
        group_tags: Vec<String>,
    },
    /// This address is asked.
    Webhook(String),
}

impl Serialize for ConditionChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::AddAddress { address, label } => {
                map.serialize_entry("add", address)?;
                if !label.is_empty() {
                    map.serialize_entry("metaData", &json!({"label": label}))?;
                }
            }
            Self::RemoveAddress(address) => map.serialize_entry("remove", address)?,
            Self::AddEntry { item, kind, label } if label.is_empty() => {
                map.serialize_entry("add", &json!({"item": item, "type": kind}))?;
            }
            Self::AddEntry { item, kind, label } => {
                map.serialize_entry(
                    "add",
                    &json!({"item": item, "type": kind, "metaData": {"label": label}}),
                )?;
            }
            Self::RemoveEntry { item, kind } => {
                map.serialize_entry("remove", &json!({"item": item, "type": kind}))?;
            }
            Self::Velocity { amount, time_window_secs, group_tags } => {
                map.serialize_entry("amountString", amount)?;
                map.serialize_entry("timeWindow", time_window_secs)?;
                map.serialize_entry("groupTags", group_tags)?;
            }
            Self::Webhook(url) => map.serialize_entry("url", url)?,
        }
        map.end()
    }
}
