//! The wallets on the screen.

use egui::Ui;

use super::arrange::Arranged;
use super::{Model, Request, State, cells, coins};
use crate::kit::listing::{self, Wish};
use crate::kit::palette::Meaning;
use crate::kit::{button, empty, icon, layout, notice, space, table, text};

const COINS_WIDTH: f32 = 206.0;
const FILTER_WIDTH: f32 = 300.0;

/// Draws the wallets; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let asked = layout::head(ui, "Wallets", |ui| listing::control(ui, &model.wallets));
        ui.spacing_mut().item_spacing.y = space::S;
        let wish = if model.wallets.rows.is_empty() {
            listing::no_rows(ui, &model.wallets, "wallets", none_at_all)
        } else {
            list(ui, state, model)
        };
        asked.or(wish).map(Request::Read)
    })
}

fn none_at_all(ui: &mut Ui) {
    let words =
        "The platform lists only wallets that you have a role on. Ask a wallet's admin to share it with you.";
    empty::nothing(ui, icon::WALLET, "No wallets", words, |_| {});
}

fn list(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Wish> {
    let wallets = &model.wallets;
    let arranged = state.arrange(wallets.generation, wallets.rows, model.enterprise);
    let wish = listing::status(ui, wallets, "wallets");
    let (mut left, mut right) = layout::side_by_side(ui, COINS_WIDTH);
    coins::show(&mut left, state, model, &arranged);
    wallet_table(&mut right, state, model, &arranged);
    state.keep(arranged);
    wish
}

fn wallet_table(ui: &mut Ui, state: &mut State, model: &Model<'_>, arranged: &Arranged) {
    layout::ends(
        ui,
        |ui| {
            crate::kit::field::search(ui, "Filter wallets", &mut state.filter, FILTER_WIDTH);
            let shown = arranged.rows.len();
            let all: usize = arranged.coins.iter().map(|coin| coin.count).sum();
            ui.label(text::muted(format!("{shown} of {all} wallets")));
        },
        |ui| {
            if let Some(said) = &state.said {
                notice::line(ui, Meaning::Good, said);
            }
        },
    );
    if arranged.rows.is_empty() {
        empty::nothing(ui, icon::FILTER, "No wallet matches", "Use other words, or show all coins.", |ui| {
            if button::plain(ui, true, "Show all wallets").clicked() {
                state.filter.clear();
                state.coin = None;
            }
        });
        return;
    }
    let drawing = cells::Cells::new(ui, model.wallets.rows, arranged, state.table.chosen);
    let mut said = None;
    // Widths are remembered for each of the two arrangements of columns apart.
    ui.push_id(drawing.is_ample(), |ui| {
        let rows = arranged.rows.len();
        let did =
            table::show(ui, "Wallets", &drawing.columns(), &mut state.table, rows, |ui, row, column| {
                if let Some(words) = drawing.cell(ui, row, column) {
                    said = Some(words);
                }
            });
        if let Some(row) = did.opened {
            said = drawing.copy_balance(ui, row).or(said.take());
        }
        state.remember_chosen(model.wallets.rows, arranged);
    });
    if said.is_some() {
        state.said = said;
    }
}
