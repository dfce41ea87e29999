//! Deciding several at once: which can be, and the one request that is sent for them.

use super::bulk_state::{Bulk, Item};
use super::model::Model;
use super::state::State;
use super::summary::whole_summary;
use super::text as wording;
use crate::bitgo::approvals::{ApprovalRow, BulkDecision, Change, Decision, PendingApproval};
use crate::domain::approval::ApprovalStatus;
use crate::kit::mutation::unconfirmed_words;
use crate::kit::secret::SecretBuffer;

/// Why one cannot be decided together with others by this person, if it cannot.
fn hindrance_of(
    approval: &PendingApproval,
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

/// Those ticked that can be decided, and the others with the reason.
pub(super) fn bulk_of(decision: Decision, ids: &[String], state: &State, model: &Model<'_>) -> Bulk {
    let (mut items, mut refused) = (Vec::new(), Vec::new());
    for ApprovalRow { approval, status } in ids.iter().filter_map(|id| model.row(id)) {
        let summary = whole_summary(approval, model);
        let held = state.sent.get(&approval.id).filter(|sent| sent.stage.is_held());
        let hindrance = held.map(|sent| unconfirmed_words(sent.what()));
        let hindrance = hindrance.or_else(|| hindrance_of(approval, status, decision, model.me));
        match (BulkDecision::new(approval, decision), hindrance) {
            (Ok(bulk), None) => items.push(Item {
                decision: bulk,
                summary,
                next: approval.consequences(status, decision, model.me),
                is_own: approval.creator == model.me,
                missing: status.missing(),
            }),
            (_, why) => refused.push((summary, why.unwrap_or_default())),
        }
    }
    Bulk {
        decision,
        items,
        refused,
        stops_at_error: false,
        code: SecretBuffer::default(),
        must_unlock: false,
        was_sent: false,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::bitgo::approvals::{
        ApprovalInfo, ApprovalKind, ApprovalState, BulkResult, BulkState, ClosedApproval, Resolver,
    };
    use crate::domain::share::Names;
    use crate::kit::mutation::Stage;
    use crate::kit::state::Failure;
    use crate::panels::approvals::bulk_state::Step;
    use crate::panels::approvals::sent::{SentDecision, Who};

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
            let approval = approval("a", kind.clone());
            let said = hindrance_of(&approval, &approval.status(Vec::new()), decision, me);
            match words {
                Some(words) => {
                    assert!(said.as_ref().is_some_and(|it| it.contains(words)), "{kind:?} {said:?}");
                }
                None => assert_eq!(said, None, "{kind:?} {me}"),
            }
        }
    }

    fn bulk(ids: &[&str]) -> State {
        let item = |id: &&str| {
            let approval = approval(id, ApprovalKind::WalletTags);
            BulkDecision::new(&approval, Decision::Approve).ok().map(|decision| Item {
                decision,
                summary: (*id).to_owned(),
                next: String::new(),
                is_own: false,
                missing: 1,
            })
        };
        let bulk = Bulk {
            decision: Decision::Approve,
            items: ids.iter().filter_map(item).collect(),
            refused: Vec::new(),
            stops_at_error: true,
            code: SecretBuffer::default(),
            must_unlock: false,
            was_sent: false,
        };
        State { bulk: Some(bulk), ..State::default() }
    }

    fn words(state: &State, id: &str) -> String {
        state.sent.get(id).and_then(SentDecision::words).map(|(_, words)| words).unwrap_or_default()
    }

    fn step(state: &State) -> Option<Step> {
        state.bulk.as_ref().map(|bulk| bulk.step(&state.sent))
    }

    fn take_list(state: &mut State, ids: &[&str]) -> Vec<String> {
        let list: Vec<_> = ids
            .iter()
            .map(|id| ApprovalRow::new(approval(id, ApprovalKind::WalletTags), Vec::new()))
            .collect();
        let who = Who { me: "bob", names: &Names::default() };
        state.take_list(&list, Instant::now(), who).into_iter().collect()
    }

    #[test]
    fn each_has_its_result_and_the_list_tells_of_those_that_the_answer_is_silent_about() {
        let mut state = bulk(&["a", "b", "c", "d"]);
        assert!(state.send_bulk() && !state.send_bulk());
        assert_eq!(step(&state), Some(Step::Sent));
        assert!(take_list(&mut state, &["b", "c"]).is_empty(), "nothing is told while it is on its way");
        let result = |id: &str, state| BulkResult { id: id.to_owned(), state };
        state.decided_bulk(&[
            result("a", BulkState::Done),
            result("b", BulkState::Failed("already been decided".to_owned())),
        ]);
        assert_eq!(step(&state), Some(Step::Results));
        assert!(words(&state, "c").starts_with("BitGo stopped before it"), "{}", words(&state, "c"));
        assert_eq!(take_list(&mut state, &["b", "c"]), ["d"]);
        assert!(words(&state, "c").contains("nothing happened"), "{}", words(&state, "c"));
        let resolver = Resolver {
            user: Some("bob".to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        };
        let over = PendingApproval {
            state: ApprovalState::Approved,
            resolvers: vec![resolver],
            ..approval("d", ApprovalKind::WalletTags)
        };
        let found = ClosedApproval::Found(Box::new(over));
        let who = Who { me: "bob", names: &Names::default() };
        state.take_closed(&[("d".to_owned(), Ok(found))], Instant::now(), who);
        assert!(words(&state, "d").contains("You have approved it"), "{}", words(&state, "d"));
        let is_done = |id: &str| state.sent[id].stage == Stage::Done;
        assert!(is_done("a") && is_done("d") && !is_done("b") && !is_done("c"));
    }

    #[test]
    fn what_leaves_the_queue_before_it_is_sent_is_not_sent() {
        let mut state = bulk(&["a", "b"]);
        assert!(take_list(&mut state, &["b"]).is_empty());
        let sent = state.bulk.as_ref().map(|bulk| (bulk.request().in_words(), bulk.refused.len()));
        assert!(sent.is_some_and(|(words, refused)| {
            words.contains("\"paId\": \"b\"") && !words.contains("\"paId\": \"a\"") && refused == 1
        }));
    }

    #[test]
    fn a_lost_answer_is_no_failure() {
        let mut lost = bulk(&["a"]);
        assert!(lost.send_bulk());
        lost.decision_failed(&Failure::default(), true, false);
        assert_eq!(step(&lost), Some(Step::Results));
        assert!(words(&lost, "a").starts_with("The answer was lost"), "{}", words(&lost, "a"));
        assert!(!lost.send_bulk(), "it is looked up first");
        take_list(&mut lost, &["a"]);
        assert!(words(&lost, "a").contains("was not carried out"), "{}", words(&lost, "a"));
        let mut locked = bulk(&["a"]);
        assert!(locked.send_bulk());
        locked.decision_failed(&Failure::default(), false, true);
        assert_eq!(step(&locked), Some(Step::Asking));
        assert!(locked.bulk.as_ref().is_some_and(|bulk| bulk.must_unlock) && locked.send_bulk());
    }
}
