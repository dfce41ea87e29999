//! What waits for approval, and who may decide it.

use std::collections::{BTreeMap, BTreeSet};

use super::ActiveSession;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalQuery;
use crate::domain::approval::ApprovalStatus;

/// Who may decide each approval, kept until approvals or wallets change.
#[derive(Default)]
pub struct ApprovalStatuses {
    made_for: Option<(u64, u64)>,
    statuses: Vec<ApprovalStatus>,
}

impl ActiveSession {
    /// Reads the pending approvals from the start.
    pub fn read_approvals(&mut self) {
        let pages = self.session.pending_approvals(ApprovalQuery::default());
        self.approvals.read(&self.worker, Work::reading("Reading approvals"), pages);
    }

    /// Who may decide each of the approvals, in their order.
    pub fn statuses(&self) -> &[ApprovalStatus] {
        &self.statuses.statuses
    }

    /// How many approvals this person can give now.
    pub fn can_approve(&self) -> usize {
        let me = &self.session.user().id;
        self.statuses().iter().filter(|status| status.can_approve(me).is_ok()).count()
    }

    /// Works out again who may decide where approvals or wallets have changed. Where the platform names nobody, a
    /// wallet's admins decide.
    pub fn keep_approval_statuses(&mut self) {
        let made_for = Some((self.approvals.listing().generation, self.wallets.listing().generation));
        if self.statuses.made_for == made_for {
            return;
        }
        let asked: BTreeSet<&str> =
            self.approvals.rows().iter().filter_map(|approval| approval.wallet.as_deref()).collect();
        let wallets = self.wallets.rows().iter().filter(|wallet| asked.contains(wallet.id.as_str()));
        let admins: BTreeMap<&str, Vec<String>> = wallets
            .map(|wallet| (wallet.id.as_str(), wallet.for_sharing().admins().map(str::to_owned).collect()))
            .collect();
        let of = |id: Option<&str>| id.and_then(|id| admins.get(id)).cloned().unwrap_or_default();
        let statuses = self.approvals.rows().iter().map(|it| it.status(of(it.wallet.as_deref()))).collect();
        self.statuses = ApprovalStatuses { made_for, statuses };
    }
}
