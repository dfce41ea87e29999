//! What rules demand before something is done: whose approval, and what the platform itself checks.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::id::Id;

/// What an action waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
    /// Nobody.
    Nobody,
    /// The customer's people.
    People,
    /// Those who have the last word, after the others.
    FinalApprovers,
    /// The platform, which looks at an identity document.
    IdVerification,
    /// The platform, which calls.
    VideoCall,
    /// The platform, which looks whether a person is alive.
    Liveness,
    /// The custodian.
    Custodian,
}

/// One action of a rule that fired.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DemandedAction {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) parameters: Value,
    /// How it is joined to the next.
    pub(crate) operator: Option<String>,
    /// Who can approve it.
    pub(crate) approvers: Vec<Id>,
    /// How many of them have to.
    pub(crate) at_least: u32,
    pub(crate) initiator_may: bool,
    /// True once the platform has done what it does.
    pub(crate) is_checked: bool,
}

impl DemandedAction {
    /// What it waits for.
    pub(crate) fn stage(&self) -> Stage {
        match self.name.as_str() {
            "approvals.bitgo.noop" => Stage::Nobody,
            "approvals.bitgo.idVerification" => Stage::IdVerification,
            "approvals.bitgo.videoApproval" => Stage::VideoCall,
            "approvals.customer.finalApproval" => Stage::FinalApprovers,
            "getCustodianApproval" => Stage::Custodian,
            name if name.starts_with("approvals.bitgo.livenessVerification") => Stage::Liveness,
            _ => Stage::People,
        }
    }

    /// True where that person's approval counts.
    pub(crate) fn counts(&self, person: Id, initiator: Id) -> bool {
        self.approvers.contains(&person) && (person != initiator || self.initiator_may)
    }
}

/// All that is demanded: of each clause that fired, its actions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Demand {
    /// The evaluation, where rules of the enterprise fired.
    pub(crate) evaluation: Option<Id>,
    pub(crate) clauses: Vec<Vec<DemandedAction>>,
    /// The wallet's own rules that fired.
    pub(crate) wallet_rules: Vec<String>,
    /// Whom the platform calls, and the call.
    pub(crate) video_call: Option<Id>,
    pub(crate) video_approvers: Vec<Id>,
}

impl Demand {
    /// Every action.
    pub(crate) fn actions(&self) -> impl Iterator<Item = &DemandedAction> {
        self.clauses.iter().flatten()
    }

    /// True where each clause's actions are met, joined as the rule joins them.
    pub(crate) fn is_met(&self, is_met: impl Fn(&DemandedAction) -> bool) -> bool {
        self.clauses
            .iter()
            .all(|clause| joined(clause.iter().map(|action| (is_met(action), action.operator.as_deref()))))
    }

    /// How many people have to approve at the least.
    pub(crate) fn people(&self) -> u32 {
        let people = |action: &DemandedAction| match action.stage() {
            Stage::People | Stage::FinalApprovers => action.at_least,
            _ => 0,
        };
        let of_clause = |clause: &Vec<DemandedAction>| {
            let mut is_or = false;
            let join = |all: Option<u32>, action: &DemandedAction| {
                let joined = all.map_or(people(action), |all| {
                    if is_or { all.min(people(action)) } else { all.max(people(action)) }
                });
                is_or = action.operator.as_deref() == Some("OR");
                Some(joined)
            };
            clause.iter().fold(None, join).unwrap_or_default()
        };
        self.clauses.iter().map(of_clause).max().unwrap_or_default()
    }
}

/// Truths that each say how they are joined to the next (`AND`, `OR`), from left to right. None at all are true.
pub(crate) fn joined<'a>(truths: impl Iterator<Item = (bool, Option<&'a str>)>) -> bool {
    let mut is_or = false;
    let mut all = None;
    for (truth, operator) in truths {
        all = Some(match all {
            None => truth,
            Some(before) if is_or => before || truth,
            Some(before) => before && truth,
        });
        is_or = operator == Some("OR");
    }
    all.unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn truths_are_joined_from_left_to_right() {
        let (and, or) = (Some("AND"), Some("OR"));
        for (truths, wanted) in [
            (&[][..], true),
            (&[(false, None)], false),
            (&[(true, and), (false, None)], false),
            (&[(true, or), (false, None)], true),
            (&[(true, or), (true, and), (false, None)], false),
            (&[(false, and), (false, or), (true, None)], true),
            (&[(true, None), (false, None)], false),
        ] {
            assert_eq!(joined(truths.iter().copied()), wanted, "{truths:?}");
        }
    }
}
