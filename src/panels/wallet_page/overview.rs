//! What is in the wallet, where it receives, who holds its keys, and its names.

use egui::Ui;

use super::model::Model;
use super::raw::Raw;
use super::text as wording;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::amount::Balance;
use crate::domain::coin::{amount_words, coins};
use crate::kit::palette::Meaning;
use crate::kit::{badge, copy, form, layout, notice, qr, space, text};

const SIDE_WIDTH: f32 = 330.0;
const QR_SIDE: f32 = 168.0;
/// From this width on, in points, an amount and its base units of so many letters stand on one line.
const ONE_LINE_FROM: f32 = 500.0;
const ONE_LINE_LETTERS: usize = 26;

/// Draws the overview. Nothing in it asks for anything.
pub(super) fn show(ui: &mut Ui, raw: &mut Raw, look: &WalletDetails, model: &Model<'_>) {
    let (mut left, mut right) = form::main_and_side(ui, SIDE_WIDTH);
    form::scrolled(&mut left, "wallet overview", |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        if let Some(words) = look.wallet.unreadable_words() {
            notice::banner(ui, Meaning::Attention, &words);
        }
        layout::section(ui, "Balances", |ui| balances(ui, &look.wallet));
        layout::section(ui, "Keys", |ui| keys(ui, look));
        layout::section(ui, "Details", |ui| names(ui, &look.wallet, model));
        raw.show(ui, &look.wallet.raw);
    });
    form::scrolled(&mut right, "wallet address", |ui| {
        layout::section(ui, "Receive address", |ui| address(ui, &look.wallet));
    });
}

fn balances(ui: &mut Ui, wallet: &Wallet) {
    let rows = [
        ("Balance", &wallet.balance, wording::BALANCE),
        ("Confirmed", &wallet.confirmed, wording::CONFIRMED),
        ("Spendable", &wallet.spendable, wording::SPENDABLE),
        ("Staked", &wallet.staked, wording::STAKED),
    ];
    let is_wide = ui.available_width() >= ONE_LINE_FROM;
    for (caption, value, about) in rows {
        let Some(value) = value else { continue };
        let has_room = is_wide && base_units(value, &wallet.coin).len() <= ONE_LINE_LETTERS;
        layout::facts(ui, |ui| {
            layout::fact(ui, caption, |ui| {
                ui.label(text::figures(amount_words(value, &wallet.coin))).on_hover_text(text::lines(about));
                if has_room {
                    ui.label(text::small(base_units(value, &wallet.coin)));
                }
                let label = format!("Copy {} in base units", caption.to_lowercase());
                copy::button(ui, &label, &value.as_sent());
            });
            if !has_room {
                layout::fact(ui, "", |ui| ui.label(text::small(base_units(value, &wallet.coin))));
            }
        });
    }
    if wallet.balance.is_none() {
        ui.label(text::muted(wording::NO_BALANCE));
    }
}

fn base_units(value: &Balance, coin: &str) -> String {
    let words = coins().get(coin).map_or("base units", |facts| facts.base_unit_words());
    value.exact().map_or_else(|| "as received".to_owned(), |exact| format!("{} {words}", exact.grouped()))
}

fn address(ui: &mut Ui, wallet: &Wallet) {
    let Some(address) = wallet.receive_address().filter(|it| !it.is_empty()) else {
        text::wrapped(ui, text::muted(wording::NO_ADDRESS));
        return;
    };
    ui.spacing_mut().item_spacing.y = space::S;
    qr::show(ui, &wording::qr_of(&address), &address, QR_SIDE);
    text::wrapped(ui, text::mono(&address));
    layout::row(ui, |ui| {
        ui.label(text::small(wording::NEWEST_ADDRESS));
        copy::button(ui, "Copy receive address", &address);
    });
    if let Some(coin) = coins().get(&wallet.coin) {
        notice::line(
            ui,
            Meaning::Information,
            &wording::only_for(coin.full_name, &coin.display_unit(), coin.carries_tokens()),
        );
    }
}

fn keys(ui: &mut Ui, look: &WalletDetails) {
    if look.keys.is_empty() {
        ui.label(text::muted(wording::NO_KEYS));
    }
    for (at, key) in look.keys.iter().enumerate() {
        layout::fact(ui, &key.title(at), |ui| {
            copy::id(ui, &format!("ID of key {}", at + 1), &key.id);
        });
        text::wrapped(ui, text::small(key.holder(&look.wallet)));
    }
}

fn names(ui: &mut Ui, wallet: &Wallet, model: &Model<'_>) {
    let enterprise = EnterpriseRef::name_of(wallet.enterprise.as_deref(), model.enterprises);
    let needed =
        wallet.approvals_required.map_or_else(|| wording::NOT_REPORTED.to_owned(), |count| count.to_string());
    form::facts(ui, &[("Enterprise", &enterprise), ("Approvals required", &needed)]);
    layout::fact(ui, "Wallet ID", |ui| copy::id(ui, "wallet ID", &wallet.id));
    layout::fact(ui, "Tags", |ui| {
        let tags = wallet.custom_tags();
        if tags.is_empty() {
            ui.label(text::muted("none"));
        }
        layout::chips(ui, |ui| {
            for tag in &tags {
                badge::chip(ui, tag);
            }
        });
    });
}
