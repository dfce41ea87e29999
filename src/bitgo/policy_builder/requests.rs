//! Asking for the enterprise's rules and for what they can be built of, and making, changing and removing them.

use serde_json::Value;
use smol_str::SmolStr;

use super::catalogue::{PartDefinition, PolicyScope, Touchpoints, definitions};
use super::query::RuleQuery;
use super::request::EnterpriseRuleRequest;
use super::{WhitelistBulk, WhitelistBulkResult, read, recommendations};
use crate::bitgo::error::Error;
use crate::bitgo::fields::Fields;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::paging::{Batch, Pages};
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::domain::enterprise_policy::{EnterpriseRule, Recommendation, RuleStatus};

/// Recommendations at a time, at most.
const MOST_RECOMMENDATIONS: &str = "50";

impl Session {
    /// Streams an enterprise's rules, page by page. Where that is refused, [`super::not_read`] says what it means.
    pub fn enterprise_rules(&self, query: RuleQuery) -> Pages<EnterpriseRule> {
        self.pages(
            move |session| Ok(query.list(session.call(Route::EnterpriseRules, &[&query.enterprise])?)),
            page,
        )
    }

    /// One rule: its active version, or the version of this number.
    pub async fn enterprise_rule(
        &self,
        enterprise: &str,
        id: &str,
        version: Option<u64>,
    ) -> Result<EnterpriseRule, Error> {
        let call = self.call(Route::EnterpriseRule, &[enterprise, id])?;
        self.ask(call.maybe("version", version.map(|it| it.to_string())), read_rule).await
    }

    /// All versions of a rule, the newest first; those that wait or were denied come before them.
    pub async fn enterprise_rule_versions(
        &self,
        enterprise: &str,
        id: &str,
    ) -> Result<Vec<EnterpriseRule>, Error> {
        let call = self.call(Route::EnterpriseRuleVersions, &[enterprise, id])?;
        self.ask(call, |mut fields| match fields.any("versions") {
            Some(Value::Array(items)) => Ok(items.iter().map(read::rule_of_list).collect()),
            _ => Err("it holds no list of versions"),
        })
        .await
    }

    /// The scopes that rules can have.
    pub async fn policy_scopes(&self, enterprise: &str) -> Result<Vec<PolicyScope>, Error> {
        self.ask(self.call(Route::PolicyScopes, &[enterprise])?, PolicyScope::read_all).await
    }

    /// What rules of a scope can guard.
    pub async fn policy_touchpoints(&self, enterprise: &str, scope: &str) -> Result<Touchpoints, Error> {
        self.ask(self.call(Route::PolicyTouchpoints, &[enterprise, scope])?, Touchpoints::read).await
    }

    /// The filtering conditions of a scope.
    pub async fn policy_scope_conditions(
        &self,
        enterprise: &str,
        scope: &str,
    ) -> Result<Vec<PartDefinition>, Error> {
        self.ask(self.call(Route::PolicyScopeConditions, &[enterprise, scope])?, conditions).await
    }

    /// The conditions of a touchpoint, by its ID.
    pub async fn policy_touchpoint_conditions(
        &self,
        enterprise: &str,
        touchpoint: &str,
    ) -> Result<Vec<PartDefinition>, Error> {
        self.ask(self.call(Route::PolicyTouchpointConditions, &[enterprise, touchpoint])?, conditions).await
    }

    /// The actions that go with a filtering condition, by its name, at a touchpoint, by its ID.
    pub async fn policy_actions(
        &self,
        enterprise: &str,
        touchpoint: &str,
        filter: &str,
    ) -> Result<Vec<PartDefinition>, Error> {
        let call = self.call(Route::PolicyActions, &[enterprise, touchpoint, filter])?;
        self.ask(call, |mut fields| definitions(&mut fields, "actions").ok_or("it holds no list of actions"))
            .await
    }

    /// What the vendor recommends to an enterprise.
    pub async fn policy_recommendations(&self, enterprise: &str) -> Result<Vec<Recommendation>, Error> {
        let call = self.call(Route::PolicyRecommendations, &[enterprise])?;
        self.ask(call.query("limit", MOST_RECOMMENDATIONS), recommendations::read_all).await
    }

    /// Makes a rule, once. The touchpoint is named by its name, not by its ID.
    pub async fn create_enterprise_rule(
        &self,
        enterprise: &str,
        touchpoint_name: &str,
        rule: &EnterpriseRuleRequest,
    ) -> Result<Outcome<EnterpriseRule>, Error> {
        let call = self.call(Route::CreateEnterpriseRule, &[enterprise, touchpoint_name])?.json(rule)?;
        Ok(or_waiting(self.ask_outcome(call, read_rule).await?))
    }

    /// Makes a new version of a rule, once.
    pub async fn change_enterprise_rule(
        &self,
        enterprise: &str,
        touchpoint_name: &str,
        id: &str,
        rule: &EnterpriseRuleRequest,
    ) -> Result<Outcome<EnterpriseRule>, Error> {
        let call = self.call(Route::ChangeEnterpriseRule, &[enterprise, touchpoint_name, id])?.json(rule)?;
        Ok(or_waiting(self.ask_outcome(call, read_rule).await?))
    }

    /// Deactivates a rule, once.
    pub async fn deactivate_enterprise_rule(
        &self,
        enterprise: &str,
        id: &str,
    ) -> Result<Outcome<EnterpriseRule>, Error> {
        let call = self.call(Route::DeactivateEnterpriseRule, &[enterprise, id])?;
        Ok(or_waiting(self.ask_outcome(call, read_rule).await?))
    }

    /// Changes one entry of the whitelists of many wallets, once.
    pub async fn change_whitelists(&self, request: &WhitelistBulk) -> Result<WhitelistBulkResult, Error> {
        let call = self.call(Route::ChangeWhitelists, &[])?.json(request)?;
        self.ask(call, WhitelistBulkResult::read).await
    }
}

/// A page of rules. The key of the next one is a text by the schema and a number in the example.
fn page(mut fields: Fields) -> Result<Batch<EnterpriseRule>, &'static str> {
    let Some(Value::Array(items)) = fields.any("rules") else { return Err("it holds no list of rules") };
    let item = |value: &Value| {
        let rule = read::rule_of_list(value);
        let id = if rule.unique_id.is_empty() { &rule.id } else { &rule.unique_id };
        (SmolStr::new(id), rule)
    };
    Ok(Batch {
        items: items.iter().map(item).collect(),
        total: fields.whole("totalCount"),
        next: fields
            .text("nextBatchPrevId")
            .or_else(|| fields.whole("nextBatchPrevId").map(|it| it.to_string())),
        ends_at_repeated_key: true,
    })
}

fn conditions(mut fields: Fields) -> Result<Vec<PartDefinition>, &'static str> {
    definitions(&mut fields, "conditions").ok_or("it holds no list of conditions")
}

/// A rule without an ID is none.
fn read_rule(fields: Fields) -> Result<EnterpriseRule, &'static str> {
    let rule = read::rule(fields);
    if rule.id.is_empty() { Err("it holds no policy rule") } else { Ok(rule) }
}

/// A version that waits for approval does not stand yet. Its answer names no approval; the evaluation leads to it.
fn or_waiting(outcome: Outcome<EnterpriseRule>) -> Outcome<EnterpriseRule> {
    use RuleStatus::{Pending, PendingApproval, UnlockPending};
    match outcome {
        Outcome::Done(rule) if matches!(rule.status, Pending | PendingApproval | UnlockPending) => {
            Outcome::waits_for(None, rule)
        }
        other => other,
    }
}
