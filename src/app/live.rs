//! What exists between login and logout: the session and everything read with it. Dropping it ends all its work.

mod approvals;
mod changes;
mod deciding;
mod giving;
mod one_wallet;
mod people;
mod placing;
mod posture;
mod reminding;
mod rules;
mod share_deeds;
mod sharing;
mod templates;
mod tokens;
mod wallet_page;

pub use reminding::Reminding;
pub use tokens::Typed;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::book::{Book, LedgerReading, LedgerShelf};
use super::cell::Cell;
use super::failure::Trouble;
use super::feed::Feed;
use super::worker::{AskKey, SessionKey, Worker};
use crate::bitgo::access_token::{AccessTokenInfo, CreatedToken};
use crate::bitgo::approvals::PendingApproval;
use crate::bitgo::environment::Environment;
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::{Session, SessionInfo};
use crate::bitgo::templates::TokenTemplate;
use crate::bitgo::wallet::{CoinBalance, Wallet, WalletQuery};
use crate::panels::tokens::Changes;
use crate::panels::wallets::Around;
use crate::store::ledger::EventId;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A logged-in person's session and what has been read with it.
pub struct Live {
    /// Which session this is; every answer has to carry it.
    pub key: SessionKey,
    /// The session itself.
    pub session: Session,
    /// Where it is.
    pub environment: Environment,
    /// Every wallet that the person has a role on.
    pub wallets: Feed<Wallet>,
    anew: one_wallet::Anew,
    wallet_count: Cell<u64>,
    /// The platform's own totals, to hold the sums of the rows against.
    totals: Cell<Vec<CoinBalance>>,
    /// What the platform says of the session: where it is seen from, whether it is unlocked.
    info: Cell<SessionInfo>,
    /// The unexpired access tokens.
    pub tokens: Feed<AccessTokenInfo>,
    /// The person's templates, read when somebody comes to them.
    pub templates: Feed<TokenTemplate>,
    /// The template that is being made or changed, or the result.
    pub template_sent: Cell<TokenTemplate>,
    /// The deletion of a template under way, or its result.
    pub template_deletion: Cell<()>,
    book: Book,
    /// When the newest reading of the tokens began.
    list_began: Timestamp,
    /// The entry of the ledger for the creation under way.
    asked: Arc<Mutex<Option<EventId>>>,
    /// What the ledger knows of the tokens of the past and of replacements that stand half-way, read again after each whole list.
    pub history: Cell<LedgerReading>,
    /// What the platform's audit log says of tokens, read after each whole list.
    pub changes: Cell<Changes>,
    /// The ends of tokens that the person is to be told of.
    pub reminding: Reminding,
    placing: placing::Placing,
    /// The tokens of the last whole list, by ID.
    listed_ids: BTreeSet<String>,
    /// The revocation under way, or its result.
    pub revocation: Cell<()>,
    /// The token that was revoked last, or is about to be.
    pub revoking: Option<String>,
    /// The trial of a replacement's new token, or its result.
    pub trial: Cell<()>,
    /// The creation under way, or its result, which holds the token's value.
    pub creation: Cell<CreatedToken>,
    /// What waits for approval.
    pub approvals: Feed<PendingApproval>,
    cases: approvals::Cases,
    background: approvals::Background,
    /// The safety review.
    reviewing: posture::Reviewing,
    /// The decision under way, or its outcome.
    pub decision: Cell<Outcome<PendingApproval>>,
    /// Decisions on several approvals, and what keeps the list of them current.
    pub deciding: deciding::Deciding,
    /// Wallet shares, and what to call people.
    pub sharing: sharing::Sharing,
    /// Removals of people from wallets.
    pub people: people::People,
    /// What is done with shares.
    pub share_deeds: share_deeds::ShareDeeds,
    /// The wallet whose page is open.
    pub page: wallet_page::WalletPage,
    /// What the marks of wallets need, and the generations of the lists that it was worked out from.
    pub around: Around,
    around_of: (u64, u64),
    /// When the next freeze ends.
    around_holds_until: Option<Timestamp>,
    /// The enterprise chosen in the top bar.
    pub enterprise: Option<String>,
    /// The token made last in this session.
    pub newest: Option<String>,
}

/// One thing under way, for the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The list of wallets.
    Wallets,
    /// The list of access tokens.
    Tokens,
    /// The wallet shares.
    Shares,
    /// The pending approvals.
    Approvals,
    /// Something that is done with shares.
    ShareDeeds,
    /// The platform's audit log, about access tokens.
    Changes,
    /// The creation of a token.
    Creation,
    /// The list of token templates.
    Templates,
    /// The making or changing of a template.
    Template,
    /// The look-up of a person.
    LookUp,
    /// The sharing of wallets.
    Sharing,
    /// A wallet for its page.
    Wallet,
}

impl Work {
    /// What is under way, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Wallets => "Reading wallets",
            Self::Tokens => "Reading access tokens",
            Self::Shares => "Reading shares",
            Self::Approvals => "Reading approvals",
            Self::ShareDeeds => "Answering for shares",
            Self::Changes => "Reading the audit log",
            Self::Creation => "Creating an access token",
            Self::Templates => "Reading token templates",
            Self::Template => "Sending a token template",
            Self::LookUp => "Looking a person up",
            Self::Sharing => "Sharing wallets",
            Self::Wallet => "Reading a wallet",
        }
    }
}

impl Live {
    /// Takes over a fresh session and begins to read wallets and tokens.
    pub fn new(
        worker: &Worker,
        session: Session,
        environment: Environment,
        serial: u64,
        shelf: LedgerShelf,
    ) -> Self {
        let key = SessionKey { environment: environment.origin(), serial };
        let book = Book::new(shelf, environment.origin(), session.user().id.clone());
        let mut live = Self {
            key,
            session,
            environment,
            wallets: Feed::default(),
            anew: one_wallet::Anew::default(),
            wallet_count: Cell::default(),
            totals: Cell::default(),
            info: Cell::default(),
            tokens: Feed::default(),
            templates: Feed::default(),
            template_sent: Cell::default(),
            template_deletion: Cell::default(),
            book,
            list_began: Timestamp::now(),
            asked: Arc::default(),
            history: Cell::default(),
            changes: Cell::default(),
            reminding: Reminding::default(),
            placing: placing::Placing::default(),
            listed_ids: BTreeSet::new(),
            revocation: Cell::default(),
            revoking: None,
            trial: Cell::default(),
            creation: Cell::default(),
            approvals: Feed::default(),
            cases: approvals::Cases::default(),
            background: approvals::Background::default(),
            reviewing: posture::Reviewing::default(),
            decision: Cell::default(),
            deciding: deciding::Deciding::default(),
            sharing: sharing::Sharing::default(),
            people: people::People::default(),
            share_deeds: share_deeds::ShareDeeds::default(),
            page: wallet_page::WalletPage::default(),
            around: Around::default(),
            around_of: (0, 0),
            around_holds_until: None,
            enterprise: None,
            newest: None,
        };
        live.read_info(worker);
        live.read_wallets(worker);
        live.read_tokens(worker);
        live.read_shares(worker);
        live.read_people(worker);
        live.read_approvals(worker);
        live
    }

    pub(super) fn read_info(&mut self, worker: &Worker) {
        let session = self.session.clone();
        self.info.ask(worker, self.asking("session"), async move { session.session_info().await });
    }

    /// What the platform says of the session: as told just now, else as told at the login.
    pub fn info(&self) -> &SessionInfo {
        self.info.ready().unwrap_or_else(|| self.session.info())
    }

    /// Reads the wallets from the start.
    pub fn read_wallets(&mut self, worker: &Worker) {
        let session = self.session.clone();
        self.wallet_count.ask(worker, self.asking("wallet count"), async move {
            session.wallet_count(&WalletQuery::default()).await
        });
        self.read_totals(worker);
        self.wallets.read(worker, self.asking("wallets"), self.session.wallets(WalletQuery::default()));
    }

    fn read_totals(&mut self, worker: &Worker) {
        let session = self.session.clone();
        self.totals.ask(worker, self.asking("total balances"), async move { session.total_balances().await });
    }

    /// The platform's own totals, once every wallet is here too, so that both can be compared.
    pub fn totals(&self) -> Option<&[CoinBalance]> {
        self.totals.ready().filter(|_| self.wallets.is_complete()).map(Vec::as_slice)
    }

    /// Reads the access tokens from the start.
    pub fn read_tokens(&mut self, worker: &Worker) {
        self.list_began = Timestamp::now();
        self.tokens.read(worker, self.asking("access tokens"), self.session.access_tokens());
    }

    /// Now by the platform's clock, as far as it is known: what the platform locks and ends, it does by its own.
    pub fn platform_now(&self) -> Timestamp {
        let ahead = self.session.client().clock().map_or(0, |reading| reading.server_ahead_secs);
        let now = Timestamp::now();
        now.checked_add(SignedDuration::from_secs(ahead)).unwrap_or(now)
    }

    pub(super) fn asking(&self, what: &str) -> AskKey {
        AskKey { session: self.key.clone(), what: what.to_owned() }
    }

    /// Takes over what has come.
    pub fn poll(&mut self, worker: &Worker, zone: &TimeZone) {
        self.wallet_count.poll();
        self.info.poll();
        self.totals.poll();
        if let Some(count) = self.wallet_count.ready() {
            self.wallets.expect(*count);
        }
        let was_reading = self.tokens.reading_since().is_some();
        self.tokens.poll();
        if was_reading && self.tokens.is_complete() {
            self.take_down_list(worker, self.list_began, zone);
            self.read_changes(worker);
        }
        self.changes.poll();
        if self.creation.poll()
            && let Some(created) = self.creation.ready()
        {
            self.newest = Some(created.info.id.clone());
            self.read_tokens(worker);
        }
        self.wallets.poll();
        self.take_over_anew(worker);
        self.sharing.poll();
    }

    /// The trouble that says that this session is over, if one came.
    pub fn end(&self) -> Option<&Trouble> {
        [
            self.wallets.trouble(),
            self.tokens.trouble(),
            self.creation.trouble(),
            self.templates.trouble(),
            self.template_sent.trouble(),
            self.template_deletion.trouble(),
            self.wallet_count.trouble(),
            self.info.trouble(),
            self.totals.trouble(),
            self.sharing.trouble(),
            self.approvals.trouble(),
            self.decision.trouble(),
            self.deciding.end(),
            self.people.look.trouble(),
            self.page.look.trouble(),
            self.page.freeze.trouble(),
            self.page.rules.sent.trouble(),
            self.page.rules.now.trouble(),
            self.share_deeds.trouble(),
        ]
        .into_iter()
        .flatten()
        .find(|trouble| trouble.ends_session())
    }

    /// What is under way, and since when.
    pub fn under_way(&self) -> Vec<(Work, Instant)> {
        [
            (Work::Creation, self.creation.pending_since()),
            (Work::Wallets, self.wallets.reading_since()),
            (Work::Tokens, self.tokens.reading_since()),
            (Work::Shares, self.sharing.reading_since()),
            (Work::Approvals, self.approvals.reading_since()),
            (Work::ShareDeeds, self.share_deeds_since()),
            (Work::Template, self.template_sent.pending_since()),
            (Work::Templates, self.templates.reading_since()),
            (Work::Changes, self.changes.pending_since()),
            (Work::LookUp, self.sharing.giving.looking_since()),
            (Work::Sharing, self.sharing.giving.sharing_since()),
            (Work::Wallet, self.page.look.pending_since().or(self.anew.since())),
        ]
        .into_iter()
        .filter_map(|(work, since)| Some((work, since?)))
        .collect()
    }

    /// Ends one thing under way.
    pub fn stop(&mut self, worker: &Worker, work: Work) {
        match work {
            Work::Wallets => self.wallets.stop(),
            Work::Tokens => self.tokens.stop(),
            Work::Approvals => self.approvals.stop(),
            Work::Shares => drop(self.sharing.shares.take()),
            Work::ShareDeeds => self.stop_share_deeds(),
            Work::Changes => self.changes.fail(Trouble::stopped_reading()),
            Work::Creation => self.stop_creation(worker),
            Work::Templates => self.templates.stop(),
            Work::Template => self.stop_template(),
            Work::LookUp => self.sharing.giving.stop_look_up(),
            Work::Sharing => self.sharing.giving.stop(),
            Work::Wallet if self.page.look.pending_since().is_some() => {
                self.page.look.fail(Trouble::stopped_reading());
            }
            Work::Wallet => self.anew.stop(),
        }
    }

    /// Tells the platform that this session is over, without waiting for the answer.
    pub fn log_out(self, worker: &Worker) {
        let session = self.session.clone();
        worker.detach(async move {
            if let Err(error) = session.logout().await {
                report_logout(&error);
            }
        });
    }
}

fn report_logout(error: &Error) {
    tracing::warn!(%error, "the platform did not confirm the logout");
}
