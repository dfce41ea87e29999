//! One wallet beside the table: what it is, and who is on it with what.

use egui::Ui;

use super::{Model, Request, State, Tab};
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{Member, Permission, Permissions, WalletFacts, admin_advice};
use crate::kit::button::{Button, Kind};
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, copy, form, icon, layout, notice, space, text};

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
            about(ui, wallet, model);
            let opens = open(ui, wallet, state);
            let share = share(ui, &facts, model);
            people(ui, state, &facts, model).or(share).or(opens)
        })
    })
}

/// The wallet's own page has what does not fit beside the table.
fn open(ui: &mut Ui, wallet: &Wallet, state: &mut State) -> Option<Request> {
    if !button::primary(ui, true, "Open wallet").clicked() {
        return None;
    }
    let (coin, id) = (wallet.coin.clone(), wallet.id.clone());
    state.open_page(coin.clone(), id.clone(), Tab::default());
    Some(Request::OpenPage { coin, id })
}

/// Sharing is for the wallet's admins; for others it is said who they are among its people.
fn share(ui: &mut Ui, facts: &WalletFacts, model: &Model<'_>) -> Option<Request> {
    let is_admin = facts.admins().any(|admin| admin == model.me);
    let pressed = layout::row(ui, |ui| {
        let pressed = button::with_icon(ui, is_admin, icon::SHARE, "Share…").clicked();
        if !is_admin {
            ui.label(text::small("Only its admins can share it."));
        }
        pressed
    });
    pressed.then(|| Request::Share { id: facts.id.clone(), permissions: Permissions::default() })
}

fn about(ui: &mut Ui, wallet: &Wallet, model: &Model<'_>) {
    let enterprise = wallet.enterprise.as_deref().map_or("none", |id| {
        let named = model.enterprises.iter().find(|enterprise| enterprise.id == id);
        named.map_or(id, |enterprise| enterprise.name.as_str())
    });
    form::facts(ui, &[("Coin", &wallet.coin), ("Kind", wallet.kind.word()), ("Enterprise", enterprise)]);
    layout::fact(ui, "ID", |ui| copy::id(ui, "wallet ID", &wallet.id));
}

/// The wallet's people, with what they may do and the way off it.
pub(super) fn people(
    ui: &mut Ui,
    state: &mut State,
    facts: &WalletFacts,
    model: &Model<'_>,
) -> Option<Request> {
    let administers = facts.admins().any(|admin| admin == model.me);
    let mut leaves = None;
    space::gap(ui, space::XS);
    ui.label(text::strong(format!("People ({})", facts.people.len())));
    for member in &facts.people {
        let name = model.names.of(&member.person);
        let you = if member.person == model.me { " (you)" } else { "" };
        let said = format!("{name}{you}");
        let can_leave = administers.then(|| format!("Remove {name}…"));
        if one_person(ui, member, &said, can_leave.as_deref()) {
            leaves = Some(&member.person);
        }
    }
    let mut makes_two = false;
    if let Some(advice) = admin_advice(facts) {
        notice::banner_with(ui, Meaning::Attention, &advice, |ui| {
            makes_two = administers && button::plain(ui, true, "Make it two admins…").clicked();
        });
    }
    let permissions = Permissions::of([Permission::View, Permission::Admin]);
    let makes_two = makes_two.then(|| Request::Share { id: facts.id.clone(), permissions });
    leaves.map(|person| state.begin_removal(facts, person)).or(makes_two)
}

/// A person with what they may do; says whether they are to be removed.
fn one_person(ui: &mut Ui, member: &Member, name: &str, removal: Option<&str>) -> bool {
    ui.scope(|ui| {
        // What a person may do stands closer to them than to the next one.
        ui.spacing_mut().item_spacing.y = 0.0;
        let (_, pressed) = layout::ends(
            ui,
            |ui| ui.label(text::body(name)).on_hover_text(&member.person),
            |ui| {
                removal.is_some_and(|label| {
                    Button::new("Remove…").kind(Kind::Danger).name(label).show(ui).clicked()
                })
            },
        );
        layout::chips(ui, |ui| {
            for permission in member.permissions.all() {
                badge::chip(ui, permission.word()).on_hover_text(format!("Can {}.", permission.allows()));
            }
        });
        space::gap(ui, space::XS);
        pressed
    })
    .inner
}
