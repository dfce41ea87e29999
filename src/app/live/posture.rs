//! The safety review of a session, kept current with its wallets and approvals.
//!
//! A policy costs some microseconds to read, so a hundred thousand are read a slice a frame, and judged and put in order
//! beside the screen's thread.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::Live;
use crate::app::cell::Cell;
use crate::app::failure::Trouble;
use crate::app::worker::Worker;
use crate::bitgo::approvals::PendingApproval;
use crate::domain::approval::Case;
use crate::domain::posture::{OpenApproval, Review, Subject};
use crate::kit::state::View;

/// So long at most is spent on policies in a frame.
const SLICE: Duration = Duration::from_millis(4);
/// Policies that are read between two looks at the clock.
const AT_ONCE: usize = 32;
/// While a first list is still coming, it is reviewed up to here, whenever it has doubled; then at its end.
const FIRST_GLANCE: usize = 4_000;

/// The review, and how far the next one is.
#[derive(Default)]
pub struct Reviewing {
    /// The states of wallets and approvals that the newest review is made for.
    made_for: Option<Lists>,
    gathering: Option<Gathering>,
    review: Cell<Review>,
    /// Tells the reviews of this process apart, also across logins.
    serial: u64,
    /// So many wallets were in the newest review.
    wallets: usize,
    /// A list that was not still coming has been reviewed.
    was_whole: bool,
}

/// No two reviews in this process share a number.
fn next_serial() -> u64 {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    NEWEST.fetch_add(1, Ordering::Relaxed)
}

/// The generations of the wallets and of the approvals.
type Lists = (u64, u64);

/// Facts that are being gathered.
struct Gathering {
    of: Lists,
    /// How many rows have been read.
    read: usize,
    subjects: Vec<Subject>,
}

impl Live {
    /// The review, with what was there before while a new one is made.
    pub fn review(&self) -> View<'_, Review> {
        self.reviewing.review.view()
    }

    /// Changes with every review that comes.
    pub fn review_serial(&self) -> u64 {
        self.reviewing.serial
    }

    /// Goes on with the review where wallets, approvals or the time have changed. To be called after
    /// [`Live::keep_cases`].
    pub fn keep_review(&mut self, worker: &Worker) {
        if self.reviewing.review.poll() {
            self.reviewing.serial = next_serial();
        }
        let now = self.platform_now();
        let is_over = |review: &Review| review.holds_until.is_some_and(|until| until <= now);
        if self.reviewing.review.ready().is_some_and(is_over) {
            self.reviewing.made_for = None;
        }
        let of = (self.wallets.listing().generation, self.approvals.listing().generation);
        if self.reviewing.made_for == Some(of) || self.is_review_to_wait() {
            return;
        }
        if self.gather(of, now) {
            self.judge(worker, of, now);
        } else {
            worker.wake_screen();
        }
    }

    /// A list that is still coming is not reviewed page by page.
    fn is_review_to_wait(&self) -> bool {
        let rows = self.wallets.rows().len();
        let is_early =
            !self.reviewing.was_whole && rows <= FIRST_GLANCE && rows >= 2 * self.reviewing.wallets;
        self.wallets.reading_since().is_some() && (rows == 0 || !is_early)
    }

    /// Gathers for one slice of time; says whether everything is there.
    fn gather(&mut self, of: Lists, now: Timestamp) -> bool {
        let started = Instant::now();
        let kept = self.reviewing.gathering.take().filter(|it| it.of == of);
        let mut gathering = kept.unwrap_or_else(|| Gathering { of, read: 0, subjects: Vec::new() });
        let rows = self.wallets.rows();
        while gathering.read < rows.len() && started.elapsed() < SLICE {
            let next = rows.iter().skip(gathering.read).take(AT_ONCE);
            gathering.read += next.len();
            let live = next.filter(|wallet| !wallet.is_deleted);
            gathering.subjects.extend(live.map(|wallet| wallet.for_review(now)));
        }
        let is_whole = gathering.read == rows.len();
        self.reviewing.gathering = Some(gathering);
        is_whole
    }

    fn judge(&mut self, worker: &Worker, of: Lists, now: Timestamp) {
        let Some(Gathering { subjects, read, .. }) = self.reviewing.gathering.take() else { return };
        self.reviewing.made_for = Some(of);
        self.reviewing.wallets = read;
        self.reviewing.was_whole |= self.wallets.reading_since().is_none();
        let approvals = self.approvals.rows().iter().zip(self.cases());
        let approvals: Vec<OpenApproval> = approvals.map(|(it, case)| open_approval(it, case)).collect();
        let key = self.asking("safety review");
        self.reviewing.review.ask(worker, key, async move {
            let judged = spawn_blocking(move || Review::of(subjects, &approvals, now));
            judged.await.map_err(|_| Trouble::broke_off())
        });
    }
}

fn open_approval(approval: &PendingApproval, case: &Case) -> OpenApproval {
    OpenApproval {
        id: approval.id.clone(),
        title: approval.info.kind.title().to_owned(),
        wallet: approval.wallet.clone(),
        wallet_label: approval.wallet_label.clone(),
        coin: approval.coin.clone(),
        enterprise: approval.enterprise.clone(),
        case: case.clone(),
    }
}
