//! The token ledger as the app keeps it: opened once, off the screen's thread, and written around every request.

mod change_log;
mod encrypted_logins;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use super::error::AppError;
use super::worker::Worker;
use crate::bitgo::client::WorkWaits;
use crate::bitgo::error::Error;
use crate::domain::lifetime::date_words;
use crate::domain::share::KeyMemory;
use crate::domain::token::replace::Replacement;
use crate::domain::token::{LostToken, Past};
use crate::store::ledger::{
    Account, CutOff, DerivedKey, Event, EventId, EventKind, HistoryFilter, KeyComparison, KeyOwner, Ledger,
    LedgerNotice, LedgerPlace, ListReading,
};

/// The ledger of this machine, opened when it is first needed.
#[derive(Clone)]
pub struct LedgerHandle {
    place: LedgerPlace,
    opened: Arc<OnceCell<Opened>>,
}

/// The ledger, and what the person has to be told about its opening.
struct Opened {
    ledger: Ledger,
    notice: Option<String>,
    /// What is written in it outlives the program, or was never meant to.
    lasts: bool,
}

impl LedgerHandle {
    /// The ledger at this place. Nothing is opened yet.
    pub fn new(place: LedgerPlace) -> Self {
        Self { place, opened: Arc::default() }
    }

    /// Where its file is, if it is to be kept in one.
    pub fn path(&self) -> Option<&Path> {
        self.place.path()
    }

    /// The ledger, opened where it was not.
    pub async fn opened(&self) -> Ledger {
        let place = self.place.clone();
        let opened = self.opened.get_or_init(|| async move {
            let opening = spawn_blocking(move || Ledger::open(&place)).await;
            let (ledger, notice) = opening.unwrap_or_else(|_| Ledger::open(&LedgerPlace::in_memory()));
            if let Some(notice) = &notice {
                tracing::warn!(%notice, "the token ledger");
            }
            let lasts = matches!(notice, None | Some(LedgerNotice::SetAside { .. }));
            Opened { ledger, notice: notice.map(|notice| notice.to_string()), lasts }
        });
        opened.await.ledger.clone()
    }

    /// The same, where what is written in it outlives the program; otherwise why it does not.
    pub async fn lasting(&self) -> Result<Ledger, String> {
        let ledger = self.opened().await;
        let is_lost = self.opened.get().is_some_and(|opened| !opened.lasts);
        if is_lost { Err(self.notice().unwrap_or_default().to_owned()) } else { Ok(ledger) }
    }

    /// What was wrong when the ledger was opened: where a damaged file is now, or why it is kept in memory alone.
    pub fn notice(&self) -> Option<&str> {
        self.opened.get()?.notice.as_deref()
    }
}

/// One account's part of the ledger.
#[derive(Clone)]
pub struct AccountLedger {
    ledger: LedgerHandle,
    worker: Worker,
    account: Account,
}

/// The entry for something that was sent, once it is written.
pub type LedgerEntry = Arc<OnceLock<EventId>>;

/// A request that is on its way. Dropped without an answer, it is written down that nobody waited for one.
struct Awaited {
    ledger: AccountLedger,
    /// The work that sends it.
    work: Option<WorkWaits>,
    /// Where it was sent, and where it was not.
    if_dropped: Option<(EventKind, EventKind)>,
}

impl Drop for Awaited {
    fn drop(&mut self) {
        if let Some((sent, unsent)) = self.if_dropped.take() {
            let is_unsent = self.work.as_ref().is_some_and(|work| !work.has_begun_change());
            self.ledger.note(if is_unsent { unsent } else { sent });
        }
    }
}

impl AccountLedger {
    /// The ledger of one person in one environment.
    pub fn new(ledger: LedgerHandle, worker: Worker, origin: String, user_id: String) -> Self {
        Self { ledger, worker, account: Account { origin, user_id } }
    }

    /// Writes down what happened; when this returns, it is on the disk. A ledger that refuses stops nobody's work.
    pub async fn write(&self, what: EventKind) -> Option<EventId> {
        let ledger = self.ledger.opened().await;
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

    /// Writes down what happened, and nobody waits for it.
    pub fn note(&self, what: EventKind) {
        let ledger = self.clone();
        self.worker.detach(async move {
            let _ = ledger.write(what).await;
        });
    }

    /// How a person's sharing key compares with the one that was last seen here. A ledger that is not the one of before
    /// cannot tell, nor one that cannot be read.
    pub async fn compare_key(&self, person: &str, key: DerivedKey, zone: &TimeZone) -> KeyMemory {
        let (ledger, owner) = (self.ledger.opened().await, self.key_owner(person));
        if let Some(notice) = self.ledger.notice() {
            return KeyMemory::NotCompared(notice.to_owned());
        }
        let now = key.fingerprint.clone();
        let read = spawn_blocking(move || ledger.compare_key(&owner, &key, Timestamp::now())).await;
        match read {
            Ok(Ok(KeyComparison::NoneBefore)) => KeyMemory::NoEarlierKey,
            Ok(Ok(KeyComparison::Same(at))) => KeyMemory::Same { on: date_words(at, zone) },
            Ok(Ok(KeyComparison::OtherPath(at))) => KeyMemory::OtherPath { on: date_words(at, zone) },
            Ok(Ok(KeyComparison::Changed { before, at })) => {
                KeyMemory::Changed { on: date_words(at, zone), before, now }
            }
            Ok(Err(error)) => KeyMemory::NotCompared(error.to_string()),
            Err(_) => KeyMemory::NotCompared(AppError::broke_off().failure.what),
        }
    }

    /// Takes over a key that differs from the one before, and that the person has accepted. Nobody waits for it.
    pub fn accept_key(&self, person: &str, key: DerivedKey) {
        let (handle, owner) = (self.ledger.clone(), self.key_owner(person));
        self.worker.detach(async move {
            let ledger = handle.opened().await;
            let taken = spawn_blocking(move || ledger.accept_key(&owner, &key, Timestamp::now())).await;
            if let Ok(Err(error)) = taken {
                tracing::warn!(%error, "a sharing key was not taken down");
            }
        });
    }

    fn key_owner(&self, person: &str) -> KeyOwner {
        KeyOwner { origin: self.account.origin.clone(), person_id: person.to_owned() }
    }

    /// Sends something that makes or ends a token. What is asked for is on the disk before it is sent, and what came of it
    /// before anybody has the answer.
    pub async fn recorded<T>(
        self,
        asked: EventKind,
        entry: LedgerEntry,
        sending: impl Future<Output = Result<T, Error>>,
        answered: impl FnOnce(EventId, &T) -> EventKind,
    ) -> Result<T, Error> {
        let Some(id) = self.write(asked.clone()).await else { return sending.await };
        let _ = entry.set(id);
        let unsent = asked.failed(id, None, AppError::withdrawn().failure.what, false);
        let if_dropped = Some((asked.unanswered(id), unsent));
        let mut awaited = Awaited { ledger: self.clone(), work: WorkWaits::current(), if_dropped };
        let result = sending.await;
        awaited.if_dropped = None;
        let came = match &result {
            Ok(answer) => answered(id, answer),
            Err(error) => {
                asked.failed(id, error.request_id.clone(), error.advice().what, error.may_have_happened())
            }
        };
        self.write(came).await;
        result
    }

    /// Takes down a reading of the list, and reads what is known of the tokens of the past since, in words.
    pub async fn take_down_list(
        self,
        reading: ListReading,
        zone: TimeZone,
    ) -> Result<LedgerReading, AppError> {
        let ledger = self.ledger.opened().await;
        let account = self.account;
        let work = move || {
            let now = Timestamp::now();
            ledger.record_list(&account, &reading, now)?;
            let filter = HistoryFilter { account: Some(account), ..HistoryFilter::default() };
            ledger.history(&filter, now).map(|history| LedgerReading {
                past: history.past(now, &zone),
                replacements: history.replacements(),
                cut_off: history.cut_off(now, &zone),
                lost: history.lost(),
            })
        };
        spawn_blocking(work)
            .await
            .map_err(|_| AppError::broke_off())?
            .map_err(|error| AppError::of_ledger(&error))
    }
}

/// What the ledger tells the panels.
#[derive(Debug, Default)]
pub struct LedgerReading {
    /// The tokens of the past, in words.
    pub past: Past,
    /// The replacements whose new token exists and whose old one is still there.
    pub replacements: Vec<Replacement>,
    /// What was asked about tokens and cut off by the end of the program.
    pub cut_off: Vec<CutOff>,
    /// The tokens whose value nobody has.
    pub lost: Vec<LostToken>,
}
