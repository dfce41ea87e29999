//! Decisions on pending approvals, and what they change elsewhere.

use crate::app::application::App;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::WorkKind;
use crate::domain::fault::Case;
use crate::kit::listing::Wish;
use crate::panels::approvals::Request;

impl App {
    pub(super) fn carry_out_approvals(&mut self, request: Request) {
        let Some(live) = &mut self.live else { return };
        match request {
            Request::Read(Wish::Reload) => live.read_approvals(),
            Request::Read(Wish::Stop) => live.approvals.stop(),
            Request::Decide { id, decision, seen, code, passphrase } => {
                live.decide(id, decision, *seen, (code, passphrase));
            }
            Request::DecideSeveral(request) => live.decide_several(request),
            Request::StopSeveral => live.deciding.several.fail(AppError::cancelled(WorkKind::Changing)),
            Request::Unlock(code) => live.unlock_for_several(code),
            Request::Background { id } => live.read_background(&id),
            Request::ForgetDecision => {
                live.decision = Task::default();
                live.deciding.several = Task::default();
                if live.deciding.unlocking.error().is_some() {
                    live.deciding.unlocking = Task::default();
                }
            }
        }
    }

    /// Takes over what has come of approvals: the list, decisions, and what became of those that left the list. What a
    /// decision was about is read anew, also where its answer was lost: then the list says whether it was taken.
    pub(in crate::app) fn poll_approvals(&mut self) {
        let Some(live) = &mut self.live else { return };
        let has_list = live.poll_approval_list();
        live.keep_cases();
        live.poll_background();
        if has_list {
            let (names, me) = (&live.names, &live.session.user().id);
            let gone = self.approvals.take_list(live.approvals.rows(), live.cases(), names, me);
            if !self.approvals.is_deciding() && live.decision.pending_since().is_none() {
                // The list has closed the confirmation: what was said of it is not the next one's.
                live.decision = Task::default();
            }
            if !gone.is_empty() {
                live.look_up_gone(gone);
            }
        }
        if let Some(found) = live.deciding.take_gone() {
            self.approvals.take_gone(&found, &live.names, &live.session.user().id);
        }
        self.poll_decision();
        self.poll_several();
        if let Some(live) = &mut self.live {
            live.keep_approvals_current(self.approvals_every);
        }
    }

    fn poll_decision(&mut self) {
        let Some(live) = &mut self.live else { return };
        if !live.decision.poll() {
            return;
        }
        let Some(sent) = live.deciding.sent.clone() else { return };
        let may_have_changed = live.decision.error().is_none_or(|error| error.outcome_unknown);
        if let Some(error) = live.decision.error() {
            self.approvals.decision_failed(&sent.id, error.outcome_unknown);
        } else if let Some(outcome) = live.decision.take() {
            live.stand_as_answered(&outcome);
            self.approvals.decided(&sent.id, &outcome, &live.names, &live.session.user().id);
        }
        if may_have_changed {
            live.read_what_approvals_change(&[sent], self.wallets.page());
        }
        live.read_approvals_again();
    }

    fn poll_several(&mut self) {
        let Some(live) = &mut self.live else { return };
        if live.deciding.unlocking.poll() && live.deciding.unlocking.ready().is_some() {
            self.approvals.unlocked();
            live.read_info();
        }
        let has_failed =
            |live: &crate::app::active_session::ActiveSession| live.deciding.several.error().is_some();
        let is_stopped = has_failed(live) && self.approvals.awaits_several();
        if !live.deciding.several.poll() && !is_stopped {
            return;
        }
        if let Some(error) = live.deciding.several.error() {
            let (is_lost, needs_unlock) = (error.outcome_unknown, error.case == Case::NeedsUnlock);
            self.approvals.several_failed(&error.failure, is_lost, needs_unlock);
            if !is_lost {
                return;
            }
        } else if let Some(results) = live.deciding.several.take() {
            self.approvals.several_answered(&results);
        }
        let sent = std::mem::take(&mut live.deciding.sent_several);
        live.read_what_approvals_change(&sent, self.wallets.page());
        live.read_approvals_again();
    }
}
