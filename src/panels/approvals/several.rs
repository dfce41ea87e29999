//! Deciding several at once: which can be, the one request that is sent for them, and what came of each.

use super::{Gone, Model, UNSETTLED, outcome, reading};
use crate::bitgo::approvals::{
    BulkDecision, BulkRequest, BulkResult, BulkState, Change, Decision, PendingApproval,
};
use crate::domain::approval::{Case, Taken};
use crate::domain::share::Names;
use crate::kit::palette::Meaning;
use crate::kit::secret::SecretBuffer;
use crate::kit::state::Failure;

use super::queue::whole_summary;

/// Several that are being decided.
pub(super) struct Several {
    pub decision: Decision,
    pub items: Vec<Item>,
    /// Those that are not sent: what each is about, and why not.
    pub refused: Vec<(String, String)>,
    pub stops_at_error: bool,
    pub code: SecretBuffer,
    /// The platform wants the session unlocked.
    pub must_unlock: bool,
    pub step: Step,
}

/// One of several.
pub(super) struct Item {
    decision: BulkDecision,
    pub summary: String,
    /// What happens next.
    pub next: String,
    /// The person asked for it: rejecting it takes it back.
    pub is_own: bool,
    /// How many approvals it needed when it was chosen.
    missing: u64,
    pub came: Option<Came>,
}

/// What came of one of several.
pub(super) struct Came {
    pub meaning: Meaning,
    pub words: String,
    /// The list has still to tell.
    is_open: bool,
}

/// How far they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing is sent yet.
    Asking,
    /// The request is on its way.
    Sent,
    /// Each has its result.
    Told,
}

/// Why one cannot be decided together with others by this person, if it cannot.
pub(super) fn hindrance(
    approval: &PendingApproval,
    case: &Case,
    decision: Decision,
    me: &str,
) -> Option<String> {
    if let Err(refusal) = BulkDecision::new(approval, decision) {
        return Some(refusal.to_string());
    }
    let can = if decision.is_approval() { case.can_approve(me) } else { case.can_reject(me) };
    if let Err(why) = can {
        return Some(why.to_string());
    }
    if decision.is_approval() && reading::is_unreadable(approval) {
        return Some(
            "Not everything in it can be read here; open it and look before you approve it.".to_owned(),
        );
    }
    if decision.is_approval() && needs_a_look(&approval.info.change) {
        let words =
            "It may leave too few people who can decide, which its case alone tells; open it to approve it.";
        return Some(words.to_owned());
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

impl Several {
    /// Those ticked that can be decided, and the others with the reason.
    pub fn of(
        decision: Decision,
        ids: impl Iterator<Item = String>,
        is_unsettled: impl Fn(&str) -> bool,
        model: &Model<'_>,
    ) -> Self {
        let (mut items, mut refused) = (Vec::new(), Vec::new());
        for (approval, case) in ids.filter_map(|id| model.row(&id)) {
            let summary = whole_summary(approval, model);
            let hindrance = is_unsettled(&approval.id)
                .then(|| UNSETTLED.to_owned())
                .or_else(|| hindrance(approval, case, decision, model.me));
            match (BulkDecision::new(approval, decision), hindrance) {
                (Ok(bulk), None) => items.push(Item {
                    decision: bulk,
                    summary,
                    next: reading::next(approval, case, decision, model.me),
                    is_own: approval.creator == model.me,
                    missing: case.missing(),
                    came: None,
                }),
                (_, why) => refused.push((summary, why.unwrap_or_default())),
            }
        }
        Self {
            decision,
            items,
            refused,
            stops_at_error: false,
            code: SecretBuffer::default(),
            must_unlock: false,
            step: Step::Asking,
        }
    }

    /// The request: what is shown is what is sent.
    pub fn request(&self) -> BulkRequest {
        let approvals = self.items.iter().map(|item| item.decision.clone()).collect();
        BulkRequest { approvals, stops_at_error: self.stops_at_error }
    }

    /// How many, in words with what they are.
    pub fn counted(&self) -> String {
        counted(self.items.len())
    }

    /// Whether the list has still to tell of some.
    pub fn awaits_list(&self) -> bool {
        self.step == Step::Told
            && self.items.iter().any(|item| item.came.as_ref().is_some_and(|came| came.is_open))
    }

    /// The session is over: no code stays typed, and what was on its way has no answer.
    pub fn session_over(&mut self) {
        self.code.wipe();
        if self.step == Step::Sent {
            self.lose("The session ended before an answer came; once you are back, the list tells.");
        }
    }

    /// The platform has answered.
    pub fn answered(&mut self, results: &[BulkResult]) {
        self.step = Step::Told;
        for item in &mut self.items {
            let result = results.iter().find(|result| result.id == item.decision.id());
            item.came = Some(match result.map(|result| &result.state) {
                Some(BulkState::Done) => {
                    let (meaning, words) = outcome::taken_words(self.decision, item.is_own, item.missing);
                    Came { meaning, words, is_open: false }
                }
                Some(BulkState::Failed(message)) => {
                    let words = outcome::refused_words(message);
                    Came { meaning: Meaning::Danger, words, is_open: false }
                }
                Some(BulkState::Other(word)) => {
                    let words = format!("The platform says “{}”; the list tells.", word.escape_debug());
                    Came { meaning: Meaning::Attention, words, is_open: true }
                }
                Some(BulkState::NotTold) | None => {
                    let words = if self.stops_at_error {
                        "The platform stopped before it; the list tells whether it is open."
                    } else {
                        "The platform says nothing of it; the list tells whether it is open."
                    };
                    Came { meaning: Meaning::Attention, words: words.to_owned(), is_open: true }
                }
            });
        }
    }

    /// It was not done: refused as a whole, or the answer was lost.
    pub fn failed(&mut self, failure: &Failure, is_lost: bool, needs_unlock: bool) {
        if is_lost {
            self.lose(&format!("{} The list tells whether it was done.", failure.what));
            return;
        }
        self.step = Step::Asking;
        self.must_unlock |= needs_unlock;
    }

    fn lose(&mut self, words: &str) {
        self.step = Step::Told;
        for item in &mut self.items {
            item.came = Some(Came { meaning: Meaning::Attention, words: words.to_owned(), is_open: true });
        }
    }

    /// A whole list has come. Before anything is sent, what is no longer in it is not sent; afterwards it tells of those
    /// whose answer says nothing. Those that it does not tell of are handed out, to be looked up.
    pub fn take_list(&mut self, approvals: &[PendingApproval], cases: &[Case], me: &str) -> Vec<String> {
        let at = |id: &str| approvals.iter().position(|approval| approval.id == id);
        match self.step {
            Step::Sent => Vec::new(),
            Step::Asking => {
                let (there, gone) = std::mem::take(&mut self.items)
                    .into_iter()
                    .partition(|item: &Item| at(item.decision.id()).is_some());
                self.items = there;
                let why =
                    "It has left the queue meanwhile: somebody else has decided it, or you no longer see it.";
                self.refused.extend(gone.into_iter().map(|item| (item.summary, why.to_owned())));
                Vec::new()
            }
            Step::Told => {
                let mut to_look_up = Vec::new();
                let open = |item: &&mut Item| item.came.as_ref().is_some_and(|came| came.is_open);
                for item in self.items.iter_mut().filter(open) {
                    let told = at(item.decision.id()).and_then(|at| {
                        outcome::still_open_words(&approvals[at], cases.get(at), self.decision, me)
                    });
                    match told {
                        Some((meaning, words)) => item.came = Some(Came { meaning, words, is_open: false }),
                        None => to_look_up.push(item.decision.id().to_owned()),
                    }
                }
                to_look_up
            }
        }
    }

    /// What became of one that was looked up.
    pub fn take_gone(&mut self, id: &str, gone: &Gone, names: &Names, me: &str) {
        let is_meant = |item: &&mut Item| {
            item.decision.id() == id && item.came.as_ref().is_some_and(|came| came.is_open)
        };
        let decision = self.decision;
        let Some(item) = self.items.iter_mut().find(is_meant) else { return };
        let (meaning, words) = outcome::of_gone(gone, names, me);
        let is_taken = matches!(gone, Gone::Found(approval)
            if approval.tells_of(me, decision) == Taken::Yes);
        let words = if is_taken { format!("The answer was lost, but it is done. {words}") } else { words };
        // What could not be read is asked for again with the next list.
        item.came = Some(Came { meaning, words, is_open: matches!(gone, Gone::Unread(_)) });
    }

    /// Those that were sent, by ID, with what each is about.
    pub fn lost(&self) -> impl Iterator<Item = (&str, Decision, &str)> {
        self.items.iter().map(|item| (item.decision.id(), self.decision, item.summary.as_str()))
    }

    /// Whether this one is among them, and the person is told here what comes of it.
    pub fn tells_of(&self, id: &str) -> bool {
        self.items.iter().any(|item| item.decision.id() == id)
    }

    /// Those that the platform says it has decided, by ID.
    pub fn done(&self) -> impl Iterator<Item = &str> {
        let is_done = |item: &&Item| item.came.as_ref().is_some_and(|came| came.meaning == Meaning::Good);
        self.items.iter().filter(is_done).map(|item| item.decision.id())
    }
}

/// "1 request", "3 requests".
pub(super) fn counted(count: usize) -> String {
    if count == 1 { "1 request".to_owned() } else { format!("{count} requests") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, ApprovalKind, ApprovalState, Resolver};

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
            let said = |decision| hindrance(&approval, &approval.case(Vec::new()), decision, "bob");
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
            (ApprovalKind::WalletTags, Decision::Approve, "ann", Some("You asked for this")),
            (ApprovalKind::WalletTags, Decision::Reject, "ann", None),
            (ApprovalKind::WalletTags, Decision::Reject, "zoe", Some("Only its admins")),
            (ApprovalKind::Transaction, Decision::Reject, "bob", Some("one by one")),
            (ApprovalKind::TransactionFull, Decision::Approve, "bob", Some("one by one")),
            (ApprovalKind::Other("new".to_owned()), Decision::Reject, "bob", Some("does not know")),
        ] {
            let approval = approval("a", kind.clone());
            let said = hindrance(&approval, &approval.case(Vec::new()), decision, me);
            match words {
                Some(words) => {
                    assert!(said.as_ref().is_some_and(|it| it.contains(words)), "{kind:?} {said:?}");
                }
                None => assert_eq!(said, None, "{kind:?} {me}"),
            }
        }
    }

    fn several(ids: &[&str]) -> Several {
        let item = |id: &&str| {
            let approval = approval(id, ApprovalKind::WalletTags);
            BulkDecision::new(&approval, Decision::Approve).ok().map(|decision| Item {
                decision,
                summary: (*id).to_owned(),
                next: String::new(),
                is_own: false,
                missing: 1,
                came: None,
            })
        };
        Several {
            decision: Decision::Approve,
            items: ids.iter().filter_map(item).collect(),
            refused: Vec::new(),
            stops_at_error: true,
            code: SecretBuffer::default(),
            must_unlock: false,
            step: Step::Asking,
        }
    }

    fn words(several: &Several) -> Vec<&str> {
        several.items.iter().map(|item| item.came.as_ref().map_or("", |came| came.words.as_str())).collect()
    }

    #[test]
    fn each_has_its_result_and_the_list_tells_of_those_that_the_answer_is_silent_about() {
        let mut all = several(&["a", "b", "c", "d"]);
        let result = |id: &str, state| BulkResult { id: id.to_owned(), state };
        all.step = Step::Sent;
        let list = [approval("b", ApprovalKind::WalletTags), approval("c", ApprovalKind::WalletTags)];
        assert!(all.take_list(&list, &[], "bob").is_empty(), "nothing is told while it is on its way");
        all.answered(&[
            result("a", BulkState::Done),
            result("b", BulkState::Failed("already been decided".to_owned())),
        ]);
        assert!(words(&all)[2].starts_with("The platform stopped before it"), "{:?}", words(&all));
        assert!(all.awaits_list());
        assert_eq!(all.take_list(&list, &[], "bob"), ["d"]);
        assert!(words(&all)[2].contains("nothing was done"), "{:?}", words(&all));
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
        all.take_gone("d", &Gone::Found(Box::new(over)), &Names::default(), "bob");
        assert!(words(&all)[3].contains("it is done"), "{:?}", words(&all));
        assert!(!all.awaits_list());
        assert_eq!(all.done().collect::<Vec<_>>(), ["a", "d"]);
    }

    #[test]
    fn what_leaves_the_queue_before_it_is_sent_is_not_sent() {
        let mut all = several(&["a", "b"]);
        assert!(all.take_list(&[approval("b", ApprovalKind::WalletTags)], &[], "bob").is_empty());
        assert!(all.request().in_words().contains("\"paId\": \"b\""));
        assert!(!all.request().in_words().contains("\"paId\": \"a\""));
        assert_eq!(all.refused.len(), 1);
    }

    #[test]
    fn a_lost_answer_is_no_failure() {
        let mut all = several(&["a"]);
        all.failed(&Failure { what: "No answer came.".to_owned(), ..Failure::default() }, true, false);
        assert!(all.awaits_list() && words(&all)[0].starts_with("No answer came. The list"));
        let mut locked = several(&["a"]);
        locked.failed(&Failure::default(), false, true);
        assert!(locked.must_unlock && locked.step == Step::Asking);
    }
}
