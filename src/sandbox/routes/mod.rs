//! The routes: one table, and what a handler gets to see of a request.
//!
//! A handler runs on a blocking thread and answers at once; it takes the state's lock for as short as it can.

mod approvals;
mod audit;
mod balances;
mod constants;
mod enterprise_people;
mod enterprises;
mod express;
mod keys;
mod login;
mod members;
mod ping;
mod policies;
mod session;
mod settings;
mod shares;
mod sharing_key;
mod table;
mod templates;
mod tokens;
mod transfers;
mod users;
mod wallet_filter;
mod wallets;

pub(crate) use approvals::InjectedFaults;

use std::net::IpAddr;

use jiff::Timestamp;
use percent_encoding::percent_decode_str;

use super::answer::{Answer, ApiError};
use super::body::Body;
use super::http::Shared;
use super::query::Query;
use super::rules::auth::Caller;
use super::rules::scope::Need;

/// What answers a request.
type Handler = fn(&Call<'_>) -> Result<Answer, ApiError>;

/// A route: `METHOD /path/{parameter}`, what it needs, what answers it.
pub(crate) struct Route {
    /// Also the name that requests are counted under.
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) run: Handler,
}

impl Route {
    /// True where it may change the state: everything that is not read, and what ends a session.
    pub(crate) fn changes_something(&self) -> bool {
        !self.name.starts_with("GET ") || self.name.ends_with("/logout")
    }
}

const fn route(name: &'static str, need: Need, run: Handler) -> Route {
    Route { name, need, run }
}

/// The route of a request and the decoded values of its path parameters.
pub(crate) fn find(method: &str, path: &str) -> Option<(&'static Route, Vec<String>)> {
    table::ROUTES.iter().find_map(|route| {
        let (wanted, pattern) = route.name.split_once(' ')?;
        if wanted != method {
            return None;
        }
        Some((route, matches(pattern, path)?))
    })
}

fn matches(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        let part = parts.next()?;
        if wanted.starts_with('{') {
            values.push(percent_decode_str(part).decode_utf8_lossy().into_owned());
        } else if wanted != part {
            return None;
        }
    }
    parts.next().is_none().then_some(values)
}

/// A request that may be answered.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) params: Vec<String>,
    pub(crate) query: Query,
    pub(crate) body: &'a [u8],
    pub(crate) peer: IpAddr,
    pub(crate) now: Timestamp,
    /// Present on every route that needs a token.
    pub(crate) caller: Option<Caller>,
}

impl Call<'_> {
    /// Who is asking.
    pub(crate) fn caller(&self) -> Result<Caller, ApiError> {
        self.caller.ok_or_else(ApiError::no_token)
    }

    /// The body's JSON object.
    pub(crate) fn json(&self) -> Result<Body, ApiError> {
        Body::parse(self.body)
    }

    /// The path's first parameter.
    pub(crate) fn param(&self) -> &str {
        self.param_at(0)
    }

    /// A parameter of the path by its place.
    pub(crate) fn param_at(&self, place: usize) -> &str {
        self.params.get(place).map_or("", String::as_str)
    }

    /// The time in milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.now.as_millisecond()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(method: &str, path: &str) -> Option<&'static str> {
        find(method, path).map(|(route, _)| route.name)
    }

    #[test]
    fn fixed_words_come_before_parameters() {
        assert_eq!(name("GET", "/api/v2/user/me"), Some("GET /api/v2/user/me"));
        assert_eq!(name("GET", "/api/v2/user/session"), Some("GET /api/v2/user/session"));
        assert_eq!(name("GET", "/api/v2/user/someone"), Some("GET /api/v2/user/{id}"));
        assert_eq!(find("GET", "/api/v2/user/a%40b").map(|(_, values)| values), Some(vec!["a@b".to_owned()]));
        for (method, path) in [
            ("POST", "/api/v2/user/me"),
            ("GET", "/api/v2/user/me/"),
            ("GET", "/api/v2/user"),
            ("GET", "//api/v2/ping"),
            ("get", "/api/v2/ping"),
            ("GET", ""),
        ] {
            assert_eq!(name(method, path), None, "{method} {path}");
        }
    }
}
