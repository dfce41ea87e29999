//! Sharing wallets with one person: who, what, the check with the exact requests, and what came of each.
//!
//! A page with steps. Nothing is looked up while it is typed, and nothing is sent before the check.

mod checks;
mod picker;
mod result;
mod review;
mod state;
mod what;
mod who;

pub use state::{Request, State};

use std::collections::BTreeMap;
use std::time::Duration;

use egui::Ui;

use crate::bitgo::shares::{MadeShare, ShareAttempt, ShareRequest};
use crate::bitgo::sharing_keys::SharingKey;
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{Names, OpenShare};
use crate::kit::mutation::Item;
use crate::kit::state::{Failure, Loadable};
use crate::kit::{button, layout, space, stepper};
use checks::Checks;
use state::Step;

/// A share that was sent, or is about to be.
pub type SentShare = Item<ShareAttempt, MadeShare>;

/// What is known of a wallet's user key, without its private part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It is there.
    There {
        /// The common keychain of an MPC wallet, else the public key.
        public: String,
        /// It has been opened with the wallet passphrase.
        is_open: bool,
    },
    /// The platform keeps none for the person who shares.
    Missing,
    /// It could not be read.
    Failed(Failure),
}

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The wallets that have been read.
    pub wallets: &'a [Wallet],
    /// The person, by ID.
    pub me: &'a str,
    /// The person's own addresses, with which nobody has to be looked up.
    pub my_addresses: [&'a str; 2],
    /// What to call people.
    pub names: &'a Names,
    /// The person's shares that stand open; nothing while they have not been read.
    pub open: Option<Vec<OpenShare>>,
    /// Whom has been looked up in this session, by e-mail address in lower case; none where nobody has it.
    pub looked_up: &'a BTreeMap<String, Option<SharingKey>>,
    /// How the look-up stands.
    pub look_up: Loadable<'a, ()>,
    /// How long the look-up under way still stands in the queue.
    pub turn_in: Option<Duration>,
    /// How many look-ups can be made at once, and how long one has to wait when there are none.
    pub look_ups_left: usize,
    /// How long a look-up that is asked for now would wait.
    pub look_up_wait: Duration,
    /// The wallets' keys, by wallet; none of them while they are being read.
    pub keys: &'a BTreeMap<String, KeyState>,
    /// The keys are being read.
    pub is_reading_keys: bool,
    /// The wallets' keys are being opened with the passphrase.
    pub is_opening: bool,
    /// The host of the person's own Express server, which does the work with keys there.
    pub express: Option<&'a str>,
    /// The passphrase of the demo's wallets, where that is what is shared.
    pub demo_passphrase: Option<&'a str>,
    /// Real money: a name has to be typed once more.
    pub is_production: bool,
    /// The shares that were sent, or are about to be; none while the dialog is filled in.
    pub sent: &'a [SentShare],
    /// They are still being sent.
    pub is_sending: bool,
    /// The person's shares are being read.
    pub is_looking: bool,
}

impl Model<'_> {
    /// The public part of a wallet's key, and whether the key has been opened.
    fn key(&self, wallet: &str) -> Option<(&str, bool)> {
        match self.keys.get(wallet)? {
            KeyState::There { public, is_open } => Some((public, *is_open)),
            KeyState::Missing | KeyState::Failed(_) => None,
        }
    }
}

/// The right side's share of the room, and the width at which it has enough.
const SIDE_SHARE: f32 = 0.45;
const SIDE_WIDTH: f32 = 480.0;
/// In less room than this, in points, the sides stand below each other.
const SIDES_FROM: f32 = 680.0;

/// Draws the step at hand; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        let title = if state.wallets.len() > 1 { "Share wallets" } else { "Share a wallet" };
        let leave = layout::head(ui, title, |ui| button::plain(ui, true, "Back to wallets").clicked());
        let is_sent = !model.sent.is_empty();
        let checks = Checks::of(state, model);
        // The check shows the key that is looked up now: shares that were made for another one have to be made again.
        let is_other = |request: &ShareRequest| Some(request.recipient()) != checks.key;
        let is_stale = state.step() == Step::Check && state.review.iter().any(is_other);
        if is_stale {
            state.go(Step::Who);
        }
        let place = if is_sent { 3 } else { state.step().place() };
        stepper::show(ui, &["Who", "What", "Check", "Result"], place);
        space::gap(ui, space::XS);
        state.forget_stale_ticks(&checks);
        let asked = match (state.step(), checks.recipient()) {
            _ if is_sent => result::show(ui, model),
            (Step::Check, Some(_)) => review::show(ui, state, model, &checks),
            (Step::What, Some(_)) => what::show(ui, state, &checks),
            _ => who::show(ui, state, model, &checks),
        };
        let stops = is_stale && model.is_opening;
        stops.then_some(Request::StopSharing).or(leave.then_some(Request::Leave)).or(asked)
    })
}

/// Draws two sides of a step: what is typed on the left, what comes of it and the step's buttons on the right.
fn sides(
    ui: &mut Ui,
    salt: &str,
    state: &mut State,
    form: impl FnOnce(&mut Ui, &mut State) -> Option<Request>,
    side: impl FnOnce(&mut Ui, &mut State),
    foot: impl FnOnce(&mut Ui, &mut State) -> Option<Request>,
) -> Option<Request> {
    use crate::kit::form as kit_form;
    if ui.available_width() < SIDES_FROM {
        return kit_form::scrolled(ui, salt, |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            let asked = form(ui, state);
            let sent = layout::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                side(ui, state);
                foot(ui, state)
            });
            asked.or(sent)
        });
    }
    let width = (ui.available_width() * SIDE_SHARE).min(SIDE_WIDTH);
    let (mut left, mut right) = kit_form::main_and_side(ui, width);
    let asked = kit_form::scrolled(&mut left, salt, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        form(ui, state)
    });
    let sent = kit_form::with_footer(&mut right, &format!("{salt} side"), state, side, foot);
    asked.or(sent)
}
