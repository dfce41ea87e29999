//! The safety review of a session, kept current with its wallets and approvals.
//!
//! A policy costs some microseconds to read: a hundred thousand are read, judged and put in order beside the screen's thread,
//! one review at a time. Where only approvals have changed, which a wallet's page reads again, what was found of the wallets
//! stays.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalRow;
use crate::bitgo::wallet::{SharedPeople, Wallet};
use crate::domain::posture::{OpenApproval, Review, Subject};
use crate::kit::state::Loadable;

/// While a first list is still coming, it is reviewed up to here, whenever it has doubled; then at its end.
const FIRST_GLANCE: usize = 4_000;

/// The review, and how far the next one is.
#[derive(Default)]
pub struct ReviewKeeper {
    /// The states of wallets and approvals that the newest review is made for.
    made_for: Option<Lists>,
    /// A review of these wallets is out of date by now, though neither they nor the approvals have changed.
    is_over: bool,
    review: Task<Arc<Review>>,
    /// The newest, to be let go of beside the screen's thread: it may be large.
    newest: Option<Arc<Review>>,
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

impl ReviewKeeper {
    /// The review, with what was there before while a new one is made.
    pub fn view(&self) -> Loadable<'_, Arc<Review>> {
        self.review.view()
    }

    /// Changes with every review that comes.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Makes the review anew where wallets, approvals or the time have changed.
    pub fn keep(&mut self, session: &ActiveSession) {
        if self.review.poll() {
            self.serial = next_serial();
            let newest = self.review.ready().cloned();
            session.worker.drop_aside(std::mem::replace(&mut self.newest, newest));
        }
        let now = session.platform_now();
        let is_over = |review: &Arc<Review>| review.holds_until.is_some_and(|until| until <= now);
        self.is_over |= self.review.ready().is_some_and(is_over);
        let of = (session.wallets.listing().generation, session.approvals.listing().generation);
        let is_current = self.made_for == Some(of) && !self.is_over;
        if is_current || self.review.pending_since().is_some() || self.is_to_wait(session) {
            return;
        }
        self.start(session, of, now);
    }

    /// A list that is still coming is not reviewed page by page.
    fn is_to_wait(&self, session: &ActiveSession) -> bool {
        let rows = session.wallets.rows().len();
        let is_early = !self.was_whole && rows <= FIRST_GLANCE && rows >= 2 * self.wallets;
        session.wallets.reading_since().is_some() && (rows == 0 || !is_early)
    }

    fn start(&mut self, session: &ActiveSession, of: Lists, now: Timestamp) {
        let are_same_wallets = self.made_for.is_some_and(|(wallets, _)| wallets == of.0) && !self.is_over;
        let earlier = self.review.ready().filter(|_| are_same_wallets).cloned();
        self.made_for = Some(of);
        self.is_over = false;
        self.wallets = session.wallets.rows().len();
        self.was_whole |= session.wallets.reading_since().is_none();
        let approvals: Vec<OpenApproval> = session.approval_rows().iter().map(open_approval).collect();
        let rows = session.wallet_rows();
        let asked = approvals.iter().filter_map(|approval| rows.by_id(approval.wallet.as_deref()?));
        let (asked, wallets): (Vec<_>, _) =
            (asked.cloned().collect(), Arc::clone(session.wallets.snapshot()));
        self.review.start(&session.worker, Work::reading("Reviewing safety"), async move {
            let made = spawn_blocking(move || {
                Arc::new(match earlier {
                    Some(earlier) => with_approvals(&earlier, &asked, &approvals, now),
                    None => review_of(&wallets, &approvals, now),
                })
            });
            made.await.map_err(|_| AppError::broke_off())
        });
    }
}

/// The review of these wallets. Each is read, judged and forgotten where nothing is found.
fn review_of(wallets: &[Arc<Wallet>], approvals: &[OpenApproval], now: Timestamp) -> Review {
    let mut people = SharedPeople::default();
    let live = wallets.iter().filter(|wallet| !wallet.is_deleted);
    Review::of(live.map(|wallet| wallet.for_review_with(now, &mut people)), approvals, now)
}

/// The earlier review with other approvals, which are about wallets among `asked`.
fn with_approvals(
    earlier: &Review,
    asked: &[Arc<Wallet>],
    approvals: &[OpenApproval],
    now: Timestamp,
) -> Review {
    earlier.with_approvals(approvals, |id| {
        let wallet = asked.iter().find(|wallet| wallet.id == id && !wallet.is_deleted)?;
        Some(Subject { rules: None, ..wallet.for_review(now) })
    })
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
