//! What is sent about rules of enterprises: what one may not be built of, entries for many wallets, what is recommended.

use reqwest::Method;
use serde_json::{Value, json};

use crate::enterprise_rules::{TRANSFER, northwind, refused, rules, stop};
use crate::sharing::wallet;
use crate::wire::{CODE, Wire, texts};

/// A rule about this wallet with something changed.
fn with(wallet: &Value, edit: impl FnOnce(&mut Value)) -> Value {
    let mut rule = stop(wallet);
    edit(&mut rule);
    rule
}

/// What is wrong beside conditions and actions, with where it is said.
fn wrong_frames(own: &Value, foreign: &Value) -> Vec<(Value, &'static str)> {
    let filter = |rule: &mut Value, name: &str, value: Value| rule["filteringConditions"][0][name] = value;
    vec![
        (json!({}), "name"),
        (with(own, |rule| rule["name"] = json!("n".repeat(257))), "name"),
        (with(own, |rule| rule["adminOnly"] = json!(true)), "adminOnly"),
        (with(own, |rule| rule["clauses"] = json!([])), "clauses"),
        (with(own, |rule| rule["clauses"][0]["actions"] = json!([])), "clauses.0.actions"),
        (with(own, |rule| rule["lockType"] = json!("SOMETIMES")), "lockType"),
        (with(own, |rule| rule["lockDate"] = json!("tomorrow")), "lockDate"),
        (with(own, |rule| filter(rule, "name", json!("wallet.colour"))), "filteringConditions.0.name"),
        (
            with(own, |rule| filter(rule, "parameters", json!({ "walletId": [foreign] }))),
            "filteringConditions.0.parameters.walletId",
        ),
    ]
}

fn wrong_conditions(own: &Value) -> Vec<(Value, String)> {
    let amount = |operator: &str, amount: &str, coin: &str| json!({ "operator": operator, "amount": amount, "coin": coin });
    let table = [
        ("transfer.moon", json!({}), "name"),
        ("transfer.amount", amount("=", "1", "tbtc"), "parameters.operator"),
        ("transfer.amount", json!({ "operator": ">", "coin": "tbtc" }), "parameters.amount"),
        ("transfer.amount", amount(">", "-1", "tbtc"), "parameters.amount"),
        ("transfer.amount", amount(">", "1", "no such coin"), "parameters.coin"),
        ("transfer.amount", amount(">", "1.5", "tbtc"), "parameters.amount"),
        (
            "transfer.velocity.limit",
            json!({ "amount": "1", "coin": "USD", "scope": "wallet", "timeWindow": "1.5" }),
            "parameters.timeWindow",
        ),
        ("transfer.initiators", json!({ "userIds": ["0".repeat(32)] }), "parameters.userIds"),
        ("transfer.webhook", json!({ "webhookUrl": "http://plain.example" }), "parameters.webhookUrl"),
    ];
    let rule = |(name, parameters, at): (&str, Value, &str)| {
        let conditions = json!([{ "name": name, "parameters": parameters }]);
        let rule = with(own, |rule| rule["clauses"][0]["conditions"] = conditions);
        (rule, format!("clauses.0.conditions.0.{at}"))
    };
    table.into_iter().map(rule).collect()
}

fn wrong_actions(own: &Value) -> Vec<(Value, String)> {
    let deny = json!({ "name": "approvals.always.deny" });
    let named = |name: &str, parameters: Value| json!([{ "name": name, "parameters": parameters }]);
    let table = [
        (named("approvals.customer.walletAdmin", json!({})), "parameters.minRequired"),
        (named("approvals.customer.walletAdmin", json!({ "minRequired": "0" })), "parameters.minRequired"),
        (named("approvals.always.deny", json!({ "why": 1 })), "parameters.why"),
        (named("approvals.everybody", json!({})), "name"),
        (json!([deny, deny]), "operator"),
        (json!([{ "name": "approvals.always.deny", "operator": "AND" }]), "operator"),
    ];
    let rule = |(actions, at): (Value, &str)| {
        let rule = with(own, |rule| rule["clauses"][0]["actions"] = actions);
        (rule, format!("clauses.0.actions.0.{at}"))
    };
    table.into_iter().map(rule).collect()
}

#[tokio::test]
async fn what_a_rule_may_not_be_built_of_is_named() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let base = northwind(&wire, &owner).await;
    let (_, shown) = wallet(&wire, &owner, "Tron operations").await;
    let (_, foreign) = wallet(&wire, &owner, "Exchange float").await;
    let path = format!("{base}/touchpoints/{TRANSFER}/rules");
    let own = &shown["id"];
    let frames = wrong_frames(own, &foreign["id"]).into_iter().map(|(rule, at)| (rule, at.to_owned()));
    for (rule, at) in frames.chain(wrong_conditions(own)).chain(wrong_actions(own)) {
        let reply = wire.post(&owner, &path, &rule).await;
        refused(&reply, 400, "BadRequest");
        assert!(reply.body["failedValidations"].get(&at).is_some(), "{at}: {}", reply.body);
    }
    let unknown = format!("{base}/touchpoints/wallet.moon/rules");
    assert_eq!(
        refused(&wire.post(&owner, &unknown, &stop(&shown["id"])).await, 404, "NotFound"),
        "Touchpoint not found"
    );
    assert_eq!(
        refused(&wire.post(&owner, &path, &json!([])).await, 400, "BadRequest"),
        "the body must be a JSON object"
    );
    let vendors = rules(&wire, &owner, &format!("{base}/rules?name=Very+large")).await;
    let one = format!("{path}/{}", vendors[0]["id"].as_str().unwrap());
    refused(&wire.signed(&owner, Method::PUT, &one, &stop(&shown["id"])).await, 403, "AccessDenied");
}

#[tokio::test]
async fn a_recommendation_that_is_followed_is_gone() {
    let wire = Wire::start().await;
    let owner = wire.login("owner").await;
    let path = format!("{}/recommendations", northwind(&wire, &owner).await);
    let titles = async |query: &str| {
        let given = wire.get(&owner, &format!("{path}{query}")).await.ok();
        let given = given["recommendations"].as_array().unwrap().clone();
        given.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = titles("?limit=50").await;
    assert_eq!(titles("?limit=1").await, before[..1]);
    refused(&wire.get(&owner, &format!("{path}?limit=51")).await, 400, "BadRequest");
    let followed = json!({
        "name": "Limit of all",
        "filteringConditions": [{ "name": "wallet.all" }],
        "clauses": [{
            "conditions": [{
                "name": "transfer.amount",
                "parameters": { "operator": ">", "amount": "70000", "coin": "USD" },
            }],
            "actions": [{ "name": "approvals.always.deny" }],
        }],
    });
    wire.control().put_up_rule("Northwind Treasury", followed).unwrap();
    assert_eq!(titles("?limit=50").await, before[1..]);
}

#[tokio::test]
async fn a_whitelist_entry_goes_to_many_wallets_at_once() {
    let wire = Wire::start().await;
    let (owner, admin) = (wire.login("owner").await, wire.login("admin").await);
    let (_, grants) = wallet(&wire, &owner, "Gas station").await;
    let (_, listings) = wallet(&wire, &owner, "Token listings").await;
    let (_, locked) = wallet(&wire, &owner, "Grants 2026").await;
    let update = |wallet: &Value, rule: &str| {
        json!({
            "walletId": wallet["id"],
            "coin": "hteth",
            "id": rule,
            "type": "advancedWhitelist",
            "action": { "type": "deny" },
            "condition": {
                "add": { "item": "0x00000000000000000000000000000000000000aa", "type": "address" },
            },
            "generatePolicy": rule == "New list",
        })
    };
    let updates = [
        update(&grants, "New list"),
        update(&listings, "Listing agents"),
        update(&locked, "Whitelist"),
        update(&grants, "No such list"),
    ];
    let path = "/api/v2/policy/rule/bulk";
    let done = wire.signed(&owner, Method::PUT, path, &json!({ "updates": updates })).await.ok();
    assert_eq!(done["successes"], json!([{ "walletId": grants["id"] }]));
    assert_eq!(texts(done["failures"].as_array().unwrap(), "walletId").len(), 2);
    let approval = &done["pendingAdminApproval"];
    assert_eq!(approval["info"]["policyRuleRequest"]["updates"][0]["walletId"], listings["id"]);
    let entries = async |label: &str, rule: &str| {
        let (_, shown) = wallet(&wire, &owner, label).await;
        let rules = shown["admin"]["policy"]["rules"].as_array().unwrap().clone();
        let found = rules.into_iter().find(|it| it["id"] == rule).unwrap();
        found["condition"]["entries"].as_array().unwrap().len()
    };
    assert_eq!(
        (entries("Gas station", "New list").await, entries("Token listings", "Listing agents").await),
        (1, 2)
    );
    let one = format!("/api/v2/pendingapprovals/{}", approval["id"].as_str().unwrap());
    wire.signed(&admin, Method::PUT, &one, &json!({ "state": "approved", "otp": CODE })).await.ok();
    assert_eq!(entries("Token listings", "Listing agents").await, 3);
    let wrong = json!({ "updates": [{ "type": "velocityLimit" }] });
    wire.signed(&owner, Method::PUT, path, &wrong).await.refused(400, "InvalidArgument");
}
