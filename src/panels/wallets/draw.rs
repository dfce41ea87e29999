//! The wallets on the screen.

use std::time::Duration;

use egui::{Key, Modifiers, Ui};

use super::filtered_rows::FilteredRows;
use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use super::{cells, coins, details};
use crate::domain::count::Count;
use crate::kit::listing;
use crate::kit::palette::Meaning;
use crate::kit::{button, form, icon, layout, notice, placeholder, space, table, text};

const COINS_WIDTH: f32 = 206.0;
const FILTER_WIDTH: f32 = 300.0;
const DETAILS_WIDTH: f32 = 340.0;
/// From this width on, in points, table and details stand side by side.
const BOTH_FROM: f32 = 760.0;
/// On a page narrower than this, in points, the coins are a menu instead of a list.
const RAIL_FROM: f32 = 720.0;
/// How long it is said that something was copied.
const SAID_FOR_SECS: f64 = 6.0;

/// Draws the wallets; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, "Wallets", |ui| listing::control(ui, &model.wallets)).map(Request::Read);
        ui.spacing_mut().item_spacing.y = space::S;
        (model.draw_people_notices)(ui);
        let inside = if model.wallets.rows.is_empty() {
            listing::no_rows(ui, &model.wallets, "wallets", none_at_all).map(Request::Read)
        } else {
            list(ui, state, model)
        };
        asked.or(inside)
    })
}

fn none_at_all(ui: &mut Ui) {
    placeholder::nothing(ui, icon::WALLET, "No wallets", wording::NO_WALLETS, |_| {});
}

fn list(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let wallets = &model.wallets;
    let arranged = state.arrange(model);
    if let Some(pause) = state.pause {
        ui.ctx().request_repaint_after(pause);
    }
    let request = listing::status(ui, wallets, "wallets").map(Request::Read);
    if arranged.made_for.is_none() {
        ui.label(text::muted(wording::SORTING));
        state.keep(arranged);
        return request;
    }
    let asked = if ui.available_width() < RAIL_FROM {
        coins::menu(ui, state, model, &arranged);
        table_and_details(ui, state, (model, &arranged))
    } else {
        let (mut left, mut right) = layout::side_by_side(ui, COINS_WIDTH);
        coins::show(&mut left, state, model, &arranged);
        table_and_details(&mut right, state, (model, &arranged))
    };
    state.keep(arranged);
    request.or(asked)
}

/// The table, and beside it the details of the chosen wallet; where there is no room for both, the details alone.
fn table_and_details(
    ui: &mut Ui,
    state: &mut State,
    (model, arranged): (&Model<'_>, &FilteredRows),
) -> Option<Request> {
    let chosen = state.table.chosen.and_then(|row| arranged.wallet(row)).filter(|_| state.shows_details);
    let Some(wallet) = chosen else {
        wallet_table(ui, state, model, arranged);
        return None;
    };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, wallet, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    wallet_table(&mut left, state, model, arranged);
    details::show(&mut right, state, wallet, model)
}

/// The filter, and beside it how many wallets are shown, or what was copied a moment ago.
fn filter_line(ui: &mut Ui, state: &mut State, arranged: &FilteredRows, is_whole: bool) {
    let now = ui.input(|input| input.time);
    let wants_focus = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F));
    layout::row(ui, |ui| {
        let response = crate::kit::field::search(ui, "Filter wallets", &mut state.filter, FILTER_WIDTH);
        if std::mem::take(&mut state.wants_focus) || wants_focus {
            response.request_focus();
        }
        match &state.said {
            Some((said, at)) if now - at < SAID_FOR_SECS => {
                notice::line(ui, Meaning::Good, said);
                ui.ctx().request_repaint_after(Duration::from_secs_f64(SAID_FOR_SECS - (now - at)));
            }
            _ => {
                ui.label(text::muted(
                    Count::of(arranged.count(), is_whole).shown_words(arranged.rows.len(), "wallets"),
                ));
                if !state.shows_details && state.table.chosen.is_some() {
                    state.shows_details = button::plain(ui, true, "Wallet details").clicked();
                }
            }
        }
    });
}

fn wallet_table(ui: &mut Ui, state: &mut State, model: &Model<'_>, arranged: &FilteredRows) {
    filter_line(ui, state, arranged, arranged.are_whole(&model.wallets));
    if arranged.rows.is_empty() {
        let head = listing::none_match(&model.wallets, "No wallet matches");
        placeholder::nothing(ui, icon::FILTER, &head, wording::NO_MATCH, |ui| {
            if button::plain(ui, true, "Show all wallets").clicked() {
                state.filter.clear();
                state.coin = None;
            }
        });
        return;
    }
    let drawing = cells::Cells::new(ui, model, arranged, state.table.chosen);
    let (sorted_by, descending) = state.sort;
    let column = drawing.shown().iter().position(|shown| *shown == sorted_by);
    state.table.sort = column.map(|column| table::Sort { column, descending });
    let mut said = None;
    let did = ui
        .push_id(drawing.arrangement(), |ui| {
            let rows = arranged.rows.len();
            table::show(ui, "Wallets", &drawing.columns(), &mut state.table, rows, |ui, row, column| {
                if let Some(words) = drawing.cell(ui, row, column) {
                    said = Some(words);
                }
            })
        })
        .inner;
    if let (true, Some(sort)) = (did.sorted, state.table.sort) {
        state.sort = (drawing.shown()[sort.column], sort.descending);
    }
    if let Some(row) = did.opened {
        said = drawing.copy_balance(ui, row).or(said);
    }
    state.remember_chosen(arranged);
    if let Some(words) = said {
        state.said = Some((words, ui.input(|input| input.time)));
    }
}
