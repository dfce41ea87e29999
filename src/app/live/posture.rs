//! The safety review of a session, kept current with its wallets and approvals.
//!
//! A policy costs some microseconds to read, so a hundred thousand are read a slice a frame, and judged and put in order
//! beside the screen's thread. What was read of the wallets is kept until they change: approvals, which a wallet's page
//! reads anew, and time only have it judged again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::Live;
use crate::app::cell::Cell;
use crate::app::failure::Trouble;
use crate::app::worker::Worker;
use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::wallet::Wallet;
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
    gathered: Gathered,
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

/// The facts of the wallets, as far as they have been gathered.
#[derive(Default)]
struct Gathered {
    /// The generation of the wallets.
    of: Option<u64>,
    /// How many rows have been read.
    read: usize,
    subjects: Arc<Vec<Arc<Subject>>>,
}

impl Gathered {
    /// Goes on for one slice of time; says whether everything is there.
    fn go_on(&mut self, of: u64, rows: &[Wallet], now: Timestamp) -> bool {
        if self.of != Some(of) {
            *self = Self { of: Some(of), ..Self::default() };
        }
        let started = Instant::now();
        while self.read < rows.len() && started.elapsed() < SLICE {
            let next = rows.iter().skip(self.read).take(AT_ONCE);
            self.read += next.len();
            let live = next.filter(|wallet| !wallet.is_deleted);
            Arc::make_mut(&mut self.subjects).extend(live.map(|wallet| Arc::new(wallet.for_review(now))));
        }
        self.read == rows.len()
    }
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
        if self.reviewing.gathered.go_on(of.0, self.wallets.rows(), now) {
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

    fn judge(&mut self, worker: &Worker, of: Lists, now: Timestamp) {
        let subjects = Arc::clone(&self.reviewing.gathered.subjects);
        self.reviewing.made_for = Some(of);
        self.reviewing.wallets = self.reviewing.gathered.read;
        self.reviewing.was_whole |= self.wallets.reading_since().is_none();
        let approvals = self.approvals.rows().iter().zip(self.cases());
        let approvals: Vec<OpenApproval> = approvals.map(|(it, case)| open_approval(it, case)).collect();
        let key = self.asking("safety review");
        self.reviewing.review.ask(worker, key, async move {
            let judged = spawn_blocking(move || Review::of(subjects.iter().cloned(), &approvals, now));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wallets_that_did_not_change_are_not_read_again() {
        let rows = |count: usize| -> Vec<Wallet> {
            (0..count).map(|at| Wallet { id: at.to_string(), ..Wallet::default() }).collect()
        };
        let whole = |gathered: &mut Gathered, of: u64, rows: &[Wallet], now: Timestamp| {
            while !gathered.go_on(of, rows, now) {}
            Arc::clone(&gathered.subjects)
        };
        let (many, start) = (rows(100), Timestamp::UNIX_EPOCH);
        let mut gathered = Gathered::default();
        let first = whole(&mut gathered, 1, &many, start);
        let again = whole(&mut gathered, 1, &many, start + Duration::from_secs(1));
        assert!(Arc::ptr_eq(&first, &again) && first.len() == 100);
        let changed = whole(&mut gathered, 2, &rows(7), start);
        assert_eq!((changed.len(), gathered.read), (7, 7));
    }
}
