//! The Policy Builder.

use countersign::bitgo::policies::{ActionKind, RuleAction};
use countersign::bitgo::policy_builder::{
    EnterpriseRuleRequest, RuleQuery, WhitelistBulk, WhitelistEdit, WhitelistUpdate,
};
use countersign::domain::enterprise_policy::{
    Action, Clause, EnterpriseRule, Joined, POLICY_CHANGES, RuleStatus, TRANSFERS, WalletFilter,
};
use futures::future::BoxFuture;

use crate::harness::Harness;
use crate::seen::{Ready, list, now, one, outcome, whole};

type Prepared<'a> = BoxFuture<'a, Ready<'a>>;

fn enterprise(harness: &Harness) -> String {
    harness.wallet("Gas station").enterprise.clone().unwrap().to_string()
}

/// Two active rules that can still be changed: what waits for one of them bars another change of it.
const CHANGED: &str = "Delegation: daily limit";
const REMOVED: &str = "Payroll: treasurers";

async fn rule(harness: &Harness, name: &str) -> EnterpriseRule {
    let status = Some(RuleStatus::Active);
    let query = RuleQuery { status, ..RuleQuery::all_of(&enterprise(harness)) };
    let rules: Vec<EnterpriseRule> =
        crate::support::sessions::all(harness.owner.enterprise_rules(query)).await;
    rules.into_iter().find(|it| it.name == name).unwrap()
}

async fn scope(harness: &Harness) -> String {
    harness.owner.policy_scopes(&enterprise(harness)).await.unwrap()[0].id.clone()
}

async fn touchpoint(harness: &Harness) -> String {
    let scope = scope(harness).await;
    let found = harness.owner.policy_touchpoints(&enterprise(harness), &scope).await.unwrap();
    assert_ne!(found.touchpoints[0].name, POLICY_CHANGES);
    found.touchpoints[0].id.clone()
}

fn request() -> EnterpriseRuleRequest {
    let actions = vec![Joined { item: Action::Deny, join: None }];
    EnterpriseRuleRequest {
        name: "Stop".to_owned(),
        clauses: vec![Clause { conditions: Vec::new(), actions }],
        filters: vec![WalletFilter::AllWallets],
        lock: None,
    }
}

pub fn enterprise_rules(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        harness.control().limit_pages(4);
        list(harness.owner.enterprise_rules(RuleQuery::all_of(&enterprise(harness))))
    })
}

pub fn enterprise_rule(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, id) = (enterprise(harness), rule(harness, CHANGED).await.id);
        one(async move { harness.owner.enterprise_rule(&enterprise, &id, None).await }, whole)
    })
}

pub fn enterprise_rule_versions(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, id) = (enterprise(harness), rule(harness, CHANGED).await.id);
        one(async move { harness.owner.enterprise_rule_versions(&enterprise, &id).await }, whole)
    })
}

pub fn policy_scopes(harness: &Harness) -> Prepared<'_> {
    let enterprise = enterprise(harness);
    now(one(async move { harness.owner.policy_scopes(&enterprise).await }, whole))
}

pub fn policy_touchpoints(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, scope) = (enterprise(harness), scope(harness).await);
        one(async move { harness.owner.policy_touchpoints(&enterprise, &scope).await }, whole)
    })
}

pub fn policy_scope_conditions(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, scope) = (enterprise(harness), scope(harness).await);
        one(async move { harness.owner.policy_scope_conditions(&enterprise, &scope).await }, whole)
    })
}

pub fn policy_touchpoint_conditions(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, touchpoint) = (enterprise(harness), touchpoint(harness).await);
        one(async move { harness.owner.policy_touchpoint_conditions(&enterprise, &touchpoint).await }, whole)
    })
}

pub fn policy_actions(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, touchpoint) = (enterprise(harness), touchpoint(harness).await);
        one(async move { harness.owner.policy_actions(&enterprise, &touchpoint, "wallet.all").await }, whole)
    })
}

pub fn policy_recommendations(harness: &Harness) -> Prepared<'_> {
    let enterprise = enterprise(harness);
    now(one(async move { harness.owner.policy_recommendations(&enterprise).await }, whole))
}

pub fn create_enterprise_rule(harness: &Harness) -> Prepared<'_> {
    let enterprise = enterprise(harness);
    now(outcome(
        async move { harness.owner.create_enterprise_rule(&enterprise, TRANSFERS, &request()).await },
    ))
}

pub fn change_enterprise_rule(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, id) = (enterprise(harness), rule(harness, CHANGED).await.id);
        outcome(
            async move { harness.owner.change_enterprise_rule(&enterprise, TRANSFERS, &id, &request()).await },
        )
    })
}

pub fn deactivate_enterprise_rule(harness: &Harness) -> Prepared<'_> {
    Box::pin(async move {
        let (enterprise, id) = (enterprise(harness), rule(harness, REMOVED).await.id);
        outcome(async move { harness.owner.deactivate_enterprise_rule(&enterprise, &id).await })
    })
}

pub fn change_whitelists(harness: &Harness) -> Prepared<'_> {
    let (coin, wallet) = harness.place("Operations hot");
    let address = harness.wallet("Payroll hot").receive_address().unwrap();
    let action = RuleAction { kind: ActionKind::Deny, user_ids: Vec::new() };
    let entry = WhitelistEdit::Add { item: address, kind: "address".to_owned(), label: String::new() };
    let mut update = WhitelistUpdate::new(wallet, coin, "Payees", action, entry);
    update.generate_policy = Some(true);
    let request = WhitelistBulk { updates: vec![update], batch: None };
    now(one(async move { harness.owner.change_whitelists(&request).await }, |it| whole(it.failures)))
}
