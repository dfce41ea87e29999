//! A rule that stands, as far as changing it goes: what it looks at, what it does, and who is asked then.

use crate::domain::address::{AddressNetwork, ComparedAddress};
use crate::domain::amount::BaseUnits;
use crate::domain::coin::{Coin, coins};

/// A rule that stands. When it locks is told apart ([`super::Lock`]): two readings of a rule that nobody changed are alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleFacts {
    /// Its name, unique in the policy for its coin.
    pub name: String,
    /// What it looks at.
    pub shape: RuleShape,
    /// What it does.
    pub action: RuleAction,
    /// Only for this coin or token of the wallet, by ticker.
    pub coin: Option<String>,
}

/// What to call a rule on the screen: one for another coin than the wallet's is told apart from its namesake.
pub fn rule_title(name: &str, coin: Option<&str>, wallet_coin: &str) -> String {
    match coin.filter(|coin| *coin != wallet_coin) {
        Some(coin) => {
            let unit = coins().get(coin).map_or_else(|| coin.to_owned(), Coin::display_unit);
            format!("{name} ({unit})")
        }
        None => name.to_owned(),
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RuleShape {
    /// How much leaves within a time.
    Limit {
        /// So much may, in base units; none where the platform sent no whole number.
        amount: Option<BaseUnits>,
        /// Within this time, in seconds; zero for each transaction by itself (spec: `timeWindow`, at least 0).
        window_secs: Option<u64>,
        /// Counted over the wallets with these tags.
        tags: Vec<String>,
    },
    /// Whether the recipient is on a list.
    Whitelist {
        /// Whether entries have a kind (`advancedWhitelist`), or are addresses alone.
        has_kinds: bool,
        /// Who is on it.
        entries: Vec<Listed>,
    },
    /// Nothing: it is about every withdrawal.
    Always,
    /// Something that is not made here.
    #[default]
    Other,
}

/// What an entry of a whitelist is where it is an address (spec: `advancedWhitelist`).
pub const ADDRESS: &str = "address";

/// An entry of a whitelist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The address, or the wallet's or enterprise's ID.
    pub item: String,
    /// `address`, `walletId`, `enterpriseId` or newer.
    pub kind: String,
    /// What it is called; may be empty.
    pub label: String,
}

/// What a rule does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RuleAction {
    /// Refuses.
    Refuse,
    /// Asks for an approval by any other admin, or by one of these people, by ID.
    Ask(Vec<String>),
    /// Something that is not made here.
    #[default]
    Other,
}

/// The kinds of rule that can be made here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NewRuleKind {
    /// So much within a time.
    #[default]
    SpendingLimit,
    /// To listed addresses alone.
    Whitelist,
    /// An approval for whatever leaves.
    EveryWithdrawal,
}

impl Listed {
    /// Whether it is an address: one without a kind is read as one, so that it is not passed over.
    pub fn is_address(&self) -> bool {
        self.kind == ADDRESS || self.kind.is_empty()
    }
}

impl RuleFacts {
    /// Which of the kinds that can be made here it is.
    pub fn sort(&self) -> Option<NewRuleKind> {
        match self.shape {
            RuleShape::Limit { .. } => Some(NewRuleKind::SpendingLimit),
            RuleShape::Whitelist { .. } => Some(NewRuleKind::Whitelist),
            RuleShape::Always => Some(NewRuleKind::EveryWithdrawal),
            RuleShape::Other => None,
        }
    }

    /// Its entries, where it is a whitelist.
    pub fn entries(&self) -> &[Listed] {
        match &self.shape {
            RuleShape::Whitelist { entries, .. } => entries,
            _ => &[],
        }
    }

    /// Whether this is the rule of the same name for the same coin. One that names none is about the wallet's own, `wallet`.
    pub fn is_about_same(&self, other: &Self, wallet: &str) -> bool {
        let coin = |it: &Self| it.coin.as_deref().unwrap_or(wallet).to_owned();
        self.name == other.name && coin(self) == coin(other)
    }

    /// Whether this rule is as the other one in all but how its coin is told, the order of its list, and the spelling of
    /// addresses.
    pub fn is_as(&self, other: &Self, wallet: &str) -> bool {
        let network = AddressNetwork::of_coin(self.coin.as_deref().unwrap_or(wallet));
        let spelled = |entry: &Listed| {
            let address = ComparedAddress::new(&entry.item, &network);
            let tag = address.tag().map(|tag| format!("?{tag}")).unwrap_or_default();
            let is_address = entry.is_address();
            let item = if is_address { format!("{}{tag}", address.account()) } else { entry.item.clone() };
            Listed { item, ..entry.clone() }
        };
        let shape = |it: &Self| match &it.shape {
            RuleShape::Whitelist { has_kinds, entries } => {
                let mut entries: Vec<Listed> = entries.iter().map(spelled).collect();
                entries.sort_by(|a, b| a.item.cmp(&b.item));
                RuleShape::Whitelist { has_kinds: *has_kinds, entries }
            }
            shape => shape.clone(),
        };
        self.is_about_same(other, wallet) && self.action == other.action && shape(self) == shape(other)
    }

    /// The addresses among its entries.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.entries().iter().filter(|entry| entry.is_address()).map(|entry| entry.item.as_str())
    }

    /// Why it cannot be changed here but only removed, in a sentence.
    pub fn not_changed_here(&self) -> Option<&'static str> {
        match (&self.shape, &self.action) {
            (RuleShape::Other, _) => Some("Rules of this kind can be removed here, but not changed."),
            (_, RuleAction::Other) => {
                Some("The action of this rule cannot be set here; the rule can be removed, but not changed.")
            }
            _ => None,
        }
    }
}
