//! A session knows what ended it, whatever was asked when it did.

use super::routes::cases;
use super::server::{Draft, OPENING, Seen, Server, TOKEN, answer, opening, short_timeouts};
use super::{session_with, spec};
use countersign::bitgo::client::Client;
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::bitgo::error::ErrorKind;
use countersign::bitgo::login;
use countersign::bitgo::routes::{AskedBy, Route};
use countersign::bitgo::session::Session;
use countersign::bitgo::signing::{self, AuthVersion};
use countersign::bitgo::wallet::WalletQuery;
use countersign::domain::diagnosis::ErrorCause;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

const OTHER_TOKEN: &str = "v2x6e5d3550905a57fa0893f9ed17fd67cfa83b1fe4bc1d16622a753d7d9a8cb242";

fn expired() -> Value {
    json!({"error": "unauthorized", "name": "SessionExpired", "requestId": "srv-1"})
}

fn refuses_all(draft: impl Fn(&Seen) -> Draft + Send + Sync + 'static) -> Server {
    Server::behind_a_session(move |seen, _| draft(seen).into())
}

async fn count(session: &Session) {
    assert!(session.wallet_count(&WalletQuery::default()).await.is_err());
}

#[tokio::test]
async fn whatever_is_asked_the_answer_that_ends_the_session_is_kept() {
    for case in cases() {
        let server = case.answered(401, &expired());
        let session = case.session(&server).await;
        assert!(session.ended_by().is_none(), "{}", case.route);
        let error = (case.ask)(session.clone()).await.unwrap_err();
        assert!(error.ends_session() && case.seen(&server).len() == 1, "{}", case.route);
        if case.route.asked_by() == AskedBy::Opening {
            assert!(session.ended_by().is_none(), "{} was asked for another session", case.route);
            continue;
        }
        let end = session.ended_by().unwrap_or_else(|| panic!("{} ended the session", case.route));
        assert_eq!(end.facts(), error.facts(), "{}", case.route);
        assert_eq!(end.facts().cause(), ErrorCause::SessionExpired, "{}", case.route);
        assert_eq!(end.request_id.as_deref(), Some("srv-1"));
    }
}

#[tokio::test]
async fn other_refusals_do_not_end_a_session() {
    // No more than five: so often can somebody be looked up without a wait.
    let refusals = [
        (401, json!({"error": "a code, please", "needsOTP": true, "invalidToken": true})),
        (401, json!({"error": "locked", "context": {"needsUnlock": true}, "invalidToken": true})),
        (401, json!({"error": "no access token", "noAccessToken": true, "invalidToken": true})),
        (401, json!({"error": "unauthorized", "name": "Unauthorized"})),
        (403, json!({"error": "no way", "name": "SessionExpired", "invalidToken": true})),
    ];
    for case in cases() {
        let (next, answers) = (AtomicUsize::new(0), refusals.clone());
        let server = case.server(move |seen| {
            let (status, body) = &answers[next.fetch_add(1, Ordering::Relaxed)];
            answer(*status, &body.to_string()).signed(seen).into()
        });
        let session = case.session(&server).await;
        for (status, body) in &refusals {
            let error = (case.ask)(session.clone()).await.unwrap_err();
            assert_eq!(error.status, Some(*status), "{}", case.route);
            assert!(session.ended_by().is_none(), "{} after {status} {body}", case.route);
        }
    }
}

#[tokio::test]
async fn every_route_of_a_session_can_be_probed_in_the_sandbox_and_nowhere_else() {
    for route in Route::ALL {
        let server = Server::start(|seen, nth| match opening(seen) {
            Some(body) if nth == 0 => answer(200, body).signed(seen).into(),
            _ => answer(401, &expired().to_string()).into(),
        });
        let session = session_with(&server, AuthVersion::V3).await;
        let error = session.probe(*route).await.unwrap_err();
        let seen = server.all_seen().split_off(OPENING);
        if route.asked_by() == AskedBy::Session {
            assert!(error.ends_session() && session.ended_by().is_some(), "{route}");
            assert!(seen.len() == 1 && spec::is_of(&seen[0], *route), "{route}: {seen:?}");
        } else {
            assert!(matches!(error.kind, ErrorKind::NotHere(_)) && seen.is_empty(), "{route}");
        }
    }
    let server = Server::behind_a_session(|seen, _| answer(200, "{}").signed(seen).into());
    for kind in EnvironmentKind::ALL.into_iter().filter(|kind| *kind != EnvironmentKind::Sandbox) {
        let environment = Environment::custom(kind, &server.url, None).unwrap();
        let client = Client::new(environment, AuthVersion::V3, short_timeouts()).unwrap();
        let session = login::resume(&client, TOKEN.into()).await.unwrap();
        for route in Route::ALL {
            assert!(matches!(session.probe(*route).await.unwrap_err().kind, ErrorKind::NotHere(_)));
        }
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_token_that_is_no_longer_known_ends_the_session_also_without_a_signature() {
    let server = refuses_all(|_| answer(401, "{}").header("X-Auth-Required", "true"));
    let session = session_with(&server, AuthVersion::V3).await;
    count(&session).await;
    assert_eq!(session.ended_by().unwrap().facts().cause(), ErrorCause::InvalidToken);
}

#[tokio::test]
async fn a_wrong_code_is_not_taken_for_a_lost_token() {
    let refusal = r#"{"error":"incorrect otp","invalidToken":true}"#;
    let server = refuses_all(|seen| answer(401, refusal).signed(seen));
    let session = session_with(&server, AuthVersion::V3).await;
    let error = session.unlock_and_lose_limits(&"1111111".into(), 600).await.unwrap_err();
    assert_eq!(error.facts().cause(), ErrorCause::WrongCode);
    assert!(session.ended_by().is_none());
    count(&session).await;
    assert!(session.ended_by().is_some(), "the same answer to a request without a code");
}

#[tokio::test]
async fn the_first_end_stays() {
    let server = Server::behind_a_session(|seen, nth| {
        let body =
            json!({"error": "unauthorized", "name": "SessionExpired", "requestId": format!("srv-{nth}")});
        answer(401, &body.to_string()).signed(seen).into()
    });
    let session = session_with(&server, AuthVersion::V3).await;
    count(&session).await;
    count(&session.clone()).await;
    assert_eq!(server.seen().len(), 2);
    assert_eq!(session.ended_by().unwrap().request_id.as_deref(), Some("srv-0"));
}

#[tokio::test]
async fn another_token_over_the_same_connection_ends_only_its_own_session() {
    let others = format!("Bearer {}", signing::token_hash(OTHER_TOKEN));
    let server = Server::start(move |seen, _| match opening(seen) {
        Some(body) if seen.header("authorization") != others => answer(200, body).signed(seen).into(),
        Some(_) => answer(401, &expired().to_string()).into(),
        None => answer(401, &expired().to_string()).signed(seen).into(),
    });
    let session = session_with(&server, AuthVersion::V3).await;
    assert!(login::try_token(session.client(), OTHER_TOKEN.into()).await.unwrap_err().ends_session());
    assert!(login::resume(session.client(), OTHER_TOKEN.into()).await.unwrap_err().ends_session());
    let second = login::resume(session.client(), TOKEN.into()).await.unwrap();
    count(&second).await;
    assert!(second.ended_by().is_some() && session.ended_by().is_none());
}

#[tokio::test]
async fn a_revocation_by_oneself_is_not_an_end_but_a_refused_one_is() {
    let server = Server::behind_a_session(|seen, _| {
        let is_revocation = seen.path.ends_with("/logout");
        let (status, body) =
            if is_revocation { (200, "{}".to_owned()) } else { (401, expired().to_string()) };
        answer(status, &body).signed(seen).into()
    });
    let session = session_with(&server, AuthVersion::V3).await;
    session.revoke_own_token().await.unwrap();
    assert!(session.ended_by().is_none());
    count(&session).await;
    assert!(session.ended_by().is_none(), "what comes after it was to be expected");

    let server = refuses_all(|seen| answer(401, &expired().to_string()).signed(seen));
    let session = session_with(&server, AuthVersion::V3).await;
    session.revoke_own_token().await.unwrap_err();
    assert!(session.ended_by().is_some());
}
