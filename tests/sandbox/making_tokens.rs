//! Making a token: every field's refusals, and what is taken as it is.

use countersign::domain::token::TokenDraft;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::token_requests::request_of;
use crate::wire::{CODE, Wire};

const TOKENS: &str = "/api/v2/user/accesstoken";

fn body(fields: &Value) -> Value {
    let mut body = json!({ "label": "Test", "otp": CODE, "duration": 3600, "scope": ["wallet_view_all"] });
    for (name, value) in fields.as_object().unwrap() {
        match value {
            Value::String(absent) if absent == "(absent)" => {
                body.as_object_mut().unwrap().remove(name);
            }
            value => body[name] = value.clone(),
        }
    }
    body
}

/// Status and fields of requests about label, code, lifetime, scope, address and reach that are refused.
fn refused_fields() -> Vec<(u16, Value)> {
    let nowhere = "00000000000000000000000000000000";
    vec![
        (400, json!({ "label": "(absent)" })),
        (400, json!({ "label": "" })),
        (400, json!({ "label": "  " })),
        (400, json!({ "label": 7 })),
        (400, json!({ "label": "x".repeat(251) })),
        (400, json!({ "otp": 0 })),
        (401, json!({ "otp": "(absent)" })),
        (401, json!({ "otp": "" })),
        (400, json!({ "duration": 0 })),
        (400, json!({ "duration": -3600 })),
        (400, json!({ "duration": 0.0004 })),
        (400, json!({ "duration": "3600" })),
        (400, json!({ "duration": null })),
        (400, json!({ "duration": true })),
        (400, json!({ "duration": 315_619_201 })),
        (400, json!({ "duration": 1e300 })),
        (400, json!({ "scope": "(absent)" })),
        (400, json!({ "scope": [] })),
        (400, json!({ "scope": "wallet_view_all" })),
        (400, json!({ "scope": [1] })),
        (400, json!({ "scope": ["wallet_fly"] })),
        (400, json!({ "scope": ["wallet_view"] })),
        (400, json!({ "scope": ["wallet_view:abc"] })),
        (400, json!({ "scope": [format!("wallet_view:{nowhere}")] })),
        (400, json!({ "scope": ["openid_enterprises"] })),
        (400, json!({ "ipRestrict": "203.0.113.7" })),
        (400, json!({ "ipRestrict": ["203.0.113.0/23"] })),
        (400, json!({ "ipRestrict": ["203.0.113.0/33"] })),
        (400, json!({ "ipRestrict": ["2001:db8::1"] })),
        (400, json!({ "ipRestrict": ["203.0.113"] })),
        (400, json!({ "ipRestrict": ["somewhere"] })),
        (400, json!({ "ipRestrict": [null] })),
        (400, json!({ "enterprise": "Northwind Treasury" })),
        (403, json!({ "enterprise": nowhere })),
        (400, json!({ "admin": "yes" })),
        (400, json!({ "adminScope": "some" })),
        (400, json!({ "accessTokenTemplateId": nowhere })),
        (400, json!({ "permittedWallets": [] })),
        (400, json!({ "permittedWallets": ["abc"] })),
        (400, json!({ "permittedWallets": [nowhere] })),
        (403, json!({ "permittedEnterprises": [nowhere] })),
        (400, json!({ "permittedEnterprises": [nowhere], "permittedWallets": [nowhere] })),
    ]
}

/// The same about limits.
fn refused_limits() -> Vec<(u16, Value)> {
    let limit = |fields: Value| json!({ "spendingLimits": [fields] });
    vec![
        (400, json!({ "spendingLimits": {} })),
        (400, json!({ "spendingLimits": ["tbtc"] })),
        (400, limit(json!({ "txValueLimit": "1" }))),
        (400, limit(json!({ "coin": "nocoin", "txValueLimit": "1" }))),
        (400, limit(json!({ "coin": "tbtc" }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": "" }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": "-1" }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": "1.5" }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": 0.5 }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": null }))),
        (400, limit(json!({ "coin": "tbtc", "txValueLimit": "1", "maxLimit": true }))),
        (400, limit(json!({ "coin": "tbtc", "maxLimit": "yes" }))),
        (
            400,
            json!({ "spendingLimits": [{ "coin": "tbtc", "txValueLimit": 1 }, { "coin": "tbtc", "txValueLimit": 2 }] }),
        ),
        (400, json!({ "allErc20TokensLimit": true })),
        (400, json!({ "allErc20TokensLimit": { "enabled": true } })),
        (400, json!({ "allErc20TokensLimit": { "enabled": 1, "maxLimit": true } })),
    ]
}

#[tokio::test]
async fn what_no_token_can_be_made_of() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let (_, before) = wire.all_pages(&session, TOKENS, "accessTokens").await;
    for (status, fields) in refused_fields().into_iter().chain(refused_limits()) {
        let reply = wire.post(&session, TOKENS, &body(&fields)).await;
        assert_eq!(reply.status, status, "{fields}: {}", reply.body);
        assert!(!reply.error().is_empty() && reply.body["name"].is_string());
    }
    wire.post(&session, TOKENS, &body(&json!({ "otp": "1111111" }))).await.refused(401, "IncorrectOTP");
    let (_, after) = wire.all_pages(&session, TOKENS, "accessTokens").await;
    assert_eq!(before, after, "a refused request leaves nothing behind");
}

#[tokio::test]
async fn a_viewer_cannot_give_away_what_they_do_not_have() {
    let wire = Wire::start().await;
    let (owner, viewer) = (wire.login("owner").await, wire.login("viewer").await);
    let (_, all) = wire.all_pages(&owner, "/api/v2/wallets?limit=500", "wallets").await;
    let has = |wallet: &Value, count: usize| wallet["users"].as_array().unwrap().len() >= count;
    let hidden = all.iter().find(|wallet| !has(wallet, 3)).unwrap()["id"].as_str().unwrap();
    let shown = all.iter().find(|wallet| has(wallet, 3)).unwrap()["id"].as_str().unwrap();
    for (status, fields) in [
        (400, json!({ "permittedWallets": [hidden] })),
        (200, json!({ "permittedWallets": [shown] })),
        (400, json!({ "scope": [format!("wallet_view:{hidden}")] })),
        (200, json!({ "scope": [format!("wallet_view:{shown}")] })),
        (403, json!({ "admin": true })),
        (200, json!({ "admin": false })),
    ] {
        let reply = wire.post(&viewer, TOKENS, &body(&fields)).await;
        assert_eq!(reply.status, status, "{fields}: {}", reply.body);
    }
    wire.post(&owner, TOKENS, &body(&json!({ "admin": true, "adminScope": "read" }))).await.ok();
}

#[tokio::test]
async fn a_fraction_of_a_second_is_taken_as_the_platform_takes_it() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    for (duration, millis) in [
        ("572522.211", 572_522_211),
        ("560656.87", 560_656_870),
        ("0.5", 500),
        ("1e3", 1_000_000),
        ("315619200", 315_619_200_000),
    ] {
        let text =
            format!(r#"{{"label":"Trap","otp":"{CODE}","scope":["wallet_view_all"],"duration":{duration}}}"#);
        let mut ask = wire.ask(&session, reqwest::Method::POST, TOKENS, &Value::Null);
        ask.body = text.into_bytes();
        let made = wire.send(&ask).await.ok();
        let time = |name: &str| made[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        let lifetime = time("expires").duration_since(time("created"));
        assert_eq!(lifetime, SignedDuration::from_millis(millis), "{duration}");
    }
}

#[tokio::test]
async fn limits_are_kept_to_the_last_digit_however_they_are_written() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let fields = json!({
        "label": "  Limits  ",
        "spendingLimits": [
            { "coin": "hteth", "txValueLimit": "999999999999999999999" },
            { "coin": "tbtc", "txValueLimit": 2_500_000 },
            { "coin": "usdt", "maxLimit": true },
            { "coin": "eos:USDT", "txValueLimit": "0" },
        ],
        "allErc20TokensLimit": { "enabled": true, "txValueLimit": "18446744073709551616" },
        "ipRestrict": ["127.0.0.1", "203.0.113.0/28"],
    });
    let made = wire.make_token(&session, &fields).await;
    assert_eq!(made["label"], json!("Limits"));
    assert_eq!(made["ipRestrict"], json!(["127.0.0.1", "203.0.113.0/28"]));
    let limits = &made["unlock"]["spendingLimits"];
    // A number as long as this is written anew by JavaScript, and the answer's signature would break.
    assert_eq!(limits["hteth"]["txValueLimit"], json!("999999999999999999999"));
    assert_eq!(limits["tbtc"]["txValueLimit"], json!(2_500_000));
    assert_eq!(limits["usdt"]["maxLimit"], json!(true));
    assert_eq!(limits["eos:USDT"]["txValueLimit"], json!(0));
    let edges = json!({ "spendingLimits": [
        { "coin": "hteth", "txValueLimit": "9007199254740992" },
        { "coin": "tbtc", "txValueLimit": "9007199254740991" },
    ] });
    let edges = wire.make_token(&session, &edges).await["unlock"]["spendingLimits"].clone();
    assert_eq!(edges["hteth"]["txValueLimit"], json!("9007199254740992"));
    assert_eq!(edges["tbtc"]["txValueLimit"], json!(9_007_199_254_740_991_u64));
    assert_eq!(
        made["unlock"]["allErc20TokensLimit"]["txValueLimitInSmallUnits"],
        json!("18446744073709551616")
    );
    let token = made["token"].as_str().unwrap();
    wire.get(token, "/api/v2/wallets?limit=1").await.ok();
}

#[tokio::test]
async fn a_request_that_the_form_makes_is_understood_as_it_was_meant() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let now = wire.control().now();
    for lifetime in ["90 days", "10 years", "1y 2mo", "3600 s"] {
        let draft = TokenDraft {
            label: format!("Made for {lifetime}"),
            lifetime: lifetime.into(),
            scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
            addresses: "127.0.0.1, 203.0.113.0/24".into(),
            ..TokenDraft::default()
        };
        let request = request_of(&draft);
        let body = serde_json::to_value(request.body_with_code(CODE)).unwrap();
        let made = wire.post(&session, TOKENS, &body).await.ok();
        let expires: jiff::Timestamp = made["expires"].as_str().unwrap().parse().unwrap();
        let off = expires.duration_since(request.expires_at(now)).abs();
        assert!(off < SignedDuration::from_secs(60), "{lifetime}: {off}");
        wire.get(made["token"].as_str().unwrap(), "/api/v2/wallets?limit=1").await.ok();
    }
}
