//! Tokens that are gone or never came: the platform forgets them, this machine's ledger does not.

use egui::Ui;

use super::{Model, PastToken, State};
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::table::Column;
use crate::kit::{badge, empty, icon, progress, space, table, text};

/// Draws what the ledger knows of tokens that are not in the list any more.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    text::wrapped(
        ui,
        text::muted(
            "From this machine's ledger: what was asked for here or seen in the list, and what became of it. \
             It holds no token.",
        ),
    );
    match model.past {
        View::Pending(None) | View::NotAsked => {
            progress::bar(ui, "Reading the ledger", 0, None);
        }
        View::Failed(failure, before) => {
            empty::failed_form(ui, failure);
            if let Some(past) = before {
                rows(ui, state, past);
            }
        }
        View::Ready(past) | View::Pending(Some(past)) => rows(ui, state, past),
    }
}

fn rows(ui: &mut Ui, state: &mut State, past: &[PastToken]) {
    if past.is_empty() {
        let words = "Tokens that expire, are revoked or deleted elsewhere will stay here.";
        empty::nothing(ui, icon::ACTIVITY, "No past tokens yet", words, |_| {});
        return;
    }
    let columns = [
        Column::fill("Label"),
        Column::new("Asked for", 200.0),
        Column::new("Lifetime", 250.0),
        Column::new("What became of it", 380.0),
    ];
    table::show(ui, "Past access tokens", &columns, &mut state.past_table, past.len(), |ui, row, column| {
        let token = &past[row];
        match column {
            0 => {
                if token.is_open {
                    badge::mark(ui, Meaning::Attention, "look");
                }
                let about = format!("{}\n{}", token.label, token.trail);
                text::elided_about(ui, text::body(&token.label), about);
            }
            1 => drop(text::elided(ui, text::body(&token.asked))),
            2 => drop(text::elided(ui, text::body(&token.lived))),
            _ => drop(text::elided_about(ui, text::body(&token.fate), &token.trail)),
        }
    });
}
