//! Several that are being decided together.

use std::collections::BTreeMap;

use super::sent::SentDecision;
use super::text as wording;
use crate::bitgo::approvals::{BulkDecision, BulkRequest, Decision};
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
}

/// One of several.
pub(super) struct Item {
    pub(super) decision: BulkDecision,
    pub summary: String,
    /// What happens next.
    pub next: String,
    /// The person asked for it: rejecting it takes it back.
    pub is_own: bool,
    /// How many approvals it needed when it was chosen.
    pub(super) missing: u64,
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
        SentDecision::new(decision, &self.summary, self.is_own, self.missing)
    }
}

impl Bulk {
    /// The request: what is shown is what is sent.
    pub fn request(&self) -> BulkRequest {
        let approvals = self.items.iter().map(|item| item.decision.clone()).collect();
        BulkRequest { approvals, stops_at_error: self.stops_at_error }
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

    /// Before anything is sent, what has left the queue is taken out.
    pub fn drop_gone(&mut self, is_gone: impl Fn(&String) -> bool) {
        if self.was_sent {
            return;
        }
        let gone = self.items.extract_if(.., |item| is_gone(&item.id().to_owned()));
        let why = wording::LEFT_QUEUE;
        self.refused.extend(gone.map(|item| (item.summary, why.to_owned())));
    }
}
