//! Keeping the list of approvals current while the session lives, and looking up what has left it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use futures::StreamExt;

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::{Cursor, Task};
use crate::app::work::Work;
use crate::app::worker::Job;
use crate::bitgo::approvals::{ApprovalQuery, ClosedApproval, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::domain::approval::RefreshBackoff;
use crate::kit::state::{Failure, ListingState};

/// Reads the list again beside the one that is shown, which takes its place when it is whole.
pub(super) struct Refresh {
    shortest: Duration,
    beside: Task<Vec<PendingApproval>>,
    beside_seen: Cursor,
    list_seen: Cursor,
    /// The list was being read where it shows.
    was_reading: bool,
    backoff: RefreshBackoff,
    /// When the last reading came to its end.
    ended: Option<Instant>,
    /// Draws the window when the next reading is due.
    alarm: Option<(Instant, Job)>,
}

/// The approvals that are open, page by page, and whether everything in the list is known to have come.
pub(super) async fn listed(session: &Session) -> Result<(Vec<PendingApproval>, bool), Error> {
    let mut pages = session.pending_approvals(ApprovalQuery::default());
    let (mut all, mut is_whole) = (Vec::new(), false);
    while let Some(page) = pages.next().await {
        let page = page?;
        is_whole = page.is_complete();
        all.extend(page.items);
    }
    Ok((all, is_whole))
}

/// All of them. What is not in a list in which entries may be missing is not taken for closed.
async fn whole_list(session: Session) -> Result<Vec<PendingApproval>, AppError> {
    let (all, is_whole) = listed(&session).await?;
    if is_whole { Ok(all) } else { Err(AppError::of_changed_list()) }
}

/// Looks up approvals that left the list, each for itself. The end of the session ends it.
pub(super) async fn look_up_closed(
    session: Session,
    ids: BTreeSet<String>,
) -> Result<Vec<(String, Result<ClosedApproval, Failure>)>, Error> {
    let mut closed = Vec::new();
    for id in ids {
        let found = match session.closed_approval(&id).await {
            Err(error) if error.ends_session() => return Err(error),
            found => found.map_err(|error| AppError::from(error).failure),
        };
        closed.push((id, found));
    }
    Ok(closed)
}

impl Refresh {
    pub fn new(shortest: Duration) -> Self {
        Self {
            shortest,
            beside: Task::default(),
            beside_seen: Cursor::default(),
            list_seen: Cursor::default(),
            was_reading: false,
            backoff: RefreshBackoff::default(),
            ended: None,
            alarm: None,
        }
    }

    pub fn shortest(&self) -> Duration {
        self.shortest
    }

    /// Whether it is being read.
    pub fn is_reading(&self, session: &ActiveSession) -> bool {
        self.beside.pending_since().is_some() || session.approvals.reading_since().is_some()
    }

    /// Nothing that is being read now can tell of what is sent next.
    pub fn hold(&mut self) {
        self.beside = Task::default();
    }

    /// Reads it again without showing it, unless it is not whole where it shows.
    pub fn read_again(&mut self, session: &mut ActiveSession) {
        if session.approvals.is_complete() { self.read_beside(session) } else { session.read_approvals() }
    }

    fn read_beside(&mut self, session: &ActiveSession) {
        let work = whole_list(session.session.clone());
        self.beside.start(&session.worker, Work::reading("Refreshing approvals"), work);
    }

    /// Takes over what has come: when the newest whole list was asked for, or why there is none.
    pub fn poll(&mut self, session: &mut ActiveSession) -> Option<Result<Instant, Failure>> {
        let is_reading = session.approvals.reading_since().is_some();
        let has_ended = std::mem::replace(&mut self.was_reading, is_reading) && !is_reading;
        if has_ended {
            // What was read where it shows is newer than what is being read beside it.
            self.hold();
        }
        let has_come = self.beside.poll();
        if let Some(error) = self.beside.error().filter(|error| has_come && !error.is_cancelled()) {
            session.approvals.replacement_failed(&error.failure);
        }
        if let Some(rows) = self.beside.take_ready()
            && let Some(began) = self.beside.news(&mut self.beside_seen)
        {
            session.approvals.replace(rows, began);
            session.keep_approval_rows();
        }
        let news = session.approvals.news(&mut self.list_seen);
        if !has_ended && !has_come && news.is_none() {
            return None;
        }
        self.backoff.read(news.is_none());
        self.ended = Some(Instant::now());
        let failed = || self.beside.error().or_else(|| session.approvals.error());
        news.map(Ok).or_else(|| failed().map(|error| Err(error.failure.clone())))
    }

    /// Reads it again when that is due, and sees to it that the window is drawn then. Nothing is read while a reading or a
    /// decision is under way, or after the person stopped a reading.
    pub fn keep_current(&mut self, session: &ActiveSession, is_deciding: bool) {
        self.backoff.observe(session.is_looked_at());
        let is_stopped = matches!(session.approvals.listing().state, ListingState::Stopped);
        let is_busy = is_deciding || is_stopped || self.is_reading(session);
        let Some(ended) = self.ended.filter(|_| !is_busy) else {
            self.alarm = None;
            return;
        };
        let due = ended + self.backoff.pause(self.shortest);
        if Instant::now() >= due {
            self.alarm = None;
            self.read_beside(session);
        } else if self.alarm.as_ref().is_none_or(|(at, _)| *at != due) {
            self.alarm = Some((due, session.worker.wake_screen_at(due)));
        }
    }
}
