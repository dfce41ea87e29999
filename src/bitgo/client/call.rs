//! What is to be asked: method, path, query, body, and the token to sign with.

use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::secret::AccessToken;
use crate::bitgo::session::SessionEnd;
use crate::domain::fault::Doing;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde::Serialize;
use url::Url;
use zeroize::Zeroizing;

/// Everything but the unreserved characters of RFC 3986 is escaped, so that a query is signed and sent in
/// one and the same spelling.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One thing to ask the platform.
pub(in crate::bitgo) struct Call<'a> {
    pub(super) method: Method,
    segments: Vec<String>,
    query: Vec<(&'static str, String)>,
    pub(super) body: Option<Zeroizing<Vec<u8>>>,
    pub(super) token: Option<&'a AccessToken>,
    pub(super) session_end: Option<&'a SessionEnd>,
    pub(super) doing: Doing,
    pub(super) code_sent: bool,
    is_once_only: bool,
}

impl<'a> Call<'a> {
    /// `path` is a fixed path such as `api/v2/wallets`; what varies is added with [`Call::id`].
    pub(in crate::bitgo) fn new(method: Method, path: &str) -> Self {
        let segments = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self {
            method,
            segments,
            query: Vec::new(),
            body: None,
            token: None,
            session_end: None,
            doing: Doing::default(),
            code_sent: false,
            is_once_only: false,
        }
    }

    pub(in crate::bitgo) fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A path with gaps, such as `api/v2/{coin}/wallet/{walletId}`, filled in order with `ids`. An ID that
    /// would change the path's meaning is refused.
    pub(in crate::bitgo) fn at(method: Method, path: &str, ids: &[&str]) -> Result<Self, Error> {
        let mut ids = ids.iter();
        let mut call = Self::new(method, "");
        for part in path.split('/') {
            call = if part.starts_with('{') {
                call.id(ids.next().copied().unwrap_or_default())?
            } else {
                call.segments.push(part.to_owned());
                call
            };
        }
        Ok(call)
    }

    /// With a JSON body.
    pub(in crate::bitgo) fn json<T: Serialize>(mut self, body: &T) -> Result<Self, Error> {
        let body = serde_json::to_vec(body)
            .map(Zeroizing::new)
            .map_err(|_| ErrorKind::Setup("the request cannot be written as JSON".to_owned()))?;
        self.body = Some(body);
        Ok(self)
    }

    pub(in crate::bitgo) fn post(path: &str, body: Zeroizing<Vec<u8>>) -> Self {
        Self { body: Some(body), ..Self::new(Method::POST, path) }
    }

    /// Adds an ID to the path; one that would change the path's meaning is refused.
    pub(in crate::bitgo) fn id(mut self, id: &str) -> Result<Self, Error> {
        if id.is_empty() || id == "." || id == ".." {
            return Err(ErrorKind::NotHere("This entry has no usable ID, so nothing was sent.").into());
        }
        self.segments.push(id.to_owned());
        Ok(self)
    }

    /// Adds one pair for each value.
    pub(in crate::bitgo) fn queries(self, name: &'static str, values: &[String]) -> Self {
        values.iter().fold(self, |call, value| call.query(name, value))
    }

    /// Adds the pair if there is a value.
    pub(in crate::bitgo) fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    pub(in crate::bitgo) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    pub(in crate::bitgo) fn signed_by(mut self, token: &'a AccessToken) -> Self {
        self.token = Some(token);
        self
    }

    /// As a part of the session that this token belongs to: an error that ends it is kept there.
    pub(in crate::bitgo) fn in_session(mut self, end: &'a SessionEnd) -> Self {
        self.session_end = Some(end);
        self
    }

    /// What is being done by it, where that changes what an error means.
    pub(in crate::bitgo) fn doing(mut self, doing: Doing) -> Self {
        self.doing = doing;
        self
    }

    /// Whether a one-time code goes with it.
    pub(in crate::bitgo) fn code_sent(mut self, code_sent: bool) -> Self {
        self.code_sent = code_sent;
        self
    }

    /// For a GET that changes something (logout).
    pub(in crate::bitgo) fn once_only(mut self) -> Self {
        self.is_once_only = true;
        self
    }

    /// Whether it may be sent again by itself.
    pub(super) fn is_repeatable(&self) -> bool {
        self.method == Method::GET && !self.is_once_only
    }

    /// The path without query, for logs and errors.
    pub(super) fn path(&self) -> String {
        format!("/{}", self.segments.join("/"))
    }

    /// The address on the wire.
    pub(super) fn url(&self, base: &Url) -> Url {
        let mut url = base.clone();
        let segments: Vec<_> = self.segments.iter().map(|part| escaped(part)).collect();
        url.set_path(&format!("{}/{}", base.path().trim_end_matches('/'), segments.join("/")));
        let pairs: Vec<_> =
            self.query.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
        url
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_varies_cannot_change_the_path() {
        let base = Url::parse("https://h.example/branch").unwrap();
        let url = |id: &str| Call::get("api/v2/x").id(id).map(|call| call.url(&base).to_string());
        assert_eq!(url("ab12").unwrap(), "https://h.example/branch/api/v2/x/ab12");
        assert_eq!(url("../a?b#c/é").unwrap(), "https://h.example/branch/api/v2/x/..%2Fa%3Fb%23c%2F%C3%A9");
        for bad in ["", ".", ".."] {
            assert!(url(bad).is_err());
        }
        let at = |ids: &[&str]| {
            Call::at(Method::POST, "api/v2/{coin}/wallet/{walletId}/share", ids)
                .map(|call| call.url(&base).to_string())
        };
        assert_eq!(
            at(&["ofc:usd", "a/b"]).unwrap(),
            "https://h.example/branch/api/v2/ofc%3Ausd/wallet/a%2Fb/share"
        );
        assert!(at(&["btc", ".."]).is_err() && at(&["", "w"]).is_err() && at(&["btc"]).is_err());
        let call =
            Call::get("/api/v2/wallets").query("labelContains", "cold storage&+é").query("coin", "btc");
        assert_eq!(
            call.url(&base).as_str(),
            "https://h.example/branch/api/v2/wallets?labelContains=cold%20storage%26%2B%C3%A9&coin=btc"
        );
        assert_eq!(call.path(), "/api/v2/wallets");
    }
}
