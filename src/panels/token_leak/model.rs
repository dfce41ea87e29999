//! What the dialog draws besides its own state.

use std::sync::Arc;

use crate::domain::enterprise_policy::{Doubt, NotRead, Outflow};
use crate::kit::environment::EnvironmentLabel;

/// What of one coin or token could leave one wallet.
#[derive(Debug)]
pub struct LeakRow {
    /// The wallet, by ID.
    pub wallet: String,
    /// What it is called.
    pub name: String,
    /// The coin or token, by ticker.
    pub coin: String,
    /// With one withdrawal.
    pub at_once: Outflow,
    /// Within a day.
    pub in_a_day: Outflow,
    /// The wallet may hold tokens that have no row of their own, and nothing stops all of them.
    pub are_tokens_left_out: bool,
    /// It cannot be told whether the token may spend from it.
    pub is_reach_unclear: bool,
    /// The wallet is frozen.
    pub is_frozen: bool,
}

/// What could leave, as far as it was worked out.
#[derive(Debug, Default)]
pub struct Leaks {
    /// A row for each coin of each wallet from which the token may spend: in order once all wallets were looked at, those
    /// from which something can leave first.
    pub rows: Arc<Vec<Arc<LeakRow>>>,
    /// Changes whenever rows change places or go; others may come at their end meanwhile.
    pub serial: u64,
    /// Something that is counted could leave so many wallets.
    pub leaving: usize,
    /// From so many, tokens alone could leave, which are not counted.
    pub tokens_alone: usize,
    /// In so many, there may be tokens that are not counted and that nothing stops.
    pub with_tokens: usize,
    /// So many wallets were looked at, of how many.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// From so many the token may not spend.
    pub out_of_reach: usize,
    /// From so many its owner may not.
    pub without_permission: usize,
}

impl LeakRow {
    /// Whether anything of its coin could leave.
    pub fn can_leave(&self) -> bool {
        !self.is_frozen && self.at_once.amount.as_ref().is_none_or(|it| !it.is_zero())
    }

    /// What tells it from every other row: its wallet, by ID, and its coin.
    pub(super) fn key(&self) -> (String, String) {
        (self.wallet.clone(), self.coin.clone())
    }

    /// Whether it is this wallet's row for this coin.
    pub(super) fn is(&self, (wallet, coin): &(String, String)) -> bool {
        self.wallet == *wallet && self.coin == *coin
    }

    /// The coins whose price would tell more.
    pub fn coins_without_price(&self) -> impl Iterator<Item = &str> {
        let doubts = self.at_once.doubts.iter().chain(&self.in_a_day.doubts);
        doubts.filter_map(|doubt| match doubt {
            Doubt::NoPrice(coin) => Some(coin.as_str()),
            _ => None,
        })
    }
}

impl Leaks {
    /// All wallets were looked at.
    pub fn is_whole(&self) -> bool {
        self.done == self.total
    }
}

/// What the dialog draws besides its own state.
pub struct Model<'a> {
    /// What the token is called.
    pub label: &'a str,
    /// What could leave.
    pub leaks: &'a Leaks,
    /// The enterprises whose rules could not be read, by name, and why.
    pub not_read: Vec<(String, &'a NotRead)>,
    /// Rules or wallets are still being read.
    pub is_reading: bool,
    /// How many prices limits in dollars are held against, and when the oldest was read, in words.
    pub priced: Option<(usize, String)>,
    /// Prices are still being read.
    pub is_reading_prices: bool,
    /// The list of wallets broke off, so some may be missing.
    pub are_wallets_missing: bool,
    /// The environment's word.
    pub environment: &'a EnvironmentLabel,
}
