//! What a change of the people of an enterprise or an organization changes: what the person is there and would be, and who
//! administers it then.

use super::readable::is_removal;
use super::summary::{role_word, who};
use super::{ApprovalFacts, ApprovalKind, Change, PendingApproval};
use crate::domain::approval::Warning;
use crate::domain::share::Names;

/// A change of one person of an enterprise or organization, checked against it as it is.
#[derive(Debug, Default)]
pub struct Membership {
    /// Who, by name or e-mail address.
    pub who: String,
    /// `enterprise` or `organization`.
    pub place: &'static str,
    /// What they are there now, in words.
    pub before: String,
    /// What they would be, in words.
    pub after: String,
    /// What to look at before it is approved.
    pub warnings: Vec<Warning>,
}

impl PendingApproval {
    /// Judges it; empty for what is no such change.
    pub fn membership(&self, known: Option<&ApprovalFacts>, names: &Names) -> Membership {
        let Change::Membership { action, email, user, role, .. } = &self.info.change else {
            return Membership::default();
        };
        let who = who(email.as_deref(), user.as_deref(), names);
        let place = match self.info.kind {
            ApprovalKind::Organization => "organization",
            _ => "enterprise",
        };
        // Of an enterprise's people the platform reports who administers it, of an organization's nothing.
        let people = known.and_then(ApprovalFacts::people).filter(|_| place == "enterprise");
        let now = people.map(|people| {
            let is_it = |id: &str, address: &str| {
                user.as_deref() == Some(id) || email.as_deref().is_some_and(|email| email == address)
            };
            people.people.iter().find(|it| is_it(&it.id, &it.email))
        });
        let before = match now {
            None => "not reported",
            // The platform leaves people out of large enterprises.
            Some(None) if people.is_some_and(|people| people.is_incomplete) => "not reported",
            Some(None) => "not a member",
            Some(Some(person)) if person.is_admin => "admin",
            Some(Some(_)) => "member, not an admin",
        };
        let after = match (is_removal(action), role) {
            (true, _) => "not a member".to_owned(),
            (false, Some(role)) => role_word(role),
            (false, None) => "member without a role".to_owned(),
        };
        let is_admin = role.as_deref() == Some("admin") && !is_removal(action);
        let was_admin = now.flatten().is_some_and(|person| person.is_admin);
        let mut warnings = Vec::new();
        if is_admin && !was_admin {
            warnings.push(Warning::attention(format!(
                "An admin of the {place} can add and remove its people and approve requests."
            )));
        }
        if was_admin && !is_admin {
            let admins = people.into_iter().flat_map(|it| &it.people).filter(|it| it.is_admin).count();
            warnings.push(left(admins.saturating_sub(1), place));
        }
        if now == Some(None) && before != "not reported" && !is_removal(action) {
            warnings.push(Warning::note(format!(
                "{who} is not in the {place} yet: check that this is the right person's email address."
            )));
        }
        Membership { who, place, before: before.to_owned(), after, warnings }
    }
}

/// How many admins are left.
fn left(others: usize, place: &str) -> Warning {
    match others {
        0 => Warning::danger(format!("No admin will be left in the {place}.")),
        1 => Warning::attention(format!("Only 1 admin will be left in the {place}.")),
        several => Warning::note(format!("Admins in the {place} after approval: {several}.")),
    }
}
