//! Addresses that are pasted for a whitelist: what of them is taken, line by line, while they are being mended. What is not
//! taken stays in the field.

use egui::{Context, Ui};

use super::pasting::Pasting;
use super::state::Editor;
use super::text as wording;
use crate::domain::policy::{PastedAddresses, RuleContext, read_pasted};
use crate::domain::text::counted;
use crate::kit::environment::Reach;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice, space, text};

const WIDTH: f32 = 720.0;
const FIELD_HEIGHT: f32 = 150.0;
const REPORT_HEIGHT: f32 = 220.0;
/// So many lines are reported one by one; the rest is counted.
const REPORTED: usize = 200;

/// Draws the dialog while addresses are being pasted.
pub(super) fn show(ctx: &Context, editor: &mut Editor, context: &RuleContext<'_>) {
    let Some(mut pasting) = editor.pasting.take() else { return };
    if pasting.read.as_ref().is_none_or(|(text, _)| *text != pasting.text) {
        let read = read_pasted(&pasting.text, &editor.draft, context);
        pasting.read = Some((pasting.text.clone(), read));
    }
    let dialog = Dialog { title: wording::PASTE_TITLE, width: WIDTH, reach: Reach::ThisComputer };
    let shown = modal::show(ctx, "paste addresses", &dialog, |ui| content(ui, &mut pasting));
    let [adds, leaves] = shown.inner;
    let is_done = adds && take(&mut pasting, editor);
    if !is_done && !leaves && !shown.closed {
        editor.pasting = Some(pasting);
    }
}

/// Returns whether what was read is to be taken, and whether the dialog is left.
fn content(ui: &mut Ui, pasting: &mut Pasting) -> [bool; 2] {
    text::wrapped(ui, text::muted(wording::PASTE_ABOUT));
    let wants_focus = !std::mem::replace(&mut pasting.has_focus, true);
    layout::scroll_up_to(ui, "pasted addresses", FIELD_HEIGHT, |ui| {
        TextField::new("Addresses", &mut pasting.text)
            .rows(5)
            .mono()
            .compact()
            .focus(wants_focus)
            .width(ui.available_width())
            .show(ui);
    });
    if pasting.taken > 0 {
        let words = wording::pasted(&counted(pasting.taken, "address"));
        notice::line(ui, Meaning::Good, &words);
    }
    let Some((_, read)) = &pasting.read else { return [false; 2] };
    if !read.lines.is_empty() {
        report(ui, read);
    }
    let count = read.taken.len();
    modal::footer(ui, |ui| {
        let words = wording::add_pasted(&counted(count, "address"));
        let adds = button::primary(ui, count > 0, &words).clicked();
        // What was added already stays in the form.
        let leave = if pasting.taken > 0 { wording::CLOSE } else { wording::CANCEL };
        [adds, button::plain(ui, true, leave).clicked()]
    })
}

/// Every line in its order.
fn report(ui: &mut Ui, read: &PastedAddresses) {
    ui.label(text::strong(&read.summary));
    layout::scroll_up_to(ui, "pasted lines", REPORT_HEIGHT, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for line in read.lines.iter().take(REPORTED) {
            let meaning = match (line.is_taken, line.is_odd) {
                (true, false) => Meaning::Good,
                (true, true) => Meaning::Attention,
                (false, _) => Meaning::Danger,
            };
            notice::line(ui, meaning, &line.words);
        }
        if read.lines.len() > REPORTED {
            ui.label(text::small(wording::more_lines(read.lines.len() - REPORTED)));
        }
    });
}

/// Puts what was taken into the form; whether nothing is left to be mended.
fn take(pasting: &mut Pasting, editor: &mut Editor) -> bool {
    let Some((_, read)) = pasting.read.take() else { return false };
    pasting.taken += read.taken.len();
    editor.draft.addresses.extend(read.taken);
    pasting.text = read.rest;
    pasting.text.is_empty()
}
