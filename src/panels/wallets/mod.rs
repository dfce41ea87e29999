//! Every coin's wallets with exact balances: coins on the left, the table of the chosen coin or of all.

mod cells;
mod coins;
mod details;
mod draw;
mod filter_sort;

pub use draw::show;

use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::{CoinBalance, MarkFacts, Wallet};
use crate::kit::listing::ListRequest;
use crate::kit::state::Listing;
use crate::kit::table::TableState;
use crate::panels::wallet_people;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets, as far as they have been read.
    pub wallets: Listing<'a, Wallet>,
    /// What else the marks of the wallets need.
    pub mark_facts: &'a MarkFacts,
    /// The enterprise chosen in the top bar, if one is.
    pub enterprise: Option<&'a str>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The platform's own totals over all enterprises, once the list is whole.
    pub totals: Option<&'a [CoinBalance]>,
    /// The people of the chosen wallet.
    pub people: wallet_people::Model<'a>,
}

/// The panel's state.
pub struct State {
    /// The chosen coin; none for all.
    pub coin: Option<String>,
    /// Words that label, ID, coin, kind or mark must hold.
    pub filter: String,
    /// What was copied last and when, in seconds of the screen's clock.
    said: Option<(String, f64)>,
    /// The filter is to take the keyboard.
    wants_focus: bool,
    /// What the rows are sorted by, and whether the largest come first.
    sort: (Col, bool),
    /// The table's chosen row and order.
    table: TableState,
    /// The chosen row's wallet, which stays chosen when rows come, go or change places.
    chosen_id: Option<String>,
    /// The chosen wallet's details stand beside the table.
    shows_details: bool,
    arranged: filter_sort::FilteredRows,
}

impl Default for State {
    fn default() -> Self {
        Self {
            coin: None,
            filter: String::new(),
            said: None,
            wants_focus: true,
            sort: (Col::Balance, true),
            table: TableState::default(),
            chosen_id: None,
            shows_details: false,
            arranged: filter_sort::FilteredRows::default(),
        }
    }
}

/// The columns of the table, of which a narrow one shows fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Label,
    Kind,
    /// Over several coins, sorted by coin first: amounts of two coins do not compare.
    Balance,
    Confirmed,
    Spendable,
    People,
    Marks,
}

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Open a wallet's page.
    Open {
        /// Its coin, by ticker.
        coin: String,
        /// The wallet, by ID.
        id: String,
    },
    /// Something about a wallet's people.
    People(wallet_people::Request),
}
