//! The page of one wallet, which belongs to the wallets: the wallet read for it with its rules, keys and transfers, its
//! freeze, and changes of its rules.

mod covering;
mod reading;
mod rule_steps;
mod transfers;

use std::cell::RefCell;
use std::time::Instant;

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use self::covering::Covering;
use self::rule_steps::RuleSteps;
use self::transfers::TransferPages;
use super::active_session::ActiveSession;
use super::controller::{Effect, Inbox, Scene, Turn};
use super::mutation::{Answer, Mutation};
use super::panel_table::Route;
use super::task::{Cursor, Task};
use super::wallet_people::WalletPeople;
use super::work::Work;
use crate::bitgo::approvals::{ApprovalRow, PendingApproval};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet::{BeforeFreeze, Freeze, FreezeFound, Wallet};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::approval::ApprovalSummary;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::domain::lifetime::moment_words;
use crate::domain::policy::{OpenChange, RuleFacts, RuleOutcome, RulesNow};
use crate::domain::share::Permissions;
use crate::kit::listing::ListRequest;
use crate::kit::mutation::found_done_words;
use crate::kit::state::{Failure, Loadable, Reading};
use crate::panels::policies::ShownPolicies;
use crate::panels::wallet_page::{Model, Request, State, Tab, show};

/// Said where another wallet is asked for too early.
const WAIT: &str = "A change to this wallet is still open: wait for the answer, or look it up, before you open another wallet.";
/// Said where a freeze that is not to be seen may have been put up for approval.
const MAY_WAIT: &str = "The answer was lost, but it was looked up: the wallet is not frozen, but a request of yours has been waiting \
                        for approval since. That may be the freeze.";
/// Said where the wallet, which would tell, is not to be seen any more.
const UNKNOWN: &str =
    "The answer was lost, and it can no longer be looked up whether your change was carried out.";

/// Which page there is.
#[derive(Default)]
enum Page {
    /// None.
    #[default]
    Closed,
    /// One that stands in the place of the list.
    Open(State),
    /// One from which the person has turned to the list. What was sent for its wallet is not settled yet.
    Left(State),
}

impl Page {
    fn state(&mut self) -> Option<&mut State> {
        match self {
            Self::Closed => None,
            Self::Open(state) | Self::Left(state) => Some(state),
        }
    }
}

/// The page of one wallet.
#[derive(Default)]
pub struct WalletPage {
    page: Page,
    details: Task<WalletDetails>,
    taken_over: Cursor,
    transfers: TransferPages,
    freeze: Mutation<Outcome<Freeze>>,
    before_freeze: BeforeFreeze,
    rule: Mutation<Outcome<Wallet>>,
    rule_steps: RuleSteps,
    covering: Covering,
    requests: Inbox<Request>,
}

impl WalletPage {
    /// Draws it, with the people of its wallet.
    pub fn view(&mut self, ui: &mut Ui, people: &mut WalletPeople, scene: &Scene<'_>) {
        let (Some(page), session) = (self.page.state(), scene.session) else { return };
        let people = RefCell::new(people.view(scene));
        let (approvals, rule_changes) = waiting_for(&page.id, session);
        let rule = self.rule_steps.sent().map_or_else(String::new, |(plan, _)| plan.noun());
        let is_looking = self.details.view().is_pending();
        let model = Model {
            details: self.details.view(),
            is_gone: self.details.error().is_some_and(|error| error.cause == ErrorCause::NotFound),
            transfers: self.transfers.view(),
            approvals: &approvals,
            approvals_list: session.approval_listing(),
            rule_changes: &rule_changes,
            freeze: self.freeze.view("the freeze", is_looking),
            rule: self.rule.view(&rule, is_looking),
            rule_progress: self.rule_steps.progress(),
            names: session.names(),
            same_names: session.same_names(),
            me: session.me(),
            environment: &session.environment_label,
            draw_people_notices: &|ui| people.borrow_mut().notices(ui),
            draw_people: &|ui, wallet| people.borrow_mut().list(ui, wallet),
            enterprises: &session.session.user().enterprises,
            enterprise_rules: self.covering.guards(),
            zone: &scene.program.zone,
            now: session.platform_now(),
        };
        let asked = show(ui, page, &model);
        people.borrow_mut().dialog(ui);
        self.requests.put(ui, asked);
    }

    /// What the open tab is drawn from. The head above it and the counts of the others are of the wallet and of what
    /// waits.
    pub fn readings<'a>(&'a self, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        let wallet = self.details.reading("wallet");
        let approvals = scene.session.approvals.reading("approvals");
        let tab = match &self.page {
            Page::Open(state) | Page::Left(state) => state.tab,
            Page::Closed => Tab::Overview,
        };
        match tab {
            Tab::Overview | Tab::Rules | Tab::People => vec![wallet, approvals.marginal()],
            Tab::Transfers => vec![self.transfers.reading(), wallet.marginal(), approvals.marginal()],
            Tab::Approvals => vec![approvals, wallet.marginal()],
        }
    }

    /// Carries out what was asked, then takes over what has come.
    pub fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        // After another login the page is still open, or something of it is to be looked up.
        if self.page.state().is_some() && matches!(self.details.view(), Loadable::NotAsked) {
            self.read_all(turn.session);
        }
        if let Some(page) = self.page.state() {
            self.covering.keep(&page.id, turn.session);
        }
        self.transfers.poll();
        self.poll_freeze(turn);
        self.poll_rule(turn);
        self.poll_look(turn);
    }

    /// Hears what another subject wants.
    pub fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        match effect {
            Effect::OpenWallet { coin, id, tab } => self.open(coin, id, *tab, turn),
            Effect::ShowWallet(_) => self.leave(),
            // Whoever comes back from elsewhere finds the page as it was left.
            Effect::Entered(Route::Wallets) if matches!(self.page, Page::Open(_)) => {
                turn.want(Effect::Go(Route::WalletPage));
            }
            Effect::WalletsStale(ids) if self.page.state().is_some_and(|page| ids.contains(&page.id)) => {
                self.read(false, turn.session);
            }
            _ => {}
        }
    }

    /// The session is over.
    pub fn session_ended(&mut self, why: &Failure) {
        self.freeze.lose_answer(why);
        self.rule.lose_answer(why);
        self.clear_confirmation();
        self.details = Task::default();
        self.transfers = TransferPages::default();
    }

    /// What is not finished on it.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let (Page::Open(page) | Page::Left(page)) = &self.page else { return Vec::new() };
        let label = self.details.ready().map(|it| format!(" of “{}”", visible(&it.wallet.label)));
        let label = label.unwrap_or_default();
        let rule = self.rule_steps.sent().map_or_else(String::new, |(plan, _)| plan.noun());
        let (freeze, rule) =
            (self.freeze.unconfirmed(&format!("the freeze{label}")), self.rule.unconfirmed(&rule));
        let is_freeze_held = self.freeze.stage().is_held();
        let freezing = (page.is_freeze_begun() && !is_freeze_held).then(|| format!("A freeze{label}"));
        let is_rule_held = self.rule.stage().is_held();
        let editing = (page.is_rule_begun() && !is_rule_held).then(|| format!("A policy rule{label}"));
        let drafts = freezing.into_iter().chain(editing).map(|what| Unfinished::draft(&what));
        freeze.into_iter().chain(rule).chain(drafts).collect()
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::Leave => {
                self.leave();
                turn.want(Effect::Go(Route::Wallets));
            }
            Request::Read => {
                turn.session.read_policies();
                self.read_all(turn.session);
            }
            Request::LookUp => self.read(true, turn.session),
            Request::ReadApprovals(ListRequest::Reload) => turn.session.read_approvals(),
            Request::ReadApprovals(ListRequest::Stop) => turn.session.approvals.stop(),
            Request::OlderTransfers => {
                if let Some(page) = self.page.state() {
                    self.transfers.read_older(turn.session, &page.coin, &page.id);
                }
            }
            Request::Freeze { coin, id, duration, before } => {
                let session = turn.session.session.clone();
                let freeze = async move { session.freeze_wallet(&coin, &id, duration).await };
                if self.freeze.send(&turn.session.worker, Work::changing("Freezing a wallet"), freeze) {
                    self.before_freeze = before;
                }
            }
            Request::SendRule(reviewed) => {
                if !self.rule.stage().is_held() {
                    self.rule_steps = RuleSteps::of(*reviewed);
                    self.send_rule_step(turn.session);
                }
            }
            Request::StopWaiting => {
                self.freeze.stop_waiting();
                self.rule.stop_waiting();
            }
            Request::Forget => {
                self.freeze.forget();
                self.rule.forget();
            }
            Request::ShowApproval(id) => {
                turn.session.read_approvals();
                turn.want(Effect::ShowApproval(id));
            }
            Request::CheckWithdrawal(wallet) => turn.want(Effect::AskWouldBeStopped { wallet, token: None }),
            Request::ShowPolicies(id) => turn.want(Effect::ShowPolicies(ShownPolicies::OverWallet(id))),
            Request::ShowRule(id) => turn.want(Effect::ShowPolicies(ShownPolicies::Rule(id))),
            Request::Share(id) => turn.want(Effect::ShareWallet { id, permissions: Permissions::default() }),
        }
    }

    fn clear_confirmation(&mut self) {
        if let Some(page) = self.page.state() {
            page.clear_confirmation();
        }
    }

    fn is_held(&self) -> bool {
        self.freeze.stage().is_held() || self.rule.stage().is_held()
    }

    /// Opens the page of a wallet. One that is open already keeps what is typed on it, and one for which something was
    /// sent is not left before it is clear.
    fn open(&mut self, coin: &str, id: &str, tab: Tab, turn: &mut Turn<'_>) {
        turn.want(Effect::Go(Route::WalletPage));
        let is_held = self.is_held();
        let mut page = self.page.state().map(std::mem::take).unwrap_or_default();
        if page.id == id {
            page.tab = tab;
        } else if is_held {
            page.notice = Some(WAIT.to_owned());
        } else {
            *self = Self { requests: std::mem::take(&mut self.requests), ..Self::default() };
            page = State::of(coin.to_owned(), id.to_owned(), tab);
        }
        self.page = Page::Open(page);
        self.read_all(turn.session);
    }

    /// The list of wallets takes the page's place. What was sent for the wallet is seen to its end.
    fn leave(&mut self) {
        let left = self.page.state().map(std::mem::take).filter(|_| self.is_held());
        self.page = left.map_or(Page::Closed, Page::Left);
    }

    /// Reads the wallet with the newest of its transfers, and what waits: what somebody has decided meanwhile is in it.
    fn read_all(&mut self, session: &mut ActiveSession) {
        let Some(page) = self.page.state() else { return };
        self.transfers = TransferPages::default();
        self.transfers.read_older(session, &page.coin, &page.id);
        session.read_approvals();
        self.read(false, session);
    }

    /// Reads the wallet, `with_approvals` with what waits about it. That tells what became of a lost answer, too.
    fn read(&mut self, with_approvals: bool, session: &ActiveSession) {
        let is_held = self.is_held();
        let Some(page) = self.page.state() else { return };
        let with_approvals = with_approvals || is_held || page.waits_for_rule();
        let reading = reading::read_details(
            session.session.clone(),
            page.coin.clone(),
            page.id.clone(),
            with_approvals,
        );
        self.details.start(&session.worker, Work::reading("Reading a wallet"), reading);
    }

    /// Takes over what has come of a freeze. Whatever came, the wallet is read again: its word counts.
    fn poll_freeze(&mut self, turn: &mut Turn<'_>) {
        let (Some(answer), Some(page)) = (self.freeze.poll(), self.page.state()) else { return };
        match answer {
            Answer::Done(Outcome::Done(freeze)) => {
                page.freeze_ended(frozen_words(freeze.expires, &turn.program.zone));
            }
            Answer::Done(Outcome::PendingApproval(_)) => {
                page.freeze_ended("The freeze is pending approval by another admin.".to_owned());
            }
            Answer::Unconfirmed => page.clear_confirmation(),
            Answer::Refused => {}
        }
        turn.want(Effect::WalletsStale(vec![page.id.clone()]));
    }

    /// Sends the next request about a rule; whether there was one.
    fn send_rule_step(&mut self, session: &ActiveSession) -> bool {
        let Some((submission, seen)) = self.rule_steps.next() else { return false };
        let (client, work) = (session.session.clone(), Work::changing("Sending a policy rule"));
        self.rule.send(&session.worker, work, reading::send_rule(client, submission, seen))
    }

    /// Takes over what has come of a rule that was sent, and sends what follows it. Whatever came of the last, the wallet and
    /// what waits are read again.
    fn poll_rule(&mut self, turn: &mut Turn<'_>) {
        let Some(answer) = self.rule.poll() else { return };
        if let Answer::Done(outcome) = answer {
            self.rule_steps.answered(outcome);
            if self.send_rule_step(turn.session) {
                return;
            }
            self.end_rule(false);
        }
        turn.session.read_approvals();
        turn.want(Effect::WalletsStale(self.page.state().iter().map(|page| page.id.clone()).collect()));
    }

    fn end_rule(&mut self, was_lost: bool) {
        self.rule.forget();
        if !self.rule_steps.is_complete() {
            return;
        }
        let end = std::mem::take(&mut self.rule_steps).end();
        if let (Some(page), Some((plan, end, count))) = (self.page.state(), end) {
            page.rule_ended(plan, end, count, was_lost);
        }
    }

    /// Where nothing more of a list is sent, what is left of it stays on the page, for the rule as it stands now.
    fn tell_of_stopped_list(&mut self, began: Instant) {
        let (Some(look), false) = (self.details.ready(), self.rule.stage().is_sent()) else { return };
        let rules = look.rules.as_deref().unwrap_or_default();
        let stopped = self.rule_steps.take_stopped(rules, &look.wallet.coin, began);
        let Some(page) = self.page.state() else { return };
        if let Some(stopped) = stopped {
            page.list_stopped(stopped);
        }
        let rules: Vec<RuleFacts> = rules.iter().map(PolicyRule::facts).collect();
        page.list_goes_on(&rules, &look.wallet.coin);
        if let (Some(approvals), true) = (&look.approvals, look.rules.is_some()) {
            let open: Vec<&str> = approvals.iter().map(|approval| approval.id.as_str()).collect();
            page.list_fails(&rules, &open, &look.wallet.coin);
        }
    }

    /// Takes over the wallet. It tells what became of what is unconfirmed.
    fn poll_look(&mut self, turn: &mut Turn<'_>) {
        if self.details.poll()
            && let Some(error) = self.details.error()
        {
            self.freeze.look_up_failed(&error.failure);
            self.rule.look_up_failed(&error.failure);
            if error.cause == ErrorCause::NotFound {
                // Nothing can tell what became of what is unconfirmed, and nothing can be sent.
                let is_sent = self.freeze.stage().is_sent() || self.rule.stage().is_sent();
                if let (true, Some(page)) = (self.is_held() && !is_sent, self.page.state()) {
                    page.freeze_ended(UNKNOWN.to_owned());
                    (self.freeze, self.rule) = Default::default();
                }
                turn.session.read_wallets();
            }
        }
        if let Some(began) = self.details.news(&mut self.taken_over) {
            self.look_up_freeze(began, turn);
            self.look_up_rule(began, turn.session.me());
            self.tell_of_stopped_list(began);
        }
    }

    fn look_up_freeze(&mut self, began: Instant, turn: &mut Turn<'_>) {
        let (Some(look), Some(page)) = (self.details.ready(), self.page.state()) else { return };
        let waiting = look.approvals.as_deref().unwrap_or_default();
        let words = match self.before_freeze.found(&look.wallet, waiting, turn.session.me()) {
            Some(FreezeFound::Frozen(end)) => {
                let until = frozen_words(Some(end), &turn.program.zone);
                format!("{} {until}", found_done_words("the freeze"))
            }
            Some(FreezeFound::MayWait) => MAY_WAIT.to_owned(),
            None => {
                self.freeze.looked_up(began, false);
                return;
            }
        };
        if self.freeze.looked_up(began, true) {
            self.freeze.forget();
            page.freeze_ended(words);
            turn.session.read_approvals();
        }
    }

    fn look_up_rule(&mut self, began: Instant, me: &str) {
        let (Some(look), Some((plan, waited))) = (self.details.ready(), self.rule_steps.sent()) else {
            return;
        };
        let Some(waiting) = &look.approvals else { return };
        let waiting = waiting.iter().filter_map(PendingApproval::open_rule_change).collect();
        let now = RulesNow {
            wallet: look.wallet.id.to_string(),
            coin: look.wallet.coin.to_string(),
            rules: look.rules.as_ref().map(|rules| rules.iter().map(PolicyRule::facts).collect()),
            waiting,
        };
        let outcome = plan.outcome(&now, me, waited);
        let is_found = match &outcome {
            Some(RuleOutcome::Done | RuleOutcome::PendingApproval(_)) => true,
            Some(RuleOutcome::NotDone) => false,
            None => {
                let what = "BitGo did not report this wallet's rules.".to_owned();
                return self.rule.look_up_failed(&Failure { what, ..Failure::default() });
            }
        };
        if !self.rule.looked_up(began, is_found) {
            return;
        }
        match outcome {
            Some(RuleOutcome::Done) => self.rule_steps.is_done(began),
            Some(RuleOutcome::PendingApproval(id)) => self.rule_steps.waits(vec![id], String::new(), began),
            Some(RuleOutcome::NotDone) | None => return,
        }
        self.end_rule(true);
    }
}

fn frozen_words(until: Option<Timestamp>, zone: &TimeZone) -> String {
    until.map_or_else(|| "Frozen.".to_owned(), |until| format!("Frozen until {}.", moment_words(until, zone)))
}

/// What waits for approval about this wallet, the oldest first, and which of it would change its rules.
fn waiting_for(id: &str, session: &ActiveSession) -> (Vec<ApprovalSummary>, Vec<OpenChange>) {
    let (me, names) = (session.me(), session.names());
    let rows = session.approval_rows().iter();
    let here: Vec<_> = rows.filter(|row| row.approval.wallet.as_deref() == Some(id)).collect();
    let changes = here.iter().filter_map(|row| row.approval.open_rule_change()).collect();
    let waiting = here.into_iter().map(|ApprovalRow { approval, status }| ApprovalSummary {
        id: approval.id.clone(),
        what: approval.summary(names),
        asked_by: names.of(&approval.creator),
        asked: approval.created,
        eligibility: status.can_approve(me).map_err(|why| why.word()),
    });
    let mut waiting: Vec<_> = waiting.collect();
    waiting.sort_by_key(|waiting| waiting.asked);
    (waiting, changes)
}
