//! Withdrawals: which rules stop them, whose approval they wait for, and what the platform checks.

use countersign::domain::amount::BaseUnits;
use countersign::sandbox::WithdrawalOutcome;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::enterprise_rules::{TRANSFER, decide_on_rule, northwind};
use crate::sharing::{id_of, wallet};
use crate::wire::{CODE, Reply, Wire, texts};

const OWNER: &str = "owner@treasury.example";
const ADMIN: &str = "admin@treasury.example";
const OFFICER: &str = "compliance@treasury.example";

fn units(amount: u64) -> BaseUnits {
    amount.into()
}

async fn decide(wire: &Wire, token: &str, approval: &str, state: &str) -> Reply {
    let path = format!("/api/v2/pendingapprovals/{approval}");
    wire.signed(token, Method::PUT, &path, &json!({ "state": state, "otp": CODE })).await
}

async fn address(wire: &Wire, token: &str, label: &str) -> String {
    let (_, shown) = wallet(wire, token, label).await;
    shown["receiveAddress"]["address"].as_str().unwrap().to_owned()
}

async fn balance(wire: &Wire, token: &str, label: &str) -> BaseUnits {
    let (path, _) = wallet(wire, token, label).await;
    wire.get(token, &path).await.ok()["balanceString"].as_str().unwrap().parse().unwrap()
}

/// A rule of Northwind Treasury about one wallet, with one clause.
async fn put_up(wire: &Wire, token: &str, label: &str, conditions: Value, actions: Value) {
    let (_, shown) = wallet(wire, token, label).await;
    let rule = json!({
        "name": "Test",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [shown["id"]] } }],
        "clauses": [{ "conditions": conditions, "actions": actions }],
    });
    wire.control().put_up_rule("Northwind Treasury", rule).unwrap();
}

#[track_caller]
fn waits(outcome: WithdrawalOutcome) -> (String, Vec<String>) {
    match outcome {
        WithdrawalOutcome::Waits { approval, rules, .. } => (approval, rules),
        other => panic!("it does not wait: {other:?}"),
    }
}

#[tokio::test]
async fn a_velocity_rule_is_agreed_to_and_stops_a_withdrawal_that_names_it() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let base = northwind(&wire, &owner).await;
    let (_, shown) = wallet(&wire, &owner, "Solana stake").await;
    let to = address(&wire, &owner, "Solana operations").await;
    let ask = async |token: &str, amount: u64| {
        let recipient = json!({
            "address": { "address": to },
            "amount": { "value": amount.to_string(), "symbol": "tsol" },
        });
        let intent = json!({ "intentType": "payment", "recipients": [recipient] });
        let path = format!("/api/v2/wallet/{}/txrequests", shown["id"].as_str().unwrap());
        wire.post(token, &path, &json!({ "intent": intent })).await
    };
    let rule = json!({
        "name": "More than 5,000 within an hour",
        "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [shown["id"]] } }],
        "clauses": [{
            "conditions": [{
                "name": "transfer.velocity.limit",
                "parameters": { "amount": "5000", "timeWindow": "3600", "coin": "tsol", "scope": "wallet" },
            }],
            "actions": [{ "name": "approvals.customer.walletAdmin", "parameters": { "minRequired": "1" } }],
        }],
    });
    let made = wire.post(&owner, &format!("{base}/touchpoints/{TRANSFER}/rules"), &rule).await;
    assert_eq!(made.body["status"], "PENDING_APPROVAL");
    // It does not count yet: what goes out now is added up later.
    assert_eq!(ask(&admin, 5_000).await.ok()["state"], "delivered");
    decide_on_rule(&wire, &owner, "approved").await.refused(403, "Forbidden");
    decide_on_rule(&wire, &admin, "approved").await.ok();

    let request = ask(&admin, 1).await.ok();
    assert_eq!(request["state"], "pendingApproval");
    let id = request["pendingApprovalId"].as_str().unwrap();
    let case = wire.get(&owner, &format!("/api/v2/pendingapprovals/{id}")).await.ok();
    assert_eq!((&case["useLegacyPolicyEngine"], &case["state"]), (&json!(false), &json!("pending")));
    assert_eq!(case["userIds"], json!([id_of(&wire, &owner).await]));
    let evaluation = case["policyEvaluationId"].as_str().unwrap();
    let fired = wire.get(&owner, &format!("{base}/rules?evaluationId={evaluation}")).await.ok();
    let fired = fired["rules"].as_array().unwrap().clone();
    assert_eq!(texts(&fired, "name"), ["More than 5,000 within an hour"]);
    assert_eq!(fired[0]["lastTriggeredEvaluationId"], json!(evaluation));
    let query = format!("{base}/rules?evaluationId={evaluation}&evaluationStatus=NOT_TRIGGERED");
    let passed = wire.get(&owner, &query).await.ok();
    assert!(!passed["rules"].as_array().unwrap().contains(&fired[0]));

    let before = balance(&wire, &owner, "Solana stake").await;
    decide(&wire, &admin, id, "approved").await.refused(403, "Forbidden");
    decide(&wire, &owner, id, "approved").await.ok();
    assert!(balance(&wire, &owner, "Solana stake").await < before);
    // An hour later the window is empty again.
    wire.control().advance(SignedDuration::from_mins(61));
    assert_eq!(ask(&wire.login("admin").await, 5_000).await.ok()["state"], "delivered");
    let viewer = wire.login("viewer").await;
    ask(&viewer, 1).await.refused(404, "WalletNotFound");
}

#[tokio::test]
async fn a_denied_withdrawal_changes_nothing() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    put_up(&wire, &owner, "Solana stake", json!([]), json!([{ "name": "approvals.always.deny" }])).await;
    let to = address(&wire, &owner, "Solana operations").await;
    let before = balance(&wire, &owner, "Solana stake").await;
    let (path, shown) = wallet(&wire, &owner, "Solana stake").await;
    let transfers = wire.get(&owner, &format!("{path}/transfer")).await.ok();
    let outcome = wire.control().withdraw("Solana stake", ADMIN, &[(&to, units(1))]);
    assert_eq!(outcome, WithdrawalOutcome::Denied { rules: vec!["Test".to_owned()] });
    let recipient = json!({ "address": { "address": to }, "amount": { "value": "1", "symbol": "tsol" } });
    let body = json!({ "intent": { "intentType": "payment", "recipients": [recipient] } });
    let path_of_requests = format!("/api/v2/wallet/{}/txrequests", shown["id"].as_str().unwrap());
    let reply = wire.post(&owner, &path_of_requests, &body).await.refused(400, "DeniedByPolicy");
    assert_eq!(reply.error(), "denied by policy: Test");
    assert_eq!(balance(&wire, &owner, "Solana stake").await, before);
    assert_eq!(wire.get(&owner, &format!("{path}/transfer")).await.ok(), transfers);
}

#[tokio::test]
async fn the_last_word_comes_after_the_admins_and_the_call_after_both() {
    let wire = Wire::start().await;
    let (owner, officer) = (wire.login("owner").await, wire.login("compliance").await);
    let officer_id = id_of(&wire, &officer).await;
    let actions = json!([
        { "name": "approvals.customer.walletAdmin", "parameters": { "minRequired": "1" }, "operator": "AND" },
        { "name": "approvals.customer.finalApproval", "parameters": { "userIds": [officer_id] }, "operator": "AND" },
        { "name": "approvals.bitgo.videoApproval", "parameters": {} },
    ]);
    put_up(&wire, &owner, "Tron operations", json!([]), actions).await;
    let to = address(&wire, &owner, "Energy and bandwidth").await;
    let control = wire.control();
    let (id, rules) = waits(control.withdraw("Tron operations", ADMIN, &[(&to, units(7))]));
    assert_eq!(rules, ["Test"]);
    let path = format!("/api/v2/pendingapprovals/{id}");
    let case = wire.get(&owner, &path).await.ok();
    assert!(case["videoCallId"].is_string());
    let admin_id = id_of(&wire, &wire.login("admin").await).await;
    assert_eq!(case["info"]["transactionRequest"]["videoApprovers"], json!([admin_id]));
    assert!(!control.finish_check(&id), "nobody calls before the admins have agreed");
    assert_eq!(decide(&wire, &owner, &id, "approved").await.ok()["state"], "pendingFinalApproval");
    assert_eq!(control.approvers_of(&id), [OFFICER]);
    let before = balance(&wire, &owner, "Tron operations").await;
    assert_eq!(decide(&wire, &officer, &id, "approved").await.ok()["state"], "pendingVideoApproval");
    assert_eq!(balance(&wire, &owner, "Tron operations").await, before);
    assert!(control.finish_check(&id));
    assert_eq!(wire.get(&owner, &path).await.ok()["state"], "approved");
    assert!(balance(&wire, &owner, "Tron operations").await < before);
    assert!(!control.finish_check(&id));
}

#[tokio::test]
async fn the_platforms_checks_alone_need_nobody_else() {
    for (action, state) in [
        ("approvals.bitgo.idVerification", "pendingIdVerification"),
        ("approvals.bitgo.videoApproval", "pendingVideoApproval"),
        ("approvals.bitgo.livenessVerificationFromRequestor", "pendingLivenessVerification"),
        ("approvals.bitgo.livenessVerificationFromUsers", "pendingLivenessVerification"),
        ("approvals.bitgo.livenessVerificationFromEnterpriseAdmins", "pendingLivenessVerification"),
    ] {
        let wire = Wire::start().await;
        let owner = wire.login("owner").await;
        let actions = json!([{ "name": action, "parameters": {} }]);
        put_up(&wire, &owner, "Tron operations", json!([]), actions).await;
        let to = address(&wire, &owner, "Energy and bandwidth").await;
        let (id, _) = waits(wire.control().withdraw("Tron operations", ADMIN, &[(&to, units(7))]));
        let case = wire.get(&owner, &format!("/api/v2/pendingapprovals/{id}")).await.ok();
        assert_eq!(case["state"], state, "{action}");
        decide(&wire, &owner, &id, "approved").await.refused(400, "PendingApprovalNotPending");
        assert!(wire.control().finish_check(&id), "{action}");
    }
}

#[tokio::test]
async fn who_approves_is_what_the_action_says() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let officer_id = id_of(&wire, &wire.login("compliance").await).await;
    let admin_id = id_of(&wire, &wire.login("admin").await).await;
    let to = address(&wire, &owner, "Energy and bandwidth").await;
    let users = |ids: &[&str], may: bool| json!({ "userIds": ids, "minRequired": 1, "initiatorIsAllowedToApprove": may });
    let table: [(&str, Value, &[&str]); 6] = [
        ("approvals.customer.walletAdmin", json!({ "minRequired": "1" }), &[OWNER]),
        ("approvals.customer.enterpriseAdmin", json!({ "minRequired": 1 }), &[OWNER]),
        ("approvals.customer.organizationAdmin", json!({ "minRequired": "1" }), &[OWNER]),
        ("approvals.customer.enterpriseUser", users(&[&officer_id, &admin_id], false), &[OFFICER]),
        ("approvals.customer.enterpriseUser", users(&[&officer_id, &admin_id], true), &[ADMIN, OFFICER]),
        // Its initiator may, unless it says otherwise.
        ("approvals.customer.finalApproval", json!({ "userIds": [admin_id] }), &[ADMIN]),
    ];
    let wallets = [
        "Tron operations",
        "Baking rewards",
        "EOS resources",
        "Solana stake",
        "Energy and bandwidth",
        "EOS operations",
    ];
    for ((action, parameters, approvers), label) in table.into_iter().zip(wallets) {
        let actions = json!([{ "name": action, "parameters": parameters }]);
        put_up(&wire, &owner, label, json!([]), actions).await;
        let own = address(&wire, &owner, label).await;
        let to = if label.contains("Tron") { &to } else { &own };
        let (id, _) = waits(wire.control().withdraw(label, ADMIN, &[(to, units(1))]));
        assert_eq!(wire.control().approvers_of(&id), approvers, "{action}");
    }
}

#[tokio::test]
async fn one_of_two_actions_is_enough_where_they_are_joined_by_or() {
    let wire = Wire::start().await;
    let (owner, officer) = (wire.login("owner").await, wire.login("compliance").await);
    let officer_id = id_of(&wire, &officer).await;
    let actions = json!([
        { "name": "approvals.customer.walletAdmin", "parameters": { "minRequired": "2" }, "operator": "OR" },
        { "name": "approvals.customer.enterpriseUser", "parameters": { "userIds": [officer_id], "minRequired": 1 } },
    ]);
    put_up(&wire, &owner, "Tron operations", json!([]), actions).await;
    let to = address(&wire, &owner, "Energy and bandwidth").await;
    let (id, _) = waits(wire.control().withdraw("Tron operations", ADMIN, &[(&to, units(7))]));
    let approved = decide(&wire, &officer, &id, "approved").await.ok();
    assert_eq!(approved["state"], "approved");
    let statuses = texts(approved["actions"].as_array().unwrap(), "status");
    assert_eq!(statuses, ["NOT_NEEDED", "COMPLETE"]);
}

#[tokio::test]
async fn a_share_is_stopped_by_rules_about_shares() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let viewer_id = id_of(&wire, &wire.login("viewer").await).await;
    let rule = |name: &str, label: Value, action: Value| {
        json!({
            "name": name,
            "touchpoint": "wallet.segregated.share",
            "filteringConditions": [{ "name": "wallet.ids", "parameters": { "walletId": [label] } }],
            "clauses": [{ "conditions": [], "actions": [action] }],
        })
    };
    let share = json!({ "user": viewer_id, "permissions": "view" });
    let (tron, shown) = wallet(&wire, &owner, "Energy and bandwidth").await;
    let officer_id = id_of(&wire, &wire.login("compliance").await).await;
    let parameters = json!({ "userIds": [officer_id], "minRequired": 1 });
    let ask = json!({ "name": "approvals.customer.enterpriseUser", "parameters": parameters });
    wire.control().put_up_rule("Northwind Treasury", rule("Ask", shown["id"].clone(), ask)).unwrap();
    let made = wire.post(&owner, &format!("{tron}/share"), &share).await.ok();
    assert_eq!(made["state"], "pendingapproval");
    let waiting = wire.get(&owner, "/api/v2/pendingapprovals?requestType=userChangeRequest").await.ok();
    let case = &waiting["pendingApprovals"][0];
    assert_eq!(case["userIds"], json!([officer_id]));
    assert!(case["policyEvaluationId"].is_string());
    let (eos, shown) = wallet(&wire, &owner, "EOS resources").await;
    let deny = rule("Never", shown["id"].clone(), json!({ "name": "approvals.always.deny" }));
    wire.control().put_up_rule("Northwind Treasury", deny).unwrap();
    wire.post(&owner, &format!("{eos}/share"), &share).await.refused(400, "DeniedByPolicy");
}

#[tokio::test]
async fn recipients_have_labels_where_they_are_asked_for() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let (_, grants) = wallet(&wire, &owner, "Grants 2026").await;
    let rules = grants["admin"]["policy"]["rules"].as_array().unwrap().clone();
    let listed = rules.iter().find(|it| it["type"] == "advancedWhitelist").unwrap();
    let entry = &listed["condition"]["entries"][1];
    let station = address(&wire, &owner, "Gas station").await;
    let to = [(entry["item"].as_str().unwrap(), units(5)), (station.as_str(), units(6))];
    let everything = json!([{ "name": "approvals.bitgo.idVerification", "parameters": {} }]);
    put_up(&wire, &owner, "Gas station", json!([]), everything).await;
    let own = wire.control().judge_withdrawal("Grants 2026", ADMIN, &to[..1]).unwrap();
    assert!(!own.is_denied, "{own:?}");
    assert!(wire.control().put_up_withdrawal(
        "Grants 2026",
        &[(to[0].0, 5), (to[1].0, 6)],
        countersign::sandbox::UnsignedTransaction::AsTold
    ));
    let path = "/api/v2/pendingapprovals?limit=1";
    let plain = wire.get(&owner, path).await.ok();
    assert!(plain["pendingApprovals"][0].get("addressLabels").is_none());
    assert!(plain["pendingApprovals"][0].get("walletLabel").is_none(), "only where it is asked for");
    let shown =
        wire.get(&owner, &format!("{path}&expandAddressLabels=true&expandWalletLabels=true")).await.ok();
    let shown = &shown["pendingApprovals"][0];
    assert_eq!(shown["walletLabel"], "Grants 2026");
    assert_eq!(
        shown["addressLabels"],
        json!([
            { "address": to[0].0, "label": entry["metaData"]["label"] },
            { "address": station, "label": "Gas station", "walletLabel": "Gas station" },
        ])
    );
}

#[tokio::test]
async fn rules_and_withdrawals_outlive_a_restart() {
    let folder = std::env::temp_dir().join(format!("countersign-rules-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("state.json");
    let options = || countersign::sandbox::SandboxOptions {
        state: Some(file.clone()),
        ..countersign::sandbox::SandboxOptions::default()
    };
    let (approval, spent) = {
        let wire = Wire::with(options()).await;
        let owner = wire.login("owner").await;
        let to = address(&wire, &owner, "Energy and bandwidth").await;
        let sent = wire.control().withdraw("Tron operations", ADMIN, &[(&to, units(7))]);
        assert!(matches!(sent, WithdrawalOutcome::Sent { .. }), "{sent:?}");
        let wallet_admin =
            json!({ "name": "approvals.customer.walletAdmin", "parameters": { "minRequired": "1" } });
        put_up(&wire, &owner, "Tron operations", json!([]), json!([wallet_admin])).await;
        let (id, _) = waits(wire.control().withdraw("Tron operations", ADMIN, &[(&to, units(8))]));
        (id, balance(&wire, &owner, "Tron operations").await)
    };
    let wire = Wire::with(options()).await;
    let owner = wire.login("owner").await;
    assert_eq!(balance(&wire, &owner, "Tron operations").await, spent);
    let (path, _) = wallet(&wire, &owner, "Tron operations").await;
    let transfers = wire.get(&owner, &format!("{path}/transfer")).await.ok();
    let amounts: Vec<&Value> =
        transfers["transfers"].as_array().unwrap().iter().map(|it| &it["valueString"]).collect();
    assert!(amounts.contains(&&json!("-7")) && amounts.contains(&&json!("-8")), "{amounts:?}");
    assert_eq!(decide(&wire, &owner, &approval, "approved").await.ok()["state"], "approved");
    std::fs::remove_dir_all(folder).unwrap();
}
