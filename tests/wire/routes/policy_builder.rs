//! The Policy Builder.

use super::{Asked, Case, W, all, shown};
use countersign::bitgo::policies::{ActionKind, RuleAction};
use countersign::bitgo::policy_builder::{
    EnterpriseRuleRequest, LockRequest, RuleQuery, WhitelistBatch, WhitelistBulk, WhitelistEdit,
    WhitelistUpdate,
};
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Clause, Comparison, Condition, Currency, Join, Joined, RuleStatus,
    Threshold, VelocityScope, WalletFilter,
};
use serde_json::{Value, json};

const RULE: &str = "4fa8326b-4f5f-4065-8cfc-85a08c290c49";

/// As the specification's example has it.
fn rule(status: &str) -> Value {
    json!({"uniqueId": "c3ff569e", "id": RULE, "name": "Slow down", "status": status, "version": 1, "adminOnly": false,
        "touchpointLabel": "Transfer from a Segregated Wallet", "scopeLabel": "Wallet",
        "clauses": [{"actions": [{"name": "approvals.customer.walletAdmin", "parameters": {}}],
            "conditions": [{"name": "transfer.velocity.limit", "parameters": {"amount": "2000000", "timeWindow": "60", "coin": "btc"}}]}],
        "filteringConditions": [{"parameters": {"walletId": [W]}, "name": "wallet.ids"}], "locked": true,
        "lockType": "LOCK_AFTER_DATE", "lockDate": "2023-11-13T14:49:48.830522Z", "createdBy": "BitGo", "evaluationId": "e1"})
}

fn read(
    route: Route,
    path: &'static str,
    answer: Value,
    ask: fn(Session) -> Asked,
    reads: &'static [&'static str],
) -> Case {
    Case { route, path, body: Value::Null, answer: (200, answer), ask, reads }
}

/// Reading rules.
pub(super) fn rules() -> Vec<Case> {
    let list = json!({"rules": [rule("ACTIVE"), 7], "nextBatchPrevId": null});
    vec![
        read(
            Route::EnterpriseRules,
            "/api/policy/v1/enterprises/e1/rules?limit=100&status=ACTIVE&evaluationId=v1&evaluationStatus=TRIGGERED&touchpoints=wallet.segregated.transfer",
            list,
            list!(|it| it.enterprise_rules(RuleQuery {
                status: Some(RuleStatus::Active),
                touchpoint: Some("wallet.segregated.transfer".into()),
                ..RuleQuery::fired_in("e1", "v1")
            })),
            &["is_last: true", r#"raw: "2000000""#, "window_secs: 60", r#"why: "it is no object""#],
        ),
        read(
            Route::EnterpriseRule,
            "/api/policy/v1/enterprises/e1/rules/4fa8326b-4f5f-4065-8cfc-85a08c290c49?version=3",
            rule("INACTIVE"),
            ask!(|it| it.enterprise_rule("e1", RULE, Some(3))),
            &["status: Inactive", r#"by: "BitGo""#, "kind: Some(AfterDate)"],
        ),
        read(
            Route::EnterpriseRuleVersions,
            "/api/policy/v1/enterprises/e1/rules/4fa8326b-4f5f-4065-8cfc-85a08c290c49/versions",
            json!({"versions": [rule("PENDING_APPROVAL"), rule("ACTIVE")]}),
            ask!(|it| it.enterprise_rule_versions("e1", RULE)),
            &["status: PendingApproval", "status: Active"],
        ),
        read(
            Route::PolicyRecommendations,
            "/api/policy/v1/enterprises/e1/recommendations?limit=50",
            json!({"enterpriseId": "e1", "recommendations": [{"recommendationId": "r1", "title": "Add a limit", "explanation": "75% do",
                "adoptionPercentage": 0.75, "source": "PEER_POPULAR", "enterpriseAdoptionCount": 150, "totalPeers": 200,
                "template": {"name": "Limit", "scopeCondition": {"name": "wallet.type"}, "touchpoint": {"name": "wallet.segregated.transfer"},
                    "touchpointConditions": [{"condition": {"name": "transfer.amount"}, "conditionParameters": {"operator": ">", "amount": "10000000", "coin": "btc"}}],
                    "touchpointActions": [{"action": {"name": "approvals.always.deny"}}]}}]}),
            ask!(|it| it.policy_recommendations("e1")),
            &[
                "adopted_by: Some(150)",
                "source: Peers",
                "comparison: Above",
                "filter: None",
                "adoptionPercentage",
                "unreadable: []",
            ],
        ),
    ]
}

/// What rules can be built of.
pub(super) fn catalogue() -> Vec<Case> {
    let condition = json!({"name": "transfer.destination.type", "label": "Destination", "status": "ACTIVE", "parameters": [
        {"name": "type", "type": "ENUMERATED", "required": "ALWAYS", "allowMultiple": false, "values": [{"value": "whitelistedAddress", "label": "Whitelisted"}]},
        {"name": "coin", "type": "COIN", "required": "OPTIONAL", "allowMultiple": "true", "values": "btc"}]});
    vec![
        read(
            Route::PolicyScopes,
            "/api/policy/v1/enterprises/e1/scopes",
            json!({"scopes": [{"id": "s1", "name": "wallet.segregated", "label": "Wallet", "conditions": [{"name": "wallet.all"}]}]}),
            ask!(|it| it.policy_scopes("e1")),
            &[r#"name: "wallet.segregated""#, r#"name: "wallet.all""#],
        ),
        read(
            Route::PolicyTouchpoints,
            "/api/policy/v1/enterprises/e1/scopes/s1/touchpoints",
            json!({"touchpoints": [{"id": "t1", "name": "wallet.segregated.transfer"}], "page": 1, "totalPages": 2, "totalElements": 2}),
            ask!(|it| it.policy_touchpoints("e1", "s1")),
            &[r#"id: "t1""#, "is_incomplete: true"],
        ),
        read(
            Route::PolicyScopeConditions,
            "/api/policy/v1/enterprises/e1/scopes/s1/conditions",
            json!({"conditions": [{"name": "wallet.type"}]}),
            ask!(|it| it.policy_scope_conditions("e1", "s1")),
            &[r#"name: "wallet.type""#],
        ),
        read(
            Route::PolicyTouchpointConditions,
            "/api/policy/v1/enterprises/e1/touchpoints/t1/conditions",
            json!({"conditions": [condition]}),
            ask!(|it| it.policy_touchpoint_conditions("e1", "t1")),
            &[r#"value: "whitelistedAddress""#, r#"value: "btc""#, "takes_several: true"],
        ),
        read(
            Route::PolicyActions,
            "/api/policy/v1/enterprises/e1/touchpoints/t1/filteringconditions/wallet.ids/actions",
            json!({"actions": [{"name": "approvals.always.deny", "label": "Deny", "parameters": []}]}),
            ask!(|it| it.policy_actions("e1", "t1", "wallet.ids")),
            &[r#"label: "Deny""#],
        ),
    ]
}

fn request() -> EnterpriseRuleRequest {
    let usd = Threshold::read("10000", "10000", Currency::Usd).unwrap();
    let conditions = vec![
        Joined {
            item: Condition::Velocity {
                threshold: usd,
                window_secs: 86_400,
                scope: Some(VelocityScope::Wallet),
            },
            join: Some(Join::And),
        },
        Joined {
            item: Condition::Amount {
                comparison: Comparison::AtLeast,
                threshold: Threshold::read("5", "5", Currency::Coin("btc".into())).unwrap(),
            },
            join: None,
        },
    ];
    let demand = ApprovalDemand { from: Approvers::WalletAdmins, count: 2, initiator_may: false };
    let actions = vec![Joined { item: Action::Approval(demand), join: None }];
    EnterpriseRuleRequest {
        name: "Slow down".into(),
        clauses: vec![Clause { conditions, actions }],
        filters: vec![WalletFilter::Kinds(vec!["hot".into()])],
        lock: Some(LockRequest::Never),
    }
}

fn request_body() -> Value {
    json!({"name": "Slow down", "lockType": "NEVER", "filteringConditions": [{"name": "wallet.type", "parameters": {"walletType": ["hot"]}}],
        "clauses": [{"conditions": [
            {"name": "transfer.velocity.limit", "parameters": {"amount": "10000", "timeWindow": "86400", "coin": "USD", "scope": "wallet"}, "operator": "AND"},
            {"name": "transfer.amount", "parameters": {"operator": ">=", "amount": "5", "coin": "btc"}}],
            "actions": [{"name": "approvals.customer.walletAdmin", "parameters": {"minRequired": "2"}}]}]})
}

fn bulk() -> WhitelistBulk {
    let action = RuleAction { kind: ActionKind::Deny, user_ids: Vec::new() };
    let entry = WhitelistEdit::Add { item: "bc1q".into(), kind: "address".into(), label: "Desk".into() };
    let update = WhitelistUpdate::new(W, "tbtc", "List", action, entry);
    let batch = WhitelistBatch { group_id: "g1".into(), index: 1, total: 2 };
    WhitelistBulk { updates: vec![update], batch: Some(batch) }
}

/// Making, changing and removing them.
pub(super) fn changes() -> Vec<Case> {
    vec![
        Case {
            route: Route::CreateEnterpriseRule,
            path: "/api/policy/v1/enterprises/e1/touchpoints/wallet.segregated.transfer/rules",
            body: request_body(),
            answer: (201, rule("PENDING_APPROVAL")),
            ask: ask!(|it| it.create_enterprise_rule("e1", "wallet.segregated.transfer", &request())),
            reads: &["PendingApproval(Waiting", r#"request_evaluation: Some("e1")"#],
        },
        Case {
            route: Route::ChangeEnterpriseRule,
            path: "/api/policy/v1/enterprises/e1/touchpoints/wallet.segregated.transfer/rules/4fa8326b-4f5f-4065-8cfc-85a08c290c49",
            body: request_body(),
            answer: (201, rule("ACTIVE")),
            ask: ask!(|it| it.change_enterprise_rule("e1", "wallet.segregated.transfer", RULE, &request())),
            reads: &["Done(EnterpriseRule"],
        },
        Case {
            route: Route::DeactivateEnterpriseRule,
            path: "/api/policy/v1/enterprises/e1/rules/4fa8326b-4f5f-4065-8cfc-85a08c290c49",
            body: Value::Null,
            answer: (200, rule("INACTIVE")),
            ask: ask!(|it| it.deactivate_enterprise_rule("e1", RULE)),
            reads: &["Done(EnterpriseRule", "status: Inactive"],
        },
        Case {
            route: Route::ChangeWhitelists,
            path: "/api/v2/policy/rule/bulk",
            body: json!({"updates": [{"walletId": W, "coin": "tbtc", "id": "List", "type": "advancedWhitelist", "action": {"type": "deny"},
                "condition": {"add": {"item": "bc1q", "type": "address", "metaData": {"label": "Desk"}}}}],
                "batch": {"groupId": "g1", "index": 1, "total": 2}}),
            answer: (
                200,
                json!({"successes": [], "failures": [{"walletId": W, "error": "locked"}], "pendingAdminApproval": super::approval()}),
            ),
            ask: ask!(|it| it.change_whitelists(&bulk())),
            reads: &[r#"error: "locked""#, "waits_for: Some(PendingApproval"],
        },
    ]
}
