//! Several changes of the platform that are sent one after the other, each once: the task that sends them, and where each
//! stands.

use std::future::Future;
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

use super::error::AppError;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::bitgo::client::WorkWaits;
use crate::bitgo::error::Error;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::wait::Wait;
use crate::kit::mutation::{Item, Stage};
use crate::kit::state::Failure;

/// Changes that are sent in one piece of work, and what came of each.
pub struct Batch<R, A> {
    items: Vec<Item<R, A>>,
    task: Task<()>,
    /// What the work has to tell, while it is under way.
    arrivals: Option<Receiver<(usize, Arrival<A>)>>,
    /// Why the last one was refused that was, since something was sent.
    last_refusal: Option<ErrorCause>,
}

enum Arrival<A> {
    Sent,
    Answered(Result<A, AppError>),
}

impl<R, A> Default for Batch<R, A> {
    fn default() -> Self {
        Self { items: Vec::new(), task: Task::default(), arrivals: None, last_refusal: None }
    }
}

impl<R: Clone + Send + 'static, A: Send + 'static> Batch<R, A> {
    /// Sends these after those that are here, in their order. Nothing happens while others are under way.
    pub fn send<F>(
        &mut self,
        worker: &Worker,
        work: Work,
        requests: Vec<R>,
        send: impl Fn(R) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = Result<A, Error>> + Send,
    {
        if self.is_under_way() || requests.is_empty() {
            return;
        }
        self.last_refusal = None;
        let first = self.items.len();
        self.items.extend(requests.iter().cloned().map(Item::new));
        let (sender, arrivals) = mpsc::channel();
        self.arrivals = Some(arrivals);
        let waker = worker.clone();
        self.task.start(worker, work, async move {
            for (at, request) in requests.into_iter().enumerate() {
                let note = |arrival| {
                    drop(sender.send((first + at, arrival)));
                    waker.wake_screen();
                };
                WorkWaits::next_change();
                note(Arrival::Sent);
                let answer = send(request).await;
                let end = answer.as_ref().err().filter(|error| error.ends_session()).cloned();
                note(Arrival::Answered(answer.map_err(AppError::from)));
                if let Some(error) = end {
                    return Err(error);
                }
            }
            Ok(())
        });
    }

    /// Takes over what has come; true when nothing more is sent.
    pub fn poll(&mut self) -> bool {
        let is_over = self.task.poll();
        for (at, arrival) in self.arrivals.iter().flat_map(Receiver::try_iter) {
            let Some(item) = self.items.get_mut(at) else { continue };
            match arrival {
                Arrival::Sent => drop(item.stage.send()),
                Arrival::Answered(Ok(answer)) => {
                    item.stage = Stage::Done;
                    item.answer = Some(answer);
                }
                Arrival::Answered(Err(error)) => {
                    item.was_lost = error.outcome_unknown;
                    self.last_refusal = Some(error.cause).filter(|_| !error.outcome_unknown);
                    item.stage.failed(error.failure, error.outcome_unknown);
                }
            }
        }
        if is_over {
            let error = self.task.take_error().unwrap_or_else(AppError::broke_off);
            self.end(&error.failure, error.outcome_unknown);
        }
        is_over
    }

    /// The person waits no longer. What was on its way may have happened; what was not sent has not. The next answer says so.
    pub fn stop(&self) {
        self.task.cancel();
    }

    /// Nobody waits for the answers any more: the work ends, and what was on its way is unconfirmed.
    pub fn lose_answers(&mut self, failure: &Failure) {
        let is_unsent = self.task.withdraw();
        self.poll();
        self.end(failure, !is_unsent);
    }

    fn end(&mut self, failure: &Failure, may_have_happened: bool) {
        self.task = Task::default();
        self.arrivals = None;
        for item in self.items.iter_mut().filter(|item| item.stage.is_sent()) {
            item.was_lost = may_have_happened;
            item.stage.failed(failure.clone(), may_have_happened);
        }
    }

    /// Forgets all but these. While some are under way, none is forgotten.
    pub fn keep(&mut self, is_kept: impl Fn(&Item<R, A>) -> bool) {
        if !self.is_under_way() {
            self.items.retain(is_kept);
        }
    }

    /// Why the last one was refused that was, since something was sent.
    pub fn last_refusal(&self) -> Option<ErrorCause> {
        self.last_refusal
    }

    /// What is sent, and where each stands.
    pub fn items(&self) -> &[Item<R, A>] {
        &self.items
    }

    /// A reading that began at `began` has come. Of those that `is_meant` names it tells whether they were made, and as what.
    /// True where that settles one.
    pub fn looked_up(
        &mut self,
        began: Instant,
        is_meant: impl Fn(&R) -> bool,
        find: impl Fn(&R) -> Option<A>,
    ) -> bool {
        let mut settles = false;
        for item in self.items.iter_mut().filter(|item| item.was_lost && is_meant(&item.request)) {
            let found = find(&item.request);
            if item.stage.looked_up(began, found.is_some()) {
                item.answer = found;
                settles = true;
            }
        }
        settles
    }

    /// The reading that could tell of those that `is_meant` names has failed.
    pub fn look_up_failed(&mut self, failure: &Failure, is_meant: impl Fn(&R) -> bool) {
        for item in self.items.iter_mut().filter(|item| is_meant(&item.request)) {
            item.stage.look_up_failed(failure);
        }
    }

    /// How long the one that is on its way waits for the platform's limit, if it does.
    pub fn wait(&self) -> Option<Wait> {
        self.task.wait()
    }

    /// Some are still being sent.
    pub fn is_under_way(&self) -> bool {
        self.arrivals.is_some()
    }

    /// Some are being sent, or were not looked up yet.
    pub fn is_held(&self) -> bool {
        self.is_under_way() || self.items.iter().any(|item| item.stage.is_held())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::runtime::Handle;

    use super::*;
    use crate::bitgo::error::ErrorKind;

    /// Sends three: the first is made, the second fails as `second` says, the third would be made.
    fn sent(worker: &Worker, second: impl Fn() -> ErrorKind + Send + Sync + 'static) -> Batch<u8, u8> {
        let mut batch = Batch::default();
        batch.send(worker, Work::changing("Sending"), vec![1, 2, 3], move |it| {
            let answer = if it == 2 { Err(second().into()) } else { Ok(it * 10) };
            async move { answer }
        });
        batch
    }

    async fn run(batch: &mut Batch<u8, u8>) {
        while !batch.poll() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn each_has_an_answer_of_its_own_and_a_lost_one_is_looked_up() {
        let worker = Worker::new(Handle::current(), egui::Context::default());
        let before = Instant::now();
        let mut batch = sent(&worker, || ErrorKind::Interrupted);
        batch.send(&worker, Work::changing("Sending"), vec![4], async |it| Ok(it));
        run(&mut batch).await;
        let answers: Vec<_> = batch.items().iter().map(|it| it.answer).collect();
        assert_eq!(answers, [Some(10), None, Some(30)], "a second batch was sent beside the first");
        assert!(batch.is_held() && !batch.is_under_way());
        assert!(!batch.looked_up(before, |_| true, |_| None), "an older reading proves nothing");
        assert!(batch.looked_up(Instant::now(), |_| true, |it| Some(it * 10)));
        assert_eq!(batch.items()[1].answer, Some(20));
        assert!(batch.items()[1].was_lost && !batch.is_held());
        assert!(!batch.looked_up(Instant::now(), |_| true, |_| None), "what was answered is not looked up");
    }

    /// Sends three, of which the first is made; the second goes on for ever, and has been sent where `is_sent`.
    async fn at_the_second(worker: &Worker, is_sent: bool) -> Batch<u8, u8> {
        let mut batch: Batch<u8, u8> = Batch::default();
        let begin = move |it| it == 1 || is_sent;
        batch.send(worker, Work::changing("Sending"), vec![1, 2, 3], move |it| async move {
            assert!(!begin(it) || WorkWaits::current().is_some_and(|work| work.begin_change()));
            if it == 1 { Ok(10) } else { std::future::pending().await }
        });
        while !batch.items()[1].stage.is_sent() {
            assert!(!batch.poll());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        batch
    }

    #[tokio::test]
    async fn whoever_stops_waiting_knows_what_was_not_sent() {
        let worker = Worker::new(Handle::current(), egui::Context::default());
        for is_sent in [true, false] {
            let mut batch = at_the_second(&worker, is_sent).await;
            batch.keep(|_| false);
            assert_eq!(batch.items().len(), 3, "what is under way was forgotten");
            batch.stop();
            run(&mut batch).await;
            let stages: Vec<_> = batch.items().iter().map(|it| &it.stage).collect();
            assert_eq!((stages[0], stages[2]), (&Stage::Done, &Stage::Idle));
            assert_eq!((stages[1].is_unconfirmed(), stages[1].refusal().is_some()), (is_sent, !is_sent));
            assert_eq!(batch.items()[1].was_lost, is_sent);
            batch.keep(|item| item.stage.is_unconfirmed());
            assert_eq!(batch.items().len(), usize::from(is_sent));
            let mut lost = at_the_second(&worker, is_sent).await;
            lost.lose_answers(&Failure::default());
            assert_eq!(lost.items()[1].stage.is_unconfirmed(), is_sent);
        }
    }

    #[tokio::test]
    async fn a_refusal_is_no_loss() {
        let worker = Worker::new(Handle::current(), egui::Context::default());
        let mut batch = sent(&worker, || ErrorKind::NotHere("not here"));
        run(&mut batch).await;
        assert!(batch.items()[1].stage.refusal().is_some() && !batch.is_held());
    }
}
