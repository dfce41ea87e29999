//! What a handler gets to see of a request.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::sandbox::answer::ApiError;
use crate::sandbox::body::Body;
use crate::sandbox::query::Query;
use crate::sandbox::rules::auth::Caller;
use crate::sandbox::shared::Shared;

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
    /// Meant for the person's own Express server: it is played, and no version of the signatures is named.
    pub(crate) is_for_express: bool,
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
