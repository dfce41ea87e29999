//! Each fault on the wire: what a client then sees, and whether the action was done.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec, Sandbox, SandboxError, SandboxOptions};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::wire::{CODE, Wire};

const TOKENS: &str = "/api/v2/user/accesstoken";

/// Sends signed and gives back the raw answer: these answers are not what they should be.
async fn raw(
    wire: &Wire,
    token: &str,
    method: Method,
    path: &str,
    body: &Value,
) -> reqwest::Result<Response> {
    let ask = wire.ask(token, method, path, body);
    let subject = countersign::bitgo::signing::request_subject(
        ask.version,
        ask.method.as_str(),
        ask.timestamp_ms,
        path,
        &ask.body,
    );
    let request = wire
        .http
        .request(ask.method, wire.url(path))
        .header("BitGo-Auth-Version", ask.version.header())
        .header("Auth-Timestamp", ask.timestamp_ms.to_string())
        .header("Authorization", format!("Bearer {}", countersign::bitgo::signing::token_hash(token)))
        .header("HMAC", countersign::bitgo::signing::hmac_hex(token.as_bytes(), &subject))
        .header("content-type", "application/json")
        .timeout(Duration::from_secs(5))
        .body(ask.body);
    request.send().await
}

fn strike(wire: &Wire, kind: FaultKind) {
    wire.control().set_faults(&[FaultSpec::always(kind)]);
}

async fn labels(wire: &Wire, token: &str) -> Vec<String> {
    wire.control().set_faults(&[]);
    let (_, tokens) = wire.all_pages(token, TOKENS, "accessTokens").await;
    tokens.iter().map(|token| token["label"].as_str().unwrap().to_owned()).collect()
}

/// What a request that makes a token comes to under a fault.
#[derive(Debug, PartialEq)]
enum Seen {
    Status(u16),
    BadJson,
    BadSignature,
    NoSignature,
    Broken,
}

async fn see(wire: &Wire, token: &str, label: &str) -> Seen {
    let body = json!({ "label": label, "otp": CODE, "duration": 3600, "scope": ["wallet_view_all"] });
    let Ok(response) = raw(wire, token, Method::POST, TOKENS, &body).await else { return Seen::Broken };
    let status = response.status().as_u16();
    let header = |name: &str| response.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
    let (hmac, timestamp) = (header("hmac"), header("timestamp"));
    let Ok(bytes) = response.bytes().await else { return Seen::Broken };
    if !(200..300).contains(&status) {
        return Seen::Status(status);
    }
    if hmac.is_none() {
        return Seen::NoSignature;
    }
    let answer = countersign::bitgo::signing::Answer {
        version: countersign::bitgo::signing::AuthVersion::V3,
        method: "POST",
        path_and_query: TOKENS,
        status,
        body: &bytes,
        hmac: hmac.as_deref(),
        timestamp: timestamp.as_deref(),
    };
    let now_ms = wire.control().now().as_millisecond();
    if countersign::bitgo::signing::check_response(token, &answer, now_ms).is_err() {
        return Seen::BadSignature;
    }
    if serde_json::from_slice::<Value>(&bytes).is_err() { Seen::BadJson } else { Seen::Status(status) }
}

#[tokio::test]
async fn a_table_of_faults_and_whether_the_deed_was_done() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let table = [
        (FaultKind::Slow, Seen::Status(200), true),
        (FaultKind::Hang, Seen::Broken, false),
        (FaultKind::Reset, Seen::Broken, true),
        (FaultKind::Truncated, Seen::BadJson, true),
        (FaultKind::Html, Seen::Status(502), false),
        (FaultKind::TooMany, Seen::Status(429), false),
        (FaultKind::ServerError, Seen::Status(500), false),
        (FaultKind::WrongHmac, Seen::BadSignature, true),
        (FaultKind::MissingHmac, Seen::NoSignature, true),
        (FaultKind::StaleTime, Seen::BadSignature, true),
        (FaultKind::WrongClock, Seen::Status(401), false),
        (FaultKind::DuplicatedPage, Seen::Status(200), true),
        (FaultKind::ShrinkingPage, Seen::Status(200), true),
        (FaultKind::LostToken, Seen::Broken, true),
    ];
    assert_eq!(table.len(), FaultKind::ALL.len());
    for (kind, seen, is_done) in table {
        strike(&wire, kind);
        assert_eq!(see(&wire, &token, kind.name()).await, seen, "{kind}");
        let made = labels(&wire, &token).await.iter().filter(|label| *label == kind.name()).count();
        assert_eq!(made, usize::from(is_done), "{kind}");
    }
}

#[tokio::test]
async fn pages_come_again_or_lack_an_entry() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let page = async |cursor: &Value| {
        let cursor = cursor.as_str().map(|id| format!("&prevId={id}")).unwrap_or_default();
        wire.get(&token, &format!("/api/v2/wallets?limit=10{cursor}")).await.ok()
    };
    let first = page(&Value::Null).await;
    let second = page(&first["nextBatchPrevId"]).await;
    strike(&wire, FaultKind::DuplicatedPage);
    assert_eq!(page(&Value::Null).await, first);
    assert_eq!(page(&first["nextBatchPrevId"]).await, first);
    strike(&wire, FaultKind::ShrinkingPage);
    assert_eq!(page(&Value::Null).await, first);
    let shrunk = page(&first["nextBatchPrevId"]).await;
    assert_eq!(shrunk["wallets"].as_array().unwrap().len(), 9);
    assert_eq!(shrunk["nextBatchPrevId"], second["nextBatchPrevId"]);
}

#[tokio::test]
async fn a_wrong_clock_shows_in_every_date_and_bursts_end() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    strike(&wire, FaultKind::WrongClock);
    let reply = wire.open(Method::GET, "/api/v2/ping", "").await;
    let date = jiff::fmt::rfc2822::parse(reply.header("date").unwrap()).unwrap().timestamp();
    assert!((595..=605).contains(&date.duration_since(wire.control().now()).as_secs()));
    wire.control().set_faults(&["too-many:0.25".parse().unwrap()]);
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let reply = wire.get(&token, "/api/v2/user/session").await;
        assert_eq!(reply.header("retry-after").is_some(), reply.status == 429);
        statuses.push(reply.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429, 429, 200, 200]);
}

#[tokio::test]
async fn a_hanging_request_ends_with_the_sandbox() {
    let wire = Wire::start().await;
    let (url, http) = (wire.url("/api/v2/ping"), wire.http.clone());
    strike(&wire, FaultKind::Hang);
    let waiting = tokio::spawn(http.get(&url).send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    drop(wire);
    let ended = tokio::time::timeout(Duration::from_mins(1), waiting).await.unwrap().unwrap();
    assert!(ended.is_err() || ended.unwrap().status() == 503);
}

#[tokio::test]
async fn nothing_but_loopback_is_listened_on() {
    for host in ["0.0.0.0", "::", "192.0.2.1"] {
        let options = SandboxOptions { host: host.parse().unwrap(), ..SandboxOptions::default() };
        assert!(matches!(Sandbox::start(options).await, Err(SandboxError::NotLoopback(_))), "{host}");
    }
}
