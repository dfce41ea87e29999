//! The dialog for deciding several at once: what is sent, the unlocking that the platform wants, and each one's result.

use egui::Ui;

use std::collections::BTreeMap;

use super::bulk_items;
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
use crate::kit::{button, choice, mutation, notice, placeholder, progress, space, text};

const WIDTH: f32 = 640.0;
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
        Step::Sent => on_its_way(ui, bulk, model),
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
    bulk.take_out_concerned(|approval| model.checks(approval));
    let must_unlock = bulk.decision.is_approval() && (!model.lock.is_open || bulk.must_unlock);
    // It was refused as a whole, or something has changed.
    let refusal = bulk.items.iter().find_map(|item| sent.get(item.id())?.stage.refusal());
    let is_checking = bulk_items::show(ui, bulk, refusal, model);
    if bulk.items.is_empty() {
        text::wrapped(ui, text::muted(wording::NONE_TOGETHER));
        *closes |= modal::footer(ui, |ui| button::plain(ui, true, "Cancel").clicked());
        return None;
    }
    let help = Some(wording::STOP_AT_ERROR_HELP);
    choice::checkbox(ui, &mut bulk.stops_at_error, wording::STOP_AT_ERROR, help);
    let is_final = if bulk.decision.is_approval() { wording::SEE_ALL } else { wording::IS_FINAL };
    notice::line(ui, Meaning::Information, is_final);
    if must_unlock {
        return unlock(ui, bulk, model, closes);
    }
    let is_pressed = modal::footer(ui, |ui| buttons(ui, bulk, is_checking, closes));
    is_pressed.then(|| bulk.decided())
}

/// Nothing holds a rejection: it changes nothing.
fn buttons(ui: &mut Ui, bulk: &mut Bulk, is_checking: bool, closes: &mut bool) -> bool {
    let is_approval = bulk.decision.is_approval();
    let action = format!("{} {}", if is_approval { "Approve" } else { "Reject" }, bulk.counted());
    let (seen, all) = (bulk.seen(), bulk.items.len());
    let is_ready = !is_approval || (seen == all && !is_checking);
    let is_pressed = if is_approval {
        button::primary(ui, is_ready, &action).clicked()
    } else {
        button::danger(ui, true, &action).clicked()
    };
    *closes |= button::plain(ui, true, "Cancel").clicked();
    if is_approval && is_checking {
        progress::turning(ui);
        ui.label(text::muted(wording::STILL_CHECKING));
    } else if is_approval && seen < all {
        bulk.shows_more = button::link(ui, wording::SHOW_MORE).clicked();
        ui.label(text::muted(wording::seen_so_far(seen, all)));
    }
    is_pressed
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
    mutation::not_sent_yet(ui, model.current.wait);
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

fn on_its_way(ui: &mut Ui, bulk: &Bulk, model: &Model<'_>) -> Option<Request> {
    text::wrapped(ui, text::body(wording::sent_once(&bulk.counted())));
    progress::bar(ui, wording::WAITING, 0, None);
    mutation::not_sent_yet(ui, model.current.wait);
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
    modal::body(ui, "results", |ui| {
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
