//! The registry of work: what is under way, of which kind, since when, and how it is ended.
//!
//! Whatever [`super::worker::Worker`] starts is entered here before it runs and struck off when it ends, so the top bar
//! lists all of it and can end each without knowing whose it is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures::future::AbortHandle;

use crate::bitgo::client::{Purpose, WorkWaits};
use crate::domain::wait::Wait;

/// What a piece of work does to the platform or to this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// It reads. Ending it changes nothing.
    Reading,
    /// It changes something at the platform. Ended half-way, it may have happened all the same.
    Changing,
    /// It writes something on this machine, which may be finished all the same.
    Saving,
}

/// A piece of work about to be started: its label for the top bar, and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What is done, as in "Reading wallets".
    pub label: &'static str,
    /// What it does.
    pub kind: WorkKind,
    /// A one-time code that was typed for it goes along.
    has_code: bool,
}

impl Work {
    /// Work that reads.
    pub fn reading(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Reading, has_code: false }
    }

    /// Work that writes something on this machine.
    pub fn saving(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Saving, has_code: false }
    }

    /// Work that changes something at the platform.
    pub fn changing(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Changing, has_code: false }
    }

    /// The same with a one-time code: it waits no longer than that lives.
    #[must_use]
    pub fn with_code(self) -> Self {
        Self { has_code: true, ..self }
    }

    /// What its requests are for.
    pub(super) fn purpose(&self) -> Purpose {
        match (self.kind, self.has_code) {
            (WorkKind::Changing, true) => Purpose::ChangeWithCode,
            (WorkKind::Changing, false) => Purpose::Change,
            (WorkKind::Reading | WorkKind::Saving, _) => Purpose::Reading,
        }
    }
}

/// Work under way with one label. What belongs together carries one label, and is shown and ended together.
#[derive(Clone, Debug)]
pub struct RunningWork {
    /// What is done, and what it does.
    pub work: Work,
    /// When the first of it was started.
    pub since: Instant,
    /// How long its next request waits for the platform's limit, if one does.
    pub wait: Option<Wait>,
}

/// So long between two looks at what is under way.
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

fn shorter(one: Option<Wait>, other: Option<Wait>) -> Option<Wait> {
    one.into_iter().chain(other).min_by_key(|wait| wait.left)
}

struct Entry {
    work: Work,
    since: Instant,
    waits: WorkWaits,
    end: AbortHandle,
}

#[derive(Default)]
struct Entries {
    newest: u64,
    running: BTreeMap<u64, Entry>,
}

/// The work of one session, or of the program without one. Clones are the same registry.
#[derive(Clone, Default)]
pub struct WorkRegistry(Arc<Mutex<Entries>>);

impl WorkRegistry {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a piece of work that `end` aborts. It stands here until the ticket is dropped.
    pub(super) fn enter(&self, work: Work, waits: WorkWaits, end: AbortHandle) -> Ticket {
        let mut entries = self.entries();
        entries.newest += 1;
        let id = entries.newest;
        entries.running.insert(id, Entry { work, since: Instant::now(), waits, end });
        Ticket { registry: self.clone(), id }
    }

    /// What is under way, the oldest first.
    pub fn running(&self) -> Vec<RunningWork> {
        let mut running: Vec<RunningWork> = Vec::new();
        for Entry { work, since, waits, .. } in self.entries().running.values() {
            let wait = waits.wait();
            match running.iter_mut().find(|other| other.work.label == work.label) {
                Some(other) => other.wait = shorter(other.wait, wait),
                None => running.push(RunningWork { work: work.clone(), since: *since, wait }),
            }
        }
        running
    }

    /// Waits until no change is under way.
    pub async fn wait_for_changes(&self) {
        while self.running().iter().any(|running| running.work.kind == WorkKind::Changing) {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Ends all work.
    pub fn end_all(&self) {
        self.entries().running.values().for_each(|it| it.end.abort());
    }

    /// Ends all work with this label. Whoever started it gets [`super::error::AppError::cancelled`] as its answer.
    pub fn cancel(&self, label: &str) {
        self.entries()
            .running
            .values()
            .filter(|entry| entry.work.label == label)
            .for_each(|it| it.end.abort());
    }
}

/// An entry of the registry. Dropping it strikes the work off.
pub(super) struct Ticket {
    registry: WorkRegistry,
    id: u64,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.registry.entries().running.remove(&self.id);
    }
}
