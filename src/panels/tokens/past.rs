//! Tokens that are gone or never came: the platform forgets them, this machine's ledger does not.

use std::iter::once;

use egui::Ui;
use jiff::tz::TimeZone;

use super::model::Model;
use super::past_details;
use super::past_state::{COLUMNS, PastState};
use super::state::State;
use super::text as wording;
use crate::domain::foreign_text::joined_lines;
use crate::domain::lifetime::date_words;
use crate::domain::token::{Past, PastOrder, PastToken};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::table::Column;
use crate::kit::{badge, field, form, icon, layout, notice, placeholder, progress, space, table, text};

const FILTER_WIDTH: f32 = 240.0;
const DETAILS_WIDTH: f32 = 400.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 880.0;
/// Below this width, in points, what was asked for and the lifetime are in the details alone.
const ALL_FROM: f32 = 900.0;

fn head(column: PastOrder) -> Column<'static> {
    match column {
        PastOrder::Label => Column::new("Label", 156.0).sortable(),
        PastOrder::Outcome => Column::fill("Outcome").sortable(),
        PastOrder::Last => Column::new("Last event", 138.0).sortable(),
        PastOrder::Asked => Column::new("Requested", 180.0),
        PastOrder::Lived => Column::new("Lifetime", 220.0).sortable(),
    }
}

/// Draws what the ledger knows of tokens that are not in the list any more.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    if let Some(words) = model.ledger_notice {
        notice::banner(ui, Meaning::Attention, words);
    }
    text::wrapped(ui, text::muted(wording::PAST_ABOUT));
    match model.past {
        Loadable::Pending(None) | Loadable::NotAsked => {
            progress::bar(ui, wording::PAST_READING, 0, None);
        }
        Loadable::Failed(failure, before) => {
            placeholder::failed_form(ui, failure);
            if let Some(past) = before {
                past_ui(ui, state, past, model);
            }
        }
        Loadable::Ready(past) | Loadable::Pending(Some(past)) => past_ui(ui, state, past, model),
    }
}

fn past_ui(ui: &mut Ui, state: &mut State, past: &Past, model: &Model<'_>) {
    if past.unreadable > 0 {
        notice::banner(ui, Meaning::Attention, &wording::past_unreadable(past.unreadable));
    }
    if past.tokens.is_empty() {
        placeholder::nothing(ui, icon::ACTIVITY, wording::PAST_NONE, wording::PAST_NONE_WHY, |_| {});
        return;
    }
    let chosen = state.past.chosen.as_ref();
    let chosen = chosen.and_then(|key| past.tokens.iter().find(|token| token.key == *key));
    let Some(token) = chosen else {
        list(ui, &mut state.past, past, model.zone);
        return;
    };
    if ui.available_width() < BOTH_FROM {
        past_details::show(ui, &mut state.past, token, model);
        return;
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    list(&mut left, &mut state.past, past, model.zone);
    past_details::show(&mut right, &mut state.past, token, model);
}

fn list(ui: &mut Ui, state: &mut PastState, past: &Past, zone: &TimeZone) {
    layout::row(ui, |ui| {
        field::search(ui, "Filter past tokens", &mut state.filter, FILTER_WIDTH);
        let open = past.tokens.iter().filter(|token| token.is_open).count();
        ui.label(text::muted(wording::past_counted(past.tokens.len(), open)));
    });
    state.arrange(past);
    if state.rows.is_empty() {
        placeholder::nothing(ui, icon::FILTER, wording::PAST_NO_MATCH, wording::PAST_NO_MATCH_WHY, |_| {});
        return;
    }
    let columns = if ui.available_width() < ALL_FROM { &COLUMNS[..3] } else { &COLUMNS[..] };
    let heads: Vec<Column<'static>> = columns.iter().map(|column| head(*column)).collect();
    let rows = std::mem::take(&mut state.rows);
    let did = ui
        .push_id(columns.len(), |ui| {
            table::show(ui, "Past access tokens", &heads, &mut state.table, rows.len(), |ui, row, column| {
                cell(ui, &past.tokens[rows[row]], columns[column], zone);
            })
        })
        .inner;
    if let Some(row) = did.chose {
        state.chosen = rows.get(row).map(|index| past.tokens[*index].key.clone());
    }
    state.rows = rows;
}

fn cell(ui: &mut Ui, token: &PastToken, column: PastOrder, zone: &TimeZone) {
    match column {
        PastOrder::Label => {
            if token.is_open {
                badge::mark(ui, Meaning::Attention, "review");
            }
            let about = joined_lines(once(&token.label).chain(&token.trail));
            text::elided_about(ui, text::body(&token.label), about);
        }
        PastOrder::Outcome => {
            drop(text::elided_about(ui, text::body(&token.outcome), joined_lines(&token.trail)));
        }
        PastOrder::Last => {
            let words = token.last.map(|at| date_words(at, zone)).unwrap_or_default();
            text::elided(ui, text::body(words));
        }
        PastOrder::Asked => drop(text::elided(ui, text::body(&token.asked))),
        PastOrder::Lived => drop(text::elided(ui, text::body(&token.lived))),
    }
}
