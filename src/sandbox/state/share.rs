//! Wallet shares: invitations to a wallet, and people's requests to be invited again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::wallet::Permissions;
use crate::bitgo::key_sealing::ShareKeychain;

/// Where a share stands (spec: `WalletShareState`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum ShareState {
    PendingApproval,
    Active,
    Accepted,
    Canceled,
    Rejected,
}

impl ShareState {
    pub(crate) const WORDS: [&'static str; 5] =
        ["pendingapproval", "active", "accepted", "canceled", "rejected"];

    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::PendingApproval => "pendingapproval",
            Self::Active => "active",
            Self::Accepted => "accepted",
            Self::Canceled => "canceled",
            Self::Rejected => "rejected",
        }
    }

    /// True while it can still come to something.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::PendingApproval | Self::Active)
    }
}

/// An invitation to a wallet.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WalletShare {
    pub(crate) id: Id,
    pub(crate) wallet: Id,
    pub(crate) from: Id,
    pub(crate) to: Id,
    pub(crate) permissions: Permissions,
    pub(crate) message: String,
    pub(crate) state: ShareState,
    pub(crate) approval: Option<Id>,
    /// The wallet's user key, encrypted to the recipient.
    pub(crate) keychain: Option<ShareKeychain>,
    pub(crate) created: Timestamp,
}

impl WalletShare {
    /// True for its sender and its recipient.
    pub(crate) fn concerns(&self, person: Id) -> bool {
        self.from == person || self.to == person
    }
}

/// A person's request to be sent a wallet's key once more, most often after a change of password.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ReshareRequest {
    pub(crate) id: Id,
    pub(crate) wallet: Id,
    pub(crate) person: Id,
    pub(crate) created: Timestamp,
}
