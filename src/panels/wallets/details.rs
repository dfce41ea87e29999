//! One wallet beside the table: what it is, and who is on it with what.

use egui::Ui;

use super::{Model, Request, State};
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{Permissions, WalletFacts};
use crate::kit::{button, copy, form, icon, layout, space, text};
use crate::panels::wallet_people;

/// Draws the details of the chosen wallet.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    people: &mut wallet_people::State,
    wallet: &Wallet,
    model: &Model<'_>,
) -> Option<Request> {
    let facts = wallet.for_sharing();
    layout::card(ui, |ui| {
        if layout::closable_head(ui, facts.name(), "Close wallet details") {
            state.shows_details = false;
        }
        // Another wallet's details begin at their top.
        form::scrolled(ui, &format!("wallet details {}", wallet.id), |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            about(ui, wallet, model);
            let opens = button::primary(ui, true, "Open wallet").clicked();
            let opens = opens.then(|| Request::Open { coin: wallet.coin.clone(), id: wallet.id.clone() });
            let share = share(ui, &facts, model);
            let people = wallet_people::list(ui, people, &facts, &model.people);
            people.or(share).map(Request::People).or(opens)
        })
    })
}

/// Sharing is for the wallet's admins; for others it is said who they are among its people.
fn share(ui: &mut Ui, facts: &WalletFacts, model: &Model<'_>) -> Option<wallet_people::Request> {
    let is_admin = facts.admins().any(|admin| admin == model.people.me);
    let pressed = layout::row(ui, |ui| {
        let pressed = button::with_icon(ui, is_admin, icon::SHARE, "Share…").clicked();
        if !is_admin {
            ui.label(text::small("Only its admins can share it."));
        }
        pressed
    });
    pressed
        .then(|| wallet_people::Request::Share { id: facts.id.clone(), permissions: Permissions::default() })
}

fn about(ui: &mut Ui, wallet: &Wallet, model: &Model<'_>) {
    let enterprise = wallet.enterprise.as_deref().map_or("none", |id| {
        let named = model.enterprises.iter().find(|enterprise| enterprise.id == id);
        named.map_or(id, |enterprise| enterprise.name.as_str())
    });
    form::facts(ui, &[("Coin", &wallet.coin), ("Kind", wallet.kind.word()), ("Enterprise", enterprise)]);
    layout::fact(ui, "ID", |ui| copy::id(ui, "wallet ID", &wallet.id));
}
