//! What rules of an enterprise may be built of, and what the platform recommends (spec: Policy Builder).

use serde_json::{Value, json};

use super::call::Call;
use super::policy_access::{Access, enterprise};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::enterprise_rule;
use crate::sandbox::json::recommendation;
use crate::sandbox::rules::enterprise_policy::catalogue::{SCOPES, Scope};
use crate::sandbox::state::enterprise_rule::Touchpoint;

/// The most recommendations that are given at once, and how many unless asked otherwise.
const MOST_RECOMMENDATIONS: usize = 50;
const RECOMMENDATIONS: usize = 3;

fn may_read(call: &Call<'_>) -> Result<(), ApiError> {
    enterprise(call, &call.shared.state(), Access::Read).map(|_| ())
}

fn scope(call: &Call<'_>) -> Result<&'static Scope, ApiError> {
    may_read(call)?;
    let found = SCOPES.iter().find(|scope| scope.id == call.param_at(1));
    found.ok_or_else(|| ApiError::policy_not_found("Scope not found"))
}

fn touchpoint(call: &Call<'_>) -> Result<Touchpoint, ApiError> {
    may_read(call)?;
    Touchpoint::by_id(call.param_at(1)).ok_or_else(|| ApiError::policy_not_found("Touchpoint not found"))
}

/// `GET …/scopes`.
pub(crate) fn scopes(call: &Call<'_>) -> Result<Answer, ApiError> {
    may_read(call)?;
    let scopes: Vec<Value> = SCOPES.iter().map(enterprise_rule::scope).collect();
    Ok(Answer::ok(json!({ "scopes": scopes })))
}

/// `GET …/scopes/{scopeId}/touchpoints`.
pub(crate) fn touchpoints(call: &Call<'_>) -> Result<Answer, ApiError> {
    let touchpoints: Vec<Value> =
        scope(call)?.touchpoints.iter().map(|it| enterprise_rule::touchpoint(*it)).collect();
    let count = touchpoints.len();
    Ok(Answer::ok(json!({
        "touchpoints": touchpoints,
        "page": 1,
        "totalPages": 1,
        "totalElements": count,
    })))
}

/// `GET …/scopes/{scopeId}/conditions`: its filters.
pub(crate) fn filters(call: &Call<'_>) -> Result<Answer, ApiError> {
    let filters: Vec<Value> = scope(call)?.filters.iter().map(enterprise_rule::definition).collect();
    Ok(Answer::ok(json!({ "conditions": filters })))
}

/// `GET …/touchpoints/{touchpointId}/conditions`.
pub(crate) fn conditions(call: &Call<'_>) -> Result<Answer, ApiError> {
    let conditions = touchpoint(call)?.conditions();
    let conditions: Vec<Value> = conditions.iter().map(enterprise_rule::definition).collect();
    Ok(Answer::ok(json!({ "conditions": conditions })))
}

/// `GET …/touchpoints/{touchpointId}/filteringconditions/{filteringCondition}/actions`.
pub(crate) fn actions(call: &Call<'_>) -> Result<Answer, ApiError> {
    let touchpoint = touchpoint(call)?;
    let filter = call.param_at(2);
    let is_known = touchpoint.scope().is_some_and(|scope| scope.filters.iter().any(|it| it.name == filter));
    if !is_known {
        return Err(ApiError::policy_not_found("Filtering condition not found"));
    }
    let actions: Vec<Value> = touchpoint.actions().map(enterprise_rule::action).collect();
    Ok(Answer::ok(json!({ "actions": actions })))
}

/// `GET …/recommendations`.
pub(crate) fn recommendations(call: &Call<'_>) -> Result<Answer, ApiError> {
    let limit = call.query.limit(RECOMMENDATIONS, MOST_RECOMMENDATIONS)?;
    let state = call.shared.state();
    let enterprise = enterprise(call, &state, Access::Recommendations)?;
    let all = recommendation::for_enterprise(&state, enterprise);
    let given: Vec<Value> = all.into_iter().take(limit).collect();
    Ok(Answer::ok(json!({ "enterpriseId": enterprise.to_string(), "recommendations": given })))
}
