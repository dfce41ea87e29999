//! How a login is answered: signed by the token that it brings, in the version that was named, and what a test may change of
//! it.

use countersign::bitgo::signing::{self, Answer, AuthVersion, SignatureError};
use reqwest::Method;
use serde_json::{Value, json};

use crate::wire::{Ask, CODE, Wire};

const PATH: &str = "/api/v2/user/login";

/// Logs in, and checks the answer in a version by the token in it.
async fn check_login(
    wire: &Wire,
    role: &str,
    named: Option<AuthVersion>,
    version: AuthVersion,
) -> Result<Value, SignatureError> {
    let account = wire.account(role);
    let password = signing::password_hmac(&account.email, &account.password);
    let body = json!({ "email": account.email, "password": password, "otp": CODE });
    let request = wire.http.post(wire.url(PATH)).header("content-type", "application/json");
    let request = request.body(body.to_string());
    let named = named.into_iter().map(AuthVersion::header);
    let request = named.fold(request, |request, version| request.header("BitGo-Auth-Version", version));
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await.unwrap();
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let (hmac, timestamp) = (text("hmac"), text("timestamp"));
    let (hmac, timestamp) = (hmac.as_deref(), timestamp.as_deref());
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let token = wire.open_token(&document, &account.password);
    let (method, path_and_query, body) = ("POST", PATH, &*bytes);
    let answer = Answer { version, method, path_and_query, status, body, hmac, timestamp };
    let now_ms = wire.control().now().as_millisecond();
    signing::check_response(&token, &answer, now_ms).map(|_| document)
}

#[tokio::test]
async fn a_login_is_answered_under_the_signature_of_its_own_token() {
    let wire = Wire::with_wallets(3).await;
    let (v2, v3) = (AuthVersion::V2, AuthVersion::V3);
    for role in ["owner", "compliance"] {
        for (named, version, other) in [(Some(v2), v2, v3), (Some(v3), v3, v2), (None, v3, v2)] {
            check_login(&wire, role, named, version).await.unwrap();
            assert_eq!(check_login(&wire, role, named, other).await, Err(SignatureError::Forged));
        }
        wire.control().forget_rates();
    }
}

#[tokio::test]
async fn a_plain_token_can_be_given_to_who_has_a_key_for_an_encrypted_one() {
    let wire = Wire::with_wallets(3).await;
    for (gives_plain, is_plain) in [(false, false), (true, true), (false, false)] {
        wire.control().give_plain_tokens(gives_plain);
        let answer = check_login(&wire, "owner", None, AuthVersion::V3).await.unwrap();
        assert_eq!(
            (answer["access_token"].is_string(), answer["encryptedToken"].is_null()),
            (is_plain, is_plain)
        );
        let token = wire.open_token(&answer, &wire.account("owner").password);
        wire.get(&token, "/api/v2/user/me").await.ok();
    }
}

#[tokio::test]
async fn a_server_of_version_2_alone_refuses_version_3_and_answers_in_its_own() {
    let wire = Wire::with_wallets(3).await;
    let token = wire.login("owner").await;
    wire.control().know_version_2_alone(true);
    let ask = |version| Ask { version, ..wire.ask(&token, Method::GET, "/api/v2/user/me", &Value::Null) };
    wire.send(&ask(AuthVersion::V2)).await.ok();
    assert_eq!(wire.control().signed_requests(AuthVersion::V3), 0);
    check_login(&wire, "admin", Some(AuthVersion::V3), AuthVersion::V2).await.unwrap();
    let Ask { path, timestamp_ms, .. } = ask(AuthVersion::V3);
    let subject = signing::request_subject(AuthVersion::V3, "GET", timestamp_ms, &path, b"");
    let request = wire.http.get(wire.url(&path)).header("BitGo-Auth-Version", "3.0");
    let request = request.header("Auth-Timestamp", timestamp_ms.to_string());
    let request = request.header("Authorization", format!("Bearer {}", signing::token_hash(&token)));
    let request = request.header("HMAC", signing::hmac_hex(token.as_bytes(), &subject));
    assert_eq!(request.send().await.unwrap().status(), 401);
    wire.control().know_version_2_alone(false);
    wire.send(&ask(AuthVersion::V3)).await.ok();
}
