//! The shares on the screen.

use egui::Ui;

use super::{Model, Request, State, Way};
use crate::bitgo::shares::{ShareState, WalletShare, WalletShares};
use crate::domain::share::Names;
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::table::Column;
use crate::kit::{badge, button, choice, empty, icon, layout, progress, space, table, text};

/// Draws the shares; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let reload = layout::head(ui, "Shares", |ui| {
            let is_idle = !model.shares.is_pending();
            button::with_icon(ui, is_idle, icon::REFRESH, "Read again").clicked()
        });
        ui.spacing_mut().item_spacing.y = space::S;
        let count = |way| model.shares.content().map_or(0, |shares| of(shares, way).len());
        let incoming = format!("Incoming ({})", count(Way::Incoming));
        let outgoing = format!("Outgoing ({})", count(Way::Outgoing));
        let ways = [(Way::Incoming, incoming.as_str()), (Way::Outgoing, outgoing.as_str())];
        if choice::segmented(ui, "", &mut state.way, &ways) {
            state.table.chosen = None;
        }
        if let View::Failed(failure, _) = model.shares {
            empty::failed_form(ui, failure);
        }
        match model.shares.content() {
            Some(shares) => rows(ui, state, of(shares, state.way), model.names),
            None if model.shares.is_pending() => drop(progress::bar(ui, "Reading shares", 0, None)),
            None => {}
        }
        reload.then_some(Request::Reload)
    })
}

fn of(shares: &WalletShares, way: Way) -> &[WalletShare] {
    match way {
        Way::Incoming => &shares.incoming,
        Way::Outgoing => &shares.outgoing,
    }
}

fn rows(ui: &mut Ui, state: &mut State, shares: &[WalletShare], names: &Names) {
    if shares.is_empty() {
        let (head, words) = match state.way {
            Way::Incoming => {
                ("Nothing is offered to you", "Wallets that somebody shares with you will stand here.")
            }
            Way::Outgoing => {
                ("You have offered nothing", "Wallets that you share stand here until they are answered.")
            }
        };
        empty::nothing(ui, icon::SHARE, head, words, |_| {});
        return;
    }
    let way = state.way;
    let columns = [
        Column::fill("Wallet"),
        Column::new("Coin", 90.0),
        Column::new(if way == Way::Incoming { "From" } else { "To" }, 180.0),
        Column::new("Permissions", 210.0),
        Column::new("State", 210.0),
    ];
    table::show(ui, "Shares", &columns, &mut state.table, shares.len(), |ui, row, column| {
        let share = &shares[row];
        match column {
            0 => {
                let label = if share.wallet_label.is_empty() { &share.wallet } else { &share.wallet_label };
                text::elided_about(ui, text::body(label), format!("{label}\nWallet {}", share.wallet));
            }
            1 => drop(ui.label(text::body(&share.coin))),
            2 => {
                let person = if way == Way::Incoming { &share.from_user } else { &share.to_user };
                text::elided_about(ui, text::body(names.of(person)), person.clone());
            }
            3 => drop(text::elided(ui, text::body(share.permissions.in_words()))),
            _ => state_mark(ui, &share.state, way),
        }
    });
}

fn state_mark(ui: &mut Ui, state: &ShareState, way: Way) {
    let (meaning, words) = match (state, way) {
        (ShareState::Active, Way::Incoming) => (Meaning::Attention, "waits for you"),
        (ShareState::Active, Way::Outgoing) => (Meaning::Information, "waits for them"),
        (ShareState::PendingApproval, _) => (Meaning::Information, "waits for approval"),
        (other, _) => (Meaning::Neutral, other.word()),
    };
    badge::mark(ui, meaning, words);
}
