//! What each panel draws from: a method a panel, which lends it the state and hands on what it asks for.

use egui::Ui;
use jiff::Timestamp;

use crate::app::application::{App, Asked};
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::unlock::Unlock;
use crate::kit::state::View;
use crate::panels::{approvals, wallets};

impl App {
    pub(super) fn wallets_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let open = self.wallets.page().map(|(_, id)| id);
        let waiting = open.map(|id| live.waiting_for_wallet(id)).unwrap_or_default();
        let rules_waiting = open.map(|id| live.waiting_for_rules(id)).unwrap_or_default();
        let page = open.map(|id| wallets::PageModel {
            look: live.page_look(id),
            is_gone: live.page.is_gone(),
            transfers: live.page_transfers(),
            waiting: &waiting,
            freeze: live.page.freeze.view(),
            rules: wallets::RulesModel {
                sent: live.page.rules.sent.view(),
                now: live.page.rules.now.view(),
                waiting: &rules_waiting,
            },
            zone: &self.program.zone,
            now: live.platform_now(),
        });
        let model = wallets::Model {
            wallets: live.wallets.listing(),
            around: &live.around,
            enterprise: live.enterprise.as_deref(),
            totals: live.totals(),
            names: &live.names,
            me: &live.session.user().id,
            enterprises: &live.session.user().enterprises,
            people: live.people.look.view().part(|look| &look.now),
            removal: live.people.removal.view(),
            environment: live.environment.kind().word(),
            page,
        };
        wallets::show(ui, &mut self.wallets, &model).map(Asked::Wallets)
    }

    pub(super) fn approvals_ui(&mut self, ui: &mut Ui) -> Option<Asked> {
        let live = self.live.as_ref()?;
        let host = live.environment.host_label();
        let now = Timestamp::now();
        let model = approvals::Model {
            approvals: live.approvals.listing(),
            cases: live.cases(),
            names: &live.names,
            me: &live.session.user().id,
            environment: live.environment.kind().word(),
            express: (live.environment.kind() == EnvironmentKind::Express).then_some(host.as_str()),
            current: live.deciding.current(),
            decision: live.decision.view(),
            decision_of: live.deciding.sent.as_ref().map(|sent| sent.id.as_str()),
            several: live.deciding.several.view().part(|_| &()),
            lock: approvals::Lock {
                is_open: live.can_approve_several(now),
                has_limits: live.info().unlock.as_ref().is_some_and(Unlock::has_limits),
                unlocking: live.deciding.unlocking.view().part(|_| &()),
            },
            wallet_is_hidden: self.approvals.chosen().is_some_and(|id| live.hides_wallet_of(id)),
            background: self.approvals.chosen().map_or(View::NotAsked, |id| live.background(id)),
            enterprises: &live.session.user().enterprises,
            zone: &self.program.zone,
            now: live.platform_now(),
        };
        approvals::show(ui, &mut self.approvals, &model).map(Asked::Approvals)
    }
}
