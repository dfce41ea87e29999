//! Access token templates: what new tokens take where the request itself says nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::id::Id;

/// A template of one person.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct TokenTemplate {
    pub(crate) id: Id,
    pub(crate) person: Id,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// `name`, `enterpriseId`, `tokenScopes`, `allowedIPs`, `tokenLimits`, `permittedEnterprises`, `permittedWallets`,
    /// as they were sent and found right.
    pub(crate) fields: Map<String, Value>,
}

impl TokenTemplate {
    /// Its name, which no other template of the person has.
    pub(crate) fn name(&self) -> &str {
        self.fields.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}
