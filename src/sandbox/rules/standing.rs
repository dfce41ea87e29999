//! Where an approval stands: whom it still waits for.

use crate::sandbox::state::approval::{Approval, ApprovalState};
use crate::sandbox::state::demand::{DemandedAction, Stage};
use crate::sandbox::state::id::Id;

/// The stages after the customer's people, in the order in which they are waited for.
const LATER: [(Stage, ApprovalState); 5] = [
    (Stage::FinalApprovers, ApprovalState::PendingFinalApproval),
    (Stage::IdVerification, ApprovalState::PendingIdVerification),
    (Stage::Liveness, ApprovalState::PendingLivenessVerification),
    (Stage::VideoCall, ApprovalState::PendingVideoApproval),
    (Stage::Custodian, ApprovalState::PendingCustodianApproval),
];

/// The state that follows from what was decided and checked so far.
pub(crate) fn state_of(approval: &Approval) -> ApprovalState {
    let needed = usize::try_from(approval.required).unwrap_or(usize::MAX);
    let has_enough = approval.approvals() >= needed;
    let Some(demand) = &approval.demand else {
        return if has_enough { ApprovalState::Approved } else { ApprovalState::Pending };
    };
    // What comes later counts as done until it is its turn.
    let is_met_through = |done: &[Stage]| {
        demand.is_met(|action| {
            let stage = action.stage();
            let is_later = LATER.iter().any(|(later, _)| *later == stage) && !done.contains(&stage);
            is_later || is_met(approval, action)
        })
    };
    let waits_for_final = demand.actions().any(|it| it.stage() == Stage::FinalApprovers);
    if !is_met_through(&[]) || !(has_enough || waits_for_final) {
        return ApprovalState::Pending;
    }
    let mut stages = Vec::new();
    for (stage, state) in LATER {
        stages.push(stage);
        if !is_met_through(&stages) {
            return state;
        }
    }
    if has_enough { ApprovalState::Approved } else { ApprovalState::Pending }
}

/// The state in which somebody other than the customer's people is waited for.
pub(crate) fn waiting_at(stage: Stage) -> Option<ApprovalState> {
    let of_platform =
        |(later, _): &&(Stage, ApprovalState)| *later == stage && stage != Stage::FinalApprovers;
    LATER.iter().find(of_platform).map(|(_, state)| *state)
}

/// True where the action asks for nothing more.
pub(crate) fn is_met(approval: &Approval, action: &DemandedAction) -> bool {
    match action.stage() {
        Stage::Nobody => true,
        Stage::People | Stage::FinalApprovers => {
            let given = approval
                .decisions
                .iter()
                .filter(|decision| decision.is_approval && action.counts(decision.person, approval.creator));
            given.count() >= usize::try_from(action.at_least).unwrap_or(usize::MAX)
        }
        Stage::IdVerification | Stage::VideoCall | Stage::Liveness | Stage::Custodian => action.is_checked,
    }
}

/// True where the approval of that person would count, in the state that it is in.
pub(crate) fn takes_approval_of(approval: &Approval, person: Id) -> bool {
    let Some(demand) = &approval.demand else { return approval.is_pending() && approval.creator != person };
    let is_final = approval.state == ApprovalState::PendingFinalApproval;
    demand.actions().any(|action| match action.stage() {
        Stage::People => approval.is_pending() && action.counts(person, approval.creator),
        Stage::FinalApprovers => {
            (is_final || approval.is_pending()) && action.counts(person, approval.creator)
        }
        _ => false,
    })
}
