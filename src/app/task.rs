//! A task that answers one question: not asked, pending (with what was there before), ready, or failed (with what was
//! there before).
//!
//! Starting it again replaces its work, so that an old answer has nowhere to land. Dropping it ends its work.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use poll_promise::Promise;

use super::error::AppError;
use super::work::Work;
use super::worker::{Job, Worker};
use crate::domain::wait::Wait;
use crate::kit::state::{Failure, Loadable, Reading};

/// What one question brings, while and after it is asked. Not `Clone`: an answer has one place.
pub struct Task<T: Send + 'static> {
    state: State<T>,
    answered: Option<Answered>,
    /// When the newest answer was asked for: nothing in it is older.
    read_at: Option<Timestamp>,
    /// Why it could not be asked again. It stays until an answer comes, also while it is asked once more.
    failure: Option<Failure>,
}

enum State<T: Send + 'static> {
    NotAsked,
    Pending(Pending<T>),
    Ready(T),
    Failed(AppError, Option<T>),
}

struct Pending<T: Send + 'static> {
    promise: Promise<Result<T, AppError>>,
    before: Option<T>,
    since: Instant,
    job: Job,
}

/// A reading that has come whole: which one, and when it was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    number: u64,
    began: Instant,
}

/// The time of day of a moment that lies behind.
pub(super) fn time_of(moment: Instant) -> Timestamp {
    let ago = SignedDuration::try_from(moment.elapsed()).unwrap_or_default();
    let now = Timestamp::now();
    now.checked_sub(ago).unwrap_or(now)
}

/// What somebody has taken notice of last. Each who follows a reading has a cursor of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor(u64);

impl Answered {
    /// A reading that was asked for then and has just come. No two in this process share a number.
    pub(super) fn now(began: Instant) -> Self {
        static NEWEST: AtomicU64 = AtomicU64::new(1);
        Self { number: NEWEST.fetch_add(1, Ordering::Relaxed), began }
    }

    /// When it was asked for, if the cursor has not passed it yet. The cursor passes it.
    pub(super) fn news(self, cursor: &mut Cursor) -> Option<Instant> {
        let is_news = cursor.0 != self.number;
        cursor.0 = self.number;
        is_news.then_some(self.began)
    }
}

impl<T: Send + 'static> Default for Task<T> {
    fn default() -> Self {
        Self { state: State::NotAsked, answered: None, read_at: None, failure: None }
    }
}

impl<T: Send + 'static> Task<T> {
    /// Asks. What was there stays visible until the answer comes; work still under way for it ends.
    pub fn start<E>(
        &mut self,
        worker: &Worker,
        work: Work,
        question: impl Future<Output = Result<T, E>> + Send + 'static,
    ) where
        E: Into<AppError> + Send + 'static,
    {
        let (sender, promise) = Promise::new();
        let job = worker.start(work, question, |result| sender.send(result));
        let before = self.take();
        self.state = State::Pending(Pending { promise, before, since: Instant::now(), job });
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
        let Pending { promise, before, since, .. } = pending;
        self.state = match promise.try_take() {
            Ok(Ok(value)) => {
                self.answered = Some(Answered::now(since));
                self.read_at = Some(time_of(since));
                self.failure = None;
                State::Ready(value)
            }
            Ok(Err(error)) => self.failed(error, before),
            Err(_) => self.failed(AppError::broke_off(), before),
        };
        true
    }

    /// Whoever stops a question has not learnt that it cannot be answered.
    fn failed(&mut self, error: AppError, before: Option<T>) -> State<T> {
        if !error.is_cancelled() {
            self.failure = Some(error.failure.clone());
        }
        State::Failed(error, before)
    }

    /// The person waits no longer. What came of it is the answer, which comes at once.
    pub fn cancel(&self) {
        if let State::Pending(pending) = &self.state {
            pending.job.cancel();
        }
    }

    /// Sees to it that it changes nothing from now on. True where it was to change something and has not.
    pub fn withdraw(&self) -> bool {
        matches!(&self.state, State::Pending(pending) if pending.job.withdraw())
    }

    /// When the newest answer was asked for, if the cursor has not passed it yet.
    pub fn news(&self, cursor: &mut Cursor) -> Option<Instant> {
        self.answered?.news(cursor)
    }

    /// Ends the work under way with a failure of the caller's own.
    pub fn fail(&mut self, error: AppError) {
        let before = self.take();
        self.state = self.failed(error, before);
    }

    /// Empties the task and hands out what it held.
    pub fn take(&mut self) -> Option<T> {
        match std::mem::replace(&mut self.state, State::NotAsked) {
            State::NotAsked => None,
            State::Pending(pending) => pending.before,
            State::Ready(value) => Some(value),
            State::Failed(_, before) => before,
        }
    }

    /// Takes the answer out, once it is there; whatever else it holds stays.
    pub fn take_ready(&mut self) -> Option<T> {
        match &self.state {
            State::Ready(_) => self.take(),
            _ => None,
        }
    }

    /// Takes the failure out, where the task failed; what was there before it goes too.
    pub fn take_error(&mut self) -> Option<AppError> {
        match std::mem::replace(&mut self.state, State::NotAsked) {
            State::Failed(error, _) => Some(error),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// What a panel draws.
    pub fn view(&self) -> Loadable<'_, T> {
        match &self.state {
            State::NotAsked => Loadable::NotAsked,
            State::Pending(pending) => Loadable::Pending(pending.before.as_ref()),
            State::Ready(value) => Loadable::Ready(value),
            State::Failed(error, before) => Loadable::Failed(&error.failure, before.as_ref()),
        }
    }

    /// How old what it shows is, for the panels that are drawn from it.
    pub fn reading(&self, what: &'static str) -> Reading<'_> {
        let read_at = self.read_at.filter(|_| self.view().content().is_some());
        Reading { what, read_at, failure: self.failure.as_ref(), is_marginal: false }
    }

    /// When the newest answer was asked for.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }

    /// The answer, once it is there.
    pub fn ready(&self) -> Option<&T> {
        match &self.state {
            State::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// What went wrong, if it did.
    pub fn error(&self) -> Option<&AppError> {
        match &self.state {
            State::Failed(error, _) => Some(error),
            _ => None,
        }
    }

    /// How long it waits for the platform's limit before it is sent, if it does.
    pub fn wait(&self) -> Option<Wait> {
        match &self.state {
            State::Pending(pending) => pending.job.wait(),
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
    use crate::bitgo::client::WorkWaits;

    fn reading() -> Work {
        Work::reading("Reading")
    }

    impl<T: Send + 'static> Task<T> {
        fn is_sent(&self) -> bool {
            matches!(&self.state, State::Pending(pending) if pending.job.has_begun_change())
        }
    }

    async fn settled<T: Send + 'static>(task: &mut Task<T>) {
        for _ in 0..200 {
            if task.poll() {
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
        let mut task = Task::default();
        task.start(&worker, reading(), async { Ok::<_, AppError>(1) });
        settled(&mut task).await;
        assert!(matches!(task.view(), Loadable::Ready(1)));

        let ended = Arc::new(AtomicBool::new(false));
        let flag = Flag(ended.clone());
        task.start(&worker, reading(), async move {
            let _flag = flag;
            std::future::pending::<Result<i32, AppError>>().await
        });
        tokio::task::yield_now().await;
        assert!(matches!(task.view(), Loadable::Pending(Some(1))));
        task.start(&worker, reading(), async { Ok::<_, AppError>(2) });
        settled(&mut task).await;
        assert!(matches!(task.view(), Loadable::Ready(2)));
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(ended.load(Ordering::SeqCst), "the replaced question went on");
    }

    #[tokio::test]
    async fn dropping_the_task_ends_its_work() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let ended = Arc::new(AtomicBool::new(false));
        let flag = Flag(ended.clone());
        let mut task = Task::<i32>::default();
        task.start(&worker, reading(), async move {
            let _flag = flag;
            std::future::pending::<Result<i32, AppError>>().await
        });
        assert!(task.pending_since().is_some());
        tokio::task::yield_now().await;
        drop(task);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(ended.load(Ordering::SeqCst), "the work outlived its task");
    }

    #[tokio::test]
    async fn a_panic_in_the_work_is_a_failure_of_the_task() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut task = Task::<i32>::default();
        task.start(&worker, reading(), async {
            assert!(!work_is_broken(), "broken work");
            Ok::<_, AppError>(1)
        });
        settled(&mut task).await;
        assert!(task.error().is_some_and(|error| error.outcome_unknown));
    }

    fn work_is_broken() -> bool {
        true
    }

    #[tokio::test]
    async fn work_is_listed_while_it_runs_and_cancelled_by_its_label() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let (mut reads, mut changes) = (Task::<i32>::default(), Task::<i32>::default());
        let never = std::future::pending::<Result<i32, AppError>>;
        reads.start(&worker, reading(), never());
        let mut unsent = Task::<i32>::default();
        changes.start(&worker, Work::changing("Creating"), async move {
            assert!(WorkWaits::current().is_some_and(|work| work.begin_change()));
            never().await
        });
        let running = worker.works().running();
        let labels: Vec<_> = running.iter().map(|it| it.work.label).collect();
        assert_eq!(labels, ["Reading", "Creating"]);
        unsent.start(&worker, Work::changing("Freezing"), never());
        while !changes.is_sent() {
            tokio::task::yield_now().await;
        }
        for running in worker.works().running() {
            worker.works().cancel(running.work.label);
        }
        settled(&mut reads).await;
        settled(&mut changes).await;
        assert!(worker.works().running().is_empty());
        assert!(reads.error().is_some_and(|error| !error.outcome_unknown));
        assert!(changes.error().is_some_and(|error| error.outcome_unknown), "it may have happened");
        settled(&mut unsent).await;
        assert!(unsent.error().is_some_and(|error| error.is_cancelled() && !error.outcome_unknown));
    }

    #[tokio::test]
    async fn each_who_follows_a_task_hears_of_an_answer_once() {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut task = Task::default();
        let (mut one, mut other) = (Cursor::default(), Cursor::default());
        assert!(task.news(&mut one).is_none());
        let before = Instant::now();
        task.start(&worker, reading(), async { Ok::<_, AppError>(1) });
        settled(&mut task).await;
        assert!(task.news(&mut one).is_some_and(|began| began >= before));
        assert!(task.news(&mut one).is_none());
        assert!(task.news(&mut other).is_some());
        task.start(&worker, reading(), async { Err::<i32, _>(AppError::broke_off()) });
        settled(&mut task).await;
        assert!(task.news(&mut one).is_none(), "a failure is no news");
    }
}
