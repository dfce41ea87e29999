//! The state of the rules.

use std::collections::BTreeSet;

use super::super::request::Request;
use super::removing::Removing;
use crate::domain::deed::Answers;
use crate::domain::policy::{FindingId, RuleDraft, RulePlan, RuleResult};

/// The state of the rules.
#[derive(Default)]
pub struct Rules {
    pub(super) editor: Option<Editor>,
    pub(super) removing: Option<Removing>,
    /// What became of the last change, until the person has read it.
    pub(super) notice: Option<Notice>,
}

/// A rule that is being put together. Nothing in it is a secret, so it stays when the session ends.
pub(super) struct Editor {
    pub(super) draft: RuleDraft,
    /// The warnings that are understood.
    pub(super) ticked: BTreeSet<FindingId>,
    /// What is done to confirm it.
    pub(super) answers: Answers,
    /// The first field is to take the keyboard.
    pub(super) wants_focus: bool,
}

/// What became of a change.
pub(super) struct Notice {
    pub(super) plan: RulePlan,
    pub(super) end: RuleResult,
    /// A look-up has answered.
    pub(super) was_lost: bool,
}

impl Rules {
    /// Whether a rule is being put together, which takes the whole page.
    pub(in crate::panels::wallet_page) fn is_editing(&self) -> bool {
        self.editor.is_some()
    }

    /// Whether something is being put together, which says itself where it stands.
    pub(in crate::panels::wallet_page) fn is_open(&self) -> bool {
        self.editor.is_some() || self.removing.is_some()
    }

    /// The approvals, by ID, that what became of the last change names.
    pub(super) fn announced(&self) -> &[String] {
        match self.notice.as_ref().map(|notice| &notice.end) {
            Some(RuleResult::PendingApproval { approvals, .. }) => approvals,
            _ => &[],
        }
    }

    /// A change has come to an end.
    pub(in crate::panels::wallet_page) fn ended(&mut self, plan: RulePlan, end: RuleResult, was_lost: bool) {
        *self = Self { notice: Some(Notice { plan, end, was_lost }), ..Self::default() };
    }

    /// Begins to put a rule together; the rules are read again meanwhile.
    pub(super) fn begin(&mut self, draft: RuleDraft) -> Request {
        self.editor =
            Some(Editor { draft, ticked: BTreeSet::new(), answers: Answers::default(), wants_focus: true });
        self.notice = None;
        Request::LookUp
    }
}
