//! A list that streams in page by page: what has come so far, whether it is whole, and why not.
//!
//! Reading it again or dropping it ends the reading under way.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

use futures::{Stream, StreamExt};
use jiff::Timestamp;

use super::error::AppError;
use super::task::{Answered, Cursor, time_of};
use super::work::Work;
use super::worker::{Job, Worker};
use crate::bitgo::error::Error;
use crate::bitgo::paging::Page;
use crate::domain::count::Count;
use crate::domain::wait::Wait;
use crate::kit::state::{Failure, Listing, ListingState, Reading};

/// The rows of a paged list, as far as they have come.
pub struct PagedList<T> {
    rows: Arc<Vec<T>>,
    total: Option<u64>,
    /// Counts the changes of the rows, so that panels know when to sort and filter again.
    generation: u64,
    /// The generation in which the rows last began anew; since then they were appended to or changed in their places.
    edition: u64,
    /// The generation in which a row was last changed in its place.
    changed: u64,
    /// The rows are those of an earlier reading, to be replaced by the first page of this one.
    is_outdated: bool,
    /// The rows are a whole list, of this reading or of the one before it.
    is_whole: bool,
    /// When the reading of the rows began: none of them is older.
    read_at: Option<Timestamp>,
    /// Why they could not be read again. It stays until a whole list comes, also while it is read once more.
    failure: Option<Failure>,
    /// Rows that came twice and were counted once: the list changed while it was read.
    repeated: usize,
    /// The platform has told different numbers of entries on the way.
    has_changed: bool,
    /// The page that ends the list has come.
    has_ended: bool,
    /// Everything in the list is known to have come with it.
    is_sound: bool,
    /// The newest reading that came whole.
    answered: Option<Answered>,
    /// The newest reading that came to its end.
    ended: Option<Answered>,
    state: State<T>,
}

/// How far a list had come when something was made of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    edition: u64,
    changed: u64,
    length: usize,
}

impl Extent {
    /// The rows that have come since `before`, where nothing else is different.
    pub fn grown_since(self, before: Self) -> Option<Range<usize>> {
        let is_same = (self.edition, self.changed) == (before.edition, before.changed);
        (is_same && before.length <= self.length).then_some(before.length..self.length)
    }
}

enum State<T> {
    NotAsked,
    Reading {
        arrivals: Receiver<Arrival<T>>,
        since: Instant,
        worker: Worker,
        job: Job,
    },
    Complete,
    /// It came to its end, and entries may be missing.
    Unsound(AppError),
    Stopped,
    Failed(AppError),
}

/// What a reading brings, in this order: pages, and how it ended.
enum Arrival<T> {
    Page(Page<T>),
    End(Result<(), AppError>),
}

/// No two states of any list in this process share a generation, also across logins.
fn next_generation() -> u64 {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    NEWEST.fetch_add(1, Ordering::Relaxed)
}

impl<T> Default for PagedList<T> {
    fn default() -> Self {
        let generation = next_generation();
        Self {
            rows: Arc::default(),
            total: None,
            generation,
            edition: generation,
            changed: generation,
            is_outdated: false,
            is_whole: false,
            read_at: None,
            failure: None,
            repeated: 0,
            has_changed: false,
            has_ended: false,
            is_sound: false,
            answered: None,
            ended: None,
            state: State::NotAsked,
        }
    }
}

impl<T: Clone + Send + Sync + 'static> PagedList<T> {
    /// Reads the list from its start. Rows of an earlier reading go once the first page is there.
    pub fn read(
        &mut self,
        worker: &Worker,
        work: Work,
        pages: impl Stream<Item = Result<Page<T>, Error>> + Send + 'static,
    ) {
        let (sender, arrivals) = mpsc::channel();
        let (waker, end) = (worker.clone(), sender.clone());
        let reading = async move {
            let mut pages = std::pin::pin!(pages);
            while let Some(page) = pages.next().await {
                if sender.send(Arrival::Page(page?)).is_err() {
                    break;
                }
                waker.wake_screen();
            }
            Ok::<_, Error>(())
        };
        let job = worker.start(work, reading, move |result| drop(end.send(Arrival::End(result))));
        self.is_outdated = true;
        self.has_ended = false;
        self.is_sound = false;
        self.repeated = 0;
        self.has_changed = false;
        self.total = None;
        self.state = State::Reading { arrivals, since: Instant::now(), worker: worker.clone(), job };
    }

    /// Takes over the pages that have come. True when something changed.
    pub fn poll(&mut self) -> bool {
        let State::Reading { arrivals, since, worker, .. } = &self.state else { return false };
        let (arrived, since, worker): (Vec<_>, _, _) =
            (arrivals.try_iter().collect(), *since, worker.clone());
        let changed = !arrived.is_empty();
        for arrival in arrived {
            match arrival {
                Arrival::Page(page) => self.append(page, since, &worker),
                Arrival::End(Ok(())) if self.has_ended => self.end(since),
                Arrival::End(Ok(())) => self.fail(AppError::broke_off()),
                Arrival::End(Err(error)) if error.is_cancelled() => self.state = State::Stopped,
                Arrival::End(Err(error)) => self.fail(error),
            }
        }
        changed
    }

    /// When the newest whole reading was asked for, if the cursor has not passed it yet.
    pub fn news(&self, cursor: &mut Cursor) -> Option<Instant> {
        self.answered?.news(cursor)
    }

    /// As [`PagedList::news`], also of a reading in which entries may be missing.
    pub fn end_news(&self, cursor: &mut Cursor) -> Option<Instant> {
        self.ended?.news(cursor)
    }

    /// The list has ended. Where entries may be missing, it says nothing of what is not in it.
    fn end(&mut self, since: Instant) {
        let ended = Answered::now(since);
        self.failure = None;
        self.ended = Some(ended);
        self.is_whole = self.is_sound && !self.is_short();
        if self.is_whole {
            self.answered = Some(ended);
            self.state = State::Complete;
        } else {
            self.state = State::Unsound(AppError::of_changed_list());
        }
    }

    /// Whether the platform counts more than it listed.
    fn is_short(&self) -> bool {
        self.total.is_some_and(|total| (self.rows.len() as u64) < total)
    }

    fn fail(&mut self, error: AppError) {
        self.failure = Some(error.failure.clone());
        self.state = State::Failed(error);
    }

    fn append(&mut self, page: Page<T>, since: Instant, worker: &Worker) {
        self.generation = next_generation();
        if std::mem::take(&mut self.is_outdated) {
            worker.drop_aside(std::mem::take(&mut self.rows));
            self.edition = self.generation;
            self.is_whole = false;
            self.read_at = Some(time_of(since));
        }
        self.total = page.total.or(self.total);
        self.has_ended |= page.is_last;
        self.is_sound = page.is_complete();
        self.repeated += page.repeated;
        self.has_changed |= page.has_changed;
        self.rows_mut().extend(page.items);
    }

    /// The rows, to be changed: copied where a snapshot of them is held, which costs a pointer a row.
    fn rows_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(&mut self.rows)
    }

    /// Ends the reading; the rows that have come stay, marked as incomplete.
    pub fn stop(&mut self) {
        if matches!(self.state, State::Reading { .. }) {
            self.state = State::Stopped;
        }
    }

    /// Puts a whole list that was read beside this one, from `began` on, in the place of the rows. Where nothing is different,
    /// the generation stays.
    pub fn replace(&mut self, rows: Vec<T>, began: Instant)
    where
        T: PartialEq,
    {
        self.is_outdated = false;
        self.is_whole = true;
        self.read_at = Some(time_of(began));
        self.failure = None;
        self.has_ended = true;
        self.is_sound = true;
        self.repeated = 0;
        self.has_changed = false;
        self.answered = Some(Answered::now(began));
        self.ended = self.answered;
        self.state = State::Complete;
        if *self.rows != rows {
            self.rows = Arc::new(rows);
            self.generation = next_generation();
            self.edition = self.generation;
        }
    }

    /// A reading beside this one has failed: the rows stay, and are not current.
    pub fn replacement_failed(&mut self, why: &Failure) {
        self.failure = Some(why.clone());
    }

    /// Changes the row in this place.
    pub fn change(&mut self, place: usize, change: impl FnOnce(&mut T)) {
        if let Some(row) = self.rows_mut().get_mut(place) {
            change(row);
            self.generation = next_generation();
            self.changed = self.generation;
        }
    }

    /// Tells the feed how many rows to expect, where another question answers that.
    pub fn expect(&mut self, total: u64) {
        self.total = Some(total);
        if self.is_complete() && self.is_short() {
            self.is_whole = false;
            self.answered = None;
            self.state = State::Unsound(AppError::of_changed_list());
        }
    }

    /// The rows that have come so far.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The same for work beside the screen's thread. It stays as it is whatever comes.
    pub fn snapshot(&self) -> &Arc<Vec<T>> {
        &self.rows
    }

    /// Changes whenever rows go or change places.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// As far as the rows are here now, for whoever keeps something that is made of each.
    pub fn extent(&self) -> Extent {
        Extent { edition: self.edition, changed: self.changed, length: self.rows.len() }
    }

    /// How many rows there are, as far as that can be said.
    pub fn count(&self) -> Count {
        Count::of(self.rows.len(), self.is_whole)
    }

    /// How old it is, for the panels that are drawn from it.
    pub fn reading(&self, what: &'static str) -> Reading<'_> {
        Reading { what, read_at: self.read_at, failure: self.failure.as_ref(), is_marginal: false }
    }

    fn waits(&self) -> Option<Wait> {
        let State::Reading { job, .. } = &self.state else { return None };
        job.wait()
    }

    /// What a panel draws.
    pub fn listing(&self) -> Listing<'_, T> {
        let state = match &self.state {
            State::NotAsked => ListingState::NotAsked,
            State::Reading { .. } => ListingState::Reading,
            State::Complete | State::Unsound(_) => ListingState::Complete,
            State::Stopped => ListingState::Stopped,
            State::Failed(error) => ListingState::Failed(&error.failure),
        };
        Listing {
            rows: &self.rows,
            total: self.total,
            generation: self.generation,
            is_outdated: self.is_outdated,
            is_whole: self.is_whole,
            repeated: self.repeated,
            has_changed: self.has_changed,
            waits: self.waits(),
            state,
        }
    }

    /// Why it cannot be relied on, if it cannot.
    pub fn error(&self) -> Option<&AppError> {
        match &self.state {
            State::Failed(error) | State::Unsound(error) => Some(error),
            _ => None,
        }
    }

    /// Since when the list is being read.
    pub fn reading_since(&self) -> Option<Instant> {
        match &self.state {
            State::Reading { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// True once everything in it has come.
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Complete)
    }
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Handle;

    use super::*;
    use crate::app::mutation::Mutation;
    use crate::bitgo::error::ErrorKind;

    async fn read(list: &mut PagedList<u8>, pages: Vec<Page<u8>>) {
        let worker = Worker::new(Handle::current(), egui::Context::default());
        list.read(&worker, Work::reading("Reading"), futures::stream::iter(pages.into_iter().map(Ok)));
        while list.reading_since().is_some() {
            list.poll();
            tokio::task::yield_now().await;
        }
    }

    /// A change whose answer was lost.
    async fn lost() -> Mutation<()> {
        let worker = Worker::new(Handle::current(), egui::Context::default());
        let mut mutation = Mutation::default();
        let lost = async { Err::<(), Error>(ErrorKind::Interrupted.into()) };
        assert!(mutation.send(&worker, Work::changing("Changing"), lost));
        while mutation.poll().is_none() {
            tokio::task::yield_now().await;
        }
        assert!(mutation.stage().is_unconfirmed());
        mutation
    }

    fn page(total: Option<u64>, has_changed: bool) -> Page<u8> {
        Page { items: vec![7, 8], total, has_changed, is_last: true, so_far: 2, repeated: 0 }
    }

    #[tokio::test]
    async fn a_list_in_which_entries_may_be_missing_settles_nothing() {
        for (last, is_sound) in [
            (page(None, false), true),
            (page(Some(2), false), true),
            (page(Some(2), true), false),
            (page(Some(3), false), false),
        ] {
            let (mut list, mut mutation) = (PagedList::default(), lost().await);
            let (mut seen, mut ended) = (Cursor::default(), Cursor::default());
            read(&mut list, vec![last.clone()]).await;
            assert_eq!(list.is_complete(), is_sound, "{last:?}");
            assert_eq!(list.count(), Count::of(2, is_sound));
            assert!(list.end_news(&mut ended).is_some() && list.end_news(&mut ended).is_none());
            let settles = mutation.look_up_in(&list, &mut seen, |rows| rows.contains(&9));
            assert_eq!((settles, mutation.stage().is_unconfirmed()), (is_sound, !is_sound));
            assert!(!mutation.stage().is_awaited(), "the person reads why");
            // The next reading is sound, until it turns out to be shorter than the platform counts.
            read(&mut list, vec![page(None, false)]).await;
            mutation.look_up_in(&list, &mut seen, |rows| rows.contains(&9));
            assert!(!mutation.stage().is_unconfirmed() && list.error().is_none());
            list.expect(2);
            assert!(list.is_complete());
            list.expect(3);
            assert!(!list.is_complete() && list.error().is_some() && list.count() == Count::of(2, false));
        }
    }
}
