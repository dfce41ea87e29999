//! What the platform reports about the session itself, its unlocking, locking and end (the protocol notes,
//! section 3).

use super::Session;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::fields::Fields;
use crate::bitgo::routes::Route;
use crate::bitgo::unlock::Unlock;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// How long a session may be unlocked at once, in seconds (spec: POST /api/v2/user/unlock).
const UNLOCK_SECS: RangeInclusive<u32> = 1..=3600;

/// What the platform reports about the session itself (spec: GET /api/v2/user/session).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionInfo {
    /// The platform's ID.
    pub id: String,
    /// When it was opened.
    pub created: Option<Timestamp>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// Its scopes, unknown ones included.
    pub scope: Vec<String>,
    /// The address that the platform sees it from.
    pub ip: Option<String>,
    /// The addresses it may be used from; empty for anywhere.
    pub ip_restrict: Vec<String>,
    /// The platform's environment that issued it.
    pub origin: Option<String>,
    /// What its token is called; empty for sessions of a login.
    pub label: String,
    /// The enterprise it belongs to.
    pub enterprise: Option<String>,
    /// Whether its life can be extended.
    pub is_extensible: bool,
    /// What it may spend while it is unlocked, and until when.
    pub unlock: Option<Unlock>,
    /// The person it belongs to, by ID.
    pub user: Option<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl SessionInfo {
    /// The answer holds it as `session`, or is it.
    pub(in crate::bitgo) fn read(mut fields: Fields) -> Self {
        let mut fields = fields.object("session").unwrap_or(fields);
        drop(fields.secret("token"));
        Self {
            id: fields.text("id").unwrap_or_default(),
            created: fields.time("created"),
            expires: fields.time("expires"),
            scope: fields.text_or_texts("scope").unwrap_or_default(),
            ip: fields.text("ip"),
            ip_restrict: fields.texts("ipRestrict").unwrap_or_default(),
            origin: fields.text("origin"),
            label: fields.text("label").unwrap_or_default(),
            enterprise: fields.text("enterprise"),
            is_extensible: fields.flag("isExtensible").unwrap_or_default(),
            unlock: fields.object("unlock").map(Unlock::read),
            user: fields.text("user"),
            extra: fields.rest(),
        }
    }

    /// Whether the session is unlocked at `now`.
    pub fn is_unlocked(&self, now: Timestamp) -> bool {
        self.unlock.as_ref().and_then(|unlock| unlock.expires).is_some_and(|expires| expires > now)
    }

    fn has_limits(&self) -> bool {
        self.unlock.as_ref().is_some_and(Unlock::has_limits)
    }
}

impl Session {
    /// Asks for the session again: scopes, expiry, addresses, unlock state.
    pub async fn session_info(&self) -> Result<SessionInfo, Error> {
        self.ask(self.call(Route::Session, &[])?, |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Unlocks the session for so many seconds (1 to 3600). A session with spending limits is refused:
    /// unlocking it would remove all of its limits (the protocol notes, section 3).
    pub async fn unlock(&self, code: &SecretString, duration_secs: u32) -> Result<SessionInfo, Error> {
        if self.session_info().await?.has_limits() {
            let what =
                "Unlocking would remove all spending limits of this session's token, so it was not done.";
            return Err(ErrorKind::NotHere(what).into());
        }
        self.unlock_and_lose_limits(code, duration_secs).await
    }

    /// As [`Session::unlock`], also when all spending limits are lost by it. Only after the person has been
    /// shown what will be lost and has confirmed it.
    pub async fn unlock_and_lose_limits(
        &self,
        code: &SecretString,
        duration_secs: u32,
    ) -> Result<SessionInfo, Error> {
        if !UNLOCK_SECS.contains(&duration_secs) {
            return Err(ErrorKind::NotHere("A session can be unlocked for 1 to 3600 seconds at once.").into());
        }
        let body = UnlockBody { otp: code.expose_secret(), duration: duration_secs };
        let call = self.call(Route::Unlock, &[])?.json(&body)?.code_sent(true);
        self.ask(call, |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Locks the session again.
    pub async fn lock(&self) -> Result<SessionInfo, Error> {
        let call = self.call(Route::Lock, &[])?;
        self.ask(call, |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Ends the session on the platform.
    pub async fn logout(&self) -> Result<(), Error> {
        self.client().send(self.call(Route::LogOut, &[])?).await?;
        self.0.end.note_logout();
        Ok(())
    }
}

/// The body of `POST /api/v2/user/unlock`.
#[derive(Serialize)]
struct UnlockBody<'a> {
    otp: &'a str,
    duration: u32,
}
