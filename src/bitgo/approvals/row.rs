//! An approval together with who may decide it, so that neither can be read with another's.

use super::PendingApproval;
use crate::domain::approval::ApprovalStatus;

/// A row of the list of approvals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalRow {
    /// The approval.
    pub approval: PendingApproval,
    /// Who may decide it and how far it is.
    pub status: ApprovalStatus,
}

impl ApprovalRow {
    /// The row of an approval. `admins` are those of its wallet, where the platform does not name who may decide.
    pub fn new(approval: PendingApproval, admins: Vec<String>) -> Self {
        Self { status: approval.status(admins), approval }
    }
}
