//! Work on the one runtime, bound to whoever asked for it: dropping the [`Job`] ends the work.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use futures::FutureExt;
use futures::future::{AbortHandle, Abortable};
use tokio::runtime::Handle;
use tokio::task::AbortHandle as JobHandle;

use super::error::AppError;
use super::reckoner::Reckoner;
use super::work::{Work, WorkKind, WorkRegistry};
use crate::bitgo::client::{Purpose, WorkWaits};
use crate::domain::wait::Wait;

/// Where work is started: the runtime that `main` made, the threads that reckon, the screen to wake when an answer is there,
/// and the registry that knows of all of it.
#[derive(Clone)]
pub struct Worker {
    runtime: Handle,
    short_work: Reckoner,
    long_work: Reckoner,
    screen: egui::Context,
    works: WorkRegistry,
}

/// A running piece of work. Dropping it cancels the work.
pub struct Job {
    handle: JobHandle,
    waits: WorkWaits,
    end: AbortHandle,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.handle.abort();
    }
}

impl Job {
    /// How long its next request waits for the platform's limit, if one does.
    pub fn wait(&self) -> Option<Wait> {
        self.waits.wait()
    }

    /// The person waits no longer: the work ends with [`AppError::cancelled`], or with [`AppError::withdrawn`] where it was to
    /// change something that was not sent yet.
    pub fn cancel(&self) {
        self.end.abort();
    }

    /// Whether a change was sent by it.
    #[cfg(test)]
    pub fn has_begun_change(&self) -> bool {
        self.waits.has_begun_change()
    }

    /// Sees to it that it changes nothing from now on. True where nothing was sent before.
    pub fn withdraw(&self) -> bool {
        self.waits.withdraw()
    }
}

impl Worker {
    /// Binds the runtime to the screen that shows its results.
    pub fn new(runtime: Handle, screen: egui::Context) -> Self {
        Self {
            runtime,
            short_work: Reckoner::start("short reckoning"),
            long_work: Reckoner::start("long reckoning"),
            screen,
            works: WorkRegistry::default(),
        }
    }

    /// The same runtime and screen with a registry of its own: a session lists, waits for and cancels its own work alone.
    pub fn for_session(&self) -> Self {
        Self { works: WorkRegistry::default(), ..self.clone() }
    }

    /// The work under way.
    pub fn works(&self) -> &WorkRegistry {
        &self.works
    }

    /// Starts registered work that hands over one result; it ends when the [`Job`] is dropped. A panic in it is a failure of
    /// the work, not of the window, and work that the person cancels is answered by [`AppError::cancelled`].
    pub fn start<T, E>(
        &self,
        work: Work,
        question: impl Future<Output = Result<T, E>> + Send + 'static,
        deliver: impl FnOnce(Result<T, AppError>) + Send + 'static,
    ) -> Job
    where
        T: Send + 'static,
        E: Into<AppError> + Send + 'static,
    {
        let (kind, waits) = (work.kind, WorkWaits::new(work.purpose()));
        let (end, ending) = AbortHandle::new_pair();
        let (ticket, worker) = (self.works.enter(work, waits.clone(), end.clone()), self.clone());
        self.spawn(waits.clone(), end, async move {
            let question = waits.clone().run(AssertUnwindSafe(question).catch_unwind());
            let outcome = Abortable::new(question, ending).await;
            deliver(match outcome {
                Ok(Ok(result)) => result.map_err(Into::into),
                Ok(Err(_panic)) => Err(AppError::broke_off()),
                // It goes no step further, so what was not sent by now never is.
                Err(_aborted) if kind == WorkKind::Changing && !waits.has_begun_change() => {
                    Err(AppError::withdrawn())
                }
                Err(_aborted) => Err(AppError::cancelled(kind)),
            });
            drop(ticket);
            worker.wake_screen();
        })
    }

    fn spawn(
        &self,
        waits: WorkWaits,
        end: AbortHandle,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Job {
        Job { handle: self.runtime.spawn(work).abort_handle(), waits, end }
    }

    /// Reckons something that the screen waits for, in some hundredths of a second, and wakes it then. It is too short to be
    /// listed or cancelled.
    pub fn run_aside(&self, work: Box<dyn FnOnce() + Send>) {
        self.run_on(&self.short_work, work);
    }

    /// The same where it takes longer, and may wait for its turn.
    pub fn run_long_aside(&self, work: Box<dyn FnOnce() + Send>) {
        self.run_on(&self.long_work, work);
    }

    fn run_on(&self, reckoner: &Reckoner, work: Box<dyn FnOnce() + Send>) {
        let worker = self.clone();
        reckoner.run(move || {
            work();
            worker.wake_screen();
        });
    }

    /// Where a piece of [`Worker::start`]'s work reckons what takes long.
    pub fn long_work(&self) -> Reckoner {
        self.long_work.clone()
    }

    /// Lets go of something large beside the screen's thread: a hundred thousand rows take longer than a frame may.
    pub fn drop_aside(&self, large: impl Send + 'static) {
        self.short_work.run(move || drop(large));
    }

    /// Lets work go on without an owner: only for what must not be cut off, such as telling the platform of a logout, or
    /// what only waits, such as the clearing of the clipboard.
    pub fn detach(&self, work: impl Future<Output = ()> + Send + 'static) {
        drop(self.runtime.spawn(work));
    }

    /// Wakes the screen at this moment, unless the [`Job`] is dropped before.
    pub fn wake_screen_at(&self, at: Instant) -> Job {
        let worker = self.clone();
        let (end, _) = AbortHandle::new_pair();
        self.spawn(WorkWaits::new(Purpose::Reading), end, async move {
            tokio::time::sleep_until(at.into()).await;
            worker.wake_screen();
        })
    }

    /// Whether the window is in front.
    pub fn is_in_front(&self) -> bool {
        self.screen.input(|input| input.focused)
    }

    /// The screen that shows the results.
    pub fn screen(&self) -> &egui::Context {
        &self.screen
    }

    /// Wakes the screen. Call it after the result has been stored, never before.
    pub fn wake_screen(&self) {
        self.screen.request_repaint();
    }
}
