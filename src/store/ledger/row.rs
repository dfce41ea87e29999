//! One row in the making: what the events have told so far, and the parts from which its outcome is judged at the end.

use std::collections::HashMap;

use jiff::Timestamp;

use super::event::{Account, EventId, TokenFacts, VanishedWhy};
use super::history::{CutOffAsk, Replacement, RevokeState, TokenHistory, TokenOutcome};

/// A row in the making.
pub(super) struct Row {
    pub(super) history: TokenHistory,
    /// The run that asked for the token.
    pub(super) run: String,
    /// When the list was read and did not hold it.
    pub(super) not_found: Option<Timestamp>,
    pub(super) revoked: Option<Timestamp>,
    /// A revocation without an answer: when, and the run that sent it.
    pub(super) revoking: Option<(Timestamp, String)>,
    /// The person has read what became of the request for it.
    pub(super) is_read: bool,
    /// The run that looked the request up.
    pub(super) looked_up_by: Option<String>,
    /// The last revocation that was sent from here and not refused: its event, when, and the run that sent it.
    pub(super) revoke_asked: Option<(EventId, Timestamp, String)>,
    /// The run that noticed that it was gone.
    pub(super) vanished_by: Option<String>,
    /// Its content went into another row.
    pub(super) is_merged: bool,
}

impl Row {
    /// A row of which nothing is known.
    pub(super) fn new(account: Account) -> Self {
        let told = TokenHistory {
            account,
            id: None,
            known_since: None,
            request: None,
            issued: None,
            listed: None,
            first_seen: None,
            last_seen: None,
            vanished: None,
            failure: None,
            is_value_lost: false,
            is_kept: false,
            cut_off: Vec::new(),
            revoke: None,
            replaces: None,
            replaced_by: None,
            outcome: TokenOutcome::Active { expires: None },
            trail: Vec::new(),
        };
        Self {
            history: told,
            run: String::new(),
            not_found: None,
            revoked: None,
            revoking: None,
            is_read: false,
            looked_up_by: None,
            revoke_asked: None,
            vanished_by: None,
            is_merged: false,
        }
    }

    /// The token was in the list.
    pub(super) fn see(&mut self, token: TokenFacts, at: Timestamp) -> &mut Self {
        self.history.known_since.get_or_insert(at);
        self.history.first_seen.get_or_insert(at);
        self.history.last_seen = Some(at);
        self.history.vanished = None;
        self.history.listed = Some(token);
        self
    }

    /// Takes over everything from a row of the same token.
    pub(super) fn absorb(&mut self, other: Self) {
        let (mine, its) = (&mut self.history, other.history);
        mine.known_since = earlier(mine.known_since, its.known_since);
        mine.first_seen = earlier(mine.first_seen, its.first_seen);
        mine.last_seen = mine.last_seen.max(its.last_seen);
        mine.issued = mine.issued.take().or(its.issued);
        mine.listed = mine.listed.take().or(its.listed);
        mine.vanished = mine.vanished.or(its.vanished);
        mine.revoke = mine.revoke.take().or(its.revoke);
        mine.replaces = mine.replaces.take().or(its.replaces);
        mine.replaced_by = mine.replaced_by.take().or(its.replaced_by);
        mine.trail.extend(its.trail);
        mine.trail.sort_by_key(|entry| entry.at);
        self.revoked = self.revoked.or(other.revoked);
        self.revoking = self.revoking.take().or(other.revoking);
        self.revoke_asked = self.revoke_asked.take().or(other.revoke_asked);
        self.vanished_by = self.vanished_by.take().or(other.vanished_by);
    }

    /// When the token came to be, or was asked for: the order of the rows.
    pub(super) fn began(&self) -> Option<Timestamp> {
        let asked = self.history.request.as_ref().map(|asking| asking.at);
        asked.or_else(|| self.history.created()).or_else(|| self.history.trail.first().map(|entry| entry.at))
    }

    /// Judges what became of it. `is_waiting` says whether a request sent then, by that run, may still be answered.
    pub(super) fn finish(
        mut self,
        now: Timestamp,
        list_read: &HashMap<Account, Timestamp>,
        is_waiting: &mut impl FnMut(Timestamp, &str) -> bool,
    ) -> TokenHistory {
        self.history.cut_off = self.cut_off(is_waiting);
        if let Some((since, run)) = self.revoking.take().filter(|_| self.revoked.is_none()) {
            let is_waiting = is_waiting(since, &run);
            let (under_way, unanswered) =
                (RevokeState::UnderWay { since }, RevokeState::Unanswered { since });
            self.history.revoke = Some(if is_waiting { under_way } else { unanswered });
        }
        if self.revoked.is_some() {
            self.history.revoke = None;
        }
        if let Some(read) = list_read.get(&self.history.account).copied()
            && self.history.first_seen.is_some()
            && self.history.vanished.is_none()
            && self.revoked.is_none_or(|revoked| read < revoked)
        {
            self.history.last_seen = self.history.last_seen.max(Some(read));
        }
        let replaced = self.history.request.as_ref().and_then(|asking| asking.what.replaces.clone());
        if let Some(token_id) = replaced.filter(|_| self.history.replaces.is_none()) {
            self.history.replaces = Some(Replacement { token_id, step: None });
        }
        self.history.outcome = self.outcome(now, is_waiting);
        self.history
    }

    fn outcome(&self, now: Timestamp, is_waiting: &mut impl FnMut(Timestamp, &str) -> bool) -> TokenOutcome {
        let told = &self.history;
        if told.id.is_none() {
            return self.outcome_of_request(is_waiting);
        }
        if let Some(on) = self.revoked {
            return TokenOutcome::Revoked { on };
        }
        let expires = told.expires();
        match (told.vanished, expires) {
            (Some((at, VanishedWhy::Expired)), _) => TokenOutcome::Expired { on: expires.unwrap_or(at) },
            (Some((at, VanishedWhy::DeletedElsewhere)), _) if self.may_be_revoked() => {
                TokenOutcome::Revoked { on: at }
            }
            (Some((noticed, VanishedWhy::DeletedElsewhere)), _) => {
                TokenOutcome::DeletedElsewhere { last_seen: told.last_seen, noticed }
            }
            (None, Some(on)) if on <= now => TokenOutcome::Expired { on },
            (None, expires) => TokenOutcome::Active { expires },
        }
    }

    /// What was cut off by the end of its run. What that run itself has found out was on its screen.
    fn cut_off(&mut self, is_waiting: &mut impl FnMut(Timestamp, &str) -> bool) -> Vec<CutOffAsk> {
        let mut cut_off = Vec::new();
        let is_refused = self.history.failure.as_ref().is_some_and(|failure| !failure.is_outcome_unknown);
        if let Some(asking) = &mut self.history.request {
            asking.is_run_over = !is_waiting(asking.at, &self.run);
            let is_answered = self.history.issued.is_some() || is_refused;
            let is_told = self.is_read || self.looked_up_by.as_ref() == Some(&self.run);
            if asking.is_run_over && !is_answered && !is_told {
                cut_off.push(CutOffAsk { asked: asking.id, at: asking.at, is_revocation: false });
            }
        }
        if let Some((asked, at, run)) = self.revoke_asked.take().filter(|_| self.revoked.is_none())
            && self.vanished_by.as_ref() != Some(&run)
            && !is_waiting(at, &run)
        {
            cut_off.push(CutOffAsk { asked, at, is_revocation: true });
        }
        cut_off
    }

    /// Whether a revocation was sent from here whose outcome nobody knows.
    fn may_be_revoked(&self) -> bool {
        match &self.history.revoke {
            Some(RevokeState::Failed(failure)) => failure.is_outcome_unknown,
            Some(RevokeState::UnderWay { .. } | RevokeState::Unanswered { .. }) => true,
            None => false,
        }
    }

    fn outcome_of_request(&self, is_waiting: &mut impl FnMut(Timestamp, &str) -> bool) -> TokenOutcome {
        let since = self.history.request.as_ref().map(|asking| asking.at).unwrap_or_default();
        match (self.not_found, &self.history.failure) {
            (_, Some(failure)) if !failure.is_outcome_unknown => TokenOutcome::Refused { at: failure.at },
            (Some(found_on), _) => TokenOutcome::NotMade { found_on },
            (None, Some(failure)) => TokenOutcome::AnswerLost { at: failure.at },
            (None, None) if is_waiting(since, &self.run) => TokenOutcome::UnderWay { since },
            (None, None) => TokenOutcome::Unanswered { since },
        }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
