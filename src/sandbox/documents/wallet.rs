//! A wallet (spec: GET /api/v2/wallets).

use serde_json::{Map, Value, json};

use super::{coin_specific, iso};
use crate::sandbox::state::wallet::{Condition, Freeze, PolicyRule, Wallet};

/// Above this a number cannot be told from its neighbour in the vendor's own language.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

/// What the request wants beside the wallet itself.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) with_balance: bool,
    pub(crate) with_spendable: bool,
    pub(crate) with_address: bool,
}

/// The document of a wallet.
pub(crate) fn full(wallet: &Wallet, extent: Extent) -> Value {
    let (m, n) = wallet.kind.quorum();
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(wallet.id.to_string()));
    put("users", users(wallet));
    put("coin", json!(wallet.coin));
    put("label", json!(wallet.label));
    put("m", json!(m));
    put("n", json!(n));
    put("keys", wallet.keys.iter().map(ToString::to_string).collect());
    put("enterprise", json!(wallet.enterprise.to_string()));
    put("bitgoOrg", json!("BitGo Trust"));
    // Tags group wallets for velocity limits: a wallet's own identifier is always one. People's are custom tags.
    put("tags", json!([wallet.id.to_string()]));
    put("disableTransactionNotifications", json!(false));
    put("deleted", json!(wallet.is_deleted));
    put("approvalsRequired", json!(wallet.approvals_required));
    put("isCold", json!(wallet.kind.is_cold()));
    put("coinSpecific", coin_specific::of_wallet(wallet));
    put("admin", json!({ "policy": policy(wallet) }));
    put("clientFlags", json!([]));
    put("walletFlags", json!([]));
    put("allowBackupKeySigning", json!(false));
    put("hasLargeNumberOfAddresses", json!(false));
    put("recoverable", json!(!wallet.is_mpc && wallet.kind.quorum() == (2, 3)));
    put("startDate", json!(iso(wallet.started)));
    put("type", json!(wallet.kind.word()));
    put("multisigType", json!(if wallet.is_mpc { "tss" } else { "onchain" }));
    put("buildDefaults", json!({}));
    put("customChangeKeySignatures", json!({}));
    if wallet.is_mpc {
        put("multisigTypeVersion", json!("MPCv2"));
    }
    if !wallet.tags.is_empty() {
        put("customTags", json!(wallet.tags));
    }
    if let Some(Freeze { since, until, by }) = wallet.freeze {
        put(
            "freeze",
            json!({ "time": iso(since), "expires": iso(until), "reason": "UserRequest", "adminOrUserId": by.to_string() }),
        );
    }
    if extent.with_address {
        put("receiveAddress", receive_address(wallet));
    }
    if extent.with_balance {
        put_balance(&mut fields, "balance", &wallet.balances.balance);
        put_balance(&mut fields, "confirmedBalance", &wallet.balances.confirmed);
        if extent.with_spendable {
            put_balance(&mut fields, "spendableBalance", &wallet.balances.spendable);
        }
    }
    Value::Object(fields)
}

/// The string always, the number only where it cannot mislead.
fn put_balance(fields: &mut Map<String, Value>, name: &str, text: &str) {
    let exact = text.parse::<i64>().ok().filter(|number| number.unsigned_abs() <= LARGEST_EXACT);
    if let Some(number) = exact {
        fields.insert(name.to_owned(), json!(number));
    }
    fields.insert(format!("{name}String"), json!(text));
}

fn users(wallet: &Wallet) -> Value {
    let document = |user: &crate::sandbox::state::wallet::WalletUser| json!({ "user": user.person.to_string(), "permissions": user.permissions.words().collect::<Vec<_>>() });
    wallet.users.iter().map(document).collect()
}

/// The spec's answer schema knows three rule types only, but its own enumeration of triggers and the protocol notes
/// (section 9) know velocity limits and the rest: those are what a wallet really carries.
fn policy(wallet: &Wallet) -> Value {
    json!({
        "id": wallet.policy.to_string(),
        "version": wallet.rules.len(),
        "date": iso(wallet.started),
        "latest": true,
        "label": "default",
        "rules": wallet.rules.iter().map(|rule| policy_rule(rule, wallet.coin)).collect::<Vec<_>>(),
    })
}

fn policy_rule(rule: &PolicyRule, coin: &str) -> Value {
    let (kind, condition) = match &rule.condition {
        Condition::Velocity { amount, window_secs } => (
            "velocityLimit",
            json!({ "amountString": amount, "timeWindow": window_secs, "groupTags": [":tag"] }),
        ),
        Condition::Whitelist { entries } => {
            let entry = |(address, label): &(String, &str)| json!({ "item": address, "type": "address", "metaData": { "label": label } });
            ("advancedWhitelist", json!({ "entries": entries.iter().map(entry).collect::<Vec<_>>() }))
        }
        Condition::EveryTransaction => ("allTx", json!({})),
    };
    json!({
        "id": rule.id,
        "coin": coin,
        "type": kind,
        "condition": condition,
        "action": { "type": rule.action, "userIds": [] },
        "lockDate": iso(rule.lock_date),
        "mutabilityConstraint": "managed",
    })
}

fn receive_address(wallet: &Wallet) -> Value {
    // Chain 20 is the external native SegWit chain; coins without such chains count from 0.
    let chain = if wallet.family == "btc" { 20 } else { 0 };
    json!({
        "id": wallet.address_id.to_string(),
        "address": wallet.address.as_ref(),
        "chain": chain,
        "index": 1,
        "coin": wallet.coin,
        "wallet": wallet.id.to_string(),
    })
}
