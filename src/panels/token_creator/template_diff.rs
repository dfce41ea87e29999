//! Old and new token side by side, for the review of a replacement.

use egui::Ui;

use super::model::FormModel;
use super::origin::Replacing;
use super::state::State;
use super::text as wording;
use crate::domain::token::TokenRequest;
use crate::domain::token::replace::{Change, Row, rows};
use crate::kit::palette::Meaning;
use crate::kit::{badge, form as kit_form, layout, notice, space, text};

/// What the form cannot show of the old token by itself.
pub fn notes(ui: &mut Ui, replacing: &Replacing) {
    if let Some(news) = &replacing.news {
        notice::banner(ui, Meaning::Attention, news);
    }
    let words = wording::from_old_token(&replacing.replacement.old_label);
    notice::banner_with(ui, Meaning::Information, &words, |ui| {
        for note in &replacing.notes {
            text::wrapped(ui, text::body(&note.sentence));
        }
    });
}

/// What is different, a row each; what stays the same is folded away.
pub fn show(ui: &mut Ui, state: &mut State, request: &TokenRequest, model: &FormModel<'_>) {
    let Some(replacing) = state.origin.replacing() else { return };
    let mut rows = rows(&replacing.old, request, model.now(), model.zone());
    for row in &mut rows {
        for words in [&mut row.old, &mut row.new] {
            *words = model.context.names.named(words);
        }
    }
    table(ui, wording::OLD_AND_NEW, &rows, &mut state.shows_same);
}

/// The rows under a head: what is different, and what stays the same folded away.
pub(super) fn table(ui: &mut Ui, head: &str, rows: &[Row], shows_same: &mut bool) {
    let (same, other): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.change == Change::Same);
    kit_form::inset(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(text::strong(head));
        for row in other {
            one(ui, row);
        }
        let head = wording::UNCHANGED;
        if !same.is_empty() {
            kit_form::fold(ui, shows_same, head, &same.len().to_string());
        }
        if *shows_same {
            for row in same {
                one(ui, row);
            }
        }
    });
}

fn one(ui: &mut Ui, row: &Row) {
    let meaning = match row.change {
        Change::Same => Meaning::Neutral,
        Change::Changed | Change::Added => Meaning::Information,
        Change::Removed => Meaning::Attention,
    };
    layout::wrapping_row(ui, |ui| {
        badge::mark(ui, meaning, row.change.word());
        ui.label(text::strong(&row.about));
    });
    let words = match row.change {
        Change::Same | Change::Added => row.new.clone(),
        Change::Removed => row.old.clone(),
        Change::Changed => format!("{} → {}", row.old, row.new),
    };
    kit_form::indented(ui, |ui| text::wrapped(ui, text::body(words)));
}
