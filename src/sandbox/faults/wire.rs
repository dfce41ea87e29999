//! Bending answers: pages that come again or lack an entry, bodies that end early, connections that break.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures::stream::{self, StreamExt};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

/// How late a slow answer comes, in milliseconds, where a test sets nothing else.
pub(crate) const SLOW_MS: u64 = 2_000;
/// How far off a wrong clock or a stale signature is: beyond what either side accepts.
pub(crate) const OFF_SECS: i64 = 600;
/// How long after the first half of an answer the connection breaks: long enough for the half to arrive.
const BREAKS_AFTER: Duration = Duration::from_millis(50);

/// What a proxy answers in the server's place.
pub(crate) fn html_page() -> Response {
    const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n\
                        <body><h1>Bad Gateway</h1><p>The server is not reachable.</p></body></html>\n";
    let mut response = Response::new(Body::from(PAGE));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert("content-type", HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// Takes an entry out of the middle of a page; the cursor stays.
pub(crate) fn shrink(document: &mut Value) {
    let lists = document.as_object_mut().into_iter().flat_map(|fields| fields.values_mut());
    if let Some(list) = lists.filter_map(Value::as_array_mut).find(|list| !list.is_empty()) {
        list.remove(list.len() / 2);
    }
}

/// Cuts a body off in the middle.
pub(crate) fn truncate(body: &mut Vec<u8>) {
    body.truncate(body.len() / 2);
}

/// Sends so many bytes of the whole answer, then breaks the connection.
pub(crate) fn break_off(response: Response, body: Vec<u8>, sent: usize) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.headers.insert("content-length", HeaderValue::from(body.len().max(sent + 1)));
    let mut body = Bytes::from(body);
    let first = body.split_to(sent.min(body.len()));
    let broken = stream::once(async {
        tokio::time::sleep(BREAKS_AFTER).await;
        Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    let first = stream::iter((!first.is_empty()).then_some(Ok(first)));
    Response::from_parts(parts, Body::from_stream(first.chain(broken)))
}
