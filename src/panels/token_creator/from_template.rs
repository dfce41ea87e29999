//! A draft that was filled in from a template: which one, what could not be carried over, and what will hold.

use egui::Ui;

use super::state::State;
use crate::domain::token::TokenCheck;
use crate::domain::token::template::ValueOrigin;
use crate::kit::form as kit_form;
use crate::kit::palette::Meaning;
use crate::kit::{button, notice, text};

/// Which template the form was filled in from, above the form.
pub fn notes(ui: &mut Ui, state: &mut State) {
    let Some(templated) = state.origin.templated() else { return };
    let words = format!(
        "Filled in from the template “{}”. What you send wins over it; what you leave blank is the template's.",
        templated.name
    );
    let mut does_without = false;
    notice::banner_with(ui, Meaning::Information, &words, |ui| {
        for note in &templated.notes {
            text::wrapped(ui, text::body(&note.sentence));
        }
        does_without = button::plain(ui, true, "Keep the values, drop the template").clicked();
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
        ui.label(text::strong("With the template"));
        let own = check
            .effective_values
            .iter()
            .filter(|it| it.origin != ValueOrigin::Neither && !it.is_unchanged());
        let mut own = own.peekable();
        if own.peek().is_none() {
            ui.label(text::muted("Everything that it holds is sent as it is."));
        }
        for effective in own {
            let meaning = if effective.origin == ValueOrigin::Template {
                Meaning::Attention
            } else {
                Meaning::Information
            };
            notice::line(ui, meaning, &effective.sentence());
        }
    });
}
