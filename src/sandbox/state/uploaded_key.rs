//! Keys that people sent for wallets that are still to be made.

use serde::{Deserialize, Serialize};

use super::id::Id;

/// Which of a wallet's keys it is to be (spec: `KeySource`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum KeySource {
    User,
    Backup,
    Cold,
    BitGo,
}

impl KeySource {
    /// The source of that word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::User, Self::Backup, Self::Cold, Self::BitGo].into_iter().find(|it| it.word() == word)
    }

    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Backup => "backup",
            Self::Cold => "cold",
            Self::BitGo => "bitgo",
        }
    }
}

/// The public part of a key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum PublicKey {
    /// Of a key of its own (spec: `independent`).
    Whole(String),
    /// Of a key in parts (spec: `tss`): the common keychain.
    Common(String),
}

/// A key that belongs to no wallet yet.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct UploadedKey {
    pub(crate) id: Id,
    pub(crate) person: Id,
    pub(crate) coin: String,
    pub(crate) source: KeySource,
    pub(crate) public: PublicKey,
    pub(crate) encrypted_prv: Option<String>,
}
