//! Removing somebody from a wallet: what will happen, who has to approve it, the exact request, and what became of it.

use std::collections::BTreeSet;

use egui::Ui;

use super::invitations::{self, Pressed};
use super::model::Model;
use super::pending_changes::pending_changes;
use super::removing::{Notice, Removing};
use super::request::Request;
use super::state::State;
use super::text as wording;
use crate::domain::deed::{Answers, Deed};
use crate::domain::foreign_text::joined_lines;
use crate::domain::share::{PersonNow, Removal, RemovalOutcome, RemovalRequest, ShareAction, WalletFacts};
use crate::domain::typed_name::TypedName;
use crate::kit::confirm::{self, Action, Choice};
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::mutation::{self, LOOKED_UP, MutationView, OutcomeEvent};
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Loadable};
use crate::kit::{button, notice, placeholder, progress, text};

const WIDTH: f32 = 520.0;
const BACK: &str = "Back to the wallet";

/// What the wallet says of a removal that was not sent yet.
enum RemovalCheck<'a> {
    /// It is being read.
    Reading,
    /// It could not be read, or nobody has asked for it.
    Unread(Option<&'a Failure>),
    /// The removal waits for the approval with this ID already.
    PendingApproval(String),
    /// It cannot be done, and why.
    Stopped(String),
    /// It can be confirmed.
    Ready(&'a WalletFacts, Removal),
}

/// Begins with the removal of this person; the wallet is read again first. One that is not confirmed yet comes first.
pub(super) fn begin(state: &mut State, wallet: &WalletFacts, person: &str, model: &Model<'_>) -> Request {
    state.notice = None;
    let removing =
        state.removing.take().filter(|_| model.removal.stage.is_held()).unwrap_or_else(|| Removing {
            request: RemovalRequest::of(wallet, person),
            wallet: wallet.name().to_owned(),
            answers: Answers::default(),
            ticked: BTreeSet::new(),
            approvers: Vec::new(),
            is_open: true,
        });
    let removing = state.removing.insert(Removing { is_open: true, ..removing });
    Request::Begin(removing.request.clone())
}

/// Draws what became of the last removal, and where one stands whose answer is lost.
pub fn notices(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    if let Some(removing) = state.removing.as_ref().filter(|it| !it.is_open) {
        let who = model.names.of(&removing.request.person);
        let what = wording::removal_of(&who, &removing.wallet);
        if (MutationView { what: &what, ..model.removal }).show(ui) {
            return Some(Request::Look(removing.request.clone()));
        }
    }
    if let Some(pressed) = invitations::results(ui, model) {
        return Some(match pressed {
            Pressed::LookUp => Request::LookUpCancellations,
            Pressed::Dismiss => Request::ForgetCancellations,
        });
    }
    let Notice { removing, end, was_lost } = state.notice.as_ref()?;
    let (meaning, approvals) = match end {
        RemovalOutcome::Removed => (Meaning::Good, &[][..]),
        RemovalOutcome::PendingApproval(approvals) => (Meaning::Attention, approvals.as_slice()),
        RemovalOutcome::Hidden => (Meaning::Attention, &[][..]),
    };
    let person = &removing.request.person;
    let mut words = end.sentence(person, &removing.wallet, &removing.approvers, model.names);
    if *was_lost {
        words = format!("{words} {LOOKED_UP}");
    }
    match mutation::outcome(ui, meaning, &words, approvals)? {
        OutcomeEvent::ShowApproval(id) => Some(Request::ShowApproval(id.to_owned())),
        OutcomeEvent::Hide => {
            state.notice = None;
            None
        }
    }
}

/// Draws the dialog, if somebody is to be removed.
pub fn dialog(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let removing = state.removing.as_mut().filter(|it| it.is_open)?;
    let who = model.names.of(&removing.request.person);
    let request = match check(removing, &who, model) {
        RemovalCheck::Ready(wallet, removal) => confirmation(ui, removing, &who, (wallet, &removal), model),
        check => waiting(ui, removing, &who, &check, model),
    }?;
    if matches!(request, Request::Forget | Request::ShowApproval(_)) {
        state.close(model.removal.stage.is_held());
    }
    Some(request)
}

fn check<'a>(removing: &Removing, who: &str, model: &Model<'a>) -> RemovalCheck<'a> {
    let now = match model.people {
        Loadable::Pending(_) => return RemovalCheck::Reading,
        Loadable::Failed(failure, _) => return RemovalCheck::Unread(Some(failure)),
        Loadable::Ready(now) if now.wallet_id == removing.request.wallet => now,
        Loadable::Ready(_) | Loadable::NotAsked => return RemovalCheck::Unread(None),
    };
    let person = &removing.request.person;
    match (now.of(person, model.me), &now.wallet) {
        (PersonNow::Leaving(approval), _) => RemovalCheck::PendingApproval(approval),
        (PersonNow::Gone, _) => RemovalCheck::Stopped(wording::not_on_wallet(who)),
        (PersonNow::Hidden, _) | (_, None) => RemovalCheck::Stopped(wording::WALLET_GONE.to_owned()),
        (PersonNow::There, Some(wallet)) => match Removal::of(wallet, person, model.me) {
            Ok(removal) => RemovalCheck::Ready(wallet, removal),
            Err(reason) => RemovalCheck::Stopped(reason.to_string()),
        },
    }
}

/// Why it cannot be confirmed, or not yet.
fn waiting(
    ui: &mut Ui,
    removing: &Removing,
    who: &str,
    check: &RemovalCheck<'_>,
    model: &Model<'_>,
) -> Option<Request> {
    let dialog =
        Dialog { title: &wording::title(who), width: WIDTH, reach: Reach::Environment(model.environment) };
    let shown = modal::show(ui.ctx(), "removal stopped", &dialog, |ui| {
        let looks_up = model.removal.show(ui);
        let check = Some(check).filter(|_| !model.removal.stage.is_unconfirmed());
        match check {
            Some(RemovalCheck::Reading) => {
                ui.label(text::body(wording::READING));
                progress::turning(ui);
            }
            Some(RemovalCheck::Unread(Some(failure))) => placeholder::failed_form(ui, failure),
            Some(RemovalCheck::PendingApproval(_)) => {
                let words = wording::waits_already(who);
                notice::banner(ui, Meaning::Attention, &words);
            }
            Some(RemovalCheck::Stopped(reason)) => drop(notice::banner(ui, Meaning::Danger, reason)),
            Some(RemovalCheck::Unread(None) | RemovalCheck::Ready(..)) | None => {}
        }
        modal::footer(ui, |ui| {
            let back = button::plain(ui, true, BACK).clicked();
            let goes_on = match check {
                Some(RemovalCheck::Unread(_)) => button::plain(ui, true, "Refresh the wallet").clicked(),
                Some(RemovalCheck::PendingApproval(approval))
                    if button::plain(ui, true, "View approval").clicked() =>
                {
                    return Some(Request::ShowApproval(approval.clone()));
                }
                _ => false,
            };
            let looks = (looks_up || goes_on).then(|| Request::Look(removing.request.clone()));
            looks.or(back.then_some(Request::Forget))
        })
    });
    shown.inner.or(shown.closed.then_some(Request::Forget))
}

/// What it brings about, and the confirmation by the wallet's name.
fn confirmation(
    ui: &mut Ui,
    removing: &mut Removing,
    who: &str,
    (wallet, removal): (&WalletFacts, &Removal),
    model: &Model<'_>,
) -> Option<Request> {
    let invitations = invitations::of(&removing.request, model);
    let canceled = invitations.canceled(&removing.ticked, model);
    let requests = joined_lines([removing.request.call(), ShareAction::Cancel.requests(&canceled)]);
    let asked = TypedName::of_wallet(&wallet.label, &wallet.id, model.same_names);
    let deed = Deed::RemovePerson { wallet: &asked, invitations_read: invitations.are_read };
    let person = &removing.request.person;
    let words = removal.happens(wallet, person, model.names);
    let mut beware = removal.beware(person, model.names);
    if pending_changes(wallet, person, model).next().is_some() {
        beware.push(wording::change_waits(who));
    }
    if !model.approvals.is_whole {
        beware.push(wording::changes_not_read(who));
    }
    let action = Action {
        title: &wording::title(who),
        words: &joined_lines(words),
        beware: &beware,
        request: requests.trim_end(),
        asked: &deed.confirm_by(),
        verb: "Remove from wallet",
        keep: confirm::leave_label(model.removal.stage, BACK),
        environment: model.environment,
    };
    let Removing { answers, ticked, .. } = removing;
    let more = |ui: &mut Ui| invitations.offer(ui, ticked, who, model);
    Some(match confirm::sent_once_with(ui, "remove person", &action, answers, &model.removal, more)? {
        Choice::Send => {
            removing.approvers.clone_from(&removal.approvers);
            Request::Remove(removing.request.clone(), canceled)
        }
        Choice::StopWaiting => Request::StopWaiting,
        Choice::LookUp => Request::Look(removing.request.clone()),
        Choice::Keep => Request::Forget,
    })
}
