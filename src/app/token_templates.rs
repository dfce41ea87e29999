//! The templates for access tokens: their list, their form, and their deletion.

mod form;

use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use egui::Ui;

use self::form::{FormDraft, Sending};
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::deletion::{Deletion, DeletionText};
use super::mutation::Answer;
use super::paged_list::PagedList;
use super::panel_table::Route;
use super::task::Cursor;
use super::token_form;
use super::work::Work;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::token::template::TemplateFields;
use crate::kit::listing::ListRequest;
use crate::kit::state::{Failure, ListingState, Reading};
use crate::panels::token_creator::{self, TemplateForm, TemplateModel, TemplateRequested};
use crate::panels::token_templates::{self, Request};

/// The templates.
#[derive(Default)]
pub struct TokenTemplatesController {
    state: token_templates::State,
    requests: Inbox<Request>,
    form_requests: Inbox<TemplateRequested>,
    /// Read when somebody comes to them.
    templates: PagedList<TokenTemplate>,
    deletion: Deletion,
    draft: FormDraft,
    /// Forms that wait while another one is worked on.
    aside: Vec<FormDraft>,
    seen: Cursor,
}

impl Controller for TokenTemplatesController {
    fn view(&mut self, ui: &mut Ui, route: Route, scene: &Scene<'_>) {
        let is_looking = self.templates.reading_since().is_some();
        if route == Route::TemplateForm {
            let model = TemplateModel {
                parts: token_form::model(scene),
                listed: self.templates.rows(),
                is_listed: self.templates.is_complete(),
                sending: self.draft.sending.view(is_looking),
            };
            let asked = token_creator::show_template(ui, &mut self.draft.form, &model);
            self.form_requests.put(ui, asked);
            return;
        }
        let model = token_templates::Model {
            templates: self.templates.listing(),
            enterprises: &scene.session.session.user().enterprises,
            zone: &scene.program.zone,
            environment: &scene.session.environment_label,
            deletion: self.deletion.view(is_looking),
        };
        let asked = token_templates::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        // First the loss, then the reading: a list that was begun before proves nothing.
        let answer = self.draft.sending.mutation.poll();
        let is_deletion_answered = self.deletion.poll();
        if answer.is_some() || is_deletion_answered || self.wants_list(turn.route) {
            self.read(turn);
        }
        if let Some(Answer::Done(made)) = answer {
            self.kept(&made.fields(), false, turn);
        }
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        for request in self.form_requests.take() {
            self.handle_form(request, turn);
        }
        self.templates.poll();
        if let Some(found) = self.draft.sending.look_up(&self.templates) {
            self.kept(&found, true, turn);
        }
        if let Some(deleted) = self.deletion.settle(&self.templates, |template| &template.id) {
            self.state.deleted(&deleted.sentence);
        }
        if self.templates.news(&mut self.seen).is_some() {
            self.state.forget_gone(self.templates.rows());
        }
    }

    fn readings<'a>(&'a self, _route: Route, _scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![self.templates.reading("token templates")]
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn session_ended(&mut self, why: &Failure) {
        self.draft.sending.mutation.lose_answer(why);
        self.deletion.mutation.lose_answer(why);
        self.templates = PagedList::default();
    }

    fn forget(&mut self) {
        *self = Self::default();
    }

    fn unfinished(&self) -> Vec<Unfinished> {
        let is_draft = !self.draft.sending.mutation.stage().is_held();
        let front = Some(&self.draft).filter(|_| is_draft);
        let drafts = front.into_iter().chain(&self.aside).filter_map(|draft| draft.form.as_draft());
        let lost = [self.draft.sending.unconfirmed(), self.deletion.unconfirmed()];
        lost.into_iter().flatten().chain(drafts).collect()
    }
}

impl TokenTemplatesController {
    /// Nobody has read the list, and somebody has come to it or has something to look up in it.
    fn wants_list(&self, route: Route) -> bool {
        let is_here = matches!(route, Route::TokenTemplates | Route::TemplateForm);
        let is_held =
            self.draft.sending.mutation.stage().is_held() || self.deletion.mutation.stage().is_held();
        (is_here || is_held) && matches!(self.templates.listing().state, ListingState::NotAsked)
    }

    fn read(&mut self, turn: &Turn<'_>) {
        let pages = turn.session.session.token_templates();
        self.templates.read(&turn.session.worker, Work::reading("Reading token templates"), pages);
    }

    fn template(&self, id: &str) -> Option<TemplateFields> {
        self.templates.rows().iter().find(|template| template.id == id).map(TokenTemplate::fields)
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::New => self.open_form(None, turn),
            Request::Edit { id } => {
                if let Some(template) = self.template(&id) {
                    self.open_form(Some(template), turn);
                }
            }
            Request::Use { id } => {
                if let Some(template) = self.template(&id) {
                    turn.want(Effect::UseTemplate(Box::new(template)));
                }
            }
            Request::Delete { id, name } => self.delete(id, &name, turn),
            Request::StopWaiting => self.deletion.mutation.stop_waiting(),
            Request::ForgetDeletion => self.deletion.mutation.forget(),
            Request::Read(ListRequest::Reload) => self.read(turn),
            Request::Read(ListRequest::Stop) => self.templates.stop(),
            Request::Leave => turn.want(Effect::Go(Route::Tokens)),
        }
    }

    fn handle_form(&mut self, request: TemplateRequested, turn: &mut Turn<'_>) {
        match request {
            TemplateRequested::Send(request) => self.draft.sending.send(*request, turn),
            TemplateRequested::StopWaiting => self.draft.sending.mutation.stop_waiting(),
            TemplateRequested::LookUp => self.read(turn),
            TemplateRequested::Leave => turn.want(Effect::Go(Route::TokenTemplates)),
        }
    }

    fn delete(&mut self, id: String, name: &str, turn: &Turn<'_>) {
        let (session, target) = (turn.session.session.clone(), id.clone());
        let name = visible(name);
        let words = DeletionText {
            what: format!("the deletion of “{name}”"),
            done: format!("The template “{name}” is deleted."),
        };
        let sending = async move { session.delete_token_template(&target).await };
        self.deletion.send(
            &turn.session.worker,
            Work::changing("Deleting a token template"),
            id,
            words,
            sending,
        );
    }

    /// Brings the form of this template to the front, none for a new one; what was typed in another waits.
    ///
    /// While a template is on its way, or one whose answer was lost has not been looked up, its own form stays.
    fn open_form(&mut self, template: Option<TemplateFields>, turn: &mut Turn<'_>) {
        turn.want(Effect::Go(Route::TemplateForm));
        if self.draft.sending.mutation.stage().is_held() {
            return;
        }
        let target = template.as_ref().map(|template| template.id.clone());
        let is_of = |draft: &FormDraft| draft.form.target() == target.as_deref();
        if !is_of(&self.draft) || !self.draft.form.is_worth_keeping() {
            let waiting = self.aside.iter().position(is_of);
            let wanted = if let Some(at) = waiting {
                self.aside.remove(at)
            } else {
                let form = template.map_or_else(TemplateForm::default, TemplateForm::of);
                FormDraft { form, sending: Sending::default() }
            };
            let before = std::mem::replace(&mut self.draft, wanted);
            if before.form.is_worth_keeping() {
                self.aside.push(before);
            }
        }
        self.draft.form.open();
    }

    /// What was sent is done, as the platform answered or as the list shows.
    fn kept(&mut self, template: &TemplateFields, is_looked_up: bool, turn: &mut Turn<'_>) {
        let (sentence, differences) = self.draft.sending.outcome(template, is_looked_up);
        self.state.kept(template, sentence, differences);
        self.draft = FormDraft::default();
        if turn.route == Route::TemplateForm {
            turn.want(Effect::Go(Route::TokenTemplates));
        }
    }
}
