//! From an error of the client to what a screen says about it, and what the app itself must know of it.

use super::work::WorkKind;
use crate::bitgo::error::Error;
use crate::domain::diagnosis::{ErrorCause, ErrorFacts, FailureKind};
use crate::kit::state::Failure;
use crate::sandbox::SandboxError;
use crate::store::clipboard::ClipboardError;
use crate::store::keychain::KeychainError;
use crate::store::ledger::LedgerError;
use crate::store::settings::SettingsError;

/// A failure as the app keeps it.
#[derive(Clone, Debug)]
pub struct AppError {
    /// What the panel shows.
    pub failure: Failure,
    /// Which known case it is.
    pub cause: ErrorCause,
    /// It is not known whether the request took effect (time-out, cut-off answer, 5xx).
    pub outcome_unknown: bool,
}

impl AppError {
    /// The person cancelled work of this kind. What was to change something may have happened all the same.
    pub fn cancelled(kind: WorkKind) -> Self {
        let failure = match kind {
            WorkKind::Changing => {
                let advice = ErrorFacts { kind: FailureKind::Cancelled, ..ErrorFacts::default() }.advice();
                Failure { what: advice.what, next: advice.next, ..Failure::default() }
            }
            WorkKind::Saving => Failure {
                what: "You stopped waiting for it.".to_owned(),
                next: "It may be finished all the same: look before you do it again.".to_owned(),
                ..Failure::default()
            },
            WorkKind::Reading => {
                Failure { what: "The reading was stopped.".to_owned(), ..Failure::default() }
            }
        };
        Self { failure, cause: ErrorCause::Cancelled, outcome_unknown: kind == WorkKind::Changing }
    }

    /// The person cancelled a change before it was sent.
    pub fn withdrawn() -> Self {
        let failure = Failure {
            what: "You stopped waiting before it was sent.".to_owned(),
            next: "Nothing was changed.".to_owned(),
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Cancelled, outcome_unknown: false }
    }

    /// Whether the person cancelled it.
    pub fn is_cancelled(&self) -> bool {
        self.cause == ErrorCause::Cancelled
    }

    /// A list has ended, and not everything in it is known to have come.
    pub fn of_changed_list() -> Self {
        let failure = Failure {
            what:
                "The list changed while it was read, or is shorter than BitGo counts: entries may be missing."
                    .to_owned(),
            next: "Refresh the list.".to_owned(),
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// The work in the background ended without a word.
    pub fn broke_off() -> Self {
        let failure = Failure {
            what: "The work broke off inside this program.".to_owned(),
            next: "Try again; if it happens once more, please report it.".to_owned(),
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: true }
    }

    /// The sandbox inside this program did not start.
    pub fn of_sandbox(error: &SandboxError) -> Self {
        let failure = Failure {
            what: "The sandbox in this program could not be started.".to_owned(),
            next: "Try again, or choose another environment.".to_owned(),
            detail: error.to_string(),
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// A file could not be written.
    pub fn of_file(error: &impl std::fmt::Display) -> Self {
        let failure = Failure { what: error.to_string(), ..Failure::default() };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// A token that was tried turned out to be another one.
    pub fn of_another_token(id: &str) -> Self {
        let failure = Failure {
            what: format!("BitGo answered for another token ({id}) than the one that was tried."),
            next: "Keep the old token, and look at the list before you go on.".to_owned(),
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// The clipboard did not take a secret.
    pub fn of_clipboard(error: ClipboardError) -> Self {
        let failure = Failure { what: error.to_string(), ..Failure::default() };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// The keychain did not take a token.
    pub fn of_keychain(error: &KeychainError) -> Self {
        let failure = Failure { what: error.to_string(), ..Failure::default() };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// The token ledger could not be read.
    pub fn of_ledger(error: &LedgerError) -> Self {
        let what = "The ledger of past tokens could not be read.".to_owned();
        let failure = Failure { what, next: error.to_string(), ..Failure::default() };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }

    /// The settings could not be kept.
    pub fn of_settings(error: &SettingsError) -> Self {
        let detail = error.to_string();
        let what = "The settings could not be kept.".to_owned();
        let failure = Failure {
            what,
            next: "They hold until the app is closed.".to_owned(),
            detail,
            ..Failure::default()
        };
        Self { failure, cause: ErrorCause::Unknown, outcome_unknown: false }
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        let advice = error.advice();
        let detail = Some(error.to_string()).filter(|detail| *detail != advice.what).unwrap_or_default();
        let request_id = error.request_id.clone();
        Self {
            failure: Failure { what: advice.what, next: advice.next, request_id, detail },
            cause: error.facts().cause(),
            outcome_unknown: error.may_have_happened(),
        }
    }
}
