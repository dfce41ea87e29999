//! A row of the table of routes.

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::rules::scope::Need;

/// What answers a request.
pub(super) type Handler = fn(&Call<'_>) -> Result<Answer, ApiError>;

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

    /// True where it may change more than the caller's own session.
    pub(crate) fn changes_more_than_the_session(&self) -> bool {
        let is_sessions = ["/logout", "/lock", "/unlock"].iter().any(|end| self.name.ends_with(end));
        self.changes_something() && !is_sessions
    }
}

pub(super) const fn route(name: &'static str, need: Need, run: Handler) -> Route {
    Route { name, need, run }
}
