//! The token ledger as the app keeps it: opened once, off the screen's thread, and written around every request.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use super::failure::Trouble;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::store::ledger::{
    Account, Event, EventId, Happening, HistoryFilter, Ledger, LedgerPlace, ListReading, TokenFacts,
    TokenHistory,
};

/// The ledger of this machine, opened when it is first needed.
#[derive(Clone)]
pub struct LedgerShelf {
    place: LedgerPlace,
    opened: Arc<OnceCell<Ledger>>,
}

impl LedgerShelf {
    /// The ledger at this place. Nothing is opened yet.
    pub fn new(place: LedgerPlace) -> Self {
        Self { place, opened: Arc::default() }
    }

    async fn ledger(&self) -> Ledger {
        let place = self.place.clone();
        let opened = self.opened.get_or_init(|| async move {
            let opening = spawn_blocking(move || Ledger::open(&place)).await;
            let (ledger, notice) = opening.unwrap_or_else(|_| Ledger::open(&LedgerPlace::in_memory()));
            if let Some(notice) = notice {
                tracing::warn!(%notice, "the token ledger");
            }
            ledger
        });
        opened.await.clone()
    }
}

/// One account's part of the ledger.
#[derive(Clone)]
pub struct Book {
    shelf: LedgerShelf,
    account: Account,
}

impl Book {
    /// The ledger of one person in one environment.
    pub fn new(shelf: LedgerShelf, origin: String, user_id: String) -> Self {
        Self { shelf, account: Account { origin, user_id } }
    }

    /// Writes down what happened; when this returns, it is on the disk. A ledger that refuses stops nobody's work.
    pub async fn write(&self, what: Happening) -> Option<EventId> {
        let ledger = self.shelf.ledger().await;
        let event = Event { at: Timestamp::now(), account: self.account.clone(), what };
        match spawn_blocking(move || ledger.append(&event)).await {
            Ok(Ok(id)) => Some(id),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the token ledger was not written");
                None
            }
            Err(_) => None,
        }
    }

    /// Takes down a reading of the list, and reads what is known of every token since.
    pub async fn take_down_list(self, reading: ListReading) -> Result<Vec<TokenHistory>, Trouble> {
        let ledger = self.shelf.ledger().await;
        let account = self.account;
        let work = move || {
            let now = Timestamp::now();
            ledger.record_list(&account, &reading, now)?;
            let filter = HistoryFilter { account: Some(account), ..HistoryFilter::default() };
            ledger.history(&filter, now).map(|history| history.tokens)
        };
        spawn_blocking(work)
            .await
            .map_err(|_| Trouble::broke_off())?
            .map_err(|error| Trouble::of_ledger(&error))
    }
}

/// What the ledger keeps of a listed or created token. Never its value.
pub fn facts_of(token: &AccessTokenInfo) -> TokenFacts {
    TokenFacts {
        id: token.id.clone(),
        label: token.label.clone(),
        created: token.created,
        expires: token.expires,
        scopes: token.scope.clone(),
        addresses: token.ip_restrict.clone(),
    }
}
