//! The sandbox's own clock: the machine's, shifted. Tests set it; everything here asks it and nothing else.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// A clock that runs on from where it was set.
pub(crate) struct Clock(Mutex<(Timestamp, Instant)>);

impl Clock {
    /// A clock that shows `start` now; none means the machine's time.
    pub(crate) fn starting_at(start: Option<Timestamp>) -> Self {
        Self(Mutex::new((start.unwrap_or_else(Timestamp::now), Instant::now())))
    }

    /// What it shows.
    pub(crate) fn now(&self) -> Timestamp {
        let (set_to, set_at) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = SignedDuration::try_from(set_at.elapsed()).unwrap_or(SignedDuration::ZERO);
        set_to.saturating_add(gone).unwrap_or(set_to)
    }

    /// Sets it; it runs on from there.
    pub(crate) fn set(&self, to: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (to, Instant::now());
    }
}
