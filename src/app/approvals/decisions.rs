//! Sending decisions, each once, and taking over the answer.

use std::collections::BTreeSet;

use secrecy::SecretString;

use super::again::{all_stand_as_seen, stands_as_seen};
use super::fired::enterprise_of;
use super::who;
use crate::app::active_session::ActiveSession;
use crate::app::controller::{Effect, Turn};
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::{BulkRequest, BulkResult, Decision, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::domain::approval::Blocker;
use crate::domain::diagnosis::ErrorCause;
use crate::domain::wait::Wait;
use crate::panels::approvals::{Rebuild, State};

/// The decision that is on its way: there is one dialog at a time, and it stays open until the answer is there.
#[derive(Default)]
pub(super) struct Sending {
    task: Task<Answer>,
    affected: Affected,
}

enum Answer {
    One { id: String, outcome: Box<Outcome<PendingApproval>> },
    Bulk(Vec<BulkResult>),
}

/// What else may change with approvals that are decided.
#[derive(Default)]
struct Affected {
    /// Wallets, by ID.
    wallets: Vec<String>,
    shares: bool,
    people: bool,
    policies: bool,
    /// The enterprises whose rules had stopped them, by ID.
    enterprises: BTreeSet<String>,
}

impl Affected {
    fn of<'a>(approvals: impl Iterator<Item = &'a PendingApproval>, session: &ActiveSession) -> Self {
        let mut all = Self::default();
        for approval in approvals {
            all.wallets.extend(approval.wallet.clone());
            all.shares |= approval.info.kind.may_change_shares();
            all.people |= approval.info.kind.may_change_people();
            all.policies |= approval.info.kind.may_change_policies();
            if approval.policy_evaluation.is_some() {
                all.enterprises.extend(enterprise_of(approval, session));
            }
        }
        all
    }

    fn read_again(self, turn: &mut Turn<'_>) {
        if self.shares {
            turn.session.read_shares();
        }
        if self.people {
            turn.session.read_people();
        }
        if self.policies {
            turn.session.read_policies();
        } else {
            turn.session.read_rules_again(&self.enterprises);
        }
        turn.want(Effect::WalletsStale(self.wallets));
    }
}

impl Sending {
    /// Decides an approval if it still stands as the person saw it. With `rebuild` the person's own Express server builds
    /// a withdrawal again.
    pub fn decide(
        &mut self,
        session: &ActiveSession,
        approval: PendingApproval,
        decision: Decision,
        code: SecretString,
        rebuild: Option<Rebuild>,
    ) {
        self.affected = Affected::of(std::iter::once(&approval), session);
        let client = session.session.clone();
        self.task.start(&session.worker, Work::changing("Deciding an approval").with_code(), async move {
            let id = approval.id.clone();
            stands_as_seen(&client, &id, &approval.snapshot()).await?;
            let outcome = match rebuild {
                Some(Rebuild { coin, passphrase }) => {
                    client.decide_by_express(&coin, &id, decision, Some(&code), Some(&passphrase)).await
                }
                None => client.decide_approval(&id, decision, Some(&code)).await,
            };
            let outcome = outcome.map_err(|error| explained(error, approval.info.kind.is_withdrawal()))?;
            Ok::<_, AppError>(Answer::One { id, outcome: Box::new(outcome) })
        });
    }

    /// Decides several with one request, if each still stands as the person saw it.
    pub fn decide_bulk(
        &mut self,
        session: &ActiveSession,
        request: BulkRequest,
        seen: Vec<(PendingApproval, String)>,
    ) {
        self.affected = Affected::of(seen.iter().map(|(approval, _)| approval), session);
        let client = session.session.clone();
        self.task.start(&session.worker, Work::changing("Deciding several approvals"), async move {
            all_stand_as_seen(&client, &seen).await?;
            Ok::<_, AppError>(Answer::Bulk(client.decide_approvals(&request).await?))
        });
    }

    /// The person waits no longer.
    pub fn stop_waiting(&self) {
        self.task.cancel();
    }

    /// How long it waits for the platform's limit before it is sent, if it does.
    pub fn wait(&self) -> Option<Wait> {
        self.task.wait()
    }

    /// Whether a decision is on its way.
    pub fn is_under_way(&self) -> bool {
        self.task.pending_since().is_some()
    }

    /// Takes over what has come, and has read again what may have changed. True when something has come.
    pub fn take_answer(&mut self, state: &mut State, turn: &mut Turn<'_>) -> bool {
        self.task.poll();
        let session = &mut *turn.session;
        if let Some(error) = self.task.take_error() {
            let needs_unlock = error.cause == ErrorCause::NeedsUnlock;
            state.decision_failed(&error.failure, error.outcome_unknown, needs_unlock);
            if !error.outcome_unknown {
                return true;
            }
        } else if let Some(answer) = self.task.take_ready() {
            match answer {
                Answer::One { id, outcome } => {
                    stand_as_answered(session, &outcome);
                    state.decided(&id, &outcome, who(session));
                }
                Answer::Bulk(results) => state.decided_bulk(&results),
            }
        } else {
            return false;
        }
        std::mem::take(&mut self.affected).read_again(turn);
        true
    }
}

/// Until the list comes, an approval stands as the answer to its decision says, so that nothing is offered twice.
fn stand_as_answered(session: &mut ActiveSession, outcome: &Outcome<PendingApproval>) {
    let answered = match outcome {
        Outcome::Done(approval) => Some(approval),
        Outcome::PendingApproval(waiting) => waiting.approvals.first(),
    };
    if let Some(answered) = answered {
        if let Some(place) = session.approvals.rows().iter().position(|it| it.id == answered.id) {
            session.approvals.change(place, |it| it.stand_as(answered));
        }
        session.keep_approval_rows();
    }
}

/// What stood in the way of a decision, with who has to do what.
fn explained(error: Error, is_withdrawal: bool) -> AppError {
    let facts = error.facts();
    let mut error = AppError::from(error);
    let blocker = Blocker::of_refusal(&facts.name, &facts.text, is_withdrawal);
    let fits = |blocker: &Blocker| match error.cause {
        ErrorCause::Refused => true,
        ErrorCause::Forbidden => *blocker == Blocker::OwnRequest,
        _ => false,
    };
    if let Some(blocker) = blocker.filter(fits) {
        error.failure.detail = std::mem::take(&mut error.failure.what);
        blocker.what().clone_into(&mut error.failure.what);
        blocker.next().clone_into(&mut error.failure.next);
    }
    error
}
