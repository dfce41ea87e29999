//! A change of the platform that is sent once: its task, and where it stands.

use std::future::Future;
use std::time::Instant;

use super::error::AppError;
use super::paged_list::PagedList;
use super::task::{Cursor, Task};
use super::work::Work;
use super::worker::Worker;
use crate::domain::leaving::Unfinished;
use crate::kit::mutation::{MutationView, Stage};
use crate::kit::state::Failure;

/// A change that is sent once, and looked up where its answer is lost. What the platform answered is handed out by
/// [`Mutation::poll`], once.
pub struct Mutation<T: Send + 'static> {
    task: Task<T>,
    stage: Stage,
}

/// What came of a change.
#[derive(Debug)]
pub enum Answer<T> {
    /// The platform answered.
    Done(T),
    /// The platform refused it; nothing happened.
    Refused,
    /// The answer is lost: it has to be looked up now.
    Unconfirmed,
}

impl<T: Send + 'static> Default for Mutation<T> {
    fn default() -> Self {
        Self { task: Task::default(), stage: Stage::default() }
    }
}

impl<T: Send + 'static> Mutation<T> {
    /// Sends it. Nothing happens, and the answer is false, while one is on its way or has not been looked up.
    pub fn send<E>(
        &mut self,
        worker: &Worker,
        work: Work,
        request: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> bool
    where
        E: Into<AppError> + Send + 'static,
    {
        let is_sent = self.stage.send();
        if is_sent {
            self.task.start(worker, work, request);
        }
        is_sent
    }

    /// Takes over what has come of it, once.
    pub fn poll(&mut self) -> Option<Answer<T>> {
        if !self.task.poll() {
            return None;
        }
        if let Some(answer) = self.task.take_ready() {
            self.stage = Stage::Done;
            return Some(Answer::Done(answer));
        }
        let error = self.task.take_error()?;
        self.stage.failed(error.failure, error.outcome_unknown);
        Some(if error.outcome_unknown { Answer::Unconfirmed } else { Answer::Refused })
    }

    /// A reading that began at `began` tells whether it was made. True where that settles it.
    pub fn looked_up(&mut self, began: Instant, was_made: bool) -> bool {
        self.stage.looked_up(began, was_made)
    }

    /// Looks it up in a whole reading of a list that has come, or takes over why that reading failed. True where that settles
    /// it.
    pub fn look_up_in<R: Clone + Send + Sync + 'static>(
        &mut self,
        list: &PagedList<R>,
        seen: &mut Cursor,
        was_made: impl FnOnce(&[R]) -> bool,
    ) -> bool {
        if let Some(began) = list.news(seen) {
            return self.looked_up(began, was_made(list.rows()));
        }
        if let Some(error) = list.error() {
            self.look_up_failed(&error.failure);
        }
        false
    }

    /// The look-up failed.
    pub fn look_up_failed(&mut self, failure: &Failure) {
        self.stage.look_up_failed(failure);
    }

    /// Nobody awaits the answer any more, as when the session is over: the work ends, and what was on its way is unconfirmed.
    /// What was not sent is not sent any more. That the platform refused something before is forgotten.
    pub fn lose_answer(&mut self, failure: &Failure) {
        let has_come = self.task.poll();
        let is_refused = if has_come {
            self.task.error().is_some_and(|error| !error.outcome_unknown)
        } else {
            self.task.withdraw()
        };
        self.task = Task::default();
        if is_refused || self.stage.refusal().is_some() {
            self.stage = Stage::Idle;
        }
        self.stage.lose_answer(failure);
    }

    /// The person waits no longer. The next answer says whether it was sent: it is a refusal where it was not.
    pub fn stop_waiting(&self) {
        self.task.cancel();
    }

    /// Forgets how the last one ended. One that is held stays.
    pub fn forget(&mut self) {
        if !self.stage.is_held() {
            *self = Self::default();
        }
    }

    /// As a panel draws it. `what` names it, as in "the freeze".
    pub fn view<'a>(&'a self, what: &'a str, is_looking: bool) -> MutationView<'a> {
        MutationView { stage: &self.stage, what, is_looking, wait: self.task.wait() }
    }

    /// That it is not known whether it was carried out, where that is so. `what` names it, as in "the freeze".
    pub fn unconfirmed(&self, what: &str) -> Option<Unfinished> {
        self.stage.is_unconfirmed().then(|| Unfinished::unconfirmed(what))
    }

    /// Where it stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::client::WorkWaits;

    /// A change that was sent, and has its answer once the work has run.
    async fn sent(answer: Result<i32, AppError>) -> Mutation<i32> {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut mutation = Mutation::default();
        assert!(mutation.send(&worker, Work::changing("Changing"), async move { answer }));
        while !worker.works().running().is_empty() {
            tokio::task::yield_now().await;
        }
        mutation
    }

    #[tokio::test]
    async fn an_answer_that_came_with_the_sessions_end_counts_only_where_it_is_a_refusal() {
        let refusal = AppError::of_file(&"refused");
        let mut refused = sent(Err(refusal.clone())).await;
        refused.lose_answer(&Failure::default());
        assert_eq!(*refused.stage(), Stage::Idle, "nothing happened, so nothing is unconfirmed");
        let mut seen = sent(Err(refusal)).await;
        assert!(matches!(seen.poll(), Some(Answer::Refused)));
        seen.lose_answer(&Failure::default());
        assert_eq!(*seen.stage(), Stage::Idle, "it is of a session that is over");
        for answer in [Ok(1), Err(AppError::broke_off())] {
            let mut lost = sent(answer).await;
            lost.lose_answer(&Failure::default());
            assert!(lost.stage().is_unconfirmed() && lost.poll().is_none());
        }
    }

    /// A change that goes on for ever, and has been sent where `is_sent`.
    async fn under_way(is_sent: bool) -> Mutation<i32> {
        let worker = Worker::new(tokio::runtime::Handle::current(), egui::Context::default());
        let mut mutation = Mutation::default();
        let (told, heard) = tokio::sync::oneshot::channel();
        mutation.send(&worker, Work::changing("Changing"), async move {
            assert!(!is_sent || WorkWaits::current().is_some_and(|work| work.begin_change()));
            told.send(()).unwrap();
            std::future::pending::<Result<i32, AppError>>().await
        });
        heard.await.unwrap();
        mutation
    }

    #[tokio::test]
    async fn what_was_not_sent_yet_is_not_unconfirmed_when_nobody_waits_any_more() {
        for is_sent in [true, false] {
            let mut stopped = under_way(is_sent).await;
            stopped.stop_waiting();
            let answer = loop {
                if let Some(answer) = stopped.poll() {
                    break answer;
                }
                tokio::task::yield_now().await;
            };
            assert_eq!(matches!(answer, Answer::Unconfirmed), is_sent);
            assert_eq!(stopped.stage().refusal().is_some(), !is_sent, "{:?}", stopped.stage());
            let mut lost = under_way(is_sent).await;
            lost.lose_answer(&Failure::default());
            assert_eq!(lost.stage().is_unconfirmed(), is_sent);
            assert_eq!(*lost.stage() == Stage::Idle, !is_sent);
        }
    }
}
