//! What waits for approval, and who may decide it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ActiveSession;
use crate::app::work::Work;
use crate::bitgo::approvals::{ApprovalQuery, ApprovalRow, PendingApproval};
use crate::kit::state::Listing;

/// The approvals with who may decide each, kept until approvals or wallets change.
#[derive(Default)]
pub struct ApprovalRows {
    made_for: Option<(u64, u64)>,
    rows: Vec<ApprovalRow>,
}

impl ActiveSession {
    /// Reads the pending approvals from the start.
    pub fn read_approvals(&mut self) {
        let pages = self.session.pending_approvals(ApprovalQuery::default());
        self.approvals.read(&self.worker, Work::reading("Reading approvals"), pages);
    }

    /// Each approval with who may decide it.
    pub fn approval_rows(&self) -> &[ApprovalRow] {
        &self.approval_rows.rows
    }

    /// The same as far as the list has been read, for a panel.
    pub fn approval_listing(&self) -> Listing<'_, ApprovalRow> {
        self.approvals.listing().with_rows(self.approval_rows())
    }

    /// How many approvals this person can give now.
    pub fn can_approve(&self) -> usize {
        let me = &self.session.user().id;
        self.approval_rows().iter().filter(|row| row.status.can_approve(me).is_ok()).count()
    }

    /// Works out again who may decide where approvals or wallets have changed. Where the platform names nobody, a
    /// wallet's admins decide.
    pub fn keep_approval_rows(&mut self) {
        let made_for = Some((self.approvals.listing().generation, self.wallets.listing().generation));
        if self.approval_rows.made_for == made_for {
            return;
        }
        let asked: BTreeSet<&str> =
            self.approvals.rows().iter().filter_map(|approval| approval.wallet.as_deref()).collect();
        let (places, rows) = (&self.wallet_data.index, self.wallets.rows());
        let wallets = asked.into_iter().filter_map(|id| rows.get(places.place(id)?));
        let admins: BTreeMap<&str, Vec<String>> = wallets
            .map(|wallet| (wallet.id.as_str(), wallet.for_sharing().admins().map(str::to_owned).collect()))
            .collect();
        let of = |id: Option<&str>| id.and_then(|id| admins.get(id)).cloned().unwrap_or_default();
        let is_same_list = self.approval_rows.made_for.map(|(approvals, _)| approvals)
            == made_for.map(|(approvals, _)| approvals);
        if is_same_list {
            // Only wallets have come: the approvals stay, and who may decide them is worked out again.
            for row in &mut self.approval_rows.rows {
                row.status = row.approval.status(of(row.approval.wallet.as_deref()));
            }
            self.approval_rows.made_for = made_for;
            return;
        }
        let before: HashMap<&str, &ApprovalRow> =
            self.approval_rows.rows.iter().map(|row| (row.approval.id.as_str(), row)).collect();
        let row = |it: &PendingApproval| {
            ApprovalRow::again(it, before.get(it.id.as_str()).copied(), of(it.wallet.as_deref()))
        };
        let rows = self.approvals.rows().iter().map(row).collect();
        self.approval_rows = ApprovalRows { made_for, rows };
    }
}
