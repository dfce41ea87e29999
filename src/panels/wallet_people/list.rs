//! The people of a wallet, with what each may do.

use egui::Ui;

use super::model::Model;
use super::pending_changes::pending_changes;
use super::removal;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::share::{Member, Permission, Permissions, WalletFacts, admin_advice};
use crate::kit::button::{Button, Kind};
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, layout, notice, space, text};

/// Draws the wallet's people.
pub fn list(ui: &mut Ui, state: &mut State, wallet: &WalletFacts, model: &Model<'_>) -> Option<Request> {
    let administers = wallet.admins().any(|admin| admin == model.me);
    let (mut leaves, mut shown) = (None, None);
    space::gap(ui, space::XS);
    ui.label(text::strong(wallet.people_count().after("People")));
    for member in &wallet.people {
        let name = model.names.of(&member.person);
        let can_leave = administers.then(|| wording::remove(&name));
        let you = if member.person == model.me { " (you)" } else { "" };
        if one_person(ui, member, &format!("{name}{you}"), can_leave.as_deref()) {
            leaves = Some(&member.person);
        }
        for (approval, word) in pending_changes(wallet, &member.person, model) {
            if marked(ui, &name, word) {
                shown = Some(approval.to_owned());
            }
        }
    }
    if !model.approvals.is_whole {
        notice::line(ui, Meaning::Attention, wording::APPROVALS_NOT_READ);
    }
    let mut makes_two = false;
    if let Some(advice) = admin_advice(wallet) {
        notice::banner_with(ui, Meaning::Attention, &advice, |ui| {
            makes_two = administers && button::plain(ui, true, wording::ADD_ADMIN).clicked();
        });
    }
    if let Some(approval) = shown {
        return Some(Request::ShowApproval(approval));
    }
    if let Some(person) = leaves {
        return Some(removal::begin(state, wallet, person, model));
    }
    let permissions = Permissions::of([Permission::View, Permission::Admin]);
    makes_two.then(|| Request::Share { id: wallet.id.clone(), permissions })
}

/// The mark of a change that waits, with the way to its approval; whether that was taken.
fn marked(ui: &mut Ui, name: &str, word: &str) -> bool {
    layout::row(ui, |ui| {
        badge::mark(ui, Meaning::Attention, word);
        Button::new("View approval").kind(Kind::Link).name(&wording::view_approval(name)).show(ui).clicked()
    })
}

/// A person with what they may do; says whether they are to be removed.
fn one_person(ui: &mut Ui, member: &Member, name: &str, removal: Option<&str>) -> bool {
    ui.scope(|ui| {
        // What a person may do stands closer to them than to the next one.
        ui.spacing_mut().item_spacing.y = 0.0;
        let ((), pressed) = layout::ends(
            ui,
            |ui| {
                ui.label(text::body(name)).on_hover_text(text::plain(&member.person));
                NameMarks::of(name, None).show(ui);
            },
            |ui| {
                removal.is_some_and(|label| {
                    Button::new("Remove…").kind(Kind::Danger).name(label).show(ui).clicked()
                })
            },
        );
        layout::chips(ui, |ui| {
            for permission in member.permissions.all() {
                badge::chip(ui, permission.word()).on_hover_text(text::plain(wording::can(permission)));
            }
        });
        space::gap(ui, space::XS);
        pressed
    })
    .inner
}
