//! How an approval stood when a person decided on it, to be checked against how it stands just before that is sent.

use super::{ApprovalState, Decision, PendingApproval};
use crate::domain::approval::{DecisionResult, Resolved, judge_decision};
use jiff::Timestamp;

/// How an approval stood when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    state: ApprovalState,
    resolved: Vec<Resolved>,
    needed: Option<u64>,
    updated: Option<Timestamp>,
}

impl Snapshot {
    /// Whether it stands as it did. When it changed is compared only where both tell.
    pub fn still_holds(&self, now: &PendingApproval) -> bool {
        let both = self.updated.zip(now.updated);
        self.state == now.state
            && self.resolved == now.resolved()
            && self.needed == now.approvals_required
            && both.is_none_or(|(before, now)| before == now)
    }
}

impl PendingApproval {
    /// With a yes or a no, where it is over.
    pub fn ended(&self) -> Option<bool> {
        match self.state {
            ApprovalState::Approved | ApprovalState::Processing => Some(true),
            ApprovalState::Rejected => Some(false),
            _ => None,
        }
    }

    /// What it tells of this person's decision.
    pub fn tells_of(&self, me: &str, decision: Decision) -> DecisionResult {
        judge_decision(self.ended(), &self.resolved(), me, decision.is_approval())
    }

    /// Takes over how far it is from what the platform answered to a decision; what it is about stays as it was told in
    /// full.
    pub fn stand_as(&mut self, answered: &Self) {
        self.state.clone_from(&answered.state);
        if !answered.resolvers.is_empty() {
            self.resolvers.clone_from(&answered.resolvers);
        }
        self.updated = answered.updated.or(self.updated);
    }

    /// How it stands.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            state: self.state.clone(),
            resolved: self.resolved(),
            needed: self.approvals_required,
            updated: self.updated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::Resolver;

    #[test]
    fn every_step_of_somebody_else_is_noticed() {
        let at = |secs| Timestamp::from_second(secs).ok();
        let approved = Resolver {
            user: Some("eve".to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        };
        let before =
            PendingApproval { updated: at(5), approvals_required: Some(2), ..PendingApproval::default() };
        let seen = before.snapshot();
        for (now, holds) in [
            (before.clone(), true),
            (PendingApproval { updated: None, ..before.clone() }, true),
            (PendingApproval { updated: at(6), ..before.clone() }, false),
            (PendingApproval { resolvers: vec![approved], ..before.clone() }, false),
            (PendingApproval { approvals_required: Some(1), ..before.clone() }, false),
            (PendingApproval { state: ApprovalState::Rejected, ..before.clone() }, false),
        ] {
            assert_eq!(seen.still_holds(&now), holds, "{now:?}");
        }
    }
}
