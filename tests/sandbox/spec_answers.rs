//! Every operation that the published specification describes and the sandbox serves is answered at least once as the
//! specification describes it: [`crate::support::described`] holds each answer against it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::{Demo, id_of, unlock, wallet};
use crate::support::described;
use crate::wire::{CODE, Reply, Wire};

/// A person's way to the sandbox.
struct Asker<'a> {
    wire: &'a Wire,
    token: String,
}

impl<'a> Asker<'a> {
    async fn of(wire: &'a Wire, role: &str) -> Self {
        Self { wire, token: wire.login(role).await }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Reply {
        let reply = self.wire.signed(&self.token, method, path, &body).await;
        assert!((200..300).contains(&reply.status), "{path}: {}", reply.body);
        reply
    }

    async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, Value::Null).await.body
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, body).await.body
    }

    async fn put(&self, path: &str, body: Value) -> Value {
        self.ask(Method::PUT, path, body).await.body
    }

    async fn delete(&self, path: &str, body: Value) -> Value {
        self.ask(Method::DELETE, path, body).await.body
    }
}

fn text<'a>(document: &'a Value, name: &str) -> &'a str {
    document[name].as_str().unwrap_or_else(|| panic!("{name} in {document}"))
}

#[tokio::test]
async fn each_operation_is_answered_as_the_specification_describes_it() {
    let wire = Wire::start().await;
    let account = wire.account("owner").clone();
    let login = json!({
        "email": account.email,
        "password": countersign::bitgo::signing::password_hmac(&account.email, &account.password),
        "otp": CODE,
    });
    wire.open(Method::POST, "/api/v1/user/login", login.to_string()).await.ok();
    let owner = Asker::of(&wire, "owner").await;
    let (admin, viewer) = (Asker::of(&wire, "admin").await, Asker::of(&wire, "viewer").await);
    unlock(&wire, &owner.token).await;
    unlock(&wire, &admin.token).await;
    wallets_and_their_settings(&wire, &owner).await;
    people_and_enterprises(&wire, &owner, &admin).await;
    // More is asked here in a minute than a person may.
    wire.control().forget_rates();
    tokens_and_templates(&owner).await;
    shares(&wire, &owner, &admin, &viewer).await;
    approvals(&wire, &owner, &admin).await;
    wire.control().forget_rates();
    rules_of_enterprises(&wire, &owner, &admin).await;
    owner.post("/api/v2/user/lock", json!({})).await;
    unlock(&wire, &owner.token).await;
    owner.post("/api/v2/user/freeze", json!({})).await;
    owner.get("/api/v2/user/logout").await;
    assert_eq!(described::still_to_succeed(), Vec::<&str>::new());
}

/// A path with its gaps left blank: what they are called differs.
fn shape(route: &str) -> String {
    let parts = route.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn the_answers_of_every_published_route_that_is_served_are_described_and_of_no_other() {
    let wire = Wire::start().await;
    let published: Value = serde_json::from_str(include_str!("../fixtures/routes.json")).unwrap();
    let published: Vec<String> =
        published["routes"].as_object().unwrap().keys().map(|it| shape(it)).collect();
    let served: Vec<String> = wire.control().routes().map(shape).collect();
    let described: Vec<String> = described::operations().map(shape).collect();
    let missing: Vec<&String> =
        served.iter().filter(|it| published.contains(it) && !described.contains(it)).collect();
    assert!(missing.is_empty(), "answers.json says nothing of {missing:?}");
    let idle: Vec<&String> = described.iter().filter(|it| !served.contains(it)).collect();
    assert!(idle.is_empty(), "answers.json describes what nothing serves: {idle:?}");
    assert!(served.iter().filter(|it| published.contains(it)).count() > 50);
}

#[test]
#[should_panic(expected = "is described with no success of 299")]
fn a_success_that_is_not_described_is_none() {
    described::check("GET", "/api/v2/wallets", 299, &json!({}));
}

async fn wallets_and_their_settings(wire: &Wire, owner: &Asker<'_>) {
    let demo = Demo::of(wire);
    for path in ["/api/v2/wallets?expandBalance=true&expandPolicy=true&limit=500", "/api/v2/wallets/count"] {
        owner.get(path).await;
    }
    for path in ["/api/v2/wallet/balances", "/api/v2/tbtc/wallet/balances", "/api/v2/hteth/wallet/balances"] {
        owner.get(path).await;
    }
    let all = owner.get("/api/v2/wallets?limit=500").await["wallets"].as_array().unwrap().clone();
    for it in &all {
        let (coin, id) = (text(it, "coin"), text(it, "id"));
        owner.get(&format!("/api/v2/{coin}/wallet/{id}?expandPolicy=true")).await;
        owner.get(&format!("/api/v2/{coin}/wallet/{id}/addresses")).await;
        owner.get(&format!("/api/v2/{coin}/wallet/{id}/transfer")).await;
        owner.get(&format!("/api/v2/{coin}/wallet/{id}/webhooks")).await;
    }
    let path = demo.path();
    let shown = owner.get(&format!("/api/v2/wallet/{}", demo.wallet)).await;
    owner.get(&format!("{path}/address/{}", text(&shown["receiveAddress"], "address"))).await;
    owner.put(&path, json!({ "label": "Renamed", "buildDefaults": { "feeMultiplier": 1.5 } })).await;
    owner.put(&format!("/api/v2/wallet/{}/pin", demo.wallet), json!({ "isPinned": true })).await;
    let hook = json!({ "type": "transfer", "url": "https://example.com/hook", "label": "Ledger" });
    for hooks in [format!("{path}/webhooks"), "/api/v2/tbtc/webhooks".to_owned()] {
        let kind = if hooks.contains("/wallet/") { "transfer" } else { "block" };
        let mut hook = hook.clone();
        hook["type"] = json!(kind);
        owner.post(&hooks, hook.clone()).await;
        assert_eq!(owner.get(&hooks).await["webhooks"].as_array().unwrap().len(), 1);
        assert_eq!(owner.delete(&hooks, hook).await, json!({ "removed": 1 }));
    }
    owner.get("/api/v2/tbtc/key").await;
    owner.get(&format!("/api/v2/tbtc/key/{}", shown["keys"][0].as_str().unwrap())).await;
    owner.get(&format!("/api/v2/keys?walletIds={}", demo.wallet)).await;
    owner.post("/api/v2/tbtc/key", json!({ "source": "bitgo" })).await;
    owner.post(&format!("{path}/freeze"), json!({ "duration": 60 })).await;
    let rule = json!({
        "id": "Weekly",
        "type": "velocityLimit",
        "condition": { "amountString": "5", "timeWindow": 604_800 },
        "action": { "type": "deny" },
    });
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let carried = owner.ask(method.clone(), &format!("{path}/policy/rule"), rule.clone()).await;
        assert_eq!(carried.status, 200);
        let rules = carried.body["admin"]["policy"]["rules"].as_array().unwrap().clone();
        assert_eq!(rules.iter().any(|it| it["id"] == "Weekly"), method != Method::DELETE, "{method}");
    }
}

async fn people_and_enterprises(wire: &Wire, owner: &Asker<'_>, admin: &Asker<'_>) {
    owner.get("/api/v2/user/session").await;
    let id = id_of(wire, &admin.token).await;
    owner.get(&format!("/api/v2/user/{id}")).await;
    owner.post("/api/v2/user/sharingkey", json!({ "email": wire.account("viewer").email })).await;
    let enterprises = owner.get("/api/v2/enterprise").await;
    let id = text(&enterprises["enterprises"][0], "id").to_owned();
    owner.get(&format!("/api/v2/enterprise/{id}")).await;
    owner.get(&format!("/api/v2/enterprise/{id}/transfer")).await;
    owner.get(&format!("/api/v2/enterprise/{id}/availableassets?includeTokens=true")).await;
    owner.get(&format!("/api/v1/enterprise/{id}/user")).await;
    let path = format!("/api/v2/enterprise/{id}/user");
    let viewer = id_of(wire, &wire.login("viewer").await).await;
    owner.put(&format!("{path}?userId={viewer}&role=auditor"), json!({})).await;
    owner.delete(&path, json!({ "username": wire.account("viewer").email })).await;
    owner.post(&path, json!({ "username": "auditor@assurance.example" })).await;
    owner.get("/api/v2/auditlog").await;
    owner.get("/api/v1/marketdata/cryptocompare/spot/prices?base=TBTC&quote=usd&interval=hour").await;
}

async fn tokens_and_templates(owner: &Asker<'_>) {
    let path = "/api/v2/user/accesstoken";
    let body = json!({
        "label": "Long limits",
        "otp": CODE,
        "duration": 3600,
        "scope": ["wallet_view_all"],
        "spendingLimits": [{ "coin": "hteth", "txValueLimit": "999999999999999999999" }],
    });
    let made = owner.post(path, body).await;
    owner.get(path).await;
    owner.delete(&format!("{path}/{}", text(&made, "id")), Value::Null).await;
    let path = "/api/v2/user/accesstokentemplate";
    let made = owner.post(path, json!({ "name": "Reporting" })).await;
    owner.get(path).await;
    let one = format!("{path}/{}", text(&made, "id"));
    owner.get(&one).await;
    owner.ask(Method::PATCH, &one, json!({ "name": "Renamed" })).await;
    owner.delete(&one, Value::Null).await;
}

async fn shares(wire: &Wire, owner: &Asker<'_>, admin: &Asker<'_>, viewer: &Asker<'_>) {
    let listed = owner.get("/api/v2/walletshares").await;
    assert!(listed["incoming"].as_array().unwrap().iter().any(|share| share["keychain"].is_object()));
    owner.get("/api/v2/walletshares/count?state=active").await;
    owner.get("/api/v2/walletsharerequests").await;
    for share in listed["incoming"].as_array().unwrap() {
        owner.get(&format!("/api/v2/{}/walletshare/{}", text(share, "coin"), text(share, "id"))).await;
    }
    let (alone, _) = wallet(wire, &owner.token, "Wound-down fund").await;
    let to = id_of(wire, &viewer.token).await;
    let body = json!({ "user": to, "permissions": "view,admin" });
    let path = |share: &Value| format!("/api/v2/{}/walletshare/{}", text(share, "coin"), text(share, "id"));
    let share = owner.post(&format!("{alone}/share"), body.clone()).await;
    owner.post(&format!("{}/resendemail", path(&share)), json!({})).await;
    owner.delete(&path(&share), Value::Null).await;
    let share = owner.post(&format!("{alone}/share"), body).await;
    viewer.post(&path(&share), json!({ "state": "accepted" })).await;
    let (shared, shown) = wallet(wire, &owner.token, "Gas station").await;
    admin.post(&format!("{shared}/requestreshare"), json!({})).await;
    let id = id_of(wire, &admin.token).await;
    owner
        .post(&format!("/api/v2/wallet/{}/rejectreshare", text(&shown, "id")), json!({ "userId": id }))
        .await;
    viewer.delete(&format!("{alone}/user/{to}"), Value::Null).await;
}

async fn approvals(wire: &Wire, owner: &Asker<'_>, admin: &Asker<'_>) {
    owner.get("/api/v2/pendingapprovals?limit=500&state=pending&state=approved&state=rejected").await;
    owner.get("/api/v2/pendingapprovals/count").await;
    let all = admin.get("/api/v2/pendingapprovals?limit=500").await["pendingApprovals"].clone();
    let all = all.as_array().unwrap();
    for approval in all {
        let path = format!("/api/v2/pendingapprovals/{}", text(approval, "id"));
        admin.get(&path).await;
        if text(&approval["info"], "type").starts_with("transactionRequest") {
            admin.get(&format!("{path}/transfer")).await;
        }
    }
    let me = id_of(wire, &admin.token).await;
    let open: Vec<&Value> = all
        .iter()
        .filter(|it| it["state"] == "pending" && it["creator"] != me.as_str() && it["scope"] == "wallet")
        .filter(|it| ["userChangeRequest", "updateWalletTagsRequest"].contains(&text(&it["info"], "type")))
        .collect();
    let body = json!({ "state": "approved", "otp": CODE });
    admin.put(&format!("/api/v2/pendingapprovals/{}", text(open[0], "id")), body).await;
    let decided = json!({ "approvals": [{ "paId": open[1]["id"], "status": "rejected" }] });
    admin.put("/api/v2/pendingapprovals/bulkupdate", decided).await;
}

async fn rules_of_enterprises(wire: &Wire, owner: &Asker<'_>, admin: &Asker<'_>) {
    let (_, shown) = wallet(wire, &owner.token, "Gas station").await;
    let base = format!("/api/policy/v1/enterprises/{}", text(&shown, "enterprise"));
    let all = owner.get(&format!("{base}/rules?limit=100")).await["rules"].as_array().unwrap().clone();
    for rule in &all {
        owner.get(&format!("{base}/rules/{}", text(rule, "id"))).await;
        owner.get(&format!("{base}/rules/{}/versions", text(rule, "id"))).await;
    }
    owner.get(&format!("{base}/recommendations?limit=50")).await;
    for scope in owner.get(&format!("{base}/scopes")).await["scopes"].as_array().unwrap() {
        let scope = format!("{base}/scopes/{}", text(scope, "id"));
        let filters = owner.get(&format!("{scope}/conditions")).await;
        for touchpoint in owner.get(&format!("{scope}/touchpoints")).await["touchpoints"].as_array().unwrap()
        {
            let touchpoint = format!("{base}/touchpoints/{}", text(touchpoint, "id"));
            owner.get(&format!("{touchpoint}/conditions")).await;
            for filter in filters["conditions"].as_array().unwrap() {
                let filter = text(filter, "name");
                owner.get(&format!("{touchpoint}/filteringconditions/{filter}/actions")).await;
            }
        }
    }
    let path = format!("{base}/touchpoints/wallet.segregated.transfer/rules");
    let rule = json!({
        "name": "No more than this",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [text(&shown, "id")] } }],
        "clauses": [{ "conditions": [], "actions": [{ "name": "approvals.always.deny" }] }],
    });
    let agree = async || {
        let waits = admin.get("/api/v2/pendingapprovals?requestType=genericRequest").await;
        let id = text(&waits["pendingApprovals"][0], "id").to_owned();
        let body = json!({ "state": "approved", "otp": CODE });
        admin.put(&format!("/api/v2/pendingapprovals/{id}"), body).await;
    };
    let made = owner.post(&path, rule.clone()).await;
    agree().await;
    owner.put(&format!("{path}/{}", text(&made, "id")), rule).await;
    agree().await;
    owner.delete(&format!("{base}/rules/{}", text(&made, "id")), Value::Null).await;
    agree().await;
    let (_, grants) = wallet(wire, &owner.token, "Token listings").await;
    let update = json!({
        "walletId": text(&grants, "id"),
        "coin": "hteth",
        "id": "Listing agents",
        "type": "advancedWhitelist",
        "action": { "type": "deny" },
        "condition": { "add": { "item": "0x00000000000000000000000000000000000000aa", "type": "address" } },
    });
    owner.put("/api/v2/policy/rule/bulk", json!({ "updates": [update] })).await;
    let (_, stake) = wallet(wire, &owner.token, "Solana stake").await;
    let recipient = json!({
        "address": { "address": text(&stake["receiveAddress"], "address") },
        "amount": { "value": "1000", "symbol": "tsol" },
    });
    let body = json!({ "intent": { "intentType": "payment", "recipients": [recipient] } });
    owner.post(&format!("/api/v2/wallet/{}/txrequests", text(&stake, "id")), body).await;
}
