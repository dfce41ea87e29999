//! Served alone: the state file, and what another process may steer.

use std::path::PathBuf;

use countersign::sandbox::{Sandbox, SandboxError, SandboxOptions};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::{Demo, id_of, wallet};
use crate::wire::{CODE, Wire};

/// A file name of its own, gone when the test is.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let file = std::env::temp_dir().join(format!("countersign-{}-{name}.json", std::process::id()));
        let _ = std::fs::remove_file(&file);
        Self(file)
    }

    fn options(&self) -> SandboxOptions {
        SandboxOptions { state: Some(self.0.clone()), ..SandboxOptions::default() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn what_was_done_outlives_a_restart() {
    let scratch = Scratch::new("restart");
    let wire = Wire::with(SandboxOptions { wallets: 20, ..scratch.options() }).await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let made = wire.make_token(&owner, &json!({ "duration": 86_400 })).await;
    let token = made["token"].as_str().unwrap().to_owned();
    wire.post(&owner, &format!("{}/freeze", demo.path()), &json!({ "duration": 86_400 })).await.ok();
    let viewer = wire.login("viewer").await;
    let body = json!({ "user": id_of(&wire, &viewer).await, "permissions": "view" });
    let share = wire.post(&owner, &format!("{}/share", demo.path()), &body).await.ok();
    wire.control().advance(SignedDuration::from_hours(2));
    let owner = wire.login("owner").await;
    let before = wire.get(&owner, &demo.path()).await.ok();
    let stopped_at = wire.control().now();
    drop(wire);

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&scratch.0).unwrap().permissions().mode() & 0o077, 0);
    }
    // The file decides how many wallets there are.
    let wire = Wire::with(SandboxOptions { wallets: 80, ..scratch.options() }).await;
    assert!(wire.control().now().duration_since(stopped_at).as_secs() >= -1, "time does not run backwards");
    assert_eq!(wire.get(&owner, &demo.path()).await.ok(), before);
    assert_eq!(wire.get(&owner, "/api/v2/wallets/count").await.ok()["count"], json!(20));
    wire.get(&token, "/api/v2/wallets").await.ok();
    let outgoing = wire.get(&owner, "/api/v2/walletshares").await.ok()["outgoing"].clone();
    assert!(outgoing.as_array().unwrap().iter().any(|it| it["id"] == share["id"]));
    let more = wire.make_token(&owner, &json!({})).await;
    assert_ne!(more["id"], made["id"]);
    let (_, log) = wire.all_pages(&owner, "/api/v2/auditlog", "logs").await;
    let ids: std::collections::HashSet<&str> = log.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), log.len(), "no identifier twice");
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_and_left_alone() {
    let scratch = Scratch::new("wrong");
    for text in ["", "{", "[]", "{}", "{\"version\":2}", "{\"version\":1}", "{\"version\":\"1\"}"] {
        std::fs::write(&scratch.0, text).unwrap();
        let started = Sandbox::start(scratch.options()).await;
        assert!(matches!(started, Err(SandboxError::StateFile { .. })), "{text}");
        assert_eq!(std::fs::read_to_string(&scratch.0).unwrap(), text);
    }
    let nowhere = scratch.0.join("nowhere.json");
    let options = SandboxOptions { state: Some(nowhere), ..SandboxOptions::default() };
    assert!(matches!(Sandbox::start(options).await, Err(SandboxError::StateFile { .. })));
}

#[tokio::test]
async fn programs_steer_it_and_web_pages_do_not() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let steer = async |method: Method, path: &str, body: Value, headers: &[(&str, &str)]| {
        let mut request = wire.http.request(method, wire.url(path)).body(body.to_string());
        for (name, value) in [("content-type", "application/json")].iter().chain(headers) {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    let clock = "/sandbox/clock";
    let (status, answer) = steer(Method::PUT, clock, json!({ "now": "2031-05-06T07:08:09Z" }), &[]).await;
    assert!(status == 200 && answer["now"].as_str().unwrap().starts_with("2031-05-06T07:08"));
    let (status, answer) = steer(Method::PUT, clock, json!({ "advanceSecs": -3_600 }), &[]).await;
    assert!(status == 200 && answer["now"].as_str().unwrap().starts_with("2031-05-06T06:08"));
    for body in [json!({}), json!({ "now": "soon" }), json!({ "advanceSecs": 1.5 }), json!([])] {
        assert_eq!(steer(Method::PUT, clock, body, &[]).await.0, 400);
    }
    for headers in [&[("origin", "https://example.com")][..], &[("host", "sandbox.example")][..]] {
        assert_eq!(steer(Method::PUT, clock, json!({ "advanceSecs": 1 }), headers).await.0, 403);
    }
    let plain = wire.http.put(wire.url(clock)).body("{\"advanceSecs\":1}").send().await.unwrap();
    assert_eq!(plain.status().as_u16(), 403);
    assert_eq!(steer(Method::PUT, "/sandbox/faults", json!({ "faults": ["fast"] }), &[]).await.0, 400);
    steer(Method::PUT, "/sandbox/faults", json!({ "faults": ["server-error"] }), &[]).await;
    assert_eq!(wire.open(Method::GET, "/api/v2/ping", "").await.status, 500);
    assert_eq!(steer(Method::PUT, "/sandbox/faults", json!({ "faults": [] }), &[]).await.0, 200);
    assert_eq!(steer(Method::GET, "/sandbox/nothing", Value::Null, &[]).await.0, 404);

    wire.control().set_now(jiff::Timestamp::now());
    drop(owner);
    let owner = wire.login("owner").await;
    let limits = json!({ "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "100" }] });
    let made = wire.make_token(&owner, &limits).await;
    let token = made["token"].as_str().unwrap();
    let spend = async |amount: &str| {
        let body = json!({ "token": made["id"], "coin": "tbtc", "amount": amount });
        steer(Method::POST, "/sandbox/spend", body, &[]).await.0
    };
    assert_eq!((spend("60").await, spend("41").await, spend("-1").await), (200, 400, 400));
    let shown = wire.get(token, "/api/v2/user/session").await.ok();
    assert_eq!(shown["session"]["unlock"]["spendingLimits"]["tbtc"]["txValue"], json!(60));
    assert_eq!(spend("40").await, 200);
    assert_eq!(wire.get(token, "/api/v2/wallets").await.error(), "session expired");
}

#[tokio::test]
async fn unlocking_removes_the_limits_before_they_are_used_up() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let limits = json!({ "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "100" }] });
    let made = wire.make_token(&owner, &limits).await;
    let token = made["token"].as_str().unwrap();
    wire.post(token, "/api/v2/user/unlock", &json!({ "otp": CODE })).await.ok();
    let shown = wire.get(token, "/api/v2/user/session").await.ok();
    assert!(shown["session"]["unlock"].get("spendingLimits").is_none());
    let listed = wire.get(&owner, "/api/v2/user/accesstoken?sort=DESC&limit=1").await.ok();
    assert!(listed["accessTokens"][0]["unlock"].get("spendingLimits").is_none());
    assert_eq!(wallet(&wire, &owner, "Operations hot").await.1["type"], json!("hot"));
}
