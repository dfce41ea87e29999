//! What ended a session: kept once, where its answers come in, whatever was asked and whoever asked for it.

use super::Session;
use crate::bitgo::error::Error;
use std::sync::OnceLock;

/// The one way in which a session ended: by an error, or by its own logout. Unset while it stands.
#[derive(Debug, Default)]
pub(in crate::bitgo) struct SessionEnd(OnceLock<Option<Error>>);

impl SessionEnd {
    /// Keeps an error that ends the session, unless the session has ended before.
    pub(in crate::bitgo) fn note_error(&self, error: &Error) {
        if error.ends_session() {
            self.0.get_or_init(|| Some(error.clone()));
        }
    }

    /// What is refused after a logout was to be refused, so it is not kept.
    pub(super) fn note_logout(&self) {
        self.0.get_or_init(|| None);
    }
}

impl Session {
    /// The first answer that ended this session, such as a 401 for an expired token; `None` while it stands and
    /// after its own logout. It is set before whoever asked has the error.
    pub fn ended_by(&self) -> Option<Error> {
        self.0.end.0.get().cloned().flatten()
    }
}
