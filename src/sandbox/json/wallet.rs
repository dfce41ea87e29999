//! A wallet (spec: GET /api/v2/wallets).

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::coin_specific;
use super::time::iso;
use crate::sandbox::rules::number::short_number;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::{Freeze, PolicyRule, Wallet, WalletUser};

/// What the request wants beside the wallet itself.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) with_balance: bool,
    pub(crate) with_spendable: bool,
    pub(crate) with_address: bool,
    pub(crate) with_policy: bool,
}

impl Extent {
    /// The wallet alone.
    pub(crate) const BARE: Self =
        Self { with_balance: false, with_spendable: false, with_address: false, with_policy: false };
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
    put("disableTransactionNotifications", json!(wallet.settings.is_silent));
    put("deleted", json!(wallet.is_deleted));
    put("approvalsRequired", json!(wallet.approvals_required));
    put("isCold", json!(wallet.kind.is_cold()));
    put("coinSpecific", coin_specific::of_wallet(wallet));
    put("admin", json!({ "policy": policy(wallet, extent.with_policy) }));
    put("clientFlags", json!([]));
    put("walletFlags", json!([]));
    put("allowBackupKeySigning", json!(false));
    put("hasLargeNumberOfAddresses", json!(false));
    put("recoverable", json!(!wallet.is_mpc && wallet.kind.quorum() == (2, 3)));
    put("startDate", json!(iso(wallet.started)));
    put("type", json!(wallet.kind.word()));
    put("multisigType", json!(if wallet.is_mpc { "tss" } else { "onchain" }));
    put("buildDefaults", json!(wallet.settings.build_defaults));
    put("customChangeKeySignatures", json!(wallet.settings.change_signatures));
    if wallet.is_mpc {
        put("multisigTypeVersion", json!("MPCv2"));
    }
    if !wallet.tags.is_empty() {
        put("customTags", json!(wallet.tags));
    }
    if let Some(freeze) = wallet.freeze {
        put("freeze", self::freeze(freeze));
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

/// A freeze (spec: POST /api/v2/{coin}/wallet/{walletId}/freeze).
pub(crate) fn freeze(freeze: Freeze) -> Value {
    let Freeze { since, until, by } = freeze;
    json!({ "time": iso(since), "expires": iso(until), "reason": "UserRequest", "adminOrUserId": by.to_string() })
}

/// The string always, the number only where it cannot mislead.
fn put_balance(fields: &mut Map<String, Value>, name: &str, text: &str) {
    if let Some(number) = text.parse().ok().as_ref().and_then(short_number) {
        fields.insert(name.to_owned(), number);
    }
    fields.insert(format!("{name}String"), json!(text));
}

fn users(wallet: &Wallet) -> Value {
    let document = |user: &WalletUser| {
        let permissions: Vec<&str> = user.permissions.words().collect();
        json!({ "user": user.person.to_string(), "permissions": permissions })
    };
    wallet.users.iter().map(document).collect()
}

/// The policy, with its rules only where the request asks for them (`expandPolicy`). The spec's answer schema knows
/// three rule types only, but its own enumeration of triggers and the protocol notes (section 9) know velocity limits
/// and the rest: those are what a wallet really carries.
fn policy(wallet: &Wallet, with_rules: bool) -> Value {
    let mut document = json!({
        "id": wallet.policy.to_string(),
        "version": wallet.policy_version,
        "date": iso(wallet.started),
        "latest": true,
        "label": "default",
    });
    if let (true, Some(fields)) = (with_rules, document.as_object_mut()) {
        let rules = wallet.rules.iter().map(|rule| policy_rule(rule, wallet.coin));
        fields.insert("rules".to_owned(), rules.collect());
    }
    document
}

/// A rule, as wallets and pending approvals show it.
pub(crate) fn policy_rule(rule: &PolicyRule, coin: &str) -> Value {
    let users: Vec<String> = rule.action_users.iter().map(ToString::to_string).collect();
    json!({
        "id": rule.id,
        "coin": rule.coin.as_deref().unwrap_or(coin),
        "type": rule.kind,
        "condition": rule.condition,
        "action": { "type": rule.action, "userIds": users },
        "lockDate": iso(rule.lock_date),
    })
}

/// The address that it receives at.
pub(crate) fn receive_address(wallet: &Wallet) -> Value {
    // Chain 20 is the external native SegWit chain; coins without such chains count from 0.
    let chain = if matches!(wallet.family, "btc" | "btg" | "ltc") { 20 } else { 0 };
    own_address(wallet, wallet.address_id, &wallet.address, chain)
}

/// The address that change comes back to.
pub(crate) fn change_address(wallet: &Wallet, address: &str) -> Value {
    // Internal chains follow the external ones.
    let chain = if matches!(wallet.family, "btc" | "btg" | "ltc") { 21 } else { 1 };
    own_address(wallet, change_address_id(wallet), address, chain)
}

/// The identifier of that address: drawn from that of the other one.
pub(crate) fn change_address_id(wallet: &Wallet) -> Id {
    let hash: [u8; 32] = Sha256::digest(format!("countersign sandbox change {}", wallet.address_id)).into();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, drawn)| *byte = drawn);
    Id::from_bytes(bytes)
}

fn own_address(wallet: &Wallet, id: Id, address: &str, chain: u8) -> Value {
    json!({
        "id": id.to_string(),
        "address": address,
        "chain": chain,
        "index": 1,
        "coin": wallet.coin,
        "wallet": wallet.id.to_string(),
    })
}
