//! In which order the rows stand, and for what that was worked out.

use crate::domain::token::existing::{TokenFilter, TokenOrder};

/// The arrangement of the rows, kept until rows, notes, filter or sort change.
#[derive(Default)]
pub struct Order {
    pub(super) made_for: Option<Wanted>,
    /// Indices into the list.
    pub rows: Vec<usize>,
}

/// What the rows were arranged for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) generation: u64,
    pub(super) notes_edition: u64,
    pub(super) filter: String,
    pub(super) quick: TokenFilter,
    pub(super) sort: (TokenOrder, bool),
}
