//! One token in the place of another: the steps after the new one exists.

use std::collections::BTreeSet;

use super::TokenCreatorController;
use super::drafts::labels;
use crate::app::controller::Turn;
use crate::app::error::AppError;
use crate::app::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::bitgo::login;
use crate::domain::token::replace::Verified;
use crate::panels::token_creator::Origin;
use crate::store::ledger::{EventKind, ReplaceStep};

impl TokenCreatorController {
    /// Asks the platform with the new token what session that is. The answer has to be about that token.
    pub(super) fn try_new_token(&mut self, turn: &Turn<'_>) {
        let new_id = self.draft.form.origin.replacing().and_then(|replacing| replacing.replacement.new_id());
        let (Some(id), Some(value)) = (new_id.map(str::to_owned), self.value()) else { return };
        let client = turn.session.session.client().clone();
        let work = Work::reading("Testing an access token");
        self.trial.start(&turn.session.worker, work, async move {
            let info = login::try_token(&client, value).await?;
            if info.id.is_empty() || info.id == id {
                Ok(())
            } else {
                Err(AppError::of_another_token(&info.id))
            }
        });
    }

    /// The new token has shown that it works.
    pub(super) fn new_token_works(&mut self, by: Verified, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing_mut() else { return };
        if replacing.replacement.verified(by).is_ok() {
            let step = match by {
                Verified::Session => ReplaceStep::Verified,
                Verified::Person => ReplaceStep::Vouched,
            };
            self.step_done(step, turn);
        }
    }

    /// The new token was made. The ledger knows it from the creation's own entry.
    pub(super) fn new_token_exists(&mut self, new: &AccessTokenInfo, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing_mut() else { return };
        if replacing.replacement.created(new.id.clone(), new.label.clone()).is_ok() {
            self.keep_half_way(turn);
        }
    }

    /// The new token was tried, and did not pass.
    pub(super) fn new_token_failed(&mut self, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing_mut() else { return };
        if replacing.replacement.failed().is_ok() {
            self.keep_half_way(turn);
        }
    }

    /// A token is revoked. It may have been the old one of the replacement at hand.
    pub(super) fn token_revoked(&mut self, id: &str, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing_mut() else { return };
        if replacing.replacement.old_id != id {
            return;
        }
        replacing.confirming = None;
        if replacing.replacement.revoked().is_ok() {
            self.step_done(ReplaceStep::OldRevoked, turn);
        }
    }

    /// Both tokens stay.
    pub(super) fn keep_both(&mut self, turn: &mut Turn<'_>) {
        self.step_done(ReplaceStep::Abandoned, turn);
        self.draft.form.origin = Origin::Fresh;
        if self.created.is_none() {
            self.finish_draft(turn);
        }
    }

    /// Writes a step of the replacement at hand into the ledger.
    fn step_done(&mut self, step: ReplaceStep, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing() else { return };
        let old_id = replacing.replacement.old_id.clone();
        if let Some(new_id) = replacing.replacement.new_id() {
            let (old_id, new_id) = (old_id.clone(), new_id.to_owned());
            turn.session.ledger.note(EventKind::Replaced { old_id, new_id, step });
        }
        if step == ReplaceStep::Abandoned {
            turn.session.replacements.retain(|other| other.old_id != old_id);
        } else {
            self.keep_half_way(turn);
        }
    }

    /// Brings the list of replacements that stand half-way up to date with the one at hand.
    pub(super) fn keep_half_way(&self, turn: &mut Turn<'_>) {
        let Some(replacing) = self.draft.form.origin.replacing() else { return };
        let half_way = &mut turn.session.replacements;
        half_way.retain(|other| other.old_id != replacing.replacement.old_id);
        if replacing.is_half_way() {
            half_way.push(replacing.replacement.clone());
        }
    }

    /// A whole list has come: replacements are brought up to date with it, those that wait too.
    pub(super) fn take_up_replacements(&mut self, turn: &mut Turn<'_>) {
        let rows = turn.session.tokens.rows();
        let listed: BTreeSet<String> = rows.iter().map(|token| token.id.clone()).collect();
        let labels = labels(turn.session);
        for draft in self.aside.iter_mut().chain([&mut self.draft]) {
            draft.form.take_up(&listed, &labels);
        }
        self.keep_half_way(turn);
    }
}
