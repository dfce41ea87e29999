//! What is believed and what is not: both versions, forgeries, stale requests, replays.

use countersign::bitgo::signing::AuthVersion;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::wire::{Ask, Wire};

const PATH: &str = "/api/v2/wallets?limit=2&labelContains=a%20b%26c";

fn in_version(version: AuthVersion, ask: Ask) -> Ask {
    Ask { version, ..ask }
}

#[tokio::test]
async fn both_versions_are_understood_and_answered_in_kind() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    for version in [AuthVersion::V2, AuthVersion::V3] {
        for (method, path, body) in [
            (Method::GET, PATH, Value::Null),
            (Method::GET, "/api/v2/user/session?", Value::Null),
            (Method::POST, "/api/v2/user/lock", json!({ "é": "ü" })),
            (Method::GET, "/api/v2/user/unknown", Value::Null),
            (Method::DELETE, "/api/v2/nowhere?x=1", Value::Null),
        ] {
            let reply = wire.send(&in_version(version, wire.ask(&token, method, path, &body))).await;
            assert!(reply.is_signed, "{version:?} {path}");
            assert_ne!(reply.status, 401, "{version:?} {path}: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn a_replayed_request_is_refused_in_v3_and_a_lost_answer_is_not_repeated() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let ask = wire.ask(&token, Method::GET, PATH, &Value::Null);
    wire.send(&ask).await.ok();
    for _ in 0..2 {
        assert!(wire.send(&ask).await.refused(401, "ReplayedRequest").is_signed);
    }
    let ask = in_version(AuthVersion::V2, ask);
    wire.send(&ask).await.ok();
    wire.send(&ask).await.ok();

    let body = json!({ "label": "Once", "otp": "0000000", "scope": ["wallet_view_all"] });
    let ask = wire.ask(&token, Method::POST, "/api/v2/user/accesstoken", &body);
    wire.send(&ask).await.ok();
    wire.send(&ask).await.refused(401, "ReplayedRequest");
    let list = wire.get(&token, "/api/v2/user/accesstoken").await.ok();
    let made = list["accessTokens"].as_array().unwrap().iter().filter(|token| token["label"] == "Once");
    assert_eq!(made.count(), 1);
}

#[tokio::test]
async fn a_request_is_good_for_five_minutes_and_not_from_the_future() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let table = [
        (AuthVersion::V3, -295, None),
        (AuthVersion::V3, -302, Some("StaleRequest")),
        (AuthVersion::V3, 55, None),
        (AuthVersion::V3, 65, Some("EarlyRequest")),
        (AuthVersion::V2, -295, None),
        (AuthVersion::V2, -302, Some("StaleRequest")),
        (AuthVersion::V2, 3_600, None),
    ];
    for (version, offset_secs, refusal) in table {
        let mut ask = in_version(version, wire.ask(&token, Method::GET, PATH, &Value::Null));
        ask.timestamp_ms += offset_secs * 1000;
        let reply = wire.send(&ask).await;
        match refusal {
            None => drop(reply.ok()),
            Some(name) => drop(reply.refused(401, name)),
        }
    }
    // A replay does not become good by waiting.
    let ask = wire.ask(&token, Method::GET, PATH, &Value::Null);
    wire.send(&ask).await.ok();
    wire.control().advance(SignedDuration::from_secs(200));
    wire.send(&ask).await.refused(401, "ReplayedRequest");
    wire.control().advance(SignedDuration::from_secs(200));
    wire.send(&ask).await.refused(401, "StaleRequest");
}

#[tokio::test]
async fn whatever_is_changed_on_the_way_breaks_the_signature() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let other = wire.login("admin").await;
    let sign = |ask: &Ask| {
        let subject = countersign::bitgo::signing::request_subject(
            ask.version,
            ask.method.as_str(),
            ask.timestamp_ms,
            &ask.path,
            &ask.body,
        );
        countersign::bitgo::signing::hmac_hex(ask.token.as_bytes(), &subject)
    };
    let good = || wire.ask(&token, Method::POST, "/api/v2/user/lock", &json!({ "a": 1 }));
    let hmac = sign(&good());
    let table = [
        ("body", Ask { body: b"{\"a\":2}".to_vec(), ..good() }),
        ("path", Ask { path: "/api/v2/user/lock?a=1".to_owned(), ..good() }),
        ("method", Ask { method: Method::GET, path: "/api/v2/user/session".to_owned(), ..good() }),
        ("time", Ask { timestamp_ms: good().timestamp_ms + 7, ..good() }),
        ("token", Ask { token: other, ..good() }),
        ("version", in_version(AuthVersion::V2, good())),
    ];
    for (what, ask) in table {
        let reply = wire.send_with(&ask, &hmac).await.refused(401, "InvalidSignature");
        assert!(reply.header("x-auth-required").is_none(), "{what}: the token itself is good");
        let v2 = sign(&in_version(AuthVersion::V2, good()));
        assert_eq!(wire.send_with(&ask, &v2).await.status, 401, "{what} under a V2 signature");
    }
    for bad in ["", "00", "zz", &"0".repeat(64), &"g".repeat(64), &"0".repeat(63)] {
        wire.send_with(&good(), bad).await.refused(401, "InvalidSignature");
    }
}

#[tokio::test]
async fn without_a_known_token_nothing_is_answered_and_nothing_is_signed() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let reply = wire.open(Method::GET, "/api/v2/wallets", "").await.refused(401, "NoAccessToken");
    assert_eq!((&reply.body["noAccessToken"], &reply.body["invalidToken"]), (&json!(true), &json!(true)));
    assert_eq!(reply.error(), "No access token");
    assert!(!reply.is_signed);

    let stranger = format!("v2x{}", "5".repeat(64));
    let reply = wire.send(&wire.ask(&stranger, Method::GET, PATH, &Value::Null)).await;
    assert!(!reply.refused(401, "InvalidToken").is_signed);

    for (header, name) in [
        (format!("Bearer {token}"), "PlainBearer"),
        (format!("Basic {token}"), "NoAccessToken"),
        ("Bearer ".to_owned(), "NoAccessToken"),
        (token.clone(), "NoAccessToken"),
    ] {
        let request = wire.http.get(wire.url("/api/v2/wallets")).header("Authorization", &header);
        let reply = wire.read(request.send().await.unwrap(), None).await;
        assert!(!reply.refused(401, name).is_signed, "{name}");
    }
    let hash = countersign::bitgo::signing::token_hash(&token);
    let request =
        wire.http.get(wire.url("/api/v2/wallets")).header("Authorization", format!("Bearer {hash}"));
    wire.read(request.send().await.unwrap(), None).await.refused(401, "InvalidSignature");
}

#[tokio::test]
async fn a_person_may_ask_360_times_a_minute() {
    let wire = Wire::start().await;
    let token = wire.login("viewer").await;
    for _ in 0..360 {
        wire.get(&token, "/api/v2/wallets/count").await.ok();
    }
    let reply = wire.get(&token, "/api/v2/wallets/count").await.refused(429, "RateLimitExceeded");
    let wait = reply.header("retry-after").unwrap().parse::<i64>().unwrap();
    wire.control().advance(SignedDuration::from_secs(wait));
    wire.get(&token, "/api/v2/wallets/count").await.ok();
}
