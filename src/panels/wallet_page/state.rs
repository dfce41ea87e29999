//! The chosen part of the page, and what is put together on it.

use super::freezing::Freezing;
use super::rules::Rules;
use super::transfer_filter::TransferFilter;
use crate::domain::policy::{RulePlan, RuleResult};

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
    pub fn rule_ended(&mut self, plan: RulePlan, end: RuleResult, was_lost: bool) {
        self.rules.ended(plan, end, was_lost);
    }

    /// The label has to be typed again before a freeze is sent again.
    pub fn clear_confirmation(&mut self) {
        if let Some(freezing) = &mut self.freezing {
            freezing.answers.clear();
        }
    }
}
