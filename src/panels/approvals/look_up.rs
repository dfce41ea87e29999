//! Sending decisions, and what answers and lists tell of them.

use std::time::Instant;

use super::sent::{SentDecision, Who, meaning_of};
use super::state::State;
use crate::bitgo::approvals::{ApprovalRow, BulkResult, PendingApproval, Verdict};
use crate::bitgo::outcome::Outcome;
use crate::kit::mutation::{Stage, unconfirmed_words};
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

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
    ///
    /// With `wants_code` the platform asked for a code, or for an unlocked session.
    pub fn decision_failed(&mut self, failure: &Failure, may_have_happened: bool, wants_code: bool) {
        for sent in self.sent.values_mut().filter(|sent| sent.stage.is_sent()) {
            sent.stage.failed(failure.clone(), may_have_happened);
        }
        if let Some(bulk) = &mut self.bulk {
            bulk.was_sent &= may_have_happened;
            bulk.must_unlock |= wants_code;
        }
        if let Some(confirmation) = &mut self.confirmation {
            confirmation.wants_code |= wants_code;
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
        let id = self.confirmation.take().map(|it| it.approval.id.clone());
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
