//! Wallets as the platform lists them (spec: GET /api/v2/wallets), their balances and how to ask for them.

use super::client::Call;
use super::fields::Fields;
use crate::domain::amount::Balance;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::fmt;

/// The most wallets that the platform gives at once (the protocol notes, section 10).
pub const MAX_PAGE_SIZE: u16 = 500;

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
    Other(String),
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
            other => Self::Other(other.to_owned()),
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
    /// How many policy rules it has, where the answer tells.
    pub policy_rules: Option<usize>,
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
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl Wallet {
    /// Whether it is frozen at `now`.
    pub fn is_frozen(&self, now: Timestamp) -> bool {
        self.freeze.as_ref().is_some_and(|freeze| match (freeze.since, freeze.expires) {
            (None, None) => false,
            (since, expires) => since.is_none_or(|it| it <= now) && expires.is_none_or(|it| it > now),
        })
    }

    /// Whether its key is in shares that no one holds whole (MPC).
    pub fn is_mpc(&self) -> bool {
        self.multisig_type.as_deref() == Some("tss")
    }

    /// How many people have this permission.
    pub fn people_with(&self, permission: &str) -> usize {
        self.users.iter().filter(|user| user.permissions.iter().any(|it| it == permission)).count()
    }

    /// Reads a wallet; `list_coin` is the coin of the whole list, where it has one.
    pub(super) fn read(mut fields: Fields, list_coin: Option<&str>) -> Self {
        let balance = exact_or_number(&mut fields, "balanceString", "balance");
        let confirmed = exact_or_number(&mut fields, "confirmedBalanceString", "confirmedBalance");
        let spendable = exact_or_number(&mut fields, "spendableBalanceString", "spendableBalance");
        let rules = fields.peek("admin").and_then(|admin| admin.pointer("/policy/rules"));
        let policy_rules = rules.and_then(Value::as_array).map(Vec::len);
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
            policy_rules,
            created: fields.time("startDate"),
            is_deleted: fields.flag("deleted").unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

/// Only the `…String` fields are exact. Where there is one the number beside it says nothing more and is
/// dropped; alone, the number stays with the unknown fields and is not believed.
fn exact_or_number(fields: &mut Fields, exact: &str, number: &str) -> Option<Balance> {
    let balance = fields.amount(exact)?;
    drop(fields.any(number));
    Some(balance)
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
        Self { since: fields.time("time"), expires: fields.time("expires"), extra: fields.rest() }
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

/// Which wallets to ask for. The default asks for all of them, with balances. Without an enterprise the
/// platform lists only wallets on which the person has a role: say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletQuery {
    /// Only these coins; empty for all.
    pub coins: Vec<String>,
    /// Only these enterprises, by ID; empty for all wallets with a role.
    pub enterprises: Vec<String>,
    /// Only these kinds, by the platform's words; empty for all.
    pub kinds: Vec<String>,
    /// Only these wallets, by ID; empty for all.
    pub ids: Vec<String>,
    /// Only labels that contain this.
    pub label_contains: Option<String>,
    /// Whether to ask for balances (slower for the platform).
    pub expand_balance: bool,
    /// Wallets a page, 1 to 500.
    pub page_size: u16,
}

impl Default for WalletQuery {
    fn default() -> Self {
        Self {
            coins: Vec::new(),
            enterprises: Vec::new(),
            kinds: Vec::new(),
            ids: Vec::new(),
            label_contains: None,
            expand_balance: true,
            page_size: 200,
        }
    }
}

impl WalletQuery {
    /// What the list and the count have in common.
    pub(super) fn filters<'a>(&self, call: Call<'a>) -> Call<'a> {
        let lists = [
            ("id", &self.ids),
            ("coin", &self.coins),
            ("enterprise", &self.enterprises),
            ("type", &self.kinds),
        ];
        let call = lists.into_iter().fold(call, |call, (name, values)| {
            values.iter().fold(call, |call, value| call.query(name, value))
        });
        match &self.label_contains {
            Some(text) => call.query("labelContains", text),
            None => call,
        }
    }

    pub(super) fn list<'a>(&self, call: Call<'a>, prev_id: Option<&str>) -> Call<'a> {
        let call = call.query("limit", self.page_size.clamp(1, MAX_PAGE_SIZE).to_string());
        let call = if self.expand_balance { call.query("expandBalance", "true") } else { call };
        let call = self.filters(call);
        match prev_id {
            Some(id) => call.query("prevId", id),
            None => call,
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
        assert_eq!((it.people_with("admin"), it.people_with("spend"), it.policy_rules), (1, 0, Some(1)));
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
