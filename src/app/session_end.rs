//! The end of a session: what ended it, and what is said of it. The session itself keeps the answer that ended it, whatever
//! asked, so no list of questions is kept here.

use std::time::{Duration, Instant};

use super::active_session::ActiveSession;
use super::error::AppError;
use super::work::{RunningWork, WorkKind};
use super::worker::Worker;
use crate::domain::diagnosis::ErrorCause;
use crate::kit::state::Failure;

/// So long at most.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// A session that is over.
pub struct SessionEnd {
    /// What the platform answered.
    pub failure: Failure,
    /// Why the person is at the login, a sentence.
    pub farewell: String,
}

impl SessionEnd {
    /// How this session ended; none while it stands.
    pub fn of(session: &ActiveSession) -> Option<Self> {
        let error = AppError::from(session.session.ended_by()?);
        Some(Self { farewell: farewell(session, &error), failure: error.failure })
    }
}

/// A change that is on its way when the session ends has an answer of its own to come: a refusal is no lost answer. So the
/// end waits for it, for a moment.
#[derive(Default)]
pub struct LastAnswers {
    waiting_since: Option<Instant>,
}

impl LastAnswers {
    /// Whether nothing is to be waited for any more, with what was under way before results were taken over.
    pub fn are_in(&mut self, running: &[RunningWork], worker: &Worker) -> bool {
        let since = *self.waiting_since.get_or_insert_with(Instant::now);
        let is_changing = running.iter().any(|it| it.work.kind == WorkKind::Changing);
        let left = LONGEST_WAIT.saturating_sub(since.elapsed());
        if is_changing && !left.is_zero() {
            worker.screen().request_repaint_after(left);
            return false;
        }
        true
    }
}

/// Why the person is back at the login. A session of a login knows of no access token, so none is spoken of.
fn farewell(session: &ActiveSession, error: &AppError) -> String {
    let failure = &error.failure;
    let is_of_a_login = !session.is_of_a_token();
    let words = match error.cause {
        ErrorCause::InvalidToken | ErrorCause::SessionExpired if is_of_a_login => {
            format!(
                "Your session in {} has ended. Log in again to continue.",
                session.environment_label.title
            )
        }
        _ => format!("{} {}", failure.what, failure.next),
    };
    let id = failure.request_id.as_ref().map(|id| format!(" Request ID {id}.")).unwrap_or_default();
    format!("{words}{id} What you typed is still here.")
}
