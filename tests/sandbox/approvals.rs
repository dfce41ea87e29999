//! Pending approvals, policies, people on wallets: the rules, and that deciding makes the thing happen.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::{Demo, id_of, wallet};
use crate::wire::{CODE, Wire, texts};

const LIST: &str = "/api/v2/pendingapprovals";

fn rule(id: &str, amount: &str) -> Value {
    json!({
        "id": id,
        "type": "velocityLimit",
        "condition": { "amountString": amount, "timeWindow": 86_400 },
        "action": { "type": "getApproval" },
    })
}

async fn decide(wire: &Wire, token: &str, id: &Value, state: &str) -> crate::wire::Reply {
    let path = format!("{LIST}/{}", id.as_str().unwrap());
    wire.signed(token, Method::PUT, &path, &json!({ "state": state, "otp": CODE })).await
}

#[tokio::test]
async fn a_rule_takes_effect_at_once_for_two_admins_and_waits_where_there_are_three() {
    let wire = Wire::start().await;
    let (owner, admin, officer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("compliance").await);
    let rules = async |label: &str| wallet(&wire, &owner, label).await.1["admin"]["policy"]["rules"].clone();

    let (two, _) = wallet(&wire, &owner, "Gas station").await;
    wire.post(&owner, &format!("{two}/policy/rule?expandPolicy=true"), &rule("Weekly", "5")).await.ok();
    assert_eq!(rules("Gas station").await.as_array().unwrap().len(), 2);

    let (three, _) = wallet(&wire, &owner, "Payroll hot").await;
    let path = format!("{three}/policy/rule");
    for (decider, state, count) in [(&admin, "rejected", 2), (&officer, "approved", 3)] {
        let reply = wire.post(&owner, &path, &rule("Weekly", "5")).await;
        assert_eq!((reply.status, &reply.body["info"]["type"]), (202, &json!("policyRuleRequest")));
        assert_eq!(rules("Payroll hot").await.as_array().unwrap().len(), 2);
        decide(&wire, &owner, &reply.body["id"], "approved").await.refused(403, "Forbidden");
        assert_eq!(decide(&wire, decider, &reply.body["id"], state).await.ok()["state"], json!(state));
        assert_eq!(rules("Payroll hot").await.as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn a_rule_untouched_for_48_hours_is_locked() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let (path, _) = wallet(&wire, &owner, "Exchange float").await;
    let path = format!("{path}/policy/rule");
    wire.post(&owner, &path, &rule("Mine", "5")).await.ok();
    wire.post(&owner, &path, &rule("Mine", "5")).await.refused(400, "DuplicatePolicyRule");
    let put = async |amount: &str| {
        let owner = wire.login("owner").await;
        wire.signed(&owner, Method::PUT, &path, &rule("Mine", amount)).await
    };
    wire.control().advance(SignedDuration::from_hours(47));
    put("6").await.ok();
    wire.control().advance(SignedDuration::from_hours(47));
    put("7").await.ok();
    wire.control().advance(SignedDuration::from_hours(48));
    put("8").await.refused(400, "PolicyRuleLocked");
    let owner = wire.login("owner").await;
    let remove = wire.signed(&owner, Method::DELETE, &path, &rule("Mine", "7")).await;
    remove.refused(400, "PolicyRuleLocked");
    wire.post(&owner, &path, &rule("Another", "1")).await.ok();
    let shown = wallet(&wire, &owner, "Exchange float").await.1;
    assert_eq!(shown["admin"]["policy"]["rules"][0]["condition"]["amountString"], json!("7"));
}

#[tokio::test]
async fn whitelists_change_entry_by_entry_and_nonsense_is_refused() {
    let wire = Wire::start().await;
    let (owner, viewer) = (wire.login("owner").await, wire.login("viewer").await);
    let (path, _) = wallet(&wire, &owner, "Exchange float").await;
    let path = format!("{path}/policy/rule");
    let list = |condition: Value| json!({ "id": "List", "type": "advancedWhitelist", "condition": condition, "action": { "type": "deny" } });
    let one = json!({ "item": "tb1qone", "type": "address", "metaData": { "label": "One" } });
    let two = json!({ "item": "tb1qtwo", "type": "address" });
    wire.post(&owner, &path, &list(json!({ "add": one }))).await.ok();
    let put = async |condition: Value| wire.signed(&owner, Method::PUT, &path, &list(condition)).await;
    put(json!({ "add": two })).await.ok();
    put(json!({ "add": two })).await.refused(400, "InvalidArgument");
    put(json!({ "remove": one })).await.ok();
    put(json!({ "remove": one })).await.refused(400, "InvalidArgument");
    put(json!({ "add": one, "remove": two })).await.refused(400, "InvalidArgument");
    let shown = wallet(&wire, &owner, "Exchange float").await.1;
    assert_eq!(shown["admin"]["policy"]["rules"][0]["condition"]["entries"], json!([two]));
    let mut without_rules = wire.get(&owner, path.trim_end_matches("/policy/rule")).await.ok();
    assert!(without_rules["admin"]["policy"].as_object_mut().unwrap().remove("rules").is_none());
    for body in [
        json!({}),
        json!({ "id": "x" }),
        json!({ "id": "x", "type": "unheard", "action": { "type": "deny" } }),
        json!({ "id": "x", "type": "allTx", "action": { "type": "allow" } }),
        json!({ "id": "x", "type": "allTx", "action": "deny" }),
        json!({ "id": "x", "type": "velocityLimit", "action": { "type": "deny" } }),
        json!({ "id": "x", "type": "velocityLimit", "condition": { "amountString": "1.5", "timeWindow": 1 }, "action": { "type": "deny" } }),
        json!({ "id": "x", "type": "velocityLimit", "condition": { "amountString": "1", "timeWindow": 2_678_401 }, "action": { "type": "deny" } }),
        json!({ "id": "x", "type": "webhook", "condition": { "url": "nowhere" }, "action": { "type": "deny" } }),
    ] {
        assert_eq!(wire.post(&owner, &path, &body).await.status, 400, "{body}");
    }
    wire.post(&viewer, &path, &rule("x", "1")).await.refused(404, "WalletNotFound");
    let (seen, _) = wallet(&wire, &owner, "Gas station").await;
    wire.post(&viewer, &format!("{seen}/policy/rule"), &rule("x", "1")).await.refused(403, "Forbidden");
}

#[tokio::test]
async fn removing_somebody_waits_for_another_admin_and_the_last_one_stays() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let (owner_id, admin_id) = (id_of(&wire, &owner).await, id_of(&wire, &admin).await);
    let remove = async |token: &str, wallet: &str, person: &str| {
        wire.signed(token, Method::DELETE, &format!("{wallet}/user/{person}"), &Value::Null).await
    };
    let reply = remove(&owner, &demo.path(), &admin_id).await;
    assert_eq!(
        (reply.status, &reply.body["info"]["userChangeRequest"]["userChanged"]),
        (202, &json!(admin_id))
    );
    remove(&owner, &demo.path(), &admin_id).await.refused(400, "PendingApprovalExists");
    decide(&wire, &owner, &reply.body["id"], "approved").await.refused(403, "Forbidden");
    assert_eq!(wire.get(&admin, &demo.path()).await.ok()["users"].as_array().unwrap().len(), 2);
    decide(&wire, &admin, &reply.body["id"], "approved").await.ok();
    assert_eq!(wire.get(&owner, &demo.path()).await.ok()["users"].as_array().unwrap().len(), 1);
    remove(&owner, &demo.path(), &owner_id).await.refused(400, "LastAdmin");
    remove(&owner, &demo.path(), &admin_id).await.refused(404, "UserNotFound");
}

#[tokio::test]
async fn a_freeze_cannot_be_lifted_or_shortened_and_stops_payments() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let (owner, viewer) = (wire.login("owner").await, wire.login("viewer").await);
    let path = format!("{}/freeze", demo.path());
    for bad in [json!(0), json!(-5), json!(1.5), json!("forever"), json!(true), json!(31_536_001)] {
        assert_eq!(wire.post(&owner, &path, &json!({ "duration": bad })).await.status, 400, "{bad}");
    }
    let frozen = wire.post(&owner, &path, &json!({ "duration": 3_600 })).await.ok();
    wire.post(&owner, &path, &json!({ "duration": 60 })).await.refused(409, "WalletAlreadyFrozen");
    assert_eq!(wire.get(&owner, &demo.path()).await.ok()["freeze"]["expires"], frozen["expires"]);
    let (_, waiting) =
        wire.all_pages(&owner, &format!("{LIST}?walletId={}", demo.wallet), "pendingApprovals").await;
    let payment = waiting.iter().find(|it| it["info"]["type"] == "transactionRequest").unwrap();
    decide(&wire, &owner, &payment["id"], "approved").await.refused(400, "WalletFrozen");
    let (seen, _) = wallet(&wire, &owner, "Gas station").await;
    wire.post(&viewer, &format!("{seen}/freeze"), &json!({})).await.refused(403, "Forbidden");
    wire.post(&owner, &path, &json!({ "duration": "max" })).await.ok();
}

#[tokio::test]
async fn an_approved_payment_leaves_the_wallet_and_counts_against_the_token() {
    let wire = Wire::start().await;
    let demo = Demo::of(&wire);
    let owner = wire.login("owner").await;
    let (_, waiting) =
        wire.all_pages(&owner, &format!("{LIST}?walletId={}", demo.wallet), "pendingApprovals").await;
    let payment = waiting.iter().find(|it| it["info"]["type"] == "transactionRequest").unwrap();
    let transfer = format!("{LIST}/{}/transfer", payment["id"].as_str().unwrap());
    let state = async || wire.get(&owner, &transfer).await.ok()["transfer"]["state"].clone();
    assert_eq!(state().await, json!("pendingApproval"));
    let balance = async || {
        let path = format!("/api/v2/wallets?id={}&expandBalance=true", demo.wallet);
        let answer = wire.get(&owner, &path).await.ok();
        answer["wallets"][0]["spendableBalanceString"].as_str().unwrap().parse::<i64>().unwrap()
    };
    let before = balance().await;
    let make = async |limit: i64| {
        let fields = json!({
            "scope": ["pending_approval_update", "wallet_view_all"],
            "spendingLimits": [{ "coin": "tbtc", "txValueLimit": limit }],
        });
        wire.make_token(&owner, &fields).await["token"].as_str().unwrap().to_owned()
    };
    let (poor, rich) = (make(125_001_199).await, make(125_001_200).await);
    decide(&wire, &poor, &payment["id"], "approved").await.refused(400, "SpendingLimitExceeded");
    decide(&wire, &rich, &payment["id"], "approved").await.ok();
    assert_eq!((before - balance().await, state().await), (125_001_200, json!("unconfirmed")));
    let reply = wire.get(&rich, "/api/v2/user/session").await.refused(401, "SessionExpired");
    assert_eq!(reply.error(), "session expired", "its limit is used up");
    wire.get(&poor, "/api/v2/user/session").await.ok();
}

#[tokio::test]
async fn lists_counts_and_filters_agree_and_bulk_answers_for_each() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let (_, all) = wire.all_pages(&owner, &format!("{LIST}?limit=2"), "pendingApprovals").await;
    assert!(all.len() >= 10);
    let answer = wire.get(&owner, &format!("{LIST}/count")).await.ok();
    let of = |kind: &str| answer[kind].as_object().unwrap().clone();
    assert_eq!(of("organizations").len(), 1);
    let counts = [of("enterprises"), of("organizations")];
    let sum: u64 = counts
        .iter()
        .flat_map(|it| it.values())
        .map(|it| it["pendingApprovalsCount"].as_u64().unwrap())
        .sum();
    assert_eq!(usize::try_from(sum).unwrap(), all.len());
    let filtered = async |filter: &str| {
        wire.all_pages(&owner, &format!("{LIST}?{filter}"), "pendingApprovals").await.1.len()
    };
    let (of_wallets, of_enterprises) = (filtered("scope=wallet").await, filtered("scope=enterprise").await);
    assert_eq!(of_wallets + of_enterprises + filtered("scope=organization").await, all.len());
    assert!(filtered("coin=tbtc").await > 0 && filtered("state=approved&state=rejected").await >= 3);
    assert_eq!(filtered("requestType=genericRequest").await, 1);
    assert_eq!(wire.get(&viewer, LIST).await.ok()["pendingApprovals"], json!([]));
    assert_eq!(wire.get(&owner, &format!("{LIST}?scope=planet")).await.status, 400);

    let own = id_of(&wire, &admin).await;
    let (_, all) = wire.all_pages(&admin, LIST, "pendingApprovals").await;
    let of_kind = |kind: &str, is_own: bool| {
        let mut it =
            all.iter().filter(|it| it["info"]["type"] == kind && (it["creator"] == own.as_str()) == is_own);
        it.next().unwrap()["id"].clone()
    };
    let approvals = json!([
        { "paId": of_kind("updateWalletTagsRequest", false), "status": "approved" },
        { "paId": of_kind("transactionRequest", false), "status": "rejected" },
        { "paId": of_kind("updateApprovalsRequiredRequest", true), "status": "approved" },
        { "paId": "0".repeat(32), "status": "approved" },
        { "paId": of_kind("genericRequest", false), "status": "rejected" },
    ]);
    let path = format!("{LIST}/bulkupdate");
    let body = json!({ "approvals": approvals, "bailOnError": true });
    wire.signed(&admin, Method::PUT, &path, &body).await.refused(401, "NeedsUnlock");
    wire.post(&admin, "/api/v2/user/unlock", &json!({ "otp": CODE })).await.ok();
    let answer = wire.signed(&admin, Method::PUT, &path, &body).await.ok();
    assert_eq!(texts(answer["results"].as_array().unwrap(), "status"), ["success", "error"]);
    let body = json!({ "approvals": approvals });
    let answer = wire.signed(&admin, Method::PUT, &path, &body).await.ok();
    assert_eq!(
        texts(answer["results"].as_array().unwrap(), "status"),
        ["error", "error", "error", "error", "success"]
    );
    let tagged = wallet(&wire, &owner, "Tron operations").await.1;
    assert_eq!(tagged["customTags"], json!(["operations"]));
}

#[tokio::test]
async fn the_audit_log_tells_of_deletions_and_not_of_expiry() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let make = async |secs: i64| wire.make_token(&owner, &json!({ "duration": secs })).await["id"].clone();
    let (expiring, deleted) = (make(60).await, make(3_600).await);
    wire.control().advance(SignedDuration::from_secs(61));
    let path = format!("/api/v2/user/accesstoken/{}", deleted.as_str().unwrap());
    wire.signed(&owner, Method::DELETE, &path, &Value::Null).await.ok();
    let (_, log) = wire.all_pages(&owner, "/api/v2/auditlog?limit=5", "logs").await;
    let of = |kind: &str, token: &Value| {
        log.iter().filter(|it| it["type"] == kind && it["data"]["accessTokenId"] == *token).count()
    };
    assert_eq!((of("createAccessToken", &expiring), of("deleteAccessToken", &expiring)), (1, 0));
    assert_eq!((of("createAccessToken", &deleted), of("deleteAccessToken", &deleted)), (1, 1));
    let dates = texts(&log, "date");
    assert!(dates.is_sorted_by(|a, b| a >= b));
    let viewer = wire.login("viewer").await;
    assert_eq!(wire.get(&viewer, "/api/v2/auditlog").await.ok()["logs"], json!([]), "no admin, no deeds");
}

#[tokio::test]
async fn people_of_an_enterprise_change_at_once_where_there_is_one_admin_and_wait_where_there_are_two() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let enterprises = wire.get(&owner, "/api/v2/enterprise").await.ok();
    let ids = texts(enterprises["enterprises"].as_array().unwrap(), "id");
    let [northwind, harbor] = [ids[0], ids[1]].map(|id| format!("/api/v2/enterprise/{id}/user"));
    let viewer_id = id_of(&wire, &viewer).await;
    let ask = async |token: &str, method: Method, path: &str, body: Value| {
        wire.signed(token, method, path, &body).await
    };
    let named = json!({ "username": wire.account("viewer").email });
    let of_viewer = async |path: &str| {
        let answer = wire.get(&owner, &path.replace("v2", "v1")).await.ok();
        let all = [&answer["adminUsers"], &answer["nonAdminUsers"]].map(|it| it.as_array().unwrap().clone());
        all.concat().into_iter().find(|it| it["id"] == viewer_id.as_str()).map(|it| it["permissions"].clone())
    };
    // Harbor has one admin.
    ask(&admin, Method::DELETE, &harbor, named.clone()).await.refused(403, "Forbidden");
    ask(&owner, Method::POST, &harbor, named.clone()).await.refused(400, "UserAlreadyInEnterprise");
    ask(&owner, Method::DELETE, &harbor, named.clone()).await.ok();
    assert_eq!(of_viewer(&harbor).await, None);
    ask(&owner, Method::DELETE, &harbor, named.clone()).await.refused(404, "UserNotFound");
    let body = json!({ "username": wire.account("viewer").email, "permission": "auditor" });
    ask(&owner, Method::POST, &harbor, body).await.ok();
    assert_eq!(of_viewer(&harbor).await, Some(json!(["auditor"])));
    let myself = json!({ "username": wire.account("owner").email });
    ask(&owner, Method::DELETE, &harbor, myself).await.refused(400, "LastAdmin");
    ask(&owner, Method::POST, &harbor, json!({ "username": "nobody@x" })).await.refused(404, "UserNotFound");
    // Northwind has two.
    let path = format!("{northwind}?userId={viewer_id}&role=admin");
    let reply = ask(&owner, Method::PUT, &path, Value::Null).await;
    let waiting = &reply.body;
    assert_eq!((reply.status, &waiting["scope"]), (202, &json!("enterprise")));
    assert_eq!(of_viewer(&northwind).await, Some(json!([])));
    decide(&wire, &owner, &waiting["id"], "approved").await.refused(403, "Forbidden");
    decide(&wire, &admin, &waiting["id"], "approved").await.ok();
    assert_eq!(of_viewer(&northwind).await, Some(json!(["admin"])));
    let reply = ask(&owner, Method::DELETE, &northwind, named).await;
    assert_eq!((reply.status, reply.body["pendingApprovals"].as_array().unwrap().len()), (202, 1));
    for bad in ["", "?userId=1&role=admin", &format!("?userId={viewer_id}&role=king")] {
        let reply = ask(&owner, Method::PUT, &format!("{northwind}{bad}"), Value::Null).await;
        assert_eq!(reply.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn what_waits_for_somebody_else_can_be_rejected_and_not_approved() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    for state in ["awaitingSignature", "pendingCustodianApproval", "pendingVideoApproval"] {
        let (_, waiting) = wire.all_pages(&owner, &format!("{LIST}?state={state}"), "pendingApprovals").await;
        let [approval] = &waiting[..] else { panic!("{state}: {waiting:?}") };
        decide(&wire, &owner, &approval["id"], "approved").await.refused(400, "PendingApprovalNotPending");
        let rejected = decide(&wire, &owner, &approval["id"], "rejected").await;
        match state {
            // The one who has said yes already has no second say.
            "awaitingSignature" | "pendingCustodianApproval" => drop(rejected.refused(400, "AlreadyDecided")),
            _ => assert_eq!(rejected.ok()["state"], json!("rejected")),
        }
    }
}

#[tokio::test]
async fn a_long_queue_is_the_same_every_time_and_of_every_kind() {
    let mut queues = Vec::new();
    for _ in 0..2 {
        let wire = Wire::start().await;
        let owner = wire.login("owner").await;
        let before = wire.all_pages(&owner, LIST, "pendingApprovals").await.1.len();
        wire.control().add_approvals(60);
        let (_, all) = wire.all_pages(&owner, LIST, "pendingApprovals").await;
        assert_eq!(all.len(), before + 60);
        let infos: Vec<Value> = all.iter().map(|it| it["info"].clone()).collect();
        let kinds: BTreeSet<&str> = texts(&infos, "type").into_iter().collect();
        assert_eq!(kinds.len(), 12, "eleven known kinds and a newer one: {kinds:?}");
        let creators: BTreeSet<&str> = texts(&all, "creator").into_iter().collect();
        assert!(creators.len() >= 3);
        queues.push(texts(&all, "id").into_iter().map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(queues[0], queues[1]);
}

#[tokio::test]
async fn what_is_laid_in_the_way_of_decisions_is_answered_as_the_platform_does() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let payments = async || {
        let all = wire.get(&admin, &format!("{LIST}?expandWalletLabels=true")).await.ok()["pendingApprovals"]
            .as_array()
            .unwrap()
            .clone();
        let asked = all.into_iter().filter(|it| {
            it["info"]["type"] == json!("transactionRequest") && it["walletLabel"] == json!("Payroll hot")
        });
        asked.map(|it| it["id"].clone()).collect::<Vec<_>>()
    };
    let [payment] = &payments().await[..] else { panic!("one payment") };
    let path = format!("{LIST}/{}", payment.as_str().unwrap());
    let body = json!({ "state": "approved", "otp": CODE, "walletPassphrase": "a secret" });
    wire.signed(&admin, Method::PUT, &path, &body).await.refused(400, "InvalidArgument");

    wire.control().expire_unspents();
    decide(&wire, &admin, payment, "approved").await.refused(400, "InvalidRequest");
    assert_eq!(payments().await.len(), 1, "what is refused changes nothing");

    let (gas, _) = wallet(&wire, &owner, "Payroll hot").await;
    let asked = wire.post(&owner, &format!("{gas}/policy/rule"), &rule("Weekly", "5")).await.body;
    wire.control().fire_condition("triggered a policy");
    let told = decide(&wire, &admin, &asked["id"], "approved").await.ok();
    assert_eq!(told["error"], json!("triggered a policy"));
    assert_eq!(told["pendingApproval"]["state"], json!("pending"));
    assert_eq!(told["pendingApproval"]["approvalsRequired"], json!(2));
    let officer = wire.login("compliance").await;
    assert_eq!(decide(&wire, &officer, &asked["id"], "approved").await.ok()["state"], json!("approved"));
}
