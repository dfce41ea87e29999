//! The form of a template: the token form's parts with a name and an enterprise, without lifetime and code.

use egui::Ui;

use super::sides::beside_or_below;
use super::template_state::{TemplateForm, TemplateModel, TemplateRequested};
use super::text as wording;
use super::{addresses, form, limits, paste, scopes, template_side};
use crate::domain::token::Field;
use crate::domain::token::template::TemplateCheck;
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, copy, layout, notice, space, text};

/// Draws the form with its check beside it.
pub fn show(ui: &mut Ui, state: &mut TemplateForm, model: &TemplateModel<'_>) -> Option<TemplateRequested> {
    let check = state.check(model);
    state.parts.forget_stale_ticks(&check.parts.findings);
    layout::page(ui, |ui| {
        let title = match &state.before {
            None => wording::NEW_TEMPLATE.to_owned(),
            Some(before) => wording::edit_template(before.name_words()),
        };
        let leaves =
            layout::head(ui, &title, |ui| button::plain(ui, true, wording::BACK_TO_TEMPLATES).clicked());
        let salt = format!("template form {}", state.parts.opened);
        let asked = beside_or_below(
            ui,
            &salt,
            state,
            |ui, state| fields(ui, state, model, &check),
            |ui, state| template_side::check(ui, state, &check),
            |ui, state| template_side::send(ui, state, model, &check),
        );
        paste::show(ui.ctx(), &mut state.parts, &model.parts, &check.parts);
        leaves.then_some(TemplateRequested::Leave).or(asked)
    })
}

fn fields(ui: &mut Ui, state: &mut TemplateForm, model: &TemplateModel<'_>, check: &TemplateCheck) {
    ui.spacing_mut().item_spacing.y = space::M;
    elsewhere(ui, state, model);
    layout::card(ui, |ui| {
        name(ui, state, check);
        enterprise(ui, state, model);
    });
    let (parts, shared) = (&mut state.parts, &model.parts);
    layout::card(ui, |ui| scopes::show(ui, parts, shared));
    layout::card(ui, |ui| form::reach(ui, parts, shared, &check.parts));
    layout::card(ui, |ui| addresses::show(ui, parts, shared, &check.parts));
    layout::card(ui, |ui| limits::show(ui, parts, shared, &check.parts));
}

/// What has become of the template since the form was filled in. Nothing typed is lost by it.
fn elsewhere(ui: &mut Ui, state: &mut TemplateForm, model: &TemplateModel<'_>) {
    if model.sending.stage.is_held() {
        return;
    }
    if state.is_gone(model) {
        let mut makes_new = false;
        notice::banner_with(ui, Meaning::Attention, wording::DELETED_ELSEWHERE, |ui| {
            makes_new = button::plain(ui, true, wording::CREATE_AGAIN).clicked();
        });
        if makes_new {
            state.before = None;
        }
    } else if let Some(now) = state.changed_elsewhere(model) {
        let (mut compares, mut takes) = (false, false);
        notice::banner_with(ui, Meaning::Attention, wording::CHANGED_ELSEWHERE, |ui| {
            layout::wrapping_row(ui, |ui| {
                compares = button::plain(ui, true, wording::COMPARE).clicked();
                takes = button::plain(ui, true, wording::DISCARD_CHANGES).clicked();
            });
        });
        if takes {
            let opened = state.parts.opened;
            *state = TemplateForm::of(now);
            state.parts.opened = opened;
        } else if compares {
            state.before = Some(now);
        }
    }
}

fn name(ui: &mut Ui, state: &mut TemplateForm, check: &TemplateCheck) {
    let is_blank = state.name.is_empty();
    let problem = form::problem_of(&check.parts, Field::Label, is_blank).map(|finding| finding.what.as_str());
    let wants_focus = std::mem::take(&mut state.wants_name);
    TextField::new("Name", &mut state.name)
        .names_one()
        .focus(wants_focus)
        .hint("Payout services")
        .help(wording::NAME_HELP)
        .problem(problem)
        .show(ui);
}

/// Which enterprise a template is for is said once, when it is made.
fn enterprise(ui: &mut Ui, state: &mut TemplateForm, model: &TemplateModel<'_>) {
    let enterprises = model.parts.enterprises;
    if state.before.is_some() {
        layout::fact(ui, "Enterprise", |ui| match &state.enterprise {
            None => drop(ui.label(text::body(wording::NO_ENTERPRISE))),
            Some(id) => match enterprises.iter().find(|enterprise| enterprise.id == *id) {
                Some(enterprise) => drop(ui.label(text::body(enterprise.words(enterprises)))),
                None => drop(copy::id(ui, "enterprise ID", id)),
            },
        });
        return;
    }
    let mut options = vec![(None, wording::NO_ENTERPRISE.to_owned())];
    options.extend(enterprises.iter().map(|it| (Some(it.id.clone()), it.words(enterprises))));
    choice::combo(ui, "For the enterprise", &mut state.enterprise, &options);
}
