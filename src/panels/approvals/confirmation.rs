//! A decision to be confirmed.

use crate::bitgo::approvals::{ApprovalRow, Decision, PendingApproval};
use crate::domain::approval::ApprovalStatus;
use crate::domain::share::Names;
use crate::kit::secret::SecretBuffer;

/// A decision to be confirmed. It carries what it decides as the person was told of it.
pub(super) struct Confirmation {
    pub approval: PendingApproval,
    pub status: ApprovalStatus,
    pub decision: Decision,
    pub summary: String,
    /// It stands otherwise than when the person opened this.
    pub has_changed: bool,
    pub(super) code: SecretBuffer,
    /// What opens the wallet's key; asked for by the person's own Express server alone.
    pub(super) passphrase: SecretBuffer,
}

impl Confirmation {
    pub fn new(
        decision: Decision,
        approval: &PendingApproval,
        status: &ApprovalStatus,
        names: &Names,
    ) -> Self {
        Self {
            approval: approval.clone(),
            status: status.clone(),
            decision,
            summary: approval.summary(names),
            has_changed: false,
            code: SecretBuffer::default(),
            passphrase: SecretBuffer::default(),
        }
    }

    /// Takes over how it stands now. Where somebody has done something about it, the code has to be typed again.
    pub fn take_over(&mut self, ApprovalRow { approval, status }: &ApprovalRow) {
        if !self.approval.snapshot().still_holds(approval) {
            self.has_changed = true;
            self.code.wipe();
        }
        self.approval.clone_from(approval);
        self.status.clone_from(status);
    }
}
