//! Open invitations of somebody who is to be removed: each can be canceled with the removal, by a request of its own.

use std::collections::BTreeSet;

use egui::Ui;

use super::model::{Cancellation, Model};
use super::text as wording;
use crate::bitgo::shares::WalletShare;
use crate::domain::share::{ActionOutcome, ActionTarget, RemovalRequest, ShareAction};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, form, notice, progress, text};

/// The person's open invitations to the wallet, as far as this session's shares tell; none where they were not read.
pub(super) fn open<'a>(removal: &RemovalRequest, model: &Model<'a>) -> Option<Vec<&'a WalletShare>> {
    let shares = model.shares.content()?;
    let is_open = |share: &&WalletShare| {
        share.to_user == removal.person && share.wallet == removal.wallet && !share.state.is_over()
    };
    Some(shares.outgoing.iter().filter(is_open).collect())
}

/// What is canceled with the removal: those that are ticked and still open, and not being canceled already.
pub(super) fn canceled(
    open: Option<&[&WalletShare]>,
    ticked: &BTreeSet<String>,
    model: &Model<'_>,
) -> Vec<ActionTarget> {
    let is_free = |share: &&&WalletShare| {
        ticked.contains(&share.id)
            && !model.cancellations.iter().any(|it| it.request.target.id == share.id && it.stage.is_held())
    };
    open.into_iter().flatten().filter(is_free).map(|share| share.target(model.names, false)).collect()
}

/// Draws the open invitations with a tick for each, or that they were not read.
pub(super) fn offer(
    ui: &mut Ui,
    open: Option<&[&WalletShare]>,
    ticked: &mut BTreeSet<String>,
    who: &str,
    model: &Model<'_>,
) {
    let Some(open) = open else {
        let words = match model.shares.failure() {
            Some(failure) => wording::invitations_failed(&failure.what),
            None => wording::INVITATIONS_READING.to_owned(),
        };
        notice::line(ui, Meaning::Attention, &words);
        return;
    };
    for share in open {
        let permissions: Vec<&str> = share.permissions.all().iter().map(|it| it.word()).collect();
        notice::line(ui, Meaning::Attention, &wording::invited(who, &permissions.join(", ")));
        let mut is_ticked = ticked.contains(&share.id);
        if choice::checkbox(ui, &mut is_ticked, wording::CANCEL_INVITATION, Some(wording::CANCEL_HELP))
            .changed()
        {
            if is_ticked {
                ticked.insert(share.id.clone());
            } else {
                ticked.remove(&share.id);
            }
        }
    }
}

/// What was pressed below what became of cancellations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    LookUp,
    Dismiss,
}

/// Draws what became of the cancellations, each for itself.
pub(super) fn results(ui: &mut Ui, model: &Model<'_>) -> Option<Pressed> {
    if model.cancellations.is_empty() {
        return None;
    }
    form::inset(ui, |ui| {
        for item in model.cancellations {
            line(ui, item);
        }
        if model.cancellations.iter().any(|it| it.stage.is_sent()) {
            return None;
        }
        if model.cancellations.iter().any(|it| it.stage.is_held()) {
            return mutation::look_up(ui, model.shares.is_pending()).then_some(Pressed::LookUp);
        }
        button::link(ui, wording::DISMISS_INVITATION).clicked().then_some(Pressed::Dismiss)
    })
}

fn line(ui: &mut Ui, item: &Cancellation) {
    let (action, target) = (ShareAction::Cancel, &item.request.target);
    let what = wording::cancellation_of(&target.person);
    match (&item.stage, &item.answer) {
        (Stage::Idle | Stage::Sent, _) => {
            ui.label(text::body(wording::CANCELING));
            progress::turning(ui);
        }
        (Stage::Done, Some(ActionOutcome::PendingApproval(_))) => {
            notice::line(ui, Meaning::Information, wording::CANCELLATION_WAITS);
        }
        (Stage::Done, _) if item.was_lost => {
            notice::line(ui, Meaning::Good, &mutation::found_done_words(&what));
        }
        (Stage::Done, _) => drop(notice::line(ui, Meaning::Good, &action.done_words(target))),
        (Stage::Refused(failure), _) => {
            let words = wording::not_canceled(&failure.what, &failure.next);
            notice::line(ui, Meaning::Danger, &words);
        }
        (stage, _) => mutation::stage_of_one(ui, stage, &what),
    }
}
