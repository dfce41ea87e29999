//! Decisions on pending approvals, and what they change elsewhere.

use crate::app::cell::Cell;
use crate::app::console::Console;
use crate::kit::listing::Wish;
use crate::panels::approvals::Request;

impl Console {
    pub(super) fn carry_out_approvals(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::Read(Wish::Reload) => live.read_approvals(&self.worker),
            Request::Read(Wish::Stop) => live.approvals.stop(),
            Request::Decide { id, decision, code } => live.decide(&self.worker, id, decision, code),
            Request::Background { id } => live.read_background(&self.worker, &id),
            Request::ForgetDecision => live.decision = Cell::default(),
        }
    }

    /// Takes over how a decision came out. What it was about is read anew, also where the answer was lost: then the
    /// list says whether it was taken.
    pub(in crate::app) fn poll_approvals(&mut self) {
        let Some(live) = &mut self.live else { return };
        let was_reading = live.approvals.reading_since().is_some();
        live.approvals.poll();
        live.keep_cases();
        live.poll_background();
        if live.decision.poll() {
            let is_taken = live.decision.ready().is_some();
            if let Some(outcome) = is_taken.then(|| live.decision.take()).flatten() {
                self.approvals.decided(&outcome, &live.sharing.names);
                live.read_shares(&self.worker);
                live.read_wallets(&self.worker);
            }
            live.read_approvals(&self.worker);
        }
        if was_reading && live.approvals.is_complete() {
            self.approvals.forget_gone(live.approvals.rows());
        }
    }
}
