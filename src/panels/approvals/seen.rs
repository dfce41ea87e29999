//! An approval as the person has it before their eyes in a dialog, and what has changed since.

use super::text as wording;
use crate::bitgo::approvals::{ApprovalCase, PendingApproval, Snapshot};

/// How an approval stood, and what it was about, when a dialog was opened or its button was pressed.
pub(super) struct Seen {
    snapshot: Snapshot,
    summary: String,
}

impl Seen {
    pub fn of(approval: &ApprovalCase, summary: &str) -> Self {
        Self { snapshot: approval.snapshot(), summary: summary.to_owned() }
    }

    /// What has changed since then, a sentence each. `summary` is what it is about now.
    pub fn changes(&self, now: &PendingApproval, summary: &str) -> Vec<String> {
        let mut changes = self.snapshot.changes(now);
        if !self.snapshot.asks_the_same(now) && self.summary != summary {
            changes.push(wording::before(&self.summary));
        }
        changes
    }
}
