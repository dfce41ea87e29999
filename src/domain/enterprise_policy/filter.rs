//! Which wallets a rule of the Policy Builder is for (spec: `filteringConditions`).

use smol_str::SmolStr;

use super::raw_part::RawPart;
use super::truth::Truth;
use super::wallet_ids::WalletIds;

/// Which wallets a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalletFilter {
    /// `wallet.all`
    AllWallets,
    /// `wallet.type`: wallets of these kinds, by the platform's words (`hot`, `custodial`, `trading`).
    Kinds(Vec<String>),
    /// `wallet.ids`, `wallet.multiple.ids`: these wallets, by ID.
    Wallets {
        /// Which.
        ids: WalletIds,
        /// Whether it came as `wallet.multiple.ids`, whose meaning is the same.
        is_multiple: bool,
    },
    /// `rule.all`: no wallets, but the rules themselves. Its parameters are free; a new version is sent with what the old one
    /// had.
    AllRules {
        /// As JSON, where there are any.
        parameters: Option<String>,
    },
    /// Something that this program does not know, or that could not be read.
    NotUnderstood(RawPart),
}

/// What a filter looks at of a wallet. Made anew for each of many wallets, so its words are those of the wallet itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoveredWallet {
    /// The platform's ID.
    pub id: SmolStr,
    /// What its owners call it; may be empty.
    pub label: SmolStr,
    /// Its own coin, by ticker.
    pub coin: SmolStr,
    /// Its kind by the platform's word (`hot`, `cold`, `custodial`, `trading`, …).
    pub kind: SmolStr,
    /// Its enterprise, by ID, where it is known.
    pub enterprise: Option<SmolStr>,
}

impl WalletFilter {
    /// Whether it takes in this wallet.
    pub(super) fn takes_in(&self, wallet: &CoveredWallet) -> Truth {
        match self {
            Self::AllWallets => Truth::Yes,
            // A wallet whose kind was not told may be of any.
            Self::Kinds(_) if wallet.kind.is_empty() => Truth::Unknown,
            Self::Kinds(kinds) => Truth::of(kinds.iter().any(|kind| wallet.kind == *kind)),
            Self::Wallets { ids, .. } => Truth::of(ids.has(&wallet.id)),
            Self::AllRules { .. } => Truth::No,
            Self::NotUnderstood(_) => Truth::Unknown,
        }
    }
}
