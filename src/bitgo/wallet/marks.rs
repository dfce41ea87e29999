//! What deserves attention about a wallet.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use smol_str::SmolStr;

use super::Wallet;
use crate::domain::alphabet::SameNames;

/// What the marks need beside the wallets themselves, as of the last change of the lists.
#[derive(Clone, Debug, Default)]
pub struct MarkFacts {
    /// Changes whenever the rest does.
    pub generation: u64,
    /// When it was put together, by the platform's clock: a freeze that is over marks nothing.
    pub now: Timestamp,
    /// The wallets about which something waits for approval, by ID.
    pub waiting: BTreeSet<String>,
    /// The wallets of which it is known that no rule of theirs or of their enterprise limits what leaves, by ID: as the newest
    /// safety review found.
    pub unlimited: Arc<HashSet<SmolStr>>,
}

/// A mark of a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The balance is not a whole number of base units.
    UnreadableBalance,
    /// Nothing leaves it until the freeze ends.
    Frozen,
    /// Only one person administers it: a policy protects nothing from them.
    OneAdmin,
    /// No policy rule limits how much may leave it, neither of its own nor of its enterprise.
    NoLimitRule,
    /// Something about it waits for approval.
    Waiting,
}

impl Mark {
    /// All of them, the worst first.
    pub const ALL: [Self; 5] =
        [Self::UnreadableBalance, Self::Frozen, Self::OneAdmin, Self::NoLimitRule, Self::Waiting];

    /// The mark in words, as in the table and for the filter.
    pub fn words(self) -> &'static str {
        match self {
            Self::UnreadableBalance => "check balance",
            Self::Frozen => "frozen",
            Self::OneAdmin => "one admin",
            Self::NoLimitRule => "no spending limit",
            Self::Waiting => "pending approval",
        }
    }
}

impl Wallet {
    /// Labels that several of these wallets have. The coin always stands beside a wallet's label.
    pub fn same_names<'w>(wallets: impl IntoIterator<Item = &'w Self>) -> SameNames {
        SameNames::of(wallets.into_iter().map(|wallet| (wallet.label.as_str(), wallet.coin.as_str())))
    }

    /// Its ID, where its label and coin alone would not tell it from another wallet.
    pub fn telling_id(&self, names: &SameNames) -> Option<&str> {
        names.is_mistakable(&self.label, &self.coin).then_some(self.id.as_str())
    }

    /// Its marks, the worst first.
    pub fn marks(&self, facts: &MarkFacts) -> Vec<Mark> {
        Mark::ALL.into_iter().filter(|mark| self.has_mark(*mark, facts)).collect()
    }

    /// Whether it has this mark.
    pub fn has_mark(&self, mark: Mark, facts: &MarkFacts) -> bool {
        match mark {
            Mark::UnreadableBalance => {
                let balances = [&self.balance, &self.confirmed, &self.spendable];
                balances.into_iter().flatten().any(|balance| balance.exact().is_none())
            }
            Mark::Frozen => self.is_frozen(facts.now),
            Mark::OneAdmin => self.people_with("admin") == 1,
            Mark::NoLimitRule => self.has_limit_rule() == Some(false) && facts.unlimited.contains(&self.id),
            Mark::Waiting => facts.waiting.contains(self.id.as_str()),
        }
    }

    /// How the keys are held, in the words of the screen.
    pub fn kind_words(&self) -> String {
        if self.is_mpc() { format!("{} MPC", self.kind.word()) } else { self.kind.word().to_owned() }
    }
}
