//! The acceptance of a share with a key: what stands in its way first, then the secrets, then what is sent.

use egui::Ui;

use super::accept::Accepting;
use super::model::Model;
use super::passphrase;
use super::request::Request;
use super::state::State;
use crate::bitgo::express::express_acceptance_words;
use crate::bitgo::shares::{KeyInside, OwnKeyNeed, ShareInspection, acceptance_words};
use crate::domain::share::{ActionOutcome, ShareAction};
use crate::kit::confirm::STOP_WAITING;
use crate::kit::field::SecretField;
use crate::kit::form as kit_form;
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::Loadable;
use crate::kit::{button, icon, layout, notice, placeholder, progress, text};

const WIDTH: f32 = 640.0;
const HELD_BACK: &str = "Save the passphrase before you log out, or close this if you have it.";

/// Draws the dialog while a share is being accepted.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let accepting = state.accepting.as_mut()?;
    let is_under_way = model.is_sending && accepting.sent(model.sent).is_some();
    let environment = (EnvironmentColour::of_word(model.environment), model.environment);
    let dialog = Dialog { title: "Accept a share", width: WIDTH, environment: Some(environment) };
    let mut closes = false;
    let shown = modal::show(ui.ctx(), "accept share", &dialog, |ui| {
        let words = format!("“{}” from {}", accepting.target.wallet_name, accepting.target.person);
        text::wrapped(ui, text::strong(words));
        let held_back = (accepting.is_held_back && !accepting.is_kept).then_some(HELD_BACK);
        for words in model.farewell.into_iter().chain(held_back) {
            notice::banner(ui, Meaning::Attention, words);
        }
        if accepting.sent(model.sent).is_some_and(|item| item.stage == Stage::Done) {
            return over(ui, accepting, model, &mut closes);
        }
        match model.look_at(&accepting.target.id) {
            Some(look) => step(ui, accepting, look, is_under_way, model, &mut closes),
            None => being_looked_at(ui, accepting, model),
        }
    });
    if closes || (shown.closed && !is_under_way) {
        state.accepting = None;
    }
    shown.inner
}

fn being_looked_at(ui: &mut Ui, accepting: &Accepting, model: &Model<'_>) -> Option<Request> {
    let look = || Request::Look { coin: accepting.target.coin.clone(), id: accepting.target.id.clone() };
    if let Loadable::Failed(failure, _) = model.inspection {
        placeholder::failed_form(ui, failure);
        return button::with_icon(ui, true, icon::REFRESH, "Look at the share again").clicked().then(look);
    }
    progress::bar(ui, "Looking at the share", 0, None);
    None
}

/// What is next for this share: nothing to be done here, unlocking, or the secrets.
fn step(
    ui: &mut Ui,
    accepting: &mut Accepting,
    look: &ShareInspection,
    is_under_way: bool,
    model: &Model<'_>,
    closes: &mut bool,
) -> Option<Request> {
    if let Some(words) = look.obstacle(&accepting.target.person) {
        notice::banner(ui, Meaning::Attention, &words);
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Leave it for now").clicked());
        return None;
    }
    if look.key == KeyInside::Locked {
        return unlock(ui, accepting, model);
    }
    form(ui, accepting, look, is_under_way, model)
}

/// The platform shows a key to an unlocked session alone.
fn unlock(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>) -> Option<Request> {
    if model.has_limits {
        let words = "This session belongs to an access token with spending limits, and unlocking it would remove all of them \
                     for good, so it is not done here. Log in with your password to accept this share.";
        notice::banner(ui, Meaning::Danger, words);
        return None;
    }
    let words = "A key comes with this share, and the platform hands it out to an unlocked session alone. Unlocking takes \
                 your one-time code and lasts 10 minutes; nothing is accepted by it.";
    text::wrapped(ui, text::body(words));
    SecretField::new("One-time code", &mut accepting.code)
        .help("The code that your device shows now.")
        .show(ui);
    if let Loadable::Failed(failure, _) = model.unlocking {
        placeholder::failed_form(ui, failure);
    }
    let is_ready = !accepting.code.is_empty() && !model.unlocking.is_pending();
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, "Unlock session").clicked();
        if model.unlocking.is_pending() || model.inspection.is_pending() {
            progress::turning(ui);
        }
        pressed
    });
    pressed.then(|| Request::Unlock(accepting.code.take()))
}

/// What happens with the key, whose it is, and the password that opens it. Says whether Express does it.
fn about_key(ui: &mut Ui, accepting: &mut Accepting, look: &ShareInspection, model: &Model<'_>) -> bool {
    let takes_over = look.need == OwnKeyNeed::TakeOver;
    let by_express = model.express.filter(|_| takes_over).map(|host| {
        format!(
            "Your login password and the new passphrase are sent to your own Express server at {host}, which opens \
             the key and encrypts it anew."
        )
    });
    let words = if let Some(words) = &by_express {
        words.as_str()
    } else if takes_over {
        "The key is opened on this computer with your login password and encrypted anew with a passphrase of your own. \
         Neither leaves it."
    } else {
        "Everybody on this wallet has a key of their own: yours is made on this computer and encrypted with a passphrase \
         of your own, which does not leave it."
    };
    text::wrapped(ui, text::muted(words));
    if let Some(fingerprint) = &look.fingerprint {
        let of = format!("Fingerprint of your key, as {} saw it too", accepting.target.person);
        ui.label(text::strong(of).size(13.0));
        text::wrapped(ui, text::mono(fingerprint));
    }
    if takes_over {
        SecretField::new("Login password", &mut accepting.password)
            .help(if by_express.is_some() {
                "Your Express server opens your sharing key with it."
            } else {
                "Opens your sharing key; it is not sent."
            })
            .width(ui.available_width())
            .show(ui);
    }
    by_express.is_some()
}

fn form(
    ui: &mut Ui,
    accepting: &mut Accepting,
    look: &ShareInspection,
    is_under_way: bool,
    model: &Model<'_>,
) -> Option<Request> {
    let takes_over = look.need == OwnKeyNeed::TakeOver;
    let room = ui.ctx().content_rect().height() - 260.0;
    let asked = layout::scroll_up_to(ui, "accept share form", room, |ui| {
        let by_express = about_key(ui, accepting, look, model);
        let asked = passphrase::show(ui, accepting, model);
        ui.label(text::strong("What is sent").size(13.0));
        let (coin, id) = (&look.share.coin, &look.share.id);
        let request = if by_express {
            express_acceptance_words(coin, id)
        } else {
            acceptance_words(coin, id, look.need)
        };
        kit_form::inset(ui, |ui| text::wrapped(ui, text::mono(request)));
        asked
    });
    let looks_up = accepting
        .sent(model.sent)
        .is_some_and(|item| mutation::stage(ui, &item.stage, item.request.action.noun(), model.is_looking()));
    let facts = accepting.facts();
    let open = facts.warnings().iter().filter(|it| !accepting.ticked.contains(&it.id)).count();
    let missing = if takes_over && accepting.password.is_empty() {
        Some("Type your login password.".to_owned())
    } else {
        let ticks = || (open > 0).then(|| format!("{open} to tick above."));
        facts.problem().map(str::to_owned).or_else(ticks)
    };
    let is_ready = missing.is_none() && model.is_free(&accepting.target.id);
    let mut stops = false;
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, "Accept with this passphrase").clicked();
        if is_under_way {
            stops = button::plain(ui, true, STOP_WAITING).clicked();
            progress::turning(ui);
            ui.label(text::small("Opening the key and sending it, encrypted anew…"));
        } else if let Some(missing) = &missing {
            ui.label(text::small(missing));
        }
        pressed
    });
    if stops {
        return Some(Request::StopWaiting);
    }
    if pressed {
        accepting.is_sent = true;
        let (targets, secrets) = (vec![accepting.target.clone()], Some(accepting.secrets()));
        return Some(Request::Act { action: ShareAction::Accept, targets, secrets });
    }
    looks_up.then_some(Request::Reload).or(asked)
}

/// It is over; the passphrase can still be kept.
fn over(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    if let Some(ActionOutcome::PendingApproval(ids)) =
        accepting.sent(model.sent).and_then(|item| item.answer.as_ref())
    {
        let which = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
        let words = format!("The acceptance was taken, and waits for an approval{which}.");
        notice::banner(ui, Meaning::Information, &words);
    } else {
        let done = ShareAction::Accept.done_words(&accepting.target);
        let words = format!("{done} Its key is kept under your new passphrase, which nobody can restore.");
        notice::banner(ui, Meaning::Good, &words);
    }
    let asked = passphrase::keep(ui, accepting, model);
    *closes |= modal::footer(ui, |ui| {
        let words = if accepting.is_kept { "Done" } else { "Done, I have the passphrase" };
        button::primary(ui, true, words).clicked()
    });
    asked
}
