//! What came of decisions, in words: done, not finished and why, refused, or taken by somebody else. Without drawing.

use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::bitgo::outcome::Outcome;
use crate::domain::approval::{Case, Hurdle, Taken};
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

const APPROVAL_COUNTED: &str = "Your approval counted";

/// What came of a decision: the beginning of the sentence that names what it is about, and what follows.
struct Came {
    meaning: Meaning,
    head: &'static str,
    rest: String,
}

/// What came of a decision, worded once for those that were decided alone and together. `progress`: how far it is.
fn came(taken: Taken, decision: Decision, is_own: bool, progress: String) -> Came {
    let yes = decision.is_approval();
    let (meaning, head, rest) = match taken {
        Taken::Yes if yes => (Meaning::Good, "Approved", String::new()),
        Taken::Yes if is_own => (Meaning::Good, "Withdrawn", String::new()),
        Taken::Yes => (Meaning::Good, "Rejected", String::new()),
        Taken::Counted if yes => (Meaning::Good, APPROVAL_COUNTED, progress),
        Taken::Counted => (Meaning::Attention, "Your rejection is on it, and it is still open", progress),
        Taken::Overruled | Taken::ByOthers if yes => {
            (Meaning::Attention, "It is rejected all the same", String::new())
        }
        Taken::Overruled | Taken::ByOthers => {
            (Meaning::Attention, "It is approved all the same", String::new())
        }
        Taken::Not => {
            let next = "You can decide it again.".to_owned();
            (Meaning::Attention, "It is still open, and nothing was done", next)
        }
    };
    Came { meaning, head, rest }
}

/// What came of a decision that the platform took.
pub(super) fn of_decision(
    decision: Decision,
    summary: &str,
    outcome: &Outcome<PendingApproval>,
    told: Told<'_>,
) -> (Meaning, String) {
    let (approval, why) = match outcome {
        Outcome::Done(approval) => (Some(approval), ""),
        Outcome::Waits(waiting) => (waiting.approvals.first(), waiting.why.as_str()),
    };
    let is_own = approval.is_some_and(|approval| approval.creator == told.me);
    let progress = approval.map(|it| it.case(told.deciders.to_vec()).progress(told.names));
    let progress = progress.unwrap_or_default();
    let taken = approval.and_then(|approval| answered(approval, decision, told.me));
    let mut came = match taken {
        Some(taken) => came(taken, decision, is_own, progress),
        None => Came {
            meaning: Meaning::Attention,
            head: "It is still open",
            rest: format!("{progress} The answer does not say whether your decision counts; the list tells."),
        },
    };
    if !why.is_empty() {
        came.meaning = Meaning::Attention;
        if came.head == APPROVAL_COUNTED {
            came.head = "Your approval counted, but it is not done";
        }
        came.rest = because(why, &came.rest);
    }
    let words = format!("{}: {summary}. {}", came.head, came.rest);
    (came.meaning, words.trim_end().to_owned())
}

/// What the answer to a decision tells of it. `None` where it is open and the answer names nobody who has decided.
fn answered(approval: &PendingApproval, decision: Decision, me: &str) -> Option<Taken> {
    match approval.tells_of(me, decision) {
        // The decision was taken, and this is how it ended: who decided need not be told again.
        Taken::ByOthers if approval.ended() == Some(decision.is_approval()) => Some(Taken::Yes),
        Taken::Not if approval.resolvers.is_empty() => None,
        taken => Some(taken),
    }
}

/// The answer was a success, and still it is not done: why, how far it is, and who has to do what.
fn because(why: &str, progress: &str) -> String {
    let hurdle = Hurdle::of_condition(why);
    let what = hurdle.map_or("The platform gives this reason.", Hurdle::what);
    let next = hurdle.map_or("", Hurdle::next);
    let words = format!("{what} The platform says: {}. {progress} {next}", quoted(why));
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
        return (Meaning::Attention, format!("It is decided: the platform says “{word}”."));
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
pub(super) fn taken_words(decision: Decision, is_own: bool, missing: u64) -> (Meaning, String) {
    let taken = if decision.is_approval() && missing > 1 { Taken::Counted } else { Taken::Yes };
    alone(&came(taken, decision, is_own, waits_for(missing.saturating_sub(1))))
}

fn waits_for(missing: u64) -> String {
    format!("It waits for {missing} more.")
}

/// Where what it is about stands before it.
fn alone(came: &Came) -> (Meaning, String) {
    (came.meaning, format!("{}. {}", came.head, came.rest).trim_end().to_owned())
}

/// What the platform refused, and what to do.
pub(super) fn refused_words(message: &str) -> String {
    let next = Hurdle::of_refusal("", message, false)
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
    match approval.tells_of(me, decision) {
        taken @ (Taken::Counted | Taken::Not) => {
            let missing = case.map_or(0, Case::missing);
            Some(alone(&came(taken, decision, approval.creator == me, waits_for(missing))))
        }
        Taken::Yes | Taken::Overruled | Taken::ByOthers => None,
    }
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
        let over = Outcome::Done(approval(ApprovalState::Processing, &[]));
        let silent = Outcome::Done(approval(ApprovalState::Pending, &[]));
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
            (Decision::Reject, done.clone(), "ann", vec!["Withdrawn: Pay."]),
            (Decision::Approve, done, "bob", vec!["It is rejected all the same: Pay."]),
            (Decision::Approve, over.clone(), "bob", vec!["Approved: Pay."]),
            (Decision::Reject, over, "bob", vec!["It is approved all the same: Pay."]),
            (Decision::Reject, waits(""), "eve", vec!["It is still open, and nothing was done: Pay."]),
            (
                Decision::Approve,
                waits("moon"),
                "eve",
                vec!["still open, and nothing was done: Pay.", "“moon”"],
            ),
            (Decision::Approve, silent, "bob", vec!["It is still open: Pay.", "does not say whether"]),
        ] {
            let told = Told { names: &names(), me, deciders: &[] };
            let (meaning, said) = of_decision(decision, "Pay", &outcome, told);
            let is_so = ["Approved", "Rejected", "Withdrawn", "Your approval counted:"];
            assert_eq!(meaning == Meaning::Good, is_so.iter().any(|it| said.starts_with(it)), "{said}");
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
            ("Approved.", taken_words(Decision::Approve, false, 1).1),
            ("counted. It waits for 2 more", taken_words(Decision::Approve, false, 3).1),
            ("Rejected.", taken_words(Decision::Reject, false, 3).1),
            ("Withdrawn.", taken_words(Decision::Reject, true, 1).1),
            ("“already been decided”. There is nothing", refused_words("already been decided.")),
            ("Open it", refused_words("the sky is falling")),
            ("no reason", refused_words(" ")),
        ] {
            assert!(said.contains(words), "{said}");
        }
        let open = approval(ApprovalState::Pending, &[("bob", "approve")]);
        let case = open.case(Vec::new());
        let of = |me| still_open_words(&open, Some(&case), Decision::Approve, me).map(|(_, words)| words);
        assert!(of("bob").is_some_and(|words| words.contains("counted. It waits for 1 more")));
        assert!(of("eve").is_some_and(|words| words.contains("nothing was done")));
        let over = approval(ApprovalState::Approved, &[]);
        assert_eq!(still_open_words(&over, None, Decision::Approve, "eve"), None);
    }
}
