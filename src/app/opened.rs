//! What a login comes to.

use crate::bitgo::session::Session;

/// A session that was opened just now.
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Why it was not taken down how its token came, a sentence.
    pub notice: Option<String>,
    /// Its token is to be kept in the keychain under this name, or under its label where that is blank.
    pub keep: Option<String>,
}

impl From<Session> for Opened {
    fn from(session: Session) -> Self {
        Self { session, notice: None, keep: None }
    }
}
