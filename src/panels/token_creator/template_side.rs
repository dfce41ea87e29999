//! The check beside a template's form: what its tokens could do, what is changed, the exact request, and the button
//! that sends that very request.

use egui::Ui;

use super::template_state::{TemplateForm, TemplateModel, TemplateRequested};
use super::text as wording;
use super::{check_side, template_diff};
use crate::domain::token::template::TemplateCheck;
use crate::kit::{code, space, text};

/// What its tokens will be able to do, what is changed, and the exact request.
pub fn check(ui: &mut Ui, state: &mut TemplateForm, check: &TemplateCheck) {
    check_side::summary(ui, &check.parts);
    if check.changes_anything() && !check.rows.is_empty() {
        template_diff::table(ui, wording::BEFORE_AND_AFTER, &check.rows, &mut state.parts.shows_same);
    }
    check_side::findings(ui, &mut state.parts, &check.parts);
    let Some(request) = &check.request else { return };
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::API_REQUEST));
    text::wrapped(ui, text::small(request.call()));
    code::block(ui, "template request", &request.preview(), 260.0);
}

/// The foot: how the last sending stands, and the button.
pub fn send(
    ui: &mut Ui,
    state: &mut TemplateForm,
    model: &TemplateModel<'_>,
    check: &TemplateCheck,
) -> Option<TemplateRequested> {
    if model.sending.stage.is_sent() {
        model.sending.show(ui);
        let stops = check_side::waiting(ui, wording::SENDING_TEMPLATE);
        return stops.then_some(TemplateRequested::StopWaiting);
    }
    let looks_up = model.sending.show(ui).then_some(TemplateRequested::LookUp);
    let missing = what_is_missing(state, model, check);
    let words = wording::send_template(state.before.is_some(), model.parts.is_production);
    let sends = check_side::send_button(ui, words, missing.as_deref());
    let request = check.request.clone().filter(|_| sends);
    request.map(|request| TemplateRequested::Send(Box::new(request))).or(looks_up)
}

/// What still stands between the person and the button, in a few words.
fn what_is_missing(state: &TemplateForm, model: &TemplateModel<'_>, check: &TemplateCheck) -> Option<String> {
    let errors = check.parts.errors().count();
    let unticked = state.parts.unticked(&check.parts.findings);
    if errors > 0 {
        Some(wording::errors(errors))
    } else if model.sending.stage.is_held() {
        Some(wording::MISSING_LOOK_UP.to_owned())
    } else if state.is_gone(model) {
        Some(wording::TEMPLATE_GONE.to_owned())
    } else if check.request.is_none() {
        Some(wording::MISSING_CHANGE.to_owned())
    } else if unticked > 0 {
        Some(wording::warnings(unticked))
    } else {
        None
    }
}
