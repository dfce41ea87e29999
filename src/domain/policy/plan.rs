//! What is to be sent about a rule, and whether it has come about.

use std::collections::BTreeSet;

use super::{Listed, RuleFacts, RuleShape, Then};
use crate::domain::amount::BaseUnits;

/// What is done with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleDeed {
    /// It is made.
    Add,
    /// It is changed.
    Change,
    /// It is removed.
    Remove,
}

/// What becomes of what a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlannedShape {
    /// It stays as it is, or is gone with the rule.
    AsIs,
    /// A limit is set.
    Limit {
        /// So much may leave, in base units.
        amount: BaseUnits,
        /// Within this time, in seconds; zero for each transaction by itself.
        window_secs: u64,
        /// Counted over the wallets with these tags.
        tags: Vec<String>,
    },
    /// An entry comes to a whitelist.
    Put {
        /// Whether its entries have a kind.
        has_kinds: bool,
        /// The entry.
        entry: Listed,
    },
    /// An entry leaves a whitelist.
    TakeOff {
        /// Whether its entries have a kind.
        has_kinds: bool,
        /// The entry.
        entry: Listed,
    },
    /// The rule is about every withdrawal.
    Always,
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePlan {
    /// The rule's name.
    pub name: String,
    /// The coin that the rule names, by ticker: two rules may share a name (spec: `UpdateRemoveWalletPolicyRuleBody`).
    pub coin: Option<String>,
    /// What is done with it.
    pub deed: RuleDeed,
    /// What becomes of what it looks at.
    pub shape: PlannedShape,
    /// What it is to do; none where that stays as it is.
    pub then: Option<Then>,
}

/// A change of a rule that nobody has decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenChange {
    /// The approval that it waits for, by ID.
    pub approval: String,
    /// The rule's name.
    pub rule: String,
    /// The coin that it names, by ticker.
    pub coin: Option<String>,
    /// What is to be done; none where that cannot be told.
    pub deed: Option<RuleDeed>,
    /// Who asked for it, by ID.
    pub by: String,
}

/// A wallet's rules and what waits about them, read together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesNow {
    /// The wallet, by ID.
    pub wallet: String,
    /// Its coin, by ticker.
    pub coin: String,
    /// The rules; none where the platform does not tell them.
    pub rules: Option<Vec<RuleFacts>>,
    /// The changes that wait.
    pub waiting: Vec<OpenChange>,
}

/// Whether something that was sent has come about, as the wallet tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleFate {
    /// It has.
    Done,
    /// It waits for the approval with this ID.
    Waits(String),
    /// It has not, and nothing waits.
    NotDone,
}

impl OpenChange {
    /// Whether it is about the rule of this name that names this coin. A rule that names none is about the wallet's own
    /// coin, `wallet`.
    pub fn is_about(&self, name: &str, coin: Option<&str>, wallet: &str) -> bool {
        self.rule == name && self.coin.as_deref().unwrap_or(wallet) == coin.unwrap_or(wallet)
    }
}

impl RulePlan {
    /// The removal of the rule of this name that names this coin.
    pub fn removal(name: &str, coin: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            coin: coin.map(str::to_owned),
            deed: RuleDeed::Remove,
            shape: PlannedShape::AsIs,
            then: None,
        }
    }

    /// Whether it makes, changes or removes the rule of this name that names this coin, in a wallet of the coin `wallet`.
    pub fn is_about(&self, name: &str, coin: Option<&str>, wallet: &str) -> bool {
        let has_its_coin = match self.deed {
            // What was made without a coin may be told with the wallet's.
            RuleDeed::Add => coin.unwrap_or(wallet) == self.coin.as_deref().unwrap_or(wallet),
            RuleDeed::Change | RuleDeed::Remove => coin == self.coin.as_deref(),
        };
        self.name == name && has_its_coin
    }

    /// What the wallet tells of it, after `me` has sent it; nothing where it does not tell its rules. What waited before,
    /// by the approvals' IDs, was not this.
    pub fn fate(&self, now: &RulesNow, me: &str, before: &BTreeSet<String>) -> Option<RuleFate> {
        let mut rules = now.rules.as_ref()?.iter();
        let rule = rules.find(|rule| self.is_about(&rule.name, rule.coin.as_deref(), &now.coin));
        let is_gone = self.deed == RuleDeed::Remove && rule.is_none();
        if is_gone || rule.is_some_and(|rule| self.is_in(rule)) {
            return Some(RuleFate::Done);
        }
        let is_this = |it: &&OpenChange| {
            let fits = it.deed.is_none_or(|deed| deed == self.deed);
            it.is_about(&self.name, self.coin.as_deref(), &now.coin)
                && it.by == me
                && fits
                && !before.contains(&it.approval)
        };
        let waiting = now.waiting.iter().find(is_this);
        Some(waiting.map_or(RuleFate::NotDone, |it| RuleFate::Waits(it.approval.clone())))
    }

    fn is_in(&self, rule: &RuleFacts) -> bool {
        if self.deed == RuleDeed::Remove || self.then.as_ref().is_some_and(|then| *then != rule.then) {
            return false;
        }
        match (&self.shape, &rule.shape) {
            (PlannedShape::AsIs, _) | (PlannedShape::Always, RuleShape::Always) => true,
            (
                PlannedShape::Limit { amount, window_secs, .. },
                RuleShape::Limit { amount: now, window_secs: now_secs, .. },
            ) => now.as_ref() == Some(amount) && *now_secs == Some(*window_secs),
            (PlannedShape::Put { entry, .. }, RuleShape::Whitelist { entries, .. }) => {
                entries.iter().any(|it| it.item == entry.item)
            }
            (PlannedShape::TakeOff { entry, .. }, RuleShape::Whitelist { entries, .. }) => {
                entries.iter().all(|it| it.item != entry.item)
            }
            _ => false,
        }
    }

    /// What was done, at the beginning of a sentence that names the rule.
    pub fn done_words(&self) -> String {
        let name = &self.name;
        match (&self.shape, self.deed) {
            (_, RuleDeed::Remove) => format!("The rule “{name}” is removed."),
            (PlannedShape::Put { .. }, RuleDeed::Change) => {
                format!("The address is on the list of “{name}” now.")
            }
            (PlannedShape::TakeOff { .. }, _) => format!("The entry is off the list of “{name}” now."),
            (_, RuleDeed::Add) => format!("The rule “{name}” is added."),
            (_, RuleDeed::Change) => format!("The rule “{name}” is changed."),
        }
    }

    /// That nothing of it has come about.
    pub fn not_done_words(&self) -> String {
        let name = &self.name;
        let words = match (&self.shape, self.deed) {
            (_, RuleDeed::Add) => format!("there is no rule “{name}” as you wanted it"),
            (_, RuleDeed::Remove) => format!("the rule “{name}” is still there"),
            (PlannedShape::Put { .. }, _) => format!("the address is not on the list of “{name}”"),
            (PlannedShape::TakeOff { .. }, _) => format!("the entry is still on the list of “{name}”"),
            _ => format!("the rule “{name}” is not changed"),
        };
        format!("The wallet was read anew: {words}, and no approval waits for it. You may send again.")
    }
}
