//! The wallet shares both ways, the requests for keys, and what is done with each, once.

use egui::Ui;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::active_session::ActiveSession;
use super::batch::Batch;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::keychain_save::KeychainSave;
use super::panel_table::{Badge, Route};
use super::save_dialog::{SaveDialog, Saved};
use super::task::{Cursor, Task};
use super::work::Work;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::shares::{AcceptSecrets, ReshareRequest, ReviewedShare, ShareInspection, WalletShare};
use crate::domain::count::Count;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::share::{
    ActionOutcome, ActionRequest, ActionTarget, GENERATED_FROM, ShareAction, passphrase_from,
};
use crate::kit::mutation::Stage;
use crate::kit::state::{Failure, Loadable, Reading};
use crate::panels::shares::{self, Request, needs_look_up};
use crate::store::keychain::Keychain;

/// How long a session is unlocked to take a share, in seconds: the platform's own default.
const UNLOCK_SECS: u32 = 600;

/// The shares and the requests for keys.
pub struct SharesController {
    state: shares::State,
    inbox: Inbox<Request>,
    /// The share that was looked at last.
    inspection: Task<ShareInspection>,
    unlocking: Task<()>,
    /// Who asks for a wallet's key.
    reshare_requests: Task<Vec<ReshareRequest>>,
    actions: Batch<ActionRequest, ActionOutcome>,
    /// A new wallet passphrase on its way into the keychain.
    keychain: KeychainSave,
    seen_shares: Cursor,
    seen_requests: Cursor,
}

impl Controller for SharesController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let user = session.session.user();
        let host = session.environment.host_label();
        let model = shares::Model {
            express: (session.environment.kind() == EnvironmentKind::Express).then_some(host.as_str()),
            shares: session.shares.view(),
            reshare_requests: self.reshare_requests.view(),
            wallets: session.wallet_rows(),
            same_names: session.same_names(),
            names: &session.names,
            me: &user.id,
            known_words: &[user.display_name(), &user.email, &user.username],
            now: Timestamp::now(),
            zone: &scene.program.zone,
            environment: &session.environment_label,
            inspection: self.inspection.view(),
            unlocking: self.unlocking.view(),
            has_limits: session.may_lose_limits(),
            sent: self.actions.items(),
            is_sending: self.actions.is_under_way(),
            wait: self.actions.wait(),
            unlock_wait: self.unlocking.wait(),
            keychain: self.keychain.offer(&session.environment.origin(), &scene.program.settings.values),
            farewell: scene.farewell,
        };
        let asked = shares::show(ui, &mut self.state, &model);
        self.inbox.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.inbox.take() {
            self.handle(request, turn);
        }
        if self.keychain.poll() {
            self.state.passphrase_kept();
        }
        self.inspection.poll();
        self.poll_unlocking(turn.session);
        self.poll_requests(turn);
        if self.actions.poll() {
            self.take_over_actions(turn.session);
        }
        self.look_up(turn.session);
    }

    fn hear(&mut self, effect: &Effect, _turn: &mut Turn<'_>) {
        if let Effect::SecretSaved(Saved::Passphrase) = effect {
            self.state.passphrase_kept();
        }
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.shares.reading("shares"), self.reshare_requests.reading("key requests")]
    }

    fn left(&mut self, _route: Route) {
        self.state.wipe_secrets(self.actions.items());
    }

    fn badge(&self, scene: &Scene<'_>) -> Badge {
        let shares = scene.session.shares.view().content();
        Badge {
            count: shares.map_or(Count::NotRead, |shares| Count::of(shares.waiting_for_me(), true)),
            mark: None,
        }
    }

    fn session_ended(&mut self, why: &Failure) {
        self.actions.lose_answers(why);
        self.state.settled(self.actions.items());
        self.state.accepting = None;
        self.drop_readings();
        self.keychain.forget();
    }

    fn forget(&mut self) {
        self.state = shares::State::default();
        self.actions = Batch::default();
        self.drop_readings();
        self.keychain.forget();
    }

    fn holds_session(&mut self, asked: bool) -> bool {
        self.state.holds_passphrase(self.actions.items(), asked)
    }
}

impl SharesController {
    /// New passphrases can be kept in this keychain.
    pub fn new(keychain: Keychain) -> Self {
        Self {
            state: shares::State::default(),
            inbox: Inbox::default(),
            inspection: Task::default(),
            unlocking: Task::default(),
            reshare_requests: Task::default(),
            actions: Batch::default(),
            keychain: KeychainSave::new(keychain),
            seen_shares: Cursor::default(),
            seen_requests: Cursor::default(),
        }
    }

    fn drop_readings(&mut self) {
        self.inspection = Task::default();
        self.unlocking = Task::default();
        self.reshare_requests = Task::default();
        self.inbox = Inbox::default();
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::Reload => self.reload(turn.session),
            Request::Look { coin, id } => self.look_at(coin, id, turn.session),
            Request::Act { action, targets, secrets } => self.act(action, targets, secrets, turn.session),
            Request::StopWaiting => self.actions.stop(),
            Request::Unlock(code) => {
                let session = turn.session.session.clone();
                self.unlocking.start(
                    &turn.session.worker,
                    Work::changing("Unlocking the session").with_code(),
                    async move { session.unlock(&code, UNLOCK_SECS).await.map(drop) },
                );
            }
            Request::LookForKeychain => {
                self.keychain.forget();
                let work = Work::reading("Looking for the keychain");
                let settings = &turn.program.settings.values;
                self.keychain.find_availability(&turn.session.worker, work, settings);
            }
            Request::Generate => self.generate_passphrase(),
            Request::PassphraseChanged => self.keychain.forget(),
            Request::KeepInKeychain { .. } if !turn.program.settings.values.use_keychain => {}
            Request::KeepInKeychain { name, passphrase } => {
                let work = Work::saving("Saving to the keychain");
                let origin = turn.session.environment.origin();
                self.keychain.save(&turn.session.worker, work, origin, name, passphrase);
            }
            Request::SaveToFile { target, passphrase } => {
                let dialog = SaveDialog::passphrase(to_print(&target, &passphrase));
                turn.want(Effect::Save(Box::new(dialog)));
            }
            Request::Grant { wallet: id, email, permissions } => {
                turn.want(Effect::GrantKey { id, email, permissions });
            }
            Request::ShowApproval(id) => turn.want(Effect::ShowApproval(id)),
            Request::ForgetResults => self.actions.keep(needs_look_up),
        }
    }

    fn reload(&mut self, session: &mut ActiveSession) {
        session.read_shares();
        self.read_requests(session);
    }

    fn read_requests(&mut self, session: &ActiveSession) {
        let asked = session.session.clone();
        let work = Work::reading("Reading requests for keys");
        self.reshare_requests.start(&session.worker, work, async move { asked.reshare_requests().await });
    }

    /// Looks at a share. What was known of another one is forgotten.
    fn look_at(&mut self, coin: String, id: String, session: &ActiveSession) {
        let asked = session.session.clone();
        self.inspection = Task::default();
        self.unlocking = Task::default();
        let work = Work::reading("Reading a share");
        self.inspection.start(&session.worker, work, async move { asked.look_at_share(&coin, &id).await });
    }

    /// A passphrase from the system's own randomness.
    fn generate_passphrase(&mut self) {
        let Some(accepting) = &mut self.state.accepting else { return };
        let mut random = Zeroizing::new([0; GENERATED_FROM]);
        rand::fill(&mut *random);
        accepting.generated(&passphrase_from(&random));
        self.keychain.forget();
    }

    /// Does something to each of the targets, one after the other, each once. One whose answer was lost is left out until
    /// a list has been read since.
    fn act(
        &mut self,
        action: ShareAction,
        mut targets: Vec<ActionTarget>,
        secrets: Option<AcceptSecrets>,
        session: &ActiveSession,
    ) {
        self.actions.keep(needs_look_up);
        let is_unconfirmed =
            |target: &ActionTarget| self.actions.items().iter().any(|it| it.request.target.id == target.id);
        targets.retain(|target| !is_unconfirmed(target));
        let reviewed: Vec<ReviewedShare> =
            targets.iter().filter_map(|it| self.reviewed(&it.id, session)).collect();
        let requests = targets.into_iter().map(|target| ActionRequest { action, target }).collect();
        let asked = session.session.clone();
        let work = Work::changing("Answering wallet shares");
        self.actions.send(&session.worker, work, requests, move |request| {
            let (asked, secrets) = (asked.clone(), secrets.clone());
            let reviewed = reviewed.iter().find(|it| it.id == request.target.id).cloned();
            async move { asked.act_on_share(&request, reviewed.as_ref(), secrets).await }
        });
    }

    /// A share as the person has it in view: as it was looked at, else as it is listed.
    fn reviewed(&self, id: &str, session: &ActiveSession) -> Option<ReviewedShare> {
        let looked_at = self.inspection.ready().map(|inspection| &inspection.reviewed);
        looked_at.filter(|reviewed| reviewed.id == id).cloned().or_else(|| {
            let shares = session.shares.ready()?;
            shares.incoming.iter().find(|share| share.id == id).map(WalletShare::reviewed)
        })
    }

    /// Nothing more is sent: what has changed is in the lists, and what was lost too.
    fn take_over_actions(&mut self, session: &mut ActiveSession) {
        self.state.settled(self.actions.items());
        if self.actions.last_refusal() == Some(ErrorCause::WrongPassword) {
            self.state.password_refused();
        }
        self.reload(session);
        let joins = self.actions.items().iter().any(|item| {
            item.request.action == ShareAction::Accept
                && !matches!(item.stage, Stage::Idle | Stage::Refused(_))
        });
        if joins {
            session.read_wallets();
        }
    }

    /// Whoever comes to the shares sees who asks for a key; a lost refusal is looked up there too.
    fn poll_requests(&mut self, turn: &mut Turn<'_>) {
        let is_lost = self.actions.items().iter().any(needs_look_up);
        if (turn.route == Route::Shares || is_lost)
            && matches!(self.reshare_requests.view(), Loadable::NotAsked)
        {
            self.read_requests(turn.session);
        }
        self.reshare_requests.poll();
    }

    /// What the lists tell of lost answers, and what is over by them.
    fn look_up(&mut self, session: &ActiveSession) {
        let is_about_shares = |request: &ActionRequest| request.action.is_about_shares();
        let is_refusal = |request: &ActionRequest| request.action == ShareAction::Refuse;
        let done = |was_done: bool| was_done.then_some(ActionOutcome::Done);
        let mut settles = false;
        if let (Some(began), Some(shares)) =
            (session.shares.news(&mut self.seen_shares), session.shares.ready())
        {
            self.state.forget_closed(shares);
            let is_meant = |it: &ActionRequest| is_about_shares(it) && it.action.can_be_looked_up();
            settles |=
                self.actions.looked_up(began, is_meant, |it| done(it.action.was_done(&it.target.id, shares)));
        }
        if let (Some(began), Some(open)) =
            (self.reshare_requests.news(&mut self.seen_requests), self.reshare_requests.ready())
        {
            let is_open = |it: &ActionRequest| open.iter().any(|request| request.id == it.target.id);
            settles |= self.actions.looked_up(began, is_refusal, |it| done(!is_open(it)));
        }
        if let Some(error) = session.shares.error() {
            self.actions.look_up_failed(&error.failure, is_about_shares);
        }
        if let Some(error) = self.reshare_requests.error() {
            self.actions.look_up_failed(&error.failure, is_refusal);
        }
        if settles {
            self.state.settled(self.actions.items());
        }
    }

    /// An unlocked session sees the key that it was unlocked for. Where the answer was lost, it may be unlocked.
    fn poll_unlocking(&mut self, session: &mut ActiveSession) {
        if !self.unlocking.poll() || self.unlocking.error().is_some_and(|error| !error.outcome_unknown) {
            return;
        }
        session.read_info();
        if let Some(look) = self.inspection.ready() {
            let (coin, id) = (look.share.coin.clone(), look.share.id.clone());
            self.look_at(coin, id, session);
        }
    }
}

/// The lines of a file to print: what the passphrase is for, and the passphrase.
fn to_print(target: &ActionTarget, passphrase: &SecretString) -> SecretString {
    let about = format!(
        "Passphrase of a wallet's key. Print it, lock it away, and delete this file.\n\n\
         Wallet: {}\nWallet ID: {}\nCoin: {}\n\nPassphrase: ",
        target.wallet_name, target.wallet, target.coin
    );
    // Joined, not formatted: what grows leaves copies behind.
    let lines = Zeroizing::new([about.as_str(), passphrase.expose_secret()].concat());
    SecretString::from(lines.as_str())
}
