//! What is to be asked: method, path, query, body, and the token to sign with.

use super::body;
use super::budget::{Pressing, Wish};
use super::change_log::ChangeLog;
use super::work_waits::WorkWaits;
use crate::bitgo::error::{Error, ErrorKind};
use crate::bitgo::routes::{Route, gap};
use crate::bitgo::secret::AccessToken;
use crate::bitgo::session::SessionEnd;
use crate::domain::change::{ChangeFacts, ChangeKind};
use crate::domain::diagnosis::Operation;
use crate::domain::wait::CODE_LIVES;
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;
use url::Url;

/// Everything but the unreserved characters of RFC 3986 is escaped, so that a query is signed and sent in
/// one and the same spelling.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a later part of a list begins.
pub(in crate::bitgo) const CURSOR: &str = "prevId";
/// The parameter that asks for a later part by its place.
pub(in crate::bitgo) const PLACE: &str = "offset";

/// The parameter that says how many entries a page has.
const PAGE_SIZE: &str = "limit";

/// One thing to ask the platform.
pub(in crate::bitgo) struct Call<'a> {
    pub(super) method: Method,
    is_repeatable: bool,
    is_page: bool,
    has_own_limit: bool,
    segments: Vec<String>,
    query: Vec<(&'static str, String)>,
    pub(super) body: Option<Bytes>,
    pub(super) token: Option<&'a AccessToken>,
    pub(super) session_end: Option<&'a SessionEnd>,
    /// Who keeps what it changes, where it changes something that is kept.
    pub(super) change_log: Option<&'a dyn ChangeLog>,
    change: Option<ChangeKind>,
    ids: BTreeMap<String, String>,
    about: BTreeMap<String, String>,
    pub(super) doing: Operation,
    pub(super) code_sent: bool,
}

impl<'a> Call<'a> {
    /// The route's gaps are filled in order with `ids`. An ID that is missing or would change the path's meaning is
    /// refused.
    pub(in crate::bitgo) fn new(route: Route, ids: &[&str]) -> Result<Self, Error> {
        let named = route.gaps().zip(ids).map(|(gap, id)| (gap.to_owned(), (*id).to_owned())).collect();
        let mut ids = ids.iter().copied();
        let fill = |part| if gap(part).is_some() { id(ids.next()) } else { Ok(part) };
        let segments =
            route.parts().map(fill).map(|part| part.map(str::to_owned)).collect::<Result<_, _>>()?;
        debug_assert!(ids.next().is_none(), "more IDs than {route} has gaps");
        Ok(Self {
            method: route.method(),
            is_repeatable: route.is_repeatable(),
            is_page: false,
            has_own_limit: route.has_own_limit(),
            segments,
            query: Vec::new(),
            body: None,
            token: None,
            session_end: None,
            change_log: None,
            change: route.change(),
            ids: named,
            about: BTreeMap::new(),
            doing: Operation::default(),
            code_sent: false,
        })
    }

    /// With a JSON body, which is wiped after it was sent ([`body`]).
    pub(in crate::bitgo) fn json<T: Serialize>(mut self, body: &T) -> Result<Self, Error> {
        let body = body::json(body)
            .map_err(|_| ErrorKind::Setup("the request cannot be written as JSON".to_owned()))?;
        self.body = Some(body);
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

    /// Outside of any session: for opening one, and for trying a token.
    pub(in crate::bitgo) fn signed_by(mut self, token: &'a AccessToken) -> Self {
        self.token = Some(token);
        self
    }

    /// As [`Call::signed_by`], for a session: an error that ends it is kept there, and a change in its log.
    pub(in crate::bitgo) fn in_session(
        self,
        token: &'a AccessToken,
        end: &'a SessionEnd,
        change_log: Option<&'a dyn ChangeLog>,
    ) -> Self {
        Self { session_end: Some(end), change_log, ..self.signed_by(token) }
    }

    /// What tells this change from others of its kind, beside the IDs in the path. Never a secret: it is kept.
    pub(in crate::bitgo) fn about(mut self, name: &str, value: impl Into<String>) -> Self {
        self.about.insert(name.to_owned(), value.into());
        self
    }

    /// Which change it is, where the route alone does not tell.
    pub(in crate::bitgo) fn changing(mut self, kind: ChangeKind) -> Self {
        self.change = Some(kind);
        self
    }

    /// What is kept of it before it is sent, where it changes something that is kept.
    pub(super) fn change_facts(&self, request_id: &str) -> Option<ChangeFacts> {
        let (ids, about, request_id) = (self.ids.clone(), self.about.clone(), request_id.to_owned());
        self.change.map(|change| ChangeFacts { change, ids, about, request_id })
    }

    /// What is being done by it, where that changes what an error means.
    pub(in crate::bitgo) fn doing(mut self, doing: Operation) -> Self {
        self.doing = doing;
        self
    }

    /// Whether a one-time code goes with it.
    pub(in crate::bitgo) fn code_sent(mut self, code_sent: bool) -> Self {
        self.code_sent = code_sent;
        self
    }

    /// A page of a list, which waits behind everything else.
    pub(in crate::bitgo) fn page(self) -> Self {
        Self { is_page: true, ..self }
    }

    /// How many entries a page may have, where that is asked for.
    pub(in crate::bitgo) fn page_size(&self) -> Option<usize> {
        self.query.iter().find(|(name, _)| *name == PAGE_SIZE)?.1.parse().ok()
    }

    /// A page of no more entries than these, where it is asked for a number of them at all.
    pub(in crate::bitgo) fn at_most(mut self, most: usize) -> Self {
        if let Some(size) = self.page_size().filter(|size| *size > most) {
            let size = size.min(most).to_string();
            self.query
                .iter_mut()
                .filter(|(name, _)| *name == PAGE_SIZE)
                .for_each(|pair| pair.1.clone_from(&size));
        }
        self
    }

    /// How it wants to be sent, asked at `asked` in this work: what a confirmed change asks first waits no longer than the
    /// change itself.
    pub(super) fn wish<'w>(&self, work: Option<&'w WorkWaits>, asked: Instant) -> Wish<'w> {
        let is_change = self.is_change();
        let pressing = match (is_change || work.is_some_and(WorkWaits::is_change), self.is_page) {
            (true, _) => Pressing::Change,
            (false, true) => Pressing::Page,
            (false, false) => Pressing::Question,
        };
        let of_work = work.and_then(WorkWaits::code_until);
        let code_until = of_work.or_else(|| self.code_sent.then(|| asked + CODE_LIVES));
        Wish { pressing, obeys_pause: !is_change, code_until, work }
    }

    /// Whether it may change something.
    pub(super) fn is_change(&self) -> bool {
        self.method != Method::GET
    }

    /// Whether its refusal says nothing of the limit on all requests: logins, look-ups of keys and one-time codes have
    /// limits of their own (the protocol notes, section 10).
    pub(super) fn has_own_limit(&self) -> bool {
        self.has_own_limit || self.code_sent
    }

    /// Whether it may be sent again by itself.
    pub(super) fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    /// The path without query, for logs and errors.
    pub(super) fn path(&self) -> String {
        format!("/{}", self.segments.join("/"))
    }

    /// What is asked, the same for every part of a list: the path with the query, but for the cursor. And whether it is
    /// asked from the beginning.
    pub(super) fn question(&self) -> (String, bool) {
        let is_cursor = |(name, _): &&(&str, String)| [CURSOR, PLACE].contains(name);
        let pairs = self.query.iter().filter(|pair| !is_cursor(pair));
        let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        (format!("{}?{}", self.path(), pairs.join("&")), !self.query.iter().any(|pair| is_cursor(&pair)))
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

/// An ID for a gap, if there is one and it is no part of a path.
fn id(id: Option<&str>) -> Result<&str, Error> {
    match id {
        None | Some("" | "." | "..") => {
            Err(ErrorKind::NotHere("This entry has no usable ID, so nothing was sent.").into())
        }
        Some(id) => Ok(id),
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
        let at = |ids: &[&str]| Call::new(Route::CreateShare, ids).map(|call| call.url(&base).to_string());
        for (wallet, escaped) in
            [("ab12", "ab12"), ("a/b", "a%2Fb"), ("../a?b#c/é", "..%2Fa%3Fb%23c%2F%C3%A9")]
        {
            assert_eq!(
                at(&["ofc:usd", wallet]).unwrap(),
                format!("https://h.example/branch/api/v2/ofc%3Ausd/wallet/{escaped}/share")
            );
        }
        for bad in ["", ".", ".."] {
            assert!(at(&["btc", bad]).is_err() && at(&[bad, "w"]).is_err());
        }
        assert!(at(&["btc"]).is_err());
        let call = Call::new(Route::Wallets, &[]).unwrap();
        let call = call.query("labelContains", "cold storage&+é").query("coin", "btc");
        assert_eq!(
            call.url(&base).as_str(),
            "https://h.example/branch/api/v2/wallets?labelContains=cold%20storage%26%2B%C3%A9&coin=btc"
        );
        assert_eq!(call.path(), "/api/v2/wallets");
    }
}
