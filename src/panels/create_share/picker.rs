//! Choosing the wallets: those chosen with a button to drop each, and a search for more.

use egui::Ui;

use super::model::Model;
use super::state::State;
use super::text as wording;
use crate::bitgo::wallet::Wallet;
use crate::domain::alphabet::SameNames;
use crate::domain::foreign_text::{joined_lines, visible};
use crate::domain::share::{Permission, WalletFacts};
use crate::domain::text::elided;
use crate::kit::name::NameMarks;
use crate::kit::{button, field, icon, text};
use crate::kit::{layout, space};

/// So many wallets are offered at once.
const OFFERED: usize = 6;

/// Draws the chosen wallets and the search.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) {
    text::draw_section(ui, "Wallets");
    let mut dropped = None;
    for id in &state.wallets {
        let Some(wallet) = model.wallets.by_id(id) else { continue };
        layout::ends(
            ui,
            |ui| {
                let hover = joined_lines([wallet.label.as_str(), &format!("Wallet {id}")]);
                text::elided_about(ui, text::body(name_of(wallet, model.same_names)), hover);
                NameMarks::of(&wallet.label, None).show(ui);
                ui.label(text::small(kind_of(wallet)));
            },
            |ui| {
                let words = wording::leave_out(&name_of(wallet, model.same_names));
                if button::icon(ui, icon::CLOSE, &words).clicked() {
                    dropped = Some(id.clone());
                }
            },
        );
    }
    if let Some(id) = dropped {
        state.wallets.retain(|other| *other != id);
    }
    let width = field::WIDTH.min(ui.available_width());
    field::search(ui, "Add a wallet", &mut state.wallet_search, width);
    let words = state.wallet_search.trim().to_lowercase();
    if words.is_empty() {
        let hint = if state.wallets.is_empty() { wording::FIRST_WALLET } else { wording::MORE_WALLETS };
        text::wrapped(ui, text::small(hint));
        return;
    }
    offers(ui, state, model, &words);
}

fn offers(ui: &mut Ui, state: &mut State, model: &Model<'_>, words: &str) {
    let chosen = &state.wallets;
    let matches = |wallet: &Wallet| wallet.is_found_by(words) && !chosen.iter().any(|it| *it == wallet.id);
    let looked_for = format!("{words}\n{}", chosen.join(" "));
    let [own, any] = &mut state.wallet_searches;
    let is_own = |wallet: &Wallet| matches(wallet) && is_mine(wallet, model.me);
    let rows = (model.wallets.all(), model.wallets.generation());
    let found = own.go_on(ui.ctx(), rows, (&looked_for, OFFERED), |it| is_own(it));
    if found.is_none() {
        let others = any.go_on(ui.ctx(), rows, (&looked_for, 1), |it| matches(it));
        if others.is_whole {
            let is_other = !others.rows.is_empty();
            ui.label(text::small(if is_other { wording::NOT_ADMIN } else { wording::NO_WALLET }));
        }
    }
    let mut added = None;
    for wallet in found.rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let words = wording::add(&name_of(wallet, model.same_names));
            if button::plain(ui, true, &words).on_hover_text(text::mono(wallet.id.as_str())).clicked() {
                added = Some(wallet.id.to_string());
            }
            NameMarks::of(&wallet.label, None).show(ui);
            text::elided(ui, text::small(kind_of(wallet)));
        });
    }
    if let Some(id) = added {
        state.wallets.push(id);
        state.wallet_search.clear();
    }
}

fn is_mine(wallet: &Wallet, me: &str) -> bool {
    let is_admin = |user: &crate::bitgo::wallet::WalletUser| {
        user.user == me && user.permissions.iter().any(|word| word == Permission::Admin.word())
    };
    wallet.users.iter().any(is_admin)
}

/// Kind, and whether its key is in parts.
pub(super) fn kind_of(wallet: &Wallet) -> String {
    if wallet.is_mpc() { format!("{}, MPC", wallet.kind.word()) } else { wallet.kind.word().to_owned() }
}

/// Label and coin, and the ID where another one looks the same by them.
pub(super) fn name_of(wallet: &Wallet, names: &SameNames) -> String {
    let facts =
        WalletFacts { id: wallet.id.to_string(), label: wallet.label.to_string(), ..WalletFacts::default() };
    let name = visible(facts.name());
    match wallet.telling_id(names) {
        Some(id) => format!("{name} ({}, {})", wallet.coin, elided(id)),
        None => format!("{name} ({})", wallet.coin),
    }
}
