//! Every coin's wallets with exact balances: coins on the left, the table of the chosen coin or of all.

mod arrange;
mod cells;
mod coins;
mod draw;

pub use draw::show;

use crate::bitgo::wallet::{CoinBalance, Wallet};
use crate::kit::listing::Wish;
use crate::kit::state::Listing;
use crate::kit::table::{self, TableState};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Wallet>,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// The platform's own totals over all enterprises, once the list is whole.
    pub totals: Option<&'a [CoinBalance]>,
}

/// The panel's state.
pub struct State {
    /// The chosen coin; none for all.
    pub coin: Option<String>,
    /// Words that label, ID, coin, kind or mark must hold.
    pub filter: String,
    /// What was copied last, said at the foot.
    pub said: Option<String>,
    /// The table's chosen row and order.
    table: TableState,
    /// The chosen row's wallet, which stays chosen when rows come, go or change places.
    chosen_id: Option<String>,
    arranged: arrange::Arranged,
}

impl Default for State {
    fn default() -> Self {
        let by_value = table::Sort { column: Sort::Balance as usize, descending: true };
        Self {
            coin: None,
            filter: String::new(),
            said: None,
            table: TableState { sort: Some(by_value), ..TableState::default() },
            chosen_id: None,
            arranged: arrange::Arranged::default(),
        }
    }
}

/// What the rows are sorted by: the columns of the table, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Label,
    Kind,
    /// Over several coins, by coin first: amounts of two coins do not compare.
    Balance,
    Confirmed,
    Spendable,
    People,
}

impl Sort {
    const COLUMNS: [Self; 6] =
        [Self::Label, Self::Kind, Self::Balance, Self::Confirmed, Self::Spendable, Self::People];
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the list again, or stop.
    Read(Wish),
}
