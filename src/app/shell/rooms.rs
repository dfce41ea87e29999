//! What each panel draws from: a method a panel, which lends it the state and hands on what it asks for.

use egui::Ui;
use jiff::Timestamp;

use crate::app::application::{App, Asked};
use crate::bitgo::environment::EnvironmentKind;
use crate::panels::wallets;

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
}
