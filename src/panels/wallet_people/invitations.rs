//! Open invitations of somebody who is to be removed: each can be canceled with the removal, by a request of its own.

use std::collections::BTreeSet;

use egui::Ui;

use super::model::{Cancellation, Model};
use super::text as wording;
use crate::bitgo::shares::WalletShare;
use crate::domain::share::{ActionOutcome, ActionTarget, Permission, RemovalRequest, ShareAction};
use crate::kit::mutation::{self, Stage};
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{button, choice, form, notice, progress, text};

/// The person's open invitations to the wallet, as the session's shares tell them.
pub(super) struct Invitations<'a> {
    open: Vec<&'a WalletShare>,
    /// The shares are as they were read for this removal.
    pub(super) are_read: bool,
}

/// The person's open invitations to the wallet. Those of an earlier reading stay in view while a new one fails.
pub(super) fn of<'a>(removal: &RemovalRequest, model: &Model<'a>) -> Invitations<'a> {
    let is_open = |share: &&WalletShare| {
        share.to_user == removal.person && share.wallet == removal.wallet && !share.state.is_over()
    };
    let shares = model.shares.content();
    Invitations {
        open: shares.into_iter().flat_map(|shares| &shares.outgoing).filter(is_open).collect(),
        // One that is under way is waited for.
        are_read: matches!(model.shares, Loadable::Ready(_) | Loadable::Pending(_)),
    }
}

impl Invitations<'_> {
    /// What is canceled with the removal: those that are ticked and still open, and not being canceled already.
    pub(super) fn canceled(&self, ticked: &BTreeSet<String>, model: &Model<'_>) -> Vec<ActionTarget> {
        let is_held =
            |id: &str| model.cancellations.iter().any(|it| it.request.target.id == id && it.stage.is_held());
        let is_free = |share: &&&WalletShare| ticked.contains(&share.id) && !is_held(&share.id);
        self.open.iter().filter(is_free).map(|share| share.target(model.names, false)).collect()
    }

    /// Draws each with a tick, or that they were not read; whether the removal may be sent.
    pub(super) fn offer(
        &self,
        ui: &mut Ui,
        ticked: &mut BTreeSet<String>,
        who: &str,
        model: &Model<'_>,
    ) -> bool {
        for share in &self.open {
            let permissions: Vec<&str> = share.permissions.all().iter().map(Permission::word).collect();
            notice::line(ui, Meaning::Attention, &wording::invited(who, &permissions.join(", ")));
            let mut is_ticked = ticked.contains(&share.id);
            let (label, help) = (wording::CANCEL_INVITATION, Some(wording::CANCEL_HELP));
            if choice::checkbox(ui, &mut is_ticked, label, help).changed() {
                if is_ticked {
                    ticked.insert(share.id.clone());
                } else {
                    ticked.remove(&share.id);
                }
            }
        }
        if model.shares.is_pending() {
            ui.label(text::muted(wording::INVITATIONS_READING));
        } else if let Some(failure) = model.shares.failure() {
            notice::line(ui, Meaning::Attention, &wording::invitations_failed(&failure.what));
        }
        text::wrapped(ui, text::muted(wording::others_invitations(who)));
        if model.is_canceling {
            ui.label(text::muted(wording::STILL_CANCELING));
        }
        !model.shares.is_pending() && !model.is_canceling
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
            line(ui, item, model);
        }
        if model.is_canceling {
            return None;
        }
        if model.cancellations.iter().any(|it| it.stage.is_held()) {
            return mutation::look_up(ui, model.shares.is_pending()).then_some(Pressed::LookUp);
        }
        button::link(ui, wording::DISMISS_INVITATION).clicked().then_some(Pressed::Dismiss)
    })
}

fn line(ui: &mut Ui, item: &Cancellation, model: &Model<'_>) {
    let (action, target) = (ShareAction::Cancel, &item.request.target);
    let what = wording::cancellation_of(&target.person);
    match (&item.stage, &item.answer) {
        // What was not sent before the person stopped waiting.
        (Stage::Idle, _) if !model.is_canceling => {
            notice::line(ui, Meaning::Attention, &wording::not_sent(&target.person));
        }
        (Stage::Idle | Stage::Sent, _) => {
            ui.label(text::body(wording::CANCELING));
            progress::turning(ui);
            if item.stage.is_sent() {
                mutation::not_sent_yet(ui, model.cancellation_wait);
            }
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
