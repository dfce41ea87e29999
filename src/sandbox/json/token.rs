//! A token: in the list, as a session, and never with its text.

use std::net::IpAddr;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::time::iso;
use crate::sandbox::rules::number::exact_number;
use crate::sandbox::state::token::{Ceiling, Limit, Reach, Token, Unlock};

/// The environment that a token belongs to, in its `origin`.
const ORIGIN: &str = "sandbox.countersign.example";

/// A token of the list (spec: GET /api/v2/user/accesstoken), also what a creation and a deletion answer.
pub(crate) fn listed(token: &Token, peer: IpAddr, now: Timestamp) -> Value {
    let mut document = session(token, peer, now);
    if let Some(fields) = document.as_object_mut() {
        if let Some(scope) = &token.admin_scope {
            fields.insert("adminScope".to_owned(), json!(scope));
        }
        match &token.reach {
            Reach::Everything => {}
            Reach::Enterprises(ids) => insert_ids(fields, "permittedEnterprises", ids),
            Reach::Wallets(ids) => insert_ids(fields, "permittedWallets", ids),
        }
    }
    document
}

fn insert_ids(fields: &mut Map<String, Value>, name: &str, ids: &[crate::sandbox::state::id::Id]) {
    fields.insert(name.to_owned(), ids.iter().map(ToString::to_string).collect());
}

/// The same as `session` (spec: GET /api/v2/user/session).
pub(crate) fn session(token: &Token, peer: IpAddr, now: Timestamp) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(token.id.to_string()));
    put("client", json!("bitgo"));
    put("user", json!(token.person.to_string()));
    put("scope", json!(token.scope));
    put("created", json!(iso(token.created)));
    put("expires", json!(iso(token.expires)));
    put("ip", json!(peer.to_string()));
    put("ipRestrict", token.ip_restrict.iter().copied().map(address_text).collect());
    put("origin", json!(ORIGIN));
    put("isExtensible", json!(token.is_extensible));
    if let Some(label) = &token.label {
        put("label", json!(label));
    }
    if let Some(enterprise) = token.enterprise {
        put("enterprise", json!(enterprise.to_string()));
    }
    if let Some(unlock) = unlock(token, now) {
        put("unlock", unlock);
    }
    Value::Object(fields)
}

/// A single address without its `/32`, as people write it.
fn address_text(net: ipnet::Ipv4Net) -> String {
    if net.prefix_len() == 32 { net.addr().to_string() } else { net.to_string() }
}

fn unlock(token: &Token, now: Timestamp) -> Option<Value> {
    let unlocked = token.unlock.filter(|unlock| now < unlock.until);
    if unlocked.is_none() && token.limits.is_empty() && token.erc20_limit.is_none() {
        return None;
    }
    let mut fields = Map::new();
    if let Some(Unlock { since, until }) = unlocked {
        fields.insert("time".to_owned(), json!(iso(since)));
        fields.insert("expires".to_owned(), json!(iso(until)));
        fields.insert("txCount".to_owned(), json!(0));
        fields.insert("txValue".to_owned(), json!(0));
    }
    if !token.limits.is_empty() {
        let limits: Map<_, _> =
            token.limits.iter().map(|(coin, limit)| (coin.clone(), coin_limit(limit))).collect();
        fields.insert("spendingLimits".to_owned(), Value::Object(limits));
    }
    if let Some(limit) = &token.erc20_limit {
        fields.insert("allErc20TokensLimit".to_owned(), erc20_limit(limit));
    }
    Some(Value::Object(fields))
}

/// The platform's specification has numbers here (`txValueLimit`, base units).
fn coin_limit(limit: &Limit) -> Value {
    let mut fields = Map::new();
    fields.insert("txCount".to_owned(), json!(limit.tx_count));
    fields.insert("txValue".to_owned(), exact_number(&limit.used));
    match &limit.ceiling {
        Ceiling::Exact(most) => fields.insert("txValueLimit".to_owned(), exact_number(most)),
        Ceiling::Maximum => fields.insert("maxLimit".to_owned(), json!(true)),
    };
    Value::Object(fields)
}

fn erc20_limit(limit: &Limit) -> Value {
    let mut fields = Map::new();
    fields.insert("enabled".to_owned(), json!(true));
    fields.insert("txCount".to_owned(), json!(limit.tx_count));
    fields.insert("txValue".to_owned(), json!(limit.used.to_string()));
    match &limit.ceiling {
        Ceiling::Exact(most) => fields.insert("txValueLimitInSmallUnits".to_owned(), json!(most.to_string())),
        Ceiling::Maximum => fields.insert("maxLimit".to_owned(), json!(true)),
    };
    Value::Object(fields)
}
