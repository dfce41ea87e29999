//! The person's decisions from when they are sent: where each stands, and what is to be said of it. Those that are decided
//! together stand each for itself.

use std::time::Instant;

use super::State;
use crate::bitgo::approvals::{
    ApprovalRow, BulkResult, BulkState, ClosedApproval, Decision, PendingApproval, Verdict,
};
use crate::bitgo::outcome::Outcome;
use crate::domain::approval::DecisionResult;
use crate::domain::share::Names;
use crate::kit::mutation::{Stage, found_done_words, not_done_words, unconfirmed_words};
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

/// A decision that was sent.
pub(super) struct SentDecision {
    decision: Decision,
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
            (Decision::Reject, true) => "taking it back",
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
    fn take_result(&mut self, state: Option<&BulkState>, stops_at_error: bool) {
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
            Some(BulkState::Other(word)) => {
                format!("The platform says “{}”; the list tells.", word.escape_debug())
            }
            Some(BulkState::NotTold) | None if stops_at_error => {
                "The platform stopped before it; the list tells whether it is open.".to_owned()
            }
            Some(BulkState::NotTold) | None => {
                "The platform says nothing of it; the list tells whether it is open.".to_owned()
            }
        };
        self.is_unanswered = true;
        self.stage.failed(Failure { what: words.clone(), ..Failure::default() }, true);
        self.result = Some((Meaning::Attention, words));
    }

    /// A list that was asked for at `began` holds the approval. True where that settles the decision.
    fn look_up(&mut self, began: Instant, row: &ApprovalRow, who: Who<'_>) -> bool {
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

impl State {
    /// The decision that is being confirmed is sent now. False where it must not be.
    pub fn send(&mut self, me: &str) -> bool {
        let Some(it) = &self.confirmation else { return false };
        let sent =
            SentDecision::new(it.decision, &it.summary, it.approval.creator == me, it.status.missing());
        let is_held = self.is_held(&it.approval.id);
        if !is_held {
            self.sent.insert(it.approval.id.clone(), sent);
        }
        !is_held
    }

    /// The decision on several is sent now. False where it must not be.
    pub fn send_bulk(&mut self) -> bool {
        let Some(bulk) = &mut self.bulk else { return false };
        if bulk.items.iter().any(|item| self.sent.get(item.id()).is_some_and(|it| it.stage.is_held())) {
            return false;
        }
        bulk.was_sent = true;
        self.sent.extend(bulk.items.iter().map(|item| (item.id().to_owned(), item.sent(bulk.decision))));
        true
    }

    /// The platform has answered a decision on this approval.
    pub fn decided(&mut self, id: &str, outcome: &Outcome<PendingApproval>, who: Who<'_>) {
        let Some(sent) = self.sent.get_mut(id) else { return };
        sent.stage = Stage::Done;
        let confirmation = self.confirmation.take_if(|it| it.approval.id == id);
        let deciders = confirmation.map(|it| it.status.deciders).unwrap_or_default();
        let verdict =
            Verdict::of_decision(sent.decision, &sent.summary, outcome, &deciders, who.names, who.me);
        self.say(meaning_of(&verdict), verdict.words);
    }

    /// The platform has answered for several.
    pub fn decided_bulk(&mut self, results: &[BulkResult]) {
        let stops_at_error = self.bulk.as_ref().is_some_and(|bulk| bulk.stops_at_error);
        for (id, sent) in self.sent.iter_mut().filter(|(_, sent)| sent.stage.is_sent()) {
            let result = results.iter().find(|result| result.id == *id);
            sent.take_result(result.map(|result| &result.state), stops_at_error);
        }
    }

    /// What is on its way was refused, or its answer was lost.
    pub fn decision_failed(&mut self, failure: &Failure, may_have_happened: bool, needs_unlock: bool) {
        for sent in self.sent.values_mut().filter(|sent| sent.stage.is_sent()) {
            sent.stage.failed(failure.clone(), may_have_happened);
        }
        if let Some(bulk) = &mut self.bulk {
            bulk.was_sent &= may_have_happened;
            bulk.must_unlock |= needs_unlock;
        }
    }

    /// What became of lost decisions could not be looked up.
    pub fn look_up_failed(&mut self, failure: &Failure) {
        for sent in self.sent.values_mut() {
            sent.stage.look_up_failed(failure);
        }
    }

    /// The session is over: what was on its way is unconfirmed, and no code or passphrase stays typed. The case stays open.
    pub fn session_ended(&mut self, why: &Failure) {
        for sent in self.sent.values_mut() {
            sent.stage.lose_answer(why);
        }
        let id = self.confirmation.take().map(|it| it.approval.id);
        if let Some(sent) = id.and_then(|id| self.sent.get(&id)).filter(|it| it.stage.is_unconfirmed()) {
            let words = format!("{}. {}", sent.summary, unconfirmed_words(sent.what()));
            self.say(Meaning::Attention, words);
        }
        if let Some(bulk) = &mut self.bulk {
            bulk.code.wipe();
        }
    }

    /// Nothing may be sent for this approval.
    pub(super) fn is_held(&self, id: &str) -> bool {
        self.sent.get(id).is_some_and(|sent| sent.stage.is_held())
    }

    /// Lost decisions: a list that was asked for at `began` tells whether they count. One that was not carried out may
    /// still arrive late, so later lists are asked again as long as its dialog is open.
    pub(super) fn look_up_sent(&mut self, rows: &[ApprovalRow], began: Instant, who: Who<'_>) {
        let mut settled = Vec::new();
        for row in rows {
            let Some(sent) = self.sent.get_mut(&row.approval.id) else { continue };
            if sent.look_up(began, row, who) {
                settled.push(row.approval.id.clone());
            }
        }
        for id in settled {
            self.tell(&id);
        }
    }

    /// Says what was found of a lost decision, where no dialog does.
    fn tell(&mut self, id: &str) {
        let Some(sent) = self.sent.get(id).filter(|_| !self.bulk_has(id)) else { return };
        let is_confirmed_again =
            sent.stage == Stage::NotDone && self.confirmation.as_ref().is_some_and(|it| it.approval.id == id);
        if let (false, Some((meaning, words))) = (is_confirmed_again, sent.words()) {
            let words = format!("{}. {}", sent.summary, words.trim_end());
            self.confirmation.take_if(|it| it.approval.id == id);
            self.say(meaning, words);
        }
    }

    /// Whether the dialog of several shows this one.
    pub(super) fn bulk_has(&self, id: &str) -> bool {
        self.bulk.as_ref().is_some_and(|bulk| bulk.items.iter().any(|item| item.id() == id))
    }

    /// Whether nothing is to be said when this approval leaves the list: the person has decided it, or its dialog says it.
    pub(super) fn is_told(&self, id: &str) -> bool {
        self.sent.get(id).is_some_and(|sent| match sent.stage {
            Stage::Sent | Stage::Done => true,
            _ => sent.stage.is_held() && self.bulk_has(id),
        })
    }

    /// Drops the decisions of which nothing is left to say.
    pub(super) fn drop_settled(&mut self) {
        let open = self.confirmation.as_ref().map(|it| it.approval.id.clone());
        let bulk = self.bulk.as_ref();
        let of_bulk = |id: &String| bulk.is_some_and(|bulk| bulk.items.iter().any(|item| item.id() == id));
        self.sent.retain(|id, sent| sent.stage.is_held() || open.as_ref() == Some(id) || of_bulk(id));
    }

    /// A dialog is closed: how what it sent was refused, or was not done, is not the next one's.
    pub(super) fn forget_failures(&mut self) {
        self.sent.retain(|_, sent| sent.stage.is_held() || sent.stage == Stage::Done);
    }
}
