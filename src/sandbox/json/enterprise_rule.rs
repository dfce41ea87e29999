//! Rules of an enterprise and what they may be built of (spec: Policy Builder).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::time::iso;
use crate::sandbox::rules::enterprise_policy::catalogue::{Definition, Kind, Parameter, Scope};
use crate::sandbox::state::enterprise_rule::{Author, Lock, RuleVersion, Touchpoint};

/// A version of a rule (spec: `PolicyRule1`).
pub(crate) fn version(rule: &RuleVersion, now: Timestamp) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(rule.id.uuid()));
    put("uniqueId", json!(rule.unique.uuid()));
    put("name", json!(rule.name));
    put("status", json!(rule.status.word()));
    if let Some(number) = rule.number {
        put("version", json!(number));
    }
    put("adminOnly", json!(rule.admin_only));
    put("touchpointId", json!(rule.touchpoint.id()));
    put("touchpointLabel", json!(rule.touchpoint.words().0));
    put("scopeId", json!(rule.touchpoint.scope().map(|scope| scope.id)));
    put("scopeLabel", json!(rule.touchpoint.scope().map(|scope| scope.label)));
    put("clauses", json!(rule.clauses));
    put("filteringConditions", json!(rule.filters));
    put("locked", json!(rule.is_locked(now)));
    // There is no word for a rule that never locks: such a one has no date.
    put("lockType", json!(if rule.lock == Lock::Permanent { "PERMANENT" } else { "LOCK_AFTER_DATE" }));
    if let Lock::After(date) = rule.lock {
        put("lockDate", json!(iso(date)));
    }
    put("enterpriseId", json!(rule.enterprise.to_string()));
    if let Some(trigger) = rule.last_triggered {
        put("lastTriggeredDate", json!(iso(trigger.at)));
        put("lastTriggeredEvaluationId", json!(trigger.evaluation.uuid()));
    }
    put("createdBy", author(rule.created.by));
    put("modifiedBy", author(rule.modified.by));
    put("lockModifiedBy", author(rule.modified.by));
    put("createdDate", json!(iso(rule.created.at)));
    put("modifiedDate", json!(iso(rule.modified.at)));
    if let Some(evaluation) = rule.evaluation {
        put("evaluationId", json!(evaluation.uuid()));
    }
    fields.extend(rule.shown_instead.clone());
    Value::Object(fields)
}

fn author(author: Author) -> Value {
    match author {
        Author::Person(id) => json!(id.to_string()),
        Author::Platform => json!("BitGo"),
    }
}

/// A scope with its filters.
pub(crate) fn scope(scope: &Scope) -> Value {
    json!({
        "id": scope.id,
        "name": scope.name,
        "label": scope.label,
        "description": scope.description,
        "conditions": scope.filters.iter().map(definition).collect::<Vec<_>>(),
    })
}

/// A touchpoint.
pub(crate) fn touchpoint(touchpoint: Touchpoint) -> Value {
    let (label, description) = touchpoint.words();
    json!({
        "id": touchpoint.id(),
        "name": touchpoint.name(),
        "status": "ACTIVE",
        "label": label,
        "description": description,
        "adminOnly": false,
    })
}

/// A filter or a condition.
pub(crate) fn definition(definition: &Definition) -> Value {
    json!({
        "name": definition.name,
        "label": definition.label,
        "description": definition.description,
        "status": "ACTIVE",
        "parameters": definition.parameters.iter().map(parameter).collect::<Vec<_>>(),
    })
}

/// An action.
pub(crate) fn action(action: &Definition) -> Value {
    let mut document = definition(action);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("adminOnly".to_owned(), json!(false));
    }
    document
}

fn parameter(parameter: &Parameter) -> Value {
    let values: Vec<Value> = match parameter.kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|(value, label, description)| {
                json!({ "value": value, "label": label, "description": description })
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({
        "name": parameter.name,
        "label": parameter.label,
        "description": parameter.description,
        "type": parameter.kind.word(),
        "required": parameter.presence.word(),
        "allowMultiple": parameter.takes_several,
        "values": values,
    })
}
