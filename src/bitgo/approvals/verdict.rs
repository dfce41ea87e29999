//! What came of decisions and of closed approvals, in words: done, not finished and why, refused, or decided by somebody
//! else.

use super::{ApprovalRow, Decision, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::domain::approval::{Blocker, DecisionResult};
use crate::domain::diagnosis::ErrorCause as ErrorCase;
use crate::domain::share::Names;

/// What came of something, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It came out as the person wanted.
    pub is_good: bool,
    /// One sentence or more.
    pub words: String,
}

/// An approval that is no longer in the list, as it was looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosedApproval {
    /// It is there, decided or not.
    Found(Box<PendingApproval>),
    /// The platform has no such approval for this person.
    Hidden,
}

impl Session {
    /// Looks up an approval that is no longer in the list.
    pub async fn closed_approval(&self, id: &str) -> Result<ClosedApproval, Error> {
        match self.pending_approval(id).await {
            Ok(approval) => Ok(ClosedApproval::Found(Box::new(approval))),
            Err(error) if error.facts().cause() == ErrorCase::NotFound => Ok(ClosedApproval::Hidden),
            Err(error) => Err(error),
        }
    }
}

const APPROVAL_COUNTED: &str = "Your approval counted";

/// The beginning of a sentence that names what it is about, and what follows.
struct Sentence {
    is_good: bool,
    head: &'static str,
    rest: String,
}

/// What came of a decision, worded once for those that were decided alone and together. `progress`: how far it is.
fn sentence(result: DecisionResult, decision: Decision, is_own: bool, progress: String) -> Sentence {
    let yes = decision.is_approval();
    let (is_good, head, rest) = match result {
        DecisionResult::Yes if yes => (true, "Approved", String::new()),
        DecisionResult::Yes if is_own => (true, "Canceled", String::new()),
        DecisionResult::Yes => (true, "Rejected", String::new()),
        DecisionResult::Counted if yes => (true, APPROVAL_COUNTED, progress),
        DecisionResult::Counted => (false, "Your rejection counted, but it is still open", progress),
        DecisionResult::Overruled | DecisionResult::ByOthers if yes => {
            (false, "It was rejected anyway", String::new())
        }
        DecisionResult::Overruled | DecisionResult::ByOthers => {
            (false, "It was approved anyway", String::new())
        }
        DecisionResult::Not => {
            (false, "It is still open, and nothing happened", "You can decide it again.".to_owned())
        }
    };
    Sentence { is_good, head, rest }
}

impl Sentence {
    /// Where what it is about stands before it.
    fn alone(&self) -> Verdict {
        let words = format!("{}. {}", self.head, self.rest);
        Verdict { is_good: self.is_good, words: words.trim_end().to_owned() }
    }
}

impl Verdict {
    /// What came of a decision that the platform answered. `deciders` may decide it, by ID, where the platform does not
    /// name them again.
    pub fn of_decision(
        decision: Decision,
        summary: &str,
        outcome: &Outcome<PendingApproval>,
        deciders: &[String],
        names: &Names,
        me: &str,
    ) -> Self {
        let (approval, why) = match outcome {
            Outcome::Done(approval) => (Some(approval), ""),
            Outcome::PendingApproval(waiting) => (waiting.approvals.first(), waiting.why.as_str()),
        };
        let is_own = approval.is_some_and(|approval| approval.creator == me);
        let progress = approval.map(|it| it.status(deciders.to_vec()).progress(names)).unwrap_or_default();
        let mut told = match approval.and_then(|approval| answered(approval, decision, me)) {
            Some(result) => sentence(result, decision, is_own, progress),
            None => Sentence {
                is_good: false,
                head: "It is still open",
                rest: format!(
                    "{progress} The answer does not say whether your decision counts. Check the list."
                ),
            },
        };
        if !why.is_empty() {
            told.is_good = false;
            if told.head == APPROVAL_COUNTED {
                told.head = "Your approval counted, but it is not done";
            }
            told.rest = because(why, &told.rest);
        }
        let words = format!("{}: {summary}. {}", told.head, told.rest);
        Self { is_good: told.is_good, words: words.trim_end().to_owned() }
    }

    /// What came of one of several that the platform says it has decided. `missing` approvals were needed before.
    pub fn of_bulk(decision: Decision, is_own: bool, missing: u64) -> Self {
        let counts = decision.is_approval() && missing > 1;
        let result = if counts { DecisionResult::Counted } else { DecisionResult::Yes };
        sentence(result, decision, is_own, waits_for(missing.saturating_sub(1))).alone()
    }

    /// What an approval that is still open tells of a decision of which no answer says anything.
    pub fn of_open(ApprovalRow { approval, status }: &ApprovalRow, decision: Decision, me: &str) -> Self {
        let result = approval.tells_of(me, decision);
        sentence(result, decision, approval.creator == me, waits_for(status.missing())).alone()
    }

    /// What became of an approval that is no longer in the list.
    pub fn of_closed(closed: &ClosedApproval, names: &Names, me: &str) -> Self {
        let (is_good, words) = match closed {
            ClosedApproval::Found(approval) if !approval.state.is_decided() => {
                let progress = approval.status(Vec::new()).progress(names);
                (false, format!("It is still open. {progress}"))
            }
            ClosedApproval::Found(approval) => decided(approval, names, me),
            ClosedApproval::Hidden => (
                false,
                "You can no longer see it or its wallet. Ask an admin of the wallet whether your role there has changed."
                    .to_owned(),
            ),
        };
        Self { is_good, words }
    }

    /// What the platform refused of several, and what to do.
    pub fn of_refusal(message: &str) -> Self {
        let next = Blocker::of_refusal("", message, false)
            .map_or("Open it to see its status and decide it on its own.", Blocker::next);
        let words = if message.trim().is_empty() {
            format!("Refused without a reason. {next}")
        } else {
            format!("Refused: {}. {next}", quoted(message))
        };
        Self { is_good: false, words }
    }
}

/// What the answer to a decision tells of it. `None` where it is open and the answer names nobody who has decided.
fn answered(approval: &PendingApproval, decision: Decision, me: &str) -> Option<DecisionResult> {
    match approval.tells_of(me, decision) {
        // The decision was taken, and this is how it ended: who decided need not be told again.
        DecisionResult::ByOthers if approval.ended() == Some(decision.is_approval()) => {
            Some(DecisionResult::Yes)
        }
        DecisionResult::Not if approval.resolvers.is_empty() => None,
        result => Some(result),
    }
}

/// The answer was a success, and still it is not done: why, how far it is, and who has to do what.
fn because(why: &str, progress: &str) -> String {
    let blocker = Blocker::of_condition(why);
    let what = blocker.map_or("BitGo gives this reason.", Blocker::what);
    let next = blocker.map_or("", Blocker::next);
    let words = format!("{what} BitGo says: {}. {progress} {next}", quoted(why));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The platform's own sentence in quotation marks, on one line.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("“{}”", clean.trim().trim_end_matches('.'))
}

fn decided(approval: &PendingApproval, names: &Names, me: &str) -> (bool, String) {
    let last = approval.resolved().pop();
    let Some(last) = last else {
        let word = approval.state.word();
        return (false, format!("It is decided: BitGo reports “{word}”."));
    };
    let action = match (last.is_approval, last.person == approval.creator) {
        (true, _) => "approved",
        (false, true) => "canceled",
        (false, false) => "rejected",
    };
    if last.person == me {
        return (true, format!("You have {action} it. BitGo has your decision."));
    }
    let who = names.of(&last.person);
    (false, format!("{who} has {action} it."))
}

fn waits_for(missing: u64) -> String {
    format!("It needs {missing} more.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalState, Resolver};
    use crate::bitgo::outcome::Waiting;
    use serde_json::Map;

    fn approval(state: ApprovalState, resolved: &[(&str, &str)]) -> PendingApproval {
        let decided_by = |(user, action): &(&str, &str)| Resolver {
            user: Some((*user).to_owned()),
            action: Some((*action).to_owned()),
            ..Resolver::default()
        };
        PendingApproval {
            state,
            creator: "ann".to_owned(),
            approvers: vec!["bob".to_owned(), "eve".to_owned()],
            approvals_required: Some(2),
            resolvers: resolved.iter().map(decided_by).collect(),
            ..PendingApproval::default()
        }
    }

    fn names() -> Names {
        let mut names = Names::default();
        for (id, name) in [("ann", "Ann"), ("bob", "Bob"), ("eve", "Eve")] {
            names.add(id, name);
        }
        names
    }

    fn waits(why: &str) -> Outcome<PendingApproval> {
        let approval = approval(ApprovalState::Pending, &[("bob", "approve")]);
        Outcome::PendingApproval(Box::new(Waiting {
            approval_ids: Vec::new(),
            approvals: vec![approval],
            why: why.to_owned(),
            subject: None,
            extra: Map::new(),
        }))
    }

    #[test]
    fn what_did_not_finish_says_why_and_who_is_next() {
        let done = Outcome::Done(approval(ApprovalState::Rejected, &[]));
        let over = Outcome::Done(approval(ApprovalState::Processing, &[]));
        let silent = Outcome::Done(approval(ApprovalState::Pending, &[]));
        for (decision, outcome, me, words) in [
            (Decision::Approve, waits(""), "bob", vec!["counted: Pay", "1 of 2 approved. Pending: Eve."]),
            (
                Decision::Approve,
                waits("triggered all transactions policy"),
                "bob",
                vec![
                    "not done: Pay",
                    "Another rule of the wallet's policy",
                    "“triggered all",
                    "Pending: Eve",
                    "stays in the queue",
                ],
            ),
            (Decision::Approve, waits("moon\nphase."), "bob", vec!["gives this reason", "“moon phase”"]),
            (Decision::Reject, done.clone(), "bob", vec!["Rejected: Pay."]),
            (Decision::Reject, done.clone(), "ann", vec!["Canceled: Pay."]),
            (Decision::Approve, done, "bob", vec!["It was rejected anyway: Pay."]),
            (Decision::Approve, over.clone(), "bob", vec!["Approved: Pay."]),
            (Decision::Reject, over, "bob", vec!["It was approved anyway: Pay."]),
            (Decision::Reject, waits(""), "eve", vec!["It is still open, and nothing happened: Pay."]),
            (
                Decision::Approve,
                waits("moon"),
                "eve",
                vec!["still open, and nothing happened: Pay.", "“moon”"],
            ),
            (Decision::Approve, silent, "bob", vec!["It is still open: Pay.", "does not say whether"]),
        ] {
            let Verdict { is_good, words: said } =
                Verdict::of_decision(decision, "Pay", &outcome, &[], &names(), me);
            let is_so = ["Approved", "Rejected", "Canceled", "Your approval counted:"];
            assert_eq!(is_good, is_so.iter().any(|it| said.starts_with(it)), "{said}");
            assert!(words.iter().all(|it| said.contains(it)), "{said}");
        }
    }

    #[test]
    fn what_is_closed_is_told_by_who_decided_it() {
        let found =
            |state, resolved: &[(&str, &str)]| ClosedApproval::Found(Box::new(approval(state, resolved)));
        for (closed, words) in [
            (
                found(ApprovalState::Approved, &[("bob", "approve"), ("eve", "approve")]),
                "Eve has approved it",
            ),
            (found(ApprovalState::Rejected, &[("eve", "reject")]), "Eve has rejected it"),
            (found(ApprovalState::Rejected, &[("ann", "reject")]), "Ann has canceled it"),
            (found(ApprovalState::Approved, &[("bob", "approve")]), "You have approved it"),
            (found(ApprovalState::Processing, &[]), "“processing”"),
            (found(ApprovalState::Pending, &[]), "still open"),
            (ClosedApproval::Hidden, "no longer see it"),
        ] {
            let said = Verdict::of_closed(&closed, &names(), "bob").words;
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn each_of_several_has_its_own_words() {
        let bulk = |decision, is_own, missing| Verdict::of_bulk(decision, is_own, missing).words;
        let refused = |message| Verdict::of_refusal(message).words;
        for (words, said) in [
            ("Approved.", bulk(Decision::Approve, false, 1)),
            ("counted. It needs 2 more", bulk(Decision::Approve, false, 3)),
            ("Rejected.", bulk(Decision::Reject, false, 3)),
            ("Canceled.", bulk(Decision::Reject, true, 1)),
            ("“already been decided”. There is nothing", refused("already been decided.")),
            ("Open it", refused("the sky is falling")),
            ("without a reason", refused(" ")),
        ] {
            assert!(said.contains(words), "{said}");
        }
        let open = approval(ApprovalState::Pending, &[("bob", "approve")]);
        let row = ApprovalRow::new(open, Vec::new());
        let of = |me| Verdict::of_open(&row, Decision::Approve, me).words;
        assert!(of("bob").contains("counted. It needs 1 more"));
        assert!(of("eve").contains("nothing happened"));
    }
}
