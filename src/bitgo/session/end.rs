//! What ended a session: kept once, where its answers come in, whatever was asked and whoever asked for it. And what ends
//! with it, whoever still holds the session then.

use super::{Issuance, Session};
use crate::bitgo::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The one way in which a session ended: by an error, or by its own logout.
#[derive(Default)]
pub(in crate::bitgo) struct SessionEnd {
    /// Unset while it stands.
    ended: OnceLock<Option<Error>>,
    /// The person's opened key, of use to a session that stands.
    issuance: Mutex<Option<Arc<Issuance>>>,
}

impl SessionEnd {
    /// Nothing has ended a session with this key.
    pub(super) fn of(issuance: Option<Arc<Issuance>>) -> Self {
        Self { ended: OnceLock::new(), issuance: Mutex::new(issuance) }
    }

    /// Keeps an error that ends the session, unless the session has ended before.
    pub(in crate::bitgo) fn note_error(&self, error: &Error) {
        if error.ends_session() {
            self.ended.get_or_init(|| Some(error.clone()));
            self.issuance().take();
        }
    }

    /// What is refused after a logout was to be refused, so it is not kept.
    pub(super) fn note_logout(&self) {
        self.ended.get_or_init(|| None);
        self.issuance().take();
    }

    /// The person's opened key, while the session stands: work with it keeps it no longer than it takes.
    pub(super) fn issuance(&self) -> MutexGuard<'_, Option<Arc<Issuance>>> {
        self.issuance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// The first answer that ended this session, such as a 401 for an expired token; `None` while it stands and
    /// after its own logout. It is set before whoever asked has the error.
    pub fn ended_by(&self) -> Option<Error> {
        self.0.end.ended.get().cloned().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::error::ErrorKind;

    #[test]
    fn the_opened_key_goes_with_its_session_and_stays_for_another() {
        let key = || Issuance { ecdh_xprv: "xprv".into(), derivation_path: "m/1".to_owned() };
        let held = Arc::new(key());
        let [ended, logged_out, stands] = [(); 3].map(|()| SessionEnd::of(Some(Arc::clone(&held))));
        let mut refused = Error::new(ErrorKind::Answered);
        ended.note_error(&refused);
        assert!(ended.issuance().is_some(), "this error ends no session");
        refused = refused.with(|it| {
            it.status = Some(401);
            it.flags.invalid_token = true;
        });
        ended.note_error(&refused);
        logged_out.note_logout();
        assert!(ended.issuance().is_none() && logged_out.issuance().is_none());
        assert!(stands.issuance().is_some());
        assert_eq!(Arc::strong_count(&held), 2, "nobody else holds it");
    }
}
