//! What is done when approvals are no longer in the list: it is said, what became of them is looked up, and the next one
//! takes their place.

use std::collections::BTreeSet;

use super::{Deciding, Progress, Said, State, outcome};
use crate::bitgo::approvals::PendingApproval;
use crate::domain::approval::{Case, Taken, successor};
use crate::domain::share::Names;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

/// What became of an approval that is no longer in the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Gone {
    /// It is there, decided or not.
    Found(Box<PendingApproval>),
    /// The platform has no such approval for this person.
    Hidden,
    /// It could not be read.
    Unread(Failure),
}

impl State {
    /// A whole list has come. What is no longer in it is neither chosen nor decided; those whose fate has to be looked up
    /// are handed out, by ID.
    pub fn take_list(
        &mut self,
        approvals: &[PendingApproval],
        cases: &[Case],
        names: &Names,
        me: &str,
    ) -> Vec<String> {
        let there: BTreeSet<&str> = approvals.iter().map(|approval| approval.id.as_str()).collect();
        let is_gone = |id: &String| !there.contains(id.as_str());
        self.ticked.retain(|id| !is_gone(id));
        let several = self.several.as_mut();
        let mut to_look_up = several.map(|it| it.take_list(approvals, cases, me)).unwrap_or_default();
        self.settle_decision(approvals, cases, names, me);
        self.keep_decision(approvals, cases);
        let left = self.deciding.take_if(|it| it.progress != Progress::Sent && is_gone(&it.approval.id));
        let chosen = self.chosen_id.clone().filter(is_gone);
        let unsettled = self.unsettled.keys().find(|id| is_gone(id)).cloned();
        if let Some(id) = left.map(|it| it.approval.id).or_else(|| chosen.clone()).or(unsettled)
            && !self.settled.contains(&id)
            && !to_look_up.contains(&id)
        {
            let summary = self.what_is(&id);
            self.said = Some(Said {
                meaning: Meaning::Attention,
                words: format!("No longer open: {summary}. Looking what became of it…"),
                awaits: Some((id.clone(), summary)),
            });
        }
        // Also one that was to be looked up before, where that was cut short.
        let awaited = self.said.as_ref().and_then(|said| said.awaits.as_ref());
        if let Some((id, _)) = awaited.filter(|(id, _)| !to_look_up.contains(id)) {
            to_look_up.push(id.clone());
        }
        if let Some(gone) = chosen {
            self.chosen_id = successor(&self.seen, &gone, &there).map(str::to_owned);
            self.is_case_open &= self.chosen_id.is_some();
        }
        self.settled.clear();
        self.unsettled.clear();
        to_look_up
    }

    /// What is to be confirmed is told as it stands now.
    fn keep_decision(&mut self, approvals: &[PendingApproval], cases: &[Case]) {
        let open = self.deciding.as_mut().filter(|it| it.progress != Progress::Sent);
        let Some(deciding) = open else { return };
        let mut rows = approvals.iter().zip(cases);
        if let Some((approval, case)) = rows.find(|(approval, _)| approval.id == deciding.approval.id) {
            deciding.take_over(approval, case);
        }
    }

    /// Decisions whose answer was lost: the list tells whether they count. One that it told was not taken may still arrive
    /// late, so a later list is asked again as long as the confirmation is open.
    fn settle_decision(&mut self, approvals: &[PendingApproval], cases: &[Case], names: &Names, me: &str) {
        let is_lost = |it: &&Deciding| matches!(it.progress, Progress::Lost | Progress::NotTaken);
        let open = self.deciding.as_ref().filter(is_lost);
        let open = open.map(|it| (it.approval.id.clone(), it.decision, it.summary.clone()));
        let is_open = |id: &str| open.as_ref().is_some_and(|(open, ..)| open == id);
        let told_there = |id: &str| self.several.as_ref().is_some_and(|it| it.tells_of(id));
        let left = self.unsettled.iter().filter(|(id, _)| !is_open(id) && !told_there(id));
        let left = left.map(|(id, it)| (id.clone(), it.decision, it.summary.clone()));
        let all: Vec<_> = left.chain(open.clone()).collect();
        for (id, decision, summary) in all {
            let Some(at) = approvals.iter().position(|approval| approval.id == id) else { continue };
            let is_confirming = is_open(&id);
            match approvals[at].tells_of(me, decision) {
                Taken::Counted | Taken::Yes | Taken::Overruled => {
                    let progress = cases.get(at).map(|case| case.progress(names)).unwrap_or_default();
                    let words =
                        format!("The answer was lost, but your decision counts: {summary}. {progress}");
                    if is_confirming {
                        self.deciding = None;
                    }
                    self.say(Meaning::Good, words);
                }
                Taken::Not | Taken::ByOthers => match &mut self.deciding {
                    Some(deciding) if is_confirming => deciding.progress = Progress::NotTaken,
                    _ => {
                        let words = format!(
                            "The answer was lost, and the list says that your decision was not taken: {summary}. You can \
                             decide it again."
                        );
                        self.say(Meaning::Attention, words);
                    }
                },
            }
        }
    }

    /// What became of those that were looked up.
    pub fn take_gone(&mut self, looked_up: &[(String, Gone)], names: &Names, me: &str) {
        for (id, gone) in looked_up {
            if let Some(several) = &mut self.several {
                several.take_gone(id, gone, names, me);
            }
            let awaited = self.said.as_ref().and_then(|said| said.awaits.as_ref());
            if let Some((_, summary)) = awaited.filter(|(awaited, _)| awaited == id) {
                let (meaning, words) = outcome::of_gone(gone, names, me);
                let words = format!("{summary}. {words}");
                self.say(meaning, words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalState, Decision, Resolver};

    fn approval(id: &str) -> PendingApproval {
        PendingApproval { id: id.to_owned(), ..PendingApproval::default() }
    }

    fn state(chosen: &str, progress: Option<Progress>) -> State {
        let approval = approval(chosen);
        let row = (&approval, &approval.case(Vec::new()));
        let deciding = progress.map(|progress| Deciding {
            summary: "Pay".to_owned(),
            progress,
            ..Deciding::of(Decision::Approve, row, &Names::default())
        });
        State {
            chosen_id: Some(chosen.to_owned()),
            is_case_open: true,
            seen: ["a", "b", "c"].map(str::to_owned).to_vec(),
            summaries: [("b".to_owned(), "Pay".to_owned())].into(),
            deciding,
            ..State::default()
        }
    }

    fn words(state: &State) -> &str {
        state.said.as_ref().map_or("", |said| &said.words)
    }

    fn take(state: &mut State, ids: &[&str]) -> Vec<String> {
        let list: Vec<_> = ids.iter().map(|id| approval(id)).collect();
        let cases: Vec<_> = list.iter().map(|approval| approval.case(Vec::new())).collect();
        state.take_list(&list, &cases, &Names::default(), "me")
    }

    fn approved_by(person: &str) -> Gone {
        let resolver = Resolver {
            user: Some(person.to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        };
        let resolvers = vec![resolver];
        Gone::Found(Box::new(PendingApproval { state: ApprovalState::Approved, resolvers, ..approval("b") }))
    }

    #[test]
    fn what_has_gone_is_said_looked_up_and_followed_by_the_next() {
        let mut state = state("b", None);
        assert_eq!(take(&mut state, &["a", "c"]), ["b"]);
        assert_eq!(state.chosen(), Some("c"));
        assert!(words(&state).starts_with("No longer open: Pay."), "{}", words(&state));
        state.go_on();
        assert_eq!(take(&mut state, &["a", "c"]), ["b"], "it is asked again until there is an answer");
        let mut names = Names::default();
        names.add("eve", "Eve");
        state.take_gone(&[("b".to_owned(), approved_by("eve"))], &names, "me");
        assert!(words(&state).ends_with("Eve has approved it."), "{}", words(&state));
        assert!(take(&mut state, &["a", "c"]).is_empty());
        state.go_on();
        assert!(state.said.is_some(), "what somebody else did stays until it is hidden");
        state.say(Meaning::Good, "Approved".to_owned());
        state.go_on();
        assert!(state.said.is_none());
    }

    #[test]
    fn what_the_person_has_decided_goes_without_a_word() {
        let mut state = state("b", None);
        state.settled.insert("b".to_owned());
        assert!(take(&mut state, &["a"]).is_empty());
        assert_eq!((state.chosen(), words(&state)), (Some("a"), ""));
    }

    #[test]
    fn a_decision_on_its_way_is_not_taken_from_under_the_person() {
        let mut state = state("b", Some(Progress::Sent));
        take(&mut state, &["a", "b"]);
        assert!(state.deciding.is_some());
        take(&mut state, &["a"]);
        assert!(state.deciding.is_some(), "its answer is still to come");
    }

    #[test]
    fn what_is_to_be_confirmed_is_told_as_it_stands_now() {
        let mut state = state("b", Some(Progress::Open));
        take(&mut state, &["b"]);
        assert!(state.deciding.as_ref().is_some_and(|it| !it.has_changed));
        let mut other = approval("b");
        other.approvals_required = Some(3);
        let case = other.case(Vec::new());
        state.take_list(&[other], &[case], &Names::default(), "me");
        assert!(state.deciding.as_ref().is_some_and(|it| it.has_changed && it.case.needed == 3));
    }

    #[test]
    fn a_decision_whose_session_ended_is_looked_up_afterwards() {
        let mut state = state("b", Some(Progress::Sent));
        state.leave_decision();
        assert!(words(&state).starts_with("Sent, and the session ended"), "{}", words(&state));
        assert_eq!(take(&mut state, &["a", "b"]), ["b"]);
        state.take_gone(&[("b".to_owned(), approved_by("me"))], &Names::default(), "me");
        assert!(words(&state).contains("You have approved it"), "{}", words(&state));
    }

    #[test]
    fn a_lost_decision_is_offered_again_only_once_the_list_has_told() {
        let mut state = state("b", Some(Progress::Sent));
        state.decision_failed("a", true);
        assert_eq!(state.deciding.as_ref().map(|it| it.progress), Some(Progress::Sent), "it was another's");
        state.decision_failed("b", true);
        take(&mut state, &["a", "b"]);
        assert_eq!(state.deciding.as_ref().map(|it| it.progress), Some(Progress::NotTaken));
        state.decision_failed("b", true);
        state.deciding = None;
        assert!(state.unsettled.contains_key("b"), "leaving the confirmation does not make it known");
        take(&mut state, &["a", "b"]);
        assert!(
            state.unsettled.is_empty() && words(&state).contains("was not taken: Pay."),
            "{}",
            words(&state)
        );
        state.deciding = self::state("b", Some(Progress::NotTaken)).deciding;
        let mut counted = approval("b");
        counted.resolvers = vec![Resolver {
            user: Some("me".to_owned()),
            action: Some("approve".to_owned()),
            ..Resolver::default()
        }];
        state.take_list(&[counted], &[], &Names::default(), "me");
        assert!(state.deciding.is_none() && words(&state).contains("your decision counts"));
    }
}
