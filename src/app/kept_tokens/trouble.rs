//! Why a token is not kept, or a kept one not used. None of these carries a secret.

use crate::app::error::AppError;
use crate::domain::foreign_text::visible;
use crate::store::keychain::KeychainError;
use crate::store::ledger::LedgerError;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum KeptTrouble {
    /// The keychain does not do it.
    #[error("{0}")]
    Keychain(#[from] KeychainError),
    /// The list does not do it.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// There is no list that outlives the program.
    #[error("Countersign could not list it for the next login. {0}")]
    NoList(String),
    /// Its entry was deleted.
    #[error("The entry “{}” is gone from the keychain.", visible(.label))]
    Gone {
        /// Its name.
        label: String,
    },
    /// Its entry holds another value.
    #[error(
        "The entry “{}” holds another token than was kept: another program changed it, so it was not used.",
        visible(.label)
    )]
    Changed {
        /// Its name.
        label: String,
    },
    /// The platform refuses it.
    #[error(
        "BitGo no longer takes “{}”: it was revoked, or a lifetime limit is used up.",
        visible(.label)
    )]
    Refused {
        /// Its name.
        label: String,
    },
    /// The platform says that it is somebody else's.
    #[error(
        "“{}” belongs to {}, not to {}, so it was not used.",
        visible(.label), visible(.to), visible(.not_to)
    )]
    OtherPerson {
        /// Its name.
        label: String,
        /// Whose it is.
        to: String,
        /// Whose it was when it was kept.
        not_to: String,
    },
    /// The platform says that it is another token.
    #[error("BitGo answers for another token than “{}”, so it was not used.", visible(.label))]
    OtherToken {
        /// Its name.
        label: String,
    },
    /// It is of a sandbox that is gone.
    #[error("“{}” belongs to a sandbox that has ended, and ended with it.", visible(.label))]
    SandboxEnded {
        /// Its name.
        label: String,
    },
    /// The work in the background ended without a word.
    #[error("The work broke off inside this program. Try again.")]
    BrokeOff,
}

impl From<KeptTrouble> for AppError {
    fn from(trouble: KeptTrouble) -> Self {
        match trouble {
            KeptTrouble::BrokeOff => Self::broke_off(),
            trouble => Self::of_file(&trouble),
        }
    }
}
