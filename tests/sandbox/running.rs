//! Starting, announcing, stopping, and the handle that tests hold.

use std::time::{Duration, Instant};

use countersign::sandbox::{Sandbox, SandboxError, SandboxOptions};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::wire::Wire;

#[tokio::test]
async fn the_announcement_says_how_to_get_in_and_nothing_untrue() {
    let wire = Wire::start().await;
    let line = wire.sandbox.announcement();
    assert!(!line.contains('\n'));
    let said: Value = serde_json::from_str(&line).unwrap();
    assert!(said["url"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert_eq!(said["serverXpub"], json!(wire.sandbox.server_xpub));
    let roles: Vec<&str> =
        said["accounts"].as_array().unwrap().iter().map(|a| a["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["owner", "admin", "viewer"]);
    for account in said["accounts"].as_array().unwrap() {
        let text = |name: &str| account[name].as_str().unwrap();
        wire.try_login(text("email"), text("password"), json!("0000000")).await.ok();
    }
    let passwords: std::collections::HashSet<&str> =
        wire.sandbox.accounts.iter().map(|account| account.password.as_str()).collect();
    assert_eq!(passwords.len(), 3);
}

#[tokio::test]
async fn a_dropped_sandbox_is_gone() {
    let wire = Wire::start().await;
    let url = wire.url("/api/v2/ping");
    let http = wire.http.clone();
    http.get(&url).send().await.unwrap();
    wire.control().delay_answers(Duration::from_secs(45));
    let waiting = tokio::spawn(http.get(&url).send());
    while wire.control().requests("GET /api/v2/ping") < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(wire);
    let held_back = tokio::time::timeout(Duration::from_mins(1), waiting).await.unwrap().unwrap();
    assert!(held_back.is_err() || held_back.unwrap().status() == 503);
    let deadline = Instant::now() + Duration::from_mins(1);
    while http.get(&url).send().await.is_ok() {
        assert!(Instant::now() < deadline, "the port is still open");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_taken_port_is_one_clear_error() {
    let wire = Wire::start().await;
    let port = wire.sandbox.url.port().unwrap();
    let again = Sandbox::start(SandboxOptions { port, ..SandboxOptions::default() }).await;
    assert!(matches!(again, Err(SandboxError::Listen { port: taken, .. }) if taken == port));
}

#[tokio::test]
async fn the_clock_starts_where_it_is_told_to_and_dates_every_answer() {
    let now: Timestamp = "2031-05-06T07:08:09Z".parse().unwrap();
    let wire = Wire::start().await;
    wire.control().set_now(now);
    let reply = wire.open(reqwest::Method::GET, "/api/v2/ping", "").await;
    assert!(
        reply.header("date").unwrap().starts_with("Tue, 06 May 2031 07:08:"),
        "{:?}",
        reply.header("date")
    );
    let started =
        Sandbox::start(SandboxOptions { now: Some(now), ..SandboxOptions::default() }).await.unwrap();
    assert!(started.control().now().duration_since(now).as_secs() < 60);
}

#[tokio::test]
async fn answers_can_be_held_back_and_given_up_on() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    wire.control().delay_answers(Duration::from_secs(30));
    let waiting = wire.get(&token, "/api/v2/wallets");
    assert!(tokio::time::timeout(Duration::from_millis(100), waiting).await.is_err());
    wire.control().delay_answers(Duration::from_millis(60));
    let asked = Instant::now();
    wire.get(&token, "/api/v2/wallets").await.ok();
    assert!(asked.elapsed() >= Duration::from_millis(60));
    wire.control().delay_answers(Duration::ZERO);
    assert_eq!(wire.control().requests("GET /api/v2/wallets"), 2);
    assert_eq!(wire.control().requests("GET /api/v2/nowhere"), 0);
}

#[tokio::test]
async fn people_work_side_by_side() {
    let wire = std::sync::Arc::new(Wire::start().await);
    let mut tasks = Vec::new();
    for role in ["owner", "admin", "viewer", "owner", "admin", "viewer"] {
        let wire = std::sync::Arc::clone(&wire);
        tasks.push(tokio::spawn(async move {
            let token = wire.login(role).await;
            for _ in 0..20 {
                wire.get(&token, "/api/v2/wallets?limit=5&expandBalance=true").await.ok();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(wire.control().requests("GET /api/v2/wallets"), 120);
}
