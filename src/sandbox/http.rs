//! From the wire to a route and back: reads a request, believes it or not, and signs what is answered.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Shelf};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::admin_api;
use super::answer::{Answer, ApiError};
use super::faults::{FaultKind, Struck, wire};
use super::keys::new_token_text;
use super::query::Query;
use super::routes;
use super::routes::call::Call;
use super::rules::auth::{self, Arrival, Caller};
use super::rules::browser;
use super::rules::number::spell_out_long_numbers;
use super::rules::permissions;
use super::rules::rate::Meter;
use super::rules::scope::Need;
use super::shared::Shared;
use crate::bitgo::signing::{self, AuthVersion};

/// No request of the platform is longer; what is gets a 400.
const LONGEST_BODY: usize = 1 << 20;
/// The longest Request-ID that is sent back as it came.
const LONGEST_REQUEST_ID: usize = 128;

/// A request, wholly read.
struct Received {
    parts: Parts,
    /// Absent where it was too long or broke off.
    body: Option<Bytes>,
    peer: IpAddr,
}

impl Received {
    fn target(&self) -> &str {
        self.parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str)
    }

    /// 403 for what a web page may have sent, whatever the route. A body that is too long or broke off is one.
    fn keep_pages_out(&self) -> Result<(), ApiError> {
        browser::keep_out(&self.parts, self.body.as_ref().is_none_or(|body| !body.is_empty()))
    }
}

/// Answers one request. The rules run on a blocking thread: key work must not hold up other requests.
pub(crate) async fn serve(
    Shelf(shared): Shelf<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST_BODY).await.ok();
    if let (Some(kept), Some(body)) = (&mut *shared.kept_bodies(), &body) {
        kept.extend_from_slice(body);
    }
    let received = Received { parts, body, peer: peer.ip() };
    if let Err(fault) = received.keep_pages_out() {
        let (id, now) = (request_id(&shared, &received), shared.clock.now());
        return headed(fault.status, &fault.document(&id), &id, now);
    }
    if admin_api::is_meant(&received.parts) {
        return admin_api::answer(&shared, &received.parts, received.body.as_deref());
    }
    let struck = shared.faults.lock().unwrap_or_else(PoisonError::into_inner).draw(&received.parts);
    // Counted as it arrives, also where a fault keeps it from its route. What strikes it is settled by then.
    if let Some((route, _)) = routes::find(received.parts.method.as_str(), received.parts.uri.path()) {
        *shared.counts.lock().unwrap_or_else(PoisonError::into_inner).entry(route.name).or_default() += 1;
    }
    let mut stopped = shared.stopped.clone();
    if struck.by(FaultKind::Hang) {
        let _ = stopped.changed().await;
        return unavailable();
    }
    if struck.by(FaultKind::Html) {
        return wire::html_page();
    }
    let is_slow = struck.by(FaultKind::Slow);
    let worker = Arc::clone(&shared);
    let route =
        routes::find(received.parts.method.as_str(), received.parts.uri.path()).map(|(it, _)| it.name);
    let answered = tokio::task::spawn_blocking(move || answer(&worker, &received, &struck)).await;
    let delay = Duration::from_millis(shared.delay_ms.load(Ordering::Relaxed));
    let slowness = Duration::from_millis(shared.slow_ms.load(Ordering::Relaxed));
    let delay = if is_slow { delay.max(slowness) } else { delay };
    // Counted once it is settled how late the answer comes: whoever has seen the count may end the delay.
    if let Some(route) = route {
        *shared.answered.lock().unwrap_or_else(PoisonError::into_inner).entry(route).or_default() += 1;
    }
    if delay > Duration::ZERO {
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            _ = stopped.changed() => return unavailable(),
        }
    }
    answered.unwrap_or_else(|_| unavailable())
}

/// The sandbox or its runtime stopped under the request.
fn unavailable() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

fn answer(shared: &Shared, received: &Received, struck: &Struck) -> Response {
    let now = if struck.by(FaultKind::WrongClock) {
        shifted(shared.clock.now(), wire::OFF_SECS)
    } else {
        shared.clock.now()
    };
    let request_id = request_id(shared, received);
    // Taken before the route runs: a logout still gets a signed answer.
    let key = auth::named_token(&shared.state(), &received.parts.headers).map(|token| token.text.clone());
    let is_about_prices = routes::answers_of_market(received.parts.uri.path());
    let (status, mut document, brought, fault) = match respond(shared, received, now, struck) {
        Ok(Answer { status, body, signed_by }) => (status, body, signed_by, None),
        Err(fault) => {
            let path = received.parts.uri.path();
            let document = if routes::answers_of_rules(path) {
                fault.policy_document()
            } else if is_about_prices && fault.status == StatusCode::BAD_REQUEST {
                fault.market_document()
            } else {
                fault.document(&request_id)
            };
            (fault.status, document, None, Some(fault))
        }
    };
    let key = key.or(brought);
    // A price stays a number, whatever its digits.
    if !is_about_prices {
        spell_out_long_numbers(&mut document);
    }
    shared.injected().garble(&mut document);
    if struck.by(FaultKind::ShrinkingPage) {
        wire::shrink(&mut document);
    }
    let mut body = serde_json::to_vec(&document).unwrap_or_default();
    if struck.by(FaultKind::Truncated) {
        wire::truncate(&mut body);
    }
    let mut response = headed(status, &Value::Null, &request_id, now);
    if let Some(secs) = fault.as_ref().and_then(|fault| fault.retry_after_secs) {
        set(&mut response, "retry-after", &secs.to_string());
    }
    if fault.is_some_and(|fault| fault.ends_session()) {
        set(&mut response, "x-auth-required", "true");
    }
    if let Some(key) = key.filter(|_| !struck.by(FaultKind::MissingHmac)) {
        let key = if struck.by(FaultKind::WrongHmac) { new_token_text() } else { key };
        let at = if struck.by(FaultKind::StaleTime) { shifted(now, -wire::OFF_SECS) } else { now };
        let alone = shared.injected().knows_v2_alone;
        let version = auth::spoken_version(&received.parts.headers, alone).unwrap_or(AuthVersion::V3);
        sign(&mut response, &key, received, version, at, &body);
    }
    // The route's name, not the path: what was sent may be anything.
    let route = routes::find(received.parts.method.as_str(), received.parts.uri.path());
    let route = route.map_or("no route", |(route, _)| route.name);
    tracing::debug!(route, status = status.as_u16(), request_id, "answered");
    if struck.by(FaultKind::LostToken) {
        return wire::break_off(response, body, 0);
    }
    if struck.by(FaultKind::Reset) {
        let half = body.len() / 2;
        return wire::break_off(response, body, half);
    }
    *response.body_mut() = Body::from(body);
    response
}

/// An answer with the headers that each has.
fn headed(status: StatusCode, document: &Value, request_id: &str, now: Timestamp) -> Response {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    set(&mut response, "content-type", "application/json; charset=utf-8");
    set(&mut response, "request-id", request_id);
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&now) {
        set(&mut response, "date", &date);
    }
    response
}

fn shifted(time: Timestamp, by_secs: i64) -> Timestamp {
    time.saturating_add(SignedDuration::from_secs(by_secs)).unwrap_or(time)
}

fn respond(
    shared: &Shared,
    received: &Received,
    now: Timestamp,
    struck: &Struck,
) -> Result<Answer, ApiError> {
    let uri = &received.parts.uri;
    let found = routes::find(received.parts.method.as_str(), uri.path());
    let (route, params) = found.ok_or_else(|| ApiError::not_found("NotFound", "there is no such route"))?;
    if struck.by(FaultKind::TooMany) {
        return Err(ApiError::too_many(1));
    }
    if struck.by(FaultKind::ServerError) {
        return Err(ApiError::server_error());
    }
    let body = received.body.as_ref();
    let body =
        body.ok_or_else(|| ApiError::bad_request("the body is longer than a megabyte or broke off"))?;
    let caller = if route.need == Need::Nothing {
        None
    } else {
        let caller = admit(shared, received, body, route.need, now)?;
        if route.changes_more_than_the_session() {
            permissions::needs_thawed(&shared.state(), caller)?;
        }
        Some(caller)
    };
    let mut query = Query::parse(uri.query().unwrap_or_default());
    if struck.by(FaultKind::DuplicatedPage) {
        query.forget("prevId");
        query.forget("offset");
    }
    let page_limit = shared.page_limit.load(Ordering::Relaxed);
    if page_limit > 0 {
        query.cap_limit(page_limit);
    }
    let peer = received.peer;
    let is_for_express = shared.express && auth::claimed_version(&received.parts.headers).is_none();
    let answer = (route.run)(&Call { shared, params, query, body, peer, now, caller, is_for_express })?;
    if route.changes_something() {
        shared.save();
    }
    Ok(answer)
}

/// Signature, rate, scope, in this order.
fn admit(
    shared: &Shared,
    received: &Received,
    body: &[u8],
    need: Need,
    now: Timestamp,
) -> Result<Caller, ApiError> {
    let arrival = Arrival {
        method: received.parts.method.as_str(),
        target: received.target(),
        headers: &received.parts.headers,
        body,
        peer: received.peer,
        knows_v2_alone: shared.injected().knows_v2_alone,
    };
    let mut state = shared.state();
    let plain = (shared.express || need == Need::LoginOrPlain)
        .then(|| auth::authenticate_plain(&state, &arrival, now))
        .flatten();
    let caller = if let Some(caller) = plain {
        caller?
    } else {
        let caller = auth::authenticate(&mut state, &arrival, now)?;
        if let Some(version) = auth::spoken_version(arrival.headers, arrival.knows_v2_alone) {
            *shared.signed.lock().unwrap_or_else(PoisonError::into_inner).entry(version).or_default() += 1;
        }
        caller
    };
    let who = caller.person.to_string();
    state.rates.count(Meter::Requests, &who, now.as_millisecond()).map_err(ApiError::too_many)?;
    need.is_met_by(state.tokens.get(caller.token).ok_or_else(ApiError::invalid_token)?)?;
    Ok(caller)
}

/// The caller's own, where it is one short word of visible characters; otherwise a new one.
fn request_id(shared: &Shared, received: &Received) -> String {
    let sent = auth::header(&received.parts.headers, "request-id");
    let is_fit = |text: &&str| {
        (1..=LONGEST_REQUEST_ID).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
    };
    sent.filter(is_fit).map_or_else(|| shared.state().new_id().to_string(), str::to_owned)
}

fn sign(
    response: &mut Response,
    key: &SecretString,
    received: &Received,
    version: AuthVersion,
    at: Timestamp,
    body: &[u8],
) {
    let timestamp_ms = at.as_millisecond();
    let method = received.parts.method.as_str();
    let status = response.status().as_u16();
    let subject = signing::response_subject(version, method, timestamp_ms, received.target(), status, body);
    set(response, "hmac", &signing::hmac_hex(key.expose_secret().as_bytes(), &subject));
    set(response, "timestamp", &timestamp_ms.to_string());
}

fn set(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
