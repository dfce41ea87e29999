//! Something that is deleted by its ID: sent once, and looked up in its list where the answer is lost.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use super::error::AppError;
use super::mutation::{Answer, Mutation};
use super::paged_list::PagedList;
use super::task::Cursor;
use super::work::Work;
use super::worker::Worker;
use crate::domain::leaving::Unfinished;
use crate::kit::mutation::{MutationView, found_done_words};

/// A deletion, and what was deleted last.
#[derive(Default)]
pub struct Deletion {
    id: String,
    words: DeletionText,
    /// Where it stands. Where nobody waits for the answer any more, the list is to be read.
    pub mutation: Mutation<()>,
    /// The platform has just said that it is done.
    is_answered: bool,
    seen: Cursor,
}

/// One deletion that several subjects begin and show: none sends what another has sent. One of them takes over its answer.
pub type SharedDeletion = Rc<RefCell<Deletion>>;

/// A deletion in words.
#[derive(Clone, Debug, Default)]
pub struct DeletionText {
    /// What it is, as in "the revocation of “Payouts”".
    pub what: String,
    /// That it is done, as a sentence.
    pub done: String,
}

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// By ID.
    pub id: String,
    /// That it is done, as a sentence.
    pub sentence: String,
}

impl Deletion {
    /// Sends it, unless one is on its way or has not been looked up.
    pub fn send<E: Into<AppError> + Send + 'static>(
        &mut self,
        worker: &Worker,
        work: Work,
        id: String,
        words: DeletionText,
        request: impl Future<Output = Result<(), E>> + Send + 'static,
    ) {
        if self.mutation.send(worker, work, request) {
            (self.id, self.words) = (id, words);
        }
    }

    /// Takes over the answer. True where one has come, also a lost one: what became of it is in the list, to be read now.
    pub fn poll(&mut self) -> bool {
        let answer = self.mutation.poll();
        self.is_answered |= matches!(answer, Some(Answer::Done(())));
        answer.is_some()
    }

    /// What is deleted now, by the platform's answer or by a whole reading of the list.
    pub fn settle<R: Clone + Send + Sync + 'static>(
        &mut self,
        list: &PagedList<R>,
        id_of: impl Fn(&R) -> &str,
    ) -> Option<Deleted> {
        let mut is_gone = false;
        let is_settled = self.mutation.look_up_in(list, &mut self.seen, |rows| {
            is_gone = rows.iter().all(|row| id_of(row) != self.id);
            is_gone
        });
        let sentence = if std::mem::take(&mut self.is_answered) {
            self.words.done.clone()
        } else if is_settled && is_gone {
            found_done_words(&self.words.what)
        } else {
            // It was refused, and somebody else has done it: whoever shows the list sees that it is gone.
            if is_gone && self.mutation.stage().refusal().is_some() {
                self.mutation.forget();
            }
            return None;
        };
        self.mutation.forget();
        Some(Deleted { id: std::mem::take(&mut self.id), sentence })
    }

    /// That it is not known whether it was carried out, where that is so.
    pub fn unconfirmed(&self) -> Option<Unfinished> {
        self.mutation.unconfirmed(&self.words.what)
    }

    /// As a panel draws it.
    pub fn view(&self, is_looking: bool) -> MutationView<'_> {
        self.mutation.view(&self.words.what, is_looking)
    }
}
