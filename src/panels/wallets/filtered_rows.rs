//! The rows that are shown, in their order, kept until what they were made for changes.

use super::column::Col;
use crate::bitgo::wallet::{CoinTotal, Wallet};
use crate::domain::coin::coins;

/// What was worked out from the rows.
#[derive(Default)]
pub struct FilteredRows {
    pub(super) made_for: Option<Wanted>,
    /// Indices into the list, in the order of the table.
    pub rows: Vec<usize>,
    /// What is known when all rows are of one coin.
    pub one_coin: Option<OneCoin>,
    /// Every coin with its count and total, by name.
    pub coins: Vec<CoinTotal>,
}

/// The rows of a table that shows one coin.
pub struct OneCoin {
    /// The coin's ticker.
    pub coin: String,
    /// The longest fraction among the amounts, in digits of the coin's unit.
    pub longest_fraction: String,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) generation: u64,
    /// Of what the marks need.
    pub(super) marks: u64,
    pub(super) coin: Option<String>,
    pub(super) enterprise: Option<String>,
    pub(super) filter: String,
    pub(super) sort: (Col, bool),
}

pub(super) fn one_coin(wallets: &[Wallet], rows: &[usize]) -> Option<OneCoin> {
    let coin = &wallets[*rows.first()?].coin;
    if rows.iter().any(|&row| wallets[row].coin != *coin) {
        return None;
    }
    let decimals = coins().get(coin).map_or(0, |facts| facts.decimals);
    let longest_fraction = rows
        .iter()
        .flat_map(|&row| [&wallets[row].balance, &wallets[row].confirmed, &wallets[row].spendable])
        .filter_map(|balance| Some(balance.as_ref()?.exact()?.figure(decimals).fraction))
        .max_by_key(String::len)
        .unwrap_or_default();
    Some(OneCoin { coin: coin.to_string(), longest_fraction })
}
