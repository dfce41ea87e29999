//! A field for a time in human units, with what was meant where a unit is missing.

use egui::Ui;

use super::text as wording;
use crate::domain::lifetime::Lifetime;
use crate::domain::policy::DurationProblem;
use crate::kit::field::TextField;
use crate::kit::{button, layout, space, text};

/// Draws the field, and below it what may have been meant or some times to choose.
pub fn show(
    ui: &mut Ui,
    label: &str,
    typed: &mut String,
    read: &Result<Lifetime, DurationProblem>,
    suggestions: &[&str],
) {
    let is_blank = typed.trim().is_empty();
    let problem = read.as_ref().err().filter(|_| !is_blank);
    TextField::new(label, typed)
        .hint("24 hours")
        .help(wording::DURATION_HELP)
        .problem(problem.map(|it| it.words.as_str()))
        .width(ui.available_width())
        .show(ui);
    match problem {
        Some(problem) => {
            for choice in &problem.choices {
                layout::row(ui, |ui| {
                    ui.spacing_mut().item_spacing.x = space::M;
                    if button::plain(ui, true, &choice.phrase).clicked() {
                        typed.clone_from(&choice.phrase);
                    }
                    ui.label(text::muted(&choice.meaning));
                });
            }
        }
        None if is_blank => {
            layout::wrapping_row(ui, |ui| {
                for phrase in suggestions {
                    if button::plain(ui, true, phrase).clicked() {
                        (*phrase).clone_into(typed);
                    }
                }
            });
        }
        None => {}
    }
}
