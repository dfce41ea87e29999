//! A person's settings and keychains: where their ECDH key lives (the protocol notes, section 6).

use serde_json::{Value, json};

use super::call::Call;
use crate::bitgo::ecdh;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::share_request::is_envelope;
use crate::sandbox::state::person::{EcdhKeychain, Person};

/// `GET /api/v1/user/settings`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    Ok(Answer::ok(document(person)))
}

fn document(person: &Person) -> Value {
    let mut settings = json!({
        "userId": person.id.to_string(),
        "currency": { "currency": "USD", "bitcoinUnit": "BTC" },
        "timezone": person.timezone,
    });
    if let (Some(xpub), Some(fields)) = (&person.ecdh_xpub, settings.as_object_mut()) {
        fields.insert("ecdhKeychain".to_owned(), json!(xpub));
    }
    json!({ "settings": settings })
}

/// `PUT /api/v2/user/settings`: chooses the ECDH keychain among the person's own. Other settings are left alone.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let settings = body.get("settings").and_then(Value::as_object);
    let settings = settings.ok_or_else(|| wrong("settings", "must be an object"))?;
    let caller = call.caller()?;
    let mut state = call.shared.state();
    let person = state.person_mut(caller.person).ok_or_else(ApiError::invalid_token)?;
    if let Some(chosen) = settings.get("ecdhKeychain") {
        let xpub = chosen.as_str().unwrap_or_default();
        if !person.keychains.iter().any(|keychain| keychain.xpub == xpub) {
            return Err(wrong("ecdhKeychain", "is not one of your keychains"));
        }
        person.ecdh_xpub = Some(xpub.to_owned());
    }
    let answer = Answer::ok(document(person));
    audit::note(&mut state, "updateUserSettings", caller, call.peer, call.now, Subject::own(json!({})));
    Ok(answer)
}

/// `POST /api/v1/keychain`: keeps a keychain whose private part only the person's password opens.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let xpub = body.required("xpub")?;
    ecdh::parse_xpub(xpub).map_err(|_| wrong("xpub", "must be an extended public key"))?;
    let encrypted_xprv = body.text("encryptedXprv")?.unwrap_or_default();
    if !encrypted_xprv.is_empty() {
        is_envelope("encryptedXprv", encrypted_xprv)?;
    }
    let caller = call.caller()?;
    let mut state = call.shared.state();
    let is_taken = |person: &Person| person.keychains.iter().any(|keychain| keychain.xpub == xpub);
    if state.people.iter().any(is_taken) {
        return Err(ApiError::refused("DuplicateKeychain", "this keychain is already there"));
    }
    let keychain = EcdhKeychain { xpub: xpub.to_owned(), encrypted_xprv: encrypted_xprv.to_owned() };
    let answer = Answer::ok(keychain_document(&keychain));
    let person = state.person_mut(caller.person).ok_or_else(ApiError::invalid_token)?;
    person.keychains.push(keychain);
    Ok(answer)
}

/// `POST /api/v1/keychain/{xpub}`: one of the person's own keychains.
pub(crate) fn keychain(call: &Call<'_>) -> Result<Answer, ApiError> {
    call.json()?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let found = person.keychains.iter().find(|keychain| keychain.xpub == call.param());
    let found = found.ok_or_else(|| ApiError::not_found("KeychainNotFound", "keychain not found"))?;
    Ok(Answer::ok(keychain_document(found)))
}

fn keychain_document(keychain: &EcdhKeychain) -> Value {
    let mut document = json!({ "xpub": keychain.xpub, "path": "m", "isBitGo": false });
    if let (false, Some(fields)) = (keychain.encrypted_xprv.is_empty(), document.as_object_mut()) {
        fields.insert("encryptedXprv".to_owned(), json!(keychain.encrypted_xprv));
    }
    document
}

/// `POST /api/v1/user/verifypassword`: whether the sent HMAC is that of the person's password.
pub(crate) fn verify_password(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let sent = body.required("password")?;
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let valid = super::login::is_password(person, sent);
    Ok(Answer::ok(json!({ "valid": valid })))
}
