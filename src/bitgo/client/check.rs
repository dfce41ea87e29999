//! Whether an answer is believed: its signature over the raw bytes, before anything in them is read, and then its time.

use super::receive::Received;
use super::{Call, Client};
use crate::bitgo::error::{Error, ErrorKind, Trust};
use crate::bitgo::secret::AccessToken;
use crate::bitgo::signing::{self, Answer, AuthVersion, Freshness, SignatureError};
use reqwest::header::HeaderMap;
use std::sync::atomic::Ordering;
use url::Url;

/// What an answer brings to be believed, and for which address.
pub(super) struct Claim {
    path_and_query: String,
    hmac: Option<String>,
    timestamp: Option<String>,
}

impl Claim {
    pub(super) fn of(url: &Url, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self {
            path_and_query: signing::signed_path_of(url),
            hmac: text("hmac"),
            timestamp: text("timestamp"),
        }
    }

    fn is_unsigned(&self) -> bool {
        self.hmac.is_none() && self.timestamp.is_none()
    }

    fn answer<'a>(
        &'a self,
        version: AuthVersion,
        method: &'a str,
        status: u16,
        body: &'a [u8],
    ) -> Answer<'a> {
        let (hmac, timestamp) = (self.hmac.as_deref(), self.timestamp.as_deref());
        Answer { version, method, path_and_query: &self.path_and_query, status, body, hmac, timestamp }
    }
}

impl Client {
    /// Believes a success only when it is rightly signed. An error answer may come unsigned, from a proxy or
    /// from a server that does not know the token: then it is an error all the same, marked as such.
    pub(super) fn check(
        &self,
        call: &Call<'_>,
        signed_with: Option<&AccessToken>,
        claim: &Claim,
        status: u16,
        body: &[u8],
    ) -> Result<Trust, Error> {
        let Some(token) = signed_with else { return Ok(Trust::NotExpected) };
        if !(200..300).contains(&status) && claim.is_unsigned() {
            return Ok(Trust::Unsigned);
        }
        let answer = claim.answer(self.auth_version(), call.method.as_str(), status, body);
        let now_ms = self.now().as_millisecond();
        let freshness =
            signing::check_response(token.expose(), &answer, now_ms).map_err(ErrorKind::Signature)?;
        self.inner.has_verified.store(true, Ordering::Relaxed);
        let (question, begins) = call.question();
        self.note_freshness(call.method.as_str(), question, begins, freshness);
        Ok(Trust::Signed)
    }

    /// Checks the answer to a login by the token that came in it, where it is signed. The request was not, so the server
    /// may have signed in either version; only the owner of the token can have.
    pub(in crate::bitgo) fn check_login(
        &self,
        received: &Received,
        token: &AccessToken,
    ) -> Result<(), Error> {
        if received.claim.is_unsigned() {
            return Ok(());
        }
        let other = match self.auth_version() {
            AuthVersion::V2 => AuthVersion::V3,
            AuthVersion::V3 => AuthVersion::V2,
        };
        let (method, now_ms) = (received.method.as_str(), self.now().as_millisecond());
        let check = |version| {
            let answer = received.claim.answer(version, method, received.status(), &received.body);
            signing::check_response(token.expose(), &answer, now_ms)
        };
        let checked = match check(self.auth_version()) {
            Err(SignatureError::Forged) => check(other),
            checked => checked,
        };
        let ahead = self.clock().map(|reading| reading.server_ahead_secs);
        let failure = |error| received.failure(ErrorKind::Signature(error));
        let freshness = checked.map_err(|error| failure(error).with(|it| it.server_ahead_secs = ahead))?;
        self.note_freshness(method, received.path.clone(), true, freshness);
        Ok(())
    }

    fn note_freshness(&self, method: &str, question: String, begins: bool, freshness: Freshness) {
        if freshness != Freshness::Fresh {
            let path = question.split('?').next();
            tracing::warn!(path, ?freshness, "the answer was signed at another time");
        }
        self.stale().note(method, question, begins, freshness);
    }
}
