//! What is done when approvals are no longer in the list: it is said, what became of them is looked up, and the next one
//! takes their place.

use std::collections::BTreeSet;
use std::time::Instant;

use super::sent::{SentDecision, Who, meaning_of};
use super::state::{Notice, State};
use super::text as wording;
use crate::bitgo::approvals::{ApprovalRow, ClosedApproval, Verdict};
use crate::domain::approval::successor;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

impl State {
    /// A whole list that was asked for at `began` has come. What is no longer in it is neither chosen nor decided; those
    /// that have to be looked up are handed out, by ID.
    pub fn take_list(&mut self, rows: &[ApprovalRow], began: Instant, who: Who<'_>) -> BTreeSet<String> {
        let there: BTreeSet<&str> = rows.iter().map(|row| row.approval.id.as_str()).collect();
        let is_gone = |id: &String| !there.contains(id.as_str());
        self.ticked.retain(|id| !is_gone(id));
        if let Some(bulk) = &mut self.bulk {
            bulk.take_list(rows, who);
        }
        self.look_up_sent(rows, began, who);
        let is_on_its_way = |id: &String| self.sent.get(id).is_some_and(|sent| sent.stage.is_sent());
        let open = self.confirmation.as_mut().filter(|it| !is_on_its_way(&it.approval.id));
        if let Some(confirmation) = open
            && let Some(row) = rows.iter().find(|row| row.approval.id == confirmation.approval.id)
        {
            confirmation.take_over(row, who.names);
        }
        let left =
            self.confirmation.take_if(|it| is_gone(&it.approval.id) && !is_on_its_way(&it.approval.id));
        let chosen = self.chosen_id.clone().filter(is_gone);
        let lost = |(id, sent): (&String, &SentDecision)| {
            (sent.stage.is_unconfirmed() && is_gone(id)).then(|| id.clone())
        };
        let mut to_look_up: BTreeSet<String> = self.sent.iter().filter_map(lost).collect();
        let gone = left.map(|it| it.approval.id.clone()).or_else(|| chosen.clone());
        if let Some(id) = gone.or_else(|| to_look_up.first().cloned()).filter(|id| !self.is_told(id)) {
            let summary = self.what_is(&id);
            self.notice = Some(Notice {
                meaning: Meaning::Attention,
                words: wording::no_longer_open(&summary),
                awaits: Some((id, summary)),
            });
        }
        // Also one that was to be looked up before, where that was cut short.
        let awaited = self.notice.as_ref().and_then(|notice| notice.awaits.as_ref());
        to_look_up.extend(awaited.map(|(id, _)| id.clone()));
        if let Some(gone) = chosen {
            self.chosen_id = successor(&self.seen, &gone, &there).map(str::to_owned);
            self.is_case_open &= self.chosen_id.is_some();
        }
        self.drop_settled();
        to_look_up
    }

    /// What became of those that were looked up from `began` on.
    pub fn take_closed(
        &mut self,
        looked_up: &[(String, Result<ClosedApproval, Failure>)],
        began: Instant,
        who: Who<'_>,
    ) {
        for (id, closed) in looked_up {
            if let Some(sent) = self.sent.get_mut(id) {
                match closed {
                    Ok(closed) => sent.take_closed(began, closed, who),
                    Err(failure) => sent.stage.look_up_failed(failure),
                }
            }
            let awaited = self.notice.as_ref().and_then(|notice| notice.awaits.as_ref());
            let Some((_, summary)) = awaited.filter(|(awaited, _)| awaited == id) else { continue };
            let told = self.sent.get(id).filter(|sent| !sent.stage.is_held()).and_then(SentDecision::words);
            let (meaning, words) = told.unwrap_or_else(|| of_closed(closed, who));
            self.say(meaning, format!("{summary}. {words}"));
        }
    }
}

fn of_closed(closed: &Result<ClosedApproval, Failure>, who: Who<'_>) -> (Meaning, String) {
    match closed {
        Ok(closed) => {
            let verdict = Verdict::of_closed(closed, who.names, who.me);
            (meaning_of(&verdict), verdict.words)
        }
        Err(failure) => (Meaning::Attention, wording::closed_unread(&failure.what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{
        ApprovalCase, ApprovalInfo, ApprovalState, Change, Decision, PendingApproval, Resolver,
    };
    use crate::domain::share::Names;
    use crate::kit::mutation::Stage;
    use crate::panels::approvals::confirmation::Confirmation;

    fn approval(id: &str) -> PendingApproval {
        let change = Change::Described {
            what: "pay".to_owned(),
            resource: String::new(),
            description: "Pay".to_owned(),
            facts: Vec::new(),
        };
        let info = ApprovalInfo { change, ..ApprovalInfo::default() };
        PendingApproval { id: id.to_owned(), info, ..PendingApproval::default() }
    }

    fn who(names: &Names) -> Who<'_> {
        Who { me: "me", names }
    }

    fn state(chosen: &str) -> State {
        State {
            chosen_id: Some(chosen.to_owned()),
            is_case_open: true,
            seen: ["a", "b", "c"].map(str::to_owned).to_vec(),
            summaries: [("b".to_owned(), "Pay".to_owned())].into(),
            ..State::default()
        }
    }

    /// At the confirmation of one.
    fn confirming(id: &str) -> State {
        let approval = approval(id);
        let status = approval.status(Vec::new());
        let confirmation =
            Confirmation::new(Decision::Approve, &ApprovalCase::new(approval), &status, &Names::default());
        State { confirmation: Some(confirmation), ..state(id) }
    }

    fn sent(id: &str) -> State {
        let mut state = confirming(id);
        assert!(state.send("me"));
        state
    }

    fn words(state: &State) -> &str {
        state.notice.as_ref().map_or("", |notice| &notice.words)
    }

    fn rows(list: &[PendingApproval]) -> Vec<ApprovalRow> {
        list.iter().map(|approval| ApprovalRow::new(approval.clone(), Vec::new())).collect()
    }

    fn take(state: &mut State, list: &[PendingApproval]) -> Vec<String> {
        state.take_list(&rows(list), Instant::now(), who(&Names::default())).into_iter().collect()
    }

    fn listed(state: &mut State, ids: &[&str]) -> Vec<String> {
        take(state, &ids.iter().map(|id| approval(id)).collect::<Vec<_>>())
    }

    fn approved(person: &str, state: ApprovalState) -> PendingApproval {
        let resolver = Resolver {
            user: Some(person.to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        };
        PendingApproval { state, resolvers: vec![resolver], ..approval("b") }
    }

    fn closed_by(state: &mut State, person: &str) {
        let found = ClosedApproval::Found(Box::new(approved(person, ApprovalState::Approved)));
        let mut names = Names::default();
        names.add("eve", "Eve");
        state.take_closed(&[("b".to_owned(), Ok(found))], Instant::now(), who(&names));
    }

    #[test]
    fn what_has_gone_is_said_looked_up_and_followed_by_the_next() {
        let mut state = state("b");
        assert_eq!(listed(&mut state, &["a", "c"]), ["b"]);
        assert_eq!(state.chosen(), Some("c"));
        assert!(words(&state).starts_with("No longer open: Pay."), "{}", words(&state));
        state.go_on();
        assert_eq!(listed(&mut state, &["a", "c"]), ["b"], "it is asked again until there is an answer");
        closed_by(&mut state, "eve");
        assert!(words(&state).ends_with("Eve has approved it."), "{}", words(&state));
        assert!(listed(&mut state, &["a", "c"]).is_empty());
        state.go_on();
        assert!(state.notice.is_some(), "what somebody else did stays until it is hidden");
        state.say(Meaning::Good, "Approved".to_owned());
        state.go_on();
        assert!(state.notice.is_none());
    }

    #[test]
    fn what_the_person_has_decided_goes_without_a_word() {
        let mut state = sent("b");
        let answer = approved("me", ApprovalState::Approved);
        state.decided("b", &crate::bitgo::outcome::Outcome::Done(answer), who(&Names::default()));
        state.notice = None;
        assert!(listed(&mut state, &["a"]).is_empty());
        assert_eq!((state.chosen(), words(&state), state.sent.len()), (Some("a"), "", 0));
    }

    #[test]
    fn a_decision_on_its_way_is_not_taken_from_under_the_person() {
        let mut state = sent("b");
        listed(&mut state, &["a", "b"]);
        assert!(state.confirmation.is_some());
        assert!(!state.send("me"), "it is on its way");
        assert!(listed(&mut state, &["a"]).is_empty());
        assert!(state.confirmation.is_some(), "its answer is still to come");
    }

    #[test]
    fn what_is_to_be_confirmed_is_told_as_it_stands_now() {
        let mut state = confirming("b");
        listed(&mut state, &["b"]);
        assert!(state.confirmation.as_ref().is_some_and(|it| it.changes.is_empty()));
        take(&mut state, &[PendingApproval { approvals_required: Some(3), ..approval("b") }]);
        assert!(
            state.confirmation.as_ref().is_some_and(|it| !it.changes.is_empty() && it.status.needed == 3)
        );
    }

    #[test]
    fn a_decision_whose_session_ended_is_looked_up_afterwards() {
        let mut state = sent("b");
        state.session_ended(&Failure::default());
        assert!(state.confirmation.is_none(), "it holds a code");
        assert!(words(&state).starts_with("Pay. The answer was lost"), "{}", words(&state));
        assert_eq!(listed(&mut state, &["a"]), ["b"]);
        closed_by(&mut state, "me");
        assert!(
            words(&state).contains("your approval was carried out. You have approved it"),
            "{}",
            words(&state)
        );
    }

    #[test]
    fn a_lost_decision_is_offered_again_only_once_the_list_has_told() {
        let before = Instant::now();
        let mut state = sent("b");
        state.decision_failed(&Failure::default(), true, false);
        let names = Names::default();
        let old = rows(&[approval("b")]);
        assert!(state.take_list(&old, before, who(&names)).is_empty());
        assert!(!state.send("me"), "an older list proves nothing");
        state.look_up_failed(&Failure::default());
        assert!(!state.send("me"));
        listed(&mut state, &["a", "b"]);
        assert_eq!(state.sent["b"].stage, Stage::NotDone);
        assert!(state.send("me"), "the confirmation is still open");
        state.decision_failed(&Failure::default(), true, false);
        state.confirmation = None;
        state.forget_failures();
        assert!(state.is_held("b"), "leaving the confirmation does not make it known");
        listed(&mut state, &["a", "b"]);
        assert!(
            !state.is_held("b") && words(&state).starts_with("Pay. The answer was lost"),
            "{}",
            words(&state)
        );
        assert!(words(&state).contains("was not carried out"), "{}", words(&state));
    }

    #[test]
    fn one_that_was_not_carried_out_may_still_arrive_late() {
        let mut state = sent("b");
        state.decision_failed(&Failure::default(), true, false);
        listed(&mut state, &["b"]);
        assert_eq!(state.sent["b"].stage, Stage::NotDone);
        take(&mut state, &[approved("me", ApprovalState::Pending)]);
        assert!(state.confirmation.is_none() && words(&state).contains("your approval was carried out"));
    }
}
