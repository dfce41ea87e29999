//! The approvals: the queue and its cases, the decisions, and what keeps the list current.

mod again;
mod decisions;
mod facts;
mod fired;
mod listed;
mod refresh;
mod rule_news;

use std::time::Duration;

use egui::Ui;
use jiff::Timestamp;

use self::decisions::Sending;
use self::facts::FactsReader;
use self::fired::FiredWording;
use self::refresh::{Refresh, look_up_closed};
use self::rule_news::RuleNews;
use super::active_session::ActiveSession;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::{Badge, Route};
use super::task::{Cursor, Task};
use super::work::Work;
use crate::bitgo::approvals::{ClosedApproval, PendingApproval};
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::session::SessionInfo;
use crate::kit::listing::ListRequest;
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Reading};
use crate::panels::approvals::{self, Current, Lock, Model, Request, State, Who};
use crate::panels::policies::ShownPolicies;

/// How long a session is unlocked to approve several, in seconds: the platform's own default.
const UNLOCK_SECS: u32 = 600;

/// The approvals.
pub struct ApprovalsController {
    state: State,
    requests: Inbox<Request>,
    sending: Sending,
    /// The unlocking of the session, or how it went.
    unlocking: Task<SessionInfo>,
    refresh: Refresh,
    /// What became of approvals that left the list.
    closed: Task<Vec<(String, Result<ClosedApproval, Failure>)>>,
    closed_seen: Cursor,
    facts: FactsReader,
    fired: FiredWording,
    rule_news: RuleNews,
}

impl ApprovalsController {
    /// `shortest`: how long after one reading the list is read again while the window is in front.
    pub fn new(shortest: Duration) -> Self {
        Self {
            state: State::default(),
            requests: Inbox::default(),
            sending: Sending::default(),
            unlocking: Task::default(),
            refresh: Refresh::new(shortest),
            closed: Task::default(),
            closed_seen: Cursor::default(),
            facts: FactsReader::default(),
            fired: FiredWording::default(),
            rule_news: RuleNews::default(),
        }
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        let session = &mut *turn.session;
        match request {
            Request::Read(ListRequest::Reload) => session.read_approvals(),
            Request::Read(ListRequest::Stop) => session.approvals.stop(),
            Request::LookUp => self.refresh.read_again(session),
            Request::Decide { approval, decision, code, rebuild } => {
                if self.state.send(session.me()) {
                    self.refresh.hold();
                    self.sending.decide(session, *approval, decision, code, rebuild);
                }
            }
            Request::DecideBulk { request, seen } => {
                if self.state.send_bulk() {
                    self.refresh.hold();
                    self.sending.decide_bulk(session, request, seen);
                }
            }
            Request::StopWaiting => self.sending.stop_waiting(),
            Request::Unlock(code) => {
                let client = session.session.clone();
                self.unlocking.start(
                    &session.worker,
                    Work::changing("Unlocking the session").with_code(),
                    async move { client.unlock(&code, UNLOCK_SECS).await },
                );
            }
            Request::ReadFacts => self.facts.read_again(),
            Request::OpenRule { id } => turn.want(Effect::ShowPolicies(ShownPolicies::Rule(id))),
            Request::ReadFired => self.fired.ask_again(),
        }
    }

    fn take_unlocking(&mut self, session: &mut ActiveSession) {
        if self.unlocking.poll() {
            if self.unlocking.ready().is_some() {
                self.state.unlocked();
            }
            // Where the answer was lost, the session tells whether it is unlocked.
            if self.unlocking.error().is_none_or(|error| error.outcome_unknown) {
                session.read_info();
            }
        }
        // What was said of the last attempt is not the next one's.
        if !self.state.is_bulk_open() && self.unlocking.error().is_some() {
            self.unlocking = Task::default();
        }
    }

    /// Takes over a whole list, or that it could not be read.
    fn take_list(&mut self, session: &mut ActiveSession) {
        match self.refresh.poll(session) {
            Some(Ok(began)) => {
                let to_look_up = self.state.take_list(session.approval_rows(), began, who(session));
                if !to_look_up.is_empty() {
                    let work = look_up_closed(session.session.clone(), to_look_up);
                    self.closed.start(&session.worker, Work::reading("Looking up closed approvals"), work);
                }
            }
            Some(Err(failure)) => self.state.look_up_failed(&failure),
            None => {}
        }
    }

    fn take_closed(&mut self, session: &ActiveSession) {
        if !self.closed.poll() {
            return;
        }
        if let Some(error) = self.closed.error() {
            self.state.look_up_failed(&error.failure);
        }
        if let (Some(began), Some(closed)) = (self.closed.news(&mut self.closed_seen), self.closed.ready()) {
            self.state.take_closed(closed, began, who(session));
        }
    }

    fn is_looking(&self, session: &ActiveSession) -> bool {
        self.refresh.is_reading(session) || self.closed.pending_since().is_some()
    }
}

impl Controller for ApprovalsController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let host = session.environment.host_label();
        let info = session.info();
        let now = Timestamp::now();
        let unlocked = self.unlocking.ready().is_some_and(|info| info.is_unlocked(now));
        let model = Model {
            approvals: session.approval_listing(),
            names: session.names(),
            same_names: session.same_names(),
            me: session.me(),
            environment: &session.environment_label,
            express: (session.environment.kind() == EnvironmentKind::Express).then_some(host.as_str()),
            current: Current {
                is_looking: self.is_looking(session),
                wait: self.sending.wait().or(self.unlocking.wait()),
            },
            lock: Lock {
                // A session of an access token needs no unlocking.
                is_open: unlocked || info.is_unlocked(now) || session.is_of_a_token(),
                has_limits: session.may_lose_limits(),
                unlocking: self.unlocking.view().part(|_| &()),
            },
            facts_of: &|id| self.facts.view(id),
            fired_of: &|id| self.fired.view(id),
            hides_wallet: &|approval| hides_wallet_of(session, approval),
            enterprises: &session.session.user().enterprises,
            zone: &scene.program.zone,
            now: session.platform_now(),
        };
        let asked = approvals::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        if self.sending.take_answer(&mut self.state, turn) {
            // What a decision was about is read again, also where its answer was lost: then the list tells.
            self.refresh.read_again(turn.session);
        }
        let session = &mut *turn.session;
        self.take_unlocking(session);
        self.take_list(session);
        self.take_closed(session);
        self.facts.keep(&self.state, session);
        self.fired.keep(&self.state, session);
        self.rule_news.keep(session);
        self.refresh.keep_current(session, self.sending.is_under_way());
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        if let Effect::ShowApproval(id) = effect {
            self.state.choose(id.clone());
            turn.want(Effect::Go(Route::Approvals));
        }
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.approvals.reading("approvals")]
    }

    fn left(&mut self, _route: Route) {
        self.state.wipe_secrets();
        // Whoever comes back may come back hours later.
        self.facts.read_again();
    }

    fn badge(&self, scene: &Scene<'_>) -> Badge {
        let (approvals, mine) = (&scene.session.approvals, scene.session.can_approve());
        Badge {
            count: approvals.count(),
            mark: (mine > 0).then(|| (Meaning::Attention, mine, format!("{mine} for you to approve"))),
        }
    }

    fn session_ended(&mut self, why: &Failure) {
        let mut state = std::mem::take(&mut self.state);
        state.session_ended(why);
        *self = Self { state, ..Self::new(self.refresh.shortest()) };
    }

    fn forget(&mut self) {
        *self = Self::new(self.refresh.shortest());
    }
}

fn who(session: &ActiveSession) -> Who<'_> {
    Who { me: session.me(), names: session.names() }
}

/// Whether an approval is about a wallet that is not among those that the person sees.
fn hides_wallet_of(session: &ActiveSession, approval: &PendingApproval) -> bool {
    let is_known = |id: &String| session.wallet_rows().by_id(id).is_some();
    session.wallets.is_complete() && approval.wallet.as_ref().is_some_and(|id| !is_known(id))
}
