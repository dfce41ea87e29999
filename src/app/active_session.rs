//! What exists between login and logout: the session and everything read with it. Dropping it ends all its work.

mod approvals;
mod policies;
mod prices;
mod resource_names;
mod shares;
mod tokens;
mod unlock;
mod wallets;
mod whole_rules;

pub use policies::FiredRules;
pub use unlock::{TokenLimits, UNLOCK_SECS};

use super::controller::Effect;
use super::environment::label_of;
use super::ledger::{AccountLedger, LedgerHandle, LedgerReading};
use super::open_changes::{OpenChangeRequest, OpenChanges};
use super::paged_list::PagedList;
use super::task::{Cursor, Task};
use super::work::Work;
use super::worker::Worker;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::environment::Environment;
use crate::bitgo::session::{OpenedBy, Session, SessionInfo};
use crate::bitgo::shares::WalletShares;
use crate::bitgo::wallet::Wallet;
use crate::domain::share::Names;
use crate::domain::token::LostToken;
use crate::domain::token::replace::Replacement;
use crate::kit::environment::EnvironmentLabel;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A logged-in person's session and what has been read with it.
pub struct ActiveSession {
    /// Where its work is started.
    pub worker: Worker,
    /// The session itself.
    pub session: Session,
    /// Where it is.
    pub environment: Environment,
    /// What that is called on badges and in confirmations.
    pub environment_label: EnvironmentLabel,
    /// Every wallet that the person has a role on.
    pub wallets: PagedList<Arc<Wallet>>,
    wallet_data: wallets::WalletData,
    /// What the platform says of the session: where it is seen from, whether it is unlocked.
    info: Task<SessionInfo>,
    unlock: unlock::SessionUnlock,
    /// The unexpired access tokens.
    pub tokens: PagedList<AccessTokenInfo>,
    /// When the newest reading of the tokens began.
    list_began: Timestamp,
    list_seen: Cursor,
    pub(super) ledger: AccountLedger,
    /// What the ledger knows of the tokens of the past, read again after each whole list.
    pub history: Task<LedgerReading>,
    /// The tokens whose value nobody has, as far as nobody has said to keep them.
    pub lost_tokens: Vec<LostToken>,
    /// The changes that were cut off, and are told above every panel.
    pub open_changes: OpenChanges,
    /// The replacements of tokens that stand half-way: the ledger's, brought up to date by whoever goes on with one.
    pub replacements: Vec<Replacement>,
    gathered_names: resource_names::NamesKeeper,
    /// What waits for approval.
    pub approvals: PagedList<PendingApproval>,
    approval_rows: approvals::ApprovalRows,
    policy_data: policies::PolicyData,
    price_data: prices::PriceData,
    /// The person's shares, both ways.
    pub shares: Task<WalletShares>,
    /// What to call people, as far as it is known.
    pub names: Names,
    enterprise_people: Task<shares::EnterpriseFolk>,
    /// Counts the answers of who is in the enterprises.
    people_generation: u64,
    /// The enterprise chosen in the top bar.
    pub enterprise: Option<String>,
    /// It is the one on the screen.
    pub is_shown: bool,
}

impl ActiveSession {
    /// Takes over a fresh session and begins to read wallets and tokens.
    pub fn new(worker: Worker, session: Session, environment: Environment, ledger: LedgerHandle) -> Self {
        let (origin, user_id) = (environment.origin(), session.user().id.clone());
        let ledger = AccountLedger::new(ledger, worker.clone(), origin, user_id);
        session.keep_changes_in(Arc::new(ledger.clone()));
        let mut active = Self {
            worker,
            session,
            environment_label: label_of(&environment),
            environment,
            wallets: PagedList::default(),
            wallet_data: wallets::WalletData::default(),
            info: Task::default(),
            unlock: unlock::SessionUnlock::default(),
            tokens: PagedList::default(),
            list_began: Timestamp::now(),
            list_seen: Cursor::default(),
            ledger,
            history: Task::default(),
            lost_tokens: Vec::new(),
            open_changes: OpenChanges::default(),
            replacements: Vec::new(),
            gathered_names: resource_names::NamesKeeper::default(),
            approvals: PagedList::default(),
            approval_rows: approvals::ApprovalRows::default(),
            policy_data: policies::PolicyData::default(),
            price_data: prices::PriceData::default(),
            shares: Task::default(),
            names: Names::default(),
            enterprise_people: Task::default(),
            people_generation: 0,
            enterprise: None,
            is_shown: true,
        };
        active.read_info();
        active.open_changes.read(&active.worker, &active.ledger);
        active.read_wallets();
        active.read_tokens();
        active.read_shares();
        active.read_people();
        active.read_approvals();
        active.read_policies();
        active
    }

    /// The person, by ID.
    pub fn me(&self) -> &str {
        &self.session.user().id
    }

    /// What to call people.
    pub fn names(&self) -> &Names {
        &self.names
    }

    pub fn read_info(&mut self) {
        let session = self.session.clone();
        self.info.start(&self.worker, Work::reading("Reading the session"), async move {
            session.session_info().await
        });
    }

    /// What the platform says of the session: as told just now, else as told at the login.
    pub fn info(&self) -> &SessionInfo {
        self.unlock.told().or_else(|| self.info.ready()).unwrap_or_else(|| self.session.info())
    }

    /// Now by the platform's clock, as far as it is known: what the platform locks and ends, it does by its own.
    pub fn platform_now(&self) -> Timestamp {
        let ahead = self.server_ahead_secs().unwrap_or_default();
        let now = Timestamp::now();
        now.checked_add(SignedDuration::from_secs(ahead)).unwrap_or(now)
    }

    /// Takes over what has come.
    pub fn poll(&mut self, zone: &TimeZone) {
        if self.info.poll() && self.info.error().is_none() {
            self.unlock.forget_told();
        }
        self.poll_unlock();
        self.poll_wallets();
        self.poll_tokens(zone);
        self.approvals.poll();
        self.keep_approval_rows();
        self.poll_shares();
        self.poll_policies(zone);
        self.poll_prices();
        self.open_changes.poll(&self.worker, &self.session);
    }

    /// Carries out what a person asked about a change that was cut off.
    pub fn handle_open_change(&mut self, request: &OpenChangeRequest) -> Option<Effect> {
        self.open_changes.handle(request, &self.worker, &self.session, &self.ledger)
    }

    /// Goes on with a newer session of the same person. What is under way keeps the one that it was begun with, which is ended
    /// at the platform once no change is waited for.
    pub fn renew(&mut self, session: Session) {
        session.keep_changes_in(Arc::new(self.ledger.clone()));
        let before = std::mem::replace(&mut self.session, session);
        self.unlock = unlock::SessionUnlock::default();
        let works = self.worker.works().clone();
        self.worker.detach(async move {
            works.wait_for_changes().await;
            end_at_the_platform(before).await;
        });
        self.read_info();
    }

    /// Whether the person has it before them: it is on the screen, and the window is in front.
    pub fn is_looked_at(&self) -> bool {
        self.is_shown && self.worker.is_in_front()
    }

    /// Whether an access token began it, which others may use too.
    pub fn is_of_a_token(&self) -> bool {
        self.session.opened_by() == OpenedBy::Token
    }

    /// Tells the platform that this session is over, without waiting for the answer. One of an access token ends here alone.
    pub fn log_out(self) {
        self.worker.detach(self.end_at_the_platform());
    }

    /// The same, to be waited for.
    pub fn end_at_the_platform(&self) -> impl Future<Output = ()> + Send + 'static {
        end_at_the_platform(self.session.clone())
    }
}

async fn end_at_the_platform(session: Session) {
    if let Err(error) = session.logout().await {
        tracing::warn!(%error, "the platform did not confirm the logout");
    }
}
