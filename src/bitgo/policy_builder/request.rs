//! A rule to be made, or a new version of one (spec: `CreatePolicyRuleRequest`).

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::{action, condition, filter};
use crate::domain::enterprise_policy::{Clause, EnterpriseRule, Join, Joined, LockKind, WalletFilter};

/// A rule to be made, or a new version of one. What it serializes to is the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterpriseRuleRequest {
    /// What it is to be called; at most 256 letters.
    pub name: String,
    /// What it does.
    pub clauses: Vec<Clause>,
    /// Which wallets it is for.
    pub filters: Vec<WalletFilter>,
    /// How it is to be locked; none for the platform's way.
    pub lock: Option<LockRequest>,
}

/// How a rule is to be locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockRequest {
    /// From this time on.
    After(Timestamp),
    /// For good.
    Permanent,
    /// Not at all.
    Never,
}

impl EnterpriseRuleRequest {
    /// The rule as it stands, to be changed from there: a new version replaces all of the old one. Its lock is left to the
    /// platform.
    pub fn of(rule: &EnterpriseRule) -> Self {
        Self {
            name: rule.name.clone(),
            clauses: rule.clauses.clone(),
            filters: rule.filters.clone(),
            lock: None,
        }
    }
}

impl Serialize for EnterpriseRuleRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = Map::new();
        body.insert("name".to_owned(), json!(self.name));
        let clauses = self.clauses.iter().map(|clause| {
            json!({ "conditions": all(&clause.conditions, condition::write), "actions": all(&clause.actions, action::write) })
        });
        body.insert("clauses".to_owned(), clauses.collect());
        body.insert("filteringConditions".to_owned(), self.filters.iter().map(filter::write).collect());
        let kind = self.lock.as_ref().map(|lock| match lock {
            LockRequest::After(date) => {
                body.insert("lockDate".to_owned(), json!(date.to_string()));
                LockKind::AfterDate
            }
            LockRequest::Permanent => LockKind::Permanent,
            LockRequest::Never => LockKind::Never,
        });
        if let Some(kind) = kind {
            body.insert("lockType".to_owned(), json!(kind));
        }
        body.serialize(serializer)
    }
}

/// Each with how it is joined to the next. A part that came with its own word for that keeps it.
fn all<T>(items: &[Joined<T>], write: fn(&T) -> Value) -> Value {
    let last = items.len().saturating_sub(1);
    let one = |(place, joined): (usize, &Joined<T>)| {
        let mut value = write(&joined.item);
        if let (Some(join), Some(fields)) = (joined.join.filter(|_| place < last), value.as_object_mut()) {
            let word = if join == Join::And { "AND" } else { "OR" };
            fields.insert("operator".to_owned(), json!(word));
        }
        value
    };
    items.iter().enumerate().map(one).collect()
}
