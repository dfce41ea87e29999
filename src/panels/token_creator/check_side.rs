//! The check beside the form: what the token will be able to do, what is wrong with it, the exact request, and the
//! button that sends that very request.

use egui::Ui;

use super::model::Model;
use super::request::{Order, Request};
use super::state::State;
use super::text as wording;
use super::{from_template, template_diff};
use crate::domain::deed::Deed;
use crate::domain::token::unconfirmed::Found;
use crate::domain::token::{Finding, ScopeSwap, Severity, TokenCheck, TokenRequest};
use crate::kit::button::{Button, Kind};
use crate::kit::confirm::{self, STOP_WAITING};
use crate::kit::field::SecretField;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, code, layout, notice, progress, space, text};

/// What the token will be able to do, what is wrong with it, and the exact request.
pub fn check(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) {
    summary(ui, check);
    if let Some(request) = &check.request {
        template_diff::show(ui, state, request, &model.form);
    }
    from_template::effective_values(ui, check);
    findings(ui, state, check);
    request_preview(ui, state, model.form.base_url, check);
}

pub(super) fn summary(ui: &mut Ui, check: &TokenCheck) {
    text::draw_section(ui, wording::REVIEW);
    text::wrapped(ui, text::body(&check.sentence));
    let facts: Vec<_> = check.facts.iter().map(|(caption, words)| (*caption, words.as_str())).collect();
    kit_form::facts(ui, &facts);
}

pub(super) fn findings(ui: &mut Ui, state: &mut State, check: &TokenCheck) {
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for finding in check.findings.iter().filter(|finding| finding.severity == severity) {
            one_finding(ui, state, finding, check.swaps_of(finding));
        }
    }
    if check.findings.is_empty() {
        notice::line(ui, Meaning::Good, wording::NO_ISSUES);
    }
}

fn one_finding(ui: &mut Ui, state: &mut State, finding: &Finding, offered: &[ScopeSwap]) {
    let (meaning, word) = notice::severity(finding.severity);
    let drawn =
        notice::Finding { meaning, word, what: &finding.what, why: &finding.why, source: finding.source };
    let mut ticked = state.is_ticked(finding);
    let understood = (finding.severity == Severity::Warning).then_some(&mut ticked);
    let mut taken = None;
    if notice::finding_with(ui, &drawn, understood, |ui| taken = swaps(ui, offered)) {
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
            // Several scopes may have the same smaller one: the accessible name says which is meant.
            let [words, name] = wording::swap(swap.instead_of, swap.smaller);
            if Button::new(&words).kind(Kind::Link).name(&name).show(ui).clicked() {
                taken = Some(*swap);
            }
        }
        taken
    })
}

fn request_preview(ui: &mut Ui, state: &mut State, base_url: &str, check: &TokenCheck) {
    let Some(request) = &check.request else { return };
    space::gap(ui, space::XS);
    let forms = [(false, "JSON"), (true, "curl")];
    choice::segmented(ui, wording::API_REQUEST, &mut state.shows_curl, &forms);
    let words = if state.shows_curl { request.curl(base_url) } else { request.preview() };
    text::wrapped(ui, text::small(wording::REQUEST_LINE));
    code::block(ui, "token request", &words, 260.0);
}

/// The foot: how the last one stands, code, confirmation and button, always in view.
pub fn send(ui: &mut Ui, state: &mut State, model: &Model<'_>, check: &TokenCheck) -> Option<Request> {
    if model.creation.stage.is_sent() {
        model.creation.show(ui);
        let stops = waiting(ui, wording::SENDING);
        return stops.then_some(Request::StopWaiting);
    }
    let mut asked = match model.found {
        Some(found) => show_found(ui, found),
        None => model.creation.show(ui).then_some(Request::LookUp),
    };
    let is_production = model.form.is_production;
    SecretField::new("One-time code", &mut state.code)
        .help(if is_production { wording::CODE_HELP } else { wording::CODE_HELP_TEST })
        .width(ui.available_width())
        .focus(std::mem::take(&mut state.wants_code))
        .show(ui);
    let label = check.request.as_ref().map(TokenRequest::label).unwrap_or_default();
    let deed = Deed::CreateToken { label, is_production };
    let is_confirmed = confirm::ask(ui, &deed.confirm_by(), &mut state.answers, false);
    let missing = what_is_missing(state, model, check, is_confirmed);
    let words = wording::create_token(is_production);
    if send_button(ui, words, missing.as_deref())
        && let Some(request) = check.request.clone()
    {
        state.wants_code = true;
        let replaces = state.origin.replacing().map(|replacing| replacing.replacement.old_id.clone());
        let order = Box::new(Order { request, lifetime: state.draft.lifetime.clone(), replaces });
        asked = Some(Request::Create { order, code: state.code.take() });
    }
    asked
}

/// That it is on its way; whether the person waits no longer.
pub(super) fn waiting(ui: &mut Ui, words: &str) -> bool {
    layout::row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        progress::turning(ui);
        ui.label(text::body(words));
        button::plain(ui, true, STOP_WAITING).clicked()
    })
}

/// The one primary button, and beside it what still stands before it.
pub(super) fn send_button(ui: &mut Ui, words: &str, missing: Option<&str>) -> bool {
    layout::row(ui, |ui| {
        let is_pressed = button::primary(ui, missing.is_none(), words).clicked();
        if let Some(missing) = missing {
            ui.label(text::small(missing));
        }
        is_pressed
    })
}

/// A token that was made although the answer was lost, and whose value nobody has.
fn show_found(ui: &mut Ui, found: &Found) -> Option<Request> {
    let mut shows = false;
    notice::banner_with(ui, Meaning::Danger, &found.sentence, |ui| {
        shows = button::plain(ui, true, wording::SHOW_FOUND).clicked();
    });
    shows.then(|| Request::ShowInList { id: found.likeliest.clone() })
}

/// What still stands between the person and the button, in a few words.
fn what_is_missing(
    state: &State,
    model: &Model<'_>,
    check: &TokenCheck,
    is_confirmed: bool,
) -> Option<String> {
    let errors = check.errors().count();
    let unticked = state.unticked(&check.findings);
    if errors > 0 || check.request.is_none() {
        Some(wording::errors(errors.max(1)))
    } else if unticked > 0 {
        Some(wording::warnings(unticked))
    } else if model.creation.stage.is_held() {
        Some(wording::MISSING_LOOK_UP.to_owned())
    } else if !is_confirmed {
        Some(wording::MISSING_LABEL.to_owned())
    } else if state.code.is_empty() {
        Some(wording::MISSING_CODE.to_owned())
    } else {
        None
    }
}
