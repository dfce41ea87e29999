//! The token creator: the form on the left, the live check with the exact request on the right, the result once.

mod addresses;
mod check_side;
mod form;
mod from_template;
mod limits;
mod origin;
mod paste;
mod request;
mod result;
mod scopes;
mod state;
mod steps;
mod template_diff;
mod template_form;
mod template_side;
mod template_state;

pub use origin::{Origin, Replacing};
pub use request::{Order, Request};
pub use state::State;
pub use template_form::show as show_template;
pub use template_state::{TemplateForm, TemplateModel, TemplateRequested};

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::bitgo::access_token::CreatedToken;
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::token::unconfirmed::{Found, SentCreation};
use crate::domain::token::{self, TokenContext};
use crate::kit::mutation::MutationView;
use crate::kit::state::{Failure, KeychainOffer, Loadable};
use crate::kit::{self, button, layout, space};

/// What the form of a token and that of a template draw besides their own state.
pub struct FormModel<'a> {
    /// The environment's address, for the curl command.
    pub base_url: &'a str,
    /// Real money: the label has to be typed once more.
    pub is_production: bool,
    /// What the rules reckon with.
    pub context: TokenContext,
    /// The wallets that have been read, for scopes and reach that name some.
    pub wallets: &'a [Wallet],
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
}

impl FormModel<'_> {
    /// Now.
    fn now(&self) -> Timestamp {
        self.context.lifetime.now
    }

    /// The time zone of the person.
    fn zone(&self) -> &TimeZone {
        &self.context.lifetime.zone
    }
}

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// What the form draws.
    pub form: FormModel<'a>,
    /// The new token, until it is taken.
    pub created: Option<&'a CreatedToken>,
    /// What was sent last.
    pub sent: Option<&'a SentCreation>,
    /// How the creation stands.
    pub creation: MutationView<'a>,
    /// What the list shows of a creation whose answer was lost.
    pub found: Option<&'a Found>,
    /// Why the token could not be copied.
    pub copy_failure: Option<&'a Failure>,
    /// How the trial of a replacement's new token stands.
    pub trial: Loadable<'a, ()>,
    /// How the revocation of the new token or of the one that it replaces stands.
    pub revocation: MutationView<'a>,
    /// Whether and how a new token can be kept in the system's keychain.
    pub keychain: KeychainOffer<'a>,
    /// That the session is over and waits until the token is taken, as a sentence.
    pub farewell: Option<&'a str>,
}

/// The check's share of the room, and the width at which it has enough.
const CHECK_SHARE: f32 = 0.42;
const CHECK_WIDTH: f32 = 460.0;
/// In less room than this, in points, the check stands below the form instead of beside it.
const SIDES_FROM: f32 = 680.0;

/// Draws the creator, or the result of a creation.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    if let Some(created) = model.created {
        return result::show(ui, state, created, model);
    }
    if state.origin.replacing().is_some_and(|replacing| replacing.replacement.new_id().is_some()) {
        return steps::page(ui, state, model);
    }
    let check = token::check(&state.draft, &model.form.context);
    state.forget_stale_ticks(&check.findings);
    let asked = layout::page(ui, |ui| {
        let leaves = layout::head(ui, &state.title(), |ui| {
            button::plain(ui, true, "Back to access tokens").clicked().then_some(Request::Leave)
        });
        let salt = format!("token form {}", state.opened);
        let asked = beside_or_below(
            ui,
            &salt,
            state,
            |ui, state| form::show(ui, state, &model.form, &check),
            |ui, state| check_side::check(ui, state, model, &check),
            |ui, state| check_side::send(ui, state, model, &check),
        );
        leaves.or(asked)
    });
    paste::show(ui.ctx(), state, &model.form, &check);
    asked
}

/// A form with its check beside it, at whose foot it is sent; where there is no room, both stand below it.
fn beside_or_below<S, R>(
    ui: &mut Ui,
    salt: &str,
    state: &mut S,
    form: impl FnOnce(&mut Ui, &mut S),
    check: impl FnOnce(&mut Ui, &mut S),
    send: impl FnOnce(&mut Ui, &mut S) -> Option<R>,
) -> Option<R> {
    if ui.available_width() < SIDES_FROM {
        return kit::form::scrolled(ui, salt, |ui| {
            form(ui, state);
            layout::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                check(ui, state);
                send(ui, state)
            })
        });
    }
    let check_width = (ui.available_width() * CHECK_SHARE).min(CHECK_WIDTH);
    let (mut left, mut right) = kit::form::main_and_side(ui, check_width);
    kit::form::scrolled(&mut left, salt, |ui| form(ui, state));
    kit::form::with_footer(&mut right, &format!("{salt}, check"), state, check, send)
}
