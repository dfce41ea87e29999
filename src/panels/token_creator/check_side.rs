//! The check beside the form: what the token will be able to do, what speaks against it, the exact request, and the
//! button that sends that very request.

use egui::Ui;

use super::lost::{Asked, Lost};
use super::{Model, Request, State, compared, from_template};
use crate::domain::token::{Finding, ScopeSwap, Severity, TokenCheck, TokenRequest};
use crate::kit::button::{Button, Kind};
use crate::kit::field::{SecretField, TextField};
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, code, empty, icon, layout, notice, space, text};

/// Draws the check; asks for the creation when the person presses the button.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) -> Option<Request> {
    // Opened anew, it begins at its top.
    let salt = format!("token check {}", state.opened);
    kit_form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            summary(ui, check);
            compared(ui, state, model, check);
            from_template::holdings(ui, check);
            findings(ui, state, check);
            request_preview(ui, state, model, check);
        },
        |ui, state| send(ui, state, model, check),
    )
}

/// The same below the form, where there is no room beside it.
pub fn stacked(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) -> Option<Request> {
    ui.spacing_mut().item_spacing.y = space::S;
    summary(ui, check);
    compared(ui, state, model, check);
    from_template::holdings(ui, check);
    findings(ui, state, check);
    request_preview(ui, state, model, check);
    send(ui, state, model, check)
}

pub(super) fn summary(ui: &mut Ui, check: &TokenCheck) {
    text::draw_section(ui, "Check");
    text::wrapped(ui, text::body(&check.sentence));
}

pub(super) fn findings(ui: &mut Ui, state: &mut State, check: &TokenCheck) {
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for finding in check.findings.iter().filter(|finding| finding.severity == severity) {
            one_finding(ui, state, finding);
        }
    }
    if check.findings.is_empty() {
        notice::line(ui, Meaning::Good, "Nothing speaks against it.");
    }
}

fn compared(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) {
    if let Some(request) = &check.request {
        compared::show(ui, state, request, model);
    }
}

fn one_finding(ui: &mut Ui, state: &mut State, finding: &Finding) {
    let (meaning, word) = match finding.severity {
        Severity::Error => (Meaning::Danger, "To mend"),
        Severity::Warning => (Meaning::Attention, "Warning"),
        Severity::Note => (Meaning::Information, "Note"),
    };
    let drawn =
        notice::Finding { meaning, word, what: &finding.what, why: &finding.why, source: finding.source };
    let mut ticked = state.is_ticked(finding);
    let understood = (finding.severity == Severity::Warning).then_some(&mut ticked);
    let mut taken = None;
    if notice::finding_with(ui, &drawn, understood, |ui| taken = swaps(ui, &finding.swaps)) {
        state.tick(finding, ticked);
    }
    if let Some(swap) = taken {
        state.swap(swap);
    }
}

/// Smaller scopes, each to be taken with one press; which one was.
fn swaps(ui: &mut Ui, swaps: &[ScopeSwap]) -> Option<ScopeSwap> {
    if swaps.is_empty() {
        return None;
    }
    ui.spacing_mut().interact_size.y = space::HIT;
    layout::wrapping_row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let mut taken = None;
        for swap in swaps {
            let words = swap.smaller.map_or_else(
                || format!("Leave out {}", swap.instead_of),
                |smaller| format!("Use {smaller} instead"),
            );
            // Several scopes may have the same smaller one.
            let of = swap.smaller.map(|_| format!(" of {}", swap.instead_of)).unwrap_or_default();
            if Button::new(&words).kind(Kind::Link).name(&format!("{words}{of}")).show(ui).clicked() {
                taken = Some(*swap);
            }
        }
        taken
    })
}

fn request_preview(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) {
    let Some(request) = &check.request else { return };
    space::gap(ui, space::XS);
    let forms = [(false, "JSON"), (true, "curl")];
    choice::segmented(ui, "The exact request", &mut state.shows_curl, &forms);
    let words = if state.shows_curl { request.curl(model.base_url) } else { request.preview() };
    ui.label(text::small("POST /api/v2/user/accesstoken, with the one-time code where it says so"));
    code::block(ui, "token request", &words, 260.0);
}

/// The foot: code, confirmation and button, always in view.
fn send(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) -> Option<Request> {
    if model.creation.is_pending() {
        return waiting(ui);
    }
    let mut request = None;
    if let Some(failure) = model.creation.failure() {
        empty::failed_form(ui, failure);
    }
    if let Some(lost) = &state.lost {
        request = lost_answer(ui, lost, model);
    }
    SecretField::new("One-time code", &mut state.code)
        .help(if model.is_production {
            "From your authenticator."
        } else {
            "0000000 in the sandbox and the test environment."
        })
        .width(ui.available_width())
        .focus(std::mem::take(&mut state.wants_code))
        .show(ui);
    let label = check.request.as_ref().map(TokenRequest::label).unwrap_or_default();
    let is_confirmed = !model.is_production || state.typed_label == label;
    if model.is_production {
        TextField::new("Type the label to confirm", &mut state.typed_label)
            .hint(label)
            .width(ui.available_width())
            .show(ui);
    }
    let missing = what_is_missing(state, check, is_confirmed);
    let words = if model.is_production { "Create token in production" } else { "Create token" };
    layout::ends(
        ui,
        |ui| {
            let clicked = button::primary(ui, missing.is_none(), words).clicked();
            if clicked && let Some(asked) = &check.request {
                let listed_before = model.listed.iter().map(|token| token.id.clone()).collect();
                state.asked = Some(Asked { request: asked.clone(), at: model.now, listed_before });
                state.wants_code = true;
                request = Some(Request::Create { request: Box::new(asked.clone()), code: state.code.take() });
            }
            if let Some(missing) = &missing {
                ui.label(text::small(missing));
            }
        },
        |_| {},
    );
    request
}

fn waiting(ui: &mut Ui) -> Option<Request> {
    let mut request = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        crate::kit::progress::turning(ui);
        ui.label(text::body("Creating the token. It is sent once."));
        if button::plain(ui, true, "Stop waiting").clicked() {
            request = Some(Request::StopWaiting);
        }
    });
    request
}

/// A creation whose answer was lost: whether it made a token is in the list, and nowhere else.
fn lost_answer(ui: &mut Ui, lost: &Lost, model: &Model<'_>) -> Option<Request> {
    let (meaning, words) = match lost.found() {
        None => (
            Meaning::Attention,
            "The token may have been made although its answer was lost. Its value cannot be had again. Look in the list \
             before you send again."
                .to_owned(),
        ),
        Some(found) => {
            let meaning = if found.likeliest.is_none() { Meaning::Good } else { Meaning::Danger };
            (meaning, found.sentence.clone())
        }
    };
    let mut request = None;
    notice::banner_with(ui, meaning, &words, |ui| {
        if model.is_looking {
            ui.label(text::small("Reading the list…"));
            return;
        }
        match lost.found() {
            None => {
                if button::with_icon(ui, true, icon::REFRESH, "Look in the list").clicked() {
                    request = Some(Request::LookInList);
                }
            }
            Some(found) => {
                if let Some(id) = &found.likeliest
                    && button::plain(ui, true, "Show it, to revoke it").clicked()
                {
                    request = Some(Request::ShowInList { id: id.clone() });
                }
            }
        }
    });
    request
}

/// What still stands between the person and the button, in a few words.
fn what_is_missing(state: &State, check: &TokenCheck, is_confirmed: bool) -> Option<String> {
    let errors = check.errors().count();
    let unticked = state.unticked(&check.findings);
    if errors > 0 || check.request.is_none() {
        Some(counted(errors.max(1), "thing to mend", "things to mend"))
    } else if unticked > 0 {
        Some(counted(unticked, "warning to tick", "warnings to tick"))
    } else if state.awaits_look() {
        Some("Look in the list first".to_owned())
    } else if !is_confirmed {
        Some("Type the label".to_owned())
    } else if state.code.is_empty() {
        Some("One-time code missing".to_owned())
    } else {
        None
    }
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
