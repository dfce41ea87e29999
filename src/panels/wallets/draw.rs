//! The wallets on the screen.

use egui::Ui;

use super::arrange::Arranged;
use super::{Model, Request, State, cells, coins};
use crate::kit::palette::Meaning;
use crate::kit::state::ListingState;
use crate::kit::{button, empty, icon, layout, notice, progress, space, table, text};

const COINS_WIDTH: f32 = 206.0;
const FILTER_WIDTH: f32 = 300.0;

/// Draws the wallets; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut request = None;
    let listing = &model.wallets;
    let is_reading = matches!(listing.state, ListingState::Reading);
    layout::page(ui, |ui| {
        layout::head(ui, "Wallets", |ui| {
            if is_reading {
                if button::plain(ui, true, "Stop reading").clicked() {
                    request = Some(Request::Stop);
                }
            } else if button::with_icon(ui, true, icon::REFRESH, "Read again").clicked() {
                request = Some(Request::Reload);
            }
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let asked = if listing.rows.is_empty() { nothing_yet(ui, model) } else { list(ui, state, model) };
        request = request.take().or(asked);
    });
    request
}

fn list(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let listing = &model.wallets;
    let arranged = state.arrange(listing.generation, listing.rows, model.enterprise);
    let request = status(ui, model);
    let (mut left, mut right) = layout::side_by_side(ui, COINS_WIDTH);
    coins::show(&mut left, state, model, &arranged);
    wallet_table(&mut right, state, model, &arranged);
    state.keep(arranged);
    request
}

/// Whole, still reading, stopped or failed: said above the table whenever the list is not whole.
fn status(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    let mut wants_all = false;
    let listing = &model.wallets;
    let read = listing.rows.len() as u64;
    match listing.state {
        ListingState::Reading => {
            progress::bar(ui, "Reading wallets", read, listing.total);
        }
        ListingState::Stopped => {
            let of = listing.total.map(|total| format!(" of {total}")).unwrap_or_default();
            notice::banner_with(
                ui,
                Meaning::Attention,
                &format!(
                    "Incomplete: reading was stopped after {read}{of} wallets. The totals hold these alone."
                ),
                |ui| {
                    wants_all = button::plain(ui, true, "Read all wallets").clicked();
                },
            );
        }
        ListingState::Failed(failure) => {
            notice::banner(
                ui,
                Meaning::Attention,
                &format!("Incomplete: reading broke off after {read} wallets. The totals hold these alone."),
            );
            wants_all = empty::failed_line(ui, failure);
        }
        ListingState::Complete | ListingState::NotAsked => {}
    }
    wants_all.then_some(Request::Reload)
}

fn nothing_yet(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    match model.wallets.state {
        ListingState::Reading | ListingState::NotAsked => {
            empty::loading(ui, "Reading wallets", 0, model.wallets.total).then_some(Request::Stop)
        }
        ListingState::Failed(failure) => empty::failed(ui, failure).then_some(Request::Reload),
        ListingState::Complete | ListingState::Stopped => {
            let words = "The platform lists only wallets that you have a role on. Ask a wallet's admin to share it with you.";
            empty::nothing(ui, icon::WALLET, "No wallets", words, |_| {});
            None
        }
    }
}

fn wallet_table(ui: &mut Ui, state: &mut State, model: &Model<'_>, arranged: &Arranged) {
    layout::ends(
        ui,
        |ui| {
            crate::kit::field::search(ui, "Filter wallets", &mut state.filter, FILTER_WIDTH);
            let shown = arranged.rows.len();
            ui.label(text::muted(format!("{shown} of {} wallets", model.wallets.rows.len())));
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
        table::show(ui, "Wallets", &drawing.columns(), &mut state.table, rows, |ui, row, column| {
            if let Some(words) = drawing.cell(ui, row, column) {
                said = Some(words);
            }
        });
    });
    if said.is_some() {
        state.said = said;
    }
}
