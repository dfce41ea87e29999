//! The steps of a replacement and what may be done at each: the old token is revoked last, and only by name.
//!
//! It can be taken up where it stopped, also in another run of the program. No token's value is in it.

use crate::domain::foreign_text::visible;
use std::collections::BTreeSet;

/// One token in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The old token's ID.
    pub old_id: String,
    /// The old token's label.
    pub old_label: String,
    /// How far it has come.
    pub step: Step,
}

/// How far a replacement has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The form is filled in; nothing was sent yet.
    Drafted,
    /// The new token exists and has not been tried.
    Created {
        /// Its ID.
        new_id: String,
        /// Its label.
        new_label: String,
    },
    /// The new token works.
    Verified {
        /// Its ID.
        new_id: String,
        /// Its label.
        new_label: String,
        /// Who says so.
        by: Verified,
    },
    /// The old token is gone: the replacement is complete.
    Revoked {
        /// The new token's ID.
        new_id: String,
        /// The new token's label.
        new_label: String,
    },
}

/// Who says that a new token works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verified {
    /// The platform answered a call that was made with it (spec: GET /api/v2/user/session).
    Session,
    /// The person, who has tried it where it is used: its value is no longer known here.
    Person,
}

/// Something that a person may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Create the new token.
    Create,
    /// Try the new token.
    Verify,
    /// Revoke the old token.
    RevokeOld,
}

/// Why something cannot be done at this step.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotNow {
    /// There is no new token yet.
    #[error("The new token is not created yet.")]
    NothingCreated,
    /// There already is one.
    #[error("The new token “{label}” already exists. Test it, or discard it first.")]
    AlreadyCreated {
        /// The new token's label.
        label: String,
    },
    /// The new token has not shown that it works.
    #[error("Test the new token “{label}” first. The old one is in use until then.")]
    NotVerified {
        /// The new token's label.
        label: String,
    },
    /// The new token was given the old one's ID, which would revoke the wrong one.
    #[error("This is the old token. A replacement must be a different token.")]
    SameToken,
    /// The old token is gone.
    #[error("The old token is revoked. This replacement is complete.")]
    Complete,
}

impl Replacement {
    /// A replacement at its beginning.
    pub fn of(old_id: impl Into<String>, old_label: impl Into<String>) -> Self {
        Self { old_id: old_id.into(), old_label: old_label.into(), step: Step::Drafted }
    }

    /// Whether an action is allowed at this step, or why not.
    pub fn allows(&self, action: Action) -> Result<(), NotNow> {
        let label = || self.new_label().unwrap_or_default().to_owned();
        match (action, &self.step) {
            (_, Step::Revoked { .. }) => Err(NotNow::Complete),
            (Action::Create, Step::Drafted) => Ok(()),
            (Action::Create, _) => Err(NotNow::AlreadyCreated { label: label() }),
            (Action::Verify | Action::RevokeOld, Step::Drafted) => Err(NotNow::NothingCreated),
            (Action::RevokeOld, Step::Created { .. }) => Err(NotNow::NotVerified { label: label() }),
            (Action::Verify, _) | (Action::RevokeOld, Step::Verified { .. }) => Ok(()),
        }
    }

    /// The new token was created.
    pub fn created(&mut self, new_id: String, new_label: String) -> Result<(), NotNow> {
        self.allows(Action::Create)?;
        if new_id == self.old_id {
            return Err(NotNow::SameToken);
        }
        self.step = Step::Created { new_id, new_label };
        Ok(())
    }

    /// The new token has shown that it works.
    pub fn verified(&mut self, by: Verified) -> Result<(), NotNow> {
        self.allows(Action::Verify)?;
        if let Some((new_id, new_label)) = self.new_token() {
            self.step = Step::Verified { new_id, new_label, by };
        }
        Ok(())
    }

    /// The new token has been tried and does not work: it has to be tried again before the old one may go.
    pub fn failed(&mut self) -> Result<(), NotNow> {
        self.allows(Action::Verify)?;
        if let Some((new_id, new_label)) = self.new_token() {
            self.step = Step::Created { new_id, new_label };
        }
        Ok(())
    }

    /// The old token was revoked.
    pub fn revoked(&mut self) -> Result<(), NotNow> {
        self.allows(Action::RevokeOld)?;
        if let Some((new_id, new_label)) = self.new_token() {
            self.step = Step::Revoked { new_id, new_label };
        }
        Ok(())
    }

    /// Brings it up to date with a *complete* list of the tokens that exist: what was done elsewhere, or ended by
    /// itself, is as good as done here. Returns a sentence where that changes something.
    pub fn take_up(&mut self, listed: &BTreeSet<String>) -> Option<String> {
        let old_is_gone = !listed.contains(&self.old_id);
        let (new_id, new_label) = self.new_token().filter(|_| !self.is_complete())?;
        let new = visible(&new_label).into_owned();
        if !listed.contains(&new_id) {
            self.step = Step::Drafted;
            let old = if old_is_gone { " and neither does the old one" } else { "" };
            return Some(format!("The new token “{new}” no longer exists{old}. Create a new one."));
        }
        if old_is_gone {
            let old = visible(&self.old_label).into_owned();
            self.step = Step::Revoked { new_id, new_label };
            return Some(format!("The old token “{old}” no longer exists, so “{new}” has replaced it."));
        }
        None
    }

    /// The confirmation of the last step, which names both tokens; nothing where it is not allowed.
    pub fn confirmation(&self) -> Option<String> {
        let Step::Verified { new_id, new_label, by } = &self.step else { return None };
        let proof = match by {
            Verified::Session => "BitGo answered a request made with it",
            Verified::Person => "you confirmed that it works; it was not tested from here",
        };
        Some(format!(
            "Revoke the old token “{}” ({}). The new token “{}” ({new_id}) stays: {proof}. Anything that still \
             uses the old token stops working at once. This cannot be undone.",
            visible(&self.old_label),
            self.old_id,
            visible(new_label),
        ))
    }

    /// Whether the old token is gone.
    pub fn is_complete(&self) -> bool {
        matches!(self.step, Step::Revoked { .. })
    }

    /// The new token's label, once there is one.
    pub fn new_label(&self) -> Option<&str> {
        match &self.step {
            Step::Drafted => None,
            Step::Created { new_label, .. }
            | Step::Verified { new_label, .. }
            | Step::Revoked { new_label, .. } => Some(new_label),
        }
    }

    /// The new token's ID, once there is one.
    pub fn new_id(&self) -> Option<&str> {
        match &self.step {
            Step::Drafted => None,
            Step::Created { new_id, .. } | Step::Verified { new_id, .. } | Step::Revoked { new_id, .. } => {
                Some(new_id)
            }
        }
    }

    fn new_token(&self) -> Option<(String, String)> {
        Some((self.new_id()?.to_owned(), self.new_label()?.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    type Advance = fn(&mut Replacement) -> Result<(), NotNow>;

    fn at(steps: usize) -> Replacement {
        let mut replacement = Replacement::of("old", "Payouts");
        let step: [Advance; 3] = [
            |it| it.created("new".into(), "Payouts (2)".into()),
            |it| it.verified(Verified::Session),
            Replacement::revoked,
        ];
        step[..steps].iter().for_each(|step| step(&mut replacement).unwrap());
        replacement
    }

    #[test]
    fn each_step_allows_what_it_should_and_nothing_else() {
        let actions = [Action::Create, Action::Verify, Action::RevokeOld];
        for (steps, allowed) in
            [(0, [true, false, false]), (1, [false, true, false]), (2, [false, true, true]), (3, [false; 3])]
        {
            assert_eq!(
                actions.map(|action| at(steps).allows(action).is_ok()),
                allowed,
                "after {steps} steps"
            );
            assert_eq!(at(steps).confirmation().is_some(), steps == 2);
        }
        let mut failed = at(2);
        failed.failed().unwrap();
        assert_eq!(failed, at(1));
        assert_eq!(at(0).created("old".into(), "x".into()), Err(NotNow::SameToken));
    }

    #[test]
    fn the_confirmation_names_both_tokens() {
        let words = at(2).confirmation().unwrap();
        for part in ["“Payouts” (old)", "“Payouts (2)” (new)", "cannot be undone"] {
            assert!(words.contains(part), "{words}");
        }
    }

    #[test]
    fn it_is_taken_up_where_it_stopped() {
        let listed = |ids: &[&str]| -> BTreeSet<String> { ids.iter().map(|&id| id.to_owned()).collect() };
        let take_up = |steps, ids: &[&str]| {
            let mut replacement = at(steps);
            let said = replacement.take_up(&listed(ids)).is_some();
            (replacement, said)
        };
        assert_eq!(take_up(1, &["old", "new"]), (at(1), false));
        assert_eq!(take_up(2, &["new"]), (at(3), true));
        assert_eq!(take_up(1, &["new"]), (at(3), true));
        assert_eq!(take_up(2, &["old"]), (at(0), true));
        assert_eq!(take_up(2, &[]), (at(0), true));
        assert_eq!(take_up(3, &[]), (at(3), false));
        assert_eq!(take_up(0, &[]), (at(0), false));
    }
}
