//! A session's token on its way into the keychain, beside the screen: a locked keychain waits for its person.

use secrecy::SecretString;

use super::active_session::ActiveSession;
use super::kept_tokens::{self, Unlisted};
use super::program::Program;
use super::task::Task;
use super::work::Work;
use crate::domain::text::elided;
use crate::store::keychain::Keychain;
use crate::store::ledger::KeptName;

/// Keeps the token of a session, once.
pub struct KeepToken {
    keychain: Keychain,
    keeping: Task<KeptName>,
}

impl KeepToken {
    /// Into this keychain.
    pub fn new(keychain: Keychain) -> Self {
        Self { keychain, keeping: Task::default() }
    }

    /// Begins to keep the session's token under this name, or under its label where that is blank.
    pub fn start(&mut self, active: &ActiveSession, label: &str, program: &Program) {
        let (session, info) = (&active.session, active.session.info());
        let label = match (label, info.label.trim()) {
            ("", "") => format!("Token {}", elided(&info.id)),
            ("", own) => own.to_owned(),
            (given, _) => given.to_owned(),
        };
        let about = (info.id.as_str(), info.expires);
        let token = kept_tokens::described(&label, &active.environment, session.user(), about);
        let value = SecretString::from(session.token().expose());
        let (ledger, keychain) = (program.ledger.clone(), self.keychain.clone());
        let keeping = kept_tokens::keep(ledger, keychain, token, value, Unlisted::TakeBack);
        self.keeping.start(&active.worker, Work::saving("Saving to the keychain"), keeping);
    }

    /// Takes over what has come. Where the token could not be kept, why, a sentence.
    pub fn poll(&mut self) -> Option<String> {
        if !self.keeping.poll() {
            return None;
        }
        let error = self.keeping.take_error()?;
        Some(format!(
            "The access token was not kept: it stays in memory until you log out. {}",
            error.failure.what
        ))
    }
}
