//! The token list on the screen.

use egui::{Label, Ui};
use jiff::Timestamp;

use super::calendar_choice::CalendarChoice;
use super::cells::Cells;
use super::column::{Col, ColumnSet};
use super::model::Model;
use super::notes::Notes;
use super::request::Request;
use super::state::{Shown, State};
use super::text as wording;
use super::{banners, calendar, details, past, rows};
use crate::domain::foreign_text::joined_lines;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::domain::token::existing::{TokenFilter, TokenOrder};
use crate::kit::form;
use crate::kit::listing::{self, ListRequest};
use crate::kit::timeline::Moment;
use crate::kit::{button, choice, field, icon, layout, placeholder, space, table, text, timeline};

const FILTER_WIDTH: f32 = 240.0;
/// Beside the details.
const NARROW_FILTER_WIDTHS: [f32; 2] = [112.0, 176.0];
/// So wide that filters and count stay on one line there, and nothing below them moves.
const NARROW_MENU: f32 = 144.0;
const NARROW_COUNT: f32 = 80.0;
const DETAILS_WIDTH: f32 = 380.0;
/// Below this height, in points, the table needs the room of the expiry timeline.
const TIMELINE_FROM: f32 = 440.0;
/// From this width on, in points, list and details stand side by side.
const BOTH_FROM: f32 = 880.0;

/// Draws the list; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, wording::TITLE, |ui| {
            let wants_new = button::primary(ui, true, "New access token").clicked();
            let wants_templates = button::plain(ui, true, "Templates").clicked();
            let request = listing::control(ui, &model.tokens).map(Request::Read);
            wants_new.then_some(Request::New).or(wants_templates.then_some(Request::Templates)).or(request)
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = asked.or_else(|| details::revocation(ui, state, model));
        let asked = asked.or_else(|| calendar::show(ui, state, model));
        let kinds = [(Shown::Listed, "Active"), (Shown::Past, "Past")];
        let before = state.shown;
        let (_, [saves_list, saves_limits, saves_calendar]) = layout::ends(
            ui,
            |ui| choice::segmented(ui, "", &mut state.shown, &kinds),
            |ui| save_buttons(ui, before, model),
        );
        if saves_calendar {
            // Its tokens are chosen first.
            state.calendar = Some(CalendarChoice::of_all(model));
        }
        let asked = asked.or(saves_list.then_some(Request::SaveList));
        let asked = asked.or(saves_limits.then_some(Request::SaveLimits));
        if state.shown == Shown::Past {
            past::show(ui, state, model);
            return asked;
        }
        banners::ledger_notice(ui, state, model);
        banners::just_revoked(ui, state);
        let asked = asked.or_else(|| banners::half_way(ui, model));
        let asked = asked.or_else(|| banners::lost(ui, state, model));
        let asked = asked.or_else(|| banners::reminders(ui, state, model));
        if model.tokens.rows.is_empty() {
            let request = listing::no_rows(ui, &model.tokens, "access tokens", none_at_all);
            return asked.or(request.map(Request::Read));
        }
        let mut notes = std::mem::take(&mut state.notes);
        notes.update(model.tokens.generation, model.known, &model.context, model.dismissed, model.names);
        let request = list_and_details(ui, state, &notes, model);
        state.notes = notes;
        asked.or(request)
    })
}

/// The ways to take the list along, which were pressed: as CSV, its limits, and its ends. They stand right to left.
fn save_buttons(ui: &mut Ui, shown: Shown, model: &Model<'_>) -> [bool; 3] {
    ui.spacing_mut().item_spacing.x = space::S;
    let has_rows = shown == Shown::Listed && !model.tokens.rows.is_empty();
    let calendar = button::plain(ui, has_rows, "Save expiries to calendar…").clicked();
    let limits = button::plain(ui, has_rows, "Save limits as CSV…").clicked();
    let list = button::plain(ui, has_rows, "Save list as CSV…").clicked();
    [list, limits, calendar]
}

/// The list, and beside it the details of the chosen token; where there is no room for both, the details alone.
fn list_and_details(ui: &mut Ui, state: &mut State, notes: &Notes, model: &Model<'_>) -> Option<Request> {
    let chosen = state.chosen_id.as_ref();
    let chosen = chosen.and_then(|id| model.tokens.rows.iter().position(|token| token.id == *id));
    let chosen = chosen.and_then(|index| Some((&model.tokens.rows[index], notes.of(index)?)));
    let Some((token, note)) = chosen else { return list(ui, state, notes, model).map(Request::Read) };
    if ui.available_width() < BOTH_FROM {
        return details::show(ui, state, token, note, model);
    }
    let (mut left, mut right) = form::main_and_side(ui, DETAILS_WIDTH);
    let request = list(&mut left, state, notes, model).map(Request::Read);
    details::show(&mut right, state, token, note, model).or(request)
}

fn none_at_all(ui: &mut Ui) {
    placeholder::nothing(ui, icon::TOKEN, wording::NONE, wording::NONE_WHY, |_| {});
}

fn list(ui: &mut Ui, state: &mut State, notes: &Notes, model: &Model<'_>) -> Option<ListRequest> {
    let room = ColumnSet::of(ui.available_width());
    let order = state.arrange(model.tokens.generation, model.known, notes);
    filter_line(ui, state, room, wording::counted(order.rows.len(), model.tokens.count()));
    let request = listing::status(ui, &model.tokens, "access tokens");
    if order.rows.is_empty() {
        let head = listing::none_match(&model.tokens, wording::NO_MATCH);
        placeholder::nothing(ui, icon::FILTER, &head, wording::NO_MATCH_WHY, |ui| {
            if button::plain(ui, true, wording::SHOW_ALL).clicked() {
                state.filter.clear();
                state.quick = TokenFilter::All;
            }
        });
    } else {
        if ui.available_height() >= TIMELINE_FROM {
            expiries(ui, state, &order.rows, model);
        }
        token_table(ui, state, &Cells { room, rows: &order.rows, notes, model });
    }
    state.keep(order);
    request
}

/// Words, a filter at a press, and the order where the table has no head for it.
fn filter_line(ui: &mut Ui, state: &mut State, room: ColumnSet, counted: String) {
    let is_narrow = room == ColumnSet::Least;
    let [least, most] = NARROW_FILTER_WIDTHS;
    let room_left = ui.available_width() - 2.0 * NARROW_MENU - NARROW_COUNT - 3.0 * space::M;
    let width = if is_narrow { room_left.clamp(least, most) } else { FILTER_WIDTH };
    let menu = if is_narrow { NARROW_MENU } else { choice::BARE_COMBO };
    layout::wrapping_row(ui, |ui| {
        field::search(ui, "Filter access tokens", &mut state.filter, width);
        let quick = TokenFilter::ALL.map(|(quick, words)| (quick, words.to_owned()));
        choice::bare_combo_in(ui, "Quick filter", &mut state.quick, &quick, menu);
        if !room.columns().contains(&Col::Created) {
            let turned = Some(state.sort).filter(|sort| !TokenOrder::ALL.contains(sort));
            let orders: Vec<_> = TokenOrder::ALL
                .into_iter()
                .chain(turned)
                .map(|(order, descending)| ((order, descending), order.words(descending).to_owned()))
                .collect();
            choice::bare_combo_in(ui, "Order", &mut state.sort, &orders, menu);
        }
        if is_narrow {
            // Beside the details the words have no room on the line.
            let short = Label::new(text::muted(wording::counted_short(&counted)));
            ui.add(short.extend()).on_hover_text(text::plain(counted));
        } else {
            ui.label(text::muted(counted));
        }
    });
}

fn token_table(ui: &mut Ui, state: &mut State, cells: &Cells<'_>) {
    let columns = cells.room.columns();
    let (sorted_by, descending) = state.sort;
    let place = columns.iter().position(|col| col.order() == Some(sorted_by));
    state.table.sort = place.map(|column| table::Sort { column, descending });
    let rows = cells.rows.len();
    let did = ui
        .push_id(cells.room, |ui| {
            let heads = cells.room.heads();
            table::show(ui, "Access tokens", &heads, &mut state.table, rows, |ui, row, column| {
                cells.cell(ui, row, column);
            })
        })
        .inner;
    if let (true, Some(sort)) = (did.sorted, state.table.sort)
        && let Some(order) = columns[sort.column].order()
    {
        state.sort = (order, sort.descending);
    }
    if let Some(row) = did.chose {
        state.just_revoked = None;
        state.chosen_id = cells.rows.get(row).map(|index| cells.model.tokens.rows[*index].id.clone());
    }
}

/// All expiries of the shown tokens on one line; a press chooses a token.
fn expiries(ui: &mut Ui, state: &mut State, order: &[usize], model: &Model<'_>) {
    let tokens = model.tokens.rows;
    let dated: Vec<(usize, Timestamp)> =
        order.iter().filter_map(|index| Some((*index, tokens[*index].expires?))).collect();
    let moments: Vec<Moment> = dated
        .iter()
        .map(|(index, expires)| {
            let left = TimeLeft::until(*expires, model.now);
            let at = moment_words(*expires, model.zone);
            Moment {
                in_secs: left.secs(),
                meaning: rows::urgency(left),
                about: joined_lines([&tokens[*index].label, &at, &format!("{} left", left.in_words())]),
            }
        })
        .collect();
    let chosen = dated.iter().position(|(index, _)| state.chosen_id.as_ref() == Some(&tokens[*index].id));
    ui.label(text::strong(wording::TIMELINE).size(13.0));
    if let Some(pressed) = timeline::show(ui, "Expiries", &moments, chosen) {
        let (index, _) = dated[pressed];
        state.chosen_id = Some(tokens[index].id.clone());
        state.table.chosen = order.iter().position(|row| *row == index);
        state.table.reveal = state.table.chosen;
    }
}
