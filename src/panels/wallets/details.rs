//! One wallet beside the table: what it is, and who is on it with what.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::share::WalletFacts;
use crate::kit::name::NameMarks;
use crate::kit::{button, copy, form, icon, layout, space, text};

/// Draws the details of the chosen wallet.
pub fn show(ui: &mut Ui, state: &mut State, wallet: &Wallet, model: &Model<'_>) -> Option<Request> {
    let facts = wallet.for_sharing();
    layout::card(ui, |ui| {
        if layout::closable_head(ui, facts.name(), "Close wallet details") {
            state.shows_details = false;
        }
        // Another wallet's details begin at their top.
        form::scrolled(ui, &format!("wallet details {}", wallet.id), |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            NameMarks::of(&wallet.label, wallet.telling_id(model.same_names)).show(ui);
            about(ui, wallet, model);
            let opens = button::primary(ui, true, "Open wallet").clicked();
            let opens =
                opens.then(|| Request::Open { coin: wallet.coin.to_string(), id: wallet.id.to_string() });
            let share = share(ui, &facts, model);
            (model.draw_people)(ui, &facts);
            share.or(opens)
        })
    })
}

/// Sharing is for the wallet's admins; for others it is said who they are among its people.
fn share(ui: &mut Ui, facts: &WalletFacts, model: &Model<'_>) -> Option<Request> {
    let is_admin = facts.admins().any(|admin| admin == model.me);
    let pressed = layout::row(ui, |ui| {
        let pressed = button::with_icon(ui, is_admin, icon::SHARE, "Share…").clicked();
        if !is_admin {
            ui.label(text::small(wording::ADMINS_SHARE));
        }
        pressed
    });
    pressed.then(|| Request::Share(facts.id.clone()))
}

fn about(ui: &mut Ui, wallet: &Wallet, model: &Model<'_>) {
    let enterprise = EnterpriseRef::name_of(wallet.enterprise.as_deref(), model.enterprises);
    form::facts(ui, &[("Coin", &wallet.coin), ("Type", wallet.kind.word()), ("Enterprise", &enterprise)]);
    layout::fact(ui, "ID", |ui| copy::id(ui, "wallet ID", &wallet.id));
}
