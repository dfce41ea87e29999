//! What a piece of work waits for, told to whoever started it, and what the requests in it are about: those that a
//! confirmed change asks first are as pressing as the change.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::domain::wait::{CODE_LIVES, Wait, WaitsFor};

tokio::task_local! {
    static WORK: WorkWaits;
}

/// What the requests in a piece of work are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Something is read, or nothing is asked at all.
    Reading,
    /// A change that somebody has confirmed.
    Change,
    /// The same with a one-time code.
    ChangeWithCode,
}

/// A piece of work as the platform's limit sees it. Cheap to clone.
#[derive(Clone)]
pub struct WorkWaits(Arc<Inner>);

impl std::fmt::Debug for WorkWaits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkWaits").field("purpose", &self.0.purpose).finish_non_exhaustive()
    }
}

struct Inner {
    purpose: Purpose,
    /// When somebody confirmed or asked for it.
    began: Instant,
    marks: Mutex<Marks>,
}

#[derive(Default)]
struct Marks {
    /// Until when those of its requests wait that cannot be sent yet, and why.
    waits: Vec<(u64, Instant, WaitsFor)>,
    newest: u64,
    /// A request that changes something was given to the network.
    has_begun: bool,
    /// Nobody wants it any more: no change is sent from now on.
    is_withdrawn: bool,
}

impl WorkWaits {
    /// Work that begins now.
    pub fn new(purpose: Purpose) -> Self {
        Self(Arc::new(Inner { purpose, began: Instant::now(), marks: Mutex::default() }))
    }

    /// Does the work. What it asks in tasks of its own is not seen here.
    pub fn run<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        WORK.scope(self, work)
    }

    /// The work that this is a part of.
    pub fn current() -> Option<Self> {
        WORK.try_with(Clone::clone).ok()
    }

    /// The work goes on to another change: what is asked of it from now on is about that one.
    pub fn next_change() {
        if let Some(work) = Self::current() {
            work.marks().has_begun = false;
        }
    }

    /// Its change is sent now. False where it was withdrawn, and must not be.
    pub fn begin_change(&self) -> bool {
        let mut marks = self.marks();
        marks.has_begun |= !marks.is_withdrawn;
        !marks.is_withdrawn
    }

    /// Whether its change was sent, so that it may be carried out whatever happens to the answer.
    pub fn has_begun_change(&self) -> bool {
        self.marks().has_begun
    }

    /// Sees to it that no change is sent from now on. True where none was sent before.
    pub fn withdraw(&self) -> bool {
        let mut marks = self.marks();
        marks.is_withdrawn = true;
        !marks.has_begun
    }

    /// How long its next request waits still, if one does.
    pub fn wait(&self) -> Option<Wait> {
        let marks = self.marks();
        let (_, until, why) = marks.waits.iter().min_by_key(|(_, until, _)| *until)?;
        Some(Wait { left: until.saturating_duration_since(Instant::now()), why: *why })
    }

    pub(super) fn is_change(&self) -> bool {
        self.0.purpose != Purpose::Reading
    }

    /// Until when the one-time code lives that goes with it.
    pub(super) fn code_until(&self) -> Option<Instant> {
        (self.0.purpose == Purpose::ChangeWithCode).then(|| self.0.began + CODE_LIVES)
    }

    pub(super) fn mark(&self, until: Instant, why: WaitsFor) -> Mark {
        let mut marks = self.marks();
        marks.newest += 1;
        let id = marks.newest;
        marks.waits.push((id, until, why));
        Mark { work: self.clone(), id }
    }

    fn marks(&self) -> MutexGuard<'_, Marks> {
        self.0.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That a request waits; gone with the waiting, also where it is cancelled.
pub(super) struct Mark {
    work: WorkWaits,
    id: u64,
}

impl Drop for Mark {
    fn drop(&mut self) {
        self.work.marks().waits.retain(|(id, ..)| *id != self.id);
    }
}
