//! An approval together with who may decide it, so that neither can be read with another's.

use super::{ApprovalCase, PendingApproval};
use crate::domain::approval::ApprovalStatus;

/// A row of the list of approvals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalRow {
    /// The approval.
    pub approval: ApprovalCase,
    /// Who may decide it and how far it is.
    pub status: ApprovalStatus,
}

impl ApprovalRow {
    /// The row of an approval. `admins` are those of its wallet, where the platform does not name who may decide.
    pub fn new(approval: PendingApproval, admins: Vec<String>) -> Self {
        Self { status: approval.status(admins), approval: ApprovalCase::new(approval) }
    }

    /// The row of an approval that was read again. Where it is as it was `before`, it is not examined again.
    pub fn again(approval: &PendingApproval, before: Option<&Self>, admins: Vec<String>) -> Self {
        let unchanged = before.filter(|before| *before.approval == *approval);
        let case = unchanged.map(|before| before.approval.clone());
        Self {
            status: approval.status(admins),
            approval: case.unwrap_or_else(|| ApprovalCase::new(approval.clone())),
        }
    }
}
