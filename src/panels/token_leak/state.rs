//! The token that is looked at, and the chosen row.

use super::model::Leaks;
use crate::kit::sliced_search::SlicedSearch;
use crate::kit::table::TableState;

/// The state of the dialog.
#[derive(Default)]
pub struct State {
    /// The token, by ID.
    pub token: Option<String>,
    pub(super) filter: String,
    pub(super) table: TableState,
    pub(super) wants_focus: bool,
    /// The row that is chosen, by its wallet's ID and its coin.
    pub(super) chosen: Option<(String, String)>,
    /// The rows that the words of the filter find.
    pub(super) search: SlicedSearch,
    /// What the chosen row's place was looked for among: which rows, how many of them, and which row.
    pub(super) placed: (u64, usize, Option<(String, String)>),
}

impl State {
    /// Shows what this token could do.
    pub fn of(token: String) -> Self {
        Self { token: Some(token), wants_focus: true, ..Self::default() }
    }

    /// Keeps the table's chosen row at the one that was chosen, without going through the rows in each frame.
    pub(super) fn place_chosen(&mut self, rows: &[usize], leaks: &Leaks) {
        if self.chosen.is_none() {
            self.table.chosen = None;
            return;
        }
        let is_chosen = |at: usize| {
            leaks.rows.get(at).is_some_and(|it| self.chosen.as_ref().is_some_and(|chosen| it.is(chosen)))
        };
        let is_there = self.table.chosen.and_then(|row| rows.get(row)).is_some_and(|at| is_chosen(*at));
        let of = (leaks.serial, rows.len(), self.chosen.clone());
        if is_there || self.placed == of {
            return;
        }
        self.table.chosen = rows.iter().position(|at| is_chosen(*at));
        self.placed = of;
    }
}
