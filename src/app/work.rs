//! The registry of work: what is under way, of which kind, since when, and how it is ended.
//!
//! Whatever [`super::worker::Worker`] starts is entered here before it runs and struck off when it ends, so the top bar
//! lists all of it and can end each without knowing whose it is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use futures::future::AbortHandle;

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
}

impl Work {
    /// Work that reads.
    pub fn reading(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Reading }
    }

    /// Work that writes something on this machine.
    pub fn saving(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Saving }
    }

    /// Work that changes something at the platform.
    pub fn changing(label: &'static str) -> Self {
        Self { label, kind: WorkKind::Changing }
    }
}

/// Work under way with one label. What belongs together carries one label, and is shown and ended together.
#[derive(Clone, Debug)]
pub struct RunningWork {
    /// What is done, and what it does.
    pub work: Work,
    /// When the first of it was started.
    pub since: Instant,
}

struct Entry {
    work: Work,
    since: Instant,
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
    pub(super) fn enter(&self, work: Work, end: AbortHandle) -> Ticket {
        let mut entries = self.entries();
        entries.newest += 1;
        let id = entries.newest;
        entries.running.insert(id, Entry { work, since: Instant::now(), end });
        Ticket { registry: self.clone(), id }
    }

    /// What is under way, the oldest first.
    pub fn running(&self) -> Vec<RunningWork> {
        let mut running: Vec<RunningWork> = Vec::new();
        for Entry { work, since, .. } in self.entries().running.values() {
            if running.iter().all(|other| other.work.label != work.label) {
                running.push(RunningWork { work: work.clone(), since: *since });
            }
        }
        running
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
