//! What is to be sent about a rule, and whether it has come about.

use std::collections::BTreeSet;

use super::rule::{Listed, RuleAction, RuleFacts, RuleShape};
use crate::domain::address::{AddressNetwork, same_address};
use crate::domain::amount::BaseUnits;
use crate::domain::share::Names;
use crate::domain::text::any_of;

/// What is done with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChange {
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
    pub change: RuleChange,
    /// What becomes of what it looks at.
    pub shape: PlannedShape,
    /// What it is to do; none where that stays as it is.
    pub action: Option<RuleAction>,
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
    /// What is to be done; none where that cannot be known.
    pub change: Option<RuleChange>,
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
    /// The rules; none where the platform does not report them.
    pub rules: Option<Vec<RuleFacts>>,
    /// The changes that wait.
    pub waiting: Vec<OpenChange>,
}

/// Whether something that was sent has come about, as the wallet tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It has.
    Done,
    /// It waits for the approval with this ID.
    PendingApproval(String),
    /// It has not, and nothing waits.
    NotDone,
}

/// What became of something that the platform accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleResult {
    /// It is done.
    Done,
    /// It waits for another admin.
    PendingApproval {
        /// The approvals that it waits for, by ID.
        approvals: Vec<String>,
        /// Why, in the platform's words; may be blank.
        why: String,
    },
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
            change: RuleChange::Remove,
            shape: PlannedShape::AsIs,
            action: None,
        }
    }

    /// The entry that it puts on a list or takes off it.
    pub fn entry(&self) -> Option<&Listed> {
        match &self.shape {
            PlannedShape::Put { entry, .. } | PlannedShape::TakeOff { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// The entry that it puts on a list.
    pub fn put(&self) -> Option<&Listed> {
        match &self.shape {
            PlannedShape::Put { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// Whether it makes, changes or removes the rule of this name that names this coin, in a wallet of the coin `wallet`.
    pub fn is_about(&self, name: &str, coin: Option<&str>, wallet: &str) -> bool {
        let has_its_coin = match self.change {
            // What was made without a coin may be told with the wallet's.
            RuleChange::Add => coin.unwrap_or(wallet) == self.coin.as_deref().unwrap_or(wallet),
            RuleChange::Change | RuleChange::Remove => coin == self.coin.as_deref(),
        };
        self.name == name && has_its_coin
    }

    /// What the wallet tells of it, after `me` has sent it; nothing where it does not tell its rules. What waited before,
    /// by the approvals' IDs, was not this.
    pub fn outcome(&self, now: &RulesNow, me: &str, before: &BTreeSet<String>) -> Option<RuleOutcome> {
        let mut rules = now.rules.as_ref()?.iter();
        let rule = rules.find(|rule| self.is_about(&rule.name, rule.coin.as_deref(), &now.coin));
        let is_gone = self.change == RuleChange::Remove && rule.is_none();
        if is_gone || rule.is_some_and(|rule| self.is_in(rule, &now.coin)) {
            return Some(RuleOutcome::Done);
        }
        let is_this = |it: &&OpenChange| {
            let fits = it.change.is_none_or(|action| action == self.change);
            it.is_about(&self.name, self.coin.as_deref(), &now.coin)
                && it.by == me
                && fits
                && !before.contains(&it.approval)
        };
        let waiting = now.waiting.iter().find(is_this);
        Some(waiting.map_or(RuleOutcome::NotDone, |it| RuleOutcome::PendingApproval(it.approval.clone())))
    }

    /// The rule once an entry is put on its list, as far as it can be foretold; all else stays. None where there is no rule.
    pub fn applied_to(&self, before: Option<&RuleFacts>) -> Option<RuleFacts> {
        let PlannedShape::Put { has_kinds, entry } = &self.shape else { return before.cloned() };
        let new = || RuleFacts {
            name: self.name.clone(),
            shape: RuleShape::Whitelist { has_kinds: *has_kinds, entries: Vec::new() },
            action: self.action.clone().unwrap_or_default(),
            coin: self.coin.clone(),
        };
        let mut rule = before.cloned().unwrap_or_else(new);
        if let RuleShape::Whitelist { entries, .. } = &mut rule.shape {
            entries.push(entry.clone());
        }
        Some(rule)
    }

    /// Whether the rule is as it was to be, in a wallet of this coin. An entry may come back in another spelling.
    fn is_in(&self, rule: &RuleFacts, wallet: &str) -> bool {
        if self.change == RuleChange::Remove || self.action.as_ref().is_some_and(|then| *then != rule.action)
        {
            return false;
        }
        let network = AddressNetwork::of_coin(rule.coin.as_deref().unwrap_or(wallet));
        let is_same = |one: &Listed, two: &Listed| {
            one.item == two.item
                || (one.is_address() && two.is_address() && same_address(&one.item, &two.item, &network))
        };
        match (&self.shape, &rule.shape) {
            (PlannedShape::AsIs, _) | (PlannedShape::Always, RuleShape::Always) => true,
            (
                PlannedShape::Limit { amount, window_secs, .. },
                RuleShape::Limit { amount: now, window_secs: now_secs, .. },
            ) => now.as_ref() == Some(amount) && *now_secs == Some(*window_secs),
            (PlannedShape::Put { entry, .. }, RuleShape::Whitelist { entries, .. }) => {
                entries.iter().any(|it| is_same(it, entry))
            }
            (PlannedShape::TakeOff { entry, .. }, RuleShape::Whitelist { entries, .. }) => {
                entries.iter().all(|it| it.item != entry.item)
            }
            _ => false,
        }
    }

    /// What was done, at the beginning of a sentence that names the rule.
    fn done_words(&self) -> String {
        let name = &self.name;
        match (&self.shape, self.change) {
            (_, RuleChange::Remove) => format!("The rule “{name}” is removed."),
            (PlannedShape::Put { .. }, RuleChange::Change) => {
                format!("The address is now on the list of “{name}”.")
            }
            (PlannedShape::TakeOff { .. }, _) => format!("The entry is no longer on the list of “{name}”."),
            (_, RuleChange::Add) => format!("The rule “{name}” is added."),
            (_, RuleChange::Change) => format!("The rule “{name}” is changed."),
        }
    }

    /// What it is called, where it was sent and its answer is lost: "the change of “Daily limit”".
    pub fn noun(&self) -> String {
        let what = match self.change {
            RuleChange::Add => "addition",
            RuleChange::Change => "change",
            RuleChange::Remove => "removal",
        };
        format!("the {what} of “{}”", self.name)
    }

    /// What became of it, in a sentence or two; it is the last of `count`. `approvers` are the other admins, by ID; a rule of
    /// the platform's own, `is_managed`, waits for the platform's support.
    pub fn end_words(
        &self,
        (end, count): (&RuleResult, usize),
        approvers: &[&str],
        is_managed: bool,
        names: &Names,
    ) -> String {
        let RuleResult::PendingApproval { why, .. } = end else {
            return match count {
                0 | 1 => self.done_words(),
                several => format!("{several} addresses are now on the list of “{}”.", self.name),
            };
        };
        let what = match self.change {
            RuleChange::Add => "The new rule",
            RuleChange::Change => "The change of rule",
            RuleChange::Remove => "The removal of rule",
        };
        let whose = if is_managed {
            "BitGo support".to_owned()
        } else {
            let who = any_of(approvers.iter().map(|id| names.of(id)).collect(), "admin");
            if who.is_empty() { "another admin".to_owned() } else { who }
        };
        let why = if why.is_empty() { String::new() } else { format!(" BitGo says: {why}.") };
        let name = &self.name;
        let what = match count {
            0 | 1 => format!("{what} “{name}” is"),
            several => format!("{several} changes of rule “{name}” are"),
        };
        format!("{what} pending approval by {whose}. Until then the rules stay as they are.{why}")
    }
}
