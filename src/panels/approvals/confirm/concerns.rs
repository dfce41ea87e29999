//! What holds an approval, each to be ticked by itself.

use egui::Ui;

use crate::domain::approval::{Concern, ConcernKind, Excerpt, Understood};
use crate::kit::field::TextField;
use crate::kit::notice::{self, Finding};
use crate::kit::palette::Meaning;
use crate::kit::{button, text};
use crate::panels::approvals::checks::Checks;
use crate::panels::approvals::text as wording;

/// Draws them. True where the person wants the checks done again.
pub fn show(ui: &mut Ui, checks: &Checks, understood: &mut Understood) -> bool {
    for concern in &checks.concerns {
        one(ui, concern, understood);
    }
    let is_undone = checks.concerns.iter().any(|concern| concern.kind == ConcernKind::Unchecked);
    is_undone && !checks.is_checking && button::link(ui, wording::CHECK_AGAIN).clicked()
}

fn one(ui: &mut Ui, concern: &Concern, understood: &mut Understood) {
    let (meaning, word) = match concern.kind {
        ConcernKind::Danger => (Meaning::Danger, "Danger"),
        ConcernKind::Unread => (Meaning::Attention, "Not readable"),
        ConcernKind::Unchecked => (Meaning::Attention, "Not checked"),
    };
    let finding = Finding { meaning, word, what: &concern.sentence, why: "", source: "" };
    let mut is_ticked = understood.is_ticked(concern);
    let changed = notice::finding_with(ui, &finding, Some(&mut is_ticked), |ui| {
        if let Some(excerpt) = &concern.excerpt {
            typed(ui, excerpt, understood.typed(concern));
        }
    });
    if changed {
        understood.tick(concern, is_ticked);
    }
}

/// The address that would be paid, with the characters that have to be typed standing out.
fn typed(ui: &mut Ui, excerpt: &Excerpt, typed: &mut String) {
    text::mono_marked(ui, &excerpt.address, &excerpt.places);
    let problem = (!typed.trim().is_empty() && !excerpt.is_typed(typed)).then_some(wording::NOT_THOSE);
    TextField::new(wording::TYPE_MARKED, typed).mono().width(220.0).problem(problem).show(ui);
}
