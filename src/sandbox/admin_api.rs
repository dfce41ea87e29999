//! `/sandbox/…`: what tests outside this process may do to a running sandbox. Not part of the platform.
//!
//! `GET /sandbox/clock`, `PUT /sandbox/clock {"now"} | {"advanceSecs"}`, `PUT /sandbox/faults {"faults": ["slow:0.5"]}`,
//! `POST /sandbox/spend {"token", "coin", "amount"}`.

use std::sync::Arc;

use axum::body::Body as HttpBody;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::answer::ApiError;
use super::body::{Body, wrong};
use super::control::Control;
use super::faults::FaultSpec;
use super::query::read_id;
use super::rules::number;
use super::shared::Shared;

const PREFIX: &str = "/sandbox/";

/// True for a request to the sandbox itself, not to the platform that it stands in for.
pub(crate) fn is_meant(request: &Parts) -> bool {
    request.uri.path().starts_with(PREFIX)
}

/// Carries it out and answers.
pub(crate) fn answer(shared: &Arc<Shared>, request: &Parts, body: Option<&[u8]>) -> Response {
    let (status, document) = match steer(shared, request, body) {
        Ok(document) => (StatusCode::OK, document),
        Err(fault) => (fault.status, fault.document("sandbox")),
    };
    let mut response = Response::new(HttpBody::from(document.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    response
}

fn steer(shared: &Arc<Shared>, request: &Parts, body: Option<&[u8]>) -> Result<Value, ApiError> {
    let control = Control::new(Arc::clone(shared));
    let body = body.ok_or_else(|| ApiError::bad_request("the body is too long or broke off"))?;
    match (request.method.as_str(), request.uri.path()) {
        ("GET", "/sandbox/clock") => {}
        ("PUT", "/sandbox/clock") => set_clock(&control, &Body::parse(body)?)?,
        ("PUT", "/sandbox/faults") => {
            let body = Body::parse(body)?;
            let names = body.texts("faults")?.ok_or_else(|| wrong("faults", "is required"))?;
            let specs: Result<Vec<FaultSpec>, _> = names.into_iter().map(str::parse).collect();
            control.set_faults(&specs.map_err(|error| ApiError::bad_field("faults", error.to_string()))?);
        }
        ("POST", "/sandbox/spend") => spend(shared, &Body::parse(body)?)?,
        _ => return Err(ApiError::not_found("NotFound", "there is no such route")),
    }
    shared.save();
    Ok(json!({ "now": control.now().to_string() }))
}

fn set_clock(control: &Control, body: &Body) -> Result<(), ApiError> {
    match (body.text("now")?, body.get("advanceSecs")) {
        (Some(text), None) => {
            let now: Timestamp =
                text.parse().map_err(|_| wrong("now", "must be a time as 2026-08-03T12:00:00Z"))?;
            control.set_now(now);
        }
        (None, Some(secs)) => {
            let secs =
                secs.as_i64().ok_or_else(|| wrong("advanceSecs", "must be a whole number of seconds"))?;
            control.advance(SignedDuration::from_secs(secs));
        }
        _ => return Err(ApiError::bad_request("either now or advanceSecs has to be sent")),
    }
    Ok(())
}

/// Counts a payment against a token's limits, as if it had been sent with that token.
fn spend(shared: &Shared, body: &Body) -> Result<(), ApiError> {
    let id = read_id("token", body.required("token")?)?;
    let coin = body.required("coin")?;
    let amount = body.get("amount").and_then(number::base_units).filter(|amount| !amount.is_negative());
    let amount = amount.ok_or_else(|| wrong("amount", "must be whole base units, zero or more"))?;
    let is_erc20 = crate::domain::coin::coins().get(coin).is_some_and(|it| it.is_token && it.family == "eth");
    let mut state = shared.state();
    let token = state.tokens.get_mut(id).ok_or_else(|| wrong("token", "is not the id of a token"))?;
    if token.spend(coin, is_erc20, &amount) {
        Ok(())
    } else {
        Err(ApiError::refused("SpendingLimitExceeded", "this is more than the token may still spend"))
    }
}
