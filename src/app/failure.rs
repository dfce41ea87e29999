//! From an error of the client to what a screen says about it, and what the app itself must know of it.

use crate::bitgo::error::Error;
use crate::domain::fault::{Case, Fault, FaultKind};
use crate::kit::state::Failure;
use crate::sandbox::SandboxError;

/// A failure as the app keeps it.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What the panel shows.
    pub failure: Failure,
    /// Which known case it is.
    pub case: Case,
    /// The platform no longer takes this session's token: the person has to log in again.
    pub session_ended: bool,
    /// The platform asks for the one-time code.
    pub code_needed: bool,
    /// It is not known whether the request took effect (time-out, cut-off answer, 5xx).
    pub outcome_unknown: bool,
}

impl Trouble {
    /// The person stopped waiting for something that may have happened all the same.
    pub fn stopped_waiting() -> Self {
        let fault = Fault { kind: FaultKind::Cancelled, ..Fault::default() };
        let advice = fault.advice();
        let failure = Failure { what: advice.what, next: advice.next, ..Failure::default() };
        let case = Case::Cancelled;
        Self { failure, case, session_ended: false, code_needed: false, outcome_unknown: true }
    }

    /// The sandbox inside this program did not start.
    pub fn of_sandbox(error: &SandboxError) -> Self {
        let failure = Failure {
            what: "The sandbox in this program could not be started.".to_owned(),
            next: "Try again, or choose another environment.".to_owned(),
            detail: error.to_string(),
            ..Failure::default()
        };
        let case = Case::Unknown;
        Self { failure, case, session_ended: false, code_needed: false, outcome_unknown: false }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        let case = error.facts().case();
        let advice = error.advice();
        let detail = Some(error.to_string()).filter(|detail| *detail != advice.what).unwrap_or_default();
        Self {
            failure: Failure {
                what: advice.what,
                next: advice.next,
                request_id: error.request_id.clone(),
                detail,
            },
            case,
            session_ended: matches!(case, Case::SessionExpired | Case::InvalidToken | Case::NoToken),
            code_needed: case == Case::CodeNeeded,
            outcome_unknown: error.may_have_happened(),
        }
    }
}
