//! The token that is looked at, and the chosen wallet.

use crate::kit::table::TableState;

/// The state of the dialog.
#[derive(Default)]
pub struct State {
    /// The token, by ID.
    pub token: Option<String>,
    pub(super) filter: String,
    pub(super) table: TableState,
    pub(super) wants_focus: bool,
    /// The wallet that is chosen, by ID.
    pub(super) chosen: Option<String>,
}

impl State {
    /// Shows what this token could do.
    pub fn of(token: String) -> Self {
        Self { token: Some(token), wants_focus: true, ..Self::default() }
    }
}
