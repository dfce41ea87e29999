//! The rows that are shown, in their order, with the state of the list that they were made for.

use std::sync::Arc;

use super::column::Col;
use super::order::Order;
use crate::bitgo::wallet::{CoinTotal, Wallet};
use crate::domain::coin::coins;
use crate::kit::state::Listing;

/// A list of wallets as it was when it was arranged.
pub(super) type Snapshot = Arc<Vec<Arc<Wallet>>>;

/// What was worked out from the rows. It is drawn from its own snapshot, so that it stays as it is until the next comes.
#[derive(Default)]
pub struct FilteredRows {
    pub(super) made_for: Option<Wanted>,
    pub(super) wallets: Snapshot,
    pub(super) order: Arc<Order>,
    /// Places in the snapshot, in the order of the table.
    pub(super) rows: Vec<u32>,
    /// What is known when all rows are of one coin.
    pub(super) one_coin: Option<OneCoin>,
    pub(super) totals: Arc<Totals>,
}

/// An arrangement, with the row of the wallet that was chosen when it was begun.
pub(super) struct Arranged {
    pub(super) rows: FilteredRows,
    pub(super) chosen: (Option<String>, Option<usize>),
}

/// Every coin with its count and total, by name, in one enterprise or in all.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) made_for: Option<(u64, Option<String>)>,
    pub(super) coins: Vec<CoinTotal>,
}

/// The rows of a table that shows one coin.
pub(super) struct OneCoin {
    /// The coin's ticker.
    pub(super) coin: String,
    /// The longest fraction among the amounts, in digits of the coin's unit.
    pub(super) longest_fraction: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) generation: u64,
    /// Of what the marks need, and of the names that look alike.
    pub(super) marks: (u64, u64),
    pub(super) coin: Option<String>,
    pub(super) enterprise: Option<String>,
    pub(super) filter: String,
    pub(super) sort: (Col, bool),
}

impl Wanted {
    /// Whether a person wants the same: at most the list and what goes with it are others.
    pub(super) fn is_same_wish(&self, other: &Self) -> bool {
        let Self { coin, enterprise, filter, sort, .. } = other;
        (&self.coin, &self.enterprise, &self.filter, &self.sort) == (coin, enterprise, filter, sort)
    }
}

impl FilteredRows {
    /// The wallet in a row of the table.
    pub(super) fn wallet(&self, row: usize) -> Option<&Wallet> {
        let place = *self.rows.get(row)?;
        self.wallets.get(usize::try_from(place).ok()?).map(Arc::as_ref)
    }

    /// The row of the wallet with this ID.
    pub(super) fn row_of(&self, id: &str) -> Option<usize> {
        (0..self.rows.len()).find(|row| self.wallet(*row).is_some_and(|wallet| wallet.id == id))
    }

    /// How many wallets there are in the chosen enterprise.
    pub(super) fn count(&self) -> usize {
        self.totals.coins.iter().map(|coin| coin.count).sum()
    }

    /// Whether they are all that there are: the list is whole, and they are made of it as it is now.
    pub(super) fn are_whole(&self, list: &Listing<'_, Arc<Wallet>>) -> bool {
        list.is_whole && self.made_for.as_ref().is_some_and(|made_for| made_for.generation == list.generation)
    }
}

impl Totals {
    pub(super) fn of(wallets: &[Arc<Wallet>], wanted: &Wanted) -> Self {
        let of_enterprise = wallets.iter().filter(|wallet| is_of(wallet, wanted.enterprise.as_deref()));
        Self {
            made_for: Some((wanted.generation, wanted.enterprise.clone())),
            coins: CoinTotal::of(of_enterprise.map(Arc::as_ref)),
        }
    }
}

/// Whether a wallet is of the chosen enterprise, where one is.
pub(super) fn is_of(wallet: &Wallet, enterprise: Option<&str>) -> bool {
    enterprise.is_none() || wallet.enterprise.as_deref() == enterprise
}

impl OneCoin {
    pub(super) fn of(wallets: &[Arc<Wallet>], rows: &[u32]) -> Option<Self> {
        let mut shown = rows.iter().filter_map(|place| wallets.get(usize::try_from(*place).ok()?)).peekable();
        let coin = shown.peek()?.coin.clone();
        let decimals = coins().get(&coin).map_or(0, |facts| facts.decimals);
        let mut longest = String::new();
        for wallet in shown {
            if wallet.coin != coin {
                return None;
            }
            let amounts = [&wallet.balance, &wallet.confirmed, &wallet.spendable];
            for amount in amounts.into_iter().filter_map(|balance| balance.as_ref()?.exact()) {
                // Most fractions are not written out to see that they are no longer.
                let zeros = usize::from(decimals).saturating_sub(longest.len());
                if !amount.ends_in_zeros(zeros) {
                    longest = amount.figure(decimals).fraction;
                }
            }
        }
        Some(Self { coin: coin.to_string(), longest_fraction: longest })
    }
}
