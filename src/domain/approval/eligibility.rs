//! Who may decide an approval, what is still needed, and whether it can ever come to an end.

use crate::domain::approvers::{cannot_complete, enough_of};
use crate::domain::share::Names;

/// What is known of an approval and of the people who decide it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApprovalStatus {
    /// Whether it waits for the wallet's or the enterprise's people; else what it waits for, in words.
    pub awaits: Awaits,
    /// Who asked for it, by ID.
    pub creator: String,
    /// Whether they may approve it themselves.
    pub initiator_may_approve: bool,
    /// Who may decide it, by ID: the wallet's or the enterprise's admins. Empty where that is not known.
    pub deciders: Vec<String>,
    /// Who has approved it so far, by ID.
    pub approved_by: Vec<String>,
    /// How many approvals it needs.
    pub needed: u64,
}

/// What an approval waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Awaits {
    /// The people who decide it.
    #[default]
    People,
    /// Somebody or something else, in words behind "pending": "custodian approval".
    Other(String),
    /// Nothing: it is decided.
    Nothing,
}

/// Whether a person can decide an approval, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotAct {
    /// They asked for it.
    #[error("You requested this, so somebody else has to approve it. You can cancel your request.")]
    OwnRequest,
    /// They have approved it already.
    #[error("You have approved this. It is pending others.")]
    HasApproved,
    /// It is not theirs to decide.
    #[error("Only its admins can approve or reject this.")]
    NoDecider,
    /// It waits for something else.
    #[error("Pending {0}.")]
    AwaitsOther(String),
    /// It is decided.
    #[error("This has been decided already.")]
    Decided,
}

impl CannotAct {
    /// The reason in a word or two.
    pub fn word(&self) -> &'static str {
        match self {
            Self::OwnRequest => "your request",
            Self::HasApproved => "approved by you",
            Self::NoDecider => "not for you",
            Self::AwaitsOther(_) => "pending others",
            Self::Decided => "decided",
        }
    }
}

impl ApprovalStatus {
    /// Whether this person can approve it.
    pub fn can_approve(&self, me: &str) -> Result<(), CannotAct> {
        match &self.awaits {
            Awaits::Nothing => return Err(CannotAct::Decided),
            Awaits::Other(what) => return Err(CannotAct::AwaitsOther(what.clone())),
            Awaits::People => {}
        }
        if self.creator == me && !self.initiator_may_approve {
            return Err(CannotAct::OwnRequest);
        }
        if self.approved_by.iter().any(|person| person == me) {
            return Err(CannotAct::HasApproved);
        }
        if !self.deciders.is_empty() && self.deciders.iter().all(|person| person != me) {
            return Err(CannotAct::NoDecider);
        }
        Ok(())
    }

    /// How many approvals are still missing.
    pub fn missing(&self) -> u64 {
        let given = u64::try_from(self.approved_by.len()).unwrap_or(u64::MAX);
        self.needed.saturating_sub(given)
    }

    /// Who could still approve it, by ID. Empty where the deciders are not known.
    pub fn could_approve(&self) -> Vec<&str> {
        let could = |person: &&String| {
            (self.initiator_may_approve || **person != self.creator) && !self.approved_by.contains(person)
        };
        self.deciders.iter().filter(could).map(String::as_str).collect()
    }

    /// Whether it can never be approved: more approvals are missing than there are people who could give one (protocol
    /// notes, section 8). Nothing is said where the deciders are not known.
    pub fn deadlock(&self) -> Option<String> {
        if self.deciders.is_empty() || self.awaits != Awaits::People {
            return None;
        }
        let (missing, could) = (self.missing(), self.could_approve().len());
        is_deadlock(missing, could).then(|| {
            format!(
                "{} Reject or cancel it. To change the admins or the number of approvals needs approval too, and may need \
                 BitGo support.",
                cannot_complete(&self.missing_words(), could)
            )
        })
    }

    /// How many approvals are missing: "2", or "1 more" where some are there.
    fn missing_words(&self) -> String {
        let more = if self.approved_by.is_empty() { "" } else { " more" };
        format!("{}{more}", self.missing())
    }

    /// How far it is, in a sentence.
    pub fn progress(&self, names: &Names) -> String {
        match &self.awaits {
            Awaits::Nothing => return "Decided.".to_owned(),
            Awaits::Other(what) => return format!("Pending {what}."),
            Awaits::People => {}
        }
        let (given, missing) = (self.approved_by.len(), self.missing());
        let could: Vec<String> = self.could_approve().into_iter().map(|id| names.of(id)).collect();
        let rest = if self.deadlock().is_some() {
            cannot_complete(&self.missing_words(), could.len())
        } else if could.is_empty() {
            format!("Pending {}.", count_words(missing))
        } else {
            format!("Pending: {}.", enough_of(could, missing))
        };
        format!("{given} of {} approved. {rest}", self.needed)
    }
}

/// "1 approval", "2 approvals".
pub fn count_words(approvals: u64) -> String {
    let plural = if approvals == 1 { "" } else { "s" };
    format!("{approvals} approval{plural}")
}

/// Whether more approvals are missing than there are people who could give one.
pub(super) fn is_deadlock(missing: u64, could: usize) -> bool {
    missing > could as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(deciders: &[&str], approved_by: &[&str], needed: u64) -> ApprovalStatus {
        let owned = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        ApprovalStatus {
            creator: "ann".to_owned(),
            deciders: owned(deciders),
            approved_by: owned(approved_by),
            needed,
            ..ApprovalStatus::default()
        }
    }

    #[test]
    fn who_can_approve_is_judged_with_the_reason() {
        let of = status(&["ann", "bob", "eve"], &["eve"], 2);
        for (me, expected) in [
            ("ann", Some(CannotAct::OwnRequest)),
            ("bob", None),
            ("eve", Some(CannotAct::HasApproved)),
            ("zoe", Some(CannotAct::NoDecider)),
        ] {
            assert_eq!(of.can_approve(me).err(), expected, "{me}");
        }
        let allowed = ApprovalStatus { initiator_may_approve: true, ..of.clone() };
        assert_eq!(allowed.can_approve("ann"), Ok(()));
        let custodian =
            ApprovalStatus { awaits: Awaits::Other("custodian approval".to_owned()), ..of.clone() };
        assert_eq!(
            custodian.can_approve("bob"),
            Err(CannotAct::AwaitsOther("custodian approval".to_owned()))
        );
        assert_eq!(
            ApprovalStatus { awaits: Awaits::Nothing, ..of }.can_approve("bob"),
            Err(CannotAct::Decided)
        );
        assert_eq!(status(&[], &[], 1).can_approve("zoe"), Ok(()), "whose decision it is is not known");
    }

    #[test]
    fn an_approval_that_can_never_come_to_an_end_is_found() {
        for (deciders, approved_by, needed, is_deadlock) in [
            (&["ann", "bob"][..], &[][..], 1, false),
            (&["ann", "bob"], &[], 2, true),
            (&["ann"], &[], 1, true),
            (&["ann", "bob", "eve"], &["bob"], 2, false),
            (&["ann", "bob", "eve"], &["bob", "eve"], 3, true),
            (&[], &[], 9, false),
        ] {
            let status = status(deciders, approved_by, needed);
            assert_eq!(status.deadlock().is_some(), is_deadlock, "{deciders:?} {approved_by:?} {needed}");
        }
        let own = ApprovalStatus { initiator_may_approve: true, ..status(&["ann"], &[], 1) };
        assert_eq!(own.deadlock(), None);
        for (of, words) in [
            (
                status(&["ann"], &[], 1),
                "1 needed, nobody can approve: this cannot complete. Reject or cancel it.",
            ),
            (status(&["ann", "bob"], &[], 2), "2 needed, only 1 person can approve: this cannot complete."),
            (status(&["ann", "bob", "eve"], &[], 3), "3 needed, only 2 people can approve"),
        ] {
            assert!(of.deadlock().is_some_and(|said| said.contains(words)), "{words}");
        }
    }

    #[test]
    fn progress_names_who_could_still_approve() {
        let mut names = Names::default();
        names.add("bob", "Bob");
        let status = status(&["ann", "bob", "eve"], &["eve"], 2);
        assert_eq!(status.progress(&names), "1 of 2 approved. Pending: Bob.");
        names.add("eve", "Eve");
        names.add("zoe", "Zoe");
        for (needed, words) in [
            (1, "0 of 1 approved. Pending: Bob, Eve or Zoe."),
            (2, "0 of 2 approved. Pending: Bob, Eve or Zoe."),
            (3, "0 of 3 approved. Pending: Bob, Eve and Zoe."),
            (4, "0 of 4 approved. 4 needed, only 3 people can approve: this cannot complete."),
        ] {
            assert_eq!(self::status(&["ann", "bob", "eve", "zoe"], &[], needed).progress(&names), words);
        }
    }
}
