//! Who belongs to an enterprise and in which role. Where it has another admin, a change waits for their approval.

use serde_json::{Value, json};

use super::call::Call;
use super::enterprises::is_reached;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::body::{Body, wrong};
use crate::sandbox::json;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::decide;
use crate::sandbox::rules::permissions::who;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{ApprovedAction, Change};
use crate::sandbox::state::id::Id;

/// Spec: the permissions of a member.
const ROLES: [&str; 3] = ["admin", "auditor", "wallet.create"];

/// `POST /api/v2/enterprise/{enterpriseId}/user {username | usernames, permission?}`.
pub(crate) fn add(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let permissions = roles(&body)?;
    let names = match body.texts("usernames")? {
        Some(names) if !names.is_empty() => names,
        _ => vec![body.required("username")?],
    };
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let enterprise = managed(call, state)?;
    let mut people = Vec::new();
    for name in names {
        let person = named(state, name)?;
        if state.person(person).is_some_and(|person| person.belongs_to(enterprise)) {
            return Err(ApiError::refused("UserAlreadyInEnterprise", "this person already belongs to it"));
        }
        people.push(person);
    }
    change(call, state, enterprise, &people, Change::Add, &permissions)
}

/// `PUT` the same `?userId=&role=`.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let person = call.query.id("userId")?.ok_or_else(|| wrong("userId", "is required"))?;
    let role = call.query.one("role")?.ok_or_else(|| wrong("role", "is required"))?;
    // Besides the permissions there is the member who has none.
    let permissions = match role {
        "member" => Vec::new(),
        role if ROLES.contains(&role) => vec![role.to_owned()],
        _ => return Err(wrong("role", "must be admin, auditor, wallet.create or member")),
    };
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let enterprise = managed(call, state)?;
    belongs(state, person, enterprise)?;
    if !permissions.iter().any(|role| role == "admin") {
        keeps_an_admin(state, person, enterprise)?;
    }
    change(call, state, enterprise, &[person], Change::Update, &permissions)
}

/// `DELETE` the same `{username}`.
pub(crate) fn remove(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let name = body.required("username")?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let enterprise = managed(call, state)?;
    let person = named(state, name)?;
    belongs(state, person, enterprise)?;
    keeps_an_admin(state, person, enterprise)?;
    change(call, state, enterprise, &[person], Change::Remove, &[])
}

fn roles(body: &Body) -> Result<Vec<String>, ApiError> {
    let words = match body.get("permission") {
        None => Vec::new(),
        Some(Value::String(word)) => vec![word.clone()],
        Some(_) => body.texts("permission")?.unwrap_or_default().into_iter().map(str::to_owned).collect(),
    };
    if words.iter().any(|word| !ROLES.contains(&word.as_str())) {
        return Err(wrong("permission", "must be admin, auditor or wallet.create"));
    }
    Ok(words)
}

/// The enterprise that the path names, if the caller administers it.
fn managed(call: &Call<'_>, state: &State) -> Result<Id, ApiError> {
    let id = read_id("enterpriseId", call.param())?;
    let (person, token) = who(state, call.caller()?)?;
    let is_known = person.belongs_to(id) && is_reached(token, id, state);
    match (is_known, is_known && person.administers(id)) {
        (_, true) => Ok(id),
        (true, false) => {
            Err(ApiError::forbidden("only an admin of the enterprise can change who belongs to it"))
        }
        (false, false) => Err(ApiError::not_found("EnterpriseNotFound", "enterprise not found")),
    }
}

fn named(state: &State, name: &str) -> Result<Id, ApiError> {
    let person = state.person_by_email(&name.trim().to_lowercase());
    Ok(person.ok_or_else(|| ApiError::not_found("UserNotFound", "user not found"))?.id)
}

fn belongs(state: &State, person: Id, enterprise: Id) -> Result<(), ApiError> {
    let found = state.person(person).filter(|person| person.belongs_to(enterprise));
    found.map(drop).ok_or_else(|| ApiError::not_found("UserNotFound", "this person does not belong to it"))
}

fn keeps_an_admin(state: &State, person: Id, enterprise: Id) -> Result<(), ApiError> {
    let others = state.people.iter().any(|other| other.id != person && other.administers(enterprise));
    if others {
        Ok(())
    } else {
        Err(ApiError::refused("LastAdmin", "an enterprise keeps one admin at least"))
    }
}

/// Makes the change, or answers 202 with an approval for each person.
fn change(
    call: &Call<'_>,
    state: &mut State,
    enterprise: Id,
    people: &[Id],
    change: Change,
    permissions: &[String],
) -> Result<Answer, ApiError> {
    let caller = call.caller()?;
    let waits = state.people.iter().any(|it| it.id != caller.person && it.administers(enterprise));
    let mut waiting = Vec::new();
    for &person in people {
        let data = json!({ "userId": person.to_string(), "permissions": permissions });
        let subject = Subject { wallet: None, enterprise: Some(enterprise), data };
        audit::note(state, "updateEnterpriseUser", caller, call.peer, call.now, subject);
        let action = ApprovedAction::Member { change, person, permissions: permissions.to_vec() };
        if waits {
            waiting.push(decide::open_for_enterprise(state, caller.person, enterprise, action, call.now)?);
        } else {
            decide::set_member(state, person, enterprise, change, permissions)?;
        }
    }
    if !waits {
        return Ok(Answer::ok(json!({})));
    }
    let found = waiting.into_iter().filter_map(|id| state.approval(id));
    let documents: Vec<Value> = found.map(|approval| json::approval::full(approval, state)).collect();
    // Where somebody leaves, the spec has a list; elsewhere the approval itself. Of several, the first one tells of all.
    let mut document = match documents.first() {
        Some(first) if change != Change::Remove => first.clone(),
        _ => json!({}),
    };
    if let (true, Some(fields)) = (change == Change::Remove || documents.len() > 1, document.as_object_mut())
    {
        fields.insert("pendingApprovals".to_owned(), json!(documents));
    }
    Ok(Answer::waits(document))
}
