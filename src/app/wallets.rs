//! The wallets: their table, the page of one, and how somebody is taken off one on either.

use std::cell::RefCell;

use egui::Ui;

use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::{Badge, Route};
use super::wallet_page::WalletPage;
use super::wallet_people::WalletPeople;
use crate::domain::leaving::Unfinished;
use crate::domain::share::Permissions;
use crate::kit::listing::ListRequest;
use crate::kit::state::{Failure, Reading};
use crate::panels::wallet_page::Tab;
use crate::panels::wallets::{self, Model, Request};

/// The wallets. A removal is known to the table and to every page.
#[derive(Default)]
pub struct WalletsController {
    state: wallets::State,
    page: WalletPage,
    people: WalletPeople,
    requests: Inbox<Request>,
}

impl Controller for WalletsController {
    fn view(&mut self, ui: &mut Ui, route: Route, scene: &Scene<'_>) {
        if route == Route::WalletPage {
            return self.page.view(ui, &mut self.people, scene);
        }
        let session = scene.session;
        let people = RefCell::new(self.people.view(scene));
        let model = Model {
            wallets: session.wallets.listing(),
            snapshot: session.wallets.snapshot(),
            run: &|work| session.worker.run_aside(work),
            mark_facts: session.mark_facts(),
            same_names: session.same_names(),
            names_generation: session.names_generation(),
            enterprise: session.enterprise.as_deref(),
            totals: session.totals(),
            enterprises: &session.session.user().enterprises,
            me: session.me(),
            draw_people_notices: &|ui| people.borrow_mut().notices(ui),
            draw_people: &|ui, wallet| people.borrow_mut().list(ui, wallet),
        };
        let asked = wallets::show(ui, &mut self.state, &model);
        people.borrow_mut().dialog(ui);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            match request {
                Request::Read(ListRequest::Reload) => turn.session.read_wallets(),
                Request::Read(ListRequest::Stop) => turn.session.wallets.stop(),
                Request::Open { coin, id } => {
                    turn.want(Effect::OpenWallet { coin, id, tab: Tab::default() });
                }
                Request::Share(id) => {
                    turn.want(Effect::ShareWallet { id, permissions: Permissions::default() });
                }
            }
        }
        self.page.update(turn);
        self.people.update(turn);
        turn.session.keep_mark_facts();
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        self.page.hear(effect, turn);
        if matches!(effect, Effect::ShowWallet(_) | Effect::OpenWallet { .. }) {
            self.people.turn_away();
        }
        if let Effect::ShowWallet(id) = effect {
            self.state.show_only(id);
            turn.session.enterprise = None;
            turn.want(Effect::Go(Route::Wallets));
        }
    }

    fn readings<'a>(&'a self, route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        match route {
            Route::WalletPage => self.page.readings(scene),
            _ => vec![scene.session.wallets.reading("wallets")],
        }
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn badge(&self, scene: &Scene<'_>) -> Badge {
        Badge { count: scene.session.wallets.count(), mark: None }
    }

    fn session_ended(&mut self, why: &Failure) {
        self.page.session_ended(why);
        self.people.session_ended(why);
    }

    fn forget(&mut self) {
        *self = Self::default();
    }

    fn unfinished(&self) -> Vec<Unfinished> {
        self.page.unfinished().into_iter().chain(self.people.unfinished()).collect()
    }
}
