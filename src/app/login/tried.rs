//! A token that was tried and works: what it is, and its session, until the person has read what speaks against it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::app::environment::label_of;
use crate::app::opened::Opened;
use crate::bitgo::session::OpenedBy;
use crate::domain::token::identity::TokenIdentity;
use crate::kit::environment::EnvironmentLabel;
use crate::panels::login::TriedToken;
use crate::store::ledger::KeptName;

/// What came of an attempt, with what it is.
pub(super) struct Tried {
    /// Its session, which nobody works in yet.
    pub(super) opened: Opened,
    /// The name of the kept token that it was begun with.
    pub(super) kept: Option<KeptName>,
    identity: TokenIdentity,
    environment: EnvironmentLabel,
}

impl Tried {
    pub(super) fn new(opened: Opened, kept: Option<KeptName>) -> Self {
        let session = &opened.session;
        let identity = session.identity(session.info());
        let environment = label_of(session.client().environment());
        Self { opened, kept, identity, environment }
    }

    /// Whether something speaks against using it. A login is asked for by whoever has just typed the password there.
    pub(super) fn has_warning(&self, zone: &TimeZone) -> bool {
        let session = &self.opened.session;
        session.opened_by() == OpenedBy::Token && self.identity.has_warning(self.now(), zone)
    }

    /// What the login draws of it.
    pub(super) fn view<'a>(&'a self, zone: &'a TimeZone) -> TriedToken<'a> {
        TriedToken { identity: &self.identity, environment: &self.environment, zone, now: self.now() }
    }

    /// Now by the platform's clock: what it ends, it ends by its own.
    fn now(&self) -> Timestamp {
        let ahead = self.opened.session.client().clock().map_or(0, |clock| clock.server_ahead_secs);
        let now = Timestamp::now();
        now.saturating_add(SignedDuration::from_secs(ahead)).unwrap_or(now)
    }
}
