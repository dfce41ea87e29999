//! What is read around a wallet where the answer asks for it: prices, and what left all wallets of its enterprise.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::app::active_session::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::bitgo::transfers::{Direction, TransferHistory, TransferQuery};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::enterprise_policy::{Answer, CoinPrice, Past};
use crate::panels::would_be_stopped::{Basis, EnterprisePast, Sight};

/// Transfers a page, and so many pages at most: one list has those of all wallets, so an hour of most enterprises fits into
/// one page, and a limit that counts more than this stays untold instead of taking a minute's requests.
const PAGE: u16 = 500;
const MOST_PAGES: usize = 10;
/// So many prices are read for one question: what left in more coins than these is rare, and each is a request.
const MOST_PRICES: usize = 20;

/// What is read around a wallet while its question is open.
#[derive(Default)]
pub(super) struct Surroundings {
    /// The coins whose prices were asked for, in that order.
    coins: Vec<String>,
    priced: Vec<CoinPrice>,
    /// The prices that `priced` is of.
    price_generation: Option<u64>,
    past: Task<EnterprisePast>,
    /// How far back that was asked for.
    window_secs: Option<u64>,
}

impl Surroundings {
    /// What is known of the prices that were asked for.
    pub fn priced(&self) -> &[CoinPrice] {
        &self.priced
    }

    /// What left all wallets of the enterprise.
    pub fn past(&self) -> &Task<EnterprisePast> {
        &self.past
    }

    /// All of it is asked for again once the answer needs it.
    pub fn read_again(&mut self) {
        *self = Self::default();
    }

    /// Asks for the price of the coin in question and for what the answer lacks, each once, and takes over what has come.
    pub fn keep(
        &mut self,
        coin: Option<&str>,
        answer: Option<&Answer>,
        enterprise: Option<&str>,
        session: &mut ActiveSession,
        basis: &mut Basis,
    ) {
        let lacking = answer.map(Answer::coins_without_price).unwrap_or_default();
        self.ask_prices(coin.into_iter().chain(lacking), session);
        let window_secs = answer.and_then(Answer::enterprise_window_secs);
        if let (Some(enterprise), Some(window_secs)) = (enterprise, window_secs) {
            self.ask_past(enterprise, window_secs, session);
        }
        if self.past.poll() {
            basis.enterprise += 1;
        }
        if self.price_generation != Some(session.price_generation()) {
            self.price_generation = Some(session.price_generation());
            self.priced = self.coins.iter().filter_map(|coin| session.price_of(coin)).collect();
            basis.prices += 1;
        }
    }

    fn ask_prices<'a>(&mut self, coins: impl Iterator<Item = &'a str>, session: &mut ActiveSession) {
        let asked: BTreeSet<&str> = self.coins.iter().map(String::as_str).collect();
        let left = MOST_PRICES.saturating_sub(asked.len());
        let new: Vec<String> =
            coins.filter(|coin| !asked.contains(coin)).take(left).map(str::to_owned).collect();
        if !new.is_empty() {
            session.ask_prices(new.iter().map(String::as_str));
            self.coins.extend(new);
            self.price_generation = None;
        }
    }

    fn ask_past(&mut self, enterprise: &str, window_secs: u64, session: &ActiveSession) {
        if self.window_secs.is_some_and(|asked| asked >= window_secs) {
            return;
        }
        self.window_secs = Some(window_secs);
        let window = SignedDuration::from_secs(i64::try_from(window_secs).unwrap_or(i64::MAX));
        let now = session.platform_now();
        let from = now.checked_sub(window).unwrap_or(Timestamp::UNIX_EPOCH);
        // Who administers an enterprise sees all its wallets; a token may reach only some of them.
        let own = session.session.user().enterprises.iter().find(|it| it.id == enterprise);
        let sight = match own.is_some_and(EnterpriseRef::is_administered) {
            false => Sight::NoAdmin,
            true if session.is_of_a_token() => Sight::Token,
            true => Sight::All,
        };
        let question = read_past(session.session.clone(), enterprise.to_owned(), (from, now), sight);
        self.past.start(&session.worker, Work::reading("Reading what left the enterprise"), question);
    }
}

async fn read_past(
    session: Session,
    enterprise: String,
    (from, read_at): (Timestamp, Timestamp),
    sight: Sight,
) -> Result<EnterprisePast, AppError> {
    let history = read_history(&session, &enterprise, from).await?;
    let mut past = history.past(from);
    let wallets: BTreeSet<&str> =
        history.rows.iter().filter(|it| it.has_left()).map(|it| it.wallet.as_str()).collect();
    let (payments, wallets) = (past.payments.len(), wallets.len());
    if sight != Sight::All {
        past = Past { known_from: Timestamp::MAX, ..past };
    }
    Ok(EnterprisePast { past, from, payments, wallets, sight, read_at })
}

async fn read_history(
    session: &Session,
    enterprise: &str,
    from: Timestamp,
) -> Result<TransferHistory, Error> {
    let query = TransferQuery {
        direction: Some(Direction::Send),
        from: Some(from),
        page_size: PAGE,
        ..TransferQuery::default()
    };
    TransferHistory::read(session.enterprise_transfers(enterprise, query), MOST_PAGES).await
}
