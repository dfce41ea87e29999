//! What comes back, and what it changes in the state. It starts no work but what follows from an answer.

use jiff::Timestamp;

use super::application::App;
use super::controller::Effect;
use super::save_dialog::Saved;
use super::session_end::{LastAnswers, SessionEnd};
use super::task::Task;
use crate::app::work::Work;
use crate::domain::token::replace::Verified;
use crate::panels::token_creator;

impl App {
    /// Takes over what has come since the last frame.
    pub(super) fn poll(&mut self) {
        self.poll_program();
        self.poll_session();
    }

    /// What comes with and without a session.
    fn poll_program(&mut self) {
        if let Some(saving) = &mut self.saving {
            match saving.poll() {
                Some(Saved::Token) => self.creator.is_saved = true,
                Some(saved) => self.effects.push(Effect::SecretSaved(saved)),
                None => {}
            }
        }
        if self.copying.poll(&self.program.worker) {
            self.creator.is_copied = true;
        }
        self.creator.is_in_keychain |= self.vaulting.poll();
    }

    /// What comes for the session, if there is one.
    fn poll_session(&mut self) {
        let Some(live) = &mut self.live else { return };
        let mut revoked = None;
        let was_creating = live.is_creating();
        let reading_since = live.tokens.reading_since();
        live.poll(&self.program.zone);
        if was_creating && live.creation.ready().is_some() {
            self.vaulting.look(&self.program.worker, Work::reading("Looking for the keychain"));
        }
        if live.revocation.poll() {
            // Whether it is done is in the list, also where the answer was lost.
            live.read_tokens();
            if live.revocation.ready().is_some() {
                live.revocation = Task::default();
                revoked = live.revoking.take();
                let made = live.creation.ready().map(|created| &created.info);
                let mut known = live.tokens.rows().iter().chain(made);
                let token = known.find(|token| Some(&token.id) == revoked.as_ref());
                self.tokens.revoked(token.map(|token| token.label.clone()));
            }
        }
        let tried = live.trial.poll().then(|| live.trial.ready().is_some());
        let made = live.creation.ready().filter(|_| was_creating).map(|it| it.info.clone());
        let has_history = live.history.poll();
        if was_creating && live.is_outcome_unknown() {
            self.creator.lose_answer();
        }
        if let Some(since) = reading_since.filter(|_| live.tokens.is_complete()) {
            let look = token_creator::Look {
                tokens: live.tokens.rows(),
                began: since,
                read_at: Timestamp::now(),
                server_ahead_secs: live.session.client().clock().map(|reading| reading.server_ahead_secs),
                zone: &self.program.zone,
            };
            if let Some(found) = self.creator.look_for_lost(&look) {
                let found =
                    found.and_then(|id| live.tokens.rows().iter().find(|token| token.id == id).cloned());
                live.note_lost(found.as_ref());
            }
            self.tokens.forget_gone(live.tokens.rows());
            live.forget_revocation_of_gone();
            self.take_up_replacements();
        }
        if let Some(made) = made {
            self.new_token_made(made.id, made.label);
        }
        match tried {
            Some(true) => self.new_token_works(Verified::Session),
            Some(false) => self.new_token_failed(),
            None => {}
        }
        if let Some(id) = revoked {
            self.token_revoked(&id);
            let created = self.live.as_ref().and_then(|live| live.creation.ready());
            if created.is_some_and(|created| created.info.id == id) {
                self.wipe_created();
            }
        }
        if has_history {
            self.take_over_half_way();
        }
        self.poll_templates();
        self.poll_approvals();
        self.poll_people();
        self.poll_wallet_page();
        self.remind(reading_since.is_some());
        self.end_session_if_over();
    }

    /// Brings the reminders up to date, and forgets those put aside whose tokens are gone.
    fn remind(&mut self, was_reading: bool) {
        let Some(live) = &mut self.live else { return };
        let now = Timestamp::now();
        if was_reading && live.tokens.is_complete() {
            let gone = live.take_gone();
            let put_aside = &mut self.program.settings.values.reminders_put_aside;
            let before = put_aside.len();
            put_aside.retain(|id| !id.is_over(now) && !gone.iter().any(|token| id.is_of(token)));
            if put_aside.len() < before {
                self.program.write_settings();
            }
        }
        if let Some(live) = &mut self.live {
            live.name_places();
            live.remind(now, &self.program.settings.values.reminders_put_aside);
        }
    }

    fn end_session_if_over(&mut self) {
        let Some(live) = &self.live else { return };
        // A token that was just made can be seen only once: the session goes when the person has taken it.
        if live.creation.ready().is_none()
            && let Some(end) = SessionEnd::of(live)
            && self.last_answers.are_in(&self.running, &self.program.worker)
        {
            self.last_answers = LastAnswers::default();
            self.controllers.each(|controller| controller.session_ended(&end.failure));
            self.login.notify(Some(end.farewell));
            if live.is_creating() {
                self.creator.lose_answer();
            }
            if live.template_sent.pending_since().is_some() {
                self.template_form.lose_answer();
            }
            if live.people.removal.pending_since().is_some() {
                self.wallets.lose_removal();
            }
            if live.page.freeze.pending_since().is_some() {
                self.wallets.lose_freeze();
            }
            self.creator.wipe_secrets();
            self.approvals.leave_decision();
            self.saving = None;
            self.palette.close();
            self.live = None;
        }
    }
}
