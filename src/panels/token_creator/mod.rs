//! The token creator: the form on the left, the live check with the exact request on the right, the result once.

mod addresses;
mod check_side;
mod compared;
mod form;
mod from_template;
mod limits;
mod lost;
mod origin;
mod paste;
mod request;
mod result;
mod scopes;
mod state;
mod steps;
mod template_form;
mod template_side;
mod template_state;

pub use lost::{Asked, Look, Lost};
pub use origin::{Origin, Replacing};
pub use request::Request;
pub use state::State;
pub use template_form::show as show_template;
pub use template_state::{TemplateAsk, TemplateForm, TemplateModel};

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::{AccessTokenInfo, CreatedToken};
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::token::{self, TokenContext};
use crate::kit::state::{Failure, KeychainOffer, View};
use crate::kit::{self, button, layout};

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The environment's address, for the curl command.
    pub base_url: &'a str,
    /// Real money: the label has to be typed once more.
    pub is_production: bool,
    /// What the rules reckon with.
    pub context: TokenContext,
    /// The wallets that have been read, for scopes and reach that name some.
    pub wallets: &'a [Wallet],
    /// The tokens that have been listed.
    pub listed: &'a [AccessTokenInfo],
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// How the creation stands.
    pub creation: View<'a, CreatedToken>,
    /// Why the token could not be copied.
    pub copy_failure: Option<&'a Failure>,
    /// How the trial of a replacement's new token stands.
    pub trial: View<'a, ()>,
    /// How the last revocation stands.
    pub revocation: View<'a, ()>,
    /// Whether and how a new token can be kept in the system's keychain.
    pub keychain: KeychainOffer<'a>,
    /// The token list is being read again after such an attempt.
    pub is_looking: bool,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
}

/// The check's share of the room, and the width at which it has enough.
const CHECK_SHARE: f32 = 0.42;
const CHECK_WIDTH: f32 = 460.0;
/// In less room than this, in points, the check stands below the form instead of beside it.
const SIDES_FROM: f32 = 680.0;

/// Draws the creator, or the result of a creation.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let mut request = None;
    if let View::Ready(created) = model.creation {
        result::show(ui, state, created, model, &mut request);
        return request;
    }
    if state.origin.replacing().is_some_and(|replacing| replacing.replacement.new_id().is_some()) {
        return steps::page(ui, state, model);
    }
    let check = token::check(&state.draft, &model.context);
    state.forget_stale_ticks(&check.findings);
    layout::page(ui, |ui| {
        layout::head(ui, &state.title(), |ui| {
            if button::plain(ui, true, "Back to access tokens").clicked() {
                request = Some(Request::Leave);
            }
        });
        let asked = if ui.available_width() < SIDES_FROM {
            let salt = format!("token form {}", state.opened);
            kit::form::scrolled(ui, &salt, |ui| {
                form::show(ui, state, model, &check);
                layout::card(ui, |ui| check_side::stacked(ui, state, model, &check))
            })
        } else {
            let check_width = (ui.available_width() * CHECK_SHARE).min(CHECK_WIDTH);
            let (mut left, mut right) = kit::form::main_and_side(ui, check_width);
            let salt = format!("token form {}", state.opened);
            kit::form::scrolled(&mut left, &salt, |ui| form::show(ui, state, model, &check));
            check_side::show(&mut right, state, model, &check)
        };
        request = request.take().or(asked);
    });
    paste::show(ui.ctx(), state, model, &check);
    request
}
