//! An approval with what came of examining it. Nothing of it can be changed, so what was worked out once holds.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::examined::Examined;
use super::{ApprovalFacts, PendingApproval, Snapshot};
use crate::domain::share::Names;

/// An approval as it was read, with what came of examining it: that is done when it is first asked for, and once. Copies
/// share it.
#[derive(Clone, Debug, Default)]
pub struct ApprovalCase(Arc<Content>);

#[derive(Debug, Default)]
struct Content {
    approval: PendingApproval,
    /// What came of it where nothing else is known.
    alone: OnceLock<Arc<Examined>>,
}

/// So many results are kept beside what one approval is checked against: that of the list, and that of a dialog which was
/// opened before the approval changed.
const KEPT: usize = 2;

/// What came of examining an approval with what is known beside it, the newest first.
#[derive(Debug, Default)]
pub(super) struct ExaminedWith(Mutex<Vec<(ApprovalCase, Arc<Examined>)>>);

impl ApprovalCase {
    /// Of an approval that was read.
    pub fn new(approval: PendingApproval) -> Self {
        Self(Arc::new(Content { approval, alone: OnceLock::new() }))
    }

    /// What came of examining it, with what is known beside it. Worked out again only where that is another reading.
    pub fn examined(&self, known: Option<&ApprovalFacts>) -> Arc<Examined> {
        let Some(known) = known else { return Arc::clone(self.alone()) };
        known.examined().of(self, || Examined::with(self, known, self.alone()))
    }

    fn alone(&self) -> &Arc<Examined> {
        self.0.alone.get_or_init(|| Arc::new(Examined::alone(self)))
    }

    /// Whether something that the decision needs could not be read. Such a case is not decided by a key alone.
    pub fn is_unreadable(&self) -> bool {
        !self.alone().unread.is_empty()
    }

    /// What the approval is about, in a short sentence.
    pub fn summary(&self, names: &Names) -> String {
        // What is signed is what was built.
        self.in_short(names, self.alone().built.in_short())
    }

    /// How it stands.
    pub fn snapshot(&self) -> Snapshot {
        self.stands(self.is_unreadable())
    }

    /// Whether both are the same reading.
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl ExaminedWith {
    /// What was kept for this very approval, else what is made now.
    fn of(&self, case: &ApprovalCase, make: impl FnOnce() -> Examined) -> Arc<Examined> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = kept().iter().find(|(it, _)| it.is(case)) {
            return Arc::clone(found);
        }
        // Nobody waits for this who looks at another case: it is compared with every address that is known.
        let examined = Arc::new(make());
        let mut kept = kept();
        kept.insert(0, (case.clone(), Arc::clone(&examined)));
        kept.truncate(KEPT);
        examined
    }
}

impl Deref for ApprovalCase {
    type Target = PendingApproval;

    fn deref(&self) -> &PendingApproval {
        &self.0.approval
    }
}

impl PartialEq for ApprovalCase {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalRow, Change};
    use crate::bitgo::wallet::Wallet;

    fn approval(count: u64) -> PendingApproval {
        let mut approval = PendingApproval { id: "a".to_owned(), ..PendingApproval::default() };
        approval.info.change = Change::ApprovalsRequired(count);
        approval
    }

    fn facts() -> ApprovalFacts {
        ApprovalFacts::of_wallet(Wallet::default())
    }

    #[test]
    fn what_has_not_changed_is_examined_once() {
        let (case, facts) = (ApprovalCase::new(approval(1)), facts());
        let known = Some(&facts);
        for (one, other) in [
            (case.examined(None), case.clone().examined(None)),
            (case.examined(known), case.clone().examined(known)),
        ] {
            assert!(Arc::ptr_eq(&one, &other));
        }
        assert!(!Arc::ptr_eq(&case.examined(None), &case.examined(known)));
    }

    #[test]
    fn another_reading_of_the_approval_or_of_what_is_around_it_is_examined_anew() {
        let (case, before) = (ApprovalCase::new(approval(1)), facts());
        let first = case.examined(Some(&before));
        let other = ApprovalCase::new(approval(2)).examined(Some(&before));
        assert!(!Arc::ptr_eq(&first, &other), "another approval");
        assert!(!Arc::ptr_eq(&first, &case.examined(Some(&facts()))), "other facts");
        // A dialog may still show the one that the list has replaced.
        assert!(Arc::ptr_eq(&first, &case.examined(Some(&before))));
        let with_earlier = before.with_earlier(Some(Arc::new(facts())));
        assert!(!Arc::ptr_eq(&first, &case.examined(Some(&with_earlier))), "the same facts and earlier ones");
    }

    #[test]
    fn only_what_was_asked_for_is_made_and_only_so_much_is_kept() {
        let (kept, mut made) = (ExaminedWith::default(), 0);
        let cases: Vec<ApprovalCase> = (0..3).map(|count| ApprovalCase::new(approval(count))).collect();
        for (at, expected) in [(0, 1), (0, 1), (1, 2), (0, 2), (1, 2), (2, 3), (1, 3), (0, 4)] {
            kept.of(&cases[at], || {
                made += 1;
                Examined::alone(&cases[at])
            });
            assert_eq!(made, expected, "{at}");
        }
    }

    #[test]
    fn a_list_that_is_read_again_keeps_what_has_not_changed() {
        let before = ApprovalRow::new(approval(1), Vec::new());
        let examined = before.approval.examined(None);
        for (now, is_kept) in [(approval(1), true), (approval(2), false)] {
            let row = ApprovalRow::again(&now, Some(&before), Vec::new());
            assert_eq!(Arc::ptr_eq(&row.approval.examined(None), &examined), is_kept);
            assert_eq!(*row.approval, now);
        }
    }
}
