//! The policies: the rules of enterprises and wallets side by side, and the versions of one.

use std::sync::Arc;

use egui::Ui;

use super::controller::{Controller, Effect, Inbox, Scene, Turn};
use super::panel_table::{Badge, Route};
use super::task::Task;
use super::work::Work;
use crate::domain::enterprise_policy::EnterpriseRule;
use crate::kit::listing::ListRequest;
use crate::kit::state::{Failure, Reading};
use crate::panels::policies::{self, Model, Request};
use crate::panels::wallet_page::Tab;

/// The policies.
#[derive(Default)]
pub struct PoliciesController {
    state: policies::State,
    /// The rule whose versions were asked for last, by ID.
    versions_of: String,
    versions: Task<Arc<Vec<EnterpriseRule>>>,
    /// Counts what came of it.
    versions_serial: u64,
    requests: Inbox<Request>,
}

impl Controller for PoliciesController {
    fn view(&mut self, ui: &mut Ui, _route: Route, scene: &Scene<'_>) {
        let session = scene.session;
        let model = Model {
            book: session.rule_book(),
            picture: session.policy_picture(),
            generation: session.policy_generation(),
            is_reading: session.is_reading_policies(),
            wallets: session.wallets.listing(),
            approvals: session.approvals.rows(),
            versions: (&self.versions_of, self.versions.view()),
            versions_serial: self.versions_serial,
            run: &|work| session.worker.run_aside(work),
            enterprise: session.enterprise.as_deref(),
            enterprises: &session.session.user().enterprises,
            names: session.names(),
            now: session.platform_now(),
            zone: &scene.program.zone,
        };
        let asked = policies::show(ui, &mut self.state, &model);
        self.requests.put(ui, asked);
    }

    fn update(&mut self, turn: &mut Turn<'_>) {
        for request in self.requests.take() {
            self.handle(request, turn);
        }
        self.versions_serial += u64::from(self.versions.poll());
    }

    fn hear(&mut self, effect: &Effect, turn: &mut Turn<'_>) {
        if let Effect::ShowPolicies(of) = effect {
            self.state.show_only(of);
            turn.session.enterprise = None;
            turn.want(Effect::Go(Route::Policies));
        }
    }

    fn readings<'a>(&'a self, _route: Route, scene: &Scene<'a>) -> Vec<Reading<'a>> {
        vec![scene.session.policy_reading(), scene.session.wallets.reading("wallets")]
    }

    /// Nothing secret is typed here.
    fn left(&mut self, _route: Route) {}

    fn badge(&self, _scene: &Scene<'_>) -> Badge {
        Badge::default()
    }

    fn session_ended(&mut self, _why: &Failure) {
        self.versions = Task::default();
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl PoliciesController {
    fn handle(&mut self, request: Request, turn: &mut Turn<'_>) {
        match request {
            Request::Read(ListRequest::Reload) => {
                turn.session.read_policies();
                turn.session.read_wallets();
            }
            Request::Read(ListRequest::Stop) => {
                turn.session.stop_policies();
                turn.session.wallets.stop();
            }
            Request::ReadVersions { enterprise, rule } => {
                if self.versions_of != rule {
                    self.versions = Task::default();
                }
                self.versions_of.clone_from(&rule);
                let (session, work) = (turn.session.session.clone(), Work::reading("Reading versions"));
                self.versions.start(&turn.session.worker, work, async move {
                    session.enterprise_rule_versions(&enterprise, &rule).await.map(Arc::new)
                });
            }
            Request::ShowApproval(id) => turn.want(Effect::ShowApproval(id)),
            Request::OpenRules { coin, wallet: id } => {
                turn.want(Effect::OpenWallet { coin, id, tab: Tab::Rules });
            }
        }
    }
}
