//! What was sent and what came of it, one line each, until it has been read.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::sent::{SentAction, needs_look_up};
use super::text as wording;
use crate::domain::share::{ActionOutcome, ActionRequest};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::{button, copy, form, layout, notice, progress, text};

const HEIGHT: f32 = 180.0;

/// Draws what is under way and what came of the last actions, above the list.
pub(super) fn show(ui: &mut Ui, model: &Model<'_>) -> Option<Request> {
    if model.is_sending {
        let open = |item: &&SentAction| matches!(item.stage, Stage::Idle | Stage::Sent);
        let words = match model.sent.iter().filter(open).collect::<Vec<_>>()[..] {
            [only] => wording::sending_one(&only.request.target.name()),
            ref several => wording::sending_several(several.len()),
        };
        progress::bar(ui, &words, 0, None);
        mutation::not_sent_yet(ui, model.wait);
    }
    let is_listed =
        |item: &&SentAction| !(item.stage.is_sent() || model.is_sending && item.stage == Stage::Idle);
    let listed: Vec<&SentAction> = model.sent.iter().filter(is_listed).collect();
    if listed.is_empty() {
        return None;
    }
    form::inset(ui, |ui| {
        layout::scroll_up_to(ui, "results", HEIGHT, |ui| {
            for item in &listed {
                line(ui, item);
            }
        });
        if !model.is_sending && listed.iter().any(|item| needs_look_up(item)) {
            return mutation::look_up(ui, model.is_looking()).then_some(Request::Reload);
        }
        button::link(ui, wording::DISMISS).clicked().then_some(Request::ForgetResults)
    })
}

fn line(ui: &mut Ui, item: &SentAction) {
    let ActionRequest { action, target } = &item.request;
    let (meaning, words) = match (&item.stage, &item.answer) {
        (Stage::Idle | Stage::Sent, _) => (Meaning::Attention, wording::NOT_SENT.to_owned()),
        (Stage::Done, Some(ActionOutcome::PendingApproval(ids))) => {
            (Meaning::Information, wording::approvals_pending(ids))
        }
        (Stage::Done, Some(ActionOutcome::EmailNotSent)) => {
            (Meaning::Danger, wording::EMAIL_NOT_SENT.to_owned())
        }
        (Stage::Done, _) if item.was_lost => (Meaning::Good, mutation::found_done_words(action.noun())),
        (Stage::Done, _) => {
            notice::line(ui, Meaning::Good, &action.done_words(target));
            return;
        }
        (Stage::Refused(failure), _) => (Meaning::Danger, format!("{} {}", failure.what, failure.next)),
        (Stage::NotDone, _) => (Meaning::Attention, mutation::not_done_words(action.noun())),
        (Stage::Unconfirmed(_), _) if !action.can_be_looked_up() => {
            (Meaning::Attention, wording::may_be_sent_again(action.noun()))
        }
        (Stage::Unconfirmed(lost), _) => {
            let failed = lost.look_up_failure.as_ref();
            let failed = failed.map(|failure| wording::look_up_failed(&failure.what, &failure.next));
            let words = mutation::unconfirmed_words(action.noun()) + &failed.unwrap_or_default();
            (Meaning::Attention, words)
        }
    };
    notice::line(ui, meaning, format!("{}: {words}", target.name()).trim());
    let failure = match &item.stage {
        Stage::Refused(failure) => Some(failure),
        Stage::Unconfirmed(lost) => Some(&lost.failure),
        _ => None,
    };
    if let Some(id) = failure.and_then(|failure| failure.request_id.as_ref()) {
        layout::row(ui, |ui| {
            ui.label(text::small("Request ID"));
            copy::id(ui, "request ID", id);
        });
    }
}
