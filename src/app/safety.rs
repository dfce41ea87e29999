//! The safety review: the lists again, and the places where findings are fixed.

mod review;

use egui::Ui;

use self::review::ReviewKeeper;
use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::{Badge, Route};
use crate::domain::count::Count;
use crate::domain::posture::FindingSeverity;
use crate::domain::text::counted;
use crate::kit::listing::ListRequest;
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Reading};
use crate::panels::policies::ShownPolicies;
use crate::panels::safety::{self, Request};
use crate::panels::wallet_page::Tab;

/// The safety review.
#[derive(Default)]
pub struct SafetyController {
    state: safety::State,
    review: ReviewKeeper,
    requests: Inbox<Request>,
}

impl Controller for SafetyController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let model = safety::Model {
            review: self.review.view(),
            run: &|work| session.worker.run_aside(work),
            serial: self.review.serial(),
            wallets: session.wallets.listing(),
            same_names: session.same_names(),
            approvals: session.approvals.listing(),
            enterprise: session.enterprise.as_deref(),
            enterprises: &session.session.user().enterprises,
            is_reading_rules: session.is_reading_policies(),
            names: session.names(),
            me: session.me(),
            now: session.platform_now(),
            zone: &scene.program.zone,
        };
        let asked = safety::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            handle(request, turn);
        }
        self.review.keep(turn.session);
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        let session = scene.session;
        vec![
            session.wallets.reading("wallets"),
            session.policy_reading(),
            session.approvals.reading("approvals"),
        ]
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn badge(&self, _scene: &Scene<'_>) -> Badge {
        let critical =
            self.review.view().content().map_or(0, |review| review.count(FindingSeverity::Critical));
        let mark = (critical > 0).then(|| (Meaning::Danger, critical, counted(critical, "critical finding")));
        Badge { count: Count::NotRead, mark }
    }

    fn session_ended(&mut self, _why: &Failure) {
        self.review = ReviewKeeper::default();
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

fn handle(request: Request, turn: &mut Turn<'_>) {
    match request {
        Request::Read(ListRequest::Reload) => {
            turn.session.read_wallets();
            turn.session.read_approvals();
            turn.session.read_policies();
            turn.session.read_people();
        }
        Request::OpenEnterpriseRule(id) => turn.want(Effect::ShowPolicies(ShownPolicies::Rule(id))),
        Request::OpenPolicies => turn.want(Effect::Go(Route::Policies)),
        Request::ReadRules => turn.session.read_policies(),
        Request::Read(ListRequest::Stop) => {
            turn.session.wallets.stop();
            turn.session.approvals.stop();
            turn.session.stop_policies();
        }
        Request::Share { wallet: id, permissions } => turn.want(Effect::ShareWallet { id, permissions }),
        Request::OpenRules { coin, wallet: id } => {
            turn.want(Effect::OpenWallet { coin, id, tab: Tab::Rules });
        }
        Request::CheckWithdrawal { wallet } => turn.want(Effect::AskWouldBeStopped { wallet, token: None }),
        Request::OpenApproval { id } => turn.want(Effect::ShowApproval(id)),
    }
}
