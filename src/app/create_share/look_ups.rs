//! Whom the person looked up in this session. The platform allows few look-ups, so each waits for its turn, and nobody is
//! looked up twice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::sharing_keys::SharingKey;
use crate::domain::share::Names;
use crate::kit::state::Loadable;

/// Everybody who was looked up, and the look-up under way.
#[derive(Default)]
pub(super) struct LookUps {
    /// By email address in lower case; none where nobody has it.
    found: BTreeMap<String, Option<SharingKey>>,
    task: Task<(String, Option<SharingKey>)>,
    /// When the look-up under way is sent.
    turn_at: Option<Instant>,
}

impl LookUps {
    /// Looks a person up, once, when it is their turn.
    pub(super) fn look_up(&mut self, email: String, session: &ActiveSession) {
        if self.task.pending_since().is_some() {
            return;
        }
        let asked = session.session.clone();
        self.turn_at = Some(Instant::now() + asked.look_up_wait());
        self.task.start(&session.worker, Work::reading("Looking a person up"), async move {
            match asked.look_up(&email).await {
                Ok(key) => Ok((email, Some(key))),
                Err(error) if error.status == Some(404) => Ok((email, None)),
                Err(error) => Err(AppError::from(error)),
            }
        });
    }

    /// Does without the look-up under way; its place in the queue goes to the next.
    pub(super) fn stop(&mut self) {
        self.task = Task::default();
    }

    /// Takes over what has come.
    pub(super) fn poll(&mut self, names: &mut Names) {
        self.task.poll();
        if let Some((email, found)) = self.task.take_ready() {
            if let Some(key) = &found {
                names.add(&key.user_id, key.recipient().display_name());
            }
            self.found.insert(email, found);
        }
        if self.task.error().is_some_and(AppError::is_cancelled) {
            self.stop();
        }
    }

    /// Whom has been looked up, by email address in lower case; none where nobody has it.
    pub(super) fn found(&self) -> &BTreeMap<String, Option<SharingKey>> {
        &self.found
    }

    /// How the look-up stands.
    pub(super) fn view(&self) -> Loadable<'_, ()> {
        self.task.view().part(|_| &())
    }

    /// How long the look-up under way still stands in the queue.
    pub(super) fn turn_in(&self) -> Option<Duration> {
        self.task.pending_since()?;
        Some(self.turn_at?.saturating_duration_since(Instant::now()))
    }
}
