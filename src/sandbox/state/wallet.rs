//! Wallets as the sandbox keeps them, and the book that pages through them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::id::Id;

/// Who holds the keys and how (spec: `WalletTypes`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WalletType {
    Hot,
    Cold,
    Custodial,
    Trading,
}

impl WalletType {
    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::Custodial => "custodial",
            Self::Trading => "trading",
        }
    }

    /// True where the keys are kept off line (spec: `isCold`).
    pub(crate) const fn is_cold(self) -> bool {
        matches!(self, Self::Cold)
    }

    /// How many keys of how many sign. Trading accounts are single-key (spec: `m`, `n`).
    pub(crate) const fn quorum(self) -> (u8, u8) {
        match self {
            Self::Trading => (1, 1),
            Self::Hot | Self::Cold | Self::Custodial => (2, 3),
        }
    }
}

/// What a person may do on a wallet. The permissions do not include each other (protocol notes, section 6).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Permissions(u8);

impl Permissions {
    pub(crate) const VIEW: Self = Self(1);
    pub(crate) const SPEND: Self = Self(2);
    pub(crate) const ADMIN: Self = Self(4);
    pub(crate) const FREEZE: Self = Self(8);
    pub(crate) const TRADE: Self = Self(16);

    const WORDS: [(Self, &'static str); 5] = [
        (Self::ADMIN, "admin"),
        (Self::SPEND, "spend"),
        (Self::VIEW, "view"),
        (Self::FREEZE, "freeze"),
        (Self::TRADE, "trade"),
    ];

    /// Both together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True where every permission of `other` is held.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The words on the wire.
    pub(crate) fn words(self) -> impl Iterator<Item = &'static str> {
        Self::WORDS.into_iter().filter(move |(permission, _)| self.has(*permission)).map(|(_, word)| word)
    }

    /// The permission of that name.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(_, name)| *name == word).map(|(permission, _)| permission)
    }
}

/// A person on a wallet.
#[derive(Clone, Copy)]
pub(crate) struct WalletUser {
    pub(crate) person: Id,
    pub(crate) permissions: Permissions,
}

/// The three balance strings, in base units. Kept as text: the platform has been seen to send a balance
/// that is no integer, and one seed wallet does so too.
#[derive(Clone)]
pub(crate) struct Balances {
    pub(crate) balance: String,
    pub(crate) confirmed: String,
    pub(crate) spendable: String,
}

/// A freeze that cannot be lifted before it expires.
#[derive(Clone, Copy)]
pub(crate) struct Freeze {
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) by: Id,
}

/// What a policy rule watches (the protocol notes, section 9).
#[derive(Clone)]
pub(crate) enum Condition {
    /// `velocityLimit`: base units in a window of seconds.
    Velocity { amount: String, window_secs: u32 },
    /// `advancedWhitelist`: addresses with their labels.
    Whitelist { entries: Vec<(String, &'static str)> },
    /// `allTx`: every transaction.
    EveryTransaction,
}

/// A policy rule. Locks 48 hours after it was last touched.
#[derive(Clone)]
pub(crate) struct PolicyRule {
    pub(crate) id: &'static str,
    pub(crate) condition: Condition,
    /// `deny`, `getApproval`, …
    pub(crate) action: &'static str,
    pub(crate) lock_date: Timestamp,
}

/// A wallet.
pub(crate) struct Wallet {
    pub(crate) id: Id,
    pub(crate) coin: &'static str,
    pub(crate) family: &'static str,
    pub(crate) label: String,
    pub(crate) kind: WalletType,
    /// Multi-party computation (`tss`) instead of on-chain multi-signature.
    pub(crate) is_mpc: bool,
    pub(crate) enterprise: Id,
    pub(crate) started: Timestamp,
    pub(crate) balances: Balances,
    pub(crate) users: Vec<WalletUser>,
    pub(crate) keys: Vec<Id>,
    pub(crate) freeze: Option<Freeze>,
    pub(crate) approvals_required: u32,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) rules: Vec<PolicyRule>,
    pub(crate) policy: Id,
    pub(crate) address: Arc<str>,
    pub(crate) address_id: Id,
    pub(crate) is_deleted: bool,
}

impl Wallet {
    /// What that person may do here; none where they have no role.
    pub(crate) fn permissions_of(&self, person: Id) -> Option<Permissions> {
        self.users.iter().find(|user| user.person == person).map(|user| user.permissions)
    }
}

/// All wallets, in the order they are listed in: newest first. Finding a page costs a look-up and a walk from
/// there, so reading all pages is linear in the number of wallets.
#[derive(Default)]
pub(crate) struct WalletBook {
    /// Oldest first, so that a new wallet is a push.
    oldest_first: Vec<Wallet>,
    place: HashMap<Id, usize>,
}

impl WalletBook {
    /// Adds a wallet; it becomes the first of the list.
    pub(crate) fn add(&mut self, wallet: Wallet) {
        self.place.insert(wallet.id, self.oldest_first.len());
        self.oldest_first.push(wallet);
    }

    /// The wallet with that identifier.
    pub(crate) fn get(&self, id: Id) -> Option<&Wallet> {
        self.place.get(&id).and_then(|place| self.oldest_first.get(*place))
    }

    /// Every wallet, newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Wallet> {
        self.oldest_first.iter().rev()
    }

    /// The wallets that follow `id` in the list; none where no wallet has that identifier.
    pub(crate) fn after(&self, id: Id) -> Option<impl Iterator<Item = &Wallet>> {
        let place = *self.place.get(&id)?;
        Some(self.oldest_first.get(..place)?.iter().rev())
    }
}
