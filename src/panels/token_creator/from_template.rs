//! A draft that was filled in from a template: which one, what could not be carried over, and what will hold.

use egui::Ui;

use super::state::State;
use super::text as wording;
use crate::domain::token::TokenCheck;
use crate::domain::token::template::ValueOrigin;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, notice, text};

/// Which template the form was filled in from, above the form.
pub fn notes(ui: &mut Ui, state: &mut State) {
    let Some(templated) = state.origin.templated() else { return };
    let words = wording::from_template(&templated.name);
    let mut does_without = false;
    notice::banner_with(ui, Meaning::Information, &words, |ui| {
        for note in &templated.notes {
            text::wrapped(ui, text::body(&note.sentence));
        }
        does_without = button::plain(ui, true, wording::DROP_TEMPLATE).clicked();
    });
    if does_without {
        state.do_without_template();
    }
}

/// What will hold and where it comes from, as far as that is not simply the template's own.
pub fn effective_values(ui: &mut Ui, check: &TokenCheck) {
    if check.effective_values.is_empty() {
        return;
    }
    kit_form::inset(ui, |ui| {
        ui.label(text::strong(wording::WITH_TEMPLATE));
        let own = check
            .effective_values
            .iter()
            .filter(|it| it.origin != ValueOrigin::Neither && !it.is_unchanged());
        let mut own = own.peekable();
        if own.peek().is_none() {
            ui.label(text::muted(wording::SENT_UNCHANGED));
        }
        for effective in own {
            notice::line(ui, Meaning::Information, &effective.sentence());
        }
    });
}
