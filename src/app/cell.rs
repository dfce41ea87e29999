//! The async cell: not asked, pending (with what was there before), ready, or failed (with what was there before).
//!
//! Asking again replaces the cell's work, so that an old answer has nowhere to land; each answer also carries the
//! key of its question and is dropped when that is not the one awaited. Dropping the cell ends its work.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use futures::FutureExt;
use poll_promise::Promise;

use super::failure::Trouble;
use super::worker::{AskKey, Job, Worker};
use crate::kit::state::View;

/// What one question brings, while and after it is asked. Not `Clone`: an answer has one place.
pub struct Cell<T: Send + 'static> {
    state: State<T>,
}

enum State<T: Send + 'static> {
    NotAsked,
    Pending(Pending<T>),
    Ready(T),
    Failed(Trouble, Option<T>),
}

struct Pending<T: Send + 'static> {
    key: AskKey,
    promise: Promise<Answer<T>>,
    before: Option<T>,
    since: Instant,
    _job: Job,
}

type Answer<T> = (AskKey, Result<T, Trouble>);

impl<T: Send + 'static> Default for Cell<T> {
    fn default() -> Self {
        Self { state: State::NotAsked }
    }
}

impl<T: Send + 'static> Cell<T> {
    /// Asks anew. What was there stays visible until the answer comes; work still under way for it ends.
    pub fn ask<E>(
        &mut self,
        worker: &Worker,
        key: AskKey,
        question: impl Future<Output = Result<T, E>> + Send + 'static,
    ) where
        E: Into<Trouble> + Send + 'static,
    {
        let (sender, promise) = Promise::new();
        let (waker, answered_key) = (worker.clone(), key.clone());
        let job = worker.spawn(async move {
            // A panic in the work is a failure of the work, not of the window.
            let outcome = AssertUnwindSafe(question).catch_unwind().await;
            let result =
                outcome.map_or_else(|_| Err(Trouble::broke_off()), |result| result.map_err(Into::into));
            sender.send((answered_key, result));
            waker.wake_screen();
        });
        let before = self.take();
        self.state = State::Pending(Pending { key, promise, before, since: Instant::now(), _job: job });
    }

    /// Takes over an answer that has come. True when the state changed.
    pub fn poll(&mut self) -> bool {
        let State::Pending(pending) = &self.state else { return false };
        if pending.promise.ready().is_none() {
            return false;
        }
        let State::Pending(pending) = std::mem::replace(&mut self.state, State::NotAsked) else {
            return false;
        };
        let Pending { key, promise, before, .. } = pending;
        self.state = match promise.try_take() {
            Ok((answered, Ok(value))) if answered == key => State::Ready(value),
            Ok((answered, Err(trouble))) if answered == key => State::Failed(trouble, before),
            Ok(_) | Err(_) => {
                tracing::warn!(what = key.what, "an answer to another question was dropped");
                before.map_or(State::NotAsked, State::Ready)
            }
        };
        true
    }

    /// Ends the work under way with a failure of the caller's own.
    pub fn fail(&mut self, trouble: Trouble) {
        let before = self.take();
        self.state = State::Failed(trouble, before);
    }

    /// Empties the cell and hands out what it held.
    pub fn take(&mut self) -> Option<T> {
        match std::mem::replace(&mut self.state, State::NotAsked) {
            State::NotAsked => None,
            State::Pending(pending) => pending.before,
            State::Ready(value) => Some(value),
            State::Failed(_, before) => before,
        }
    }

    /// Takes the answer out, once it is there; whatever else the cell holds stays.
    pub fn take_ready(&mut self) -> Option<T> {
        match &self.state {
            State::Ready(_) => self.take(),
            _ => None,
        }
    }

    /// What a panel draws.
    pub fn view(&self) -> View<'_, T> {
        match &self.state {
            State::NotAsked => View::NotAsked,
            State::Pending(pending) => View::Pending(pending.before.as_ref()),
            State::Ready(value) => View::Ready(value),
            State::Failed(trouble, before) => View::Failed(&trouble.failure, before.as_ref()),
        }
    }

    /// The answer, once it is there.
    pub fn ready(&self) -> Option<&T> {
        match &self.state {
            State::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// What went wrong, if it did.
    pub fn trouble(&self) -> Option<&Trouble> {
        match &self.state {
            State::Failed(trouble, _) => Some(trouble),
            _ => None,
        }
    }

    /// Since when the question is under way.
    pub fn pending_since(&self) -> Option<Instant> {
        match &self.state {
            State::Pending(pending) => Some(pending.since),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::app::worker::SessionKey;

    fn key(what: &str) -> AskKey {
        let session = SessionKey { environment: "https://example.test".into(), serial: 1 };
        AskKey { session, what: what.into() }
    }

    async fn settled<T: Send + 'static>(cell: &mut Cell<T>) {
        for _ in 0..200 {
            if cell.poll() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no answer came");
    }

    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    #[tokio::test]
    async fn asking_again_ends_the_first_question_and_keeps_what_was_there() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut cell = Cell::default();
        cell.ask(&worker, key("first"), async { Ok::<_, Trouble>(1) });
        settled(&mut cell).await;
        assert!(matches!(cell.view(), View::Ready(1)));

        let ended = Arc::new(AtomicBool::new(false));
        let flag = Flag(ended.clone());
        cell.ask(&worker, key("slow"), async move {
            let _flag = flag;
            std::future::pending::<Result<i32, Trouble>>().await
        });
        tokio::task::yield_now().await;
        assert!(matches!(cell.view(), View::Pending(Some(1))));
        cell.ask(&worker, key("second"), async { Ok::<_, Trouble>(2) });
        settled(&mut cell).await;
        assert!(matches!(cell.view(), View::Ready(2)));
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(ended.load(Ordering::SeqCst), "the replaced question went on");
    }

    #[tokio::test]
    async fn dropping_the_cell_ends_its_work() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let ended = Arc::new(AtomicBool::new(false));
        let flag = Flag(ended.clone());
        let mut cell = Cell::<i32>::default();
        cell.ask(&worker, key("slow"), async move {
            let _flag = flag;
            std::future::pending::<Result<i32, Trouble>>().await
        });
        assert!(cell.pending_since().is_some());
        tokio::task::yield_now().await;
        drop(cell);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(ended.load(Ordering::SeqCst), "the work outlived its cell");
    }

    #[tokio::test]
    async fn a_panic_in_the_work_is_a_failure_of_the_cell() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut cell = Cell::<i32>::default();
        cell.ask(&worker, key("broken"), async {
            assert!(!work_is_broken(), "broken work");
            Ok::<_, Trouble>(1)
        });
        settled(&mut cell).await;
        assert!(cell.trouble().is_some_and(|trouble| trouble.outcome_unknown));
    }

    fn work_is_broken() -> bool {
        true
    }

    #[tokio::test]
    async fn an_answer_to_another_question_is_dropped() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut cell = Cell::default();
        cell.ask(&worker, key("asked"), async { Ok::<_, Trouble>(1) });
        let State::Pending(pending) = &mut cell.state else { panic!("not pending") };
        pending.key = key("something else by now");
        settled(&mut cell).await;
        assert!(matches!(cell.view(), View::NotAsked));
    }
}
