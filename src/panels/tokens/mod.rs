//! The access tokens that the platform lists: unexpired ones, with their reach and the time they have left.

mod draw;
mod rows;

pub use draw::show;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::AccessTokenInfo;
use crate::kit::listing::Wish;
use crate::kit::state::Listing;
use crate::kit::table::{self, TableState};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The tokens, as far as they have been read.
    pub tokens: Listing<'a, AccessTokenInfo>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
    /// The token that was just made, to be found at a glance.
    pub newest: Option<&'a str>,
}

/// The panel's state.
pub struct State {
    /// Words that label, scope, address or ID must hold.
    pub filter: String,
    table: TableState,
    order: rows::Order,
}

impl Default for State {
    fn default() -> Self {
        let soonest_first = table::Sort { column: TIME_LEFT, descending: false };
        Self {
            filter: String::new(),
            table: TableState { sort: Some(soonest_first), ..TableState::default() },
            order: rows::Order::default(),
        }
    }
}

/// The column of the time left.
const TIME_LEFT: usize = 1;

/// What the panel asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the creator.
    New,
    /// Read the list again, or stop.
    Read(Wish),
}
