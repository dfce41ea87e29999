//! What the panels of token templates ask for.

use crate::app::application::App;
use crate::app::panel_table::Route;
use crate::app::task::Task;
use crate::domain::token::template::differences;
use crate::kit::listing::Wish;
use crate::panels::token_creator::{State, TemplateAsk, TemplateForm};
use crate::panels::token_templates::Request;

impl App {
    pub(super) fn carry_out_templates(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::New => self.open_template_form(None, TemplateForm::default),
            Request::Edit { id } => {
                if let Some(template) = live.template(&id) {
                    self.open_template_form(Some(&id), || TemplateForm::of(template));
                }
            }
            Request::Use { id } => {
                if let Some(template) = live.template(&id) {
                    self.bring_forward(
                        |origin| origin.is_of_template(&id),
                        || State::from_template(&template),
                    );
                    self.creator.refresh_template(&template);
                }
            }
            Request::Delete { id } => live.delete_template(id),
            Request::ForgetDeletion => live.template_deletion = Task::default(),
            Request::Read(Wish::Reload) => live.read_templates(),
            Request::Read(Wish::Stop) => live.templates.stop(),
            Request::Leave => self.room = Route::Tokens,
        }
    }

    pub(super) fn carry_out_template_form(&mut self, ask: TemplateAsk) {
        let Some(live) = &mut self.live else { return };
        match ask {
            TemplateAsk::Send(request) => live.send_template(*request),
            TemplateAsk::StopWaiting => self.cancel("Sending a token template"),
            TemplateAsk::LookInList => live.read_templates(),
            TemplateAsk::ShowInList { id } => {
                live.template_sent = Task::default();
                self.template_form = TemplateForm::default();
                self.templates.choose(id);
                self.room = Route::TokenTemplates;
            }
            TemplateAsk::Leave => self.room = Route::TokenTemplates,
        }
    }

    /// Brings the form of this template to the front, none for a new one; what was typed in another waits.
    ///
    /// While a template is on its way, or one whose answer was lost has not been looked for, its own form stays.
    fn open_template_form(&mut self, target: Option<&str>, make: impl FnOnce() -> TemplateForm) {
        self.room = Route::TemplateForm;
        let Some(live) = &mut self.live else { return };
        if live.template_sent.pending_since().is_some() || self.template_form.awaits_look() {
            return;
        }
        if self.template_form.target() != target || !self.template_form.is_worth_keeping() {
            live.template_sent = Task::default();
            let waiting = self.template_forms_aside.iter().position(|form| form.target() == target);
            let wanted = waiting.map_or_else(make, |at| self.template_forms_aside.remove(at));
            let opened = self.template_form.parts.opened;
            let before = std::mem::replace(&mut self.template_form, wanted);
            self.template_form.parts.opened = opened;
            if before.is_worth_keeping() {
                self.template_forms_aside.push(before);
            }
        }
        self.template_form.open();
    }

    /// Takes over what has come of templates.
    pub(in crate::app) fn poll_templates(&mut self) {
        let Some(live) = &mut self.live else { return };
        if live.template_sent.poll() {
            // First the loss, then the reading: a list that was begun before proves nothing.
            let is_lost = live.template_sent.error().is_some_and(|error| error.outcome_unknown);
            if is_lost {
                self.template_form.lose_answer();
            }
            live.read_templates();
            if let Some(made) = live.template_sent.take_ready() {
                let made = made.fields();
                let asked = self.template_form.asked.take();
                let found = asked.as_ref().map(|asked| differences(&asked.wanted, &made)).unwrap_or_default();
                let is_new = asked.is_some_and(|asked| asked.target.is_none());
                self.templates.kept(&made, is_new, found);
                let opened = self.template_form.parts.opened;
                self.template_form = TemplateForm::default();
                self.template_form.parts.opened = opened;
                if self.room == Route::TemplateForm {
                    self.room = Route::TokenTemplates;
                }
            }
        }
        if live.template_deletion.poll() {
            live.read_templates();
            if live.template_deletion.ready().is_some() {
                live.template_deletion = Task::default();
                self.templates.deleted();
            }
        }
        let reading_since = live.templates.reading_since();
        live.templates.poll();
        if let Some(since) = reading_since.filter(|_| live.templates.is_complete()) {
            self.template_form.look_for_lost(live.templates.rows(), since);
            // Whether a deletion whose answer was lost is done, the list tells.
            if self.templates.forget_gone(live.templates.rows()) {
                live.template_deletion = Task::default();
            }
        }
    }
}
