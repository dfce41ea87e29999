//! What can be wrong with the ledger, as sentences.

use std::io;
use std::path::PathBuf;

/// Why the ledger could not take or give something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Another copy of the program held the file for too long.
    #[error(
        "The token history is in use by another program. Try again, and close other copies of this program if \
         that does not help."
    )]
    Busy,
    /// The disk is full.
    #[error("The token history could not be saved: the disk is full. Free up space and try again.")]
    DiskFull,
    /// The file was found damaged while it was in use.
    #[error(
        "The token history file is damaged. Restart this program: it keeps the damaged file under another name \
         and starts a new one."
    )]
    Damaged,
    /// Anything else that the database says.
    #[error("The token history could not be read or saved ({0}).")]
    Database(rusqlite::Error),
    /// An event cannot be put into words of JSON. It cannot happen with events of this program.
    #[error("An event could not be saved to the token history ({0}).")]
    Event(serde_json::Error),
    /// There is no database at all, not even in memory.
    #[error("The token history is not available. Restart this program.")]
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
    #[error("The token history could not be read ({why}). It was kept as {}, and a new one was started.", .kept_as.display())]
    SetAside {
        /// Where the damaged file is now.
        kept_as: PathBuf,
        /// What was wrong with it.
        why: String,
    },
    /// A later version of the program wrote the file. It is left as it is.
    #[error(
        "The token history {} was written by a newer version of this program and is not changed. This version \
         keeps the history only until you close it. Use the newer version.",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("The token history {} cannot be opened ({why}). It is kept only until you close this program.", .path.display())]
    NotOpened {
        /// The file.
        path: PathBuf,
        /// What the system or the database said.
        why: String,
    },
    /// The platform names no folder for data.
    #[error(
        "This system has no folder for app data. The token history is kept only until you close this program."
    )]
    NoFolder,
}

impl LedgerNotice {
    pub(super) fn io(path: PathBuf, error: &io::Error) -> Self {
        Self::NotOpened { path, why: error.to_string() }
    }
}
