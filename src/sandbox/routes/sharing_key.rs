//! `POST /api/v1/user/sharingkey`, `POST /api/v2/user/sharingkey`: the key that a wallet's key is encrypted to (the
//! protocol notes, section 6).

use std::sync::PoisonError;

use serde_json::{Value, json};

use super::call::Call;
use super::login::derivation_path;
use crate::bitgo::ecdh;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::rules::rate::Meter;

/// Answers the person's public fields and, where they have an ECDH keychain, `userId`, `pubkey` and `path`.
pub(crate) fn sharing_key(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let email = body.required("email")?.to_lowercase();
    let caller = call.caller()?;
    let (mut document, xpub) = {
        let mut state = call.shared.state();
        let who = caller.person.to_string();
        state.rates.count(Meter::SharingKeys, &who, call.now_ms()).map_err(ApiError::too_many)?;
        let found = state.person_by_email(&email);
        let person = found.ok_or_else(|| ApiError::not_found("UserNotFound", "user not found"))?;
        (json::user::short(person), person.ecdh().map(|keychain| keychain.xpub.clone()))
    };
    let Some(fields) = document.as_object_mut() else { return Ok(Answer::ok(document)) };
    let id = fields.get("id").cloned().unwrap_or(Value::Null);
    fields.insert("userId".to_owned(), id);
    if let Some(xpub) = xpub {
        let held = call.shared.sharing_path.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let path = held.unwrap_or_else(derivation_path);
        let key = ecdh::derive_public(&xpub, &path)
            .map_err(|_| ApiError::bad_request("this person's keychain cannot be derived"))?;
        fields.insert("pubkey".to_owned(), json!(ecdh::public_hex(&key)));
        fields.insert("path".to_owned(), json!(path));
    }
    Ok(Answer::ok(document))
}
