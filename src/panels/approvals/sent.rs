//! The person's decisions from when they are sent: where each stands, and what is to be said of it. Those that are decided
//! together stand each for itself.

use super::text as wording;
use crate::domain::foreign_text::visible;
use std::time::Instant;

use crate::bitgo::approvals::{ApprovalRow, BulkState, ClosedApproval, Decision, Verdict};
use crate::domain::approval::DecisionResult;
use crate::domain::share::Names;
use crate::kit::mutation::{Stage, found_done_words, not_done_words, unconfirmed_words};
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

/// A decision that was sent.
pub(super) struct SentDecision {
    pub decision: Decision,
    /// What it is about.
    pub summary: String,
    /// The person asked for it: rejecting it takes it back.
    is_own: bool,
    /// How many approvals were missing.
    missing: u64,
    pub stage: Stage,
    /// The platform answered for others that were sent with it, and said nothing of this one.
    is_unanswered: bool,
    /// What came of it.
    result: Option<(Meaning, String)>,
}

pub(super) fn meaning_of(verdict: &Verdict) -> Meaning {
    if verdict.is_good { Meaning::Good } else { Meaning::Attention }
}

impl SentDecision {
    pub fn new(decision: Decision, summary: &str, is_own: bool, missing: u64) -> Self {
        Self {
            decision,
            summary: summary.to_owned(),
            is_own,
            missing,
            stage: Stage::Sent,
            is_unanswered: false,
            result: None,
        }
    }

    /// What it is called in the sentences of its stage.
    pub fn what(&self) -> &'static str {
        match (self.decision, self.is_own) {
            (Decision::Approve, _) => "your approval",
            (Decision::Reject, true) => "your cancellation",
            (Decision::Reject, false) => "your rejection",
        }
    }

    /// What is to be said of it without what it is about; nothing while it is on its way.
    pub fn words(&self) -> Option<(Meaning, String)> {
        match &self.stage {
            Stage::Unconfirmed(_) if !self.is_unanswered => {
                Some((Meaning::Attention, unconfirmed_words(self.what())))
            }
            _ => self.result.clone(),
        }
    }

    fn settle(&mut self, stage: Stage, meaning: Meaning, words: String) {
        self.stage = stage;
        self.result = Some((meaning, words));
    }

    /// The answer to several, as far as it says something of this one.
    pub fn take_result(&mut self, state: Option<&BulkState>, stops_at_error: bool) {
        let words = match state {
            Some(BulkState::Done) => {
                let verdict = Verdict::of_bulk(self.decision, self.is_own, self.missing);
                return self.settle(Stage::Done, meaning_of(&verdict), verdict.words);
            }
            Some(BulkState::Failed(message)) => {
                let words = Verdict::of_refusal(message).words;
                let failure = Failure { what: words.clone(), ..Failure::default() };
                return self.settle(Stage::Refused(failure), Meaning::Danger, words);
            }
            Some(BulkState::Other(word)) => wording::other_result(&visible(word)),
            Some(BulkState::NotTold) | None if stops_at_error => wording::STOPPED_BEFORE.to_owned(),
            Some(BulkState::NotTold) | None => wording::NOTHING_REPORTED.to_owned(),
        };
        self.is_unanswered = true;
        self.stage.failed(Failure { what: words.clone(), ..Failure::default() }, true);
        self.result = Some((Meaning::Attention, words));
    }

    /// A list that was asked for at `began` holds the approval. True where that settles the decision.
    pub fn look_up(&mut self, began: Instant, row: &ApprovalRow, who: Who<'_>) -> bool {
        let ApprovalRow { approval, status } = row;
        let result = approval.tells_of(who.me, self.decision);
        if !self.stage.looked_up(began, result.is_mine()) {
            return false;
        }
        self.result = Some(if self.is_unanswered {
            let verdict = Verdict::of_open(row, self.decision, who.me);
            (meaning_of(&verdict), verdict.words)
        } else if result.is_mine() {
            let progress = status.progress(who.names);
            (Meaning::Good, format!("{} {progress}", found_done_words(self.what())))
        } else {
            (Meaning::Attention, not_done_words(self.what()))
        });
        true
    }

    /// The approval is no longer in the list and was looked up from `began` on. Where it cannot be seen any more nothing can
    /// be sent for it either.
    pub fn take_closed(&mut self, began: Instant, closed: &ClosedApproval, who: Who<'_>) {
        let result = match closed {
            ClosedApproval::Found(approval) => approval.tells_of(who.me, self.decision),
            ClosedApproval::Hidden => DecisionResult::Not,
        };
        if !self.stage.looked_up(began, result.is_mine()) {
            return;
        }
        let verdict = Verdict::of_closed(closed, who.names, who.me);
        let was_lost = result.is_mine() && !self.is_unanswered;
        let words = &verdict.words;
        let words =
            if was_lost { format!("{} {words}", found_done_words(self.what())) } else { words.clone() };
        self.result = Some((meaning_of(&verdict), words));
    }
}

/// Who looks at it.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    /// The person, by ID.
    pub me: &'a str,
    /// What to call people.
    pub names: &'a Names,
}
