//! The dialog for deciding several at once: what is sent, the unlocking that the platform wants, and each one's result.

use egui::Ui;

use std::collections::BTreeMap;

use super::bulk_state::{Bulk, Step};
use super::model::Model;
use super::request::Request;
use super::sent::SentDecision;
use super::state::State;
use super::text as wording;
use crate::kit::environment::Reach;
use crate::kit::field::SecretField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, choice, form, layout, mutation, notice, placeholder, progress, space, text};

const WIDTH: f32 = 640.0;
/// How high the list of them gets before it scrolls, as a part of the window.
const LIST_PART: f32 = 0.24;
const RESULTS_PART: f32 = 0.55;
const REQUEST_HEIGHT: f32 = 84.0;

/// Draws it while several are being decided.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let (sent, bulk) = (&state.sent, state.bulk.as_mut()?);
    let verb = if bulk.decision.is_approval() { "Approve" } else { "Reject" };
    let step = bulk.step(sent);
    let title = match step {
        Step::Results => wording::results_of(bulk.items.len() + bulk.refused.len()),
        _ => wording::several(verb),
    };
    let mut closes = false;
    let dialog = Dialog { title: &title, width: WIDTH, reach: Reach::Environment(model.environment) };
    let shown = modal::show(ui.ctx(), "decide several", &dialog, |ui| match step {
        Step::Results => results(ui, bulk, sent, model, &mut closes),
        Step::Sent => on_its_way(ui, bulk),
        Step::Asking => asking(ui, bulk, sent, model, &mut closes),
    });
    if closes || (shown.closed && step != Step::Sent) {
        if step == Step::Results {
            state.ticked.clear();
        }
        state.bulk = None;
        state.forget_failures();
        return None;
    }
    shown.inner
}

fn asking(
    ui: &mut Ui,
    bulk: &mut Bulk,
    sent: &BTreeMap<String, SentDecision>,
    model: &Model<'_>,
    closes: &mut bool,
) -> Option<Request> {
    let height = ui.ctx().content_rect().height() * LIST_PART;
    layout::scroll_up_to(ui, "several", height, |ui| {
        for item in &bulk.items {
            let own = if item.is_own { wording::YOURS } else { "" };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                text::wrapped(ui, text::strong(format!("{}{own}", item.summary)));
                text::wrapped(ui, text::muted(&item.next));
            });
            space::gap(ui, space::XS);
        }
        for (summary, why) in &bulk.refused {
            notice::line(ui, Meaning::Attention, &format!("Not sent: {summary}. {why}"));
        }
    });
    if bulk.items.is_empty() {
        text::wrapped(ui, text::muted(wording::NONE_TOGETHER));
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Cancel").clicked());
        return None;
    }
    let help = Some(wording::STOP_AT_ERROR_HELP);
    choice::checkbox(ui, &mut bulk.stops_at_error, wording::STOP_AT_ERROR, help);
    ui.label(text::strong(wording::API_REQUEST).size(13.0));
    let request = bulk.request();
    form::inset(ui, |ui| {
        layout::scroll_up_to(ui, "what is sent", REQUEST_HEIGHT, |ui| {
            text::wrapped(ui, text::mono(request.in_words()));
        });
    });
    notice::line(ui, Meaning::Information, wording::IS_FINAL);
    let is_unlocked = model.lock.is_open && !bulk.must_unlock;
    if bulk.decision.is_approval() && !is_unlocked {
        return unlock(ui, bulk, model, closes);
    }
    // It was refused as a whole.
    if let Some(failure) = bulk.items.iter().find_map(|item| sent.get(item.id())?.stage.refusal()) {
        placeholder::failed_form(ui, failure);
    }
    let is_approval = bulk.decision.is_approval();
    let action = format!("{} {}", if is_approval { "Approve" } else { "Reject" }, bulk.counted());
    let pressed = modal::footer(ui, |ui| {
        let pressed = if is_approval {
            button::primary(ui, true, &action).clicked()
        } else {
            button::danger(ui, true, &action).clicked()
        };
        *closes |= button::plain(ui, true, "Cancel").clicked();
        pressed
    });
    pressed.then_some(Request::DecideBulk(request))
}

/// Approving several takes an unlocked session: the request itself has no room for a code.
fn unlock(ui: &mut Ui, bulk: &mut Bulk, model: &Model<'_>, closes: &mut bool) -> Option<Request> {
    if model.lock.has_limits {
        notice::banner(ui, Meaning::Danger, wording::NO_UNLOCK);
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Cancel").clicked());
        return None;
    }
    text::wrapped(ui, text::body(wording::UNLOCK));
    SecretField::new(wording::ONE_TIME_CODE, &mut bulk.code).help(wording::CODE_HELP).show(ui);
    let unlocking = model.lock.unlocking;
    if let Loadable::Failed(failure, _) = unlocking {
        placeholder::failed_form(ui, failure);
    }
    let is_ready = !bulk.code.is_empty() && !unlocking.is_pending();
    let pressed = modal::footer(ui, |ui| {
        let pressed = button::primary(ui, is_ready, wording::UNLOCK_SESSION).clicked();
        *closes |= button::plain(ui, !unlocking.is_pending(), "Cancel").clicked();
        if unlocking.is_pending() {
            progress::turning(ui);
        }
        pressed
    });
    pressed.then(|| Request::Unlock(bulk.code.take()))
}

fn on_its_way(ui: &mut Ui, bulk: &Bulk) -> Option<Request> {
    text::wrapped(ui, text::body(wording::sent_once(&bulk.counted())));
    progress::bar(ui, wording::WAITING, 0, None);
    let stops = modal::footer(ui, |ui| button::plain(ui, true, wording::STOP_WAITING).clicked());
    stops.then_some(Request::StopWaiting)
}

fn results(
    ui: &mut Ui,
    bulk: &Bulk,
    sent: &BTreeMap<String, SentDecision>,
    model: &Model<'_>,
    closes: &mut bool,
) -> Option<Request> {
    let height = ui.ctx().content_rect().height() * RESULTS_PART;
    layout::scroll_up_to(ui, "results", height, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        for item in &bulk.items {
            if let Some((meaning, words)) = sent.get(item.id()).and_then(SentDecision::words) {
                notice::line(ui, meaning, &format!("{}. {}", item.summary, words.trim_end()));
            }
        }
        for (summary, why) in &bulk.refused {
            notice::line(ui, Meaning::Neutral, &format!("{summary}. Not sent: {why}"));
        }
    });
    let mut open = bulk.items.iter().filter_map(|item| sent.get(item.id()));
    let looks_up = open.find(|sent| sent.stage.is_unconfirmed()).is_some_and(|sent| {
        mutation::stage(ui, &sent.stage, wording::WITHOUT_RESULT, model.current.is_looking)
    });
    modal::footer(ui, |ui| *closes |= button::primary(ui, true, "Done").clicked());
    looks_up.then_some(Request::LookUp)
}
