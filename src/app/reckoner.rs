//! Threads beside the screen's for what takes longer than a frame may: one for what the screen waits for, one for long work.
//!
//! They stay, so that what is reckoned anew is given the memory that what it replaces has left. Threads that come and go would
//! each keep some of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, SendError, Sender};
use std::thread;

use tokio::sync::oneshot;

use super::error::AppError;

type Reckoning = Box<dyn FnOnce() + Send>;

/// A thread that does one piece of work after the other. It ends with the last of those who give it some.
#[derive(Clone)]
pub struct Reckoner(Sender<Reckoning>);

impl Reckoner {
    /// Starts the thread.
    pub fn start(name: &str) -> Self {
        let (sender, works) = mpsc::channel::<Reckoning>();
        let run = move || {
            for work in works {
                // Whoever waits for it sees that nothing came.
                drop(catch_unwind(AssertUnwindSafe(work)));
            }
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            tracing::warn!(%error, name, "no thread for reckoning");
        }
        Self(sender)
    }

    /// Does this next.
    pub fn run(&self, work: impl FnOnce() + Send + 'static) {
        // Without the thread it is better done late than never.
        if let Err(SendError(work)) = self.0.send(Box::new(work)) {
            work();
        }
    }

    /// Does this next, and tells what came of it.
    pub async fn reckon<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let (sender, made) = oneshot::channel();
        self.run(move || drop(sender.send(work())));
        made.await.map_err(|_| AppError::broke_off())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_in_order_on_one_thread_and_broken_work_ends_itself_alone() {
        let reckoner = Reckoner::start("test");
        let place = || thread::current().id();
        let first = reckoner.reckon(place).await.ok();
        assert!(first.is_some_and(|first| first != place()));
        let broken = reckoner.reckon(|| assert_eq!(1 + 1, 3, "made to break")).await;
        assert!(broken.is_err_and(|error| error.failure.what == AppError::broke_off().failure.what));
        assert_eq!(reckoner.reckon(place).await.ok(), first);
    }
}
