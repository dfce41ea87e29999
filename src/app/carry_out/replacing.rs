//! One token in the place of another: the draft that carries the old one over, and the steps after the new one exists.

use std::collections::BTreeSet;

use secrecy::SecretString;

use crate::app::application::App;
use crate::app::panel_table::Route;
use crate::app::task::Task;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::token::replace::Verified;
use crate::panels::token_creator::{Origin, Replacing, Request, State};
use crate::store::ledger::ReplaceStep;

impl App {
    /// Brings the draft of this origin to the front; the one that was there waits with everything that was typed.
    ///
    /// While a token is being made, or one that was lost has not been looked for, its own draft stays.
    pub(super) fn bring_forward(
        &mut self,
        is_wanted: impl Fn(&Origin) -> bool,
        make: impl FnOnce() -> State,
    ) {
        self.room = Route::TokenCreator;
        let is_bound =
            self.live.as_ref().is_some_and(|live| live.is_creating() || live.creation.ready().is_some());
        if is_bound || self.creator.awaits_look() {
            return;
        }
        if !is_wanted(&self.creator.origin) {
            let waiting = self.drafts_aside.iter().position(|draft| is_wanted(&draft.origin));
            let wanted = waiting.map_or_else(make, |at| self.drafts_aside.remove(at));
            let opened = self.creator.opened;
            let mut before = std::mem::replace(&mut self.creator, wanted);
            self.creator.opened = opened;
            if before.is_worth_keeping() {
                before.wipe_secrets();
                self.drafts_aside.push(before);
            }
        }
        self.creator.open();
    }

    /// The draft has become a token, and the token is taken. A replacement goes on with its next step; else the draft
    /// that waits longest with an empty form's origin comes back.
    pub(super) fn finish_draft(&mut self) {
        let is_half_way = self.creator.origin.replacing().is_some_and(Replacing::is_half_way);
        let origin = std::mem::take(&mut self.creator.origin);
        self.creator.start_afresh();
        if is_half_way {
            self.creator.origin = origin;
            return;
        }
        self.room = Route::Tokens;
        if let Some(at) = self.drafts_aside.iter().position(|draft| draft.origin.is_fresh()) {
            let opened = self.creator.opened;
            self.creator = self.drafts_aside.remove(at);
            self.creator.opened = opened;
        }
    }

    /// Opens the replacement of this token: where it stopped, or at its beginning.
    pub(super) fn begin_replacement(&mut self, old_id: &str) {
        let Some(live) = &self.live else { return };
        let tokens = live.tokens.rows();
        let Some(old) = tokens.iter().find(|token| token.id == *old_id).map(AccessTokenInfo::known) else {
            return;
        };
        let labels: Vec<String> = tokens.iter().map(|token| token.label.clone()).collect();
        let half_way = self.half_way.iter().find(|it| it.old_id == *old_id).cloned();
        self.bring_forward(
            |origin| origin.is_replacement_of(old_id),
            || match half_way {
                Some(replacement) => State::resuming(replacement, old),
                None => State::replacing(old, &labels),
            },
        );
    }

    /// The steps after the new token exists.
    pub(super) fn carry_out_replacement(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::TryNew => {
                let value = live.creation.ready().map(|created| created.value.expose().to_owned());
                let new_id = self.creator.origin.replacing().and_then(|it| it.replacement.new_id());
                if let (Some(value), Some(new_id)) = (value, new_id) {
                    live.try_token(SecretString::from(value), new_id.to_owned());
                }
            }
            Request::VouchForNew => self.new_token_works(Verified::Person),
            Request::RevokeOld { id } => live.revoke_token(id),
            Request::ForgetRevocation => live.revocation = Task::default(),
            Request::KeepBoth => {
                self.note_step(ReplaceStep::Abandoned);
                self.creator.origin = Origin::Fresh;
                let is_taken = self.live.as_ref().is_some_and(|live| live.creation.ready().is_none());
                if is_taken {
                    self.finish_draft();
                }
            }
            _ => {}
        }
    }

    /// The new token has shown that it works.
    pub(in crate::app) fn new_token_works(&mut self, by: Verified) {
        let Some(replacing) = self.creator.origin.replacing_mut() else { return };
        if replacing.replacement.verified(by).is_ok() {
            self.note_step(match by {
                Verified::Session => ReplaceStep::Verified,
                Verified::Person => ReplaceStep::Vouched,
            });
        }
    }

    /// The new token of the replacement at hand exists.
    pub(in crate::app) fn new_token_made(&mut self, id: String, label: String) {
        let Some(replacing) = self.creator.origin.replacing_mut() else { return };
        if replacing.replacement.created(id, label).is_ok() {
            // The ledger knows it from the creation's own entry.
            self.keep_half_way();
        }
    }

    /// The new token was tried, and did not pass.
    pub(in crate::app) fn new_token_failed(&mut self) {
        let Some(replacing) = self.creator.origin.replacing_mut() else { return };
        if replacing.replacement.failed().is_ok() {
            self.keep_half_way();
        }
    }

    /// A token is revoked. It may have been the old one of the replacement at hand.
    pub(in crate::app) fn token_revoked(&mut self, id: &str) {
        let Some(replacing) = self.creator.origin.replacing_mut() else { return };
        if replacing.replacement.old_id != id {
            return;
        }
        replacing.confirming = None;
        if replacing.replacement.revoked().is_ok() {
            self.note_step(ReplaceStep::OldRevoked);
        }
    }

    /// Writes a step of the replacement at hand into the ledger, and keeps the list of those that stand half-way true.
    fn note_step(&mut self, step: ReplaceStep) {
        let Some(replacing) = self.creator.origin.replacing() else { return };
        let replacement = &replacing.replacement;
        if let (Some(live), Some(new_id)) = (&self.live, replacement.new_id()) {
            live.note_step(&replacement.old_id, new_id, step);
        }
        if step == ReplaceStep::Abandoned {
            self.half_way.retain(|it| it.old_id != replacement.old_id);
        } else {
            self.keep_half_way();
        }
    }

    /// Brings the list of replacements that stand half-way up to date with the one at hand.
    fn keep_half_way(&mut self) {
        let Some(replacing) = self.creator.origin.replacing() else { return };
        self.half_way.retain(|it| it.old_id != replacing.replacement.old_id);
        if replacing.is_half_way() {
            self.half_way.push(replacing.replacement.clone());
        }
    }

    /// What the ledger knows of replacements that stand half-way; of the one at hand this run knows better.
    pub(in crate::app) fn take_over_half_way(&mut self) {
        let Some(reading) = self.live.as_ref().and_then(|live| live.history.ready()) else { return };
        self.half_way.clone_from(&reading.replacements);
        self.keep_half_way();
    }

    /// A whole list has come: replacements are brought up to date with it, those that wait too.
    pub(in crate::app) fn take_up_replacements(&mut self) {
        let Some(live) = &self.live else { return };
        let listed: BTreeSet<String> = live.tokens.rows().iter().map(|token| token.id.clone()).collect();
        let labels: Vec<String> = live.tokens.rows().iter().map(|token| token.label.clone()).collect();
        for draft in self.drafts_aside.iter_mut().chain([&mut self.creator]) {
            draft.take_up(&listed, &labels);
        }
        self.keep_half_way();
    }
}
