//! Wallets as the platform lists them (spec: GET /api/v2/wallets), their balances and how to ask for them.

mod change;
mod kind;
mod lookup;
mod marks;
#[cfg(test)]
mod odd_wallets;
mod parts;
mod posture;
mod query;
mod requests;
mod shared_words;
mod tokens;
mod totals;
mod usual_page;

pub use change::{BeforeFreeze, FreezeFor, FreezeFound};
pub use kind::WalletKind;
pub use lookup::{WalletIndex, WalletRows};
pub use marks::{Mark, MarkFacts};
pub use posture::SharedPeople;
pub use query::{MAX_PAGE_SIZE, WalletQuery};
pub(super) use requests::read_wallet;
#[cfg(test)]
pub(super) use requests::read_wallets;
pub(super) use shared_words::SharedWords;
pub use tokens::HeldToken;
pub use totals::CoinTotal;

use std::sync::Arc;

use super::fields::Fields;
use super::raw_object::RawObject;
use super::raw_text::RawText;
use crate::domain::amount::Balance;
use crate::domain::count::Count;
use jiff::Timestamp;
use serde_json::{Map, Value};
use smol_str::SmolStr;

/// A wallet. Amounts are in base units; what is no whole number is kept as it came.
///
/// There may be a hundred thousand, so a wallet holds what lists show and reckon with; the rest of what the platform sent
/// stays text until somebody looks at it. Words that many wallets share are held once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wallet {
    /// The platform's ID.
    pub id: SmolStr,
    /// The coin's ticker.
    pub coin: SmolStr,
    /// What its owners call it.
    pub label: SmolStr,
    /// Who holds its keys. A wallet without `type` counts as hot, as the platform does.
    pub kind: WalletKind,
    /// `onchain`, `tss` (MPC) or another.
    pub multisig_type: Option<SmolStr>,
    /// The enterprise it belongs to, by ID.
    pub enterprise: Option<SmolStr>,
    /// Everything in it, what is not confirmed included.
    pub balance: Option<Balance>,
    /// What is confirmed.
    pub confirmed: Option<Balance>,
    /// What can be spent now.
    pub spendable: Option<Balance>,
    /// What is staked.
    pub staked: Option<Balance>,
    /// Its people.
    pub users: Arc<[WalletUser]>,
    /// Its freeze, past ones included.
    pub freeze: Option<Arc<Freeze>>,
    /// How many approvals a pending approval needs.
    pub approvals_required: Option<u64>,
    /// Whether a rule bounds how much of its coin may leave it; none where the answer did not tell the rules.
    pub limit_rule: Option<bool>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Something of it was sent and cannot be read.
    pub is_read_in_part: bool,
    /// All that the platform sent of it.
    pub raw: RawText,
}

/// A person of a wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct WalletUser {
    /// The person, by ID.
    pub user: SmolStr,
    /// `view`, `spend`, `admin`, `freeze`, `trade` and newer ones.
    pub permissions: Arc<[SmolStr]>,
}

/// A freeze of a wallet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Freeze {
    /// Since when.
    pub since: Option<Timestamp>,
    /// Until when; open-ended without.
    pub expires: Option<Timestamp>,
    /// Why, by the platform's word.
    pub reason: Option<String>,
    /// Who froze it, by ID.
    pub by: Option<String>,
}

impl Wallet {
    /// Whether it is frozen at `now`.
    pub fn is_frozen(&self, now: Timestamp) -> bool {
        self.freeze.as_ref().is_some_and(|freeze| match (freeze.since, freeze.expires) {
            (None, None) => false,
            (Some(since), None) => since <= now,
            // Clocks differ by a second: one that has not ended has begun.
            (_, Some(expires)) => expires > now,
        })
    }

    /// The newest address at which it receives.
    pub fn receive_address(&self) -> Option<String> {
        Some(self.raw.object()?.object("receiveAddress")?.text("address")?.into_owned())
    }

    /// Its key IDs: user, backup, platform.
    pub fn keys(&self) -> Vec<String> {
        self.raw.object().and_then(|it| it.texts("keys")).unwrap_or_default()
    }

    /// The tags that its people gave it.
    pub fn custom_tags(&self) -> Vec<String> {
        self.raw.object().and_then(|it| it.texts("customTags")).unwrap_or_default()
    }

    /// The addresses that the platform reports as its own: the newest one, and the one of which it is made on chains of
    /// accounts and contracts (spec: `coinSpecific`).
    pub fn own_addresses(&self) -> Vec<String> {
        let specific = self.raw.object().and_then(|it| it.object("coinSpecific"));
        let base = |name| Some(specific.as_ref()?.text(name)?.into_owned());
        [self.receive_address(), base("baseAddress"), base("rootAddress")].into_iter().flatten().collect()
    }

    /// Whether its key is in shares that no one holds whole (MPC).
    pub fn is_mpc(&self) -> bool {
        self.multisig_type.as_deref() == Some("tss")
    }

    /// When its freeze ends, past ones included.
    pub fn freeze_end(&self) -> Option<Timestamp> {
        self.freeze.as_ref()?.expires
    }

    /// How many people are on it; whoever sees a wallet is on it or above it, so none that are told are none that are known.
    pub fn people_count(&self) -> Count {
        Count::of(self.users.len(), !self.users.is_empty())
    }

    /// How many people have this permission.
    pub fn people_with(&self, permission: &str) -> usize {
        self.users.iter().filter(|user| user.permissions.iter().any(|it| it == permission)).count()
    }

    /// Reads a wallet; `list_coin` is the coin of the whole list, where it has one.
    pub(super) fn read(fields: Fields, list_coin: Option<&str>) -> Self {
        Self::of_raw(RawText::of(&fields.rest().into()), &mut SharedWords::default(), list_coin)
    }

    /// The wallet that an answer with this content is about.
    pub fn of_json(content: &Value) -> Self {
        Self::of_raw(RawText::of(content), &mut SharedWords::default(), None)
    }

    /// Reads a wallet from its text; what is shared with others is taken from `words`.
    pub(super) fn of_raw(raw: RawText, words: &mut SharedWords, list_coin: Option<&str>) -> Self {
        let read = raw.object().map(|object| Self::of_object(&object, words, list_coin));
        Self { raw, ..read.unwrap_or_default() }
    }

    fn of_object(object: &RawObject<'_>, words: &mut SharedWords, list_coin: Option<&str>) -> Self {
        let mut word = |name| object.text(name).map(|text| words.word(&text));
        let (coin, enterprise) = (word("coin"), word("enterprise"));
        let multisig_type = word("multisigType");
        let coin = coin.or_else(|| list_coin.map(SmolStr::new)).unwrap_or_default();
        Self {
            id: object.text("id").map(SmolStr::new).unwrap_or_default(),
            limit_rule: Self::limit_rule_in(object, &coin),
            coin,
            label: object.text("label").map(SmolStr::new).unwrap_or_default(),
            kind: object.text("type").map_or_else(WalletKind::default, |word| WalletKind::from_word(&word)),
            multisig_type,
            enterprise,
            balance: object.amount("balanceString"),
            confirmed: object.amount("confirmedBalanceString"),
            spendable: object.amount("spendableBalanceString"),
            staked: object.amount("stakingBalanceString"),
            users: object.raw("users").map(|text| words.people(text).users).unwrap_or_default(),
            freeze: object.object("freeze").map(|it| Arc::new(Freeze::of_object(&it))),
            approvals_required: object.whole("approvalsRequired"),
            created: object.time("startDate"),
            is_deleted: object.flag("deleted").unwrap_or_default(),
            is_read_in_part: parts::unreadable_in(object).next().is_some(),
            raw: RawText::default(),
        }
    }
}

impl Freeze {
    fn read(fields: Fields) -> Self {
        RawText::of(&fields.rest().into()).object().map(|it| Self::of_object(&it)).unwrap_or_default()
    }

    fn of_object(object: &RawObject<'_>) -> Self {
        Self {
            since: object.time("time"),
            expires: object.time("expires"),
            reason: object.text("reason").map(Into::into),
            by: object.text("adminOrUserId").map(Into::into),
        }
    }
}

/// The total of one coin over all wallets (spec: GET /api/v2/wallet/balances), in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoinBalance {
    /// The coin's ticker.
    pub coin: String,
    /// Everything.
    pub balance: Option<Balance>,
    /// What is confirmed.
    pub confirmed: Option<Balance>,
    /// What can be spent now.
    pub spendable: Option<Balance>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl CoinBalance {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            coin: fields.text("coin").unwrap_or_default(),
            balance: fields.amount("balanceString"),
            confirmed: fields.amount("confirmedBalanceString"),
            spendable: fields.amount("spendableBalanceString"),
            extra: fields.rest(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn wallet(text: &str) -> Wallet {
        Wallet::read(Fields::of(serde_json::from_str(text).unwrap()).unwrap(), Some("tbtc"))
    }

    #[test]
    fn balances_are_exact_or_shown_as_they_came() {
        let it = wallet(
            r#"{"id":"w1","coin":"hteth","balanceString":"123456789012345678901234567890","balance":1.2345678901234568e29,
            "confirmedBalanceString":"-5","spendableBalanceString":"12.5","type":"hologram","users":[{"user":"u","permissions":["admin","levitate"]}],
            "freeze":{"time":"2026-01-01T00:00:00Z","expires":"2026-12-01T00:00:00Z","reason":"audit"},
            "admin":{"policy":{"rules":[{"id":"r"}]}},"approvalsRequired":2,"brandNew":{"n":1e400}}"#,
        );
        assert_eq!(
            it.balance.as_ref().unwrap().exact().unwrap().to_string(),
            "123456789012345678901234567890"
        );
        assert_eq!(it.confirmed.as_ref().unwrap().exact().unwrap().to_string(), "-5");
        assert_eq!(it.spendable, Some(Balance::Unreadable("12.5".into())));
        assert_eq!(it.kind, WalletKind::Other("hologram".into()));
        assert_eq!(
            (it.people_with("admin"), it.people_with("spend"), it.rules().map(|it| it.len())),
            (1, 0, Some(1))
        );
        assert!(it.is_frozen("2026-06-01T00:00:00Z".parse().unwrap()));
        assert!(!it.is_frozen("2026-12-01T00:00:00Z".parse().unwrap()));
        assert_eq!(it.raw.field("brandNew").unwrap()["n"].to_string(), "1e+400");
    }

    #[test]
    fn a_number_alone_is_not_believed() {
        let it = wallet(r#"{"id":"w1","balance":1e29,"freeze":{}}"#);
        assert_eq!(it.balance, None);
        assert_eq!(it.raw.field("balance").unwrap().to_string(), "1e+29");
        assert_eq!(it.coin, "tbtc");
        assert!(!it.is_frozen(Timestamp::UNIX_EPOCH));
    }
}
