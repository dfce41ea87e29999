//! Every route once: what exactly is sent, what is read from the answer, and what becomes of errors.

#[macro_use]
#[path = "routes/asking.rs"]
mod asking;
#[path = "routes/own.rs"]
mod own;
#[path = "routes/people.rs"]
mod people;
#[path = "routes/sharing.rs"]
mod sharing;
#[path = "routes/wallets.rs"]
mod wallets;

use super::server::{Reply, Seen, Server, answer};
use super::{session_with, spec};
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::paging::Pages;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::FreezeFor;
use futures::StreamExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What an operation gave, in the words of `Debug`.
pub(super) type Asked = BoxFuture<'static, Result<String, Error>>;

/// One operation.
pub(super) struct Case {
    /// As the specification names it.
    pub(super) route: &'static str,
    /// Path and query as they go over the wire.
    path: &'static str,
    /// The body; `null` for none.
    body: Value,
    /// What the server answers.
    answer: (u16, Value),
    pub(super) ask: fn(Session) -> Asked,
    /// What has to be found in what was read.
    reads: &'static [&'static str],
}

const W: &str = "59cd72485007a239fb00282ed480da1f";
const S: &str = "09270d783ba7f3f869bb3e930af12423";

fn shown<T: Debug>(it: &T) -> String {
    format!("{it:?}")
}

async fn all<T: Debug>(mut pages: Pages<T>) -> Result<String, Error> {
    let mut out = String::new();
    while let Some(page) = pages.next().await {
        out.push_str(&shown(&page?));
    }
    Ok(out)
}

fn approval() -> Value {
    json!({"id": S, "coin": "tbtc", "wallet": W, "creator": "u2", "createDate": "2026-11-19T08:00:00.000Z", "state": "dreaming",
        "scope": "galaxy", "info": {"type": "levitationRequest", "levitationRequest": {"height": 1e30}}, "resolvers": [{"user": "u3",
        "resolutionAction": "approve", "resolutionType": "pending", "date": "2026-11-19T09:00:00.000Z"}], "mood": "good"})
}

pub(super) fn cases() -> Vec<Case> {
    let tables = [
        sharing::shares(),
        sharing::around_shares(),
        wallets::wallets(),
        wallets::changes(),
        wallets::transfers(),
        people::approvals(),
        people::enterprises(),
        people::audit(),
        own::templates(),
        own::settings(),
    ];
    tables.into_iter().flatten().collect()
}

/// Answers everything with this.
pub(super) fn always(status: u16, body: &Value) -> Server {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    Server::behind_a_session(move |seen, _| answer(status, &text).signed(seen).into())
}

#[tokio::test]
async fn every_route_sends_what_the_platform_describes_and_reads_what_it_answers() {
    let mut described = 0;
    for case in cases() {
        let server = always(case.answer.0, &case.answer.1);
        let session = session_with(&server, AuthVersion::V3).await;
        let read = (case.ask)(session).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.route));
        let seen: Vec<Seen> = server.seen();
        assert_eq!(seen.len(), 1, "{}", case.route);
        assert_eq!(seen[0].path, case.path);
        let body = if seen[0].body.is_empty() { Value::Null } else { seen[0].json() };
        assert_eq!(body, case.body, "{}", case.route);
        spec::assert_described(&seen[0], case.route);
        described += usize::from(spec::is_described(case.route));
        for part in case.reads {
            assert!(read.contains(part), "{}: no {part} in {read}", case.route);
        }
    }
    assert!(described >= 35, "only {described} routes were held against the specification");
}

#[tokio::test]
async fn every_route_tells_a_refusal_and_repeats_nothing_but_a_get() {
    let refusal =
        json!({"error": "no way", "name": "NoWay", "requestId": "srv-9", "context": {"needsUnlock": true}});
    for case in cases() {
        let server = always(403, &refusal);
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!((error.status, error.name.as_deref()), (Some(403), Some("NoWay")), "{}", case.route);
        assert_eq!(error.request_id.as_deref(), Some("srv-9"), "{}", case.route);
        assert!(error.flags.needs_unlock && !error.may_have_happened());
        assert_eq!(server.seen().len(), 1, "{}", case.route);

        let is_get = case.route.starts_with("GET");
        let server = Server::behind_a_session(|_, _| Reply::Close);
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Interrupted, "{}", case.route);
        assert_eq!(server.seen().len(), if is_get { 3 } else { 1 }, "{}", case.route);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_such_thing_is_an_error_or_a_success_without_content() {
    for case in cases() {
        let server = always(200, &json!([7]));
        let result = (case.ask)(session_with(&server, AuthVersion::V3).await).await;
        let needs_nothing = ["Done(())", "()", "true"].iter().any(|it| case.reads == [*it]);
        match result {
            Err(error) => {
                assert!(matches!(error.kind, ErrorKind::NotUnderstood(_)), "{}: {error:?}", case.route);
            }
            Ok(read) => assert!(needs_nothing || case.answer.0 == 202, "{} read {read}", case.route),
        }
    }
}

#[tokio::test]
async fn every_list_goes_on_where_it_stopped_and_says_when_it_is_incomplete() {
    for case in cases()
        .into_iter()
        .filter(|case| case.reads.contains(&"is_last: true") || case.path.contains("limit="))
    {
        let name = case.answer.1.as_object().unwrap().iter().find(|(_, it)| it.is_array()).unwrap().0.clone();
        let list = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            let body = match seen.path.split_once("prevId=") {
                None => json!({&list: [{"id": "a"}, {"id": "b"}], "totalCount": 5, "nextBatchPrevId": "b"}),
                Some((_, "b")) => json!({&list: [{"id": "b"}, {"id": "c"}], "totalCount": 5}),
                Some((_, other)) => panic!("asked for {other}"),
            };
            answer(200, &body.to_string()).signed(seen).into()
        });
        let read = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 2, "{}", case.route);
        assert!(
            seen[1].path.starts_with(case.path) && seen[1].path.ends_with("&prevId=b"),
            "{}",
            seen[1].path
        );
        assert!(
            read.contains("so_far: 3, repeated: 1") && read.contains("total: Some(5)"),
            "{}: {read}",
            case.route
        );

        let circle = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            answer(200, &json!({&circle: [{"id": "a"}], "nextBatchPrevId": "a"}).to_string())
                .signed(seen)
                .into()
        });
        let error = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::ListRepeats, "{}", case.route);
    }
}

#[tokio::test]
async fn a_freeze_of_no_time_is_not_sent() {
    let server = always(200, &json!({}));
    let session = session_with(&server, AuthVersion::V3).await;
    assert!(session.freeze_wallet("tbtc", W, FreezeFor::Secs(0)).await.is_err());
    assert!(server.seen().is_empty());
    let outcome = session.freeze_wallet("tbtc", W, FreezeFor::Secs(60)).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)));
    assert_eq!(server.seen()[0].json(), json!({"duration": 60}));
}
