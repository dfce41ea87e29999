//! The signature's version on the wire: whatever is asked, header, subject and HMAC are those of the version that the client
//! was made with. What is expected is put together here, from the platform's description, not by the client's own functions.

use super::routes::cases;
use super::server::{Seen, Server, TOKEN, answer};
use super::{COUNT, PATIENCE, count_in, session_with, spec};
use countersign::bitgo::error::ErrorKind;
use countersign::bitgo::routes::{AskedBy, Route};
use countersign::bitgo::signing::{AuthVersion, SignatureError};
use countersign::bitgo::wallet::WalletQuery;
use futures::StreamExt as _;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Each version, and its number on the wire.
const VERSIONS: [(AuthVersion, &str); 2] = [(AuthVersion::V2, "2.0"), (AuthVersion::V3, "3.0")];

fn hmac_of(text: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(TOKEN.as_bytes()).unwrap();
    mac.update(text);
    hex::encode(mac.finalize().into_bytes())
}

/// What the platform takes a request's HMAC over.
fn subject(number: &str, seen: &Seen) -> Vec<u8> {
    let (method, at_ms, path) = (&seen.method, seen.header("auth-timestamp"), &seen.path);
    let head = match number {
        "2.0" => format!("{at_ms}|{path}|"),
        _ => format!("{method}|{at_ms}|3.0|{path}|"),
    };
    [head.as_bytes(), &seen.body].concat()
}

#[track_caller]
fn assert_signed_in(number: &str, seen: &Seen) {
    let request = format!("{} {} in {number}", seen.method, seen.path);
    assert_eq!(seen.header("bitgo-auth-version"), number, "{request}");
    assert_eq!(seen.header("hmac"), hmac_of(&subject(number, seen)), "{request}");
    let token_hash = hex::encode(Sha256::digest(TOKEN));
    assert_eq!(seen.header("authorization"), format!("Bearer {token_hash}"), "{request}");
    let at_ms: i64 = seen.header("auth-timestamp").parse().unwrap();
    let off_ms = Timestamp::now().as_millisecond() - at_ms;
    let patience_ms = i64::try_from(PATIENCE.as_millis()).unwrap();
    assert!((-patience_ms..=patience_ms).contains(&off_ms), "{request} was signed {off_ms} ms ago");
}

/// What carries no signature: Express signs by itself, and a login has no token yet, but says which version it speaks.
#[track_caller]
fn assert_unsigned(seen: &Seen, names_version: &str) {
    for (header, value) in [("bitgo-auth-version", names_version), ("hmac", ""), ("auth-timestamp", "")] {
        assert_eq!(seen.header(header), value, "{header} of {} {}", seen.method, seen.path);
    }
}

#[tokio::test]
async fn every_route_is_signed_in_the_version_that_was_chosen() {
    for (version, number) in VERSIONS {
        let mut signed = HashSet::new();
        for case in cases() {
            let server = case.answered_as_described();
            let session = case.session_in(&server, version).await;
            (case.ask)(session).await.unwrap_or_else(|error| panic!("{} in {number}: {error:?}", case.route));
            for seen in server.all_seen() {
                let needs_no_token = ["/api/v2/user/login", "/api/v2/ping"].contains(&seen.path.as_str());
                if case.route.asked_by() == AskedBy::Express {
                    assert_unsigned(&seen, "");
                } else if needs_no_token {
                    assert_unsigned(&seen, number);
                } else {
                    assert_signed_in(number, &seen);
                    signed.extend(spec::is_of(&seen, case.route).then_some(case.route));
                }
            }
        }
        let left: Vec<&Route> = Route::ALL
            .iter()
            .filter(|route| route.asked_by() != AskedBy::Express)
            .filter(|route| ![Route::LogIn, Route::Ping].contains(route))
            .filter(|route| !signed.contains(route))
            .collect();
        assert!(left.is_empty(), "never signed in {number}: {left:?}");
    }
}

#[tokio::test]
async fn an_answer_signed_in_the_other_version_is_not_believed() {
    for (version, number) in VERSIONS {
        let server = Server::behind_a_session(move |seen, _| {
            let (at_ms, method, path) = (Timestamp::now().as_millisecond(), &seen.method, &seen.path);
            let of_v2 = format!("{at_ms}|{path}|200|{COUNT}");
            let of_v3 = format!("{method}|{at_ms}|{path}|200|{COUNT}");
            let other = if number == "2.0" { of_v3 } else { of_v2 };
            let hmac = hmac_of(other.as_bytes());
            answer(200, COUNT).header("hmac", hmac).header("timestamp", at_ms.to_string()).into()
        });
        let error = count_in(&server, version).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Signature(SignatureError::Forged), "{number}");
    }
}

/// Version 3 refuses an answer of another time; version 2 uses it, and whoever shows it can tell.
#[tokio::test]
async fn an_answer_of_another_time_is_refused_or_told_of() {
    let minutes = |count: i64| count * 60_000;
    for (version, number) in VERSIONS {
        let away_ms = Arc::new(AtomicI64::new(0));
        let away = Arc::clone(&away_ms);
        let server = Server::behind_a_session(move |seen, _| {
            let at_ms = Timestamp::now().as_millisecond() + away.load(Ordering::SeqCst);
            answer(200, COUNT).signed_at(seen, at_ms).into()
        });
        let session = session_with(&server, version).await;
        let client = session.client();
        assert_eq!(client.stale_answer(), None, "{number}");
        for away in [minutes(-7), minutes(3), minutes(-1_500)] {
            away_ms.store(away, Ordering::SeqCst);
            let counted = session.wallet_count(&WalletQuery::default()).await;
            let told = client.stale_answer().map(|it| it.ago_ms);
            if version == AuthVersion::V3 {
                let stale =
                    matches!(counted.unwrap_err().kind, ErrorKind::Signature(SignatureError::Stale { .. }));
                assert!(stale && told.is_none(), "{away} ms: {told:?}");
            } else {
                counted.unwrap();
                let off_ms = (told.unwrap() + away).abs();
                let asked = client.stale_answer().unwrap().question;
                assert_eq!(asked, "GET /api/v2/wallets/count");
                assert!(off_ms < minutes(1), "{away} ms and told {told:?}");
            }
        }
        // A fresh answer to another question does not take the place of the old one; one to the same question does.
        away_ms.store(0, Ordering::SeqCst);
        session.session_info().await.unwrap();
        assert_eq!(client.stale_answer().is_some(), version == AuthVersion::V2);
        session.wallet_count(&WalletQuery::default()).await.unwrap();
        assert_eq!(client.stale_answer(), None, "{number}");
    }
}

/// An old second page stays old until the list is read again from its beginning, and a refusal may be old too.
#[tokio::test]
async fn an_old_page_is_told_of_until_the_list_is_read_again() {
    let is_old = Arc::new(AtomicI64::new(1));
    let old = Arc::clone(&is_old);
    let server = Server::behind_a_session(move |seen, _| {
        let (now_ms, is_second) = (Timestamp::now().as_millisecond(), seen.path.contains("prevId=w1"));
        let at_ms = now_ms - if is_second { old.load(Ordering::SeqCst) * 900_000 } else { 0 };
        let more = if is_second { "" } else { r#","nextBatchPrevId":"w1""# };
        let id = if is_second { "w2" } else { "w1" };
        answer(200, &format!(r#"{{"wallets":[{{"id":"{id}"}}]{more}}}"#)).signed_at(seen, at_ms).into()
    });
    let session = session_with(&server, AuthVersion::V2).await;
    let query = || WalletQuery { page_size: 1, ..WalletQuery::default() };
    let read = async || session.wallets(query()).collect::<Vec<_>>().await.len();
    assert_eq!(read().await, 2);
    assert!(session.client().stale_answer().is_some_and(|it| it.ago_ms >= 900_000));
    is_old.store(0, Ordering::SeqCst);
    assert_eq!(read().await, 2);
    assert_eq!(session.client().stale_answer(), None);
    let refusing = Server::behind_a_session(|seen, _| {
        let at_ms = Timestamp::now().as_millisecond() - 600_000;
        answer(403, r#"{"error":"no"}"#).signed_at(seen, at_ms).into()
    });
    let session = session_with(&refusing, AuthVersion::V2).await;
    session.wallet_count(&WalletQuery::default()).await.unwrap_err();
    assert!(session.client().stale_answer().is_some());
    session.client().forget_stale_answers();
    assert_eq!(session.client().stale_answer(), None);
}

#[test]
fn the_default_is_version_three() {
    assert_eq!(AuthVersion::default(), AuthVersion::V3);
    for (version, number) in VERSIONS {
        assert_eq!((version.header(), AuthVersion::from_header(number)), (number, Some(version)));
    }
    assert_eq!(AuthVersion::from_header("4.0"), None, "nothing is taken for a version that is none");
}
