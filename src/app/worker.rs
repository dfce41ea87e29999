//! Work on the one runtime, bound to whoever asked for it: dropping the [`Job`] ends the work.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::task::AbortHandle;

/// Where work is started: the runtime that `main` made, and the screen to wake when an answer is there.
#[derive(Clone)]
pub struct Worker {
    runtime: Handle,
    screen: egui::Context,
}

/// A running piece of work. Dropping it cancels the work.
pub struct Job(AbortHandle);

impl Drop for Job {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What an answer must match to be believed: the session that asked, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskKey {
    /// The session that asked.
    pub session: SessionKey,
    /// What was asked, in words of the cell's own.
    pub what: String,
}

/// One login to one environment. A later login to the same place is another session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionKey {
    /// The origin of the environment, such as `https://app.bitgo-test.com`.
    pub environment: String,
    /// Counts the logins of this run.
    pub serial: u64,
}

impl Worker {
    /// Binds the runtime to the screen that shows its results.
    pub fn new(runtime: Handle, screen: egui::Context) -> Self {
        Self { runtime, screen }
    }

    /// Starts `work`; it ends when the [`Job`] is dropped.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) -> Job {
        Job(self.runtime.spawn(work).abort_handle())
    }

    /// Lets work go on without an owner: only for what must not be cut off, such as telling the platform of a logout.
    pub fn detach(&self, work: impl Future<Output = ()> + Send + 'static) {
        drop(self.runtime.spawn(work));
    }

    /// Whether the window is in front.
    pub fn is_in_front(&self) -> bool {
        self.screen.input(|input| input.focused)
    }

    /// Wakes the screen. Call it after the result has been stored, never before.
    pub fn wake_screen(&self) {
        self.screen.request_repaint();
    }
}
