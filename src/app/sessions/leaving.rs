//! What would be lost by leaving, over all sessions, and what is done with the person's answer.

use egui::Ui;

use super::{AtLogin, Entry, Sessions};
use crate::app::controller::Inbox;
use crate::app::leaving::{self, LeavingAnswer, Loss};
use crate::app::program::Program;
use crate::app::session_title::SessionId;
use crate::app::workspace::Workspace;
use crate::domain::leaving::Leaving;

/// A question that is open.
pub(super) struct Question {
    leaving: Leaving,
    /// The session that is left; none where it is all of them.
    of: Option<SessionId>,
    answers: Inbox<LeavingAnswer>,
}

impl Question {
    fn is_of(&self, id: SessionId) -> bool {
        self.of.is_none_or(|of| of == id)
    }
}

impl Sessions {
    /// The window is to close. True where the person is asked first.
    pub fn asks_before_closing(&mut self) -> bool {
        self.asks(Leaving::CloseWindow, None)
    }

    /// The person was asked, and the window may close. Once.
    pub fn take_leave_to_close(&mut self) -> bool {
        std::mem::take(&mut self.may_close)
    }

    /// Opens the question, where something would be lost.
    pub(super) fn asks(&mut self, leaving: Leaving, of: Option<SessionId>) -> bool {
        let question = Question { leaving, of, answers: Inbox::default() };
        let is_asked = !losses(&mut self.list, &question).is_empty();
        if is_asked {
            self.question = Some(question);
        }
        is_asked
    }

    /// The person wants to log out of this session.
    pub(super) fn ask_to_log_out(&mut self, id: SessionId, program: &Program) -> Option<AtLogin> {
        if self.asks(Leaving::LogOut, Some(id)) { None } else { self.log_out(id, program) }
    }

    fn log_out(&mut self, id: SessionId, program: &Program) -> Option<AtLogin> {
        let is_over = self.entry_mut(Some(id))?.workspace.log_out(program);
        is_over.then(|| self.leave(None, program))
    }

    /// Carries out what was answered. A secret that has been saved meanwhile is no longer asked about.
    pub(super) fn settle_question(&mut self, program: &Program) -> Option<AtLogin> {
        let mut question = self.question.take()?;
        if question.of.is_some_and(|id| self.shown != Some(id) || self.shown_session().is_none()) {
            return None;
        }
        let is_saving = self.is_saving();
        let answer = question.answers.take().pop();
        let is_lost = !losses(&mut self.list, &question).is_empty();
        match answer {
            Some(LeavingAnswer::Stay) => None,
            Some(LeavingAnswer::Save) => {
                self.save_secret(&question, program);
                self.question = Some(question);
                None
            }
            None if is_lost || is_saving => {
                self.question = Some(question);
                None
            }
            Some(LeavingAnswer::Discard) | None => self.leave_for_good(&question, program),
        }
    }

    fn leave_for_good(&mut self, question: &Question, program: &Program) -> Option<AtLogin> {
        if let (Leaving::LogOut, Some(id)) = (question.leaving, question.of) {
            return self.log_out(id, program);
        }
        self.may_close = question.leaving == Leaving::CloseWindow;
        None
    }

    /// Asks where the first secret that is left goes, over its own session.
    fn save_secret(&mut self, question: &Question, program: &Program) {
        let mut left = self.list.iter_mut().filter(|entry| question.is_of(entry.id));
        let saving = left.find_map(|entry| entry.workspace.save_secret().then_some(entry.id));
        if let Some(id) = saving {
            self.show(Some(id), program);
        }
    }

    fn is_saving(&self) -> bool {
        self.list.iter().any(|entry| Some(entry.id) == self.shown && entry.workspace.is_saving())
    }

    /// Draws the question, unless a file is being saved because of it.
    pub fn view_question(&mut self, ui: &Ui) {
        if self.is_saving() {
            return;
        }
        let is_locked = self.locked.is_some();
        let Some(question) = &mut self.question else { return };
        let losses = losses(&mut self.list, question);
        let left = self.list.iter_mut().filter(|entry| question.is_of(entry.id));
        let can_save =
            !is_locked && left.map(|entry| &mut entry.workspace).any(Workspace::has_secret_to_save);
        let answer = leaving::show(ui.ctx(), question.leaving, &losses, can_save, is_locked);
        question.answers.put(ui, answer);
    }
}

/// What would be lost, session by session.
fn losses(entries: &mut [Entry], question: &Question) -> Vec<Loss> {
    let left = entries.iter_mut().filter(|entry| question.is_of(entry.id));
    let named = left.filter_map(|entry| {
        let lost = question.leaving.lost(entry.workspace.unfinished());
        let title = entry.workspace.title(entry.id, false)?;
        let person = title.person_words();
        (!lost.is_empty()).then_some(Loss { environment: title.environment, person, lost })
    });
    named.collect()
}
