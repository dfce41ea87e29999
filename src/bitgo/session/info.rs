//! What the platform reports about the session itself, its unlocking, locking and end (the protocol notes,
//! section 3).

use super::{OpenedBy, Session};
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::fields::Fields;
use crate::bitgo::routes::Route;
use crate::bitgo::unlock::Unlock;
use futures::StreamExt as _;
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

    /// Whether unlocking would take spending limits off, as far as the session itself says. `opened_by` tells a login's
    /// session from an access token's, where everything that is not understood counts.
    pub fn may_have_limits(&self, opened_by: OpenedBy) -> bool {
        let unlock = self.unlock.as_ref();
        match opened_by {
            OpenedBy::Login => unlock.is_some_and(Unlock::has_limits),
            OpenedBy::Token => {
                self.extra.contains_key("unlock") || unlock.is_some_and(Unlock::may_limit_token)
            }
        }
    }
}

impl Session {
    /// Asks for the session again: scopes, expiry, addresses, unlock state.
    pub async fn session_info(&self) -> Result<SessionInfo, Error> {
        self.ask(self.call(Route::Session, &[])?, |fields| Ok(SessionInfo::read(fields))).await
    }

    /// Unlocks the session for so many seconds (1 to 3600). One of an access token that has spending limits, or may have
    /// some, is refused: unlocking would remove all of its limits (the protocol notes, section 3).
    pub async fn unlock(&self, code: &SecretString, duration_secs: u32) -> Result<SessionInfo, Error> {
        let info = self.session_info().await?;
        let what = if info.may_have_limits(self.opened_by()) {
            "Unlocking would remove all spending limits of this session's access token, so it was not done."
        } else if self.opened_by() == OpenedBy::Token && !self.is_known_without_limits(&info).await? {
            "This session's access token may have spending limits that cannot be read here, and unlocking would remove \
             them, so it was not done. Log in with your password to unlock."
        } else {
            return self.unlock_and_lose_limits(code, duration_secs).await;
        };
        Err(ErrorKind::NotHere(what).into())
    }

    /// Whether the list of tokens says that this one has no limits. What cannot be read says nothing: a token can seldom
    /// list tokens (the protocol notes, section 3). What has no label and is not in the whole list is the token of a login,
    /// handed over, which has none. What was not asked, because the code would have been too old by then, is an error.
    async fn is_known_without_limits(&self, info: &SessionInfo) -> Result<bool, Error> {
        let (mut pages, mut is_whole) = (self.access_tokens(), false);
        while let Some(page) = pages.next().await {
            let page = match page {
                Ok(page) => page,
                Err(error) if matches!(error.kind, ErrorKind::NotSent(_)) => return Err(error),
                Err(_) => return Ok(false),
            };
            if let Some(token) = page.items.iter().find(|token| token.id == info.id) {
                return Ok(!token.may_have_limits());
            }
            is_whole = page.is_complete();
        }
        Ok(is_whole && info.label.is_empty())
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

    /// Ends a session of a login on the platform. For one of an access token nothing is sent: the same request would
    /// disable the token itself, for everybody who uses it ([`Session::revoke_own_token`]).
    pub async fn logout(&self) -> Result<(), Error> {
        match self.opened_by() {
            OpenedBy::Login => self.end_at_the_platform().await,
            OpenedBy::Token => Ok(()),
        }
    }

    /// Revokes the access token that this session was begun with: it works nowhere any more. A token can neither list
    /// nor delete tokens, so its own logout is the way (the protocol notes, section 3).
    pub async fn revoke_own_token(&self) -> Result<(), Error> {
        match self.opened_by() {
            OpenedBy::Login => Err(ErrorKind::NotHere(
                "This session was not begun with an access token, so nothing was sent.",
            )
            .into()),
            OpenedBy::Token => self.end_at_the_platform().await,
        }
    }

    async fn end_at_the_platform(&self) -> Result<(), Error> {
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
