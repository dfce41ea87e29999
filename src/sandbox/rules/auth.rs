//! Whether a signed request is what it says: token, HMAC, time window, replay, and the token's own conditions
//! (the protocol notes, section 2).

use std::net::IpAddr;

use http::HeaderMap;
use jiff::Timestamp;
use secrecy::ExposeSecret;

use crate::bitgo::signing::{self, AuthVersion, Freshness};
use crate::sandbox::answer::ApiError;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::token::{Origin, Token};

/// A request as it came off the wire, before anything in it is believed.
pub(crate) struct Arrival<'a> {
    pub(crate) method: &'a str,
    /// Path and query, as sent.
    pub(crate) target: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) peer: IpAddr,
    /// Every signature is taken for one of version 2.
    pub(crate) knows_v2_alone: bool,
}

/// Who is asking.
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) token: Id,
    pub(crate) person: Id,
}

/// A request's signature, once it stands.
struct Signature {
    version: AuthVersion,
    timestamp_ms: i64,
    hmac: [u8; 32],
}

/// The text of a header, where it is plain ASCII.
pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The token that the request names, alive or not. Only a hash names one: a token sent in the clear is not looked up.
pub(crate) fn named_token<'a>(state: &'a State, headers: &HeaderMap) -> Option<&'a Token> {
    state.tokens.by_hash(bearer(headers)?)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = header(headers, "authorization")?;
    let (scheme, credential) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credential.trim()).filter(|text| !text.is_empty())
}

/// The signature version that the request claims; the signature itself covers the claim.
pub(crate) fn claimed_version(headers: &HeaderMap) -> Option<AuthVersion> {
    AuthVersion::from_header(header(headers, "bitgo-auth-version")?)
}

/// The version that a request's signature is taken for: the one that it claims, or version 2 where no other is known.
pub(crate) fn spoken_version(headers: &HeaderMap, knows_v2_alone: bool) -> Option<AuthVersion> {
    claimed_version(headers).map(|claimed| if knows_v2_alone { AuthVersion::V2 } else { claimed })
}

/// Believes a token that is sent in the clear, or says why not. One route takes such tokens, for people without an ECDH
/// keychain.
pub(crate) fn authenticate_plain(
    state: &State,
    arrival: &Arrival<'_>,
    now: Timestamp,
) -> Option<Result<Caller, ApiError>> {
    let text = bearer(arrival.headers).filter(|text| text.starts_with("v2x"))?;
    let Some(token) = state.tokens.by_hash(&signing::token_hash(text)) else {
        return Some(Err(ApiError::invalid_token()));
    };
    let caller = Caller { token: token.id, person: token.person };
    Some(check_token(token, arrival.peer, now).map(|()| caller))
}

/// Believes a request or says why not.
pub(crate) fn authenticate(
    state: &mut State,
    arrival: &Arrival<'_>,
    now: Timestamp,
) -> Result<Caller, ApiError> {
    let Some(bearer) = bearer(arrival.headers) else { return Err(ApiError::no_token()) };
    let Some(token) = state.tokens.by_hash(bearer) else {
        if bearer.starts_with("v2x") {
            let error = "a token in the clear is refused here: sign the request and send the token's hash";
            return Err(ApiError::bad_signature("PlainBearer", error));
        }
        return Err(ApiError::invalid_token());
    };
    let caller = Caller { token: token.id, person: token.person };
    let signature = check_signature(token, arrival)?;
    check_window(&signature, now)?;
    check_token(token, arrival.peer, now)?;
    let Signature { version, timestamp_ms, hmac } = signature;
    if version == AuthVersion::V3 && !state.seen.is_first(timestamp_ms, hmac, now.as_millisecond()) {
        return Err(ApiError::bad_signature("ReplayedRequest", "this very request was received before"));
    }
    Ok(caller)
}

fn check_signature(token: &Token, arrival: &Arrival<'_>) -> Result<Signature, ApiError> {
    let missing = |what: &str| {
        ApiError::bad_signature("InvalidSignature", format!("the header {what} is missing or wrong"))
    };
    let version = spoken_version(arrival.headers, arrival.knows_v2_alone)
        .ok_or_else(|| missing("BitGo-Auth-Version"))?;
    let timestamp_ms = header(arrival.headers, "auth-timestamp").and_then(|text| text.parse::<i64>().ok());
    let timestamp_ms = timestamp_ms.ok_or_else(|| missing("Auth-Timestamp"))?;
    let sent = header(arrival.headers, "hmac").ok_or_else(|| missing("HMAC"))?;
    let mut hmac = [0; 32];
    hex::decode_to_slice(sent.trim(), &mut hmac).map_err(|_| missing("HMAC"))?;
    let subject =
        signing::request_subject(version, arrival.method, timestamp_ms, arrival.target, arrival.body);
    if !signing::hmac_matches(token.text.expose_secret().as_bytes(), &subject, sent) {
        let error = "the HMAC does not belong to this request and this token";
        return Err(ApiError::bad_signature("InvalidSignature", error));
    }
    Ok(Signature { version, timestamp_ms, hmac })
}

/// A late request is refused in both versions; only V3 also refuses one from the future.
fn check_window(signature: &Signature, now: Timestamp) -> Result<(), ApiError> {
    match (signature.version, signing::freshness(signature.timestamp_ms, now.as_millisecond())) {
        (_, Freshness::Late { .. }) => {
            Err(ApiError::bad_signature("StaleRequest", "the request is more than five minutes late"))
        }
        (AuthVersion::V3, Freshness::Early { .. }) => {
            Err(ApiError::bad_signature("EarlyRequest", "the request's time is more than a minute ahead"))
        }
        _ => Ok(()),
    }
}

fn check_token(token: &Token, peer: IpAddr, now: Timestamp) -> Result<(), ApiError> {
    if token.is_revoked {
        return Err(ApiError::invalid_token());
    }
    if now >= token.expires {
        return Err(if token.origin == Origin::Login {
            ApiError::session_expired()
        } else {
            ApiError::invalid_token()
        });
    }
    let is_welcome = token.ip_restrict.is_empty()
        || matches!(peer, IpAddr::V4(peer) if token.ip_restrict.iter().any(|net| net.contains(&peer)));
    if !is_welcome {
        return Err(ApiError::wrong_address(peer));
    }
    if token.is_used_up() {
        return Err(ApiError::session_expired());
    }
    Ok(())
}
