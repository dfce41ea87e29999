//! The safety review of a session, kept current with its wallets and approvals.
//!
//! A policy costs some microseconds to read, so a hundred thousand are read a slice a frame, and judged and put in order
//! beside the screen's thread. What was read of the wallets is kept until they change: approvals, which a wallet's page
//! reads again, and time only have it judged again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalRow;
use crate::bitgo::wallet::Wallet;
use crate::domain::posture::{OpenApproval, Review, Subject};
use crate::kit::state::Loadable;

/// So long at most is spent on policies in a frame.
const SLICE: Duration = Duration::from_millis(4);
/// Policies that are read between two looks at the clock.
const AT_ONCE: usize = 32;
/// While a first list is still coming, it is reviewed up to here, whenever it has doubled; then at its end.
const FIRST_GLANCE: usize = 4_000;

/// The review, and how far the next one is.
#[derive(Default)]
pub struct ReviewKeeper {
    /// The states of wallets and approvals that the newest review is made for.
    made_for: Option<Lists>,
    gathered: Gathered,
    review: Task<Review>,
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

impl ReviewKeeper {
    /// The review, with what was there before while a new one is made.
    pub fn view(&self) -> Loadable<'_, Review> {
        self.review.view()
    }

    /// Changes with every review that comes.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Goes on with the review where wallets, approvals or the time have changed.
    pub fn keep(&mut self, session: &ActiveSession) {
        if self.review.poll() {
            self.serial = next_serial();
        }
        let now = session.platform_now();
        let is_over = |review: &Review| review.holds_until.is_some_and(|until| until <= now);
        if self.review.ready().is_some_and(is_over) {
            self.made_for = None;
        }
        let of = (session.wallets.listing().generation, session.approvals.listing().generation);
        if self.made_for == Some(of) || self.is_to_wait(session) {
            return;
        }
        if self.gathered.go_on(of.0, session.wallets.rows(), now) {
            self.judge(session, of, now);
        } else {
            session.worker.wake_screen();
        }
    }

    /// A list that is still coming is not reviewed page by page.
    fn is_to_wait(&self, session: &ActiveSession) -> bool {
        let rows = session.wallets.rows().len();
        let is_early = !self.was_whole && rows <= FIRST_GLANCE && rows >= 2 * self.wallets;
        session.wallets.reading_since().is_some() && (rows == 0 || !is_early)
    }

    fn judge(&mut self, session: &ActiveSession, of: Lists, now: Timestamp) {
        let subjects = Arc::clone(&self.gathered.subjects);
        self.made_for = Some(of);
        self.wallets = self.gathered.read;
        self.was_whole |= session.wallets.reading_since().is_none();
        let approvals: Vec<OpenApproval> = session.approval_rows().iter().map(open_approval).collect();
        self.review.start(&session.worker, Work::reading("Reviewing safety"), async move {
            let judged = spawn_blocking(move || Review::of(subjects.iter().cloned(), &approvals, now));
            judged.await.map_err(|_| AppError::broke_off())
        });
    }
}

fn open_approval(ApprovalRow { approval, status }: &ApprovalRow) -> OpenApproval {
    OpenApproval {
        id: approval.id.clone(),
        title: approval.info.kind.title().to_owned(),
        wallet: approval.wallet.clone(),
        wallet_label: approval.wallet_label.clone(),
        coin: approval.coin.clone(),
        enterprise: approval.enterprise.clone(),
        status: status.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wallets_that_did_not_change_are_not_read_again() {
        let rows = |count: usize| -> Vec<Wallet> {
            (0..count).map(|at| Wallet { id: at.to_string().into(), ..Wallet::default() }).collect()
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
