//! What the panel of wallets asks for.

use crate::app::application::App;
use crate::app::controller::Effect;
use crate::app::panel_table::Route;
use crate::app::task::Task;
use crate::bitgo::outcome::Outcome;
use crate::domain::share::RemovalEnd;
use crate::kit::listing::Wish;
use crate::panels::wallets::{Request, Tab};

impl App {
    pub(super) fn carry_out_wallets(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::Read(Wish::Reload) => live.read_wallets(),
            Request::Read(Wish::Stop) => live.wallets.stop(),
            Request::LookAtPeople { coin, wallet } => live.look_at_people(coin, wallet),
            Request::Remove(request) => live.remove_person(request),
            Request::ForgetRemoval => live.forget_removal(),
            Request::Share { id, permissions } => {
                self.effects.push(Effect::ShareWallet { id, permissions });
            }
            Request::OpenPage { coin, id } => {
                live.open_wallet(coin, id);
                // The page says what waits, and what somebody has decided meanwhile is in its wallet.
                live.read_approvals();
            }
            Request::OlderTransfers { coin, id } => live.read_older_transfers(&coin, &id),
            Request::Freeze { coin, id, duration } => live.freeze_wallet(coin, id, duration),
            Request::ForgetFreeze => live.page.freeze = Task::default(),
            Request::LookAtRules { coin, id } => live.look_at_rules(coin, id),
            Request::SendRule { order, seen } => live.send_rule(*order, seen.map(|it| *it)),
            Request::ForgetRule => live.page.rules.sent = Task::default(),
            Request::ShowApproval { id } => {
                live.forget_removal();
                live.read_approvals();
                self.effects.push(Effect::ShowApproval(id));
            }
        }
    }

    /// Opens a wallet's page, once nothing is on its way any more for another one that is open.
    pub(in crate::app) fn open_wallet_page(&mut self, coin: String, id: String, tab: Tab) {
        let Some(live) = &mut self.live else { return };
        self.room = Route::Wallets;
        if live.is_page_busy() && self.wallets.page().is_some_and(|(_, open)| open != id) {
            self.wallets.hold_page();
            return;
        }
        self.wallets.open_page(coin.clone(), id.clone(), tab);
        live.open_wallet(coin, id);
    }

    /// Narrows the table of wallets to one.
    pub(in crate::app) fn show_wallet(&mut self, id: &str) {
        let Some(live) = &mut self.live else { return };
        self.room = Route::Wallets;
        if live.is_page_busy() {
            self.wallets.hold_page();
            return;
        }
        self.wallets.show_only(id);
        live.enterprise = None;
    }

    /// Takes over what has come for wallets' marks and a wallet's page. After a freeze the wallet is read anew, also
    /// where the answer was lost: its word counts.
    pub(in crate::app) fn poll_wallet_page(&mut self) {
        self.poll_rules();
        let Some(live) = &mut self.live else { return };
        if live.poll_page()
            && let Some(look) = live.page.look.ready()
        {
            self.wallets.freeze_looked(&look.wallet, &self.program.zone);
        }
        live.keep_around();
        if !live.page.freeze.poll() {
            return;
        }
        if let Some(outcome) = live.page.freeze.take_ready() {
            self.wallets.frozen(&outcome, &self.program.zone);
        } else if live.page.freeze.error().is_some_and(|error| error.outcome_unknown) {
            self.wallets.lose_freeze();
        }
        let page = self.wallets.page();
        let id = page.map(|(_, id)| id.to_owned());
        live.read_wallets_anew(id, page);
    }

    /// Takes over what has come of removals. Whatever came, the wallet is read anew: its word counts.
    pub(in crate::app) fn poll_people(&mut self) {
        let Some(live) = &mut self.live else { return };
        if live.people.removal.poll()
            && let Some(request) = self.wallets.removing().cloned()
        {
            if live.people.removal.error().is_some_and(|error| error.outcome_unknown) {
                self.wallets.lose_removal();
            }
            let end = live.people.removal.take_ready().map(|outcome| match outcome {
                Outcome::Done(_) => RemovalEnd::Removed,
                Outcome::Waits(waiting) => RemovalEnd::Waits(waiting.approval_ids),
            });
            let has_left = end == Some(RemovalEnd::Removed) && request.person == live.session.user().id;
            if let Some(end) = end {
                self.wallets.removal_ended(end);
            }
            if has_left {
                live.read_wallets();
            } else {
                live.look_at_people(request.coin, request.wallet);
            }
        }
        if live.people.look.poll() {
            live.take_over_people();
            if let Some(look) = live.people.look.ready() {
                self.wallets.looked(&look.now, &live.session.user().id);
            }
        }
    }
}
