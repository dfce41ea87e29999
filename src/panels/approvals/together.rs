//! Which approvals can be decided together with others.

use super::text as wording;
use crate::bitgo::approvals::{ApprovalCase, BulkDecision, Change, Decision, PendingApproval};
use crate::domain::approval::ApprovalStatus;

/// Why one cannot be decided together with others by this person, if it cannot.
pub(super) fn hindrance_of(
    approval: &ApprovalCase,
    status: &ApprovalStatus,
    decision: Decision,
    me: &str,
) -> Option<String> {
    if let Err(refusal) = BulkDecision::new(approval, decision) {
        return Some(refusal.to_string());
    }
    let can = if decision.is_approval() { status.can_approve(me) } else { status.can_reject(me) };
    if let Err(why) = can {
        return Some(why.to_string());
    }
    if decision.is_approval() && approval.is_unreadable() {
        return Some(wording::READ_FIRST.to_owned());
    }
    if decision.is_approval() && needs_a_look(&approval.info.change) {
        return Some(wording::MAY_LOCK_OUT.to_owned());
    }
    None
}

/// Whether it may leave nobody who can decide. That is told only by what is read around a case.
fn needs_a_look(change: &Change) -> bool {
    match change {
        Change::User { action, .. } | Change::Membership { action, .. } => {
            !matches!(action.as_str(), "create" | "add" | "")
        }
        Change::ApprovalsRequired(_) => true,
        _ => false,
    }
}

/// Why one cannot be ticked at all, if it cannot.
pub(super) fn untickable(approval: &PendingApproval) -> Option<String> {
    BulkDecision::new(approval, Decision::Reject).err().map(|refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, ApprovalKind};

    fn approval(id: &str, kind: ApprovalKind) -> PendingApproval {
        PendingApproval {
            id: id.to_owned(),
            creator: "ann".to_owned(),
            approvers: vec!["bob".to_owned(), "eve".to_owned()],
            info: ApprovalInfo { kind, change: tags(), ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    fn tags() -> Change {
        Change::Tags { action: "add".to_owned(), tags: vec!["ops".to_owned()] }
    }

    #[test]
    fn what_only_its_case_can_judge_is_approved_by_itself() {
        let user = |action: &str| Change::User {
            action: action.to_owned(),
            user: "bea".to_owned(),
            permissions: vec!["view".to_owned()],
        };
        for (change, words) in [
            (tags(), None),
            (Change::Tags { action: "paint".to_owned(), tags: Vec::new() }, Some("Not everything")),
            (user("create"), None),
            (user("update"), Some("too few people")),
            (user("delete"), Some("too few people")),
            (Change::ApprovalsRequired(3), Some("too few people")),
        ] {
            let info = ApprovalInfo { change, ..approval("a", ApprovalKind::Generic).info };
            let approval = PendingApproval { info, ..approval("a", ApprovalKind::Generic) };
            let approval = ApprovalCase::new(approval);
            let said = |decision| hindrance_of(&approval, &approval.status(Vec::new()), decision, "bob");
            assert_eq!(said(Decision::Reject), None, "a rejection changes nothing");
            let said = said(Decision::Approve);
            assert_eq!(said.is_some(), words.is_some(), "{said:?}");
            assert!(words.is_none_or(|words| said.unwrap_or_default().contains(words)));
        }
    }

    #[test]
    fn only_what_is_known_moves_no_money_and_is_ones_own_to_decide_goes_together() {
        for (kind, decision, me, words) in [
            (ApprovalKind::WalletTags, Decision::Approve, "bob", None),
            (ApprovalKind::WalletTags, Decision::Approve, "ann", Some("You requested this")),
            (ApprovalKind::WalletTags, Decision::Reject, "ann", None),
            (ApprovalKind::WalletTags, Decision::Reject, "zoe", Some("Only its admins")),
            (ApprovalKind::Transaction, Decision::Reject, "bob", Some("one at a time")),
            (ApprovalKind::TransactionFull, Decision::Approve, "bob", Some("one at a time")),
            (ApprovalKind::Other("new".to_owned()), Decision::Reject, "bob", Some("does not know")),
        ] {
            let approval = ApprovalCase::new(approval("a", kind.clone()));
            let said = hindrance_of(&approval, &approval.status(Vec::new()), decision, me);
            match words {
                Some(words) => {
                    assert!(said.as_ref().is_some_and(|it| it.contains(words)), "{kind:?} {said:?}");
                }
                None => assert_eq!(said, None, "{kind:?} {me}"),
            }
        }
    }
}
