//! What came of decisions, in words: done, not finished and why, refused, or taken by somebody else. Without drawing.

use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::bitgo::outcome::{Outcome, Waiting};
use crate::domain::approval::{Case, Hurdle, Taken, taken};
use crate::domain::share::Names;
use crate::kit::palette::Meaning;

use super::Gone;

/// What is known besides an answer.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// Who may decide the approval, by ID, where the platform does not name them again.
    pub deciders: &'a [String],
}

/// What came of a decision that the platform took.
pub(super) fn of_decision(
    decision: Decision,
    summary: &str,
    outcome: &Outcome<PendingApproval>,
    told: Told<'_>,
) -> (Meaning, String) {
    match (decision, outcome) {
        (Decision::Reject, outcome) => {
            let is_own = approval_of(outcome).is_some_and(|approval| approval.creator == told.me);
            let word = if is_own { "Withdrawn" } else { "Rejected" };
            (Meaning::Good, format!("{word}: {summary}."))
        }
        (Decision::Approve, Outcome::Done(_)) => (Meaning::Good, format!("Approved: {summary}.")),
        (Decision::Approve, Outcome::Waits(waiting)) if waiting.why.is_empty() => {
            (Meaning::Information, format!("Your approval counted: {summary}. {}", waits(waiting, told)))
        }
        (Decision::Approve, Outcome::Waits(waiting)) => {
            (Meaning::Attention, unfinished(summary, waiting, told))
        }
    }
}

fn approval_of(outcome: &Outcome<PendingApproval>) -> Option<&PendingApproval> {
    match outcome {
        Outcome::Done(approval) => Some(approval),
        Outcome::Waits(waiting) => waiting.approvals.first(),
    }
}

fn waits(waiting: &Waiting<PendingApproval>, told: Told<'_>) -> String {
    let progress = |it: &PendingApproval| it.case(told.deciders.to_vec()).progress(told.names);
    waiting.approvals.first().map(progress).unwrap_or_default()
}

/// The answer was a success, and still it is not done: why, and who has to do what.
fn unfinished(summary: &str, waiting: &Waiting<PendingApproval>, told: Told<'_>) -> String {
    let hurdle = Hurdle::of("", &waiting.why);
    let what = hurdle.map_or("The platform gives this reason.", Hurdle::what);
    let next = hurdle.map_or("", Hurdle::next);
    let why = quoted(&waiting.why);
    let words = format!(
        "Your approval counted, but it is not done: {summary}. {what} The platform says: {why}. {} {next}",
        waits(waiting, told)
    );
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The platform's own sentence in quotation marks, on one line.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("“{}”", clean.trim().trim_end_matches('.'))
}

/// What became of an approval that is no longer in the list, without what it is about.
pub(super) fn of_gone(gone: &Gone, names: &Names, me: &str) -> (Meaning, String) {
    match gone {
        Gone::Found(approval) if !approval.state.is_decided() => {
            let progress = approval.case(Vec::new()).progress(names);
            (Meaning::Attention, format!("It is still open. {progress}"))
        }
        Gone::Found(approval) => decided(approval, names, me),
        Gone::Hidden => (
            Meaning::Attention,
            "You no longer see it: it or its wallet is not visible to you any more. Ask an admin of the wallet whether your \
             role there has changed."
                .to_owned(),
        ),
        Gone::Unread(failure) => (
            Meaning::Attention,
            format!("It is no longer in the queue, and what became of it could not be read: {}", failure.what),
        ),
    }
}

fn decided(approval: &PendingApproval, names: &Names, me: &str) -> (Meaning, String) {
    let last = approval.resolved().pop();
    let Some(last) = last else {
        let word = approval.state.word();
        return (Meaning::Attention, format!("Meanwhile somebody else has decided: it is “{word}” now."));
    };
    let deed = match (last.is_approval, last.person == approval.creator) {
        (true, _) => "approved",
        (false, true) => "withdrawn",
        (false, false) => "rejected",
    };
    if last.person == me {
        return (Meaning::Good, format!("You have {deed} it: the platform has your decision."));
    }
    let who = names.of(&last.person);
    (Meaning::Attention, format!("Meanwhile somebody else has decided: {who} has {deed} it."))
}

/// What came of one of several that the platform says it has taken. `missing` approvals were needed before.
pub(super) fn taken_words(decision: Decision, is_own: bool, missing: u64) -> String {
    match decision {
        Decision::Reject if is_own => "Withdrawn.".to_owned(),
        Decision::Reject => "Rejected.".to_owned(),
        Decision::Approve if missing > 1 => {
            format!("Your approval counts; it waits for {} more.", missing - 1)
        }
        Decision::Approve => "Approved.".to_owned(),
    }
}

/// What the platform refused, and what to do.
pub(super) fn refused_words(message: &str) -> String {
    let next = Hurdle::of("", message)
        .map_or("Open it to see how it stands, and decide it by itself.", Hurdle::next);
    if message.trim().is_empty() {
        return format!("Refused; the platform gives no reason. {next}");
    }
    format!("Refused: {}. {next}", quoted(message))
}

/// What the list tells of one of several whose answer says nothing of it, while it is still open. `None`: it is over, and
/// has to be looked up.
pub(super) fn still_open_words(
    approval: &PendingApproval,
    case: Option<&Case>,
    decision: Decision,
    me: &str,
) -> Option<(Meaning, String)> {
    match taken(!approval.state.is_decided(), &approval.resolved(), me, decision.is_approval()) {
        Taken::Counted => {
            let missing = case.map_or(0, Case::missing);
            Some((Meaning::Good, format!("Your approval counts; it waits for {missing} more.")))
        }
        Taken::Not => Some((
            Meaning::Attention,
            "It is still open: nothing was done. You can decide it again.".to_owned(),
        )),
        Taken::Yes | Taken::ByOthers => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalState, Resolver};
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
        Outcome::Waits(Box::new(Waiting {
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
        for (decision, outcome, me, words) in [
            (Decision::Approve, waits(""), "bob", vec!["counted: Pay", "1 of 2 approvals; 1 more from Eve."]),
            (
                Decision::Approve,
                waits("triggered all transactions policy"),
                "bob",
                vec![
                    "not done: Pay",
                    "Another condition",
                    "“triggered all",
                    "1 more from Eve",
                    "stays in the queue",
                ],
            ),
            (Decision::Approve, waits("moon\nphase."), "bob", vec!["gives this reason", "“moon phase”"]),
            (Decision::Reject, done.clone(), "bob", vec!["Rejected: Pay."]),
            (Decision::Reject, done, "ann", vec!["Withdrawn: Pay."]),
        ] {
            let told = Told { names: &names(), me, deciders: &[] };
            let (_, said) = of_decision(decision, "Pay", &outcome, told);
            assert!(words.iter().all(|it| said.contains(it)), "{said}");
        }
    }

    #[test]
    fn what_has_gone_is_told_by_who_decided_it() {
        let found = |state, resolved: &[(&str, &str)]| Gone::Found(Box::new(approval(state, resolved)));
        for (gone, words) in [
            (
                found(ApprovalState::Approved, &[("bob", "approve"), ("eve", "approve")]),
                "Eve has approved it",
            ),
            (found(ApprovalState::Rejected, &[("eve", "reject")]), "Eve has rejected it"),
            (found(ApprovalState::Rejected, &[("ann", "reject")]), "Ann has withdrawn it"),
            (found(ApprovalState::Approved, &[("bob", "approve")]), "You have approved it"),
            (found(ApprovalState::Processing, &[]), "“processing”"),
            (found(ApprovalState::Pending, &[]), "still open"),
            (Gone::Hidden, "no longer see it"),
        ] {
            let (_, said) = of_gone(&gone, &names(), "bob");
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn each_of_several_has_its_own_words() {
        for (words, said) in [
            ("Approved.", taken_words(Decision::Approve, false, 1)),
            ("waits for 2 more", taken_words(Decision::Approve, false, 3)),
            ("Rejected.", taken_words(Decision::Reject, false, 3)),
            ("Withdrawn.", taken_words(Decision::Reject, true, 1)),
            ("“already been decided”. There is nothing", refused_words("already been decided.")),
            ("Open it", refused_words("the sky is falling")),
            ("no reason", refused_words(" ")),
        ] {
            assert!(said.contains(words), "{said}");
        }
        let open = approval(ApprovalState::Pending, &[("bob", "approve")]);
        let case = open.case(Vec::new());
        let of = |me| still_open_words(&open, Some(&case), Decision::Approve, me).map(|(_, words)| words);
        assert!(of("bob").is_some_and(|words| words.contains("counts; it waits for 1 more")));
        assert!(of("eve").is_some_and(|words| words.contains("nothing was done")));
        let over = approval(ApprovalState::Approved, &[]);
        assert_eq!(still_open_words(&over, None, Decision::Approve, "eve"), None);
    }
}
