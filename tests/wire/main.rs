//! The client against a wire that misbehaves: forged, unsigned, stale, cut, slow and endless answers, every
//! error shape, retries, redirects, clocks. And the vendor's own vectors, byte for byte.

#![allow(clippy::unwrap_used)]

mod behind;
mod deciding;
mod ends;
mod kept_changes;
mod logins;
mod proxy;
mod routes;
mod sessions;
mod sharing;
mod support;
mod vectors;
mod versions;

use countersign::bitgo::client::{Client, Purpose, RetryRule, Timeouts, WorkWaits};
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::error::{Error, ErrorKind, Trust};
use countersign::bitgo::login;
use countersign::bitgo::secret::AccessToken;
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::{self, AuthVersion, SignatureError};
use countersign::bitgo::wallet::WalletQuery;
use countersign::domain::diagnosis::FailureKind;
use jiff::{SignedDuration, Timestamp};
use server::{Draft, OPENING, Reply, Seen, Server, TOKEN, answer, short_timeouts};
use std::collections::HashSet;
use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::{server, spec};

const COUNT: &str = r#"{"count":7}"#;
/// After this a test gives up; nothing is to take nearly as long.
const PATIENCE: Duration = Duration::from_mins(1);

async fn session_with(server: &Server, version: AuthVersion) -> Session {
    login::resume(&server.client(version), TOKEN.into()).await.expect("a session opens")
}

/// Asks for the number of wallets: the plainest GET there is.
async fn count(server: &Server) -> Result<u64, Error> {
    count_in(server, AuthVersion::V3).await
}

async fn count_in(server: &Server, version: AuthVersion) -> Result<u64, Error> {
    session_with(server, version).await.wallet_count(&WalletQuery::default()).await
}

#[tokio::test]
async fn requests_are_signed_as_the_platform_checks_them() {
    for version in [AuthVersion::V2, AuthVersion::V3] {
        let server = Server::behind_a_session(|seen, _| answer(200, COUNT).signed(seen).into());
        let session = session_with(&server, version).await;
        let query =
            WalletQuery { label_contains: Some("cold storage & é".into()), ..WalletQuery::default() };
        assert_eq!(session.wallet_count(&query).await.unwrap(), 7);
        session.lock().await.unwrap();
        session.delete_access_token("09270d783ba7f3f869bb3e930af12423").await.unwrap();
        let all = server.all_seen();
        assert_eq!(
            all.iter().map(|it| it.method.as_str()).collect::<Vec<_>>(),
            ["GET", "GET", "GET", "POST", "DELETE"]
        );
        assert_eq!(all[2].path, "/api/v2/wallets/count?labelContains=cold%20storage%20%26%20%C3%A9");
        for seen in &all {
            let at_ms = seen.header("auth-timestamp").parse().unwrap();
            let subject = signing::request_subject(version, &seen.method, at_ms, &seen.path, &seen.body);
            assert_eq!(seen.header("hmac"), signing::hmac_hex(TOKEN.as_bytes(), &subject), "{}", seen.path);
            assert_eq!(seen.header("authorization"), format!("Bearer {}", signing::token_hash(TOKEN)));
            assert_eq!(seen.header("bitgo-auth-version"), version.header());
            assert!(seen.header("request-id").len() >= 16);
            assert!(!format!("{seen:?}").contains(TOKEN), "the token itself went over the wire");
        }
        for header in ["request-id", "hmac", "auth-timestamp"] {
            let distinct: HashSet<_> = all.iter().map(|it| it.header(header).to_owned()).collect();
            assert_eq!(distinct.len(), all.len(), "{header} repeats");
        }
    }
}

/// What it is, how it is made, and what it has to be called.
type Forgery = (&'static str, fn(&Seen) -> Draft, fn(&SignatureError) -> bool);
/// Status and body; then the name, text and request ID that are read from it.
type Shape = (u16, &'static str, Option<&'static str>, &'static str, Option<&'static str>);

#[tokio::test]
async fn answers_that_cannot_be_believed_are_not_used_and_not_asked_again() {
    let now_ms = || Timestamp::now().as_millisecond();
    let cases: [Forgery; 8] = [
        (
            "changed body",
            |seen| answer(200, COUNT).signed(seen).with_body(r#"{"count":9}"#),
            |it| *it == SignatureError::Forged,
        ),
        (
            "cut body",
            |seen| answer(200, COUNT).signed(seen).with_body(r#"{"count":"#),
            |it| *it == SignatureError::Forged,
        ),
        (
            "changed error",
            |seen| answer(503, "{}").signed(seen).with_body(r#"{"error":"x"}"#),
            |it| *it == SignatureError::Forged,
        ),
        (
            "nonsense",
            |_| answer(200, COUNT).header("hmac", "00").header("timestamp", "1"),
            |it| *it == SignatureError::Forged,
        ),
        ("unsigned", |_| answer(200, COUNT), |it| *it == SignatureError::Missing),
        ("no time", |_| answer(200, COUNT).header("hmac", "00"), |it| *it == SignatureError::Missing),
        ("no time, error", |_| answer(503, COUNT).header("hmac", "00"), |it| *it == SignatureError::Missing),
        (
            "old",
            |seen| answer(200, COUNT).signed_at(seen, Timestamp::now().as_millisecond() - 301_000),
            |it| matches!(it, SignatureError::Stale { ago_ms } if *ago_ms >= 301_000),
        ),
    ];
    for (what, forge, expected) in cases {
        let server = Server::behind_a_session(move |seen, _| forge(seen).into());
        let error = count(&server).await.unwrap_err();
        assert!(matches!(&error.kind, ErrorKind::Signature(it) if expected(it)), "{what}: {error:?}");
        assert!(error.status.is_some() && error.request_id.is_some(), "{what}");
        assert_eq!(server.seen().len(), 1, "{what} was asked again");
    }
    let early =
        Server::behind_a_session(move |seen, _| answer(200, COUNT).signed_at(seen, now_ms() + 90_000).into());
    let error = count(&early).await.unwrap_err();
    assert_eq!(error.facts().kind, FailureKind::StaleAnswer);
}

#[tokio::test]
async fn in_v2_an_old_answer_only_warns() {
    let server = Server::behind_a_session(|seen, _| {
        answer(200, COUNT).signed_at(seen, Timestamp::now().as_millisecond() - 3_600_000).into()
    });
    assert_eq!(count_in(&server, AuthVersion::V2).await.unwrap(), 7);
}

#[tokio::test]
async fn an_unsigned_error_is_an_error_but_not_believed_as_the_platforms() {
    let server = Server::behind_a_session(|_, _| {
        answer(401, r#"{"error":"unauthorized","name":"InvalidToken","requestId":"srv-1","context":{"invalidToken":true}}"#)
            .into()
    });
    let error = count(&server).await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.trust, error.status),
        (ErrorKind::Answered, Trust::Unsigned, Some(401))
    );
    assert_eq!(error.request_id.as_deref(), Some("srv-1"));
    assert!(error.flags.invalid_token);
    assert!(error.to_string().contains("without a signature"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn every_error_shape_keeps_status_name_text_and_request_id() {
    let cases: [Shape; 7] = [
        (
            400,
            r#"{"error":"invalid wallet id","name":"InvalidWalletId","requestId":"cjo7","context":{"id":5}}"#,
            Some("InvalidWalletId"),
            "invalid wallet id",
            Some("cjo7"),
        ),
        (
            403,
            r#"{"error":"no","errorName":"Forbidden","reqId":"r-2"}"#,
            Some("Forbidden"),
            "no",
            Some("r-2"),
        ),
        (404, r#"{"code":"NOT_FOUND","message":"nowhere","status":404}"#, Some("NOT_FOUND"), "nowhere", None),
        (400, "<html><body><h1>400</h1>Bad</body></html>", None, "400 Bad", None),
        (404, "", None, "", None),
        (400, "plain words", None, "plain words", None),
        (400, r#"{"error":"cut"#, None, r#"{"error":"cut"#, None),
    ];
    for (status, body, name, text, request_id) in cases {
        let server = Server::behind_a_session(move |seen, _| answer(status, body).signed(seen).into());
        let error = count(&server).await.unwrap_err();
        assert_eq!((error.status, error.trust), (Some(status), Trust::Signed), "{body}");
        assert_eq!((error.name.as_deref(), error.text.as_str()), (name, text), "{body}");
        let own = server.seen()[0].header("request-id").to_owned();
        assert_eq!(error.request_id.as_deref(), Some(request_id.unwrap_or(&own)), "{body}");
        assert_eq!((error.method.as_str(), error.path.as_str()), ("GET", "/api/v2/wallets/count"));
        assert_eq!(server.seen().len(), 1, "{status} was asked again");
    }
}

#[tokio::test]
async fn successes_that_cannot_be_read_say_so() {
    for (body, why) in [
        (r#"{"count":7"#, "it ends early"),
        ("<html>", "it is not JSON"),
        ("[7]", "it is not an object"),
        ("", "it ends early"),
        (r#"{"n":7}"#, "it holds no count"),
        (r#"{"count":1.5}"#, "it holds no count"),
    ] {
        let server = Server::behind_a_session(move |seen, _| answer(200, body).signed(seen).into());
        let error = count(&server).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotUnderstood(why.to_owned()), "{body}");
        assert_eq!(error.request_id.as_deref(), Some(server.seen()[0].header("request-id")), "{body}");
    }
}

#[tokio::test]
async fn busy_servers_are_asked_again_with_a_fresh_signature() {
    for status in [429, 500, 502, 503, 504] {
        let server = Server::behind_a_session(move |seen, nth| match nth {
            0 => answer(status, "<h1>busy</h1>").into(),
            1 => answer(status, "{}").signed(seen).into(),
            _ => answer(200, COUNT).signed(seen).into(),
        });
        assert_eq!(count(&server).await.unwrap(), 7);
        let seen = server.seen();
        assert_eq!(seen.len(), 3);
        for header in ["request-id", "hmac", "auth-timestamp"] {
            let distinct: HashSet<_> = seen.iter().map(|it| it.header(header)).collect();
            assert_eq!(distinct.len(), 3, "{header} was sent again");
        }
    }
}

#[tokio::test]
async fn asking_again_ends() {
    let server =
        Server::behind_a_session(|_, _| answer(502, "<html><title>502 Bad Gateway</title></html>").into());
    let error = count(&server).await.unwrap_err();
    assert_eq!(server.seen().len(), 3);
    assert!(error.is_html && error.text.contains("502 Bad Gateway"));
    assert_eq!(error.facts().kind, FailureKind::HtmlAnswer);
    assert_eq!(error.request_id.as_deref(), Some(server.seen()[2].header("request-id")), "the last try's ID");
}

#[tokio::test]
async fn nothing_but_a_get_is_sent_again() {
    let server = Server::behind_a_session(|seen, _| match seen.method.as_str() {
        "POST" => answer(503, "{}").signed(seen).header("Retry-After", "0").into(),
        _ => Reply::Close,
    });
    let session = session_with(&server, AuthVersion::V3).await;
    let error = session.lock().await.unwrap_err();
    assert!(error.may_have_happened());
    assert_eq!(session.delete_access_token("a1").await.unwrap_err().kind, ErrorKind::Interrupted);
    assert_eq!(session.revoke_own_token().await.unwrap_err().kind, ErrorKind::Interrupted);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_server_is_given_the_time_it_asks_for() {
    let server = Server::behind_a_session(|seen, nth| match nth {
        0 => answer(429, "{}").signed(seen).header("Retry-After", "1").into(),
        _ => answer(200, COUNT).signed(seen).into(),
    });
    let started = Instant::now();
    assert_eq!(count(&server).await.unwrap(), 7);
    assert!(started.elapsed() >= Duration::from_secs(1));

    let far = Timestamp::now() + SignedDuration::from_secs(7200);
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&far).unwrap();
    for wait in ["3600".to_owned(), date] {
        let server = Server::behind_a_session(move |seen, _| {
            answer(429, r#"{"error":"slow down","name":"RateLimited"}"#)
                .signed(seen)
                .header("Retry-After", &wait)
                .into()
        });
        let asked = tokio::time::timeout(PATIENCE, count(&server)).await;
        let error = asked.expect("waited instead of saying so").unwrap_err();
        assert_eq!(server.seen().len(), 1);
        assert!(error.retry_after.unwrap() >= Duration::from_secs(3590), "{error:?}");
    }
}

#[tokio::test]
async fn the_time_in_the_queue_is_none_of_the_time_for_tries() {
    let server = Server::behind_a_session(|seen, nth| match nth {
        0 => answer(429, "{}").signed(seen).header("Retry-After", "1").into(),
        1 => answer(503, "{}").signed(seen).into(),
        _ => answer(200, COUNT).signed(seen).into(),
    });
    let retry = RetryRule { within: Duration::from_millis(700), ..short_timeouts().retry };
    let timeouts = Timeouts { retry, longest_hold: Duration::from_secs(5), ..short_timeouts() };
    let client = Client::new(server.environment(), AuthVersion::V3, timeouts).unwrap();
    let session = login::resume(&client, TOKEN.into()).await.unwrap();
    let query = WalletQuery::default();
    assert_eq!(
        session.wallet_count(&query).await.unwrap_err().status,
        Some(429),
        "a second is too long for it"
    );
    let started = Instant::now();
    assert_eq!(session.wallet_count(&query).await.unwrap(), 7);
    assert!(started.elapsed() > Duration::from_millis(700), "it stood in the queue");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn unlocking_says_that_a_question_was_not_sent_and_not_that_limits_cannot_be_read() {
    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    let timeouts = Timeouts { requests_a_minute: OPENING + 1, ..short_timeouts() };
    let client = Client::new(server.environment(), AuthVersion::V3, timeouts).unwrap();
    let session = login::resume(&client, TOKEN.into()).await.unwrap();
    let work = WorkWaits::new(Purpose::ChangeWithCode);
    let error = work.run(session.unlock(&"000000".into(), 600)).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::NotSent(_)), "{error}");
    assert!(!error.may_have_happened());
}

#[tokio::test]
async fn a_change_that_was_withdrawn_is_not_sent_and_one_that_was_sent_cannot_be() {
    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    let session = session_with(&server, AuthVersion::V3).await;
    let work = WorkWaits::new(Purpose::Change);
    assert!(work.withdraw());
    let error = work.clone().run(session.lock()).await.unwrap_err();
    assert!(!error.may_have_happened() && !error.is_silence(), "{error}");
    assert!(error.advice().what.contains("before it was sent"), "{error}");
    assert!(server.seen().is_empty() && !work.has_begun_change());
    let work = WorkWaits::new(Purpose::Change);
    drop(work.clone().run(session.lock()).await);
    assert_eq!(server.seen().len(), 1);
    assert!(work.has_begun_change() && !work.withdraw());
}

#[tokio::test]
async fn broken_and_silent_connections_are_told_apart() {
    let cut = Server::behind_a_session(|seen, _| {
        Reply::Bytes(answer(200, COUNT).signed(seen).bytes_with_length(500))
    });
    assert_eq!(count(&cut).await.unwrap_err().kind, ErrorKind::Interrupted);
    assert_eq!(cut.seen().len(), 3, "a broken connection of a GET is tried again");

    let closed = Server::behind_a_session(|_, _| Reply::Close);
    assert_eq!(count(&closed).await.unwrap_err().kind, ErrorKind::Interrupted);

    let garbage =
        Server::behind_a_session(|_, _| Reply::Bytes(b"\x00\x01\x02 this is no HTTP\r\n\r\n".to_vec()));
    assert_eq!(count(&garbage).await.unwrap_err().kind, ErrorKind::Interrupted);

    for reply in
        [(|_| Reply::Hang) as fn(&Seen) -> Reply, |seen| Reply::Drip(answer(200, COUNT).signed(seen).bytes())]
    {
        let slow = Server::behind_a_session(move |seen, _| reply(seen));
        let session = session_with(&slow, AuthVersion::V3).await;
        let query = WalletQuery::default();
        let asked = tokio::time::timeout(PATIENCE, session.wallet_count(&query)).await;
        let error = asked.expect("waited on").unwrap_err();
        assert!(matches!(error.kind, ErrorKind::TimedOut { .. }), "{error:?}");
        assert_eq!(slow.seen().len(), 1, "a time-out is not tried again");
    }
}

#[tokio::test]
async fn unreachable_and_untrusted_hosts_are_told_apart() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let plain_port = plain.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in plain.incoming().flatten() {
            drop(stream.write_all(b"HTTP/1.1 400 This is no TLS\r\n\r\n"));
        }
    });
    for (url, kind) in [
        (format!("http://127.0.0.1:{port}"), ErrorKind::Connect),
        (format!("https://127.0.0.1:{plain_port}"), ErrorKind::Tls),
    ] {
        let environment = Environment::custom(EnvironmentKind::Custom, &url, None).unwrap();
        let client = Client::new(environment, AuthVersion::V3, short_timeouts()).unwrap();
        let error = login::resume(&client, TOKEN.into()).await.unwrap_err();
        assert_eq!(error.kind, kind, "{url}");
        assert!(!error.facts().host.is_empty());
    }
}

#[tokio::test]
async fn endless_answers_end() {
    let announced = Server::behind_a_session(|seen, _| {
        Reply::Bytes(answer(200, "{}").signed(seen).bytes_with_length(70_000))
    });
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let endless = Server::behind_a_session(|_, _| Reply::Flood(chunked.to_vec()));
    for server in [announced, endless] {
        let error = count(&server).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::TooLarge { limit_bytes: 65_536 });
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::start(|_, _| answer(200, COUNT).into());
    let target = elsewhere.url.clone();
    for status in [301, 302, 303, 307, 308] {
        let target = target.clone();
        let server = Server::behind_a_session(move |_, _| {
            answer(status, "").header("Location", format!("{target}/x")).into()
        });
        let error = count(&server).await.unwrap_err();
        assert_eq!((error.kind.clone(), error.status), (ErrorKind::Redirected, Some(status)));
        assert_eq!(server.seen().len(), 1);
    }
    assert!(elsewhere.all_seen().is_empty(), "something was sent to another host");
}

#[tokio::test]
async fn the_clocks_difference_is_measured_from_any_answer() {
    for ahead_secs in [-900_i64, 0, 300] {
        let server = Server::start(move |_, _| {
            let there = Timestamp::now() + SignedDuration::from_secs(ahead_secs);
            let date =
                jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&there).unwrap();
            answer(401, "{}").header("Date", date).into()
        });
        let client = server.client(AuthVersion::V3);
        assert!(client.clock().is_none());
        let error = login::resume(&client, TOKEN.into()).await.unwrap_err();
        let measured = client.clock().unwrap().server_ahead_secs;
        assert!((measured - ahead_secs).abs() <= 1, "{measured} instead of {ahead_secs}");
        assert_eq!(error.facts().server_ahead_secs, Some(measured));
    }
}

#[tokio::test]
async fn express_takes_the_bare_token_and_signs_nothing() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/api/v2/user/session" => answer(200, r#"{"session":{"id":"s"}}"#).into(),
        "/api/v2/user/me" => answer(200, r#"{"id":"u1"}"#).into(),
        _ => answer(200, COUNT).into(),
    });
    let environment = Environment::express(&server.url).unwrap();
    let client = Client::new(environment, AuthVersion::V3, Timeouts::default()).unwrap();
    let session = login::resume(&client, TOKEN.into()).await.unwrap();
    assert_eq!(session.wallet_count(&WalletQuery::default()).await.unwrap(), 7);
    for seen in server.all_seen() {
        assert_eq!(seen.header("authorization"), format!("Bearer {TOKEN}"));
        assert_eq!(seen.header("hmac"), "");
        assert_eq!(seen.header("bitgo-auth-version"), "");
    }
}

#[tokio::test]
async fn a_token_goes_to_its_own_host_alone() {
    let server = Server::behind_a_session(|_, _| Reply::Close);
    let token = AccessToken::new(&TOKEN.into(), &Environment::test()).unwrap();
    let error = login::resume_with(&server.client(AuthVersion::V3), token).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OtherHost);
    assert!(server.all_seen().is_empty(), "something was sent");
}

#[tokio::test]
async fn a_dropped_question_is_let_go_at_once() {
    let server = Server::behind_a_session(|_, _| Reply::Hang);
    let client = Client::new(server.environment(), AuthVersion::V3, Timeouts::default()).unwrap();
    let session = login::resume(&client, TOKEN.into()).await.unwrap();
    let started = Instant::now();
    let query = WalletQuery::default();
    let asked = tokio::time::timeout(Duration::from_millis(50), session.wallet_count(&query)).await;
    assert!(asked.is_err());
    assert!(started.elapsed() < Timeouts::default().request, "the answer was waited for");
}
