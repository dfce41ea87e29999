//! What is chosen, filtered and sorted.

use std::time::{Duration, Instant};

use super::column::Col;
use super::filtered_rows::{Arranged, FilteredRows};
use crate::kit::aside::Aside;
use crate::kit::table::TableState;

/// The panel's state.
pub struct State {
    /// The chosen coin; none for all.
    pub coin: Option<String>,
    /// Words that label, ID, coin, kind or mark must hold.
    pub filter: String,
    /// What was copied last and when, in seconds of the screen's clock.
    pub(super) said: Option<(String, f64)>,
    /// The filter is to take the keyboard.
    pub(super) wants_focus: bool,
    /// What the rows are sorted by, and whether the largest come first.
    pub(super) sort: (Col, bool),
    /// The table's chosen row and order.
    pub(super) table: TableState,
    /// The chosen row's wallet, which stays chosen when rows come, go or change places.
    pub(super) chosen_id: Option<String>,
    /// The chosen wallet's details stand beside the table.
    pub(super) shows_details: bool,
    pub(super) arranged: FilteredRows,
    /// The next arrangement of a long list.
    pub(super) coming: Aside<Arranged>,
    /// When the newest arrangement was begun.
    pub(super) begun: Option<Instant>,
    /// How long it is until the next one of a list that is still coming.
    pub(super) pause: Option<Duration>,
}

impl State {
    /// Sorted by this column, the largest first.
    pub fn sorted_by(column: Col) -> Self {
        Self { sort: (column, true), ..Self::default() }
    }
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
            arranged: FilteredRows::default(),
            coming: Aside::default(),
            begun: None,
            pause: None,
        }
    }
}
