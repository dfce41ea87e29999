//! What comes back, and what it changes in the state. It starts no work but what follows from an answer.

use super::application::App;
use super::controller::Effect;
use super::save_dialog::SaveDialog;
use super::session_end::{LastAnswers, SessionEnd};

impl App {
    /// Takes over what has come since the last frame.
    pub(super) fn poll(&mut self) {
        if let Some(saved) = self.saving.as_mut().and_then(SaveDialog::poll) {
            self.effects.push(Effect::SecretSaved(saved));
        }
        if let Some(session) = &mut self.live {
            session.poll(&self.program.zone);
        }
    }

    /// The session goes with the answer that ended it.
    pub(super) fn end_session_if_over(&mut self) {
        let Some(live) = &self.live else { return };
        let Some(end) = SessionEnd::of(live) else { return };
        if !self.last_answers.are_in(&self.running, &self.program.worker) {
            return;
        }
        // Something that can be seen only once waits until the person has taken it.
        let mut is_held = false;
        self.controllers.each(|controller| is_held |= controller.holds_session(false));
        if is_held {
            self.farewell = Some(end.farewell);
            return;
        }
        self.last_answers = LastAnswers::default();
        self.farewell = None;
        self.controllers.each(|controller| controller.session_ended(&end.failure));
        self.login.notify(Some(end.farewell));
        self.saving = None;
        self.palette.close();
        self.live = None;
    }
}
