//! The second step: what the person is to be allowed, and how they are told. What the rules have to say stands beside
//! it while it is chosen.

use egui::Ui;

use super::checks::Checks;
use super::request::Request;
use super::sides::sides;
use super::state::{State, Step};
use super::text as wording;
use super::who;
use crate::domain::share::{LONGEST_MESSAGE, Merged, Permission, Severity};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, layout, notice, space, text};

/// Draws the step.
pub(super) fn show(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) -> Option<Request> {
    sides(
        ui,
        "share what",
        state,
        |ui, state| {
            layout::card(ui, |ui| permissions(ui, state, checks));
            layout::card(ui, |ui| invitation(ui, state, checks));
            None
        },
        |ui, state| {
            text::draw_section(ui, "What will happen");
            sentences(ui, checks);
            findings(ui, state, checks);
        },
        |ui, state| foot(ui, state, checks),
    )
}

fn permissions(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) {
    text::draw_section(ui, &wording::may(checks.who()));
    text::wrapped(ui, text::muted(wording::SEPARATE));
    for permission in Permission::KNOWN {
        let mut is_allowed = state.draft.permissions.has(permission);
        let more = wording::allows(permission);
        if choice::checkbox(ui, &mut is_allowed, permission.label(), Some(&more)).changed() {
            state.allow(permission.clone(), is_allowed);
        }
    }
}

fn invitation(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) {
    text::draw_section(ui, "Invitation");
    let count = state.draft.message.chars().count();
    let help = wording::message_help(count);
    let problem = (count > LONGEST_MESSAGE).then(|| wording::message_long(count));
    TextField::new("Message", &mut state.draft.message)
        .rows(3)
        .help(&help)
        .problem(problem.as_deref())
        .width(ui.available_width())
        .show(ui);
    let who = checks.who();
    let draft = &mut state.draft;
    let more = wording::no_email(who);
    choice::checkbox(ui, &mut draft.no_email, "Don't send an email", Some(&more));
    choice::checkbox(ui, &mut draft.is_again, "Re-invite", Some(wording::RE_INVITE));
    let more = wording::no_key(who);
    choice::checkbox(ui, &mut draft.no_key, "Leave the key out", Some(&more));
}

/// What will happen. Of several wallets each says it by itself at the check.
fn sentences(ui: &mut Ui, checks: &Checks<'_>) {
    match &checks.by_wallet[..] {
        [(_, only)] => {
            for sentence in &only.sentences {
                text::wrapped(ui, text::body(sentence));
            }
        }
        several => {
            let wallets: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            text::wrapped(ui, text::body(wording::several(&wallets)));
        }
    }
    space::gap(ui, space::XS);
}

/// Everything the rules have to say, warnings with a box to tick.
pub(super) fn findings(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) {
    let all = checks.findings();
    for merged in &all {
        one_finding(ui, state, merged);
    }
    if all.is_empty() {
        notice::line(ui, Meaning::Good, wording::NO_ISSUES);
    }
}

/// Of these what still stands in the way.
pub(super) fn open_findings(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) {
    for merged in checks.findings() {
        let is_open = match merged.finding.severity {
            Severity::Error => true,
            Severity::Warning => !state.is_ticked(merged.finding),
            Severity::Note => false,
        };
        if is_open {
            one_finding(ui, state, &merged);
        }
    }
}

fn one_finding(ui: &mut Ui, state: &mut State, merged: &Merged<'_>) {
    let finding = merged.finding;
    let (meaning, word) = notice::severity(finding.severity);
    let what = wording::about(&merged.wallets, &finding.what);
    let drawn = notice::Finding { meaning, word, what: &what, why: &finding.why, source: finding.source };
    let mut ticked = state.is_ticked(finding);
    let understood = (finding.severity == Severity::Warning).then_some(&mut ticked);
    if notice::finding(ui, &drawn, understood) {
        state.tick(finding, ticked);
    }
}

fn foot(ui: &mut Ui, state: &mut State, checks: &Checks<'_>) -> Option<Request> {
    let missing = missing(state, checks);
    let mut asked = None;
    if who::next(ui, "Continue to review", missing.as_deref()) {
        asked = state.go_to_check(checks);
    }
    if button::link(ui, "Back to person").clicked() {
        state.go(Step::Who);
    }
    asked
}

/// What still stands in the way, in a few words.
pub(super) fn missing(state: &State, checks: &Checks<'_>) -> Option<String> {
    let errors = checks.findings().iter().filter(|it| it.finding.severity == Severity::Error).count();
    let unticked = state.unticked(checks);
    match (errors, unticked) {
        (0, 0) if checks.is_sound() => None,
        (0, 0) => Some("Choose a wallet".to_owned()),
        (0, warnings) => Some(notice::warnings_left(warnings)),
        (errors, _) => Some(wording::to_fix(errors)),
    }
}
