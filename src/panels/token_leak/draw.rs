//! The dialog on the screen.

use std::sync::Arc;

use egui::{Context, Ui, vec2};

use super::model::{LeakRow, Leaks, Model};
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::alphabet::holds_ignoring_case;
use crate::domain::amount::Balance;
use crate::domain::coin::{Coin, amount_words, coins};
use crate::domain::enterprise_policy::Outflow;
use crate::domain::text::listed;
use crate::kit::amount::{Slots, in_column};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::table::Column;
use crate::kit::{button, field, notice, progress, table, text};

const WIDTH: f32 = 900.0;
const FILTER_WIDTH: f32 = 260.0;
/// What stands around the table in the dialog and around that, in points.
const AROUND_TABLE: f32 = 400.0;
const LOWEST_TABLE: f32 = 160.0;
const HIGHEST_TABLE: f32 = 420.0;

/// Draws the dialog while a token is looked at; at most one thing is asked a frame.
pub fn show(ctx: &Context, state: &mut State, model: &Model<'_>) -> Option<Request> {
    state.token.as_ref()?;
    let reach = Reach::Environment(model.environment);
    let dialog = Dialog { title: wording::TITLE, width: WIDTH, reach };
    let shown = modal::show(ctx, "token leak", &dialog, |ui| {
        let opened = modal::body(ui, "token leak", |ui| content(ui, state, model));
        let pressed = modal::footer(ui, |ui| {
            let left = button::plain(ui, true, wording::LEAVE).clicked();
            let checks = button::plain(ui, state.chosen.is_some(), wording::CHECK);
            let checks = checks.on_disabled_hover_text(wording::CHOOSE).clicked();
            if !model.leaks.is_whole() {
                progress::turning(ui);
            }
            let chosen = state.chosen.clone().filter(|_| checks).map(|(wallet, _)| wallet);
            chosen.map(Request::CheckWithdrawal).or(left.then_some(Request::Close))
        });
        opened.map(Request::CheckWithdrawal).or(pressed)
    });
    shown.inner.or(shown.closed.then_some(Request::Close))
}

/// Draws what could leave; the wallet that was opened, by ID.
fn content(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<String> {
    text::wrapped(ui, text::strong(wording::summary(model.label, model.leaks)));
    text::wrapped(ui, text::small(wording::ABOUT));
    if model.is_reading {
        notice::line(ui, Meaning::Attention, wording::READING);
    }
    if model.are_wallets_missing {
        notice::line(ui, Meaning::Attention, wording::WALLETS_MISSING);
    }
    if model.leaks.with_tokens > 0 {
        notice::line(ui, Meaning::Attention, &wording::tokens_left_out(model.leaks.with_tokens));
    }
    if model.is_reading_prices {
        notice::line(ui, Meaning::Attention, wording::READING_PRICES);
    } else if let Some((count, when)) = &model.priced {
        text::wrapped(ui, text::small(wording::priced(*count, when)));
    }
    for (enterprise, why) in &model.not_read {
        notice::line(ui, Meaning::Attention, &wording::not_read(enterprise, why));
    }
    let left_out = wording::left_out(model.leaks);
    if !left_out.is_empty() {
        text::wrapped(ui, text::small(left_out));
    }
    let search = field::search(ui, wording::FILTER, &mut state.filter, FILTER_WIDTH);
    if std::mem::take(&mut state.wants_focus) {
        search.request_focus();
    }
    let words = state.filter.trim().to_lowercase();
    let holds = |text: &str| words.is_empty() || holds_ignoring_case(text, &words);
    let is_found = |row: &Arc<LeakRow>| holds(&row.name) || holds(&row.coin);
    let all = (model.leaks.rows.as_slice(), model.leaks.serial);
    let mut search = std::mem::take(&mut state.search);
    let opened = found(ui, state, search.go_on_to_all(ui.ctx(), all, &words, is_found), model.leaks);
    state.search = search;
    opened
}

/// Draws these rows of them; the wallet that was opened, by ID.
fn found(ui: &mut Ui, state: &mut State, rows: &[usize], all: &Leaks) -> Option<String> {
    if rows.is_empty() {
        let is_filtered = !all.rows.is_empty();
        text::wrapped(ui, text::muted(if is_filtered { wording::NO_MATCH } else { wording::NO_WALLETS }));
        return None;
    }
    state.place_chosen(rows, all);
    let key = |row: usize| Some(all.rows.get(*rows.get(row)?)?.key());
    let height = (ui.ctx().content_rect().height() - AROUND_TABLE).clamp(LOWEST_TABLE, HIGHEST_TABLE);
    let did = ui.allocate_ui(vec2(ui.available_width(), height), |ui| leaks(ui, state, rows, all)).inner;
    if let Some(chosen) = did.chose.or(did.opened).and_then(key) {
        state.chosen = Some(chosen);
    }
    did.opened.and_then(key).map(|(wallet, _)| wallet)
}

fn leaks(ui: &mut Ui, state: &mut State, rows: &[usize], all: &Leaks) -> table::RowEvent {
    let columns = [
        Column::new("Wallet", 180.0),
        Column::new("At once", 200.0).right().about(wording::AT_ONCE),
        Column::new("In a day", 200.0).right().about(wording::IN_A_DAY),
        Column::fill("Notes"),
    ];
    table::show(ui, "What could leave", &columns, &mut state.table, rows.len(), |ui, row, column| {
        let Some(row) = rows.get(row).and_then(|at| all.rows.get(*at)) else { return };
        match column {
            0 => drop(text::elided(ui, text::body(&row.name))),
            1 => amount(ui, &row.at_once, row),
            2 => amount(ui, &row.in_a_day, row),
            _ => drop(text::elided(ui, text::small(row.notes()))),
        }
    })
}

/// So much, in the coin's unit; the whole of it in the hover.
fn amount(ui: &mut Ui, outflow: &Outflow, row: &LeakRow) {
    let coin = &*row.coin;
    let amount = match &outflow.amount {
        Some(amount) if !amount.is_zero() => amount,
        none => {
            let words = match none {
                None => wording::NO_BOUND,
                Some(_) if row.are_tokens_left_out => wording::TOKENS_NOT_COUNTED,
                Some(_) => wording::NOTHING,
            };
            ui.label(text::muted(words));
            return;
        }
    };
    let facts = coins().get(coin);
    let figure = amount.figure(facts.map_or(0, |it| it.decimals));
    let unit = facts.map_or_else(|| "base units".to_owned(), Coin::display_unit);
    let drawn = in_column(ui, &figure.whole, &figure.fraction, &unit, Slots::default());
    drawn.on_hover_text(text::lines(amount_words(&Balance::Exact(amount.clone()), coin)));
}

impl LeakRow {
    fn notes(&self) -> String {
        let mut notes = Vec::new();
        if self.is_frozen {
            notes.push(wording::FROZEN.to_owned());
        }
        if self.is_reach_unclear {
            notes.push(wording::REACH_UNCLEAR.to_owned());
        }
        if self.are_tokens_left_out {
            notes.push(wording::BESIDES_TOKENS.to_owned());
        }
        let mut doubts: Vec<String> = Vec::new();
        for doubt in self.at_once.doubts.iter().chain(&self.in_a_day.doubts) {
            let words = doubt.words();
            if !doubts.contains(&words) {
                doubts.push(words);
            }
        }
        if !doubts.is_empty() {
            notes.push(wording::at_most(&listed(doubts, "reason")));
        }
        notes.join(". ")
    }
}
