//! Recommendations on the wire (spec: `PolicyRecommendation`). Their parts stand in other places than those of a rule.

use serde_json::{Value, json};

use super::read::left_over;
use super::{action, condition, filter, item};
use crate::bitgo::fields::Fields;
use crate::domain::enterprise_policy::{
    Clause, Join, Joined, Recommendation, RecommendationSource, Unreadable, WalletFilter,
};

pub(super) fn read_all(mut fields: Fields) -> Result<Vec<Recommendation>, &'static str> {
    let items = fields.objects("recommendations").ok_or("it holds no list of recommendations")?;
    Ok(items.into_iter().map(read).collect())
}

fn read(mut fields: Fields) -> Recommendation {
    let mut template = fields.object("template").unwrap_or_default();
    let mut unreadable = Vec::new();
    let clause = clause(&mut template, &mut unreadable);
    let filter = filter(&mut template, &mut unreadable);
    let mut touchpoint = template.object("touchpoint").unwrap_or_default();
    Recommendation {
        id: fields.text("recommendationId").unwrap_or_default(),
        title: fields.text("title").unwrap_or_default(),
        explanation: fields.text("explanation").unwrap_or_default(),
        description: fields.text("description").unwrap_or_default(),
        source: fields.word("source", RecommendationSource::from_word),
        adopted_by: fields.whole("enterpriseAdoptionCount"),
        peers: fields.whole("totalPeers"),
        rule_name: template.text("name").unwrap_or_default(),
        touchpoint: touchpoint.text("name").unwrap_or_default(),
        filter,
        clause,
        unreadable,
        extra: left_over(fields),
    }
}

/// A template need not say which wallets it is for; then nothing of them is read.
fn filter(template: &mut Fields, unreadable: &mut Vec<Unreadable>) -> Option<WalletFilter> {
    let name = template.object("scopeCondition")?.text("name")?;
    let parameters = template.any("scopeConditionParameters").filter(|it| !it.is_null());
    let needs_none = ["wallet.all", "rule.all"].contains(&name.as_str());
    (needs_none || parameters.is_some())
        .then(|| filter::read(&json!({ "name": name, "parameters": parameters }), unreadable))
}

fn clause(template: &mut Fields, unreadable: &mut Vec<Unreadable>) -> Clause {
    let conditions = parts(template, "touchpointConditions", "condition", "conditionParameters");
    let actions = parts(template, "touchpointActions", "action", "actionParameters");
    let of_conditions = join(template, "touchpointConditionsOperator");
    let of_actions = join(template, "touchpointActionsOperator");
    Clause {
        conditions: joined(
            conditions.iter().map(|it| condition::read(it, unreadable)).collect(),
            of_conditions,
        ),
        actions: joined(actions.iter().map(|it| action::read(it, unreadable)).collect(), of_actions),
    }
}

/// Each part as a rule would have it: its name, and the recommended parameters.
fn parts(template: &mut Fields, list: &str, what: &str, with: &str) -> Vec<Value> {
    let entries = template.objects(list).unwrap_or_default();
    let part = |mut entry: Fields| {
        let name = entry.object(what).and_then(|mut it| it.text("name")).unwrap_or_default();
        json!({ "name": name, "parameters": entry.any(with) })
    };
    entries.into_iter().map(part).collect()
}

/// One word joins them all.
fn join(template: &mut Fields, name: &str) -> Option<Join> {
    item::join(&json!({ "operator": template.any(name) }), &mut Vec::new())
}

fn joined<T>(items: Vec<T>, join: Option<Join>) -> Vec<Joined<T>> {
    let last = items.len().saturating_sub(1);
    let with = |(place, item)| Joined { item, join: join.filter(|_| place < last) };
    items.into_iter().enumerate().map(with).collect()
}
