//! The acceptance of a share with a key: what stands in its way first, then the secrets, then what is sent.

use egui::Ui;

use super::accept::Accepting;
use super::model::Model;
use super::passphrase;
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::bitgo::express::express_acceptance_words;
use crate::bitgo::shares::{KeyInside, OwnKeyNeed, ShareInspection, acceptance_words};
use crate::domain::share::{ActionOutcome, ShareAction};
use crate::kit::confirm::{STOP_WAITING, leave_label};
use crate::kit::environment::Reach;
use crate::kit::field::SecretField;
use crate::kit::form as kit_form;
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, icon, layout, notice, placeholder, progress, text};

const WIDTH: f32 = 640.0;

/// Draws the dialog while a share is being accepted.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let accepting = state.accepting.as_mut()?;
    let is_under_way = model.is_sending && accepting.sent(model.sent).is_some();
    let dialog =
        Dialog { title: wording::ACCEPT_TITLE, width: WIDTH, reach: Reach::Environment(model.environment) };
    let mut closes = false;
    let shown = modal::show(ui.ctx(), "accept share", &dialog, |ui| {
        let offered = wording::offered(&accepting.target.wallet_name, &accepting.target.person);
        text::wrapped(ui, text::strong(offered));
        if let Some(farewell) = model.farewell {
            notice::banner(ui, Meaning::Attention, farewell);
        }
        if accepting.sent(model.sent).is_some_and(|item| item.stage == Stage::Done) {
            return over(ui, accepting, model, &mut closes);
        }
        match model.look_at(&accepting.target.id) {
            Some(look) => step(ui, accepting, look, is_under_way, model, &mut closes),
            None => being_looked_at(ui, accepting, model, &mut closes),
        }
    });
    if closes || (shown.closed && !is_under_way) {
        state.accepting = None;
    }
    shown.inner
}

fn being_looked_at(
    ui: &mut Ui,
    accepting: &Accepting,
    model: &Model<'_>,
    closes: &mut bool,
) -> Option<Request> {
    let look = || Request::Look { coin: accepting.target.coin.clone(), id: accepting.target.id.clone() };
    let mut looks = false;
    if let Loadable::Failed(failure, _) = model.inspection {
        placeholder::failed_form(ui, failure);
        looks = button::with_icon(ui, true, icon::REFRESH, wording::CHECK_AGAIN).clicked();
    } else {
        progress::bar(ui, wording::CHECKING_SHARE, 0, None);
    }
    *closes |= modal::footer(ui, cancel);
    looks.then(look)
}

fn cancel(ui: &mut Ui) -> bool {
    button::plain(ui, true, "Cancel").clicked()
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
        *closes |= modal::footer(ui, cancel);
        return None;
    }
    if look.key == KeyInside::Locked {
        return unlock(ui, accepting, model, closes);
    }
    form(ui, accepting, look, is_under_way, model, closes)
}

/// The platform shows a key to an unlocked session alone.
fn unlock(ui: &mut Ui, accepting: &mut Accepting, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    if model.has_limits {
        notice::banner(ui, Meaning::Danger, wording::NO_UNLOCK);
        *closes |= modal::footer(ui, cancel);
        return None;
    }
    text::wrapped(ui, text::body(wording::UNLOCK));
    SecretField::new("One-time code", &mut accepting.code).help(wording::CODE_HELP).show(ui);
    if let Loadable::Failed(failure, _) = model.unlocking {
        placeholder::failed_form(ui, failure);
    }
    mutation::not_sent_yet(ui, model.unlock_wait);
    let is_ready = !accepting.code.is_empty() && !model.unlocking.is_pending();
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, "Unlock session").clicked();
        *closes |= cancel(ui);
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
    let by_express = model.express.filter(|_| takes_over).map(wording::by_express);
    let words = if let Some(words) = &by_express {
        words.as_str()
    } else if takes_over {
        wording::TAKES_OVER
    } else {
        wording::OWN_KEY
    };
    text::wrapped(ui, text::muted(words));
    // Express looks at the share and opens its key by itself, so nothing is claimed of the key that is seen here.
    if let Some(fingerprint) = look.fingerprint.as_ref().filter(|_| model.express.is_none()) {
        let compare = wording::compare_fingerprint(&accepting.target.person);
        text::wrapped(ui, text::strong(compare).size(13.0));
        text::wrapped(ui, text::mono(fingerprint));
    }
    if takes_over {
        let takes_keyboard = std::mem::take(&mut accepting.wants_password);
        SecretField::new("Login password", &mut accepting.password)
            .focus(takes_keyboard)
            .help(if by_express.is_some() { wording::PASSWORD_FOR_EXPRESS } else { wording::PASSWORD_STAYS })
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
    closes: &mut bool,
) -> Option<Request> {
    let takes_over = look.need == OwnKeyNeed::TakeOver;
    let room = ui.ctx().content_rect().height() - 260.0;
    let asked = layout::scroll_up_to(ui, "accept share form", room, |ui| {
        let by_express = about_key(ui, accepting, look, model);
        let asked = passphrase::show(ui, accepting, model);
        if !by_express {
            passphrase::envelope(ui, accepting);
        }
        ui.label(text::strong(wording::API_REQUEST).size(13.0));
        let (coin, id) = (&look.share.coin, &look.share.id);
        let request = if by_express {
            express_acceptance_words(coin, id)
        } else {
            acceptance_words(coin, id, look.need)
        };
        kit_form::inset(ui, |ui| text::wrapped(ui, text::mono(request)));
        asked
    });
    let sent = accepting.sent(model.sent);
    let looks_up = sent
        .is_some_and(|item| mutation::stage(ui, &item.stage, item.request.action.noun(), model.is_looking()));
    // What waits may be another share's answer.
    mutation::not_sent_yet(ui, model.wait.filter(|_| sent.is_some_and(|item| item.stage.is_sent())));
    let facts = accepting.facts();
    let open = facts.warnings().iter().filter(|it| !accepting.ticked.contains(&it.id)).count();
    let missing = if takes_over && accepting.password.is_empty() {
        Some(wording::TYPE_PASSWORD.to_owned())
    } else {
        let ticks = || (open > 0).then(|| notice::warnings_left(open));
        facts.problem().map(str::to_owned).or_else(ticks)
    };
    let is_ready = missing.is_none() && model.is_free(&accepting.target.id);
    let mut stops = false;
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, wording::ACCEPT).clicked();
        if is_under_way {
            stops = button::plain(ui, true, STOP_WAITING).clicked();
            progress::turning(ui);
            let by_express = takes_over && model.express.is_some();
            ui.label(text::small(if by_express { wording::SENDING_TO_EXPRESS } else { wording::SENDING }));
            return pressed;
        }
        let stage = accepting.sent(model.sent).map(|item| &item.stage);
        *closes |= button::plain(ui, true, stage.map_or("Cancel", |it| leave_label(it, "Close"))).clicked();
        if let Some(missing) = &missing {
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
        notice::banner(ui, Meaning::Information, &wording::acceptance_waits(ids));
    } else {
        let done = ShareAction::Accept.done_words(&accepting.target);
        notice::banner(ui, Meaning::Good, &wording::accepted(&done));
    }
    let asked = passphrase::keep(ui, accepting, model);
    *closes |= modal::footer(ui, |ui| {
        let words = if accepting.is_kept { wording::SAVED_DONE } else { wording::UNSAVED_DONE };
        button::primary(ui, true, words).clicked()
    });
    asked
}
