//! What a wallet's settings may become (spec: `UpdateWallet`).

use serde_json::{Map, Value};

use crate::sandbox::answer::ApiError;
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::state::wallet::{Wallet, WalletType};

/// Everything that can be set.
pub(crate) const FIELDS: [&str; 7] = [
    "approvalsRequired",
    "buildDefaults",
    "coinSpecific",
    "customChangeKeySignatures",
    "disableTransactionNotifications",
    "label",
    "userKeySigningRequired",
];
/// The longest label, in characters.
const LONGEST_LABEL: usize = 250;
const CHANGE_TYPES: [&str; 6] = ["p2sh", "p2shP2wsh", "p2wsh", "p2tr", "p2trMusig2", "default"];
const FORMATS: [&str; 3] = ["legacy", "psbt", "psbt-lite"];
const SIGNERS: [&str; 3] = ["user", "backup", "bitgo"];
/// The switches that each coin has, of those that the specification names.
const SWITCHES: [(&[&str], &[&str]); 3] = [
    (&["btc", "tbtc", "tbtc4"], &["allowQuantumUnsafeAddresses"]),
    (&["eth", "teth"], &["deployForwardersManually", "flushForwardersManually"]),
    (&["zec", "tzec"], &["freezeDepositsFromShielded"]),
];

/// Settings that may be set. What is not in it stays.
pub(crate) struct WalletUpdate {
    label: Option<String>,
    is_silent: Option<bool>,
    build_defaults: Map<String, Value>,
    change_signatures: Map<String, Value>,
    coin_specific: Map<String, Value>,
    /// These two guard the wallet.
    pub(crate) approvals_required: Option<u32>,
    pub(crate) user_key_signing: Option<bool>,
}

/// Reads and checks every field.
pub(crate) fn read(body: &Body, wallet: &Wallet) -> Result<WalletUpdate, ApiError> {
    let label = body.text("label")?;
    let fits = |label: &str| (1..=LONGEST_LABEL).contains(&label.trim().chars().count());
    if label.is_some_and(|label| !fits(label)) {
        return Err(wrong("label", "needs 1 to 250 characters"));
    }
    let switch = |name| body.get(name).map(|_| body.flag(name)).transpose();
    let user_key_signing = switch("userKeySigningRequired")?;
    if user_key_signing.is_some() && wallet.kind != WalletType::Trading {
        return Err(wrong("userKeySigningRequired", "is for Go Accounts only"));
    }
    Ok(WalletUpdate {
        label: label.map(|label| label.trim().to_owned()),
        is_silent: switch("disableTransactionNotifications")?,
        build_defaults: checked("buildDefaults", body, is_build_default)?,
        change_signatures: change_signatures(body, wallet)?,
        coin_specific: coin_specific(body, wallet)?,
        approvals_required: approvals_required(body)?,
        user_key_signing,
    })
}

/// Sets them; what guards the wallet only where nobody else has to agree.
pub(crate) fn apply(wallet: &mut Wallet, update: &WalletUpdate, with_guards: bool) {
    if let Some(label) = &update.label {
        wallet.label.clone_from(label);
    }
    let settings = &mut wallet.settings;
    settings.is_silent = update.is_silent.unwrap_or(settings.is_silent);
    for (name, value) in &update.build_defaults {
        // Null takes a default away, and so does the word.
        if value.is_null() || value == "default" {
            settings.build_defaults.shift_remove(name);
        } else {
            settings.build_defaults.insert(name.clone(), value.clone());
        }
    }
    settings.change_signatures.extend(update.change_signatures.clone());
    settings.coin_specific.extend(update.coin_specific.clone());
    if with_guards {
        wallet.approvals_required = update.approvals_required.unwrap_or(wallet.approvals_required);
        wallet.user_key_signing = update.user_key_signing.unwrap_or(wallet.user_key_signing);
    }
}

fn approvals_required(body: &Body) -> Result<Option<u32>, ApiError> {
    let Some(value) = body.get("approvalsRequired") else { return Ok(None) };
    let count = value.as_u64().and_then(|count| u32::try_from(count).ok()).filter(|count| *count >= 1);
    count.map(Some).ok_or_else(|| wrong("approvalsRequired", "must be a whole number of at least 1"))
}

/// The fields of an object, each one that `is_fine`.
fn checked(
    name: &'static str,
    body: &Body,
    is_fine: impl Fn(&str, &Value) -> bool,
) -> Result<Map<String, Value>, ApiError> {
    let fields = match body.get(name) {
        None => return Ok(Map::new()),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(wrong(name, "must be an object")),
    };
    match fields.iter().find(|(field, value)| !is_fine(field, value)) {
        Some((field, _)) => Err(wrong(name, &format!("cannot have this {field}"))),
        None => Ok(fields.clone()),
    }
}

fn is_build_default(name: &str, value: &Value) -> bool {
    let word = |choices: &[&str]| value.as_str().is_some_and(|word| choices.contains(&word));
    match name {
        "minFeeRate" | "maxFeeRate" => value.is_null() || value.as_u64().is_some_and(|rate| rate >= 1_000),
        "feeMultiplier" | "autoReserveUnspentsOnBuildMins" => {
            value.is_null() || value.as_f64().is_some_and(|number| (1.0..=1e9).contains(&number))
        }
        "changeAddressType" => value.is_null() || word(&CHANGE_TYPES),
        "txFormat" => word(&FORMATS),
        _ => false,
    }
}

/// They are set once.
fn change_signatures(body: &Body, wallet: &Wallet) -> Result<Map<String, Value>, ApiError> {
    let name = "customChangeKeySignatures";
    let is_signature = |signer: &str, value: &Value| SIGNERS.contains(&signer) && value.is_string();
    let signatures = checked(name, body, is_signature)?;
    let held = &wallet.settings.change_signatures;
    if signatures.iter().any(|(signer, value)| held.get(signer).is_some_and(|held| held != value)) {
        return Err(wrong(name, "are set once and not changed after"));
    }
    Ok(signatures)
}

fn coin_specific(body: &Body, wallet: &Wallet) -> Result<Map<String, Value>, ApiError> {
    let name = "coinSpecific";
    let switches = SWITCHES.iter().find(|(coins, _)| coins.contains(&wallet.coin)).map(|(_, names)| *names);
    let is_switch = |field: &str, value: &Value| {
        value.is_boolean() && switches.is_some_and(|switches| switches.contains(&field))
    };
    // One object a coin; that of another coin sets nothing here.
    let own = checked(name, body, |coin, value| coin == wallet.coin && value.is_object())?;
    match own.get(wallet.coin) {
        Some(Value::Object(fields)) => {
            let fields = Body::of(Map::from_iter([(name.to_owned(), Value::Object(fields.clone()))]));
            checked(name, &fields, is_switch)
        }
        _ => Ok(Map::new()),
    }
}
