//! Deciding several at once: what of those that are ticked is sent, and what not.

use super::bulk_state::{Bulk, Item};
use super::model::Model;
use super::seen::Seen;
use super::state::State;
use super::summary::whole_summary;
use super::together::hindrance_of;
use crate::bitgo::approvals::{ApprovalRow, BulkDecision, Decision};
use crate::kit::mutation::unconfirmed_words;
use crate::kit::secret::SecretBuffer;

/// Those ticked that can be decided, and the others with the reason.
pub(super) fn bulk_of(decision: Decision, ids: &[String], state: &State, model: &Model<'_>) -> Bulk {
    let (mut items, mut refused) = (Vec::new(), Vec::new());
    for ApprovalRow { approval, status } in ids.iter().filter_map(|id| model.row(id)) {
        let summary = whole_summary(approval, model.names);
        let held = state.sent.get(&approval.id).filter(|sent| sent.stage.is_held());
        let hindrance = held.map(|sent| unconfirmed_words(sent.what()));
        let hindrance = hindrance.or_else(|| hindrance_of(approval, status, decision, model.me));
        match (BulkDecision::new(approval, decision), hindrance) {
            (Ok(bulk), None) => items.push(Item {
                decision: bulk,
                approval: approval.clone(),
                status: status.clone(),
                shown: Seen::of(approval, &summary),
                summary,
                is_own: approval.creator == model.me,
                changes: Vec::new(),
                is_checking: false,
                is_seen: false,
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
        shows_more: false,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::bitgo::approvals::{
        ApprovalCase, ApprovalInfo, ApprovalKind, ApprovalState, BulkResult, BulkState, Change,
        ClosedApproval, PendingApproval, Resolver,
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

    fn bulk(ids: &[&str]) -> State {
        let item = |id: &&str| {
            let approval = ApprovalCase::new(approval(id, ApprovalKind::WalletTags));
            BulkDecision::new(&approval, Decision::Approve).ok().map(|decision| Item {
                status: approval.status(Vec::new()),
                shown: Seen::of(&approval, id),
                decision,
                approval,
                summary: (*id).to_owned(),
                is_own: false,
                changes: Vec::new(),
                is_checking: false,
                is_seen: true,
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
            shows_more: false,
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
