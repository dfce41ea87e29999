//! What a person's own Express server does for them when the sandbox plays that part (`SandboxOptions::express`): the
//! work with keys, for passphrases that are sent to it (the protocol notes, section 6).

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::call::Call;
use super::{keys, open_share};
use crate::bitgo::envelope::{self, Version};
use crate::bitgo::{ecdh, issuance, key_sealing};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::WalletAccess;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Permissions;

/// True for a share that Express is to make: it names the recipient by e-mail address.
pub(super) fn is_meant(call: &Call<'_>, body: &Body) -> bool {
    call.shared.express && body.get("user").is_none() && body.get("email").is_some()
}

/// The request as Express passes it on: the recipient by identifier, and the key, opened with the wallet passphrase and
/// sealed to them.
pub(super) fn share(call: &Call<'_>, body: &Body) -> Result<Body, ApiError> {
    let email = body.required("email")?.to_lowercase();
    let permissions = body.text("permissions")?.and_then(Permissions::read).unwrap_or_default();
    let (coin, wallet) = (call.param(), read_id("walletId", call.param_at(1))?);
    let (user_key, to, recipient) = {
        let state = call.shared.state();
        let access = WalletAccess::of(&state, call.caller()?, Some(coin), wallet)?;
        access.manages()?;
        let to = state.person_by_email(&email);
        let to = to.ok_or_else(|| ApiError::not_found("UserNotFound", "user not found"))?;
        let user_key = access.wallet.keys.first().copied().filter(|_| access.wallet.keeps_user_key());
        (user_key, to.id, to.ecdh().map(|keychain| keychain.xpub.clone()))
    };
    let mut fields: Map<String, Value> = body
        .fields()
        .iter()
        .filter(|(name, _)| *name != "walletPassphrase")
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    fields.insert("user".to_owned(), json!(to.to_string()));
    let is_needed = permissions.has(Permissions::SPEND) && !body.flag("skipKeychain")?;
    if let (true, Some(key)) = (is_needed, user_key) {
        let recipient = recipient.ok_or_else(|| wrong("email", "belongs to somebody who has no key yet"))?;
        let key = keys::document(call, wallet, key)?;
        let text = |name: &str| key.get(name).and_then(Value::as_str).unwrap_or_default();
        let passphrase = SecretString::from(body.required("walletPassphrase")?);
        let prv = open(text("encryptedPrv"), &passphrase)?;
        let public = if text("commonKeychain").is_empty() { text("pub") } else { text("commonKeychain") };
        let path = super::login::derivation_path();
        let broken = |_| ApiError::bad_request("the recipient's key cannot be derived");
        let pubkey = ecdh::public_hex(&ecdh::derive_public(&recipient, &path).map_err(broken)?);
        let sealed = key_sealing::seal_key(&prv, public, &pubkey, &path, Version::V1)
            .map_err(|error| ApiError::bad_request(error.to_string()))?;
        fields.insert("keychain".to_owned(), json!(sealed));
    }
    Ok(Body::of(fields))
}

/// Whether a payment from this wallet is built and signed again for an approval: Express opens the wallet's key with the
/// passphrase that came along. The platform itself takes no passphrase.
pub(super) fn rebuilds(call: &Call<'_>, body: &Body, wallet: Option<Id>) -> Result<bool, ApiError> {
    let Some(passphrase) = body.text("walletPassphrase")?.filter(|text| !text.is_empty()) else {
        return Ok(false);
    };
    if !call.shared.express {
        return Err(wrong("walletPassphrase", "is never to be sent here"));
    }
    let key = wallet.and_then(|id| {
        let state = call.shared.state();
        let wallet = state.wallets.get(id)?;
        wallet.keys.first().copied().filter(|_| wallet.keeps_user_key())
    });
    let (Some(wallet), Some(key)) = (wallet, key) else { return Ok(false) };
    let key = keys::document(call, wallet, key)?;
    let sealed = key.get("encryptedPrv").and_then(Value::as_str).unwrap_or_default();
    open(sealed, &SecretString::from(passphrase))?;
    Ok(true)
}

fn open(envelope: &str, passphrase: &SecretString) -> Result<SecretString, ApiError> {
    envelope::decrypt(envelope, passphrase.expose_secret())
        .map_err(|_| ApiError::wrong_secret("unable to decrypt keychain with the given wallet passphrase"))
}

/// `POST /api/v2/{coin}/walletshare/{shareId}/acceptshare {userPassword?, newWalletPassphrase?}`.
pub(crate) fn accept(call: &Call<'_>) -> Result<Answer, ApiError> {
    if !call.shared.express {
        return Err(ApiError::not_found("NotFound", "there is no such route; Express has it"));
    }
    let body = call.json()?;
    let (keychain, own) = {
        let state = call.shared.state();
        let keychain = open_share::find(call, &state)?.keychain.clone();
        let person = state.person(call.caller()?.person).ok_or_else(ApiError::invalid_token)?;
        (keychain, person.ecdh().cloned())
    };
    let mut fields = Map::from_iter([("state".to_owned(), json!("accepted"))]);
    if let Some(keychain) = keychain {
        let password = SecretString::from(body.required("userPassword")?);
        let own =
            own.ok_or_else(|| ApiError::bad_request("you have no key that a share could be opened with"))?;
        let own = issuance::open_ecdh_xprv(&own.encrypted_xprv, &password)
            .map_err(|_| ApiError::wrong_secret("incorrect password"))?;
        let prv = key_sealing::open_key(&keychain, &own)
            .map_err(|error| ApiError::bad_request(error.to_string()))?;
        let passphrase = body.text("newWalletPassphrase")?.filter(|text| !text.is_empty());
        let passphrase = passphrase.unwrap_or(password.expose_secret());
        let sealed = envelope::encrypt(prv.expose_secret(), passphrase, Version::V1)
            .map_err(|_| ApiError::bad_request("the key cannot be encrypted"))?;
        fields.insert("encryptedPrv".to_owned(), json!(sealed));
    }
    open_share::take(call, &Body::of(fields))
}
