//! `GET /api/v2/auditlog`: what was done, newest first.

use serde_json::Value;

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::paging::Paging;
use crate::sandbox::rules::permissions::who;
use crate::sandbox::state::audit::AuditEntry;

/// A person's own actions, and everything in enterprises that they administer or audit.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let paging = Paging::of(&call.query)?;
    let query = &call.query;
    let (enterprise, wallet, user) = (query.id("enterpriseId")?, query.id("walletId")?, query.id("userId")?);
    let kinds: Vec<&str> = query.all("type").collect();
    let coins: Vec<&str> = query.all("coin").collect();
    let (from, before) = (query.time("dateGte")?, query.time("dateLt")?);
    let state = call.shared.state();
    let (person, _) = who(&state, call.caller()?)?;
    let oversees = |id| {
        person.memberships.iter().any(|membership| {
            let is_auditor = membership.permissions.iter().any(|permission| permission == "auditor");
            membership.enterprise == id && (membership.is_admin() || is_auditor)
        })
    };
    // Actions on the person's own account belong to every enterprise that they are in.
    let is_visible = |entry: &&AuditEntry| match entry.enterprise {
        _ if entry.person == person.id => true,
        Some(enterprise) => oversees(enterprise),
        None => state
            .person(entry.person)
            .is_some_and(|other| other.memberships.iter().any(|membership| oversees(membership.enterprise))),
    };
    let is_wanted = |entry: &&AuditEntry| {
        (kinds.is_empty() || kinds.contains(&entry.kind.as_str()))
            && (coins.is_empty() || entry.coin.as_deref().is_some_and(|coin| coins.contains(&coin)))
            && enterprise.is_none_or(|id| entry.enterprise.is_none_or(|own| own == id))
            && wallet.is_none_or(|id| entry.wallet == Some(id))
            && user.is_none_or(|id| entry.person == id)
            && from.is_none_or(|from| entry.date >= from)
            && before.is_none_or(|before| entry.date < before)
    };
    let all = state.audit.iter().rev().filter(is_visible);
    let fields = paging.page("logs", all, |entry| entry.id, is_wanted, |entry| json::audit::full(entry))?;
    Ok(Answer::ok(Value::Object(fields)))
}
