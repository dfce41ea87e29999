//! Who holds a wallet's keys.

use std::fmt;

use smol_str::SmolStr;

/// Who holds a wallet's keys and how they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum WalletKind {
    /// Keys held by its users and the platform, signing online.
    #[default]
    Hot,
    /// Keys kept off-line by its users.
    Cold,
    /// Keys held by the platform's trust companies.
    Custodial,
    /// A hot wallet beside a custodial one.
    CustodialPaired,
    /// A trading account without keys of its own.
    Trading,
    /// Of the platform's own making for a custodial one.
    Backing,
    /// Advanced wallets.
    Advanced,
    /// Anything newer.
    Other(SmolStr),
}

impl WalletKind {
    /// By the platform's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "hot" => Self::Hot,
            "cold" => Self::Cold,
            "custodial" => Self::Custodial,
            "custodialPaired" => Self::CustodialPaired,
            "trading" => Self::Trading,
            "backing" => Self::Backing,
            "advanced" => Self::Advanced,
            other => Self::Other(other.into()),
        }
    }

    /// The platform's word.
    pub fn word(&self) -> &str {
        match self {
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::Custodial => "custodial",
            Self::CustodialPaired => "custodialPaired",
            Self::Trading => "trading",
            Self::Backing => "backing",
            Self::Advanced => "advanced",
            Self::Other(word) => word,
        }
    }
}

impl fmt::Display for WalletKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
