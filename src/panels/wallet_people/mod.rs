//! The people of a wallet, with what each may do, and how one is taken off it. The table of wallets and a wallet's page
//! draw it.

mod removal;

pub use removal::{dialog, notices};

use egui::Ui;

use crate::domain::share::{
    Member, Names, PeopleNow, Permission, Permissions, RemovalOutcome, RemovalRequest, WalletFacts,
    admin_advice,
};
use crate::kit::button::{Button, Kind};
use crate::kit::mutation::MutationView;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, layout, notice, space, text};

/// What it draws besides its own state.
pub struct Model<'a> {
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// The wallet whose people are to be changed, as it was read last.
    pub people: Loadable<'a, PeopleNow>,
    /// How the removal stands that was sent last.
    pub removal: MutationView<'a>,
}

/// Its state.
#[derive(Default)]
pub struct State {
    /// Who is to be taken off which wallet, until its end is known.
    removing: Option<removal::Removing>,
    /// What became of the last removal, until the person has read it.
    notice: Option<removal::Notice>,
}

/// What it asks the app to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Somebody is to be taken off a wallet: read it before that is sent. Another one that is not settled comes first.
    Begin(RemovalRequest),
    /// Read the wallet of this removal again, before it is sent or to look it up.
    Look(RemovalRequest),
    /// Take somebody off a wallet. The person has typed the wallet's label.
    Remove(RemovalRequest),
    /// Wait no longer for the answer.
    StopWaiting,
    /// The dialog was closed.
    Forget,
    /// Share this wallet.
    Share {
        /// The wallet, by ID.
        id: String,
        /// What whoever is chosen is to be allowed at the least.
        permissions: Permissions,
    },
    /// Show what waits for approval, by ID.
    ShowApproval(String),
}

impl State {
    /// The removal that is looked at or was sent.
    pub fn removing(&self) -> Option<&RemovalRequest> {
        self.removing.as_ref().map(|removing| &removing.request)
    }

    /// The removal has come to an end; `was_lost` where a look-up has answered.
    pub fn removal_ended(&mut self, end: RemovalOutcome, was_lost: bool) {
        self.notice = self.removing.take().map(|removing| removal::Notice { removing, end, was_lost });
    }

    /// Closes the dialog. One that `is_held` goes on without it.
    pub fn close(&mut self, is_held: bool) {
        let held = self.removing.take().filter(|_| is_held);
        self.removing = held.map(|removing| removal::Removing { is_open: false, ..removing });
    }

    /// The label has to be typed again before anything is sent again.
    pub fn clear_confirmation(&mut self) {
        if let Some(removing) = &mut self.removing {
            removing.typed.clear();
        }
    }
}

/// Draws the wallet's people.
pub fn list(ui: &mut Ui, state: &mut State, wallet: &WalletFacts, model: &Model<'_>) -> Option<Request> {
    let administers = wallet.admins().any(|admin| admin == model.me);
    let mut leaves = None;
    space::gap(ui, space::XS);
    ui.label(text::strong(format!("People ({})", wallet.people.len())));
    for member in &wallet.people {
        let name = model.names.of(&member.person);
        let can_leave = administers.then(|| format!("Remove {name}…"));
        let you = if member.person == model.me { " (you)" } else { "" };
        if one_person(ui, member, &format!("{name}{you}"), can_leave.as_deref()) {
            leaves = Some(&member.person);
        }
    }
    let mut makes_two = false;
    if let Some(advice) = admin_advice(wallet) {
        notice::banner_with(ui, Meaning::Attention, &advice, |ui| {
            makes_two = administers && button::plain(ui, true, "Make it two admins…").clicked();
        });
    }
    if let Some(person) = leaves {
        return Some(removal::begin(state, wallet, person, model));
    }
    let permissions = Permissions::of([Permission::View, Permission::Admin]);
    makes_two.then(|| Request::Share { id: wallet.id.clone(), permissions })
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
