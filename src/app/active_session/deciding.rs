//! Deciding approvals, each decision once, and keeping the list of them current while the session lives.

use std::time::{Duration, Instant};

use futures::StreamExt;
use jiff::Timestamp;
use secrecy::SecretString;

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::app::worker::Job;
use crate::bitgo::approvals::{
    ApprovalKind, ApprovalQuery, BulkRequest, BulkResult, Decision, PendingApproval, Seen,
};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::{Session, SessionInfo};
use crate::domain::approval::{Attention, Hurdle};
use crate::domain::fault::Case;
use crate::kit::state::{Failure, ListingState};
use crate::panels::approvals::{Current, Gone};

/// How long a session is unlocked to approve several, in seconds: the platform's own default.
const UNLOCK_SECS: u32 = 600;

/// An approval that a decision was sent for.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The approval, by ID.
    pub id: String,
    kind: ApprovalKind,
    /// Its wallet, by ID.
    wallet: Option<String>,
}

/// Decisions on several under way, and what keeps the list current.
#[derive(Default)]
pub struct Deciding {
    /// What the last decision was sent for.
    pub sent: Option<Sent>,
    /// What the last decision on several was sent for.
    pub sent_several: Vec<Sent>,
    /// The decision on several under way, or its results.
    pub several: Task<Vec<BulkResult>>,
    /// The unlocking of the session, or how it went.
    pub unlocking: Task<SessionInfo>,
    /// What became of approvals that left the list.
    gone: Task<Vec<(String, Gone)>>,
    /// The list, read again without showing it: it takes the place of the shown one when it is whole.
    again: Task<Vec<PendingApproval>>,
    attention: Attention,
    /// When the last reading came to its end.
    ended: Option<Instant>,
    read_at: Option<Timestamp>,
    /// Draws the window when the next reading is due.
    alarm: Option<(Instant, Job)>,
}

impl Deciding {
    /// How the list is kept current.
    pub fn current(&self) -> Current<'_> {
        Current { failure: self.again.error().map(|error| &error.failure), read_at: self.read_at }
    }

    /// What became of those that were looked up, once it is known.
    pub fn take_gone(&mut self) -> Option<Vec<(String, Gone)>> {
        if self.gone.poll() { self.gone.take_ready() } else { None }
    }
}

/// What is described in words alone may change anything.
fn is_open_ended(kind: &ApprovalKind) -> bool {
    matches!(kind, ApprovalKind::Other(_) | ApprovalKind::Generic)
}

fn may_change_shares(kind: &ApprovalKind) -> bool {
    is_open_ended(kind) || *kind == ApprovalKind::UserChange
}

fn may_change_people(kind: &ApprovalKind) -> bool {
    let of_people = [ApprovalKind::Enterprise, ApprovalKind::Organization, ApprovalKind::EnterpriseInvite];
    is_open_ended(kind) || of_people.contains(kind)
}

async fn all_of(session: Session) -> Result<Vec<PendingApproval>, Error> {
    let mut pages = session.pending_approvals(ApprovalQuery::default());
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        all.extend(page?.items);
    }
    Ok(all)
}

async fn fate_of(session: &Session, id: &str) -> Result<Gone, Error> {
    match session.pending_approval(id).await {
        Ok(approval) => Ok(Gone::Found(Box::new(approval))),
        Err(error) if error.facts().case() == Case::NotFound => Ok(Gone::Hidden),
        Err(error) if error.ends_session() => Err(error),
        Err(error) => Ok(Gone::Unread(AppError::from(error).failure)),
    }
}

/// Nothing is sent over what somebody else has done meanwhile: a decision cannot be taken back.
async fn as_seen(session: &Session, id: &str, seen: &Seen) -> Result<(), AppError> {
    let unsent = |error: Error| {
        let mut error = AppError { outcome_unknown: false, ..AppError::from(error) };
        error.failure.what = format!("Nothing was sent. {}", error.failure.what);
        error
    };
    let now = session.pending_approval(id).await.map_err(unsent)?;
    if seen.still_holds(&now) {
        return Ok(());
    }
    let failure = Failure {
        what: "Nothing was sent: meanwhile somebody has decided on this, or it has changed.".to_owned(),
        next: "Look at how it stands now, and decide anew.".to_owned(),
        ..Failure::default()
    };
    Err(AppError { failure, case: Case::Unknown, outcome_unknown: false })
}

/// What stood in the way of a decision, with who has to do what.
fn explained(error: Error, is_withdrawal: bool) -> AppError {
    let facts = error.facts();
    let mut error = AppError::from(error);
    let hurdle = Hurdle::of_refusal(&facts.name, &facts.text, is_withdrawal);
    let fits = |hurdle: &Hurdle| match error.case {
        Case::Refused => true,
        Case::Forbidden => *hurdle == Hurdle::OwnRequest,
        _ => false,
    };
    if let Some(hurdle) = hurdle.filter(fits) {
        error.failure.detail = std::mem::take(&mut error.failure.what);
        hurdle.what().clone_into(&mut error.failure.what);
        hurdle.next().clone_into(&mut error.failure.next);
    }
    error
}

impl ActiveSession {
    /// Decides an approval, once, if it still stands as the person saw it. With the wallet passphrase the person's own Express server builds a withdrawal anew.
    pub fn decide(
        &mut self,
        id: String,
        decision: Decision,
        seen: Seen,
        (code, passphrase): (SecretString, Option<SecretString>),
    ) {
        if self.decision.pending_since().is_some() {
            return;
        }
        self.hold_current();
        self.deciding.sent = Some(self.sent(&id));
        let session = self.session.clone();
        let approval = self.approvals.rows().iter().find(|approval| approval.id == id);
        let coin = approval.and_then(|approval| approval.coin.clone());
        let is_withdrawal = approval.is_some_and(|approval| approval.info.kind.is_withdrawal());
        let key = Work::changing("Deciding an approval");
        self.decision.start(&self.worker, key, async move {
            as_seen(&session, &id, &seen).await?;
            let outcome = match (coin, passphrase) {
                (Some(coin), Some(passphrase)) => {
                    session.decide_by_express(&coin, &id, decision, Some(&code), Some(&passphrase)).await
                }
                _ => session.decide_approval(&id, decision, Some(&code)).await,
            };
            outcome.map_err(|error| explained(error, is_withdrawal))
        });
    }

    /// Decides several with one request, once.
    pub fn decide_several(&mut self, request: BulkRequest) {
        if self.deciding.several.pending_since().is_some() {
            return;
        }
        self.hold_current();
        self.deciding.sent_several = request.approvals.iter().map(|it| self.sent(it.id())).collect();
        let session = self.session.clone();
        let key = Work::changing("Deciding several approvals");
        self.deciding.several.start(
            &self.worker,
            key,
            async move { session.decide_approvals(&request).await },
        );
    }

    /// Unlocks the session to approve several. A session with spending limits is refused before anything is sent.
    pub fn unlock_for_several(&mut self, code: SecretString) {
        let session = self.session.clone();
        let key = Work::changing("Unlocking the session");
        self.deciding.unlocking.start(
            &self.worker,
            key,
            async move { session.unlock(&code, UNLOCK_SECS).await },
        );
    }

    /// Whether several can be approved as the session is: it is unlocked, or belongs to a token, which needs no unlocking.
    pub fn can_approve_several(&self, now: Timestamp) -> bool {
        let unlocked = self.deciding.unlocking.ready().is_some_and(|info| info.is_unlocked(now));
        unlocked || self.info().is_unlocked(now) || !self.info().label.is_empty()
    }

    /// Whether an approval is about a wallet that is not among those that the person sees.
    pub fn hides_wallet_of(&self, approval_id: &str) -> bool {
        let approval = self.approvals.rows().iter().find(|approval| approval.id == approval_id);
        let wallet = approval.and_then(|approval| approval.wallet.as_ref());
        let is_known = |id: &String| self.wallets.rows().iter().any(|wallet| wallet.id == *id);
        self.wallets.is_complete() && wallet.is_some_and(|id| !is_known(id))
    }

    /// Reads again what the decisions that were sent last may have changed: the wallets, and by kind the shares and who
    /// belongs where. `page` is the wallet whose page is open.
    pub fn read_what_approvals_change(&mut self, sent: &[Sent], page: Option<(&str, &str)>) {
        let has = |is_meant: fn(&ApprovalKind) -> bool| sent.iter().any(|it| is_meant(&it.kind));
        if has(may_change_shares) {
            self.read_shares();
        }
        if has(may_change_people) {
            self.read_people();
        }
        self.read_wallets_anew(sent.iter().filter_map(|it| it.wallet.clone()), page);
    }

    /// Until the list comes, an approval stands as the answer to its decision says, so that nothing is offered twice.
    pub fn stand_as_answered(&mut self, outcome: &Outcome<PendingApproval>) {
        let answered = match outcome {
            Outcome::Done(approval) => Some(approval),
            Outcome::Waits(waiting) => waiting.approvals.first(),
        };
        if let Some(answered) = answered {
            self.approvals.change(|it| it.id == answered.id, |it| it.stand_as(answered));
        }
    }

    /// What is known of an approval that a decision is about to be sent for.
    fn sent(&self, id: &str) -> Sent {
        let approval = self.approvals.rows().iter().find(|approval| approval.id == id);
        let kind = approval.map(|it| it.info.kind.clone()).unwrap_or_default();
        Sent { id: id.to_owned(), kind, wallet: approval.and_then(|it| it.wallet.clone()) }
    }

    /// Looks up what became of approvals that left the list.
    pub fn look_up_gone(&mut self, ids: Vec<String>) {
        let session = self.session.clone();
        let key = Work::reading("Looking up closed approvals");
        self.deciding.gone.start(&self.worker, key, async move {
            let mut fates = Vec::new();
            for id in ids {
                let fate = fate_of(&session, &id).await?;
                fates.push((id, fate));
            }
            Ok::<_, Error>(fates)
        });
    }

    /// Reads the approvals again without showing it, unless they are being read where it shows.
    pub fn read_approvals_again(&mut self) {
        if !self.approvals.is_complete() {
            self.read_approvals();
            return;
        }
        self.read_beside();
    }

    /// Reads them beside the list that is shown.
    fn read_beside(&mut self) {
        let session = self.session.clone();
        let key = Work::reading("Refreshing approvals");
        self.deciding.again.start(&self.worker, key, all_of(session));
    }

    /// Nothing that is being read now can tell of what is sent next.
    fn hold_current(&mut self) {
        self.deciding.again = Task::default();
    }

    /// Takes over what has come of the list. True when it is whole and new.
    pub fn poll_approval_list(&mut self) -> bool {
        let was_reading = self.approvals.reading_since().is_some();
        self.approvals.poll();
        let has_ended = was_reading && self.approvals.reading_since().is_none();
        if has_ended {
            // What was read where it shows is newer than what is being read beside it.
            self.deciding.again = Task::default();
        }
        let has_come = has_ended && self.approvals.is_complete();
        let has_come_again = !has_ended && self.deciding.again.poll();
        if !has_ended && !has_come_again {
            return false;
        }
        let fresh = self.deciding.again.take_ready();
        let is_whole = has_come || fresh.is_some();
        if let Some(rows) = fresh {
            self.approvals.replace(rows, Instant::now());
        }
        self.deciding.attention.read(!is_whole);
        self.deciding.ended = Some(Instant::now());
        if is_whole {
            self.deciding.read_at = Some(Timestamp::now());
        }
        is_whole
    }

    /// Reads the approvals again when that is due, and sees to it that the window is drawn then. Nothing is read while a
    /// reading or a decision is under way, or after the person stopped a reading.
    pub fn keep_approvals_current(&mut self, shortest: Duration) {
        self.deciding.attention.look(self.worker.is_in_front());
        let is_busy = self.approvals.reading_since().is_some()
            || self.deciding.again.pending_since().is_some()
            || self.deciding.several.pending_since().is_some()
            || self.decision.pending_since().is_some()
            || matches!(self.approvals.listing().state, ListingState::Stopped);
        let Some(ended) = self.deciding.ended.filter(|_| !is_busy) else {
            self.deciding.alarm = None;
            return;
        };
        let due = ended + self.deciding.attention.pause(shortest);
        if Instant::now() >= due {
            self.deciding.alarm = None;
            self.read_beside();
        } else if self.deciding.alarm.as_ref().is_none_or(|(at, _)| *at != due) {
            self.deciding.alarm = Some((due, self.worker.wake_screen_at(due)));
        }
    }
}
