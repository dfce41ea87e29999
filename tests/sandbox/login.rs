//! Getting in: password, code, both ways of handing out a token, and how often one may try.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::wire::{CODE, Wire};

#[tokio::test]
async fn every_demo_person_gets_in_and_is_who_they_say() {
    let wire = Wire::start().await;
    for (role, is_sealed) in [("owner", true), ("admin", true), ("viewer", true), ("compliance", false)] {
        let account = wire.account(role).clone();
        let answer = wire.try_login(&account.email, &account.password, json!(CODE)).await.ok();
        assert_eq!(answer["access_token"].is_null(), is_sealed, "{role}");
        assert_eq!(answer["encryptedToken"].is_string(), is_sealed, "{role}");
        assert_eq!(answer["noECDHKeychain"], json!(!is_sealed), "{role}");
        assert_eq!(answer["expires_in"], json!(3600));
        let token = wire.open_token(&answer, &account.password);
        assert!(token.starts_with("v2x") && token.len() == 67);
        let me = wire.get(&token, "/api/v2/user/me").await.ok();
        assert_eq!(me["user"]["username"], json!(account.email));
        assert_eq!(me["user"]["name"]["full"], json!(account.name));
        assert_eq!(me["user"], answer["user"]);
        let session = wire.get(&token, "/api/v2/user/session").await.ok();
        assert_eq!(session["session"]["id"], answer["token_id"]);
        assert!(session["session"]["token"].is_null(), "the text is not told again");
    }
}

#[tokio::test]
async fn the_address_is_not_case_sensitive_and_an_extensible_session_lives_longer() {
    let wire = Wire::start().await;
    let account = wire.account("owner").clone();
    let body = json!({
        "email": account.email.to_uppercase(),
        "password": countersign::bitgo::signing::password_hmac(&account.email, &account.password),
        "otp": CODE,
        "extensible": true,
    });
    let answer = wire.open(reqwest::Method::POST, "/api/v2/user/login", body.to_string()).await.ok();
    assert_eq!(answer["expires_in"], json!(86_400));
    let token = wire.open_token(&answer, &account.password);
    wire.control().advance(SignedDuration::from_hours(23));
    let session = wire.get(&token, "/api/v2/user/session").await.ok();
    assert_eq!(session["session"]["isExtensible"], json!(true));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_look_the_same() {
    let wire = Wire::start().await;
    let owner = wire.account("owner").clone();
    let wrong = wire.try_login(&owner.email, "sandbox-owner-2", json!(CODE)).await;
    let unknown = wire.try_login("nobody@treasury.example", &owner.password, json!(CODE)).await;
    let blank = |reply: crate::wire::Reply| {
        let mut body = reply.refused(401, "IncorrectLogin").body;
        body["requestId"] = Value::Null;
        body
    };
    assert_eq!(blank(wrong), blank(unknown));
}

#[tokio::test]
async fn a_code_is_asked_for_only_after_the_right_password() {
    let wire = Wire::start().await;
    let owner = wire.account("owner").clone();
    for missing in [Value::Null, json!("")] {
        let reply = wire.try_login(&owner.email, &owner.password, missing.clone()).await;
        let reply = reply.refused(401, "NeedsOTP");
        assert_eq!(
            (&reply.body["needsOTP"], &reply.body["context"]["needsOTP"]),
            (&json!(true), &json!(true))
        );
        assert!(!reply.is_signed);
        assert!(reply.header("x-auth-required").is_none());
        wire.try_login(&owner.email, "wrong", missing).await.refused(401, "IncorrectLogin");
    }
    wire.try_login(&owner.email, &owner.password, json!("123456")).await.refused(401, "IncorrectOTP");
}

#[tokio::test]
async fn three_wrong_codes_in_a_minute_close_the_door_for_a_minute() {
    let wire = Wire::start().await;
    let owner = wire.account("owner").clone();
    for _ in 0..3 {
        wire.try_login(&owner.email, &owner.password, json!("1234567")).await.refused(401, "IncorrectOTP");
    }
    let reply = wire.try_login(&owner.email, &owner.password, json!(CODE)).await;
    let wait = reply.refused(429, "RateLimitExceeded").header("retry-after").unwrap().parse::<i64>().unwrap();
    assert!((1..=60).contains(&wait));
    wire.control().advance(SignedDuration::from_secs(wait));
    wire.login("owner").await;
}

#[tokio::test]
async fn the_sixteenth_login_in_five_minutes_waits() {
    let wire = Wire::start().await;
    let viewer = wire.account("viewer").clone();
    for _ in 0..15 {
        wire.try_login(&viewer.email, "guess", json!(CODE)).await.refused(401, "IncorrectLogin");
    }
    let reply = wire.try_login(&viewer.email, &viewer.password, json!(CODE)).await;
    let reply = reply.refused(429, "RateLimitExceeded");
    let wait = reply.header("retry-after").unwrap().parse::<i64>().unwrap();
    assert!((1..=300).contains(&wait));
    wire.login("admin").await;
    wire.control().advance(SignedDuration::from_secs(wait));
    wire.login("viewer").await;
}

#[tokio::test]
async fn a_session_ends_after_its_hour_or_at_logout_or_when_it_is_revoked() {
    let wire = Wire::start().await;
    let (one, two, three) = (wire.login("owner").await, wire.login("owner").await, wire.login("owner").await);
    wire.get(&one, "/api/v2/user/logout").await.ok();
    let reply = wire.get(&one, "/api/v2/user/me").await.refused(401, "InvalidToken");
    assert_eq!(reply.body["invalidToken"], json!(true));
    assert_eq!(reply.header("x-auth-required"), Some("true"));
    wire.get(&two, "/api/v2/user/me").await.ok();
    wire.control().advance(SignedDuration::from_secs(3_599));
    wire.get(&two, "/api/v2/user/me").await.ok();
    wire.control().advance(SignedDuration::from_secs(1));
    wire.get(&two, "/api/v2/user/me").await.refused(401, "SessionExpired");
    assert_eq!(wire.get(&three, "/api/v2/user/me").await.error(), "session expired");

    let four = wire.login("owner").await;
    let made = wire.make_token(&four, &json!({})).await;
    wire.control().revoke_sessions();
    wire.get(&four, "/api/v2/user/me").await.refused(401, "InvalidToken");
    wire.get(made["token"].as_str().unwrap(), "/api/v2/user/me").await.ok();
}

#[tokio::test]
async fn unlocking_needs_a_code_and_lasts_as_long_as_asked() {
    let wire = Wire::start().await;
    let token = wire.login("owner").await;
    let unlock = "/api/v2/user/unlock";
    wire.post(&token, unlock, &json!({})).await.refused(401, "NeedsOTP");
    wire.post(&token, unlock, &json!({ "otp": "7" })).await.refused(401, "IncorrectOTP");
    for bad in [json!(0), json!(3601), json!(-1), json!(1.5), json!("600"), json!(null), json!(1e30)] {
        let reply = wire.post(&token, unlock, &json!({ "otp": CODE, "duration": bad })).await;
        assert_eq!(reply.status, 400, "{bad}");
    }
    let answer = wire.post(&token, unlock, &json!({ "otp": CODE, "duration": 120 })).await.ok();
    assert!(answer["session"]["unlock"]["expires"].is_string());
    wire.control().advance(SignedDuration::from_secs(119));
    assert!(wire.get(&token, "/api/v2/user/session").await.ok()["session"]["unlock"].is_object());
    wire.control().advance(SignedDuration::from_secs(1));
    assert!(wire.get(&token, "/api/v2/user/session").await.ok()["session"]["unlock"].is_null());
    wire.post(&token, unlock, &json!({ "otp": CODE })).await.ok();
    let answer = wire.post(&token, "/api/v2/user/lock", &Value::Null).await.ok();
    assert!(answer["session"]["unlock"].is_null());
}
