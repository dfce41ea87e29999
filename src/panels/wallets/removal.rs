//! Somebody is taken off a wallet: what that brings about, who has to approve it, the exact request, and what became of
//! it.

use egui::Ui;

use super::{Model, Request, State};
use crate::domain::share::{PeopleNow, PersonNow, Removal, RemovalEnd, RemovalRequest, WalletFacts};
use crate::kit::confirm::{self, Decision, Deed};
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::{EnvironmentColour, Meaning};
use crate::kit::state::{Failure, View};
use crate::kit::{button, copy, empty, layout, notice, progress, text};

const WIDTH: f32 = 520.0;

/// A removal that is looked at. It carries the request that it confirms.
pub(super) struct Removing {
    request: RemovalRequest,
    /// What the wallet is called.
    wallet: String,
    typed: String,
    /// Who could approve what was sent, by ID.
    approvers: Vec<String>,
    lost: Lost,
}

/// Whether the answer to what was sent is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    No,
    /// And nobody has looked yet what the wallet says.
    Unlooked,
    /// The wallet says that it was not done.
    NotDone,
}

/// What became of a removal, until the person has read it.
pub(super) struct Told {
    end: RemovalEnd,
    removing: Removing,
}

/// What the dialog says now.
enum Stage<'a> {
    /// The wallet is being read anew.
    Reading,
    /// It could not be read, or nobody has asked for it.
    Unread(Option<&'a Failure>),
    /// It waits for the approval with this ID already.
    Waits(String),
    /// It cannot be done, and why.
    Stopped(String),
    /// It can be confirmed.
    Ready(&'a WalletFacts, Removal),
}

impl State {
    /// Begins with the removal of this person; the wallet is read anew first.
    pub(super) fn begin_removal(&mut self, wallet: &WalletFacts, person: &str) -> Request {
        self.told = None;
        self.removing = Some(Removing {
            request: RemovalRequest::of(wallet, person),
            wallet: wallet.name().to_owned(),
            typed: String::new(),
            approvers: Vec::new(),
            lost: Lost::No,
        });
        Request::LookAtPeople { coin: wallet.coin.clone(), wallet: wallet.id.clone() }
    }

    /// The removal that is confirmed or under way.
    pub fn removing(&self) -> Option<&RemovalRequest> {
        self.removing.as_ref().map(|removing| &removing.request)
    }

    /// The platform has accepted the removal.
    pub fn removal_ended(&mut self, end: RemovalEnd) {
        self.told = self.removing.take().map(|removing| Told { end, removing });
    }

    /// The answer to the removal is lost: it is not sent again before somebody has looked.
    pub fn lose_removal(&mut self) {
        if let Some(removing) = &mut self.removing {
            removing.lost = Lost::Unlooked;
            removing.typed.clear();
        }
    }

    /// The wallet was read anew: it tells what became of a removal whose answer was lost.
    pub fn looked(&mut self, now: &PeopleNow, me: &str) {
        let Some(removing) = self.removing.as_mut().filter(|it| it.lost == Lost::Unlooked) else { return };
        if removing.request.wallet != now.wallet_id {
            return;
        }
        match now.of(&removing.request.person, me) {
            PersonNow::Gone => self.removal_ended(RemovalEnd::Removed),
            PersonNow::Leaving(approval) => self.removal_ended(RemovalEnd::Waits(vec![approval])),
            PersonNow::There => removing.lost = Lost::NotDone,
            PersonNow::Hidden => {}
        }
    }
}

/// What became of the last removal, until it is hidden.
pub(super) fn told(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let told = state.told.as_ref()?;
    let Removing { request, wallet, approvers, .. } = &told.removing;
    let (meaning, approvals) = match &told.end {
        RemovalEnd::Removed => (Meaning::Good, &[][..]),
        RemovalEnd::Waits(approvals) => (Meaning::Attention, approvals.as_slice()),
    };
    let words = told.end.sentence(&model.names.of(&request.person), wallet, approvers, model.names);
    let mut is_read = false;
    let mut asked = None;
    notice::banner_with(ui, meaning, &words, |ui| {
        layout::wrapping_row(ui, |ui| {
            for approval in approvals {
                ui.label(text::small("Approval"));
                copy::id(ui, "approval ID", approval);
            }
            asked = approvals.first().and_then(|approval| shows_approval(ui, approval));
            is_read = button::link(ui, "Hide this notice").clicked();
        });
    });
    if is_read {
        state.told = None;
    }
    asked
}

fn shows_approval(ui: &mut Ui, approval: &str) -> Option<Request> {
    let pressed = button::plain(ui, true, "Show the approval").clicked();
    pressed.then(|| Request::ShowApproval { id: approval.to_owned() })
}

/// Draws the dialog, if somebody is to be removed.
pub(super) fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let removing = state.removing.as_mut()?;
    let who = model.names.of(&removing.request.person);
    let asked = match stage(removing, &who, model) {
        Stage::Ready(wallet, removal) => confirmation(ui, removing, &who, (wallet, &removal), model),
        other => waiting(ui, removing, &who, &other, model),
    }?;
    if matches!(asked, Request::ForgetRemoval | Request::ShowApproval { .. }) {
        state.removing = None;
    }
    Some(asked)
}

fn stage<'a>(removing: &Removing, who: &str, model: &Model<'a>) -> Stage<'a> {
    let now = match model.people {
        View::Pending(_) => return Stage::Reading,
        View::Failed(failure, _) => return Stage::Unread(Some(failure)),
        View::Ready(now) if now.wallet_id == removing.request.wallet => now,
        View::Ready(_) | View::NotAsked => return Stage::Unread(None),
    };
    let person = &removing.request.person;
    match (now.of(person, model.me), &now.wallet) {
        (PersonNow::Leaving(approval), _) => Stage::Waits(approval),
        (PersonNow::Gone, _) => Stage::Stopped(format!("{who} is no longer on this wallet.")),
        (PersonNow::Hidden, _) | (_, None) => {
            Stage::Stopped("The platform does not show you this wallet any more.".to_owned())
        }
        (PersonNow::There, Some(wallet)) => match Removal::of(wallet, person, model.me) {
            Ok(removal) => Stage::Ready(wallet, removal),
            Err(reason) => Stage::Stopped(reason.to_string()),
        },
    }
}

fn title(who: &str) -> String {
    format!("Remove {who}")
}

/// Why it cannot be confirmed, or not yet.
fn waiting(
    ui: &mut Ui,
    removing: &Removing,
    who: &str,
    stage: &Stage<'_>,
    model: &Model<'_>,
) -> Option<Request> {
    let environment = (EnvironmentColour::of_word(model.environment), model.environment);
    let title = title(who);
    let dialog = Dialog { title: &title, width: WIDTH, environment: Some(environment) };
    let shown = modal::show(ui.ctx(), "removal stopped", &dialog, |ui| {
        if removing.lost == Lost::Unlooked {
            let words = "The removal may have been carried out although its answer was lost. What the wallet says is looked \
                         up before it is offered again.";
            notice::banner(ui, Meaning::Attention, words);
        }
        match stage {
            Stage::Reading => {
                ui.label(text::body("Reading the wallet and its approvals…"));
                progress::turning(ui);
            }
            Stage::Unread(failure) => {
                if let Some(failure) = failure {
                    empty::failed_form(ui, failure);
                }
            }
            Stage::Waits(_) => {
                let words = format!("The removal of {who} waits for an approval already.");
                notice::banner(ui, Meaning::Attention, &words);
            }
            Stage::Stopped(reason) => drop(notice::banner(ui, Meaning::Danger, reason)),
            Stage::Ready(..) => {}
        }
        modal::footer(ui, |ui| {
            let back = button::plain(ui, true, "Back to the wallet").clicked();
            let goes_on = match stage {
                Stage::Unread(_) => {
                    let RemovalRequest { coin, wallet, .. } = removing.request.clone();
                    let reads = button::plain(ui, true, "Read the wallet").clicked();
                    reads.then_some(Request::LookAtPeople { coin, wallet })
                }
                Stage::Waits(approval) => shows_approval(ui, approval),
                Stage::Reading | Stage::Stopped(_) | Stage::Ready(..) => None,
            };
            goes_on.or(back.then_some(Request::ForgetRemoval))
        })
    });
    shown.inner.or(shown.closed.then_some(Request::ForgetRemoval))
}

/// What it brings about, and the confirmation by the wallet's name.
fn confirmation(
    ui: &mut Ui,
    removing: &mut Removing,
    who: &str,
    (wallet, removal): (&WalletFacts, &Removal),
    model: &Model<'_>,
) -> Option<Request> {
    let mut said = removal.sentences(wallet, &removing.request.person, model.names);
    if removing.lost == Lost::NotDone {
        said.insert(
            0,
            format!(
                "The wallet was read anew: {who} is still on it, and no removal waits. You may send again."
            ),
        );
    }
    let is_lost = removing.lost == Lost::NotDone && !model.removal.is_pending();
    let deed = Deed {
        title: &title(who),
        words: &said.join("\n"),
        request: &removing.request.call(),
        what: "wallet's label",
        name: wallet.name(),
        deed: "Remove from wallet",
        keep: "Keep on wallet",
        environment: model.environment,
        failure: model.removal.failure().filter(|_| !is_lost),
        is_sent: model.removal.is_pending(),
    };
    match confirm::typed(ui, "remove person", &deed, &mut removing.typed)? {
        Decision::Do => {
            removing.approvers.clone_from(&removal.approvers);
            removing.lost = Lost::No;
            Some(Request::Remove(removing.request.clone()))
        }
        Decision::Keep => Some(Request::ForgetRemoval),
    }
}
