//! A rule's removal that is looked at.

use crate::domain::deed::Answers;
use crate::domain::policy::RuleFacts;

/// A removal that is looked at.
pub(super) struct Removing {
    pub(super) rule: RuleFacts,
    pub(super) answers: Answers,
}

impl Removing {
    pub(super) fn of(rule: RuleFacts) -> Self {
        Self { rule, answers: Answers::default() }
    }
}
