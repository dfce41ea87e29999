//! What an access token could do if it leaked: worked out part by part beside the screen's thread, over any panel.

mod reckoning;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Ui;

use self::reckoning::{Basis, Part, reckon};
use super::active_session::ActiveSession;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::Route;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::enterprise_policy::{Circumstances, EnterpriseRules, NotRead, Prices};
use crate::domain::lifetime::moment_words;
use crate::kit::aside::Aside;
use crate::kit::state::{Failure, Reading};
use crate::panels::token_leak::{LeakRow, Leaks, Model, Request, State, show};

/// So many prices are read for one token: limits in dollars over more coins than these are rare, and each is a request.
const MOST_PRICES: usize = 40;

/// The dialog.
#[derive(Default)]
pub struct TokenLeakController {
    state: State,
    requests: Inbox<Request>,
    label: String,
    leaks: Leaks,
    basis: Option<Arc<Basis>>,
    /// The picture, the list of tokens and the prices that it is worked out from.
    made_for: Option<(u64, u64, u64)>,
    /// The prices that were lacking have been asked for.
    has_asked_prices: bool,
    coming: Aside<Part>,
    sorting: Aside<Vec<Arc<LeakRow>>>,
}

impl Controller for TokenLeakController {
    /// It is drawn over whatever panel there is.
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        if self.state.token.is_none() {
            return;
        }
        let session = scene.session;
        let is_reading = session.rule_book().is_coming() || session.wallets.reading_since().is_some();
        let model = Model {
            label: &self.label,
            leaks: &self.leaks,
            not_read: not_read(session),
            is_reading,
            are_wallets_missing: !is_reading && !session.wallets.is_complete(),
            priced: session.prices_read().map(|(count, at)| (count, moment_words(at, &scene.program.zone))),
            is_reading_prices: self.has_asked_prices && session.is_reading_prices(),
            environment: &session.environment_label,
        };
        let asked = show(ui.ctx(), &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            let token = self.state.token.clone();
            self.forget();
            if let Request::CheckWithdrawal(wallet) = request {
                turn.want(Effect::AskWouldBeStopped { wallet, token });
            }
        }
        self.keep(turn.session);
        self.ask_prices(turn.session);
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        if let Effect::ShowTokenLeak(id) = effect {
            self.forget();
            self.state = State::of(id.clone());
            turn.session.forget_old_prices();
            self.keep(turn.session);
        } else if matches!(effect, Effect::Entered(_)) {
            self.forget();
        }
    }

    /// It says itself what it rests on.
    fn readings<'a>(&'a self, _route: Route, _scene: &Scene<'a>) -> Vec<Reading<'a>> {
        Vec::new()
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn session_ended(&mut self, _why: &Failure) {
        self.forget();
    }

    fn forget(&mut self) {
        let requests = std::mem::take(&mut self.requests);
        *self = Self { requests, ..Self::default() };
    }
}

impl TokenLeakController {
    /// Takes over the part that has come and begins the next; from the start where the rules, the wallets or the token have
    /// changed. What was there before stays until the first part of the new has come.
    fn keep(&mut self, session: &ActiveSession) {
        let Some(id) = &self.state.token else { return };
        // While prices come one by one, nothing is worked out again for each.
        let prices = match self.made_for {
            Some((.., before)) if session.is_reading_prices() => before,
            _ => session.price_generation(),
        };
        let of = (session.policy_generation(), session.tokens.listing().generation, prices);
        if self.made_for != Some(of) {
            self.made_for = Some(of);
            let Some(token) = session.tokens.rows().iter().find(|it| it.id == *id) else {
                self.state = State::default();
                return;
            };
            let token = token.known();
            token.label_words().clone_into(&mut self.label);
            (self.coming, self.sorting) = Default::default();
            let picture = session.policy_picture().clone();
            let (me, now) = (session.me().to_owned(), session.platform_now());
            let around =
                Circumstances { prices: Prices::clone(session.prices()), ..Circumstances::default() };
            self.basis = Some(Arc::new(Basis { picture, token: token.terms, me, now, around }));
            self.start(0, session);
            return;
        }
        if let Some(rows) = self.sorting.take() {
            session.worker.drop_aside(std::mem::replace(&mut self.leaks.rows, Arc::new(rows)));
            self.leaks.serial += 1;
        }
        let Some(part) = self.coming.take() else { return };
        let total = self.basis.as_ref().map_or(0, |it| it.picture.wallets.len());
        self.add(part, total);
        if self.leaks.done < total {
            self.start(self.leaks.done, session);
        } else {
            self.sort(session);
        }
    }

    /// Asks for the prices without which a limit in dollars cannot be told, once all wallets were looked at.
    fn ask_prices(&mut self, session: &mut ActiveSession) {
        if self.state.token.is_none()
            || self.has_asked_prices
            || self.leaks.total == 0
            || !self.leaks.is_whole()
        {
            return;
        }
        self.has_asked_prices = true;
        let coins: BTreeSet<&str> =
            self.leaks.rows.iter().flat_map(|row| row.coins_without_price()).collect();
        session.ask_prices(coins.into_iter().take(MOST_PRICES));
    }

    fn start(&mut self, from: usize, session: &ActiveSession) {
        let Some(basis) = self.basis.clone() else { return };
        let is_first = from == 0;
        if is_first {
            let (total, serial) = (basis.picture.wallets.len(), self.leaks.serial + 1);
            let leaks = Leaks { serial, total, ..Leaks::default() };
            session.worker.drop_aside(std::mem::replace(&mut self.leaks, leaks));
        }
        self.coming.start(&|work| session.worker.run_aside(work), move || reckon(&basis, from));
    }

    /// Once all have come they are put in order: those from which something can leave first.
    fn sort(&mut self, session: &ActiveSession) {
        let rows = Arc::clone(&self.leaks.rows);
        self.sorting.start(&|work| session.worker.run_aside(work), move || {
            let mut rows = rows.to_vec();
            rows.sort_by_cached_key(|row| {
                let is_open = row.are_tokens_left_out && !row.is_frozen;
                (!row.can_leave(), !is_open, row.coin.clone(), row.name.to_lowercase())
            });
            rows
        });
    }

    fn add(&mut self, part: Part, total: usize) {
        let leaks = &mut self.leaks;
        Arc::make_mut(&mut leaks.rows).extend(part.rows);
        leaks.leaving += part.leaving;
        leaks.tokens_alone += part.tokens_alone;
        leaks.with_tokens += part.with_tokens;
        leaks.out_of_reach += part.out_of_reach;
        leaks.without_permission += part.without_permission;
        (leaks.done, leaks.total) = (part.done, total);
    }
}

/// The enterprises whose rules could not be read, by name, and why.
fn not_read(session: &ActiveSession) -> Vec<(String, &NotRead)> {
    let all = &session.session.user().enterprises;
    let of = |it: &'_ Arc<EnterpriseRules>| EnterpriseRef::name_of(Some(&it.enterprise), all);
    let enterprises = session.rule_book().enterprises.iter();
    enterprises.filter_map(|it| Some((of(it), it.not_read()?))).collect()
}
