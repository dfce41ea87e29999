//! What holds an approval, each to be ticked by itself.

use egui::{Align, Ui};

use crate::domain::approval::{Concern, ConcernKind, Excerpt, Understood};
use crate::kit::field::TextField;
use crate::kit::notice::{self, Finding};
use crate::kit::palette::Meaning;
use crate::kit::{button, text};
use crate::panels::approvals::checks::Checks;
use crate::panels::approvals::text as wording;

/// Says how many there are, above everything else: they may stand out of view.
pub fn counted(ui: &mut Ui, checks: &Checks) {
    let of = |kind| checks.concerns.iter().filter(|concern| concern.kind == kind).count();
    let counts = [of(ConcernKind::Danger), of(ConcernKind::Unread), of(ConcernKind::Unchecked)];
    let meaning = if counts[0] > 0 { Meaning::Danger } else { Meaning::Attention };
    if let Some(words) = wording::to_tick(counts) {
        notice::banner(ui, meaning, &words);
    }
}

/// Draws them, the first that is not ticked brought into view where `shows_left`. True where the person wants the
/// checks done again.
pub fn show(ui: &mut Ui, checks: &Checks, understood: &mut Understood, mut shows_left: bool) -> bool {
    for concern in &checks.concerns {
        let is_left = shows_left && understood.left(std::slice::from_ref(concern)) > 0;
        let drawn = ui.scope(|ui| one(ui, concern, understood)).response;
        if is_left {
            drawn.scroll_to_me(Some(Align::Min));
            shows_left = false;
        }
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
