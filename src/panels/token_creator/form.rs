//! The form: what the token is called, how long it lives, its scopes, allowed IP addresses and limits.

use egui::Ui;

use super::model::FormModel;
use super::state::State;
use super::text as wording;
use super::{addresses, from_template, limits, scopes, template_diff};
use crate::domain::amount::BaseUnits;
use crate::domain::lifetime::{self, UnitChoice};
use crate::domain::token::{Field, Finding, Reach, Severity, TokenCheck};
use crate::kit::field::TextField;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, layout, notice, space, text};

const SUGGESTIONS: [&str; 4] = ["1 day", "30 days", "90 days", "until next deployment"];

/// Draws the form.
pub fn show(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    ui.spacing_mut().item_spacing.y = space::M;
    if let Some(replacing) = state.origin.replacing() {
        template_diff::notes(ui, replacing);
    }
    from_template::notes(ui, state);
    layout::card(ui, |ui| {
        label(ui, state, check);
        lifetime_field(ui, state, model, check);
    });
    layout::card(ui, |ui| scopes::show(ui, state, model));
    layout::card(ui, |ui| reach(ui, state, model, check));
    layout::card(ui, |ui| addresses::show(ui, state, model, check));
    layout::card(ui, |ui| limits::show(ui, state, model, check));
}

/// The first error about a field, for the line below it. An empty form is not yet wrong.
pub(super) fn problem_of(check: &TokenCheck, field: Field, is_blank: bool) -> Option<&Finding> {
    check.about(field).find(|finding| finding.severity == Severity::Error).filter(|_| !is_blank)
}

fn label(ui: &mut Ui, state: &mut State, check: &TokenCheck) {
    let is_blank = state.draft.label.is_empty();
    let problem = problem_of(check, Field::Label, is_blank).map(|finding| finding.what.as_str());
    let wants_focus = std::mem::take(&mut state.wants_label);
    TextField::new("Label", &mut state.draft.label)
        .names_one()
        .focus(wants_focus)
        .hint("payout-service-eu")
        .help(wording::LABEL_HELP)
        .problem(problem)
        .show(ui);
}

fn lifetime_field(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    let is_blank = state.draft.lifetime.trim().is_empty();
    let problem = check.lifetime.as_ref().err().filter(|_| !is_blank).map(ToString::to_string);
    let has_deployment = model.context.lifetime.next_deployment.is_some();
    let wants_focus = std::mem::take(&mut state.wants_lifetime);
    TextField::new("Lifetime", &mut state.draft.lifetime)
        .focus(wants_focus)
        .hint("90 days")
        .help(if has_deployment { wording::LIFETIME_HELP_DEPLOYMENT } else { wording::LIFETIME_HELP })
        .problem(problem.as_deref())
        .show(ui);
    match &check.lifetime {
        Ok(lifetime) => readout(ui, *lifetime, model),
        Err(problem) if !is_blank && !problem.choices().is_empty() => choices(ui, state, problem.choices()),
        Err(_) if !is_blank && !check.lifetime_suggestions.is_empty() => {
            choices(ui, state, &check.lifetime_suggestions);
        }
        Err(_) => suggestions(ui, state, model),
    }
}

/// The span in words, the exact seconds, and when that ends: always in view, so that no unit is ever guessed.
fn readout(ui: &mut Ui, lifetime: lifetime::Lifetime, model: &FormModel<'_>) {
    let expires = lifetime.expiry(model.now());
    let local = lifetime::moment_words(expires, model.zone());
    let utc = lifetime::moment_words(expires, &jiff::tz::TimeZone::UTC);
    kit_form::facts(
        ui,
        &[
            ("Lifetime", &lifetime.spelled_out()),
            ("Sent as", &format!("{} seconds", BaseUnits::from(lifetime.secs).grouped())),
            ("Expires, local time", &local),
            ("Expires, UTC", &utc),
        ],
    );
}

/// What was typed may have meant these: for a bare number one of each unit, for a slip the nearest phrases.
fn choices(ui: &mut Ui, state: &mut State, choices: &[UnitChoice]) {
    for unit in choices {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            if button::plain(ui, true, &unit.phrase).clicked() {
                state.draft.lifetime.clone_from(&unit.phrase);
                state.wants_lifetime = true;
            }
            ui.label(text::muted(&unit.meaning));
        });
    }
}

fn suggestions(ui: &mut Ui, state: &mut State, model: &FormModel<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for phrase in SUGGESTIONS {
            let is_offered =
                phrase != "until next deployment" || model.context.lifetime.next_deployment.is_some();
            if is_offered && button::plain(ui, true, phrase).clicked() {
                phrase.clone_into(&mut state.draft.lifetime);
                state.wants_lifetime = true;
            }
        }
    });
}

/// Which kind of reach is chosen, for the segmented control.
#[derive(Clone, Copy, PartialEq)]
enum ReachKind {
    Everything,
    Enterprises,
    Wallets,
}

pub(super) fn reach(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    text::draw_section(ui, wording::ACCESS);
    let mut kind = match state.draft.reach {
        Reach::Everything => ReachKind::Everything,
        Reach::Enterprises(_) => ReachKind::Enterprises,
        Reach::Wallets(_) => ReachKind::Wallets,
    };
    let options = [
        (ReachKind::Everything, "All"),
        (ReachKind::Enterprises, "Selected enterprises"),
        (ReachKind::Wallets, "Selected wallets"),
    ];
    let label = if state.is_of_template { wording::ACCESS_OF_TEMPLATE } else { wording::ACCESS_OF_TOKEN };
    if choice::segmented(ui, label, &mut kind, &options) {
        state.draft.reach = match kind {
            ReachKind::Everything => Reach::Everything,
            ReachKind::Enterprises => Reach::Enterprises(Vec::new()),
            ReachKind::Wallets => Reach::Wallets(Vec::new()),
        };
    }
    match &mut state.draft.reach {
        Reach::Everything => {
            let words = match &state.draft.template {
                _ if state.is_of_template => wording::ALL_BY_TOKEN,
                Some(template) if template.terms.reach != Reach::Everything => wording::ALL_BY_TEMPLATE,
                _ if state.draft.is_bound_by_scopes() => wording::ALL_BY_SCOPES,
                _ => wording::ALL,
            };
            text::wrapped(ui, text::muted(words));
        }
        Reach::Enterprises(chosen) => {
            for enterprise in model.enterprises {
                let mut ticked = chosen.contains(&enterprise.id);
                let words = enterprise.words(model.enterprises);
                if choice::checkbox(ui, &mut ticked, &words, Some(&enterprise.id)).changed() {
                    chosen.retain(|id| *id != enterprise.id);
                    if ticked {
                        chosen.push(enterprise.id.clone());
                    }
                }
            }
            other_enterprises(ui, chosen, model);
        }
        Reach::Wallets(chosen) => {
            let search = state.wallet_search.entry(String::new()).or_default();
            scopes::wallet_picker(ui, "wallet access", chosen, search, (model.wallets, model.same_names));
        }
    }
    if let Some(problem) = problem_of(check, Field::Reach, false) {
        notice::line(ui, Meaning::Danger, &problem.what);
    }
}

/// Enterprises that came with an old token or a template, and that this session does not list.
fn other_enterprises(ui: &mut Ui, chosen: &mut Vec<String>, model: &FormModel<'_>) {
    chosen.retain(|id| {
        let mut ticked = true;
        if model.enterprises.iter().all(|enterprise| enterprise.id != *id) {
            choice::checkbox(ui, &mut ticked, id, Some(wording::OTHER_ENTERPRISE));
        }
        ticked
    });
}
