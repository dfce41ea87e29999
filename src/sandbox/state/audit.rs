//! The audit log's entries.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::id::Id;

/// Something that somebody did.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct AuditEntry {
    pub(crate) id: Id,
    /// The platform's word: `createAccessToken`, `deleteAccessToken`, …
    pub(crate) kind: String,
    pub(crate) person: Id,
    pub(crate) ip: IpAddr,
    pub(crate) date: Timestamp,
    pub(crate) wallet: Option<Id>,
    pub(crate) enterprise: Option<Id>,
    pub(crate) coin: Option<String>,
    pub(crate) data: Value,
}
