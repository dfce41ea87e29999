//! A person's long-lived access tokens: list, create, delete (the protocol notes, section 7).

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::call::Call;
use super::login::derivation_path;
use crate::bitgo::envelope::Version;
use crate::bitgo::issuance;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::keys::new_token_text;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::otp;
use crate::sandbox::rules::{template, token_request};
use crate::sandbox::state::token::{Origin, Token};

/// Default and largest page (spec: GET /api/v2/user/accesstoken).
const PAGE: usize = 100;
const LARGEST_PAGE: usize = 200;

/// `GET /api/v2/user/accesstoken`: what has not expired, oldest first unless asked otherwise. Login sessions are
/// not in it.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let limit = call.query.limit(PAGE, LARGEST_PAGE)?;
    let previous = call.query.id("prevId")?;
    let is_newest_first = call.query.word("sort", &["ASC", "DESC"])? == Some("DESC");
    let caller = call.caller()?;
    let state = call.shared.state();
    let mut live = state
        .tokens
        .listed(caller.person, call.now, is_newest_first, previous)
        .ok_or_else(|| ApiError::bad_field("prevId", "prevId is not the id of one of your access tokens"))?;
    let page: Vec<&Token> = live.by_ref().take(limit).collect();
    let is_truncated = live.next().is_some();
    let documents: Vec<Value> =
        page.iter().map(|token| json::token::listed(token, call.peer, call.now)).collect();
    let mut document = json!({ "accessTokens": documents });
    if let (true, Some(last), Some(fields)) = (is_truncated, page.last(), document.as_object_mut()) {
        fields.insert("nextBatchPrevId".to_owned(), json!(last.id.to_string()));
    }
    Ok(Answer::ok(document))
}

/// `POST /api/v2/user/accesstoken`. The answer carries the token's text, this once.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let (mut document, text) = make(call)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("token".to_owned(), json!(text.expose_secret()));
    }
    Ok(Answer::ok(document))
}

/// `POST /api/auth/v1/accesstoken`, where the vendor's client asks: the text comes encrypted to the person's ECDH
/// keychain, and plain to somebody who has none (the protocol notes, section 4).
pub(crate) fn create_sealed(call: &Call<'_>) -> Result<Answer, ApiError> {
    let keychain = {
        let state = call.shared.state();
        state.person(call.caller()?.person).and_then(|person| person.ecdh().cloned())
    };
    let Some(keychain) = keychain else { return create(call) };
    let path = derivation_path();
    let (mut document, text) = make(call)?;
    let sealed =
        issuance::seal_token(&text, &keychain.xpub, &path, &call.shared.server_key.xprv, Version::V1)
            .map_err(|_| ApiError::bad_request("this person's keychain cannot receive a token"))?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("encryptedToken".to_owned(), json!(sealed));
        fields.insert("encryptedECDHXprv".to_owned(), json!(keychain.encrypted_xprv));
        fields.insert("derivationPath".to_owned(), json!(path));
    }
    Ok(Answer::ok(document))
}

fn make(call: &Call<'_>) -> Result<(Value, SecretString), ApiError> {
    let body = call.json()?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let maker = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let body = template::filled(body, maker, state)?;
    let otp = body.text("otp")?;
    let wanted = token_request::read(&body, maker, state)?;
    otp::check(&mut state.rates, &caller.person.to_string(), otp, call.now.as_millisecond())?;
    let per_mille = i64::try_from(call.shared.lifetime_per_mille.load(Ordering::Relaxed)).unwrap_or(1_000);
    let lifetime_ms = wanted.lifetime_ms / 1_000 * per_mille + wanted.lifetime_ms % 1_000;
    let expires = call
        .now
        .checked_add(SignedDuration::from_millis(lifetime_ms))
        .map_err(|_| ApiError::bad_field("duration", "the token would outlive the calendar"))?;
    let text = new_token_text();
    let token = Token {
        id: state.new_id(),
        text: text.clone(),
        person: caller.person,
        origin: Origin::Api,
        label: Some(wanted.label),
        created: call.now,
        expires,
        scope: wanted.scope,
        ip_restrict: wanted.ip_restrict,
        enterprise: wanted.enterprise,
        is_extensible: false,
        admin_scope: wanted.admin_scope,
        unlock: None,
        limits: wanted.limits,
        erc20_limit: wanted.erc20_limit,
        reach: wanted.reach,
        is_revoked: false,
    };
    let document = json::token::listed(&token, call.peer, call.now);
    let data = json!({ "accessTokenId": token.id.to_string(), "label": token.label });
    state.tokens.add(token);
    audit::note(state, "createAccessToken", caller, call.peer, call.now, Subject::own(data));
    Ok((document, text))
}

/// `DELETE /api/v2/user/accesstoken/{token}`: ends it now and answers the ended token.
pub(crate) fn delete(call: &Call<'_>) -> Result<Answer, ApiError> {
    let id = read_id("token", call.param())?;
    let caller = call.caller()?;
    let mut state = call.shared.state();
    let token = state.tokens.get_mut(id).filter(|token| {
        token.person == caller.person && token.origin != Origin::Login && token.is_live(call.now)
    });
    let token = token.ok_or_else(|| ApiError::not_found("AccessTokenNotFound", "access token not found"))?;
    token.is_revoked = true;
    token.expires = call.now;
    let answer = Answer::ok(json::token::listed(token, call.peer, call.now));
    let data = json!({ "accessTokenId": token.id.to_string(), "label": token.label });
    audit::note(&mut state, "deleteAccessToken", caller, call.peer, call.now, Subject::own(data));
    Ok(answer)
}
