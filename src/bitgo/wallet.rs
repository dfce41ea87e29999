//! Wallets as the platform lists them (spec: GET /api/v2/wallets), their balances and how to ask for them.

mod change;
mod kind;
mod marks;
mod posture;
mod query;
mod requests;
mod totals;

pub use change::{BeforeFreeze, FreezeFor, FreezeFound};
pub use kind::WalletKind;
pub use marks::{Mark, MarkFacts};
pub use query::{MAX_PAGE_SIZE, WalletQuery};
pub(super) use requests::read_wallet;
pub use totals::CoinTotal;

use super::fields::Fields;
use crate::domain::amount::Balance;
use crate::domain::count::Count;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// A wallet. Amounts are in base units; what is no whole number is kept as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wallet {
    /// The platform's ID.
    pub id: String,
    /// The coin's ticker.
    pub coin: String,
    /// What its owners call it.
    pub label: String,
    /// Who holds its keys. A wallet without `type` counts as hot, as the platform does.
    pub kind: WalletKind,
    /// A finer kind, such as `distributedCustody`.
    pub sub_type: Option<String>,
    /// `onchain`, `tss` (MPC) or another.
    pub multisig_type: Option<String>,
    /// The enterprise it belongs to, by ID.
    pub enterprise: Option<String>,
    /// Everything in it, what is not confirmed included.
    pub balance: Option<Balance>,
    /// What is confirmed.
    pub confirmed: Option<Balance>,
    /// What can be spent now.
    pub spendable: Option<Balance>,
    /// What is staked.
    pub staked: Option<Balance>,
    /// Its people.
    pub users: Vec<WalletUser>,
    /// Its key IDs: user, backup, platform.
    pub keys: Vec<String>,
    /// Its freeze, past ones included.
    pub freeze: Option<Freeze>,
    /// How many approvals a pending approval needs.
    pub approvals_required: Option<u64>,
    /// The platform's tags (wallet and enterprise IDs).
    pub tags: Vec<String>,
    /// The tags that its people gave it.
    pub custom_tags: Vec<String>,
    /// The newest address at which it receives.
    pub receive_address: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Fields that this program does not know, and `admin` and `receiveAddress` in full.
    pub extra: Map<String, Value>,
}

/// A person of a wallet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WalletUser {
    /// The person, by ID.
    pub user: String,
    /// `view`, `spend`, `admin`, `freeze`, `trade` and newer ones.
    pub permissions: Vec<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
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
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
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

    /// The addresses that the platform reports as its own: the newest one, and the one of which it is made on chains of
    /// accounts and contracts (spec: `coinSpecific`).
    pub fn own_addresses(&self) -> impl Iterator<Item = &str> {
        let specific = self.extra.get("coinSpecific");
        let base = ["baseAddress", "rootAddress"].into_iter();
        let base = base.filter_map(move |name| specific?.get(name)?.as_str());
        self.receive_address.as_deref().into_iter().chain(base)
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
    pub(super) fn read(mut fields: Fields, list_coin: Option<&str>) -> Self {
        let balance = fields.exact_beside_number("balanceString", "balance");
        let confirmed = fields.exact_beside_number("confirmedBalanceString", "confirmedBalance");
        let spendable = fields.exact_beside_number("spendableBalanceString", "spendableBalance");
        let address = fields.peek("receiveAddress").and_then(|it| it.get("address"));
        let receive_address = address.and_then(Value::as_str).map(str::to_owned);
        let users = fields.objects("users").unwrap_or_default();
        Self {
            id: fields.text("id").unwrap_or_default(),
            coin: fields.text("coin").or_else(|| list_coin.map(str::to_owned)).unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            kind: fields.text("type").map_or_else(WalletKind::default, |word| WalletKind::from_word(&word)),
            sub_type: fields.text("subType"),
            multisig_type: fields.text("multisigType"),
            enterprise: fields.text("enterprise"),
            balance,
            confirmed,
            spendable,
            staked: fields.amount("stakingBalanceString"),
            users: users.into_iter().map(WalletUser::read).collect(),
            keys: fields.texts("keys").unwrap_or_default(),
            freeze: fields.object("freeze").map(Freeze::read),
            approvals_required: fields.whole("approvalsRequired"),
            tags: fields.texts("tags").unwrap_or_default(),
            custom_tags: fields.texts("customTags").unwrap_or_default(),
            receive_address,
            created: fields.time("startDate"),
            is_deleted: fields.flag("deleted").unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

impl WalletUser {
    fn read(mut fields: Fields) -> Self {
        Self {
            user: fields.text("user").unwrap_or_default(),
            permissions: fields.texts("permissions").unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

impl Freeze {
    fn read(mut fields: Fields) -> Self {
        Self {
            since: fields.time("time"),
            expires: fields.time("expires"),
            reason: fields.text("reason"),
            by: fields.text("adminOrUserId"),
            extra: fields.rest(),
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
        assert!(!it.extra.contains_key("balance"));
        assert_eq!(it.extra["brandNew"]["n"].to_string(), "1e+400");
    }

    #[test]
    fn a_number_alone_is_not_believed() {
        let it = wallet(r#"{"id":"w1","balance":1e29,"freeze":{}}"#);
        assert_eq!(it.balance, None);
        assert!(it.extra.contains_key("balance"));
        assert_eq!(it.coin, "tbtc");
        assert!(!it.is_frozen(Timestamp::UNIX_EPOCH));
    }
}
