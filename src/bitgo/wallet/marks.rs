//! What deserves attention about a wallet.

use std::collections::BTreeSet;

use jiff::Timestamp;

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
    /// No policy rule limits how much may leave it.
    NoLimitRule,
    /// Something about it waits for approval.
    Waiting,
}

impl Mark {
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
    pub fn same_names(wallets: &[Self]) -> SameNames {
        SameNames::of(wallets.iter().map(|wallet| (wallet.label.as_str(), wallet.coin.as_str())))
    }

    /// Its ID, where its label and coin alone would not tell it from another wallet.
    pub fn telling_id(&self, names: &SameNames) -> Option<&str> {
        names.is_mistakable(&self.label, &self.coin).then_some(self.id.as_str())
    }

    /// Its marks, the worst first.
    pub fn marks(&self, facts: &MarkFacts) -> Vec<Mark> {
        let balances = [&self.balance, &self.confirmed, &self.spendable];
        let is_unreadable = balances.into_iter().flatten().any(|balance| balance.exact().is_none());
        [
            (is_unreadable, Mark::UnreadableBalance),
            (self.is_frozen(facts.now), Mark::Frozen),
            (self.people_with("admin") == 1, Mark::OneAdmin),
            (self.has_limit_rule() == Some(false), Mark::NoLimitRule),
            (facts.waiting.contains(self.id.as_str()), Mark::Waiting),
        ]
        .into_iter()
        .filter_map(|(holds, mark)| holds.then_some(mark))
        .collect()
    }

    /// How the keys are held, in the words of the screen.
    pub fn kind_words(&self) -> String {
        if self.is_mpc() { format!("{} MPC", self.kind.word()) } else { self.kind.word().to_owned() }
    }
}
