//! Wallets as the sandbox keeps them, and the book that pages through them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::id::Id;
use crate::domain::amount::BaseUnits;

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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
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

    /// Reads `view,spend`; none where a word is not a permission or comes twice.
    pub(crate) fn read(text: &str) -> Option<Self> {
        text.split(',').try_fold(Self::default(), |all, word| {
            let one = Self::named(word.trim())?;
            (!all.has(one)).then(|| all.and(one))
        })
    }

    /// `admin,spend,view`: the words, joined.
    pub(crate) fn joined(self) -> String {
        self.words().collect::<Vec<_>>().join(",")
    }

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

/// The wallet's user key as one person holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum HeldKey {
    /// The person cannot sign here, or the wallet's user key is not kept on line.
    None,
    /// From the seed: encrypted with the demo passphrase when it is first asked for.
    Seeded,
    /// As the person encrypted it.
    Own(String),
}

/// A person on a wallet.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WalletUser {
    pub(crate) person: Id,
    pub(crate) permissions: Permissions,
    pub(crate) key: HeldKey,
}

/// The three balance strings, in base units. Kept as text: the platform has been seen to send a balance
/// that is no integer, and one seed wallet does so too.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Balances {
    pub(crate) balance: String,
    pub(crate) confirmed: String,
    pub(crate) spendable: String,
}

/// A freeze that cannot be lifted before it expires.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Freeze {
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) by: Id,
}

/// How long a rule may be changed after it was last touched (the protocol notes, section 9).
pub(crate) const RULE_LOCKS_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// A policy rule. Type, condition and action are the platform's own words (spec: `PolicyRule`).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyRule {
    pub(crate) id: String,
    /// The token that it is about; none for the wallet's own coin.
    pub(crate) coin: Option<String>,
    /// `velocityLimit`, `advancedWhitelist`, `allTx`, …
    pub(crate) kind: String,
    pub(crate) condition: Value,
    /// `deny`, `getApproval`, …
    pub(crate) action: String,
    /// Whom the action asks.
    pub(crate) action_users: Vec<Id>,
    pub(crate) lock_date: Timestamp,
}

impl PolicyRule {
    /// True where it goes by the same name for the same coin: two rules may share the name alone (spec:
    /// `UpdateRemoveWalletPolicyRuleBody`).
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.coin == other.coin
    }

    /// True where it can be changed only with the platform's help.
    pub(crate) fn is_locked(&self, now: Timestamp) -> bool {
        now >= self.lock_date
    }
}

/// What its admins set (spec: `UpdateWallet`).
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct WalletSettings {
    /// Nobody is told of its transactions.
    pub(crate) is_silent: bool,
    /// How transactions are built unless a request says otherwise.
    pub(crate) build_defaults: Map<String, Value>,
    pub(crate) change_signatures: Map<String, Value>,
    /// Switches of its coin.
    pub(crate) coin_specific: Map<String, Value>,
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
    pub(crate) tags: Vec<String>,
    pub(crate) rules: Vec<PolicyRule>,
    pub(crate) policy: Id,
    /// Counts every change of the rules.
    pub(crate) policy_version: u32,
    pub(crate) address: Arc<str>,
    pub(crate) address_id: Id,
    pub(crate) is_deleted: bool,
    /// Whether a trading account needs its person's own signature (spec: `userKeySigningRequired`, which is so unless set).
    pub(crate) user_key_signing: bool,
    pub(crate) settings: WalletSettings,
}

impl Wallet {
    /// What that person may do here; none where they have no role.
    pub(crate) fn permissions_of(&self, person: Id) -> Option<Permissions> {
        self.user(person).map(|user| user.permissions)
    }

    /// That person on this wallet.
    pub(crate) fn user(&self, person: Id) -> Option<&WalletUser> {
        self.users.iter().find(|user| user.person == person)
    }

    /// Everyone who administers it.
    pub(crate) fn admins(&self) -> impl Iterator<Item = Id> {
        self.users.iter().filter(|user| user.permissions.has(Permissions::ADMIN)).map(|user| user.person)
    }

    /// True where somebody else administers it too: what `person` changes then waits for one of them.
    pub(crate) fn has_other_admin(&self, person: Id) -> bool {
        self.admins().any(|admin| admin != person)
    }

    /// True where its user key is kept on line, encrypted: only then a share can carry it.
    pub(crate) fn keeps_user_key(&self) -> bool {
        matches!(self.kind, WalletType::Hot | WalletType::Trading)
    }

    /// True where something is in it. A balance that is no integer counts as something.
    pub(crate) fn has_balance(&self) -> bool {
        self.balances.balance.parse::<BaseUnits>().map_or(true, |amount| !amount.is_zero())
    }

    /// True while it is frozen.
    pub(crate) fn is_frozen(&self, now: Timestamp) -> bool {
        self.freeze.is_some_and(|freeze| now < freeze.until)
    }
}

/// All wallets, in the order they are listed in: newest first. Finding a page costs a look-up and a walk from
/// there, so reading all pages is linear in the number of wallets.
#[derive(Default)]
pub(crate) struct WalletBook {
    /// Oldest first, so that a new wallet is a push.
    oldest_first: Vec<Wallet>,
    place: HashMap<Id, usize>,
    by_key: HashMap<Id, (Id, usize)>,
    /// Those that are no longer as the seed made them.
    changed: BTreeSet<Id>,
}

impl WalletBook {
    /// Adds a wallet; it becomes the first of the list.
    pub(crate) fn add(&mut self, wallet: Wallet) {
        self.place.insert(wallet.id, self.oldest_first.len());
        self.by_key.extend(wallet.keys.iter().enumerate().map(|(place, key)| (*key, (wallet.id, place))));
        self.oldest_first.push(wallet);
    }

    /// The wallet with that identifier.
    pub(crate) fn get(&self, id: Id) -> Option<&Wallet> {
        self.place.get(&id).and_then(|place| self.oldest_first.get(*place))
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, id: Id) -> Option<&mut Wallet> {
        self.changed.insert(id);
        self.place.get(&id).and_then(|place| self.oldest_first.get_mut(*place))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.oldest_first.len()
    }

    /// Those that were changed since the seed.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Wallet> {
        self.changed.iter().filter_map(|id| self.get(*id))
    }

    /// The wallet that a key belongs to and the key's place in it.
    pub(crate) fn by_key(&self, key: Id) -> Option<(&Wallet, usize)> {
        let (wallet, place) = self.by_key.get(&key)?;
        Some((self.get(*wallet)?, *place))
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
