//! Decisions whose answer was lost or says nothing: what a later look tells of them. And who may reject.

use super::eligibility::{ApprovalStatus, Awaits, CannotAct};

/// What a later look at an approval tells of a decision on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionResult {
    /// It is still open, and the person's approval is among those given.
    Counted,
    /// It is still open, and nothing of the person's is on it.
    Not,
    /// It is over, and the person's decision is on it.
    Yes,
    /// It is over, and otherwise than the person decided, whose decision is on it.
    Overruled,
    /// It is over without a decision of the person's.
    ByOthers,
}

impl DecisionResult {
    /// Whether the person's decision is on it.
    pub fn is_mine(self) -> bool {
        matches!(self, Self::Counted | Self::Yes | Self::Overruled)
    }
}

/// Somebody's decision on an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Who, by ID.
    pub person: String,
    /// Yes or no.
    pub is_approval: bool,
}

/// Judges a decision (`is_approval`: yes or no) of this person by what is on the approval later. `ended`: with a yes or a
/// no, where it is over.
pub fn judge_decision(
    ended: Option<bool>,
    resolved: &[Resolved],
    me: &str,
    is_approval: bool,
) -> DecisionResult {
    let is_mine = resolved.iter().any(|it| it.person == me && it.is_approval == is_approval);
    match (ended, is_mine) {
        (None, true) => DecisionResult::Counted,
        (None, false) => DecisionResult::Not,
        (Some(end), true) if end == is_approval => DecisionResult::Yes,
        (Some(_), true) => DecisionResult::Overruled,
        (Some(_), false) => DecisionResult::ByOthers,
    }
}

impl ApprovalStatus {
    /// Whether this person can reject it, or take it back where they asked for it.
    pub fn can_reject(&self, me: &str) -> Result<(), CannotAct> {
        if self.creator == me && self.awaits != Awaits::Nothing {
            return Ok(());
        }
        self.can_approve(me)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_it_counts_as_taken() {
        let resolved = |person: &str, is_approval| Resolved { person: person.to_owned(), is_approval };
        for (ended, on_it, expected) in [
            (None, vec![], DecisionResult::Not),
            (None, vec![resolved("ann", true)], DecisionResult::Counted),
            (None, vec![resolved("bob", true)], DecisionResult::Not),
            (Some(true), vec![resolved("bob", true), resolved("ann", true)], DecisionResult::Yes),
            (Some(false), vec![resolved("ann", true), resolved("bob", false)], DecisionResult::Overruled),
            (Some(false), vec![resolved("ann", false)], DecisionResult::ByOthers),
            (Some(false), vec![resolved("bob", false)], DecisionResult::ByOthers),
            (Some(true), vec![], DecisionResult::ByOthers),
        ] {
            assert_eq!(judge_decision(ended, &on_it, "ann", true), expected, "{ended:?} {on_it:?}");
        }
    }

    #[test]
    fn who_asked_may_take_it_back_and_nobody_decides_twice() {
        let owned = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        let open = ApprovalStatus {
            creator: "ann".to_owned(),
            deciders: owned(&["ann", "bob", "eve"]),
            approved_by: owned(&["eve"]),
            needed: 2,
            ..ApprovalStatus::default()
        };
        for (me, expected) in [
            ("ann", None),
            ("bob", None),
            ("eve", Some(CannotAct::HasApproved)),
            ("zoe", Some(CannotAct::NoDecider)),
        ] {
            assert_eq!(open.can_reject(me).err(), expected, "{me}");
        }
        let custodian =
            ApprovalStatus { awaits: Awaits::Other("custodian approval".to_owned()), ..open.clone() };
        assert_eq!(custodian.can_reject("ann"), Ok(()));
        assert!(custodian.can_reject("bob").is_err());
        let over = ApprovalStatus { awaits: Awaits::Nothing, ..open };
        assert_eq!(over.can_reject("ann"), Err(CannotAct::Decided));
    }
}
