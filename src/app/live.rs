//! What exists between login and logout: the session and everything read with it. Dropping it ends all its work.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::book::{Book, LedgerShelf, facts_of};
use super::cell::Cell;
use super::failure::Trouble;
use super::feed::Feed;
use super::worker::{AskKey, SessionKey, Worker};
use crate::bitgo::access_token::{AccessTokenInfo, CreatedToken};
use crate::bitgo::environment::Environment;
use crate::bitgo::error::Error;
use crate::bitgo::session::{Session, SessionInfo};
use crate::bitgo::wallet::{CoinBalance, Wallet, WalletQuery};
use crate::domain::lifetime::LifetimeContext;
use crate::domain::token::TokenRequest;
use crate::domain::token::known::KnownContext;
use crate::panels::tokens::PastToken;
use crate::store::ledger::{EventId, Happening, ListReading, TokenAsked};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use secrecy::SecretString;

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
    wallet_count: Cell<u64>,
    /// The platform's own totals, to hold the sums of the rows against.
    totals: Cell<Vec<CoinBalance>>,
    /// What the platform says of the session: where it is seen from, whether it is unlocked.
    info: Cell<SessionInfo>,
    /// The unexpired access tokens.
    pub tokens: Feed<AccessTokenInfo>,
    book: Book,
    /// When the newest reading of the tokens began.
    list_began: Timestamp,
    /// The entry of the ledger for the creation under way.
    asked: Arc<Mutex<Option<EventId>>>,
    /// What the ledger knows of every token, read again after each whole list.
    pub history: Cell<Vec<PastToken>>,
    /// The revocation under way, or its result.
    pub revocation: Cell<()>,
    /// The creation under way, or its result, which holds the token's value.
    pub creation: Cell<CreatedToken>,
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
    /// The creation of a token.
    Creation,
}

impl Work {
    /// What is under way, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Wallets => "Reading wallets",
            Self::Tokens => "Reading access tokens",
            Self::Creation => "Creating an access token",
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
            wallet_count: Cell::default(),
            totals: Cell::default(),
            info: Cell::default(),
            tokens: Feed::default(),
            book,
            list_began: Timestamp::now(),
            asked: Arc::default(),
            history: Cell::default(),
            revocation: Cell::default(),
            creation: Cell::default(),
            enterprise: None,
            newest: None,
        };
        live.read_info(worker);
        live.read_wallets(worker);
        live.read_tokens(worker);
        live
    }

    fn read_info(&mut self, worker: &Worker) {
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
        let session = self.session.clone();
        self.totals.ask(worker, self.asking("total balances"), async move { session.total_balances().await });
        self.wallets.read(worker, self.asking("wallets"), self.session.wallets(WalletQuery::default()));
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

    /// Sends the creation of a token, once. What is asked for is in the ledger before it is sent, and what came of it
    /// after.
    pub fn create_token(&mut self, worker: &Worker, request: TokenRequest, typed: &str, code: SecretString) {
        let (session, book, asked) = (self.session.clone(), self.book.clone(), self.asked.clone());
        let entry = Happening::Asked(Box::new(TokenAsked::of(&request, typed, None)));
        self.creation.ask(worker, self.asking("creation of an access token"), async move {
            let id = book.write(entry).await;
            *asked.lock().unwrap_or_else(PoisonError::into_inner) = id;
            let result = session.create_access_token(&request, &code).await;
            if let Some(asked) = id {
                let request_id = result.as_ref().err().and_then(|error| error.request_id.clone());
                let what = match &result {
                    Ok(created) => Happening::Answered { asked, token: facts_of(&created.info), request_id },
                    Err(error) => Happening::Failed {
                        asked,
                        request_id,
                        sentence: error.advice().what,
                        is_outcome_unknown: error.may_have_happened(),
                    },
                };
                book.write(what).await;
            }
            result
        });
    }

    /// Writes down what the list showed of a creation whose answer was lost.
    pub fn note_lost(&mut self, worker: &Worker, found: Option<&AccessTokenInfo>) {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(asked) = asked else { return };
        let what = match found {
            Some(token) => Happening::LostFound { asked, token: facts_of(token) },
            None => Happening::LostNotFound { asked },
        };
        let book = self.book.clone();
        worker.detach(async move {
            let _ = book.write(what).await;
        });
    }

    /// What this environment's tokens are held against.
    pub fn known_context(
        &self,
        now: Timestamp,
        zone: &TimeZone,
        next_deployment: Option<Date>,
    ) -> KnownContext {
        let lifetime = LifetimeContext { now, zone: zone.clone(), next_deployment };
        KnownContext { rules: self.environment.rules(), lifetime }
    }

    /// Takes down the list that has just come, and reads the history anew.
    pub fn take_down_list(&mut self, worker: &Worker, began: Timestamp, zone: &TimeZone) {
        let tokens =
            self.tokens.rows().iter().filter(|token| !token.label.is_empty()).map(facts_of).collect();
        let reading = ListReading { began, tokens, is_complete: self.tokens.is_complete() };
        let key = self.asking("ledger");
        self.history.ask(worker, key, self.book.clone().take_down_list(reading, zone.clone()));
    }

    /// Revokes a token, once.
    pub fn revoke_token(&mut self, worker: &Worker, id: String) {
        let session = self.session.clone();
        let key = self.asking("revocation of an access token");
        let book = self.book.clone();
        self.revocation.ask(worker, key, async move {
            let asked = book.write(Happening::RevokeAsked { token_id: id.clone() }).await;
            let result = session.delete_access_token(&id).await;
            if let Some(asked) = asked {
                let what = match &result {
                    Ok(()) => Happening::RevokeAnswered { asked, request_id: None },
                    Err(error) => Happening::RevokeFailed {
                        asked,
                        request_id: error.request_id.clone(),
                        sentence: error.advice().what,
                        is_outcome_unknown: error.may_have_happened(),
                    },
                };
                book.write(what).await;
            }
            result
        });
    }

    fn asking(&self, what: &str) -> AskKey {
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
        }
        self.history.poll();
        if self.creation.poll()
            && let Some(created) = self.creation.ready()
        {
            self.newest = Some(created.info.id.clone());
            self.read_tokens(worker);
        }
        self.wallets.poll();
    }

    /// The trouble that says that this session is over, if one came.
    pub fn end(&self) -> Option<&Trouble> {
        [
            self.wallets.trouble(),
            self.tokens.trouble(),
            self.creation.trouble(),
            self.wallet_count.trouble(),
            self.info.trouble(),
            self.totals.trouble(),
        ]
        .into_iter()
        .flatten()
        .find(|trouble| trouble.ends_session())
    }

    /// Whether a creation is under way whose answer has not come.
    pub fn is_creating(&self) -> bool {
        self.creation.pending_since().is_some()
    }

    /// Whether the last creation may have made a token although no usable answer came.
    pub fn is_outcome_unknown(&self) -> bool {
        self.creation.trouble().is_some_and(|trouble| trouble.outcome_unknown)
    }

    /// What is under way, and since when.
    pub fn under_way(&self) -> Vec<(Work, Instant)> {
        [
            (Work::Creation, self.creation.pending_since()),
            (Work::Wallets, self.wallets.reading_since()),
            (Work::Tokens, self.tokens.reading_since()),
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
            Work::Creation => self.stop_creation(worker),
        }
    }

    /// Stops waiting for a creation. It may have happened all the same.
    fn stop_creation(&mut self, worker: &Worker) {
        if self.creation.pending_since().is_some() {
            let trouble = Trouble::stopped_waiting();
            let asked = *self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(asked) = asked {
                let (book, sentence) = (self.book.clone(), trouble.failure.what.clone());
                let what = Happening::Failed { asked, request_id: None, sentence, is_outcome_unknown: true };
                worker.detach(async move {
                    let _ = book.write(what).await;
                });
            }
            self.creation.fail(trouble);
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
