//! The check beside a template's form: what its tokens could do, what is changed, the exact request, and the button
//! that sends that very request.

use egui::Ui;

use super::template_state::{LostTemplate, TemplateAsk, TemplateForm, TemplateModel};
use super::{check_side, compared};
use crate::domain::token::template::TemplateCheck;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, code, empty, icon, layout, notice, progress, space, text};

/// Draws the check; asks for the sending when the person presses the button.
pub fn show(
    ui: &mut Ui,
    state: &mut TemplateForm,
    model: &TemplateModel<'_>,
    check: &TemplateCheck,
) -> Option<TemplateAsk> {
    let salt = format!("template check {}", state.parts.opened);
    kit_form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| said(ui, state, check),
        |ui, state| send(ui, state, model, check),
    )
}

/// The same below the form, where there is no room beside it.
pub fn stacked(
    ui: &mut Ui,
    state: &mut TemplateForm,
    model: &TemplateModel<'_>,
    check: &TemplateCheck,
) -> Option<TemplateAsk> {
    ui.spacing_mut().item_spacing.y = space::S;
    said(ui, state, check);
    send(ui, state, model, check)
}

fn said(ui: &mut Ui, state: &mut TemplateForm, check: &TemplateCheck) {
    check_side::summary(ui, &check.parts);
    if check.changes_anything() && !check.rows.is_empty() {
        compared::table(ui, "Before and after", &check.rows, &mut state.parts.shows_same);
    }
    check_side::findings(ui, &mut state.parts, &check.parts);
    let Some(request) = &check.request else { return };
    space::gap(ui, space::XS);
    ui.label(text::strong("The exact request"));
    text::wrapped(ui, text::small(request.call()));
    code::block(ui, "template request", &request.preview(), 260.0);
}

/// The foot: what came of the last attempt, and the button.
fn send(
    ui: &mut Ui,
    state: &mut TemplateForm,
    model: &TemplateModel<'_>,
    check: &TemplateCheck,
) -> Option<TemplateAsk> {
    if model.sending.is_pending() {
        return waiting(ui);
    }
    if let Some(failure) = model.sending.failure() {
        empty::failed_form(ui, failure);
    }
    let mut asked = state.lost.as_ref().and_then(|lost| lost_answer(ui, lost, model));
    let missing = what_is_missing(state, model, check);
    let words = match (state.before.is_some(), model.parts.is_production) {
        (false, false) => "Create template",
        (false, true) => "Create template in production",
        (true, false) => "Change template",
        (true, true) => "Change template in production",
    };
    layout::ends(
        ui,
        |ui| {
            let clicked = button::primary(ui, missing.is_none(), words).clicked();
            if clicked && let Some(request) = &check.request {
                state.asked = Some(request.clone());
                state.lost = None;
                asked = Some(TemplateAsk::Send(Box::new(request.clone())));
            }
            if let Some(missing) = &missing {
                ui.label(text::small(missing));
            }
        },
        |_| {},
    );
    asked
}

fn waiting(ui: &mut Ui) -> Option<TemplateAsk> {
    layout::row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        progress::turning(ui);
        ui.label(text::body("Sending the template. It is sent once."));
        button::plain(ui, true, "Stop waiting").clicked().then_some(TemplateAsk::StopWaiting)
    })
}

/// A request whose answer was lost: whether it was carried out is in the list.
fn lost_answer(ui: &mut Ui, lost: &LostTemplate, model: &TemplateModel<'_>) -> Option<TemplateAsk> {
    let (meaning, words) = match &lost.found {
        None => (
            Meaning::Attention,
            "It may have been carried out although its answer was lost. Look in the list before you send again.",
        ),
        Some(found) if found.id.is_some() => (Meaning::Good, found.sentence.as_str()),
        Some(found) => (Meaning::Information, found.sentence.as_str()),
    };
    let mut asked = None;
    notice::banner_with(ui, meaning, words, |ui| {
        if model.is_looking {
            ui.label(text::small("Reading the list…"));
            return;
        }
        match &lost.found {
            None => {
                if button::with_icon(ui, true, icon::REFRESH, "Look in the list").clicked() {
                    asked = Some(TemplateAsk::LookInList);
                }
            }
            Some(found) => {
                if let Some(id) = &found.id
                    && button::plain(ui, true, "Show it in the list").clicked()
                {
                    asked = Some(TemplateAsk::ShowInList { id: id.clone() });
                }
            }
        }
    });
    asked
}

/// What still stands between the person and the button, in a few words.
fn what_is_missing(state: &TemplateForm, model: &TemplateModel<'_>, check: &TemplateCheck) -> Option<String> {
    let errors = check.parts.errors().count();
    let unticked = state.parts.unticked(&check.parts.findings);
    if errors > 0 {
        Some(check_side::counted(errors, "thing to mend", "things to mend"))
    } else if state.awaits_look() {
        Some("Look in the list first".to_owned())
    } else if state.is_gone(model) {
        Some("The template is gone".to_owned())
    } else if check.request.is_none() {
        Some("Nothing is changed yet".to_owned())
    } else if unticked > 0 {
        Some(check_side::counted(unticked, "warning to tick", "warnings to tick"))
    } else {
        None
    }
}
