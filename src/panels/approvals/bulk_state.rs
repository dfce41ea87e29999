//! Several that are being decided together.

use std::collections::BTreeMap;

use super::checks::Checks;
use super::request::Request;
use super::seen::Seen;
use super::sent::{SentDecision, Who};
use super::summary::whole_summary;
use super::text as wording;
use super::together::hindrance_of;
use crate::bitgo::approvals::{
    ApprovalCase, ApprovalRow, BulkDecision, BulkRequest, Decision, PendingApproval,
};
use crate::domain::approval::ApprovalStatus;
use crate::domain::text::counted;
use crate::kit::secret::SecretBuffer;

/// Several that are being decided.
pub(super) struct Bulk {
    pub decision: Decision,
    pub items: Vec<Item>,
    /// Those that are not sent: what each is about, and why not.
    pub refused: Vec<(String, String)>,
    pub stops_at_error: bool,
    pub code: SecretBuffer,
    /// The platform wants the session unlocked.
    pub must_unlock: bool,
    /// The request was sent, and not refused as a whole.
    pub was_sent: bool,
    /// The person wants the part after the one in view.
    pub shows_more: bool,
}

/// One of several. It carries what it decides, as the confirmation of one does.
pub(super) struct Item {
    pub(super) decision: BulkDecision,
    pub approval: ApprovalCase,
    pub status: ApprovalStatus,
    pub summary: String,
    /// The person asked for it: rejecting it takes it back.
    pub is_own: bool,
    /// How it stood, and what it was about, when this was opened or the button was pressed.
    pub(super) shown: Seen,
    /// What has changed since then, a sentence each.
    pub changes: Vec<String>,
    /// What it is checked against is still being read.
    pub is_checking: bool,
    /// The person has come to its end as it stands now.
    pub is_seen: bool,
}

/// How far they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing is sent yet.
    Asking,
    /// The request is on its way.
    Sent,
    /// Each has its result, or is looked up.
    Results,
}

impl Item {
    /// The approval, by ID.
    pub fn id(&self) -> &str {
        self.decision.id()
    }

    /// The decision on it that is sent now.
    pub fn sent(&self, decision: Decision) -> SentDecision {
        SentDecision::new(decision, &self.summary, self.is_own, self.status.missing())
    }

    /// Takes over how it stands now. What has changed is said, and has to be seen again.
    fn take_over(&mut self, ApprovalRow { approval, status }: &ApprovalRow, who: Who<'_>) {
        let summary = whole_summary(approval, who.names);
        self.is_seen &= self.approval.snapshot().changes(approval).is_empty();
        self.changes = self.shown.changes(approval, &summary);
        self.summary = summary;
        self.approval.clone_from(approval);
        self.status.clone_from(status);
    }
}

impl Bulk {
    /// The request: what is shown is what is sent.
    pub fn request(&self) -> BulkRequest {
        let approvals = self.items.iter().map(|item| item.decision.clone()).collect();
        BulkRequest { approvals, stops_at_error: self.stops_at_error }
    }

    /// What is asked for when the person presses the button.
    pub fn decided(&mut self) -> Request {
        for item in &mut self.items {
            item.shown = Seen::of(&item.approval, &item.summary);
            item.changes.clear();
        }
        let seen = self
            .items
            .iter()
            .map(|item| (PendingApproval::clone(&item.approval), item.summary.clone()))
            .collect();
        Request::DecideBulk { request: self.request(), seen }
    }

    /// How many of them the person has seen to the end.
    pub fn seen(&self) -> usize {
        self.items.iter().filter(|item| item.is_seen).count()
    }

    /// How many, in words with what they are.
    pub fn counted(&self) -> String {
        counted(self.items.len(), "request")
    }

    /// How far they are.
    pub fn step(&self, sent: &BTreeMap<String, SentDecision>) -> Step {
        let is_sent = |item: &Item| sent.get(item.id()).is_some_and(|sent| sent.stage.is_sent());
        match self.was_sent {
            false => Step::Asking,
            true if self.items.iter().any(is_sent) => Step::Sent,
            true => Step::Results,
        }
    }

    /// Before anything is sent, each is taken over as it stands in a whole list, and what has left the queue is taken
    /// out.
    pub fn take_list(&mut self, rows: &[ApprovalRow], who: Who<'_>) {
        if self.was_sent {
            return;
        }
        for mut item in std::mem::take(&mut self.items) {
            let Some(row) = rows.iter().find(|row| row.approval.id == item.id()) else {
                self.refused.push((item.summary, wording::LEFT_QUEUE.to_owned()));
                continue;
            };
            item.take_over(row, who);
            match hindrance_of(&item.approval, &item.status, self.decision, who.me) {
                Some(why) => self.refused.push((item.summary, why)),
                None => self.items.push(item),
            }
        }
    }

    /// Takes out what nobody should approve together with others: dangers, unread parts and checks that were not done
    /// are ticked one by one, in the confirmation of one.
    pub fn take_out_concerned(&mut self, checks_of: impl Fn(&ApprovalCase) -> Checks) {
        if !self.decision.is_approval() || self.was_sent {
            return;
        }
        for mut item in std::mem::take(&mut self.items) {
            let checks = checks_of(&item.approval);
            item.is_checking = checks.is_checking;
            if let Some(concern) = checks.concerns.first().filter(|_| !checks.is_checking) {
                self.refused.push((item.summary, wording::decide_by_itself(&concern.sentence)));
            } else {
                self.items.push(item);
            }
        }
    }
}
