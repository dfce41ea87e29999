//! The ledger itself: opening it, adding to it, and reading what it tells.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use secrecy::SecretString;

use super::changes::{self, OpenChange};
use super::encrypted_login::{self, LoginName};
use super::error::{LedgerError, LedgerNotice};
use super::event::{Account, Event, EventId, EventKind};
use super::file;
use super::history::History;
use super::kept_token::{self, KeptName, KeptToken};
use super::list::{self, ListReading};
use super::process_lock::ProcessLock;
use super::replay::{self, Record};
use super::sharing_key::{self, DerivedKey, KeyComparison, KeyOwner};

/// Where the ledger is kept.
#[derive(Clone, Debug)]
pub struct LedgerPlace {
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    NoFolder,
    Memory,
}

impl LedgerPlace {
    /// The file in the platform's data folder.
    pub fn of_this_person() -> Self {
        let place = directories::ProjectDirs::from("", "", "countersign")
            .map_or(Place::NoFolder, |folders| Place::File(folders.data_local_dir().join("tokens.sqlite3")));
        Self { place }
    }

    /// A file of one's own choice.
    pub fn at(path: PathBuf) -> Self {
        Self { place: Place::File(path) }
    }

    /// Nowhere: what is remembered is gone with the program. For the tour and for tests.
    pub fn in_memory() -> Self {
        Self { place: Place::Memory }
    }

    /// The file's path, if it is to be kept in one.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::NoFolder | Place::Memory => None,
        }
    }
}

/// Which tokens are asked about.
#[derive(Clone, Debug, Default)]
pub struct HistoryFilter {
    /// Only those of this account.
    pub account: Option<Account>,
    /// Only this token, by ID.
    pub token_id: Option<String>,
}

/// The token ledger. Cloning it gives another handle on the same one.
///
/// Every call may wait for the disk or for another running copy of the program, for up to 5 s: call it off the screen's
/// thread.
#[derive(Clone, Debug)]
pub struct Ledger {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    connection: Mutex<Option<Connection>>,
    run: ProcessLock,
}

impl Ledger {
    /// Opens the ledger, and says so when it is not the one that was there before: a damaged file is set aside and a
    /// new one begun; a file of a later version and one that cannot be opened stay untouched, and the ledger is kept
    /// in memory.
    pub fn open(place: &LedgerPlace) -> (Self, Option<LedgerNotice>) {
        let (connection, notice) = match &place.place {
            Place::Memory => (None, None),
            Place::NoFolder => (None, Some(LedgerNotice::NoFolder)),
            Place::File(path) => file::open(path),
        };
        let is_kept = connection.is_some();
        let connection = connection.or_else(file::in_memory);
        let run = ProcessLock::begin(place.path().filter(|_| is_kept));
        let shared = Shared { connection: Mutex::new(connection), run };
        (Self { shared: Arc::new(shared) }, notice)
    }

    /// Adds an event. When this returns, the event is on the disk: send the request only then.
    pub fn append(&self, event: &Event) -> Result<EventId, LedgerError> {
        self.in_transaction(|transaction, run| insert(transaction, run, event))
    }

    /// Takes down a reading of the list of access tokens: what is new in it, what is changed, and, where the whole
    /// list was read, which tokens are gone from it. `at` is the present.
    pub fn record_list(
        &self,
        account: &Account,
        reading: &ListReading,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, run| {
            let history = self.replay(transaction, &HistoryFilter::of(account), at)?;
            for what in list::findings(&history.tokens, reading, at) {
                insert(transaction, run, &Event { at, account: account.clone(), what })?;
            }
            Ok(())
        })
    }

    /// How a person's sharing key compares with what was seen of it before. A key that differs is not taken over.
    pub fn compare_key(
        &self,
        owner: &KeyOwner,
        key: &DerivedKey,
        now: Timestamp,
    ) -> Result<KeyComparison, LedgerError> {
        self.in_transaction(|transaction, _| sharing_key::compare(transaction, owner, key, now))
    }

    /// Takes a person's sharing key over, whatever it was before.
    pub fn accept_key(&self, owner: &KeyOwner, key: &DerivedKey, now: Timestamp) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| sharing_key::accept(transaction, owner, key, now))
    }

    /// Whether this account has been given an encrypted token at a login.
    pub fn knows_encrypted_login(&self, name: &LoginName) -> Result<bool, LedgerError> {
        self.in_transaction(|transaction, _| encrypted_login::is_known(transaction, name))
    }

    /// It has been given one.
    pub fn note_encrypted_login(&self, name: &LoginName, now: Timestamp) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| encrypted_login::note(transaction, name, now))
    }

    /// It may be given plain ones.
    pub fn forget_encrypted_login(&self, name: &LoginName) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| encrypted_login::forget(transaction, name))
    }

    /// The tokens that the person keeps in the keychain, those used last first.
    pub fn kept_tokens(&self) -> Result<Vec<KeptToken>, LedgerError> {
        self.in_transaction(|transaction, _| kept_token::all(transaction))
    }

    /// This token is kept in the keychain from now on. Its value is not written down.
    pub fn note_kept(
        &self,
        token: &KeptToken,
        value: &SecretString,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| kept_token::note(transaction, token, value, now))
    }

    /// Whether this is the value that was kept under this name.
    pub fn is_kept_value(&self, name: &KeptName, value: &SecretString) -> Result<bool, LedgerError> {
        self.in_transaction(|transaction, _| kept_token::is_value(transaction, name, value))
    }

    /// The kept token of this name has begun a session.
    pub fn note_kept_use(&self, name: &KeptName, now: Timestamp) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| kept_token::note_used(transaction, name, now))
    }

    /// The token of this name is kept no longer.
    pub fn forget_kept(&self, name: &KeptName) -> Result<(), LedgerError> {
        self.in_transaction(|transaction, _| kept_token::forget(transaction, name))
    }

    /// What became of each token, the newest first, as of `now`.
    pub fn history(&self, filter: &HistoryFilter, now: Timestamp) -> Result<History, LedgerError> {
        let guard = self.connection();
        let connection = guard.as_ref().ok_or(LedgerError::Closed)?;
        let transaction = connection.unchecked_transaction()?;
        self.replay(&transaction, filter, now)
    }

    /// The changes that were sent and of which nobody has read what became of them, the oldest first. Those of a copy of the
    /// program that still runs are its own.
    pub fn open_changes(&self, account: &Account) -> Result<Vec<OpenChange>, LedgerError> {
        let guard = self.connection();
        let connection = guard.as_ref().ok_or(LedgerError::Closed)?;
        let transaction = connection.unchecked_transaction()?;
        changes::open(&transaction, account, |run| self.shared.run.is_alive(run))
    }

    fn replay(
        &self,
        transaction: &Transaction<'_>,
        filter: &HistoryFilter,
        now: Timestamp,
    ) -> Result<History, LedgerError> {
        let (records, unreadable) = read(transaction, filter.account.as_ref())?;
        let mut history = replay::replay(records, now, |run| self.shared.run.is_alive(run));
        history.unreadable = unreadable;
        if let Some(id) = &filter.token_id {
            history.tokens.retain(|token| token.id.as_ref() == Some(id));
        }
        Ok(history)
    }

    fn in_transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &str) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut guard = self.connection();
        let connection = guard.as_mut().ok_or(LedgerError::Closed)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, self.shared.run.name())?;
        transaction.commit()?;
        Ok(done)
    }

    /// A transaction that a panic broke off is rolled back when it is dropped, so the connection stays good.
    fn connection(&self) -> MutexGuard<'_, Option<Connection>> {
        self.shared.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HistoryFilter {
    /// All tokens of one account.
    pub fn of(account: &Account) -> Self {
        Self { account: Some(account.clone()), token_id: None }
    }
}

fn insert(transaction: &Transaction<'_>, run: &str, event: &Event) -> Result<EventId, LedgerError> {
    let what = serde_json::to_string(&event.what).map_err(LedgerError::Event)?;
    transaction.execute(
        "INSERT INTO event (at_ms, origin, user_id, run, kind, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            event.at.as_millisecond(),
            event.account.origin,
            event.account.user_id,
            run,
            event.what.kind(),
            without_values(&what),
        ],
    )?;
    Ok(EventId(transaction.last_insert_rowid()))
}

/// The events in their order, and how many cannot be read. Of the readings of a list only the last one tells anything.
fn read(transaction: &Transaction<'_>, account: Option<&Account>) -> Result<(Vec<Record>, u64), LedgerError> {
    let mut statement = transaction.prepare(
        "SELECT id, at_ms, origin, user_id, run, what FROM event AS this
         WHERE (?1 IS NULL OR (origin = ?1 AND user_id = ?2))
           AND kind NOT IN ('changeAsked', 'changeAnswered', 'changeFailed')
           AND (kind <> 'listRead' OR id = (SELECT max(id) FROM event
                WHERE origin = this.origin AND user_id = this.user_id AND kind = 'listRead'))
         ORDER BY id",
    )?;
    let account = account.map(|account| (account.origin.as_str(), account.user_id.as_str()));
    let mut rows = statement.query(params![account.map(|it| it.0), account.map(|it| it.1)])?;
    let (mut records, mut unreadable) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let at = Timestamp::from_millisecond(row.get(1)?);
        let what = serde_json::from_str::<EventKind>(row.get_ref(5)?.as_str().unwrap_or_default());
        let (Ok(at), Ok(what)) = (at, what) else {
            unreadable += 1;
            continue;
        };
        let account = Account { origin: row.get(2)?, user_id: row.get(3)? };
        records.push(Record {
            id: EventId(row.get(0)?),
            run: row.get(4)?,
            event: Event { at, account, what },
        });
    }
    Ok((records, unreadable))
}

/// The text without anything that has the shape of a token's value (`v2x` and 64 hex digits), wherever a person or an
/// error message may have put one.
fn without_values(text: &str) -> String {
    const PREFIX: &str = "v2x";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(PREFIX) {
        let (before, from) = rest.split_at(at);
        let digits = from[PREFIX.len()..].bytes().take_while(u8::is_ascii_hexdigit).count();
        out.push_str(before);
        out.push_str(PREFIX);
        if digits >= 32 {
            out.push('…');
            rest = &from[PREFIX.len() + digits..];
        } else {
            rest = &from[PREFIX.len()..];
        }
    }
    out.push_str(rest);
    out
}
