//! An entry of the audit log (spec: GET /api/v2/auditlog).

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use super::time::iso;
use crate::sandbox::state::audit::AuditEntry;

/// The document of an entry.
pub(crate) fn full(entry: &AuditEntry) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(entry.id.to_string()));
    put("type", json!(entry.kind));
    put("isBitGoAdminAction", json!(false));
    if let IpAddr::V4(ip) = entry.ip {
        put("ip", json!(ip.to_string()));
    }
    put("user", json!(entry.person.to_string()));
    put("date", json!(iso(entry.date)));
    put("data", entry.data.clone());
    if let Some(wallet) = entry.wallet {
        put("walletId", json!(wallet.to_string()));
    }
    if let Some(enterprise) = entry.enterprise {
        put("enterpriseId", json!(enterprise.to_string()));
    }
    if let Some(coin) = &entry.coin {
        put("coin", json!(coin));
    }
    Value::Object(fields)
}
