//! A person's access token templates.

use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json;
use crate::sandbox::paging::Paging;
use crate::sandbox::query::read_id;
use crate::sandbox::rules::template;
use crate::sandbox::state::State;
use crate::sandbox::state::template::TokenTemplate;

fn place(call: &Call<'_>, state: &State) -> Result<usize, ApiError> {
    let id = read_id("id", call.param())?;
    let person = call.caller()?.person;
    let found = state.templates.iter().position(|template| template.id == id && template.person == person);
    found.ok_or_else(|| ApiError::not_found("AccessTokenTemplateNotFound", "access token template not found"))
}

/// `GET /api/v2/user/accesstokentemplate`.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let paging = Paging::of(&call.query)?;
    let person = call.caller()?.person;
    let state = call.shared.state();
    let own = state.templates.iter().filter(|template| template.person == person);
    let fields = paging.page(
        "accessTokenTemplates",
        own,
        |template| template.id,
        |_| true,
        |template| json::template::full(template),
    )?;
    Ok(Answer::ok(Value::Object(fields)))
}

/// `POST` the same.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let caller = call.caller()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let maker = state.person(caller.person).ok_or_else(ApiError::invalid_token)?;
    let fields = template::read(&body, None, maker, state)?;
    let id = state.new_id();
    let (created, updated) = (call.now, call.now);
    let template = TokenTemplate { id, person: caller.person, created, updated, fields };
    let answer = Answer::ok(json::template::full(&template));
    state.templates.push(template);
    Ok(answer)
}

/// `GET /api/v2/user/accesstokentemplate/{id}`.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let place = place(call, &state)?;
    Ok(Answer::ok(state.templates.get(place).map(json::template::full).unwrap_or_default()))
}

/// `PATCH` the same: what is sent changes, the rest stays.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let place = place(call, state)?;
    let maker = state.person(call.caller()?.person).ok_or_else(ApiError::invalid_token)?;
    let fields = template::read(&body, state.templates.get(place), maker, state)?;
    let Some(template) = state.templates.get_mut(place) else { return Err(ApiError::invalid_token()) };
    template.fields = fields;
    template.updated = call.now;
    Ok(Answer::ok(json::template::full(template)))
}

/// `DELETE` the same. Tokens that were made from it stay.
pub(crate) fn delete(call: &Call<'_>) -> Result<Answer, ApiError> {
    let mut state = call.shared.state();
    let place = place(call, &state)?;
    let removed = state.templates.remove(place);
    Ok(Answer::ok(json!({ "id": removed.id.to_string() })))
}
