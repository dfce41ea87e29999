//! What comes back about a wallet's rules.

use crate::app::application::App;

impl App {
    /// Takes over what has come of a rule that was sent. Whatever came, the wallet and what waits about it are read anew:
    /// their word counts.
    pub(in crate::app) fn poll_rules(&mut self) {
        let Some(live) = &mut self.live else { return };
        if live.page.rules.sent.poll() {
            let is_lost = live.page.rules.sent.error().map(|error| error.outcome_unknown);
            match (live.page.rules.sent.take_ready(), is_lost) {
                (Some(outcome), _) => self.wallets.rule_sent(&outcome),
                (None, is_lost) => self.wallets.rule_failed(is_lost.unwrap_or(true)),
            }
            if let Some((coin, id)) = self.wallets.page() {
                live.look_at_rules(coin.to_owned(), id.to_owned());
                live.read_wallets_anew([id.to_owned()], None);
            }
            live.read_approvals();
        }
        if live.page.rules.now.poll()
            && let Some(now) = live.page.rules.now.ready()
        {
            self.wallets.rules_looked(now, &live.session.user().id);
        }
    }
}
