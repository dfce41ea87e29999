//! A rule as it came (spec: `PolicyRule`). Nothing of it is lost: what cannot be read is kept beside, and marks the rule.

use serde_json::Value;

use super::{action, condition, filter, item};
use crate::bitgo::fields::Fields;
use crate::domain::enterprise_policy::{
    Clause, Doer, EnterpriseRule, LockKind, Place, RawPart, RuleLock, RuleStatus, Unreadable,
};

/// A rule of a list. What is no object is a rule of which nothing could be read.
pub(super) fn rule_of_list(value: &Value) -> EnterpriseRule {
    if let Some(fields) = Fields::of(value.clone()) {
        return EnterpriseRule { json: value.to_string().into(), ..rule(fields) };
    }
    let part = item::raw("rule", value);
    let unreadable = vec![Unreadable { part, why: "it is no object".to_owned() }];
    EnterpriseRule { json: value.to_string().into(), unreadable, ..EnterpriseRule::default() }
}

pub(super) fn rule(mut fields: Fields) -> EnterpriseRule {
    let mut unreadable = Vec::new();
    let filters = needed(&mut fields, "filteringConditions", &mut unreadable);
    let filters = filters.iter().map(|it| filter::read(it, &mut unreadable)).collect();
    let clauses = needed(&mut fields, "clauses", &mut unreadable);
    let clauses = clauses.iter().map(|it| clause(it, &mut unreadable)).collect();
    let status = status(&mut fields, &mut unreadable);
    let is_vendors = is_vendors(&mut fields, &mut unreadable);
    let lock = lock(&mut fields);
    EnterpriseRule {
        id: fields.text("id").unwrap_or_default(),
        unique_id: fields.text("uniqueId").unwrap_or_default(),
        name: fields.text("name").unwrap_or_default(),
        status,
        version: fields.whole("version"),
        is_vendors,
        scope: place(&mut fields, "scopeId", "scopeLabel"),
        touchpoint: place(&mut fields, "touchpointId", "touchpointLabel"),
        filters,
        clauses,
        lock,
        enterprise: fields.text("enterpriseId"),
        organization: fields.text("organizationId"),
        created: doer(&mut fields, "createdBy", "createdDate"),
        modified: doer(&mut fields, "modifiedBy", "modifiedDate"),
        lock_modified_by: fields.text("lockModifiedBy"),
        last_fired: fields.time("lastTriggeredDate"),
        last_evaluation: fields.text("lastTriggeredEvaluationId"),
        request_evaluation: fields.text("evaluationId"),
        unreadable,
        extra: left_over(fields),
        json: "".into(),
    }
}

/// A rule whose status cannot be told may guard or not.
fn status(fields: &mut Fields, unreadable: &mut Vec<Unreadable>) -> RuleStatus {
    let value = fields.any("status").unwrap_or_default();
    let status = value.as_str().map(RuleStatus::from_word).unwrap_or_default();
    let why = match (&value, &status) {
        (Value::Null, _) => "it is missing",
        (Value::String(_), RuleStatus::Other(_)) => "this status is not known here",
        (Value::String(_), _) => return status,
        _ => "it is no text",
    };
    unreadable.push(Unreadable { part: item::raw("status", &value), why: why.to_owned() });
    status
}

/// A rule of which that cannot be told may be for the wallets of every enterprise.
fn is_vendors(fields: &mut Fields, unreadable: &mut Vec<Unreadable>) -> bool {
    if let Some(is_vendors) = fields.flag("adminOnly") {
        return is_vendors;
    }
    let Some(value) = fields.any("adminOnly").filter(|value| !value.is_null()) else { return false };
    let why = "it is neither true nor false".to_owned();
    unreadable.push(Unreadable { part: item::raw("adminOnly", &value), why });
    true
}

/// Fields that nobody took.
pub(super) fn left_over(fields: Fields) -> Vec<RawPart> {
    let rest = fields.rest();
    rest.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| item::raw(name, value)).collect()
}

/// The items of a list that has to be there.
fn needed(fields: &mut Fields, name: &str, unreadable: &mut Vec<Unreadable>) -> Vec<Value> {
    let why = match fields.any(name) {
        Some(Value::Array(items)) => return items,
        None | Some(Value::Null) => {
            Unreadable { part: item::raw(name, &Value::Null), why: "it is missing".to_owned() }
        }
        Some(other) => Unreadable { part: item::raw(name, &other), why: "it is no list".to_owned() },
    };
    unreadable.push(why);
    Vec::new()
}

fn clause(value: &Value, unreadable: &mut Vec<Unreadable>) -> Clause {
    let Some(mut fields) = Fields::of(value.clone()) else {
        let part = item::raw("clause", value);
        unreadable.push(Unreadable { part, why: "it is no object".to_owned() });
        return Clause::default();
    };
    let conditions = item::list("conditions", fields.any("conditions"), unreadable, condition::read);
    let actions = item::list("actions", fields.any("actions"), unreadable, action::read);
    for part in left_over(fields) {
        let why = "this part of a clause is not known here".to_owned();
        unreadable.push(Unreadable { part, why });
    }
    Clause { conditions, actions }
}

fn place(fields: &mut Fields, id: &str, label: &str) -> Place {
    Place { id: fields.text(id).unwrap_or_default(), label: fields.text(label).unwrap_or_default() }
}

fn doer(fields: &mut Fields, by: &str, at: &str) -> Doer {
    Doer { by: fields.text(by).unwrap_or_default(), at: fields.time(at) }
}

fn lock(fields: &mut Fields) -> RuleLock {
    RuleLock {
        is_locked: fields.flag("locked"),
        kind: fields.text("lockType").map(|word| LockKind::from_word(&word)),
        date: fields.time("lockDate"),
    }
}
