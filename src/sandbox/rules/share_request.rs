//! What a new wallet share must look like (the protocol notes, section 6; spec: POST …/wallet/{walletId}/share).

use serde_json::Value;

use crate::bitgo::ecdh;
use crate::bitgo::key_sealing::ShareKeychain;
use crate::sandbox::answer::ApiError;
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json::key::first_key;
use crate::sandbox::keys;
use crate::sandbox::query::read_id;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::wallet::{Permissions, Wallet, WalletType};

/// Longest message to the recipient, in characters.
const LONGEST_MESSAGE: usize = 5_000;

/// A share that may be made.
pub(crate) struct Wanted {
    pub(crate) to: Id,
    pub(crate) permissions: Permissions,
    pub(crate) message: String,
    pub(crate) is_reshare: bool,
    pub(crate) keychain: Option<ShareKeychain>,
}

/// Reads and checks every field. Takes key work.
pub(crate) fn read(body: &Body, wallet: &Wallet, sender: Id, state: &State) -> Result<Wanted, ApiError> {
    let to = read_id("user", body.required("user")?)?;
    let recipient = state.person(to).ok_or_else(|| ApiError::not_found("UserNotFound", "user not found"))?;
    if to == sender {
        return Err(wrong("user", "is you: a wallet is shared with somebody else"));
    }
    if recipient.is_frozen || !recipient.is_active {
        let error = "this person's account is frozen or not active";
        return Err(ApiError::refused("UserNotActive", error));
    }
    let is_reshare = body.flag("reshare")?;
    body.flag("disableEmail")?;
    let permissions = permissions(body, wallet, to, is_reshare)?;
    let message = body.text("message")?.unwrap_or_default();
    if message.chars().count() > LONGEST_MESSAGE {
        return Err(wrong("message", "may have 5000 characters"));
    }
    let keychain = keychain(body, wallet, recipient, permissions)?;
    Ok(Wanted { to, permissions, message: message.to_owned(), is_reshare, keychain })
}

fn permissions(body: &Body, wallet: &Wallet, to: Id, is_reshare: bool) -> Result<Permissions, ApiError> {
    let held = wallet.permissions_of(to);
    let text = match body.text("permissions")? {
        None => body.text("permission")?,
        text => text,
    };
    let permissions = match (text, held) {
        (Some(text), _) => Permissions::read(text).ok_or_else(|| {
            wrong("permissions", "must be a comma-separated list of view, spend, admin, freeze and trade")
        })?,
        (None, Some(held)) if is_reshare => held,
        (None, _) => return Err(wrong("permissions", "is required")),
    };
    if permissions.has(Permissions::TRADE) && wallet.kind != WalletType::Trading {
        return Err(wrong("permissions", "may hold trade for Go Accounts only"));
    }
    match held {
        Some(held) if !is_reshare && held.has(permissions) => {
            Err(ApiError::refused("UserAlreadyHasAccess", "this person already has these permissions"))
        }
        _ => Ok(permissions),
    }
}

/// The key goes along with `spend` alone, and only where the wallet keeps an encrypted user key.
fn keychain(
    body: &Body,
    wallet: &Wallet,
    recipient: &Person,
    permissions: Permissions,
) -> Result<Option<ShareKeychain>, ApiError> {
    let may_spend = permissions.has(Permissions::SPEND);
    let is_skipped = body.flag("skipKeychain")?;
    let sent = match body.get("keychain") {
        None | Some(Value::Null) => None,
        Some(Value::Object(fields)) if fields.is_empty() => None,
        Some(value) => Some(serde_json::from_value::<ShareKeychain>(value.clone()).map_err(|_| {
            wrong("keychain", "needs the texts pub, encryptedPrv, fromPubKey, toPubKey and path")
        })?),
    };
    match sent {
        None if may_spend && wallet.keeps_user_key() && !is_skipped => {
            Err(wrong("keychain", "is required to share with spend; set skipKeychain to leave it out"))
        }
        None => Ok(None),
        Some(_) if !may_spend => Err(wrong("keychain", "goes with the permission spend only")),
        Some(_) if !wallet.keeps_user_key() => {
            Err(wrong("keychain", "cannot be sent: this wallet keeps no encrypted user key"))
        }
        Some(keychain) => fits(&keychain, wallet, recipient).map(|()| Some(keychain)),
    }
}

/// The key named has to be the wallet's, and the recipient's key the one at that path.
fn fits(keychain: &ShareKeychain, wallet: &Wallet, recipient: &Person) -> Result<(), ApiError> {
    let user_key = wallet.keys.first().copied().unwrap_or(wallet.id);
    let pair = keys::wallet_key(first_key(wallet, user_key))
        .map_err(|_| ApiError::bad_request("this wallet's key cannot be derived"))?;
    // The vendor's client names an MPC wallet's key by the public half of the common keychain.
    let names_it = keychain.public == pair.xpub
        || (wallet.is_mpc
            && !keychain.public.is_empty()
            && pair.common_keychain.starts_with(&keychain.public)
            && keychain.public.len() >= 66);
    if !names_it {
        return Err(wrong("keychain", "names a pub that is not this wallet's user key"));
    }
    let own =
        recipient.ecdh().ok_or_else(|| wrong("user", "has no key that a wallet's key can be sent to"))?;
    let expected = ecdh::derive_public(&own.xpub, &keychain.path)
        .map_err(|_| wrong("keychain", "has a path that cannot be derived"))?;
    match ecdh::public_from_hex(&keychain.to_pub_key) {
        Ok(key) if key == expected => {}
        _ => return Err(wrong("keychain", "has a toPubKey that is not the recipient's key at that path")),
    }
    ecdh::public_from_hex(&keychain.from_pub_key)
        .map_err(|_| wrong("keychain", "has a fromPubKey that is no public key"))?;
    is_envelope("keychain", &keychain.encrypted_prv)
}

/// 400 unless the text is an encrypted envelope with reasonable parameters. Nothing is decrypted.
pub(crate) fn is_envelope(field: &'static str, text: &str) -> Result<(), ApiError> {
    crate::bitgo::envelope::Params::of(text)
        .map(drop)
        .map_err(|_| wrong(field, "must hold a private key encrypted as the platform does it"))
}
