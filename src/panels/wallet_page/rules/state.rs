//! The state of the rules.

use std::collections::BTreeSet;

use super::super::request::Request;
use super::pasting::Pasting;
use super::removing::Removing;
use crate::domain::deed::Answers;
use crate::domain::policy::{
    CheckedAddresses, FindingId, RuleDraft, RuleEdit, RuleFacts, RulePlan, RuleResult, StoppedList,
};

/// The state of the rules.
#[derive(Default)]
pub struct Rules {
    pub(super) editor: Option<Editor>,
    pub(super) removing: Option<Removing>,
    /// What became of the last change, until the person has read it.
    pub(super) notice: Option<Notice>,
}

/// A rule that is being put together. Nothing in it is a secret, so it stays when the session ends.
#[derive(Default)]
pub(super) struct Editor {
    pub(super) draft: RuleDraft,
    /// The draft before anything was typed.
    pub(super) filled_in: RuleDraft,
    /// The warnings that are understood.
    pub(super) ticked: BTreeSet<FindingId>,
    /// What came of checking its addresses.
    pub(super) checked: CheckedAddresses,
    /// What is done to confirm it.
    pub(super) answers: Answers,
    /// The first field is to take the keyboard.
    pub(super) wants_focus: bool,
    /// Addresses that are being pasted.
    pub(super) pasting: Option<Pasting>,
    /// Of several addresses not all were sent, which is said.
    pub(super) stopped: Option<StoppedList>,
    /// What the form asks for in this frame.
    pub(super) asked: Option<Request>,
}

/// What became of a change.
pub(super) struct Notice {
    pub(super) plan: RulePlan,
    pub(super) end: RuleResult,
    /// How many requests it took.
    pub(super) count: usize,
    /// A look-up has answered.
    pub(super) was_lost: bool,
}

impl Editor {
    /// The entries are put on this list, as it stands now.
    fn go_on_with(&mut self, rule: &RuleFacts) {
        match &mut self.draft.edit {
            edit @ RuleEdit::New => *edit = RuleEdit::Put(rule.clone()),
            edit => edit.go_on_from(rule),
        }
    }
}

impl Rules {
    /// Whether a rule is being put together, which takes the whole page.
    pub(in crate::panels::wallet_page) fn is_editing(&self) -> bool {
        self.editor.is_some()
    }

    /// Whether anything was typed of a rule that is being put together.
    pub(in crate::panels::wallet_page) fn is_begun(&self) -> bool {
        let is_pasted =
            |editor: &Editor| editor.pasting.as_ref().is_some_and(|it| !it.text.trim().is_empty());
        self.editor.as_ref().is_some_and(|editor| editor.draft != editor.filled_in || is_pasted(editor))
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
    pub(in crate::panels::wallet_page) fn ended(
        &mut self,
        plan: RulePlan,
        end: RuleResult,
        count: usize,
        was_lost: bool,
    ) {
        *self = Self { notice: Some(Notice { plan, end, count, was_lost }), ..Self::default() };
    }

    /// Of several entries for a list some are done, and no more are sent: what is left stays, for the rule as it stands now.
    pub(in crate::panels::wallet_page) fn list_stopped(&mut self, stopped: StoppedList) {
        let Some(editor) = &mut self.editor else { return };
        editor.draft.addresses.retain(|it| !stopped.sent.contains(it));
        if let Some(rule) = &stopped.rule {
            editor.go_on_with(rule);
        }
        editor.stopped = Some(stopped);
    }

    /// Whether a list waits for its rule to be approved.
    pub(in crate::panels::wallet_page) fn waits_for_rule(&self) -> bool {
        let stopped = self.editor.as_ref().and_then(|editor| editor.stopped.as_ref());
        stopped.is_some_and(StoppedList::waits)
    }

    /// A list that waited for its rule is whole again where that was not approved: nothing of it came about.
    pub(in crate::panels::wallet_page) fn list_fails(
        &mut self,
        rules: &[RuleFacts],
        open: &[&str],
        coin: &str,
    ) {
        let Some(editor) = &mut self.editor else { return };
        let Some(stopped) = editor.stopped.as_mut().filter(|it| it.waits()) else { return };
        if !stopped.has_failed(rules, open, coin) {
            return;
        }
        stopped.is_rejected = true;
        let left = std::mem::take(&mut editor.draft.addresses);
        let sent = stopped.sent.iter().filter(|it| !left.contains(it)).cloned();
        editor.draft.addresses = sent.chain(left.iter().cloned()).collect();
    }

    /// A list that waited for its rule goes on once that is among these.
    pub(in crate::panels::wallet_page) fn list_goes_on(&mut self, rules: &[RuleFacts], coin: &str) {
        let Some(editor) = &mut self.editor else { return };
        let waiting = editor.stopped.as_ref().filter(|it| it.waits());
        let made = waiting.and_then(|stopped| stopped.made(rules, coin));
        let Some(rule) = made.filter(|_| editor.draft.edit == RuleEdit::New) else { return };
        editor.go_on_with(rule);
        if let Some(stopped) = &mut editor.stopped {
            (stopped.rule, stopped.waiting) = (Some(rule.clone()), None);
        }
    }

    /// Begins to put a rule together; the rules are read again meanwhile.
    pub(super) fn begin(&mut self, draft: RuleDraft) -> Request {
        self.editor =
            Some(Editor { filled_in: draft.clone(), draft, wants_focus: true, ..Editor::default() });
        self.notice = None;
        Request::LookUp
    }
}
