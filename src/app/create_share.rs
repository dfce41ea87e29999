//! Sharing wallets with a person: the look-up, the keys, and the shares themselves, each sent once.

mod keys;
mod look_ups;

use egui::Ui;
use jiff::tz::TimeZone;

use self::keys::{Openings, WalletKeys};
use self::look_ups::LookUps;
use super::active_session::ActiveSession;
use super::batch::Batch;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::Route;
use super::task::Cursor;
use super::work::Work;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::shares::{MadeShare, ShareAttempt, ShareRequest, WalletShares};
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::kit::mutation::Stage;
use crate::kit::state::{Failure, Reading};
use crate::panels::create_share::{self, Request};
use crate::sandbox::WALLET_PASSPHRASE;

/// The sharing of wallets.
#[derive(Default)]
pub struct CreateShareController {
    state: create_share::State,
    inbox: Inbox<Request>,
    look_ups: LookUps,
    keys: WalletKeys,
    shares: Batch<ShareAttempt, MadeShare>,
    seen_shares: Cursor,
}

impl Controller for CreateShareController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let (user, kind) = (session.session.user(), session.environment.kind());
        let host = session.environment.host_label();
        let model = create_share::Model {
            wallets: session.wallet_rows(),
            same_names: session.same_names(),
            me: &user.id,
            my_addresses: [&user.email, &user.username],
            names: &session.names,
            open: session.shares.view().content().map(WalletShares::open),
            looked_up: self.look_ups.found(),
            look_up: self.look_ups.view(),
            turn_in: self.look_ups.turn_in(),
            look_ups_left: session.session.look_ups_left(),
            look_up_wait: session.session.look_up_wait(),
            keys: self.keys.states(),
            is_reading_keys: self.keys.is_reading(),
            is_opening: self.keys.is_opening(),
            express: (kind == EnvironmentKind::Express).then_some(host.as_str()),
            demo_passphrase: (kind == EnvironmentKind::Sandbox).then_some(WALLET_PASSPHRASE),
            is_production: session.environment.counts_as_production(),
            sent: self.shares.items(),
            is_sending: self.shares.is_under_way(),
            wait: self.shares.wait(),
            is_looking: session.shares.view().is_pending(),
        };
        let asked = create_share::show(ui, &mut self.state, &model);
        self.inbox.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.inbox.take() {
            self.handle(request, turn);
        }
        self.look_ups.poll(&mut turn.session.names);
        self.keys.poll();
        match self.keys.poll_opening() {
            Some(Openings::Open(requests)) => self.send(requests, turn.session, &turn.program.zone),
            Some(Openings::Refused(refused)) => self.state.refuse_passphrases(refused),
            None => {}
        }
        if self.shares.poll() {
            self.end_sending(turn.session);
            turn.session.read_approvals();
        }
        self.look_up_lost(turn.session);
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        let (id, email, permissions) = match effect {
            Effect::ShareWallet { id, permissions } => (id, None, permissions),
            Effect::GrantKey { id, email, permissions } => (id, Some(email.as_str()), permissions),
            _ => return,
        };
        // A share that is about to be sent, is awaited or not yet looked up stays in view.
        if !self.shares.is_held() && !self.keys.is_opening() {
            self.shares = Batch::default();
            self.state.begin(id, email, permissions.clone());
        }
        turn.want(Effect::Go(Route::CreateShare));
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.wallets.reading("wallets"), scene.session.shares.reading("shares")]
    }

    /// Neither a passphrase nor a key that it opened stays, but for one that is being sent.
    fn left(&mut self, _route: Route) {
        if !self.keys.is_opening() && !self.shares.is_under_way() {
            self.keys.forget_opened();
        }
        self.state.wipe_secrets();
    }

    fn session_ended(&mut self, why: &Failure) {
        self.shares.lose_answers(why);
        self.state.wipe_secrets();
        self.drop_readings();
    }

    fn forget(&mut self) {
        *self = Self::default();
    }

    fn unfinished(&self) -> Vec<Unfinished> {
        let lost = self.shares.items().iter().filter(|share| share.stage.is_unconfirmed());
        let lost = lost.map(|share| {
            let label = visible(&share.request.request.wallet().label);
            Unfinished::unconfirmed(&format!("the share of “{label}”"))
        });
        // What was sent and made is no draft any more, though it is still to be read.
        let is_sent =
            self.shares.items().iter().any(|share| share.stage == Stage::Done || share.stage.is_held());
        let draft = self.state.as_draft().filter(|_| !is_sent);
        lost.chain(draft).collect()
    }
}

impl CreateShareController {
    fn drop_readings(&mut self) {
        self.look_ups = LookUps::default();
        self.keys = WalletKeys::default();
        self.inbox = Inbox::default();
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::LookUp { email } => self.look_ups.look_up(email, turn.session, &turn.program.zone),
            Request::StopLookUp => self.look_ups.stop(),
            Request::ReadKeys { shares } => self.keys.read(shares, turn.session),
            Request::Share { .. } if self.shares.is_held() => {}
            Request::Share { orders } => self.keys.open(orders, turn.session),
            Request::StopSharing => {
                self.keys.stop_opening();
                self.shares.stop();
            }
            Request::LookUpShares => turn.session.read_shares(),
            Request::ShowApproval(id) => turn.want(Effect::ShowApproval(id)),
            Request::ChangeAndRetry => self.retry(),
            Request::Leave => {
                turn.want(Effect::Go(Route::Wallets));
            }
            Request::Done => {
                self.state = create_share::State::default();
                self.shares.keep(|share| share.stage.is_held());
                turn.want(Effect::Go(Route::Wallets));
            }
        }
    }

    /// Sends the shares, one after the other, each once. Every key is open.
    fn send(&mut self, requests: Vec<ShareRequest>, session: &ActiveSession, zone: &TimeZone) {
        for sealed in requests.iter().filter(|request| request.needs_passphrase()) {
            self.look_ups.accept_key(sealed.recipient(), &session.ledger, zone);
        }
        let known = session.shares.view().content();
        let attempts = requests.into_iter().map(|request| ShareAttempt::new(request, known)).collect();
        let (asked, opened) = (session.session.clone(), self.keys.opened().clone());
        let work = Work::changing("Sharing wallets");
        self.shares.send(&session.worker, work, attempts, move |attempt| {
            let (asked, key) = (asked.clone(), opened.get(attempt.request.wallet().id.as_str()).cloned());
            async move { asked.send_with_key(&attempt.request, key.as_ref()).await }
        });
        self.state.leave_check();
    }

    /// Nothing more is sent. What was lost is looked up among the shares.
    fn end_sending(&mut self, session: &mut ActiveSession) {
        self.keys.forget_opened();
        session.read_shares();
    }

    fn look_up_lost(&mut self, session: &ActiveSession) {
        let (news, error) = (session.shares.news(&mut self.seen_shares), session.shares.error());
        if let (Some(began), Some(shares)) = (news, session.shares.ready()) {
            self.shares.looked_up(began, |_| true, |attempt| attempt.found_among(shares));
        }
        if let Some(error) = error {
            self.shares.look_up_failed(&error.failure, |_| true);
        }
    }

    /// Goes back to the permissions with the wallets that were not shared for sure.
    fn retry(&mut self) {
        if !self.shares.is_held() {
            let open = self.shares.items().iter().filter(|share| share.stage != Stage::Done);
            let wallets = open.map(|share| share.request.request.wallet().id.to_string()).collect();
            self.shares = Batch::default();
            self.state.retry(wallets);
        }
    }
}
