//! The session itself: show, unlock, lock, end it.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::wrong;
use crate::sandbox::json;
use crate::sandbox::rules::otp;
use crate::sandbox::state::token::{Token, Unlock};

/// Unlocked for at most an hour, ten minutes unless asked otherwise (spec: POST /api/v2/user/unlock).
const LONGEST_UNLOCK_SECS: i64 = 3_600;
const DEFAULT_UNLOCK_SECS: i64 = 600;

/// `GET /api/v2/user/session`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, |_| {})
}

/// `POST /api/v2/user/unlock`. As on the platform, it removes all spending limits from the token.
pub(crate) fn unlock(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let duration_secs = match body.get("duration") {
        None => DEFAULT_UNLOCK_SECS,
        Some(value) => value
            .as_i64()
            .filter(|secs| (1..=LONGEST_UNLOCK_SECS).contains(secs))
            .ok_or_else(|| wrong("duration", "must be a whole number of seconds from 1 to 3600"))?,
    };
    let otp = body.text("otp")?;
    let caller = call.caller()?;
    {
        let mut state = call.shared.state();
        otp::check(&mut state.rates, &caller.person.to_string(), otp, call.now.as_millisecond())?;
    }
    let until = call.now.saturating_add(SignedDuration::from_secs(duration_secs)).unwrap_or(call.now);
    change(call, |token| {
        token.unlock = Some(Unlock { since: call.now, until });
        token.limits.clear();
        token.erc20_limit = None;
    })
}

/// `POST /api/v2/user/lock`.
pub(crate) fn lock(call: &Call<'_>) -> Result<Answer, ApiError> {
    call.json()?;
    change(call, |token| token.unlock = None)
}

/// `GET /api/v2/user/logout`.
pub(crate) fn logout(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, |token| token.is_revoked = true)?;
    Ok(Answer::ok(json!({})))
}

/// Changes the caller's own token and answers the session as it then is.
fn change(call: &Call<'_>, change: impl FnOnce(&mut Token)) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let mut state = call.shared.state();
    let token = state.tokens.get_mut(caller.token).ok_or_else(ApiError::invalid_token)?;
    change(token);
    let session: Value = json::token::session(token, call.peer, call.now);
    Ok(Answer::ok(json!({ "session": session })))
}
