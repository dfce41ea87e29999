//! What the view of the past tokens remembers.

use jiff::Timestamp;

use crate::domain::token::{Past, PastOrder};
use crate::kit::table::{Sort, TableState};

/// What the view of the past remembers.
#[derive(Default)]
pub struct PastState {
    pub(super) filter: String,
    pub(super) table: TableState,
    pub(super) chosen: Option<String>,
    pub(super) made_for: Option<(Timestamp, String, Option<Sort>)>,
    pub(super) rows: Vec<usize>,
}

impl PastState {
    /// Works out the rows again where the ledger, the words or the order have changed.
    pub(super) fn arrange(&mut self, past: &Past) {
        let wanted = (past.read_at, self.filter.trim().to_owned(), self.table.sort);
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let order = self.table.sort.and_then(|sort| Some((*COLUMNS.get(sort.column)?, sort.descending)));
        self.rows = past.arranged(&wanted.1, order);
        let chosen = |row: &usize| self.chosen.as_ref() == Some(&past.tokens[*row].key);
        self.table.chosen = self.rows.iter().position(chosen);
        self.made_for = Some(wanted);
    }

    /// Closes the details.
    pub(super) fn close(&mut self) {
        self.chosen = None;
        self.table.chosen = None;
    }
}

/// The columns, in the order of the table. The last two are left out where there is little room.
pub(super) const COLUMNS: [PastOrder; 5] =
    [PastOrder::Label, PastOrder::Outcome, PastOrder::Last, PastOrder::Asked, PastOrder::Lived];
