//! The addresses for a whitelist: one that is typed, or several that were pasted, and what each is called.

use egui::Ui;

use super::editing::Editing;
use super::pasting::Pasting;
use super::state::Editor;
use super::text as wording;
use crate::domain::address::AddressIssue;
use crate::domain::policy::{RuleEdit, RuleField};
use crate::kit::field::TextField;
use crate::kit::palette::Meaning;
use crate::kit::{button, icon, layout, notice, text};

/// A longer address is shown in full below its field.
const FIELD_LETTERS: usize = 30;
/// How high the pasted addresses stand at most, in points.
const LIST_HEIGHT: f32 = 180.0;

/// Draws them.
pub(super) fn show(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    if editor.draft.is_list() {
        list(ui, editor, editing);
    } else {
        typed(ui, editor, editing);
    }
    if button::link(ui, wording::PASTE).clicked() {
        editor.pasting = Some(Pasting::default());
    }
    let is_list = editor.draft.addresses.len() > 1;
    let (name, help) =
        if is_list { ("Label for all", wording::NUMBERED) } else { ("Label", wording::OPTIONAL) };
    TextField::new(name, &mut editor.draft.label)
        .names_one()
        .hint("Payroll provider")
        .help(help)
        .width(ui.available_width())
        .show(ui);
}

fn typed(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    let draft = &mut editor.draft;
    let problem = editing.check.problem(RuleField::Address).filter(|_| !draft.address.trim().is_empty());
    let label = if draft.edit == RuleEdit::New { "First address" } else { "Address" };
    let wants_focus = draft.edit != RuleEdit::New && std::mem::take(&mut editor.wants_focus);
    TextField::new(label, &mut draft.address)
        .names_one()
        .help(wording::ADDRESS_HELP)
        .problem(problem)
        .mono()
        .width(ui.available_width())
        .focus(wants_focus)
        .show(ui);
    marked(ui, draft.address.trim(), editing);
}

/// The typed address in full, with what is wrong in it, or what tells it from the one that it looks like, standing out.
fn marked(ui: &mut Ui, address: &str, editing: &Editing<'_>) {
    let issues = editing.check.addresses.iter().flat_map(|it| &it.issues);
    let mut marked = issues.filter(|issue| !issue.places().is_empty());
    match marked.next() {
        Some(alike @ AddressIssue::LooksLike { .. }) => {
            notice::banner_with(ui, Meaning::Danger, &alike.sentence(), |ui| {
                text::mono_marked(ui, address, &alike.places());
                text::wrapped(ui, text::small(wording::DIFFERENCES));
            });
        }
        Some(wrong) => {
            text::mono_marked(ui, address, &wrong.places());
            text::wrapped(ui, text::small(wording::MISTAKES));
        }
        None if address.len() > FIELD_LETTERS => drop(text::wrapped(ui, text::mono(address))),
        None => {}
    }
}

fn list(ui: &mut Ui, editor: &mut Editor, editing: &Editing<'_>) {
    let count = editor.draft.addresses.len();
    ui.label(text::strong(wording::addresses_to_add(count)).size(13.0));
    if let Some(problem) = editing.check.problem(RuleField::Address) {
        notice::line(ui, Meaning::Danger, problem);
    }
    let mut removed = None;
    layout::scroll_up_to(ui, "addresses to add", LIST_HEIGHT, |ui| {
        for (at, (address, checked)) in
            editor.draft.addresses.iter().zip(&editing.check.addresses).enumerate()
        {
            let places: Vec<usize> =
                checked.issues.iter().map(AddressIssue::places).find(|it| !it.is_empty()).unwrap_or_default();
            layout::ends(
                ui,
                |ui| text::mono_marked(ui, address, &places),
                |ui| {
                    if button::icon(ui, icon::REMOVE, &wording::leave_out(address)).clicked() {
                        removed = Some(at);
                    }
                },
            );
        }
    });
    if let Some(at) = removed {
        editor.draft.addresses.remove(at);
    }
}
