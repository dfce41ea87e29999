//! A list that streams in page by page: what has come so far, whether it is whole, and why not.
//!
//! Starting it anew or dropping it ends the reading. Pages carry the key of their reading, like the cells' answers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::Instant;

use futures::{Stream, StreamExt};

use super::failure::Trouble;
use super::worker::{AskKey, Job, Worker};
use crate::bitgo::error::Error;
use crate::bitgo::paging::Page;
use crate::kit::state::{Listing, ListingState};

/// The rows of a paged list, as far as they have come.
pub struct Feed<T> {
    rows: Vec<T>,
    total: Option<u64>,
    /// Counts the changes of the rows, so that panels know when to sort and filter again.
    generation: u64,
    /// The rows are those of an earlier reading, to be replaced by the first page of this one.
    is_outdated: bool,
    /// Rows that came twice and were counted once: the list changed while it was read.
    repeated: usize,
    /// The page that ends the list has come.
    has_ended: bool,
    state: State<T>,
}

enum State<T> {
    NotAsked,
    Reading { key: AskKey, pages: Receiver<(AskKey, Result<Page<T>, Trouble>)>, since: Instant, _job: Job },
    Complete,
    Stopped,
    Failed(Trouble),
}

/// No two states of any list in this process share a generation, also across logins.
fn next_generation() -> u64 {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    NEWEST.fetch_add(1, Ordering::Relaxed)
}

impl<T> Default for Feed<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            total: None,
            generation: next_generation(),
            is_outdated: false,
            repeated: 0,
            has_ended: false,
            state: State::NotAsked,
        }
    }
}

impl<T: Send + 'static> Feed<T> {
    /// Reads the list from its start. Rows of an earlier reading go once the first page is there.
    pub fn read(
        &mut self,
        worker: &Worker,
        key: AskKey,
        pages: impl Stream<Item = Result<Page<T>, Error>> + Send + 'static,
    ) {
        let (sender, receiver) = mpsc::channel();
        let (waker, reading) = (worker.clone(), key.clone());
        let job = worker.spawn(async move {
            let mut pages = std::pin::pin!(pages);
            while let Some(page) = pages.next().await {
                if sender.send((reading.clone(), page.map_err(Trouble::from))).is_err() {
                    return;
                }
                waker.wake_screen();
            }
            drop(sender);
            waker.wake_screen();
        });
        self.is_outdated = true;
        self.has_ended = false;
        self.repeated = 0;
        self.total = None;
        self.state = State::Reading { key, pages: receiver, since: Instant::now(), _job: job };
    }

    /// Takes over the pages that have come. True when something changed.
    pub fn poll(&mut self) -> bool {
        let State::Reading { key, pages, .. } = &self.state else { return false };
        let mut arrived = Vec::new();
        let ended = loop {
            match pages.try_recv() {
                Ok((of, page)) if of == *key => arrived.push(page),
                Ok(_) => tracing::warn!(what = key.what, "a page of another reading was dropped"),
                Err(TryRecvError::Empty) => break false,
                Err(TryRecvError::Disconnected) => break true,
            }
        };
        let changed = ended || !arrived.is_empty();
        let mut failed = None;
        for page in arrived {
            match page {
                Ok(page) => self.append(page),
                Err(trouble) => failed = Some(trouble),
            }
        }
        if let Some(trouble) = failed {
            self.state = State::Failed(trouble);
        } else if ended {
            let whole = self.has_ended;
            self.state = if whole { State::Complete } else { State::Failed(Trouble::broke_off()) };
        }
        changed
    }

    fn append(&mut self, page: Page<T>) {
        if std::mem::take(&mut self.is_outdated) {
            self.rows.clear();
        }
        self.total = page.total.or(self.total);
        self.has_ended |= page.is_last;
        self.repeated += page.repeated;
        self.rows.extend(page.items);
        self.generation = next_generation();
    }

    /// Ends the reading; the rows that have come stay, marked as incomplete.
    pub fn stop(&mut self) {
        if matches!(self.state, State::Reading { .. }) {
            self.state = State::Stopped;
        }
    }

    /// Puts a whole list that was read another way in the place of the rows. Where nothing is different, nothing changes.
    pub fn replace(&mut self, rows: Vec<T>)
    where
        T: PartialEq,
    {
        self.is_outdated = false;
        self.has_ended = true;
        self.repeated = 0;
        self.state = State::Complete;
        if self.rows != rows {
            self.rows = rows;
            self.generation = next_generation();
        }
    }

    /// Changes the row that is meant, if it has come.
    pub fn change(&mut self, is_meant: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) {
        if let Some(row) = self.rows.iter_mut().find(|row| is_meant(row)) {
            change(row);
            self.generation = next_generation();
        }
    }

    /// Tells the feed how many rows to expect, where another question answers that.
    pub fn expect(&mut self, total: u64) {
        self.total = Some(total);
    }

    /// The rows that have come so far.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// What a panel draws.
    pub fn listing(&self) -> Listing<'_, T> {
        let state = match &self.state {
            State::NotAsked => ListingState::NotAsked,
            State::Reading { .. } => ListingState::Reading,
            State::Complete => ListingState::Complete,
            State::Stopped => ListingState::Stopped,
            State::Failed(trouble) => ListingState::Failed(&trouble.failure),
        };
        Listing {
            rows: &self.rows,
            total: self.total,
            generation: self.generation,
            is_outdated: self.is_outdated,
            repeated: self.repeated,
            state,
        }
    }

    /// What went wrong, if it did.
    pub fn trouble(&self) -> Option<&Trouble> {
        match &self.state {
            State::Failed(trouble) => Some(trouble),
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

    /// True once every page has come.
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Complete)
    }
}
