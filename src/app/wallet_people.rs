//! The people of a wallet, for the table of wallets and the page of one: a removal is sent once, and its wallet is read again before
//! and after.

use std::sync::Arc;

use egui::Ui;

use super::active_session::ActiveSession;
use super::batch::Batch;
use super::controller::{Effect, Inbox, Scene, Turn};
use super::mutation::{Answer, Mutation};
use super::task::{Cursor, Task};
use super::work::Work;
use crate::bitgo::approvals::{ApprovalKind, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::wallet::{Wallet, WalletUser};
use crate::domain::diagnosis::ErrorCause;
use crate::domain::leaving::Unfinished;
use crate::domain::share::{
    ActionOutcome, ActionRequest, ActionTarget, OpenRemoval, PeopleNow, PersonNow, RemovalOutcome,
    RemovalRequest, ShareAction, WalletFacts,
};
use crate::kit::state::{Failure, Loadable};
use crate::panels::wallet_people::{self, Model, Request, State};

/// The people of a wallet, and their removals, one at a time.
#[derive(Default)]
pub struct WalletPeople {
    state: State,
    reading: Task<WalletReading>,
    taken_over: Cursor,
    removal: Mutation<Outcome<Wallet>>,
    /// Open invitations that were canceled with a removal, each with a request of its own.
    cancellations: Batch<ActionRequest, ActionOutcome>,
    seen_shares: Cursor,
    requests: Inbox<Request>,
}

/// The people as they are drawn on other panels, none of which knows this one.
pub struct PeopleView<'a> {
    state: &'a mut State,
    model: Model<'a>,
    requests: &'a mut Inbox<Request>,
}

impl PeopleView<'_> {
    /// Draws what became of the last removal.
    pub fn notices(&mut self, ui: &mut Ui) {
        let asked = wallet_people::notices(ui, self.state, &self.model);
        self.requests.put(ui, asked);
    }

    /// Draws the people of this wallet.
    pub fn list(&mut self, ui: &mut Ui, wallet: &WalletFacts) {
        let asked = wallet_people::list(ui, self.state, wallet, &self.model);
        self.requests.put(ui, asked);
    }

    /// Draws the dialog, if somebody is to be removed.
    pub fn dialog(&mut self, ui: &mut Ui) {
        let asked = wallet_people::dialog(ui, self.state, &self.model);
        self.requests.put(ui, asked);
    }
}

/// A wallet that was read again.
struct WalletReading {
    /// Its people; none where the wallet is not to be seen.
    users: Option<Arc<[WalletUser]>>,
    /// The same for the rules.
    now: PeopleNow,
}

impl WalletPeople {
    /// What other panels draw of it, each where it has room for it.
    pub fn view<'a>(&'a mut self, scene: &Scene<'a>) -> PeopleView<'a> {
        let model = Model {
            names: scene.session.names(),
            same_names: scene.session.same_names(),
            me: scene.session.me(),
            environment: &scene.session.environment_label,
            people: self.reading.view().part(|look| &look.now),
            approvals: scene.session.approval_listing(),
            shares: scene.session.shares.view(),
            cancellations: self.cancellations.items(),
            is_canceling: self.cancellations.is_under_way(),
            cancellation_wait: self.cancellations.wait(),
            removal: self.removal.view("the removal", self.reading.view().is_pending()),
        };
        PeopleView { state: &mut self.state, model, requests: &mut self.requests }
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::Begin(request) => {
                self.removal.forget();
                self.look_at(request, turn);
                // Somebody may have been invited since.
                turn.session.read_shares();
            }
            Request::Look(request) => self.look_at(request, turn),
            Request::Remove(RemovalRequest { coin, wallet, person }, canceled) => {
                self.cancel(canceled, turn.session);
                let session = turn.session.session.clone();
                let work = Work::changing("Removing a person");
                self.removal.send(&turn.session.worker, work, async move {
                    session.remove_wallet_user(&coin, &wallet, &person).await
                });
            }
            Request::LookUpCancellations => turn.session.read_shares(),
            Request::ForgetCancellations => self.cancellations.keep(|it| it.stage.is_held()),
            Request::StopWaiting => {
                self.cancellations.stop();
                self.removal.stop_waiting();
            }
            Request::Forget => self.removal.forget(),
            Request::Share { id, permissions } => turn.want(Effect::ShareWallet { id, permissions }),
            Request::ShowApproval(id) => {
                self.removal.forget();
                turn.session.read_approvals();
                turn.want(Effect::ShowApproval(id));
            }
        }
    }

    /// Cancels these invitations, one after the other, each once.
    fn cancel(&mut self, targets: Vec<ActionTarget>, session: &ActiveSession) {
        self.cancellations.keep(|it| it.stage.is_held());
        let action = ShareAction::Cancel;
        let requests = targets.into_iter().map(|target| ActionRequest { action, target }).collect();
        let (asked, work) = (session.session.clone(), Work::changing("Canceling invitations"));
        self.cancellations.send(&session.worker, work, requests, move |request| {
            let asked = asked.clone();
            async move { asked.act_on_share(&request, None, None).await }
        });
    }

    /// Takes over what has come of cancellations. Those that were lost are looked up among the shares.
    fn poll_cancellations(&mut self, session: &mut ActiveSession) {
        if self.cancellations.poll() {
            session.read_shares();
        }
        let news = session.shares.news(&mut self.seen_shares);
        if let (Some(began), Some(shares)) = (news, session.shares.ready()) {
            let done = |it: &ActionRequest| it.action.was_done(&it.target.id, shares);
            self.cancellations.looked_up(began, |_| true, |it| done(it).then_some(ActionOutcome::Done));
        }
        if let Some(error) = session.shares.error() {
            self.cancellations.look_up_failed(&error.failure, |_| true);
        }
    }

    fn look_at(&mut self, request: RemovalRequest, turn: &Turn<'_>) {
        let (session, work) = (turn.session.session.clone(), Work::reading("Reading a wallet's people"));
        self.reading.start(&turn.session.worker, work, async move { read_wallet(&session, request).await });
    }

    /// Another wallet is turned to. What was sent goes on beside it.
    pub fn turn_away(&mut self) {
        self.state.close(self.removal.stage().is_held());
    }

    /// The next update reads the wallet again, and the label has to be typed again.
    fn look_again(&mut self) {
        self.state.clear_confirmation();
        self.reading = Task::default();
    }

    /// Carries out what was asked, then takes over what has come. Whatever came of a removal, its wallet is read again: its
    /// word counts.
    pub fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        self.poll_cancellations(turn.session);
        if let Some(answer) = self.removal.poll() {
            match answer {
                Answer::Done(Outcome::Done(_)) => self.end(RemovalOutcome::Removed, false, turn),
                Answer::Done(Outcome::PendingApproval(waiting)) => {
                    self.end(RemovalOutcome::PendingApproval(waiting.approval_ids), false, turn);
                }
                Answer::Refused => self.reading = Task::default(),
                Answer::Unconfirmed => self.look_again(),
            }
        }
        // Also after another login.
        if let (Loadable::NotAsked, Some(request)) = (self.reading.view(), self.state.removing()) {
            self.look_at(request.clone(), turn);
        }
        if self.reading.poll()
            && let Some(error) = self.reading.error()
        {
            self.removal.look_up_failed(&error.failure);
        }
        if let Some(began) = self.reading.news(&mut self.taken_over) {
            self.take_over(began, turn);
        }
    }

    /// The list shows the people that the wallet was read with, and they tell what became of a removal.
    fn take_over(&mut self, began: std::time::Instant, turn: &mut Turn<'_>) {
        let Some(WalletReading { users, now }) = self.reading.ready() else { return };
        if let Some(users) = users.clone() {
            turn.session.change_wallet(&now.wallet_id, |wallet| wallet.users = users);
        }
        let request = self.state.removing().filter(|request| request.wallet == now.wallet_id);
        let Some(request) = request else { return };
        let end = match now.of(&request.person, turn.session.me()) {
            PersonNow::Gone => RemovalOutcome::Removed,
            PersonNow::Leaving(approval) => RemovalOutcome::PendingApproval(vec![approval]),
            PersonNow::Hidden if self.removal.stage().is_unconfirmed() => RemovalOutcome::Hidden,
            PersonNow::There | PersonNow::Hidden => {
                self.removal.looked_up(began, false);
                return;
            }
        };
        if self.removal.looked_up(began, true) {
            self.end(end, true, turn);
        }
    }

    fn end(&mut self, end: RemovalOutcome, was_lost: bool, turn: &mut Turn<'_>) {
        if let Some(request) = self.state.removing() {
            turn.want(Effect::WalletsStale(vec![request.wallet.clone()]));
        }
        self.state.removal_ended(end, was_lost);
        self.removal.forget();
    }

    /// What is not known to be carried out.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let removal = self.removal.unconfirmed("the removal of a person from a wallet");
        let lost = self.cancellations.items().iter().filter(|it| it.stage.is_unconfirmed());
        removal.into_iter().chain(lost.map(|it| Unfinished::unconfirmed(&it.request.what()))).collect()
    }

    /// The session is over.
    pub fn session_ended(&mut self, why: &Failure) {
        self.removal.lose_answer(why);
        self.cancellations.lose_answers(why);
        self.look_again();
    }
}

async fn read_wallet(session: &Session, request: RemovalRequest) -> Result<WalletReading, Error> {
    let RemovalRequest { coin, wallet: wallet_id, .. } = request;
    let wallet = match session.wallet(&coin, &wallet_id).await {
        Ok(wallet) => wallet,
        Err(error) if error.facts().cause() == ErrorCause::NotFound => {
            let now = PeopleNow { wallet_id, ..PeopleNow::default() };
            return Ok(WalletReading { users: None, now });
        }
        Err(error) => return Err(error),
    };
    let open = session.approvals_of_wallet(&wallet_id, vec![ApprovalKind::UserChange]).await?;
    let removals = open.iter().filter_map(open_removal).collect();
    let now = PeopleNow { wallet_id, wallet: Some(wallet.for_sharing()), removals };
    Ok(WalletReading { users: Some(wallet.users), now })
}

fn open_removal(approval: &PendingApproval) -> Option<OpenRemoval> {
    let person = approval.info.change.removed_person().filter(|_| !approval.state.is_decided())?;
    Some(OpenRemoval { person: person.to_owned(), approval: approval.id.clone() })
}
