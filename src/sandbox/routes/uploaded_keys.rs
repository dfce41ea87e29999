//! `POST /api/v2/{coin}/key`: a key for a wallet that is still to be made.

use super::call::Call;
use crate::bitgo::ecdh;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json::key;
use crate::sandbox::keys;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::permissions::who;
use crate::sandbox::rules::share_request::is_envelope;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::uploaded_key::{KeySource, PublicKey, UploadedKey};

/// No coin's public key is longer.
const LONGEST_PUBLIC: usize = 512;
/// Public key and chain code in hex.
const COMMON_KEYCHAIN: usize = 130;

/// The platform's own key is made here; every other one comes with its public part. The same key sent again is the same.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let caller = call.caller()?;
    let source = KeySource::named(body.text("source")?.unwrap_or(KeySource::User.word()));
    let source = source.ok_or_else(|| wrong("source", "must be one of user, backup, cold, bitgo"))?;
    let encrypted_prv = body.text("encryptedPrv")?;
    encrypted_prv.map_or(Ok(()), |text| is_envelope("encryptedPrv", text))?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    if let Some(text) = body.text("enterprise")? {
        let enterprise = read_id("enterprise", text)?;
        if !who(state, caller)?.0.belongs_to(enterprise) {
            return Err(ApiError::not_found("EnterpriseNotFound", "enterprise not found"));
        }
    }
    let id = state.new_id();
    let public = public_part(&body, source, id)?;
    let present = |it: &&UploadedKey| {
        it.person == caller.person && it.coin == call.param() && it.public == public && it.source == source
    };
    if let Some(present) = state.uploaded_keys.iter().find(present) {
        return Ok(Answer::ok(key::uploaded(present)));
    }
    let made = UploadedKey {
        id,
        person: caller.person,
        coin: call.param().to_owned(),
        source,
        public,
        encrypted_prv: encrypted_prv.map(str::to_owned),
    };
    let document = key::uploaded(&made);
    state.uploaded_keys.push(made);
    Ok(Answer::ok(document))
}

fn public_part(body: &Body, source: KeySource, id: Id) -> Result<PublicKey, ApiError> {
    let is_in_parts = match body.text("keyType")? {
        None | Some("independent") => false,
        Some("tss") => true,
        Some(_) => return Err(wrong("keyType", "must be independent or tss")),
    };
    match (source, is_in_parts) {
        (KeySource::BitGo, true) => {
            Err(wrong("keyType", "cannot be tss here: the sandbox takes no part in making keys in parts"))
        }
        (KeySource::BitGo, false) => {
            let pair = keys::wallet_key(id);
            let pair = pair.map_err(|_| ApiError::bad_request("this key cannot be derived"))?;
            Ok(PublicKey::Whole(pair.xpub))
        }
        (_, true) => {
            let text = body.required("commonKeychain")?;
            let is_keychain = text.len() == COMMON_KEYCHAIN && hex::decode(text).is_ok();
            let wrong = || wrong("commonKeychain", "must be a public key and a chain code in hex");
            if is_keychain { Ok(PublicKey::Common(text.to_owned())) } else { Err(wrong()) }
        }
        (_, false) => {
            let text = body.required("pub")?;
            // What another curve's keys look like is for each coin to say; one of BIP 32 has to be one.
            let is_key = if text.starts_with("xp") {
                ecdh::derive_public(text, "m/0").is_ok()
            } else {
                text.len() <= LONGEST_PUBLIC && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            };
            if is_key { Ok(PublicKey::Whole(text.to_owned())) } else { Err(wrong("pub", "is no public key")) }
        }
    }
}

/// The key of that identifier that the caller sent for that coin.
pub(super) fn find<'a>(call: &Call<'_>, state: &'a State, id: Id) -> Option<&'a UploadedKey> {
    let person = call.caller().ok()?.person;
    state.uploaded_keys.iter().find(|it| it.id == id && it.person == person && it.coin == call.param())
}
