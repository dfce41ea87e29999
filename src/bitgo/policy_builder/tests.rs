//! Rules in every spelling that the specification and its examples have, and in others.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::EnterpriseRuleRequest;
use super::read::rule;
use crate::bitgo::fields::Fields;
use crate::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Condition, CoveredWallet, Currency, DestinationType, EnterpriseRule,
    Join, LivenessDemand, LivenessOf, PlatformCheck, Truth, VelocityScope, WalletFilter,
};

fn read(value: Value) -> EnterpriseRule {
    rule(Fields::of(value).unwrap())
}

fn with(conditions: &Value, actions: &Value, filters: &Value) -> EnterpriseRule {
    read(json!({ "id": "r", "status": "ACTIVE", "filteringConditions": filters,
        "clauses": [{ "conditions": conditions, "actions": actions }] }))
}

fn condition(name: &str, parameters: &Value) -> (Condition, Option<String>) {
    let one = json!([{ "name": name, "parameters": parameters }]);
    let rule = with(&one, &json!([]), &json!([{ "name": "wallet.all" }]));
    let item = rule.conditions().next().unwrap().clone();
    (item, rule.unreadable.first().map(|it| it.why.clone()))
}

fn action(name: &str, parameters: &Value) -> (Action, Option<String>) {
    let one = json!([{ "name": name, "parameters": parameters }]);
    let rule = with(&json!([]), &one, &json!([{ "name": "wallet.all" }]));
    let item = rule.actions().next().unwrap().clone();
    (item, rule.unreadable.first().map(|it| it.why.clone()))
}

#[test]
fn every_condition_is_read_in_each_of_its_spellings() {
    let amounts = [
        json!({ "operator": ">=", "amount": "150", "coin": "btc" }),
        json!({ "operator": [">="], "amount": 150, "coin": ["btc"] }),
        json!({ "operator": ">=", "amount": 1.5e2, "coin": "btc" }),
    ];
    for parameters in amounts {
        let (read, why) = condition("transfer.amount", &parameters);
        let Condition::Amount { threshold, .. } = &read else { panic!("{parameters}: {why:?}") };
        assert_eq!((threshold.amount.to_string(), why), ("150".to_owned(), None), "{parameters}");
    }
    for (window, scope) in [(json!("60"), None), (json!(60), Some("enterprise"))] {
        let parameters = json!({ "amount": "12.50", "timeWindow": window, "coin": "USD", "scope": scope });
        let (read, why) = condition("transfer.velocity.limit", &parameters);
        let Condition::Velocity { threshold, window_secs: 60, scope: over } = read else { panic!("{why:?}") };
        assert_eq!((threshold.raw.as_str(), &threshold.currency), ("12.50", &Currency::Usd));
        assert_eq!(over, scope.map(|_| VelocityScope::Enterprise));
    }
    let people = || vec!["u1".to_owned()];
    for (name, parameters, expected) in [
        ("transfer.initiators", json!({ "userIds": ["u1"] }), Condition::Initiators(people())),
        ("transfer.initiators", json!({ "userIds": "u1" }), Condition::Initiators(people())),
        ("transfer.notInitiatedBy", json!({ "userIds": ["u1"] }), Condition::NotInitiatedBy(people())),
        (
            "transfer.destination.type",
            json!({ "type": "outsideEnterprise", "coin": null }),
            Condition::Destination { kind: DestinationType::OutsideEnterprise, coin: None },
        ),
        (
            "transfer.webhook",
            json!({ "webhookUrl": "https://h.example", "coin": "btc" }),
            Condition::Webhook { url: "https://h.example".to_owned(), coin: Some("btc".to_owned()) },
        ),
    ] {
        assert_eq!(condition(name, &parameters), (expected, None), "{parameters}");
    }
}

#[test]
fn every_action_is_read_in_each_of_its_spellings() {
    let approval =
        |from, count, initiator_may| Action::Approval(ApprovalDemand { from, count, initiator_may });
    let people = || vec!["u1".to_owned(), "u2".to_owned()];
    let liveness = |of, count, initiator_may| {
        Action::Check(PlatformCheck::Liveness(LivenessDemand { of, count, initiator_may }))
    };
    for (name, parameters, expected) in [
        ("always.deny", Value::Null, Action::Deny),
        ("customer.walletAdmin", json!({}), approval(Approvers::WalletAdmins, 1, false)),
        ("customer.walletAdmin", json!({ "minRequired": "2" }), approval(Approvers::WalletAdmins, 2, false)),
        (
            "customer.enterpriseAdmin",
            json!({ "minRequired": 3, "initiatorIsAllowedToApprove": true }),
            approval(Approvers::EnterpriseAdmins, 3, true),
        ),
        (
            "customer.organizationAdmin",
            json!({ "minRequired": ["2"] }),
            approval(Approvers::OrganizationAdmins, 2, false),
        ),
        (
            "customer.enterpriseUser",
            json!({ "userIds": ["u1", "u2"], "minRequired": 2 }),
            approval(Approvers::People(people()), 2, false),
        ),
        (
            "customer.finalApproval",
            json!({ "userIds": ["u1", "u2"] }),
            approval(Approvers::Final(people()), 1, true),
        ),
        (
            "customer.finalApproval",
            json!({ "userIds": ["u1", "u2"], "initiatorIsAllowedToApprove": "false" }),
            approval(Approvers::Final(people()), 1, false),
        ),
        (
            "bitgo.idVerification",
            json!({ "isFallback": true }),
            Action::Check(PlatformCheck::Identity { is_fallback: Some(true) }),
        ),
        ("bitgo.videoApproval", json!({}), Action::Check(PlatformCheck::Video)),
        ("bitgo.livenessVerificationFromRequestor", Value::Null, liveness(LivenessOf::Requester, None, None)),
        (
            "bitgo.livenessVerificationFromEnterpriseAdmins",
            json!({ "minRequired": 2 }),
            liveness(LivenessOf::EnterpriseAdmins, Some(2), None),
        ),
        (
            "bitgo.livenessVerificationFromUsers",
            json!({ "userIds": ["u1", "u2"], "minRequired": "1" }),
            liveness(LivenessOf::People(people()), Some(1), None),
        ),
        ("bitgo.noop", json!({ "anything": 1 }), Action::Nothing),
    ] {
        let name = format!("approvals.{name}");
        assert_eq!(action(&name, &parameters), (expected, None), "{name} {parameters}");
    }
}

#[test]
fn what_is_of_another_shape_is_kept_as_it_came_and_marks_the_rule() {
    for (name, parameters, why) in [
        (
            "transfer.amount",
            json!({ "operator": ">", "amount": "1.5", "coin": "btc" }),
            "its amount is no whole number",
        ),
        (
            "transfer.amount",
            json!({ "operator": ">", "amount": "-1", "coin": "USD" }),
            "its amount is no number of dollars",
        ),
        (
            "transfer.amount",
            json!({ "operator": "=", "amount": "1", "coin": "btc" }),
            "its operator “=” is not known here",
        ),
        (
            "transfer.amount",
            json!({ "operator": ">", "amount": { "n": 1 }, "coin": "btc" }),
            "its amount is no number",
        ),
        (
            "transfer.amount",
            json!({ "operator": ">", "amount": "1", "coin": ["btc", "eth"] }),
            "its coin is no text",
        ),
        (
            "transfer.amount",
            json!({ "operator": ">", "amount": "1", "coin": "btc", "net": true }),
            "its parameter “net” is not known here",
        ),
        ("transfer.velocity.limit", json!({ "amount": "1", "coin": "btc" }), "its timeWindow is missing"),
        (
            "transfer.velocity.limit",
            json!({ "amount": "1", "coin": "btc", "timeWindow": "a day" }),
            "its timeWindow is no whole number",
        ),
        (
            "transfer.velocity.limit",
            json!({ "amount": "1", "coin": "btc", "timeWindow": 1, "scope": "moon" }),
            "its scope “moon” is not known here",
        ),
        ("transfer.destination.type", json!({ "type": "moon" }), "its type “moon” is not known here"),
        ("transfer.initiators", json!({ "userIds": [] }), "its userIds has an empty entry, or none"),
        ("transfer.initiators", json!({ "userIds": [7] }), "its userIds is no list of texts"),
        ("transfer.webhook", json!({}), "its webhookUrl is missing"),
        ("transfer.moon", json!({ "phase": "full" }), "this condition is not known here"),
        ("transfer.amount", json!("words"), "its parameters are no object"),
    ] {
        let (read, found) = condition(name, &parameters);
        assert_eq!(found.as_deref(), Some(why), "{name} {parameters}");
        let Condition::NotUnderstood(part) = read else { panic!("{name} {parameters}") };
        assert!(part.name == name && part.json.contains(&parameters.to_string()), "{}", part.json);
    }
}

#[test]
fn actions_and_clauses_of_another_shape_mark_the_rule_too() {
    for (name, parameters, why) in [
        ("approvals.customer.walletAdmin", json!({ "minRequired": 0 }), "its minRequired is zero"),
        ("approvals.customer.enterpriseUser", json!({ "minRequired": 1 }), "its userIds is missing"),
        ("approvals.customer.robot", json!({}), "this action is not known here"),
        ("approvals.always.deny", json!({ "unless": "friday" }), "its parameter “unless” is not known here"),
    ] {
        let (read, found) = action(name, &parameters);
        assert!(matches!(read, Action::NotUnderstood(_)) && found.as_deref() == Some(why), "{found:?}");
    }
    let odd = read(
        json!({ "id": "r", "status": "ACTIVE", "filteringConditions": { "name": "wallet.all" }, "clauses": [7, { "conditions": "x", "else": [] }] }),
    );
    let parts: Vec<&str> = odd.unreadable.iter().map(|it| it.part.name.as_str()).collect();
    assert_eq!(parts, ["filteringConditions", "clause", "conditions", "else"]);
    let either =
        json!([{ "name": "transfer.initiators", "parameters": { "userIds": ["u"] }, "operator": "XOR" }]);
    let joined = with(&either, &json!([]), &json!([]));
    assert_eq!(joined.unreadable[0].why, "its operator is neither AND nor OR");
    assert!(!odd.is_readable() && !joined.is_readable());
}

#[test]
fn a_status_that_is_missing_or_not_known_marks_the_rule() {
    let of = |status: Option<Value>| {
        let mut rule = json!({ "id": "r", "filteringConditions": [{ "name": "wallet.all" }],
            "clauses": [{ "conditions": [], "actions": [{ "name": "approvals.always.deny" }] }] });
        if let Some(status) = status {
            rule["status"] = status;
        }
        read(rule)
    };
    for (status, why) in [
        (None, "it is missing"),
        (Some(Value::Null), "it is missing"),
        (Some(json!("active")), "this status is not known here"),
        (Some(json!("")), "this status is not known here"),
        (Some(json!(7)), "it is no text"),
    ] {
        let rule = of(status.clone());
        let found: Vec<(&str, &str)> =
            rule.unreadable.iter().map(|it| (it.part.name.as_str(), it.why.as_str())).collect();
        assert_eq!(found, [("status", why)], "{status:?}");
        assert!(rule.may_be_active() && !rule.is_active() && !rule.is_understood());
    }
    assert!(of(Some(json!("ACTIVE"))).is_readable() && of(Some(json!("DENIED"))).is_readable());
}

#[test]
fn a_rule_of_which_it_cannot_be_told_whose_it_is_is_not_taken_for_another_enterprise_s() {
    let of = |admin_only: Value| {
        read(
            json!({ "id": "r", "status": "ACTIVE", "adminOnly": admin_only, "enterpriseId": "e9", "clauses": [],
            "filteringConditions": [{ "name": "wallet.all" }] }),
        )
    };
    let wallet = CoveredWallet { enterprise: Some("e1".into()), ..CoveredWallet::default() };
    for (admin_only, covers, is_readable) in [
        (json!(true), Truth::Yes, true),
        (json!(false), Truth::No, true),
        (Value::Null, Truth::No, true),
        (json!("true"), Truth::Yes, false),
    ] {
        let rule = of(admin_only.clone());
        assert_eq!((rule.covers(&wallet), rule.is_readable()), (covers, is_readable), "{admin_only}");
    }
}

#[test]
fn filters_are_read_as_texts_and_as_lists() {
    for (filter, expected) in [
        (
            json!({ "name": "wallet.type", "parameters": { "walletType": "custodial" } }),
            WalletFilter::Kinds(vec!["custodial".into()]),
        ),
        (
            json!({ "name": "wallet.type", "parameters": { "walletType": ["hot", "trading"] } }),
            WalletFilter::Kinds(vec!["hot".into(), "trading".into()]),
        ),
        (
            json!({ "name": "wallet.ids", "parameters": { "walletId": "w" } }),
            WalletFilter::Wallets { ids: ["w".into()].into_iter().collect(), is_multiple: false },
        ),
        (
            json!({ "name": "wallet.multiple.ids", "parameters": { "walletId": ["w"] } }),
            WalletFilter::Wallets { ids: ["w".into()].into_iter().collect(), is_multiple: true },
        ),
        (json!({ "name": "wallet.all" }), WalletFilter::AllWallets),
        (json!({ "name": "rule.all" }), WalletFilter::AllRules { parameters: None }),
        (
            json!({ "name": "rule.all", "parameters": { "x": 1 } }),
            WalletFilter::AllRules { parameters: Some("{\"x\":1}".into()) },
        ),
    ] {
        let rule = with(&json!([]), &json!([]), &json!([filter]));
        assert_eq!((&rule.filters[..], rule.is_readable()), (&[expected][..], true), "{filter}");
        let sent = serde_json::to_value(EnterpriseRuleRequest::of(&rule)).unwrap();
        if filter["name"] == "rule.all" {
            assert_eq!(sent["filteringConditions"], json!([filter]), "nothing of it is lost");
        }
    }
}

#[test]
fn what_is_read_is_sent_as_the_same() {
    let clauses = json!([{
        "conditions": [
            { "name": "transfer.amount", "parameters": { "operator": ">", "amount": "10000000", "coin": "btc" }, "operator": "AND" },
            { "name": "transfer.moon", "parameters": { "phase": "full" }, "operator": "OR" },
            { "name": "transfer.initiators", "parameters": { "userIds": ["u1"] } },
        ],
        "actions": [
            { "name": "approvals.customer.finalApproval", "parameters": { "userIds": ["u1"], "initiatorIsAllowedToApprove": false }, "operator": "OR" },
            { "name": "approvals.always.deny" },
        ],
    }]);
    let filters = json!([{ "name": "wallet.multiple.ids", "parameters": { "walletId": ["w"] } }]);
    let rule = read(json!({ "id": "r", "name": "Same", "clauses": clauses, "filteringConditions": filters }));
    assert_eq!(rule.clauses[0].conditions[0].join, Some(Join::And));
    let sent = serde_json::to_value(EnterpriseRuleRequest::of(&rule)).unwrap();
    assert_eq!(sent, json!({ "name": "Same", "clauses": clauses, "filteringConditions": filters }));
}

#[test]
fn every_parameter_of_an_action_is_sent_back() {
    for (name, parameters) in [
        ("customer.walletAdmin", json!({ "minRequired": "2", "initiatorIsAllowedToApprove": true })),
        ("customer.finalApproval", json!({ "userIds": ["u1", "u2"], "minRequired": 2 })),
        ("customer.finalApproval", json!({ "userIds": ["u1"], "initiatorIsAllowedToApprove": false })),
        ("bitgo.idVerification", json!({ "isFallback": true })),
        ("bitgo.idVerification", json!({ "isFallback": false })),
        ("bitgo.idVerification", json!({})),
        (
            "bitgo.livenessVerificationFromRequestor",
            json!({ "minRequired": 1, "initiatorIsAllowedToApprove": true }),
        ),
        ("bitgo.livenessVerificationFromRequestor", json!({})),
        (
            "bitgo.livenessVerificationFromEnterpriseAdmins",
            json!({ "minRequired": 2, "initiatorIsAllowedToApprove": false }),
        ),
        (
            "bitgo.livenessVerificationFromUsers",
            json!({ "userIds": ["u1", "u2"], "minRequired": 2, "initiatorIsAllowedToApprove": true }),
        ),
    ] {
        let actions = json!([{ "name": format!("approvals.{name}"), "parameters": parameters }]);
        let rule = with(&json!([]), &actions, &json!([{ "name": "wallet.all" }]));
        assert!(rule.is_readable(), "{:?}", rule.unreadable);
        let sent = serde_json::to_value(EnterpriseRuleRequest::of(&rule)).unwrap();
        assert_eq!(sent["clauses"][0]["actions"], actions, "{name}");
    }
}
