//! What came into the wallet and what left it, the newest first, read a page at a time.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::text as wording;
use super::transfer_filter::{DirectionFilter, TransferFilter};
use crate::bitgo::transfers::{Transfer, TransferHistory, TransferState};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::amount::{Balance, Figure};
use crate::domain::coin::{Coin, coins};
use crate::domain::lifetime::moment_words;
use crate::kit::amount::Slots;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::table::Column;
use crate::kit::{amount, badge, button, choice, copy, field, icon, layout, placeholder, table, text};

const FILTER_WIDTH: f32 = 260.0;
/// From this width on, in points, the table shows all its columns.
const WIDE_FROM: f32 = 1000.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Col {
    Date,
    Amount,
    Address,
    State,
    Confirmations,
    Comment,
}

const ALL: [Col; 6] = [Col::Date, Col::Amount, Col::Address, Col::State, Col::Confirmations, Col::Comment];
const FEW: [Col; 4] = [Col::Date, Col::Amount, Col::State, Col::Comment];

/// Draws the transfers.
pub(super) fn show(
    ui: &mut Ui,
    filter: &mut TransferFilter,
    look: &WalletDetails,
    model: &Model<'_>,
) -> Option<Request> {
    let Some(read) = model.transfers.content() else {
        if let Loadable::Failed(failure, _) = model.transfers {
            return placeholder::failed(ui, failure).then_some(Request::OlderTransfers);
        }
        placeholder::loading(ui, "Reading transfers", 0, None);
        return None;
    };
    let rows: Vec<&Transfer> = read.rows.iter().filter(|transfer| filter.takes(transfer)).collect();
    let mut wants_older = bar(ui, filter, read, rows.len(), model);
    if let Some(failure) = model.transfers.failure() {
        wants_older |= placeholder::failed_line(ui, failure);
    }
    if rows.is_empty() {
        let (title, words) = if read.rows.is_empty() {
            ("No transfers", wording::NO_TRANSFERS)
        } else {
            ("No transfer matches", wording::NO_TRANSFER_MATCHES)
        };
        placeholder::nothing(ui, icon::FILTER, title, words, |_| {});
        return wants_older.then_some(Request::OlderTransfers);
    }
    let drawing = Drawing::of(look, &rows);
    let shown: &[Col] = if ui.available_width() < WIDE_FROM { &FEW } else { &ALL };
    let columns: Vec<Column<'_>> = shown.iter().map(|column| column.head()).collect();
    table::show(ui, "Transfers", &columns, &mut filter.table, rows.len(), |ui, row, column| {
        cell(ui, rows[row], shown[column], &drawing, model);
    });
    wants_older.then_some(Request::OlderTransfers)
}

/// The filters, how many are shown, and the button for older ones; whether that was pressed.
fn bar(
    ui: &mut Ui,
    filter: &mut TransferFilter,
    read: &TransferHistory,
    shown: usize,
    model: &Model<'_>,
) -> bool {
    layout::wrapping_row(ui, |ui| {
        field::search(ui, "Filter transfers", &mut filter.words, FILTER_WIDTH);
        let directions = [
            (DirectionFilter::Both, "All"),
            (DirectionFilter::In, "Received"),
            (DirectionFilter::Out, "Sent"),
        ];
        choice::segmented(ui, "", &mut filter.direction, &directions);
        ui.label(text::muted(wording::shown_of(shown, read.rows.len(), read.has_ended)));
        if read.has_ended {
            return false;
        }
        let words = if model.transfers.is_pending() { "Loading…" } else { wording::LOAD_OLDER };
        button::plain(ui, !model.transfers.is_pending(), words).clicked()
    })
}

impl Col {
    fn head(self) -> Column<'static> {
        match self {
            Self::Date => Column::new("Date", 188.0),
            Self::Amount => Column::new("Amount", 204.0).right().about(wording::AMOUNT),
            Self::Address => Column::new("Address", 190.0),
            Self::State => Column::new("State", 172.0),
            Self::Confirmations => Column::new("Conf.", 64.0).right().about(wording::CONFIRMATIONS),
            Self::Comment => Column::fill("Comment"),
        }
    }
}

/// What all cells have in common: all amounts are of one coin, so that their points stand under each other.
struct Drawing<'a> {
    look: &'a WalletDetails,
    decimals: u8,
    unit: String,
    slots: Slots,
}

impl<'a> Drawing<'a> {
    fn of(look: &'a WalletDetails, rows: &[&Transfer]) -> Self {
        let coin = coins().get(&look.wallet.coin);
        let decimals = coin.map_or(0, |coin| coin.decimals);
        let unit = coin.map_or_else(|| "base units".to_owned(), Coin::display_unit);
        let fraction = |row: &&Transfer| Some(row.value.as_ref()?.exact()?.figure(decimals).fraction);
        let longest = rows.iter().filter_map(fraction).max_by_key(String::len).unwrap_or_default();
        let slots = Slots::fit([(longest.as_str(), unit.as_str())]);
        Self { look, decimals, unit, slots }
    }
}

fn cell(ui: &mut Ui, transfer: &Transfer, column: Col, drawing: &Drawing<'_>, model: &Model<'_>) {
    let look = drawing.look;
    match column {
        Col::Date => {
            let at = transfer
                .date
                .map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, model.zone));
            ui.label(text::body(at)).on_hover_text(text::plain(transfer.in_full(&look.wallet.coin)));
        }
        Col::Amount => match &transfer.value {
            None => drop(ui.label(text::muted(wording::NOT_REPORTED))),
            Some(Balance::Unreadable(raw)) => drop(amount::unreadable(ui, raw)),
            Some(Balance::Exact(exact)) => {
                let Figure { whole, fraction } = exact.figure(drawing.decimals);
                let drawn = amount::in_column(ui, &whole, &fraction, &drawing.unit, drawing.slots);
                drawn.on_hover_text(text::plain(transfer.in_full(&look.wallet.coin)));
            }
        },
        Col::Address => {
            if let Some(entry) = transfer.entries.first() {
                copy::id(ui, "address", &entry.address);
            }
        }
        Col::State => state(ui, transfer),
        Col::Confirmations => {
            let count = transfer.confirmations.map_or_else(String::new, |count| count.to_string());
            ui.label(text::figures(count));
        }
        Col::Comment => drop(text::elided(ui, text::body(&transfer.comment))),
    }
}

fn state(ui: &mut Ui, transfer: &Transfer) {
    let meaning = match transfer.state {
        TransferState::Confirmed => Meaning::Good,
        TransferState::Rejected | TransferState::Failed | TransferState::Removed => Meaning::Danger,
        TransferState::PendingApproval => Meaning::Attention,
        _ => Meaning::Neutral,
    };
    let word = match &transfer.state {
        TransferState::PendingApproval => wording::WAITS,
        state => state.word(),
    };
    let confirmations = transfer.confirmations.map(|count| format!("{count} confirmations"));
    badge::mark(ui, meaning, word)
        .on_hover_text(text::plain(confirmations.unwrap_or_else(|| wording::NO_CONFIRMATIONS.to_owned())));
}
