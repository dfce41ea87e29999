//! A wallet's keys (spec: GET /api/v2/{coin}/key/{id}).

use serde_json::{Map, Value, json};

use crate::bitgo::ecdh::EcdhError;
use crate::sandbox::keys;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::uploaded_key::{KeySource, PublicKey, UploadedKey};
use crate::sandbox::state::wallet::{Wallet, WalletType};

/// The document of a wallet's key at that place; `encrypted_prv` is the caller's own.
pub(crate) fn full(
    wallet: &Wallet,
    key: Id,
    place: usize,
    encrypted_prv: Option<&str>,
) -> Result<Value, EcdhError> {
    let pair = keys::wallet_key(if wallet.is_mpc { first_key(wallet, key) } else { key })?;
    let (source, is_platforms) = source(wallet, place);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(key.to_string()));
    put("pub", json!(pair.xpub));
    put("source", json!(source));
    put("type", json!(if wallet.is_mpc { "tss" } else { "independent" }));
    put("isBitGo", json!(is_platforms));
    put("isTrust", json!(false));
    put("coinSpecific", json!({}));
    if wallet.is_mpc {
        put("commonKeychain", json!(pair.common_keychain));
    }
    if let Some(text) = encrypted_prv {
        put("encryptedPrv", json!(text));
    }
    Ok(Value::Object(fields))
}

/// The document of a key that belongs to no wallet yet.
pub(crate) fn uploaded(key: &UploadedKey) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(key.id.to_string()));
    put("source", json!(key.source.word()));
    put("isBitGo", json!(key.source == KeySource::BitGo));
    match &key.public {
        PublicKey::Whole(text) => {
            put("type", json!("independent"));
            put("pub", json!(text));
        }
        PublicKey::Common(text) => {
            put("type", json!("tss"));
            put("commonKeychain", json!(text));
        }
    }
    if let Some(text) = &key.encrypted_prv {
        put("encryptedPrv", json!(text));
    }
    Value::Object(fields)
}

/// All keys of an MPC wallet have one common keychain, that of the first.
pub(crate) fn first_key(wallet: &Wallet, key: Id) -> Id {
    wallet.keys.first().copied().unwrap_or(key)
}

fn source(wallet: &Wallet, place: usize) -> (&'static str, bool) {
    match (wallet.kind, place) {
        (_, 2) | (WalletType::Custodial, _) => ("bitgo", true),
        (_, 1) => ("backup", false),
        (WalletType::Cold, _) => ("cold", false),
        _ => ("user", false),
    }
}
