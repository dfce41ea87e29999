//! The chosen part of the page, and what is put together on it.

use super::freezing::Freezing;
use super::raw::Raw;
use super::rules::Rules;
use super::transfer_filter::TransferFilter;
use crate::domain::policy::{RuleFacts, RulePlan, RuleResult, StoppedList};

/// The parts of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Balances, addresses, keys, names.
    #[default]
    Overview,
    /// The policy rules.
    Rules,
    /// Who may do what.
    People,
    /// What came and what left.
    Transfers,
    /// What waits.
    Approvals,
}

/// The state of the page of one wallet.
#[derive(Default)]
pub struct State {
    /// The wallet's coin, by ticker.
    pub coin: String,
    /// The wallet, by ID.
    pub id: String,
    /// The chosen part.
    pub tab: Tab,
    /// What is said above the parts.
    pub notice: Option<String>,
    pub(super) rules: Rules,
    pub(super) transfers: TransferFilter,
    pub(super) freezing: Option<Freezing>,
    pub(super) raw: Raw,
}

impl State {
    /// The page of this wallet.
    pub fn of(coin: String, id: String, tab: Tab) -> Self {
        Self { coin, id, tab, ..Self::default() }
    }

    /// A freeze has come to an end, which is said.
    pub fn freeze_ended(&mut self, words: String) {
        self.freezing = None;
        self.notice = Some(words);
    }

    /// What was sent about a rule has come to an end; `was_lost` where a look-up has answered.
    /// `count` is how many requests that took.
    pub fn rule_ended(&mut self, plan: RulePlan, end: RuleResult, count: usize, was_lost: bool) {
        self.rules.ended(plan, end, count, was_lost);
    }

    /// Of several entries for a list some are done, and no more are sent.
    pub fn list_stopped(&mut self, stopped: StoppedList) {
        self.rules.list_stopped(stopped);
    }

    /// These are the rules of the wallet, which has this coin: a list that waited for its rule goes on once that is made.
    pub fn list_goes_on(&mut self, rules: &[RuleFacts], coin: &str) {
        self.rules.list_goes_on(rules, coin);
    }

    /// As [`Self::list_goes_on`], with the IDs of the approvals that waited right before: what was sent of a list comes back
    /// where its rule was not approved.
    pub fn list_fails(&mut self, rules: &[RuleFacts], open: &[&str], coin: &str) {
        self.rules.list_fails(rules, open, coin);
    }

    /// Whether a list waits for its rule to be approved.
    pub fn waits_for_rule(&self) -> bool {
        self.rules.waits_for_rule()
    }

    /// Whether a freeze is being put together.
    pub fn is_freeze_begun(&self) -> bool {
        self.freezing.as_ref().is_some_and(|it| it.is_longest || !it.duration.trim().is_empty())
    }

    /// Whether a rule is being put together, and anything was typed of it.
    pub fn is_rule_begun(&self) -> bool {
        self.rules.is_begun()
    }

    /// The label has to be typed again before a freeze is sent again.
    pub fn clear_confirmation(&mut self) {
        if let Some(freezing) = &mut self.freezing {
            freezing.answers.clear();
        }
    }
}
