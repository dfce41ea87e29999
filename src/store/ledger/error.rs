//! What can be wrong with the ledger, as sentences.

use std::io;
use std::path::PathBuf;

/// Why the ledger could not take or give something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Another copy of the program held the file for too long.
    #[error(
        "The token ledger is held by another program; try again, and close other copies of this program if it stays so."
    )]
    Busy,
    /// The disk is full.
    #[error("The token ledger could not be written, the disk is full; make room and try again.")]
    DiskFull,
    /// The file was found damaged while it was in use.
    #[error(
        "The token ledger is damaged; restart this program, which sets the damaged file aside and begins a new one."
    )]
    Damaged,
    /// Anything else that the database says.
    #[error("The token ledger could not be read or written ({0}).")]
    Database(rusqlite::Error),
    /// An event cannot be put into words of JSON. It cannot happen with events of this program.
    #[error("An event could not be written into the token ledger ({0}).")]
    Event(serde_json::Error),
    /// There is no database at all, not even in memory.
    #[error("There is no token ledger in this run; restart this program.")]
    Closed,
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            Some(DiskFull) => Self::DiskFull,
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged,
            _ => Self::Database(error),
        }
    }
}

/// What the person has to be told when the ledger was opened. In all cases but [`LedgerNotice::SetAside`] the ledger is
/// kept in memory alone.
#[derive(Debug, thiserror::Error)]
pub enum LedgerNotice {
    /// The file was damaged or no ledger; it was kept under another name and a new one was begun.
    #[error("The token ledger could not be read ({why}) and was set aside as {}; a new one was begun.", .kept_as.display())]
    SetAside {
        /// Where the damaged file is now.
        kept_as: PathBuf,
        /// What was wrong with it.
        why: String,
    },
    /// A later version of the program wrote the file. It is left as it is.
    #[error(
        "The token ledger {} was written by a later version of this program, so it is left untouched; this version remembers tokens only until it is closed. Use the later version.",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("The token ledger {} cannot be opened ({why}); tokens are remembered only until this program is closed.", .path.display())]
    NotOpened {
        /// The file.
        path: PathBuf,
        /// What the system or the database said.
        why: String,
    },
    /// The platform names no folder for data.
    #[error("This system names no folder for data; tokens are remembered only until this program is closed.")]
    NoFolder,
}

impl LedgerNotice {
    pub(super) fn io(path: PathBuf, error: &io::Error) -> Self {
        Self::NotOpened { path, why: error.to_string() }
    }
}
