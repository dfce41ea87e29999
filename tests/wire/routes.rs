//! Every route once: what exactly is sent, what is read from the answer, and what becomes of errors.

#[macro_use]
#[path = "support/asking.rs"]
mod asking;
#[path = "routes/express.rs"]
mod express;
#[path = "routes/own.rs"]
mod own;
#[path = "routes/people.rs"]
mod people;
#[path = "routes/policy_builder.rs"]
mod policy_builder;
#[path = "routes/session.rs"]
mod session;
#[path = "routes/sharing.rs"]
mod sharing;
#[path = "routes/wallets.rs"]
mod wallets;

use super::server::{OPENING, Reply, Seen, Server, TOKEN, answer, opening, patient_timeouts};
use super::{session_with, spec};
use countersign::bitgo::client::Client;
use countersign::bitgo::environment::Environment;
use countersign::bitgo::error::{Error, ErrorKind};
use countersign::bitgo::login;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::paging::Pages;
use countersign::bitgo::routes::{AskedBy, Route};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::FreezeFor;
use futures::StreamExt;
use futures::future::BoxFuture;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Debug;

/// What an operation gave, in the words of `Debug`.
pub(super) type Asked = BoxFuture<'static, Result<String, Error>>;

/// One operation.
pub(super) struct Case {
    pub(super) route: Route,
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
        wallets::market(),
        people::approvals(),
        people::decisions(),
        people::enterprises(),
        people::audit(),
        policy_builder::rules(),
        policy_builder::catalogue(),
        policy_builder::changes(),
        own::tokens(),
        own::templates(),
        own::settings(),
        session::opening(),
        session::session(),
        express::express(),
    ];
    tables.into_iter().flatten().collect()
}

impl Case {
    /// A server where a session opens without ado, `reply` answers this case's route, and what is asked on the way
    /// there is answered as it should be.
    pub(super) fn server(&self, reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
        let (route, beside) = (self.route, text(&self.answer.1));
        Server::start(move |seen, nth| match opening(seen) {
            Some(body) if nth == 0 => answer(200, body).signed(seen).into(),
            _ if spec::is_of(seen, route) => reply(seen),
            _ => answer(200, &beside).signed(seen).into(),
        })
    }

    /// As [`Case::server`], with one answer, signed.
    pub(super) fn answered(&self, status: u16, body: &Value) -> Server {
        let text = text(body);
        self.server(move |seen| answer(status, &text).signed(seen).into())
    }

    /// As [`Case::server`], with the answer that the platform describes.
    pub(super) fn answered_as_described(&self) -> Server {
        self.answered(self.answer.0, &self.answer.1)
    }

    /// The answer that the platform describes: status and body.
    pub(super) fn described(&self) -> (u16, String) {
        (self.answer.0, text(&self.answer.1))
    }

    /// A session from which this case's route can be asked.
    pub(super) async fn session(&self, server: &Server) -> Session {
        self.session_in(server, AuthVersion::V3).await
    }

    /// As [`Case::session`], signing in this version.
    pub(super) async fn session_in(&self, server: &Server, version: AuthVersion) -> Session {
        let environment = match self.route.asked_by() {
            AskedBy::Express => Environment::express(&server.url).unwrap(),
            AskedBy::Opening | AskedBy::Session => server.environment(),
        };
        let client = Client::new(environment, version, patient_timeouts()).unwrap();
        login::resume(&client, TOKEN.into()).await.unwrap()
    }

    /// What came of asking for it.
    pub(super) async fn asked(&self, server: &Server) -> Result<String, Error> {
        (self.ask)(self.session(server).await).await
    }

    /// What arrived for its route. Nothing else may arrive but what the operation is known to ask on the way.
    pub(super) fn seen(&self, server: &Server) -> Vec<Seen> {
        let (own, beside): (Vec<Seen>, Vec<Seen>) =
            server.all_seen().into_iter().skip(OPENING).partition(|seen| spec::is_of(seen, self.route));
        let on_the_way = match self.route {
            Route::OwnUser => 1,
            _ => 0,
        };
        assert!(beside.len() <= on_the_way, "{}: {beside:?}", self.route);
        own
    }
}

fn text(body: &Value) -> String {
    if body.is_null() { String::new() } else { body.to_string() }
}

/// Whether it is what was wanted, where `…` stands for any text.
fn is_like(body: &Value, wanted: &Value) -> bool {
    match (body, wanted) {
        (Value::String(_), Value::String(any)) if any == "…" => true,
        (Value::Object(body), Value::Object(wanted)) => {
            body.len() == wanted.len()
                && wanted.iter().all(|(name, it)| body.get(name).is_some_and(|body| is_like(body, it)))
        }
        _ => body == wanted,
    }
}

#[test]
fn every_route_of_the_table_has_its_case() {
    let asked: HashSet<Route> = cases().iter().map(|case| case.route).collect();
    let forgotten: Vec<&Route> = Route::ALL.iter().filter(|route| !asked.contains(route)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[tokio::test]
async fn every_route_sends_what_the_platform_describes_and_reads_what_it_answers() {
    let mut described = HashSet::new();
    for case in cases() {
        let server = case.answered_as_described();
        let read = case.asked(&server).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.route));
        let seen = case.seen(&server);
        assert_eq!(seen.len(), 1, "{}", case.route);
        assert_eq!(seen[0].path, case.path);
        let body = if seen[0].body.is_empty() { Value::Null } else { seen[0].json() };
        assert!(is_like(&body, &case.body), "{} sent {body}", case.route);
        let route = case.route.to_string();
        spec::assert_described(&seen[0], &route);
        described.extend(spec::is_described(&route).then_some(case.route));
        for part in case.reads {
            assert!(read.contains(part), "{}: no {part} in {read}", case.route);
        }
    }
    assert!(described.len() >= 54, "only {} were held against the specification", described.len());
}

#[tokio::test]
async fn every_route_tells_a_refusal_and_repeats_nothing_but_a_get() {
    let refusal =
        json!({"error": "no way", "name": "NoWay", "requestId": "srv-9", "context": {"needsUnlock": true}});
    for case in cases() {
        let server = case.answered(403, &refusal);
        let error = case.asked(&server).await.unwrap_err();
        assert_eq!((error.status, error.name.as_deref()), (Some(403), Some("NoWay")), "{}", case.route);
        assert_eq!(error.request_id.as_deref(), Some("srv-9"), "{}", case.route);
        assert!(error.flags.needs_unlock && !error.may_have_happened());
        assert_eq!(case.seen(&server).len(), 1, "{}", case.route);

        let is_repeated = case.route.method() == Method::GET && case.route != Route::LogOut;
        let server = case.server(|_| Reply::Close);
        let error = case.asked(&server).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Interrupted, "{}", case.route);
        assert_eq!(case.seen(&server).len(), if is_repeated { 3 } else { 1 }, "{}", case.route);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_such_thing_is_an_error_or_a_success_without_content() {
    for case in cases() {
        let server = case.answered(200, &json!([7]));
        let needs_nothing = ["Done(())", "()", "true"].iter().any(|it| case.reads == [*it]);
        match case.asked(&server).await {
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
        // One page of so many, and no more.
        .filter(|case| case.route != Route::PolicyRecommendations)
    {
        let name = case.answer.1.as_object().unwrap().iter().find(|(_, it)| it.is_array()).unwrap().0.clone();
        let list = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            // Asked by place, a page begins with the last entry of the one before.
            let body = match seen.path.split_once("prevId=").or_else(|| seen.path.split_once("offset=")) {
                Some((_, place)) if place.parse::<u64>().is_ok_and(|place| place > 1) => {
                    json!({&list: [], "totalCount": 5})
                }
                None => json!({&list: [{"id": "a"}, {"id": "b"}], "totalCount": 5, "nextBatchPrevId": "b"}),
                Some((_, "b" | "1")) => json!({&list: [{"id": "b"}, {"id": "c"}], "totalCount": 5}),
                Some((_, other)) => panic!("asked for {other}"),
            };
            answer(200, &body.to_string()).signed(seen).into()
        });
        let read = (case.ask)(session_with(&server, AuthVersion::V3).await).await.unwrap();
        let seen = server.seen();
        let is_by_place = seen[1].path.contains("&offset=");
        assert!(seen.len() == 2 || is_by_place && seen.len() <= 4, "{}: {seen:?}", case.route);
        let (cursor, repeated) = if is_by_place { ("&offset=", 0) } else { ("&prevId=b", 1) };
        assert!(seen[1].path.starts_with(case.path) && seen[1].path.contains(cursor), "{}", seen[1].path);
        let told = format!("so_far: 3, repeated: {repeated}");
        assert!(read.contains(&told) && read.contains("total: Some(5)"), "{}: {read}", case.route);

        let circle = name.clone();
        let server = Server::behind_a_session(move |seen, _| {
            answer(200, &json!({&circle: [{"id": "a"}], "nextBatchPrevId": "a"}).to_string())
                .signed(seen)
                .into()
        });
        let read = (case.ask)(session_with(&server, AuthVersion::V3).await).await;
        if case.route == Route::EnterpriseRules {
            // The Policy Builder's way of ending a list (the protocol notes, section 11).
            assert!(read.unwrap().contains("so_far: 1, repeated: 1"));
            continue;
        }
        assert_eq!(read.unwrap_err().kind, ErrorKind::ListRepeats, "{}", case.route);
    }
}

#[tokio::test]
async fn a_freeze_of_no_time_is_not_sent() {
    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    let session = session_with(&server, AuthVersion::V3).await;
    assert!(session.freeze_wallet("tbtc", W, FreezeFor::Secs(0)).await.is_err());
    assert!(server.seen().is_empty());
    let outcome = session.freeze_wallet("tbtc", W, FreezeFor::Secs(60)).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)));
    assert_eq!(server.seen()[0].json(), json!({"duration": 60}));
}
