//! What the vendor's own client asks, and what a run of it against the sandbox taught: its paths under `/api/auth` and
//! `/api/v1`, its sealed tokens, and `prevId=` for what it leaves out.

use countersign::bitgo::{issuance, signing};
use countersign::sandbox::{PingAnswer, SandboxOptions};
use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::sharing::Demo;
use crate::wire::{CODE, JSON, Wire};

async fn session(wire: &Wire, role: &str) -> (Value, String) {
    let account = wire.account(role).clone();
    let body = json!({
        "email": account.email,
        "password": signing::password_hmac(&account.email, &account.password),
        "forceSMS": false,
        "otp": CODE,
    });
    let answer = wire.open(Method::POST, "/api/auth/v1/session", body.to_string()).await.ok();
    let token = wire.open_token(&answer, &account.password);
    (answer, token)
}

#[tokio::test]
async fn it_logs_in_and_asks_before_anything_else() {
    let wire = Wire::start().await;
    let constants = wire.open(Method::GET, "/api/v1/client/constants", "").await.ok();
    assert!(constants["constants"].is_object() && constants["ttl"].is_u64());
    wire.open(Method::GET, "/api/v1/ping", "").await.ok();
    for (role, is_sealed) in [("owner", true), ("viewer", true), ("compliance", false)] {
        let (answer, token) = session(&wire, role).await;
        assert_eq!(answer["encryptedToken"].is_string(), is_sealed, "{role}");
        assert!(answer["derivationPath"].is_string() == is_sealed && answer["user"]["username"].is_string());
        let shown = wire.get(&token, "/api/v1/user/session").await.ok();
        assert_eq!(shown["session"]["user"], answer["user"]["id"]);
        let me = wire.get(&token, "/api/v1/user/me").await.ok();
        assert_eq!(
            wire.get(&token, &format!("/api/v1/user/{}", me["user"]["id"].as_str().unwrap())).await.ok(),
            me
        );
        wire.post(&token, "/api/v1/user/unlock", &json!({ "otp": CODE })).await.ok();
        wire.signed(&token, Method::POST, "/api/v1/user/lock", &Value::Null).await.ok();
        let hmac = signing::password_hmac(&wire.account(role).email, &wire.account(role).password);
        for (password, valid) in [(hmac.as_str(), true), ("0", false)] {
            let body = json!({ "password": password });
            let answer = wire.post(&token, "/api/v1/user/verifypassword", &body).await.ok();
            assert_eq!(answer["valid"], json!(valid));
        }
        wire.get(&token, "/api/v1/user/logout").await.ok();
        wire.get(&token, "/api/v1/user/session").await.refused(401, "InvalidToken");
    }
}

#[tokio::test]
async fn a_token_that_it_makes_comes_sealed_and_is_used_and_removed() {
    let wire = Wire::start().await;
    let (login, owner) = session(&wire, "owner").await;
    let body = json!({ "label": "Theirs", "otp": CODE, "duration": 3600, "scope": ["wallet_view_all"] });
    let made = wire.post(&owner, "/api/auth/v1/accesstoken", &body).await.ok();
    assert!(made.get("token").is_none());
    let text = |document: &Value, name: &str| document[name].as_str().unwrap().to_owned();
    let own = issuance::open_ecdh_xprv(
        &text(&login, "encryptedECDHXprv"),
        &wire.account("owner").password.clone().into(),
    );
    let token = issuance::open_token_with(
        &text(&made, "encryptedToken"),
        &own.unwrap(),
        &text(&made, "derivationPath"),
        &wire.sandbox.server_xpub,
    );
    let token = token.unwrap().expose_secret().to_owned();
    wire.get(&token, "/api/v2/tbtc/wallet?limit=2").await.ok();
    wire.post(&token, "/api/auth/v1/accesstoken", &body).await.refused(403, "Unauthorized");
    let listed = wire.get(&owner, "/api/v1/user/accesstoken").await.ok();
    assert!(listed["accessTokens"].as_array().unwrap().iter().any(|it| it["id"] == made["id"]));
    let path = format!("/api/v1/user/accesstoken/{}", text(&made, "id"));
    wire.signed(&owner, Method::DELETE, &path, &Value::Null).await.ok();
    wire.get(&token, "/api/v2/tbtc/wallet").await.refused(401, "InvalidToken");
}

#[tokio::test]
async fn somebody_without_a_keychain_makes_tokens_with_the_session_in_the_clear_and_nothing_else() {
    let wire = Wire::start().await;
    let (_, officer) = session(&wire, "compliance").await;
    let body = json!({ "label": "Theirs", "otp": CODE, "scope": ["wallet_view_all"] }).to_string();
    let plain = async |path: &str, token: &str| {
        let request = wire.http.post(wire.url(path)).header("Authorization", format!("Bearer {token}"));
        let request = request.header("content-type", JSON);
        wire.read(request.body(body.clone()).send().await.unwrap(), None).await
    };
    let made = plain("/api/auth/v1/accesstoken", &officer).await.ok();
    let token = made["token"].as_str().unwrap();
    plain("/api/auth/v1/accesstoken", token).await.refused(403, "Unauthorized");
    plain("/api/auth/v1/accesstoken", &format!("v2x{}", "0".repeat(64))).await.refused(401, "InvalidToken");
    plain("/api/v2/user/accesstoken", &officer).await.refused(401, "PlainBearer");
}

#[tokio::test]
async fn it_pages_through_the_wallets_of_a_coin_and_writes_empty_what_it_leaves_out() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let path = format!("/api/v2/{}/wallet?limit=4&prevId=", demo.coin);
    let first = wire.get(&owner, &path).await.ok();
    let (sizes, all) =
        wire.all_pages(&owner, &format!("/api/v2/{}/wallet?limit=4", demo.coin), "wallets").await;
    assert_eq!(first["wallets"].as_array().unwrap()[..], all[..4]);
    assert!(all.len() >= 5 && sizes[0] == 4);
    assert!(all.iter().all(|wallet| wallet["coin"] == demo.coin.as_str()));
    let one = wire.get(&owner, &demo.path()).await.ok();
    assert_eq!(one, wire.get(&owner, &format!("/api/v2/wallet/{}", demo.wallet)).await.ok());
    wire.get(&owner, &demo.path().replace(&demo.coin, "tltc")).await.refused(404, "WalletNotFound");
    let keys = wire.all_pages(&owner, &format!("/api/v2/{}/key?limit=5", demo.coin), "keys").await.1;
    let key = keys.iter().find(|key| key["id"] == one["keys"][0]).unwrap();
    assert_eq!(
        *key,
        wire.get(&owner, &format!("/api/v2/{}/key/{}", demo.coin, key["id"].as_str().unwrap())).await.ok()
    );
    let viewer = wire.login("viewer").await;
    assert_eq!(wire.get(&viewer, &format!("/api/v2/{}/key", demo.coin)).await.ok()["keys"], json!([]));
    let path = format!("/api/v2/{}/key/{}", demo.coin, key["id"].as_str().unwrap());
    wire.get(&viewer, &path).await.refused(404, "KeyNotFound");
}

#[tokio::test]
async fn the_ping_names_what_stands_behind_express_and_the_sandbox_otherwise() {
    let names = async |wire: &Wire| {
        let ping = wire.open(Method::GET, "/api/v2/ping", "").await.ok();
        (ping["environment"].as_str().unwrap().to_owned(), ping["configEnv"].as_str().unwrap().to_owned())
    };
    for (named, environment, config) in
        [("test", "BitGo Testnet", "testnet"), ("production", "BitGo Production", "prod")]
    {
        let ping = named.parse().unwrap();
        let wire = Wire::with(SandboxOptions { express: true, ping, ..SandboxOptions::default() }).await;
        assert_eq!(names(&wire).await, (environment.to_owned(), config.to_owned()));
        wire.control().set_ping("failing".parse().unwrap());
        assert_eq!(wire.open(Method::GET, "/api/v2/ping", "").await.status, 500);
    }
    // Only Express passes on what another says.
    let ping = "production".parse().unwrap();
    let plain = Wire::with(SandboxOptions { ping, ..SandboxOptions::default() }).await;
    assert_eq!(names(&plain).await.0, "Countersign sandbox");
    let error = "prod".parse::<PingAnswer>().unwrap_err();
    assert_eq!(error, "choose one of test, production, failing");
}

#[tokio::test]
async fn as_express_it_takes_tokens_in_the_clear_and_does_the_work_with_keys() {
    let wire = Wire::with(SandboxOptions { express: true, ..SandboxOptions::default() }).await;
    let demo = Demo::of(&wire);
    let plain = async |role: &str, method: Method, path: &str, body: Value| {
        let token = wire.login(role).await;
        let request =
            wire.http.request(method, wire.url(path)).header("Authorization", format!("Bearer {token}"));
        let request = request.header("content-type", JSON);
        wire.read(request.body(body.to_string()).send().await.unwrap(), None).await
    };
    let email = wire.account("viewer").email.to_uppercase();
    let share = format!("{}/share", demo.path());
    let body = |passphrase: &str| json!({ "email": email, "permissions": "view,spend", "walletPassphrase": passphrase });
    plain("owner", Method::POST, &share, body("wrong")).await.refused(500, "Error");
    let made = plain("owner", Method::POST, &share, body(&demo.passphrase)).await.ok();
    let approval = format!("/api/v2/tbtc/pendingapprovals/{}", made["pendingApprovalId"].as_str().unwrap());
    plain("admin", Method::PUT, &approval, json!({ "state": "approved", "otp": CODE })).await.ok();
    let accept = format!("/api/v2/tbtc/walletshare/{}/acceptshare", made["id"].as_str().unwrap());
    let password = wire.account("viewer").password.clone();
    for (password, status) in [("wrong", 500), (password.as_str(), 200)] {
        let body = json!({ "userPassword": password, "newWalletPassphrase": "anew" });
        assert_eq!(plain("viewer", Method::POST, &accept, body).await.status, status);
    }
    let seen = plain("viewer", Method::GET, &demo.path(), Value::Null).await.ok();
    assert_eq!(seen["users"].as_array().unwrap().len(), 3);
    let ordinary = Wire::start().await;
    let viewer = ordinary.login("viewer").await;
    ordinary.post(&viewer, &accept, &json!({})).await.refused(404, "NotFound");
}

#[tokio::test]
async fn as_express_it_logs_in_by_the_password_itself_and_opens_the_token() {
    let wire = Wire::with(SandboxOptions { express: true, ..SandboxOptions::default() }).await;
    let owner = wire.account("owner").clone();
    let ask = async |password: &str, code: Value| {
        let body = json!({ "email": owner.email, "password": password, "otp": code });
        wire.open(Method::POST, "/api/v2/user/login", body.to_string()).await
    };
    let hmac = signing::password_hmac(&owner.email, &owner.password);
    ask(&hmac, json!(CODE)).await.refused(401, "IncorrectLogin");
    ask("wrong", json!(CODE)).await.refused(401, "IncorrectLogin");
    ask(&owner.password, json!("")).await.refused(401, "NeedsOTP");
    let reply = ask(&owner.password, json!(CODE)).await;
    assert!(!reply.is_signed, "Express signs nothing");
    let answer = reply.ok();
    let token = answer["access_token"].as_str().unwrap();
    let mut sealed = answer.clone();
    sealed.as_object_mut().unwrap().remove("access_token");
    assert_eq!(wire.open_token(&sealed, &owner.password), token, "the sealed one is the same");
    // The platform itself is never given a password.
    let ordinary = Wire::start().await;
    let body = json!({ "email": owner.email, "password": owner.password, "otp": CODE });
    let refused = ordinary.open(Method::POST, "/api/v2/user/login", body.to_string()).await;
    refused.refused(401, "IncorrectLogin");
}
