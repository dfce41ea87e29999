//! Who may read and change the rules of an enterprise.

use super::call::Call;
use crate::sandbox::answer::ApiError;
use crate::sandbox::routes::enterprises::is_reached;
use crate::sandbox::rules::permissions::who;
use crate::sandbox::state::State;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Membership;

/// What a request is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// See what the platform recommends: every member.
    Recommendations,
    /// Read rules and what they may be built of: admins and auditors.
    Read,
    /// Make and change rules: admins.
    Change,
}

impl Access {
    fn is_had_by(self, membership: &Membership) -> bool {
        let is_auditor = membership.permissions.iter().any(|it| it == "auditor");
        match self {
            Self::Recommendations => true,
            Self::Read => membership.is_admin() || is_auditor,
            Self::Change => membership.is_admin(),
        }
    }
}

/// The enterprise that the path names first, where the caller may do this there and it has the licence.
pub(super) fn enterprise(call: &Call<'_>, state: &State, access: Access) -> Result<Id, ApiError> {
    let not_found = || ApiError::policy_not_found("Enterprise not found");
    let id = Id::parse(call.param()).ok_or_else(not_found)?;
    let (person, token) = who(state, call.caller()?)?;
    let membership = person.memberships.iter().find(|membership| membership.enterprise == id);
    let membership = membership.filter(|_| is_reached(token, id, state)).ok_or_else(not_found)?;
    if !access.is_had_by(membership) {
        let words = match access {
            Access::Change => "caller must be an admin of the enterprise",
            _ => "caller must have read-policy permissions, be an admin, or a member",
        };
        return Err(ApiError::forbidden(words));
    }
    if !state.policies.is_licensed(id) {
        return Err(ApiError::forbidden("License not added for enterprise"));
    }
    Ok(id)
}
