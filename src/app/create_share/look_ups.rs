//! Whom the person looked up in this session. The platform allows few look-ups, so each waits for its turn, and nobody is
//! looked up twice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::ledger::AccountLedger;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::ecdh::EcdhError;
use crate::bitgo::sharing_keys::{RecipientKey, SharingKey};
use crate::domain::lifetime::date_words;
use crate::domain::share::{KeyMemory, Names};
use crate::kit::state::Loadable;
use crate::panels::create_share::LookedUp;
use crate::store::ledger::DerivedKey;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Everybody who was looked up, and the look-up under way.
#[derive(Default)]
pub(super) struct LookUps {
    /// By email address in lower case; none where nobody has it.
    found: BTreeMap<String, Option<LookedUp>>,
    task: Task<(String, Option<LookedUp>)>,
    /// When the look-up under way is sent.
    turn_at: Option<Instant>,
}

impl LookUps {
    /// Looks a person up, once, when it is their turn.
    pub(super) fn look_up(&mut self, email: String, session: &ActiveSession, zone: &TimeZone) {
        if self.task.pending_since().is_some() {
            return;
        }
        let (asked, ledger, zone) = (session.session.clone(), session.ledger.clone(), zone.clone());
        self.turn_at = Some(Instant::now() + asked.look_up_wait());
        self.task.start(&session.worker, Work::reading("Looking a person up"), async move {
            match asked.look_up(&email).await {
                Ok(key) => {
                    let memory = memory_of(&key, &ledger, &zone).await;
                    Ok((email, Some(LookedUp { key, memory })))
                }
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
            if let Some(LookedUp { key, .. }) = &found {
                names.add(&key.user_id, key.recipient().display_name());
            }
            self.found.insert(email, found);
        }
        if self.task.error().is_some_and(AppError::is_cancelled) {
            self.stop();
        }
    }

    /// Whom has been looked up, by email address in lower case; none where nobody has it.
    pub(super) fn found(&self) -> &BTreeMap<String, Option<LookedUp>> {
        &self.found
    }

    /// Something is encrypted for this person's key: one that was said to differ from the one seen earlier was accepted with
    /// it, and is their key from now on. One that could not be compared may differ too, and nobody has said so.
    pub(super) fn accept_key(&mut self, recipient: &SharingKey, ledger: &AccountLedger, zone: &TimeZone) {
        let found = self.found.values_mut().flatten().filter(|found| found.key == *recipient);
        for found in found {
            let has_changed = matches!(found.memory, Some(KeyMemory::Changed { .. }));
            let key = recipient.key.as_ref().and_then(|key| derived(key).ok());
            if let (true, Some(key)) = (has_changed, key) {
                ledger.accept_key(&recipient.user_id, key);
                found.memory = Some(KeyMemory::Same { on: date_words(Timestamp::now(), zone) });
            }
        }
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

/// How a person's key compares with the one seen earlier.
async fn memory_of(key: &SharingKey, ledger: &AccountLedger, zone: &TimeZone) -> Option<KeyMemory> {
    match derived(key.key.as_ref()?) {
        Ok(derived) => Some(ledger.compare_key(&key.user_id, derived, zone).await),
        Err(error) => Some(KeyMemory::NotCompared(error.to_string())),
    }
}

fn derived(key: &RecipientKey) -> Result<DerivedKey, EcdhError> {
    Ok(DerivedKey { path: key.path.clone(), fingerprint: key.fingerprint()? })
}
