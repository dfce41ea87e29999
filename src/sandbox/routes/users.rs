//! People: the caller, and those the caller shares an enterprise with.

use serde_json::json;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::query::read_id;

/// `GET /api/v2/user/me`. Any live token may ask: the session already tells it whose it is.
pub(crate) fn me(call: &Call<'_>) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let person = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    Ok(Answer::ok(json!({ "user": json::user::full(person, &state) })))
}

/// `GET /api/v2/user/{id}`: by identifier or e-mail address (spec: its `id`).
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let state = call.shared.state();
    let wanted = call.param();
    let found = if wanted.contains('@') {
        state.person_by_email(&wanted.to_lowercase())
    } else {
        state.person(read_id("id", wanted)?)
    };
    let own = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let shares_enterprise = |person: &&crate::sandbox::state::person::Person| {
        person.memberships.iter().any(|membership| own.belongs_to(membership.enterprise))
    };
    let person = found
        .filter(shares_enterprise)
        .ok_or_else(|| ApiError::not_found("UserNotFound", "user not found"))?;
    let document =
        if person.id == own.id { json::user::full(person, &state) } else { json::user::short(person) };
    Ok(Answer::ok(json!({ "user": document })))
}
