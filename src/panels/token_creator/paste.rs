//! A list that is pasted: what of it is taken, line by line, while it is being fixed. What is not taken stays in the field.

use egui::{Context, Ui};

use super::model::FormModel;
use super::pasted::{ListOf, Paste};
use super::state::State;
use super::text as wording;
use crate::domain::paste_import::{Found, LineOutcome, Report, report_addresses, report_limits};
use crate::domain::token::TokenCheck;
use crate::kit::environment::Reach;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice, space, text};

const WIDTH: f32 = 720.0;
const FIELD_HEIGHT: f32 = 170.0;
const REPORT_HEIGHT: f32 = 230.0;
/// So many lines of each kind are reported one by one; the rest is counted.
const REPORTED: usize = 200;

/// Draws the dialog while a list is being pasted.
pub fn show(ctx: &Context, state: &mut State, model: &FormModel<'_>, check: &TokenCheck) {
    let Some(mut paste) = state.paste.take() else { return };
    read(&mut paste, state, model, check);
    let [title, ..] = paste.of.words();
    let dialog = Dialog { title, width: WIDTH, reach: Reach::ThisComputer };
    let shown = modal::show(ctx, "paste", &dialog, |ui| content(ui, &mut paste));
    let [adds, leaves] = shown.inner;
    let is_done = adds && take(&mut paste, state);
    if !is_done && !leaves && !shown.closed {
        state.paste = Some(paste);
    }
}

/// Returns whether what was read is to be taken, and whether the dialog is left.
fn content(ui: &mut Ui, paste: &mut Paste) -> [bool; 2] {
    let [_, label, hint, about] = paste.of.words();
    text::wrapped(ui, text::muted(about));
    let wants_focus = !std::mem::replace(&mut paste.has_focus, true);
    layout::scroll_up_to(ui, "pasted", FIELD_HEIGHT, |ui| {
        TextField::new(label, &mut paste.text)
            .hint(hint)
            .rows(5)
            .mono()
            .compact()
            .focus(wants_focus)
            .width(ui.available_width())
            .show(ui);
    });
    if paste.taken > 0 {
        notice::line(ui, Meaning::Good, &wording::pasted(&paste.of.counted(paste.taken)));
    }
    let Some((_, report)) = &paste.report else { return [false; 2] };
    if paste.text.trim().is_empty() {
        text::wrapped(ui, text::small(wording::PASTE_EMPTY));
    } else {
        report_ui(ui, report);
    }
    let count = report.found.count();
    modal::footer(ui, |ui| {
        let words = wording::add_pasted(&paste.of.counted(count));
        let adds = button::primary(ui, count > 0, &words).clicked();
        // What was added already stays in the form.
        let leave = if paste.taken > 0 { wording::CLOSE } else { wording::CANCEL };
        [adds, button::plain(ui, true, leave).clicked()]
    })
}

/// Every line in its order, as many of each kind as are reported.
fn report_ui(ui: &mut Ui, report: &Report) {
    ui.label(text::strong(&report.summary));
    let (mut refused, mut taken) = (0, 0);
    layout::scroll_up_to(ui, "report", REPORT_HEIGHT, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for line in &report.lines {
            let (count, meaning) = match line.outcome {
                LineOutcome::Refused => (&mut refused, Meaning::Danger),
                LineOutcome::Added => (&mut taken, Meaning::Good),
                LineOutcome::LeftOut => (&mut taken, Meaning::Information),
            };
            *count += 1;
            if *count <= REPORTED {
                notice::line(ui, meaning, &line.words);
            }
        }
        more(ui, refused, wording::more_refused);
        more(ui, taken, wording::more_taken);
    });
}

fn more(ui: &mut Ui, count: usize, sentence: fn(usize) -> String) {
    if count > REPORTED {
        ui.label(text::small(sentence(count - REPORTED)));
    }
}

/// Reads the text again where it has changed.
fn read(paste: &mut Paste, state: &State, model: &FormModel<'_>, check: &TokenCheck) {
    if paste.report.as_ref().is_none_or(|(text, _)| *text != paste.text) {
        let report = match paste.of {
            ListOf::Addresses => {
                let in_form = check.addresses.iter().filter_map(|line| line.result.clone().ok());
                let is_on_the_internet = model.context.rules.is_on_the_internet();
                report_addresses(&paste.text, is_on_the_internet, &in_form.collect::<Vec<_>>())
            }
            ListOf::Limits => report_limits(&paste.text, &state.draft.limits),
        };
        paste.report = Some((paste.text.clone(), report));
    }
}

/// Puts what was taken into the form; whether nothing is left to be fixed.
fn take(paste: &mut Paste, state: &mut State) -> bool {
    let Some((_, report)) = paste.report.take() else { return false };
    paste.taken += report.found.count();
    match report.found {
        Found::Addresses(rules) => {
            for rule in rules {
                state.draft.add_address(&rule.to_string());
            }
        }
        Found::Limits(limits) => {
            state.draft.add_limits(limits);
            state.coin_search = None;
        }
    }
    paste.text = report.rest;
    paste.text.is_empty()
}
