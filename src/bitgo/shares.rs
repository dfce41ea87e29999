//! Wallet shares: who hands which wallet to whom, and how far that is (spec: GET /api/v2/walletshares; the
//! protocol notes, section 6).

mod accept;
mod action;
mod create;
mod inspect;
mod open;
mod requests;
mod reviewed;
mod secrets;

pub use crate::domain::share::{Permission, Permissions};
pub use accept::{AcceptSecrets, OwnKeyNeed, acceptance_words};
pub use create::{ShareOrder, ShareRequest, ShareRequestError, seal_user_key, try_passphrase};
pub use inspect::{KeyInside, ShareInspection};
pub use open::{MadeShare, OpenedKey, ShareAttempt};
pub use reviewed::ReviewedShare;

use super::fields::Fields;
use super::key_sealing::ShareKeychain;
use super::outcome::Outcome;
use super::unreadable;
use crate::domain::open_enum::words;
use crate::domain::share::{OpenShare, ShareEnd};
use jiff::Timestamp;
use serde_json::{Map, Value};

words! {
    /// How far a share is.
    ShareState {
        /// Waits for another administrator of the wallet.
        PendingApproval = "pendingapproval",
        /// Waits for the recipient.
        Active = "active",
        /// Taken.
        Accepted = "accepted",
        /// Taken back by its sender.
        Canceled = "canceled",
        /// Turned down by its recipient.
        Rejected = "rejected",
    }
}

impl ShareState {
    /// Whether nothing can be done with it any more.
    pub fn is_over(&self) -> bool {
        self.end().is_some()
    }

    /// How it came to its end, where it has.
    pub fn end(&self) -> Option<ShareEnd> {
        match self {
            Self::Accepted => Some(ShareEnd::Accepted),
            Self::Canceled => Some(ShareEnd::Canceled),
            Self::Rejected => Some(ShareEnd::Rejected),
            _ => None,
        }
    }
}

/// A wallet handed to another person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WalletShare {
    /// The platform's ID.
    pub id: String,
    /// The wallet's coin.
    pub coin: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// What the wallet's owners call it.
    pub wallet_label: String,
    /// Who shares, by ID.
    pub from_user: String,
    /// Who receives, by ID.
    pub to_user: String,
    /// What they will be allowed.
    pub permissions: Permissions,
    /// What the sender wrote.
    pub message: String,
    /// How far it is.
    pub state: ShareState,
    /// The wallet's enterprise, by ID.
    pub enterprise: Option<String>,
    /// The approval that it waits for, by ID.
    pub pending_approval: Option<String>,
    /// The wallet's key, sealed for the recipient; only in a share asked for by its ID.
    pub keychain: Option<ShareKeychain>,
    /// When it was made, where the platform reports.
    pub created: Option<Timestamp>,
    /// Whether the recipient has to make a key of their own (multi-user-key wallets).
    pub needs_own_key: bool,
    /// Whether accepting needs a signed key change, which this program does not make.
    pub needs_key_override: bool,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// The person's shares, both ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WalletShares {
    /// Offered to the person.
    pub incoming: Vec<WalletShare>,
    /// Offered by the person.
    pub outgoing: Vec<WalletShare>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// Somebody who asks for spending on a wallet to be shared with them (spec: GET /api/v2/walletsharerequests).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReshareRequest {
    /// The platform's ID.
    pub id: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// What the wallet's owners call it.
    pub wallet_label: String,
    /// The wallet's coin.
    pub coin: String,
    /// Who asks, by ID.
    pub user: String,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they ask for.
    pub permissions: Permissions,
    /// When they asked.
    pub created: Option<Timestamp>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// What became of a share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareUpdate {
    /// Its new state.
    pub state: ShareState,
    /// Whether it was another before.
    pub is_changed: Option<bool>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl WalletShare {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            coin: fields.text("coin").unwrap_or_default(),
            wallet: fields.text("wallet").unwrap_or_default(),
            wallet_label: fields.text("walletLabel").unwrap_or_default(),
            from_user: fields.text("fromUser").unwrap_or_default(),
            to_user: fields.text("toUser").unwrap_or_default(),
            permissions: read_permissions(&mut fields),
            message: fields.text("message").unwrap_or_default(),
            state: fields.word("state", ShareState::from_word),
            enterprise: fields.text("enterprise"),
            pending_approval: fields.text("pendingApprovalId"),
            keychain: fields.object("keychain").and_then(read_keychain),
            created: fields.time("date"),
            needs_own_key: fields.flag("userMultiKeyRotationRequired").unwrap_or_default(),
            needs_key_override: fields.flag("keychainOverrideRequired").unwrap_or_default(),
            extra: fields.rest(),
        }
    }

    /// What the rules of sharing reckon with, while nobody has answered it.
    pub fn open_share(&self) -> Option<OpenShare> {
        (!self.state.is_over()).then(|| OpenShare {
            id: self.id.clone(),
            wallet: self.wallet.clone(),
            to: self.to_user.clone(),
            permissions: self.permissions.clone(),
            awaits_approval: self.state == ShareState::PendingApproval,
        })
    }

    /// A share that waits for an approval is not done.
    pub(super) fn into_outcome(self) -> Outcome<Self> {
        if self.state == ShareState::PendingApproval {
            return Outcome::waits_for(self.pending_approval.clone(), self);
        }
        Outcome::Done(self)
    }
}

/// `permissions` or `permission`, a comma-separated text or a list: the documents disagree.
fn read_permissions(fields: &mut Fields) -> Permissions {
    let words = fields.text_or_texts("permissions").or_else(|| fields.text_or_texts("permission"));
    Permissions::from_list(&words.unwrap_or_default().join(","))
}

/// A keychain without a sealed key is none.
fn read_keychain(mut fields: Fields) -> Option<ShareKeychain> {
    let encrypted_prv = fields.text("encryptedPrv").filter(|it| !it.is_empty())?;
    Some(ShareKeychain {
        public: fields.text("pub").unwrap_or_default(),
        encrypted_prv,
        from_pub_key: fields.text("fromPubKey").unwrap_or_default(),
        to_pub_key: fields.text("toPubKey").unwrap_or_default(),
        path: fields.text("path").unwrap_or_default(),
    })
}

impl WalletShares {
    /// How many of these wait for the person.
    pub fn waiting_for_me(&self) -> usize {
        self.incoming.iter().filter(|share| share.state == ShareState::Active).count()
    }

    /// Those that stand open, both ways.
    pub fn open(&self) -> Vec<OpenShare> {
        self.incoming.iter().chain(&self.outgoing).filter_map(WalletShare::open_share).collect()
    }

    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let mut side = |name: &str| {
            let shares = fields.objects(name);
            shares.map(|it| it.into_iter().map(WalletShare::read).collect::<Vec<_>>())
        };
        let (incoming, outgoing) = (side("incoming"), side("outgoing"));
        if incoming.is_none() && outgoing.is_none() {
            return Err("it holds no list of shares");
        }
        let (incoming, outgoing) = (incoming.unwrap_or_default(), outgoing.unwrap_or_default());
        Ok(Self { incoming, outgoing, extra: fields.rest() })
    }
}

/// What a decision about a share needs of it.
const PARTS: [(&str, &str); 9] = [
    ("walletLabel", "wallet's label"),
    ("wallet", "wallet"),
    ("coin", "coin"),
    ("fromUser", "sender"),
    ("toUser", "recipient"),
    ("permissions", "permissions"),
    ("message", "message"),
    ("state", "state"),
    ("keychain", "key"),
];

impl WalletShare {
    /// That it was read in part only, and of what; none where all of it could be read.
    pub fn unreadable_words(&self) -> Option<String> {
        unreadable::words("this share", &unreadable::among(&self.extra, &PARTS))
    }
}

impl ReshareRequest {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            wallet: fields.text("walletId").unwrap_or_default(),
            wallet_label: fields.text("walletLabel").unwrap_or_default(),
            coin: fields.text("coin").unwrap_or_default(),
            user: fields.text("userId").unwrap_or_default(),
            email: fields.text("userEmail").unwrap_or_default(),
            name: fields.text("userFullName").unwrap_or_default(),
            permissions: read_permissions(&mut fields),
            created: fields.time("created"),
            extra: fields.rest(),
        }
    }
}

impl ShareUpdate {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            state: fields.word("state", ShareState::from_word),
            is_changed: fields.flag("changed"),
            extra: fields.rest(),
        }
    }
}
