//! Rules of enterprises over HTTP: who reads them, how they are made and changed, when they lock, what is refused.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::sharing::{id_of, wallet};
use crate::wire::{CODE, Reply, Wire, texts};

pub const TRANSFER: &str = "wallet.segregated.transfer";

/// The path of Northwind Treasury's rules without what follows the enterprise.
pub async fn northwind(wire: &Wire, token: &str) -> String {
    let (_, shown) = wallet(wire, token, "Gas station").await;
    format!("/api/policy/v1/enterprises/{}", shown["enterprise"].as_str().unwrap())
}

/// A refusal in the shape of these routes.
#[track_caller]
pub fn refused(reply: &Reply, status: u16, code: &str) -> String {
    assert_eq!((reply.status, reply.body["code"].as_str()), (status, Some(code)), "{}", reply.body);
    assert_eq!(reply.body["status"], json!(status));
    reply.body["message"].as_str().unwrap().to_owned()
}

/// A rule that denies what leaves a wallet.
pub fn stop(wallet: &Value) -> Value {
    json!({
        "name": "Stop",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [wallet] } }],
        "clauses": [{ "conditions": [], "actions": [{ "name": "approvals.always.deny" }] }],
    })
}

/// Decides on the newest approval that is about a rule of the enterprise.
pub async fn decide_on_rule(wire: &Wire, token: &str, state: &str) -> Reply {
    let list = "/api/v2/pendingapprovals?requestType=genericRequest";
    let waiting = wire.get(token, list).await.ok();
    let id = waiting["pendingApprovals"][0]["id"].as_str().unwrap();
    let path = format!("/api/v2/pendingapprovals/{id}");
    wire.signed(token, Method::PUT, &path, &json!({ "state": state, "otp": CODE })).await
}

/// A page of rules.
pub async fn rules(wire: &Wire, token: &str, path: &str) -> Vec<Value> {
    wire.get(token, path).await.ok()["rules"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_seed_has_rules_of_every_condition_status_and_lock() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let base = northwind(&wire, &owner).await;
    let all = rules(&wire, &owner, &format!("{base}/rules?limit=100")).await;
    assert!(all.len() >= 12, "{}", all.len());
    let statuses: BTreeSet<&str> = texts(&all, "status").into_iter().collect();
    let wanted = ["ACTIVE", "DENIED", "INACTIVE", "PENDING_APPROVAL", "UNLOCK_PENDING"];
    assert_eq!(statuses, BTreeSet::from(wanted));
    let conditions: BTreeSet<&str> = all
        .iter()
        .flat_map(|rule| rule["clauses"].as_array().unwrap())
        .flat_map(|clause| clause["conditions"].as_array().unwrap())
        .map(|condition| condition["name"].as_str().unwrap())
        .collect();
    let wanted = [
        "transfer.amount",
        "transfer.destination.type",
        "transfer.initiators",
        "transfer.notInitiatedBy",
        "transfer.velocity.limit",
        "transfer.webhook",
    ];
    assert_eq!(conditions, BTreeSet::from(wanted));
    let active = |it: &&Value| it["status"] == "ACTIVE";
    let locks: BTreeSet<_> = all
        .iter()
        .filter(active)
        .map(|it| (it["lockType"].as_str(), it["locked"].as_bool(), it["lockDate"].is_string()))
        .collect();
    // Locked since its date, not locked yet, locked for good, never locked.
    let wanted = [
        (Some("LOCK_AFTER_DATE"), Some(false), false),
        (Some("LOCK_AFTER_DATE"), Some(false), true),
        (Some("LOCK_AFTER_DATE"), Some(true), true),
        (Some("PERMANENT"), Some(true), false),
    ];
    assert_eq!(locks, BTreeSet::from(wanted));
    assert!(all.iter().any(|it| it["createdBy"] == "BitGo" && it["adminOnly"] == true));
    assert!(all.iter().any(|it| it["lastTriggeredEvaluationId"].is_string()));
}

#[tokio::test]
async fn twenty_wallets_are_guarded_by_rules_of_the_enterprise_alone() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let base = northwind(&wire, &owner).await;
    let query = format!("{base}/rules?limit=100&status=ACTIVE&touchpoints={TRANSFER}");
    let guards = rules(&wire, &owner, &query).await;
    let path = "/api/v2/wallets?limit=500&expandPolicy=true";
    let (_, wallets) = wire.all_pages(&owner, path, "wallets").await;
    let is_named = |wallet: &Value, rule: &Value| {
        let part = &rule["filteringConditions"][0]["parameters"];
        let (ids, kinds) = (&part["walletId"], &part["walletType"]);
        ids.as_array().is_some_and(|it| it.contains(&wallet["id"]))
            || kinds.as_array().is_some_and(|it| it.contains(&wallet["type"]))
            || *kinds == wallet["type"]
    };
    let own = base.rsplit('/').next().unwrap();
    let guarded: Vec<&Value> = wallets
        .iter()
        .filter(|it| it["enterprise"] == own && it["admin"]["policy"]["rules"] == json!([]))
        .filter(|it| guards.iter().any(|rule| is_named(it, rule)))
        .collect();
    assert_eq!(guarded.len(), 20, "{:?}", guarded.iter().map(|it| &it["label"]).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_hold_every_rule_once_and_end() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let base = northwind(&wire, &owner).await;
    let all = rules(&wire, &owner, &format!("{base}/rules?limit=100")).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = wire.get(&owner, &format!("{base}/rules?limit=7&prevId={cursor}")).await.ok();
        let of_page = page["rules"].as_array().unwrap();
        assert!((1..=7).contains(&of_page.len()));
        seen.extend(of_page.clone());
        page["nextBatchPrevId"].as_str().unwrap().clone_into(&mut cursor);
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, all);
    let waiting = rules(&wire, &owner, &format!("{base}/rules?status=PENDING")).await;
    let wanted = BTreeSet::from(["PENDING_APPROVAL", "UNLOCK_PENDING"]);
    assert_eq!(texts(&waiting, "status").into_iter().collect::<BTreeSet<_>>(), wanted);
    let hidden = rules(&wire, &owner, &format!("{base}/rules?status=INACTIVE_HIDDEN")).await;
    assert!(hidden.len() >= 2 && hidden.iter().all(|it| it["status"] == "INACTIVE" && it["version"] == 1));
    let named = rules(&wire, &owner, &format!("{base}/rules?name=Reserves")).await;
    assert_eq!(texts(&named, "name"), ["Reserves: another admin"]);
    let of_policies = rules(&wire, &owner, &format!("{base}/rules?scopes=policies.management")).await;
    assert!(!of_policies.is_empty() && of_policies.iter().all(|it| it["scopeLabel"] == "Policies"));
    for wrong in ["limit=101", "limit=0", "status=OPEN", "prevId=x", "scopes=all", "createdDateGte=yesterday"]
    {
        refused(&wire.get(&owner, &format!("{base}/rules?{wrong}")).await, 400, "BadRequest");
    }
}

#[tokio::test]
async fn rules_are_read_by_those_who_may_where_there_is_a_licence() {
    let wire = Wire::start().await;
    let (owner, admin, viewer) =
        (wire.login("owner").await, wire.login("admin").await, wire.login("viewer").await);
    let (_, shown) = wallet(&wire, &owner, "Exchange float").await;
    let harbor = format!("/api/policy/v1/enterprises/{}", shown["enterprise"].as_str().unwrap());
    let northwind = northwind(&wire, &owner).await;
    let parts = ["rules", "scopes", "rules/306258df-dcab-489e-a9fe-ff28ce9fa312"];
    for part in parts {
        let reply = wire.get(&owner, &format!("{harbor}/{part}")).await;
        assert_eq!(refused(&reply, 403, "AccessDenied"), "License not added for enterprise");
        for (person, base) in [(&admin, &harbor), (&viewer, &northwind)] {
            let reply = wire.get(person, &format!("{base}/{part}")).await;
            assert!(refused(&reply, 403, "AccessDenied").contains("read-policy permissions"));
        }
    }
    // A member sees what is recommended; an auditor reads all and changes nothing.
    wire.get(&viewer, &format!("{northwind}/recommendations")).await.ok();
    let unknown = format!("/api/policy/v1/enterprises/{}/rules", "0".repeat(32));
    refused(&wire.get(&owner, &unknown).await, 404, "NotFound");
    assert!(wire.control().license_rules("Harbor Custody", true));
    let read = rules(&wire, &owner, &format!("{harbor}/rules")).await;
    assert_eq!(texts(&read, "name"), ["Client withdrawals: call"]);
    let made = wire.make_token(&owner, &json!({ "scope": ["enterprise_view_all"] })).await;
    let token = made["token"].as_str().unwrap();
    wire.get(token, &format!("{northwind}/rules")).await.ok();
    let path = format!("{northwind}/touchpoints/{TRANSFER}/rules");
    refused(&wire.post(token, &path, &stop(&shown["id"])).await, 403, "AccessDenied");
}

#[tokio::test]
async fn a_change_waits_for_another_admin_and_its_versions_are_kept() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let base = northwind(&wire, &owner).await;
    let (_, shown) = wallet(&wire, &owner, "Tron operations").await;
    let path = format!("{base}/touchpoints/{TRANSFER}/rules");
    let made = wire.post(&owner, &path, &stop(&shown["id"])).await;
    assert_eq!((made.status, &made.body["status"]), (201, &json!("PENDING_APPROVAL")));
    assert!(made.body.get("version").is_none());
    let one = format!("{path}/{}", made.body["id"].as_str().unwrap());
    let show = format!("{base}/rules/{}", made.body["id"].as_str().unwrap());
    let twice = wire.signed(&owner, Method::PUT, &one, &stop(&shown["id"])).await;
    assert!(refused(&twice, 409, "Conflict").contains("pending change"));
    // One's own approval does not end it.
    decide_on_rule(&wire, &owner, "approved").await.refused(403, "Forbidden");
    assert_eq!(wire.get(&owner, &show).await.ok()["status"], "PENDING_APPROVAL");
    decide_on_rule(&wire, &admin, "approved").await.ok();
    let active = wire.get(&owner, &show).await.ok();
    assert_eq!((&active["status"], &active["version"]), (&json!("ACTIVE"), &json!(1)));
    assert_eq!(active["createdBy"], json!(id_of(&wire, &owner).await));

    // Refused, the second version is denied and the first goes on.
    let mut changed = stop(&shown["id"]);
    changed["name"] = json!("Stop for good");
    assert_eq!(wire.signed(&admin, Method::PUT, &one, &changed).await.status, 201);
    decide_on_rule(&wire, &owner, "rejected").await.ok();
    assert_eq!(wire.get(&owner, &show).await.ok()["name"], "Stop");
    assert_eq!(wire.signed(&admin, Method::PUT, &one, &changed).await.status, 201);
    decide_on_rule(&wire, &owner, "approved").await.ok();
    let now = wire.get(&owner, &show).await.ok();
    assert_eq!((&now["name"], &now["version"]), (&json!("Stop for good"), &json!(2)));
    let first = wire.get(&owner, &format!("{show}?version=1")).await.ok();
    assert_eq!((&first["name"], &first["status"]), (&json!("Stop"), &json!("INACTIVE")));
    let versions = wire.get(&owner, &format!("{show}/versions")).await.ok();
    let versions: Vec<(&Value, &Value)> =
        versions["versions"].as_array().unwrap().iter().map(|it| (&it["status"], &it["version"])).collect();
    let of = |status: &'static str, number: Value| (json!(status), number);
    let wanted = [of("DENIED", Value::Null), of("ACTIVE", json!(2)), of("INACTIVE", json!(1))];
    assert_eq!(versions, wanted.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>());

    // Taken out of use, once the other admin agrees.
    let gone = wire.signed(&owner, Method::DELETE, &show, &Value::Null).await.ok();
    assert_eq!(gone["status"], "PENDING_APPROVAL");
    assert_eq!(wire.get(&owner, &show).await.ok()["status"], "ACTIVE");
    decide_on_rule(&wire, &admin, "approved").await.ok();
    assert_eq!(wire.get(&owner, &show).await.ok()["status"], "INACTIVE");
    let again = wire.signed(&owner, Method::DELETE, &show, &Value::Null).await;
    refused(&again, 400, "BadRequest");
}

#[tokio::test]
async fn the_only_admin_changes_rules_at_once() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    wire.control().license_rules("Harbor Custody", true);
    let (_, shown) = wallet(&wire, &owner, "Exchange float").await;
    let base = format!("/api/policy/v1/enterprises/{}", shown["enterprise"].as_str().unwrap());
    let path = format!("{base}/touchpoints/{TRANSFER}/rules");
    let made = wire.post(&owner, &path, &stop(&shown["id"])).await;
    assert_eq!((&made.body["status"], &made.body["version"]), (&json!("ACTIVE"), &json!(1)));
    let show = format!("{base}/rules/{}", made.body["id"].as_str().unwrap());
    let gone = wire.signed(&owner, Method::DELETE, &show, &Value::Null).await.ok();
    assert_eq!((&gone["status"], &gone["id"]), (&json!("INACTIVE"), &made.body["id"]));
}

#[tokio::test]
async fn a_rule_locks_48_hours_after_it_was_made() {
    let wire = Wire::start().await;
    wire.control().license_rules("Harbor Custody", true);
    let owner = wire.login("owner").await;
    let (_, shown) = wallet(&wire, &owner, "Exchange float").await;
    let base = format!("/api/policy/v1/enterprises/{}", shown["enterprise"].as_str().unwrap());
    let path = format!("{base}/touchpoints/{TRANSFER}/rules");
    let mut wanted = stop(&shown["id"]);
    let usual = wire.post(&owner, &path, &wanted).await.body;
    wanted["lockType"] = json!("NEVER");
    let never = wire.post(&owner, &path, &wanted).await.body;
    wanted["lockType"] = json!("PERMANENT");
    let permanent = wire.post(&owner, &path, &wanted).await.body;
    assert_eq!((&usual["locked"], &permanent["locked"]), (&json!(false), &json!(true)));
    let made: jiff::Timestamp = usual["createdDate"].as_str().unwrap().parse().unwrap();
    let locks: jiff::Timestamp = usual["lockDate"].as_str().unwrap().parse().unwrap();
    assert_eq!(locks.duration_since(made), SignedDuration::from_hours(48));
    let put = async |rule: &Value| {
        let owner = wire.login("owner").await;
        let one = format!("{path}/{}", rule["id"].as_str().unwrap());
        wire.signed(&owner, Method::PUT, &one, &stop(&shown["id"])).await
    };
    refused(&put(&permanent).await, 400, "BadRequest");
    wire.control().advance(SignedDuration::from_hours(47));
    let second = put(&usual).await;
    assert_eq!(second.status, 201);
    wire.control().advance(SignedDuration::from_hours(47));
    assert_eq!(put(&usual).await.status, 201, "each version has its own 48 hours");
    wire.control().advance(SignedDuration::from_hours(48));
    assert!(refused(&put(&usual).await, 400, "BadRequest").contains("locked"));
    let owner = wire.login("owner").await;
    let show = format!("{base}/rules/{}", usual["id"].as_str().unwrap());
    refused(&wire.signed(&owner, Method::DELETE, &show, &Value::Null).await, 400, "BadRequest");
    let shown_now = wire.get(&owner, &show).await.ok();
    assert_eq!((&shown_now["locked"], &shown_now["version"]), (&json!(true), &json!(3)));
    assert_eq!(put(&never).await.status, 201);
}

#[tokio::test]
async fn rules_about_policies_say_who_agrees_and_may_deny() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let base = northwind(&wire, &owner).await;
    let (tron, shown) = wallet(&wire, &owner, "Tron operations").await;
    let owner_id = id_of(&wire, &owner).await;
    let of_owner = |action: Value| {
        json!({
            "name": "What the owner changes",
            "touchpoint": "policies.management.edit",
            "filteringConditions": [{ "name": "rule.all" }],
            "clauses": [{
                "conditions": [{ "name": "transfer.initiators", "parameters": { "userIds": [owner_id] } }],
                "actions": [action],
            }],
        })
    };
    let path = format!("{base}/touchpoints/{TRANSFER}/rules");
    let officer = wire.login("compliance").await;
    let officer_id = id_of(&wire, &officer).await;
    let parameters = json!({ "userIds": [officer_id], "minRequired": 1 });
    let ask = json!({ "name": "approvals.customer.enterpriseUser", "parameters": parameters });
    wire.control().put_up_rule("Northwind Treasury", of_owner(ask)).unwrap();
    let made = wire.post(&owner, &path, &stop(&shown["id"])).await;
    assert_eq!(made.body["status"], "PENDING_APPROVAL");
    // The rule names the officer alone.
    decide_on_rule(&wire, &admin, "approved").await.refused(403, "Forbidden");
    let decided = decide_on_rule(&wire, &officer, "approved").await.ok();
    assert_eq!(decided["policyEvaluationId"], made.body["evaluationId"]);
    let fired = format!("{base}/rules?evaluationId={}", made.body["evaluationId"].as_str().unwrap());
    assert_eq!(texts(&rules(&wire, &owner, &fired).await, "name"), ["What the owner changes"]);
    // The wallet's own rules are guarded too.
    let own = json!({
        "id": "Mine",
        "type": "velocityLimit",
        "condition": { "amountString": "5", "timeWindow": 60 },
        "action": { "type": "deny" },
    });
    let waits = wire.post(&owner, &format!("{tron}/policy/rule"), &own).await;
    assert_eq!((waits.status, waits.body["userIds"].clone()), (202, json!([officer_id])));
    assert_eq!(wire.post(&admin, &format!("{tron}/policy/rule"), &own).await.status, 200);

    let deny = of_owner(json!({ "name": "approvals.always.deny" }));
    wire.control().put_up_rule("Northwind Treasury", deny).unwrap();
    let made = wire.post(&owner, &path, &stop(&shown["id"])).await;
    assert_eq!((made.status, &made.body["status"]), (201, &json!("DENIED")));
    let other = json!({ "id": "Other", "type": "allTx", "action": { "type": "deny" } });
    wire.post(&owner, &format!("{tron}/policy/rule"), &other).await.refused(400, "DeniedByPolicy");
}
