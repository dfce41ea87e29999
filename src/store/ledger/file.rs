//! The ledger's file: begun, brought up to date, or set aside when it is damaged. A file of a later version is refused
//! and left untouched.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::error::LedgerNotice;

/// A call waits for another running copy of the program in steps of this length, all equally short: `SQLite`'s own wait
/// grows longer with every step, so that whoever has waited longest would come last.
const BUSY_STEP: Duration = Duration::from_millis(2);
/// After so many steps, 5 s, it gives up.
const BUSY_STEPS: i32 = 2_500;

fn wait_for_others(steps: i32) -> bool {
    std::thread::sleep(BUSY_STEP);
    steps < BUSY_STEPS
}

/// Marks an `SQLite` file as a token ledger (`PRAGMA application_id`): the letters `CsTl`.
const APPLICATION_ID: i32 = 0x4373_546c;

/// One step for each version of the file; the file's `user_version` counts the steps that it has had.
const STEPS: &[&str] = &[
    "
    CREATE TABLE event (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms   INTEGER NOT NULL,
        origin  TEXT NOT NULL,
        user_id TEXT NOT NULL,
        run     TEXT NOT NULL,
        kind    TEXT NOT NULL,
        what    TEXT NOT NULL CHECK (json_valid(what))
    ) STRICT;
    CREATE INDEX event_of_account ON event (origin, user_id, kind, id);
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'the token ledger is only ever added to'); END;
    CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'the token ledger is only ever added to'); END;
    CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
        WHEN NEW.id IS NOT NULL AND EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the token ledger is only ever added to'); END;
",
    "
    CREATE TABLE sharing_key (
        origin      TEXT NOT NULL,
        person_id   TEXT NOT NULL,
        path        TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        seen_ms     INTEGER NOT NULL,
        PRIMARY KEY (origin, person_id, path)
    ) STRICT;
",
    "
    CREATE TABLE encrypted_login (
        id       INTEGER PRIMARY KEY,
        salt     BLOB NOT NULL,
        hash     BLOB NOT NULL,
        first_ms INTEGER NOT NULL
    ) STRICT;
",
    "
    CREATE TABLE kept_token (
        origin      TEXT NOT NULL,
        label       TEXT NOT NULL,
        kind        TEXT NOT NULL,
        url         TEXT NOT NULL,
        server_xpub TEXT,
        user_id     TEXT NOT NULL,
        person      TEXT NOT NULL,
        token_id    TEXT NOT NULL,
        expires_ms  INTEGER,
        used_ms     INTEGER,
        kept_ms     INTEGER NOT NULL,
        salt        BLOB NOT NULL,
        hash        BLOB NOT NULL,
        PRIMARY KEY (origin, label)
    ) STRICT;
",
];

/// Why a file is not used.
enum Refusal {
    /// It is no ledger, or not whole.
    Damaged(String),
    Newer,
    Other(String),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Opens the file, beginning it where there is none. `None` stands for a file that cannot be used now.
pub(super) fn open(path: &Path) -> (Option<Connection>, Option<LedgerNotice>) {
    // One copy of the program after the other, so that none sets aside what another has just begun.
    let turn = match take_turn(path) {
        Ok(turn) => turn,
        Err(error) => return (None, Some(LedgerNotice::io(path.to_owned(), &error))),
    };
    let opened = open_in_turn(path);
    drop(turn);
    opened
}

fn open_in_turn(path: &Path) -> (Option<Connection>, Option<LedgerNotice>) {
    let not_opened = |why| (None, Some(LedgerNotice::NotOpened { path: path.to_owned(), why }));
    match open_whole(path) {
        Ok(connection) => (Some(connection), None),
        Err(Refusal::Newer) => (None, Some(LedgerNotice::Newer { path: path.to_owned() })),
        Err(Refusal::Other(why)) => not_opened(why),
        Err(Refusal::Damaged(why)) => match set_aside(path) {
            Err(error) => not_opened(format!("{why}, and it cannot be set aside: {error}")),
            Ok(kept_as) => {
                let connection = open_whole(path).ok();
                let Some(connection) = connection else { return not_opened(why) };
                (Some(connection), Some(LedgerNotice::SetAside { kept_as, why }))
            }
        },
    }
}

fn open_whole(path: &Path) -> Result<Connection, Refusal> {
    look_at_header(path)?;
    owner_only(path)?;
    let mut connection = Connection::open(path)?;
    connection.busy_handler(Some(wait_for_others))?;
    // What a crash left in the write-ahead log counts too.
    check_identity(&connection)?;
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Refusal::Damaged(verdict));
    }
    connection.pragma_update(None, "journal_mode", "wal")?;
    bring_up_to_date(connection)
}

/// A ledger in memory.
pub(super) fn in_memory() -> Option<Connection> {
    bring_up_to_date(Connection::open_in_memory().ok()?).ok()
}

/// Runs the steps that the file has not had, all or none.
fn bring_up_to_date(mut connection: Connection) -> Result<Connection, Refusal> {
    // A request may go out right after an event is written: the event has to be on the disk by then.
    connection.pragma_update(None, "synchronous", "full")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = check_identity(&transaction)?;
    for step in &STEPS[done..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()?;
    Ok(connection)
}

/// How many steps the file has had, if it is a ledger or empty.
fn check_identity(connection: &Connection) -> Result<usize, Refusal> {
    let version = user_version(connection)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if tables > 0 && (id != APPLICATION_ID || version == 0) {
        return Err(Refusal::Damaged("it is the database of another program".to_owned()));
    }
    check_version(version)?;
    if tables == 0 && version > 0 {
        return Err(Refusal::Damaged("it has no tables".to_owned()));
    }
    Ok(usize::try_from(version).unwrap_or_default())
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

fn check_version(version: i64) -> Result<(), Refusal> {
    match version {
        version if version > newest() => Err(Refusal::Newer),
        ..0 => Err(Refusal::Damaged("its version is below zero".to_owned())),
        _ => Ok(()),
    }
}

/// Reads the version from the file's first hundred bytes, without opening it as a database, which might write to it
/// (`SQLite`'s file format: `user_version` at byte 60, `application_id` at byte 68, both big-endian).
fn look_at_header(path: &Path) -> Result<(), Refusal> {
    let mut header = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut header)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let number = |at: usize| {
        header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, i32::from_be_bytes)
    };
    match header.as_slice() {
        [] => Ok(()),
        header if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") => {
            Err(Refusal::Damaged("it is not a database".to_owned()))
        }
        _ if number(68) == APPLICATION_ID => check_version(i64::from(number(60))),
        _ => Ok(()),
    }
}

/// Makes the folder and, where there is no file, an empty one that its owner alone may read; `SQLite` gives the same
/// rights to the files that it keeps beside it.
fn owner_only(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Waits until no other copy of the program is opening the ledger. A file system without locks is taken as it is.
fn take_turn(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(path.with_extension("opening"))?;
    let _ = file.lock();
    Ok(file)
}

/// Moves the file, and what `SQLite` keeps beside it, to a name that is not taken.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let when = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let kept_as = (0..100)
        .map(|count| match count {
            0 => path.with_extension(format!("damaged-{when}.sqlite3")),
            count => path.with_extension(format!("damaged-{when}-{count}.sqlite3")),
        })
        .find(|name| !name.exists())
        .unwrap_or_else(|| path.with_extension("damaged.sqlite3"));
    for suffix in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&kept_as, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, &kept_as)?;
    Ok(kept_as)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_newest_version_has_every_step() {
        let connection = in_memory().unwrap();
        assert_eq!(user_version(&connection).unwrap(), newest());
        assert!(matches!(check_version(newest() + 1), Err(Refusal::Newer)));
    }

    #[test]
    fn nothing_written_can_be_changed() {
        let connection = in_memory().unwrap();
        let insert = "INSERT INTO event (id, at_ms, origin, user_id, run, kind, what) VALUES (1, 0, '', '', '', '', '{}')";
        connection.execute(insert, []).unwrap();
        for sql in [
            "UPDATE event SET what = '[]'",
            "DELETE FROM event",
            insert,
            &insert.replace("INSERT", "INSERT OR REPLACE"),
        ] {
            let error = connection.execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("only ever added to"), "{sql}: {error}");
        }
        let kept: String = connection.query_row("SELECT what FROM event", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, "{}");
    }
}
