//! Access tokens at work: what they may do, from where, for how long, and how they end.

use countersign::sandbox::SandboxOptions;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};

use crate::wire::{CODE, Wire, texts};

const TOKENS: &str = "/api/v2/user/accesstoken";

fn text(token: &Value) -> String {
    token["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_token_is_told_once_and_works_until_it_ends() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let made = wire.make_token(&session, &json!({ "label": "Reporting", "duration": 7_776_000 })).await;
    let token = text(&made);
    assert!(token.len() == 67 && token.starts_with("v2x"));
    let (created, expires) = (&made["created"], &made["expires"]);
    let time = |value: &Value| value.as_str().unwrap().parse::<Timestamp>().unwrap();
    assert_eq!(time(expires).duration_since(time(created)), SignedDuration::from_hours(90 * 24));
    wire.get(&token, "/api/v2/wallets?limit=1").await.ok();

    let (_, listed) = wire.all_pages(&session, TOKENS, "accessTokens").await;
    let found = listed.iter().find(|listed| listed["id"] == made["id"]).unwrap();
    assert_eq!(found["label"], json!("Reporting"));
    assert!(listed.iter().all(|token| token.get("token").is_none()));

    wire.control().advance(SignedDuration::from_hours(90 * 24));
    wire.get(&token, "/api/v2/wallets").await.refused(401, "InvalidToken");
    let session = wire.login("owner").await;
    let (_, listed) = wire.all_pages(&session, TOKENS, "accessTokens").await;
    assert!(
        listed.iter().all(|listed| listed["id"] != made["id"]),
        "an expired token vanishes from the list"
    );
}

#[tokio::test]
async fn there_are_as_many_tokens_as_were_asked_for_and_the_first_are_always_the_same() {
    let mut first = Vec::new();
    for tokens in [0, 5, 11, 260] {
        let wire = Wire::with(SandboxOptions { wallets: 1, tokens, ..SandboxOptions::default() }).await;
        let session = wire.login("owner").await;
        let (_, listed) = wire.all_pages(&session, TOKENS, "accessTokens").await;
        assert_eq!(listed.len(), tokens);
        let created: Vec<Timestamp> =
            listed.iter().map(|token| token["created"].as_str().unwrap().parse().unwrap()).collect();
        assert!(created.is_sorted(), "the oldest come first");
        let labels: Vec<String> =
            listed.iter().map(|token| token["label"].as_str().unwrap().to_owned()).collect();
        assert!(first.iter().all(|label| labels.contains(label)), "{labels:?}");
        first = labels;
    }
}

#[tokio::test]
async fn a_token_may_do_what_its_scopes_say_and_never_make_tokens() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let body = json!({ "label": "Child", "otp": CODE, "scope": ["wallet_view_all"] });
    let other = wire.login("admin").await;
    let other = wire.get(&other, "/api/v2/user/session").await.ok()["session"]["user"].clone();
    let person = format!("/api/v2/user/{}", other.as_str().unwrap());
    let routes = [
        (Method::GET, "/api/v2/wallets?limit=1"),
        (Method::GET, "/api/v2/wallet/balances"),
        (Method::GET, "/api/v2/enterprise"),
        (Method::GET, person.as_str()),
        (Method::GET, TOKENS),
        (Method::POST, TOKENS),
    ];
    let table: [(Value, [bool; 6]); 7] = [
        (json!(["wallet_view_all"]), [true, true, false, false, false, false]),
        (json!(["wallet_view_enterprise"]), [true, true, false, false, false, false]),
        (json!(["wallet_spend_all", "wallet_manage_all"]), [false; 6]),
        (json!(["enterprise_view_all"]), [false, false, true, false, false, false]),
        (json!(["profile"]), [false, false, false, true, false, false]),
        (json!(["user_manage"]), [false; 6]),
        (json!(["all"]), [true, true, true, true, true, false]),
    ];
    for (scope, allowed) in table {
        let token = text(&wire.make_token(&session, &json!({ "scope": scope })).await);
        for ((method, path), allowed) in routes.iter().zip(allowed) {
            let body = if *method == Method::POST { body.clone() } else { Value::Null };
            let reply = wire.signed(&token, method.clone(), path, &body).await;
            if allowed {
                reply.ok();
            } else {
                let reply = reply.refused(403, "Unauthorized");
                assert_eq!(reply.error(), "Access token lacks required scope for this action");
            }
        }
        wire.get(&token, "/api/v2/user/me").await.ok();
        wire.get(&token, "/api/v2/user/session").await.ok();
    }
    assert_eq!(wire.control().requests("POST /api/v2/user/accesstoken"), 14);
}

#[tokio::test]
async fn a_token_reaches_what_it_is_permitted_and_no_more_than_its_maker() {
    let wire = Wire::start().await;
    let (owner, viewer) = (wire.login("owner").await, wire.login("viewer").await);
    let (_, all) = wire.all_pages(&owner, "/api/v2/wallets?limit=500", "wallets").await;
    let (_, seen) = wire.all_pages(&viewer, "/api/v2/wallets?limit=500", "wallets").await;
    let id = |wallet: &Value| wallet["id"].as_str().unwrap().to_owned();
    let enterprise = all[0]["enterprise"].clone();
    let in_enterprise: Vec<String> =
        all.iter().filter(|wallet| wallet["enterprise"] == enterprise).map(id).collect();
    let (one, two) = (id(&all[3]), id(&all[70]));
    let bare = format!("wallet_view:{one}");
    let table = [
        (&owner, json!({ "permittedWallets": [one, two] }), vec![one.clone(), two.clone()]),
        (&owner, json!({ "permittedEnterprises": [enterprise] }), in_enterprise.clone()),
        (&owner, json!({ "scope": [bare] }), vec![one.clone()]),
        (&owner, json!({ "scope": [bare], "permittedWallets": [two] }), vec![]),
        (&owner, json!({ "scope": ["wallet_view_enterprise"], "enterprise": enterprise }), in_enterprise),
        (&viewer, json!({ "scope": ["all"] }), seen.iter().map(id).collect()),
    ];
    for (session, fields, expected) in table {
        let token = text(&wire.make_token(session, &fields).await);
        let (_, found) = wire.all_pages(&token, "/api/v2/wallets?limit=500", "wallets").await;
        assert_eq!(found.iter().map(id).collect::<Vec<_>>(), expected, "{fields}");
        let hidden = all.iter().map(id).find(|id| !expected.contains(id)).unwrap();
        wire.get(&token, &format!("/api/v2/wallet/{hidden}")).await.refused(404, "WalletNotFound");
    }
}

#[tokio::test]
async fn a_token_bound_to_other_addresses_is_refused_here() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let table = [
        (json!(["203.0.113.7"]), false),
        (json!(["127.0.0.2"]), false),
        (json!(["127.0.0.1"]), true),
        (json!(["203.0.113.0/24", "127.0.0.0/24"]), true),
        (json!(["127.0.0.1/32"]), true),
        (json!([]), true),
        (Value::Null, true),
    ];
    for (addresses, is_welcome) in table {
        let token = text(&wire.make_token(&session, &json!({ "ipRestrict": addresses })).await);
        let reply = wire.get(&token, "/api/v2/wallets?limit=1").await;
        if is_welcome {
            reply.ok();
        } else {
            assert!(reply.refused(401, "IpRestricted").error().contains("127.0.0.1"));
        }
    }
}

#[tokio::test]
async fn a_deleted_token_is_gone_at_once() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let made = wire.make_token(&owner, &json!({ "scope": ["all"] })).await;
    let token = text(&made);
    let path = format!("{TOKENS}/{}", made["id"].as_str().unwrap());
    let delete = async |who: &str| wire.signed(who, Method::DELETE, &path, &Value::Null).await;
    delete(&admin).await.refused(404, "AccessTokenNotFound");
    wire.get(&token, "/api/v2/wallets?limit=1").await.ok();
    let ended = delete(&owner).await.ok();
    assert_eq!(ended["id"], made["id"]);
    assert!(ended.get("token").is_none());
    wire.get(&token, "/api/v2/wallets?limit=1").await.refused(401, "InvalidToken");
    delete(&owner).await.refused(404, "AccessTokenNotFound");
    let (_, listed) = wire.all_pages(&owner, TOKENS, "accessTokens").await;
    assert!(listed.iter().all(|listed| listed["id"] != made["id"]));

    for bad in ["abc", "59CD72485007A239FB00282ED480DA1F", "%00", "v2x123"] {
        let reply = wire.signed(&owner, Method::DELETE, &format!("{TOKENS}/{bad}"), &Value::Null).await;
        assert_eq!(reply.status, 400, "{bad}");
    }
    let session = wire.get(&owner, "/api/v2/user/session").await.ok()["session"]["id"].clone();
    let path = format!("{TOKENS}/{}", session.as_str().unwrap());
    let reply = wire.signed(&owner, Method::DELETE, &path, &Value::Null).await;
    reply.refused(404, "AccessTokenNotFound");
}

#[tokio::test]
async fn the_list_comes_in_pages_in_both_directions_and_survives_a_deletion_in_between() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let (_, all) = wire.all_pages(&owner, TOKENS, "accessTokens").await;
    let created = texts(&all, "created");
    assert!(created.is_sorted(), "oldest first");
    assert!(all.len() >= 10);
    for limit in [1, 4, 200] {
        let path = format!("{TOKENS}?limit={limit}&sort=ASC");
        assert_eq!(wire.all_pages(&owner, &path, "accessTokens").await.1, all, "{limit}");
        let path = format!("{TOKENS}?limit={limit}&sort=DESC");
        let mut descending = wire.all_pages(&owner, &path, "accessTokens").await.1;
        descending.reverse();
        assert_eq!(descending, all, "{limit}");
    }
    let page = wire.get(&owner, &format!("{TOKENS}?limit=3")).await.ok();
    let cursor = page["nextBatchPrevId"].as_str().unwrap();
    wire.signed(&owner, Method::DELETE, &format!("{TOKENS}/{cursor}"), &Value::Null).await.ok();
    let rest = wire.get(&owner, &format!("{TOKENS}?prevId={cursor}")).await.ok();
    assert_eq!(rest["accessTokens"].as_array().unwrap()[..], all[3..]);
    for bad in ["limit=201", "limit=0", "sort=UP", "prevId=1", "prevId=00000000000000000000000000000000"] {
        assert_eq!(wire.get(&owner, &format!("{TOKENS}?{bad}")).await.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn unlocking_a_token_removes_its_limits() {
    let wire = Wire::start().await;
    let session = wire.login("owner").await;
    let limits = json!({
        "spendingLimits": [{ "coin": "tbtc", "txValueLimit": "100" }],
        "allErc20TokensLimit": { "enabled": true, "maxLimit": true },
    });
    let token = text(&wire.make_token(&session, &limits).await);
    let before = wire.get(&token, "/api/v2/user/session").await.ok();
    assert!(before["session"]["unlock"]["spendingLimits"]["tbtc"].is_object());
    assert!(before["session"]["unlock"]["expires"].is_null(), "limits are no unlocking");
    let after = wire.post(&token, "/api/v2/user/unlock", &json!({ "otp": CODE })).await.ok();
    assert!(after["session"]["unlock"]["expires"].is_string());
    for limit in ["spendingLimits", "allErc20TokensLimit"] {
        assert!(after["session"]["unlock"].get(limit).is_none(), "{limit}");
    }
}

#[tokio::test]
async fn the_seed_shows_tokens_of_every_age() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let (_, tokens) = wire.all_pages(&owner, TOKENS, "accessTokens").await;
    let now = wire.control().now();
    let days_left = |token: &Value| {
        let expires: Timestamp = token["expires"].as_str().unwrap().parse().unwrap();
        expires.duration_since(now).as_hours() / 24
    };
    for (least, most) in [(0, 0), (2, 3), (12, 13), (89, 90), (600, 800), (3_500, 3_652)] {
        let some = tokens.iter().any(|token| (least..=most).contains(&days_left(token)));
        assert!(some, "a token with {least} to {most} days left");
    }
    let unknown = tokens.iter().flat_map(|token| token["scope"].as_array().unwrap());
    assert!(unknown.into_iter().any(|scope| scope == "wallet_simulate_all"), "a scope from the future");
    let used_up = |limit: &Value| limit["txValue"] == limit["txValueLimit"] && limit["txCount"] != json!(0);
    let limits = |token: &Value| token["unlock"]["spendingLimits"].as_object().cloned().unwrap_or_default();
    assert!(tokens.iter().any(|token| limits(token).values().any(used_up)));
    assert!(tokens.iter().any(|token| limits(token).len() > 1));
    let admin = wire.login("admin").await;
    assert_eq!(
        wire.all_pages(&admin, TOKENS, "accessTokens").await.1.len(),
        1,
        "others' tokens are their own"
    );
}
