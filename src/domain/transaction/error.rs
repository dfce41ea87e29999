//! Why a transaction was not decoded.

use thiserror::Error;

use super::limits::{MOST_BYTES, MOST_OUTPUTS};

/// Why it was not decoded. The sentence follows "Not decoded here: ".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotDecoded {
    /// There is none.
    #[error("The transaction is empty.")]
    Empty,
    /// It has no end.
    #[error("The transaction has more than {MOST_BYTES} bytes.")]
    TooLong,
    /// It pays too many.
    #[error("The transaction makes more than {MOST_OUTPUTS} payments.")]
    TooMany,
    /// Neither hexadecimal nor base64.
    #[error("The transaction is neither hexadecimal nor base64.")]
    Text,
    /// A hash that is to be signed: what it is the hash of cannot be told.
    #[error("This is only the hash of a transaction.")]
    Hash,
    /// Transactions of this network are not known here.
    #[error("Transactions of {network} cannot be decoded here.")]
    Network {
        /// Which network.
        network: String,
    },
    /// It is not built as its chain builds them.
    #[error("The transaction is malformed: {reason}.")]
    Malformed {
        /// What does not fit, as the end of a sentence.
        reason: String,
    },
    /// A PSBT of a version that is not known here.
    #[error("The transaction is a PSBT of a newer version than is decoded here.")]
    PsbtVersion,
    /// A kind of transaction that is not known here.
    #[error("Transactions of type {kind} are not known here.")]
    Type {
        /// Which.
        kind: u8,
    },
    /// It makes a contract.
    #[error("The transaction creates a contract.")]
    Creation,
    /// It calls a contract in a way that is not known here.
    #[error(
        "The transaction calls the contract {contract} with a function that is not known here ({function})."
    )]
    Call {
        /// Which contract.
        contract: String,
        /// The first four bytes of the call in hexadecimal, or all where there are fewer.
        function: String,
    },
    /// Something that is no payment.
    #[error("The transaction contains {what}, which is not decoded here.")]
    Part {
        /// What, with its article.
        what: &'static str,
    },
}

impl NotDecoded {
    /// It is not built as its chain builds them.
    pub(super) fn malformed(reason: &(impl ToString + ?Sized)) -> Self {
        Self::Malformed { reason: reason.to_string() }
    }
}
