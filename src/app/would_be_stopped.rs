//! Whether a withdrawal would be stopped: the dialog that asks it over any panel, and what is read to answer it.

mod reading;
mod surroundings;

use egui::Ui;

use self::reading::read_wallet;
use self::surroundings::Surroundings;
use super::active_session::ActiveSession;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::Route;
use super::task::Task;
use super::work::Work;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::enterprise_policy::{CoveredWallet, RuleBook, RulesState, Truth, may_spend_from};
use crate::domain::token::existing::ExistingToken;
use crate::kit::state::{Failure, Loadable, Reading};
use crate::panels::policies::ShownPolicies;
use crate::panels::wallet_page::Tab;
use crate::panels::would_be_stopped::{Basis, Model, ReadRules, Request, State, WalletReading, show};

/// The dialog.
#[derive(Default)]
pub struct WouldBeStoppedController {
    state: State,
    requests: Inbox<Request>,
    reading: Task<WalletReading>,
    around: Surroundings,
    basis: Basis,
    /// The coin of the wallet that is asked about.
    coin: String,
    /// The tokens that may spend from it.
    tokens: Vec<ExistingToken>,
    /// The wallets that the rules name.
    named: Vec<CoveredWallet>,
    /// The rules, the pictures and the tokens that these are of, and of which reading.
    made_for: Option<(u64, u64, u64, u64)>,
}

impl Controller for WouldBeStoppedController {
    /// It is drawn over whatever panel there is.
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        if self.state.wallet().is_none() {
            return;
        }
        let session = scene.session;
        let enterprise =
            self.reading.view().content().and_then(|it| it.wallet.enterprise.as_deref()).map(str::to_owned);
        let book = session.rule_book();
        let model = Model {
            reading: self.reading.view(),
            rules: rules_of(book, enterprise.as_deref(), &self.named, session),
            tokens: &self.tokens,
            prices: session.prices(),
            priced: self.around.priced(),
            enterprise_past: self.around.past().view(),
            basis: self.basis,
            names: session.names(),
            me: session.me(),
            environment: &session.environment_label,
            zone: &scene.program.zone,
            now: session.platform_now(),
        };
        let asked = show(ui.ctx(), &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        if self.state.wallet().is_none() {
            return;
        }
        // After another login the dialog is still open.
        if matches!(self.reading.view(), Loadable::NotAsked) {
            self.read(turn.session);
        }
        if self.reading.poll() {
            self.basis.wallet += 1;
        }
        self.keep_made(turn.session);
        let wallet = self.reading.view().content().map(|it| &it.wallet);
        let enterprise = wallet.and_then(|it| it.enterprise.as_deref());
        let (coin, answer) = (self.state.coin(), self.state.answer());
        self.around.keep(coin, answer, enterprise, turn.session, &mut self.basis);
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        match effect {
            Effect::AskWouldBeStopped { wallet, token } => self.ask(wallet, token.clone(), turn),
            Effect::WalletsStale(ids)
                if self.state.wallet().is_some_and(|id| ids.iter().any(|it| it == id)) =>
            {
                self.read(turn.session);
            }
            Effect::Entered(_) => self.close(),
            _ => {}
        }
    }

    /// It says itself what it rests on, and when that was read.
    fn readings<'a>(&'a self, _route: Route, _scene: &Scene<'a>) -> Vec<Reading<'a>> {
        Vec::new()
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn session_ended(&mut self, _why: &Failure) {
        self.reading = Task::default();
        self.around = Surroundings::default();
        self.made_for = None;
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl WouldBeStoppedController {
    fn ask(&mut self, wallet: &str, token: Option<String>, turn: &mut Turn<'_>) {
        let Some(found) = turn.session.wallet_rows().by_id(wallet) else { return };
        let facts = found.for_sharing();
        self.coin.clone_from(&facts.coin);
        self.state.ask((wallet, facts.name(), &facts.coin), turn.session.me(), token);
        self.reading = Task::default();
        self.around = Surroundings::default();
        self.made_for = None;
        turn.session.forget_old_prices();
        self.read(turn.session);
    }

    fn read(&mut self, session: &ActiveSession) {
        let Some(id) = self.state.wallet() else { return };
        let wallets = session.wallets.snapshot().clone();
        let (coin, id, now) = (self.coin.clone(), id.to_owned(), session.platform_now());
        let reading = read_wallet(session.session.clone(), coin, id, wallets, now);
        self.reading.start(&session.worker, Work::reading("Reading a wallet and its transfers"), reading);
    }

    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        let wallet = self.reading.view().content().map(|it| it.wallet.id.to_string());
        match request {
            Request::Close => {}
            Request::Read => {
                self.read(turn.session);
                turn.session.read_policies();
                turn.session.forget_prices();
                self.around.read_again();
                return;
            }
            Request::OpenEnterpriseRule(id) => turn.want(Effect::ShowPolicies(ShownPolicies::Rule(id))),
            Request::OpenRules => {
                if let Some(id) = wallet {
                    turn.want(Effect::OpenWallet { coin: self.coin.clone(), id, tab: Tab::Rules });
                }
            }
            Request::OpenToken(id) => turn.want(Effect::ShowToken(id)),
        }
        self.close();
    }

    fn close(&mut self) {
        *self = Self { requests: std::mem::take(&mut self.requests), basis: self.basis, ..Self::default() };
    }

    /// Works out again, where anything of it has changed, which tokens may spend from the wallet and what the rules name.
    fn keep_made(&mut self, session: &ActiveSession) {
        let (book, tokens) = (session.rule_book(), session.tokens.listing().generation);
        let of = (book.generation, session.policy_generation(), tokens, self.basis.wallet);
        if self.made_for == Some(of) {
            return;
        }
        let Some(reading) = self.reading.view().content() else { return };
        let covered = reading.wallet.covered();
        let known = session.tokens.rows().iter().map(AccessTokenInfo::known);
        let tokens = known.filter(|it| may_spend_from(&it.terms, &covered) != Truth::No).collect();
        let picture = session.policy_picture();
        let rules = book.rules_over(covered.enterprise.as_deref()).rules();
        let mut named: Vec<CoveredWallet> = rules.iter().flat_map(|rule| picture.named_by(rule)).collect();
        named.push(covered);
        named.sort_by(|one, other| one.id.cmp(&other.id));
        named.dedup_by(|one, other| one.id == other.id);
        (self.tokens, self.named) = (tokens, named);
        self.made_for = Some(of);
        self.basis.rules += 1;
        self.basis.tokens += 1;
    }
}

/// The rules over wallets of this enterprise, as they stand.
fn rules_of<'a>(
    book: &'a RuleBook,
    enterprise: Option<&str>,
    named: &'a [CoveredWallet],
    session: &'a ActiveSession,
) -> ReadRules<'a> {
    let read = enterprise.and_then(|it| book.of(it));
    ReadRules {
        touchpoints_not_read: read.and_then(|it| it.touchpoints_not_read.as_ref()).is_some(),
        rules: book.rules_over(enterprise),
        touchpoints: book.touchpoints(enterprise),
        wallets: named,
        is_coming: read.is_some_and(|it| it.state == RulesState::Reading),
        read_at: session.policy_reading().read_at,
    }
}
