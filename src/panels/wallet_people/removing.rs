//! A removal that is looked at or was sent, and what became of it.

use std::collections::BTreeSet;

use crate::domain::deed::Answers;
use crate::domain::share::{RemovalOutcome, RemovalRequest};

/// A removal. It carries the request that it confirms.
pub(super) struct Removing {
    pub(super) request: RemovalRequest,
    /// What the wallet is called.
    pub(super) wallet: String,
    pub(super) answers: Answers,
    /// The open invitations that are to be canceled with it, by the share's ID.
    pub(super) ticked: BTreeSet<String>,
    /// Who could approve what was sent, by ID.
    pub(super) approvers: Vec<String>,
    /// The dialog is open. One whose answer is lost goes on without it.
    pub(super) is_open: bool,
}

/// What became of a removal.
pub(super) struct Notice {
    pub(super) removing: Removing,
    pub(super) end: RemovalOutcome,
    /// A look-up has answered.
    pub(super) was_lost: bool,
}
