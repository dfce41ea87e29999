//! What a session does with access tokens: each deed is written to the ledger before it is sent, and what came of it
//! after.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::ledger::facts_of;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::login;
use crate::domain::lifetime::LifetimeContext;
use crate::domain::reminder::ReminderId;
use crate::domain::token::known::KnownContext;
use crate::domain::token::{Places, TokenRequest};
use crate::store::ledger::{Happening, ListReading, ReplaceStep, TokenAsked};

/// What the ledger keeps of a creation beside the request.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// The lifetime as it was typed.
    pub lifetime: &'a str,
    /// The ID of the token that the new one is to replace.
    pub replaces: Option<&'a str>,
}

impl ActiveSession {
    /// Sends the creation of a token, once. What is asked for is in the ledger before it is sent, and what came of it
    /// after.
    pub fn create_token(&mut self, request: TokenRequest, typed: Typed<'_>, code: SecretString) {
        let (session, ledger, asked) = (self.session.clone(), self.ledger.clone(), self.asked.clone());
        let entry = Happening::Asked(Box::new(TokenAsked::of(&request, typed.lifetime, typed.replaces)));
        self.creation.start(&self.worker, Work::changing("Creating an access token"), async move {
            let id = ledger.write(entry).await;
            *asked.lock().unwrap_or_else(PoisonError::into_inner) = id;
            let result = session.create_access_token(&request, &code).await;
            if let Some(asked) = id {
                let request_id = result.as_ref().err().and_then(|error| error.request_id.clone());
                let what = match &result {
                    Ok(created) => Happening::Answered { asked, token: facts_of(&created.info), request_id },
                    Err(error) => Happening::Failed {
                        asked,
                        request_id,
                        sentence: error.advice().what,
                        is_outcome_unknown: error.may_have_happened(),
                    },
                };
                ledger.write(what).await;
            }
            result
        });
    }

    /// Writes down what the list showed of a creation whose answer was lost.
    pub fn note_lost(&mut self, found: Option<&AccessTokenInfo>) {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(asked) = asked else { return };
        let what = match found {
            Some(token) => Happening::LostFound { asked, token: facts_of(token) },
            None => Happening::LostNotFound { asked },
        };
        let ledger = self.ledger.clone();
        self.worker.detach(async move {
            let _ = ledger.write(what).await;
        });
    }

    /// Brings the reminders up to date.
    pub fn remind(&mut self, now: Timestamp, put_aside: &BTreeSet<ReminderId>) {
        self.reminding.update(&self.tokens.listing(), now, put_aside);
    }

    /// Brings what wallets and enterprises are called up to date.
    pub fn name_places(&mut self) {
        self.placing.update(&self.wallets.listing(), &self.session.user().enterprises);
    }

    /// What wallets and enterprises are called.
    pub fn places(&self) -> &Arc<Places> {
        self.placing.places()
    }

    /// A whole list has come: the tokens that were in the one before it and are gone, by ID.
    pub fn take_gone(&mut self) -> Vec<String> {
        let listed: BTreeSet<String> = self.tokens.rows().iter().map(|token| token.id.clone()).collect();
        let before = std::mem::replace(&mut self.listed_ids, listed);
        before.into_iter().filter(|id| !self.listed_ids.contains(id)).collect()
    }

    /// What this environment's tokens are held against.
    pub fn known_context(
        &self,
        now: Timestamp,
        zone: &TimeZone,
        next_deployment: Option<Date>,
    ) -> KnownContext {
        let lifetime = LifetimeContext { now, zone: zone.clone(), next_deployment };
        KnownContext { rules: self.environment.rules(), lifetime }
    }

    /// Takes down the list that has just come, and reads the history anew.
    pub fn take_down_list(&mut self, began: Timestamp, zone: &TimeZone) {
        let tokens =
            self.tokens.rows().iter().filter(|token| !token.label.is_empty()).map(facts_of).collect();
        let clock = self.session.client().clock();
        let server_ahead_secs = clock.map_or(0, |reading| reading.server_ahead_secs);
        let reading =
            ListReading { began, tokens, server_ahead_secs, is_complete: self.tokens.is_complete() };
        let key = Work::reading("Reading the token ledger");
        self.history.start(&self.worker, key, self.ledger.clone().take_down_list(reading, zone.clone()));
    }

    /// Revokes a token, once.
    pub fn revoke_token(&mut self, id: String) {
        self.revoking = Some(id.clone());
        let session = self.session.clone();
        let key = Work::changing("Revoking an access token");
        let ledger = self.ledger.clone();
        self.revocation.start(&self.worker, key, async move {
            let asked = ledger.write(Happening::RevokeAsked { token_id: id.clone() }).await;
            let result = session.delete_access_token(&id).await;
            if let Some(asked) = asked {
                let what = match &result {
                    Ok(()) => Happening::RevokeAnswered { asked, request_id: None },
                    Err(error) => Happening::RevokeFailed {
                        asked,
                        request_id: error.request_id.clone(),
                        sentence: error.advice().what,
                        is_outcome_unknown: error.may_have_happened(),
                    },
                };
                ledger.write(what).await;
            }
            result
        });
    }

    /// Whether a creation is under way whose answer has not come.
    pub fn is_creating(&self) -> bool {
        self.creation.pending_since().is_some()
    }

    /// Whether the last creation may have made a token although no usable answer came.
    pub fn is_outcome_unknown(&self) -> bool {
        self.creation.error().is_some_and(|error| error.outcome_unknown)
    }

    /// A revocation whose answer was lost is done when the list no longer holds the token.
    pub fn forget_revocation_of_gone(&mut self) {
        let is_gone = |id: &String| self.tokens.rows().iter().all(|token| token.id != *id);
        if self.revocation.error().is_some() && self.revoking.as_ref().is_some_and(is_gone) {
            self.revocation = Task::default();
            self.revoking = None;
        }
    }

    /// Asks the platform with a replacement's new token what session that is. The answer has to be about that token.
    pub fn try_token(&mut self, value: SecretString, id: String) {
        let client = self.session.client().clone();
        self.trial.start(&self.worker, Work::reading("Trying an access token"), async move {
            let info = login::try_token(&client, value).await?;
            if info.id.is_empty() || info.id == id {
                Ok(())
            } else {
                Err(AppError::of_another_token(&info.id))
            }
        });
    }

    /// Writes down a step of a replacement.
    pub fn note_step(&self, old_id: &str, new_id: &str, step: ReplaceStep) {
        let what = Happening::Replaced { old_id: old_id.to_owned(), new_id: new_id.to_owned(), step };
        let ledger = self.ledger.clone();
        self.worker.detach(async move {
            let _ = ledger.write(what).await;
        });
    }

    /// Writes down that the person stopped waiting for a creation. It may have happened all the same.
    pub(super) fn note_stopped(&self) {
        let Some(error) = self.creation.error().filter(|error| error.is_cancelled()) else { return };
        let Some(asked) = *self.asked.lock().unwrap_or_else(PoisonError::into_inner) else { return };
        let (ledger, sentence) = (self.ledger.clone(), error.failure.what.clone());
        let what = Happening::Failed { asked, request_id: None, sentence, is_outcome_unknown: true };
        self.worker.detach(async move {
            let _ = ledger.write(what).await;
        });
    }
}
