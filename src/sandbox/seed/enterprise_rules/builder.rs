//! How one rule of the seed is put on the shelf.

use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha20Rng;
use serde_json::{Map, Value, json};

use crate::sandbox::seed::draw::draw_id;
use crate::sandbox::seed::people::DemoPeople;
use crate::sandbox::state::State;
use crate::sandbox::state::enterprise_rule::{
    Author, LOCKS_AFTER, Lock, Mark, RuleStatus, RuleVersion, Touchpoint,
};
use crate::sandbox::state::id::Id;

/// Puts rules on the shelf of a state that is being seeded.
pub(super) struct RuleBuilder<'a> {
    pub(super) state: &'a mut State,
    pub(super) demo_people: &'a DemoPeople,
    pub(super) rng: &'a mut ChaCha20Rng,
    pub(super) now: Timestamp,
}

/// A rule of the seed. What it does not say: active, of a transfer, made by the owner 60 days ago, locked since.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) touchpoint: Touchpoint,
    pub(super) status: RuleStatus,
    pub(super) filters: Vec<Value>,
    pub(super) conditions: Vec<Value>,
    pub(super) actions: Vec<Value>,
    pub(super) lock: RowLock,
    pub(super) hours: i64,
    pub(super) by: Option<Author>,
}

/// How a rule of the seed is locked.
#[derive(Clone, Copy)]
pub(super) enum RowLock {
    /// 48 hours after it was made.
    Usual,
    Permanent,
    Never,
}

impl Row {
    /// A rule that guards these wallets.
    pub(super) fn new(
        name: &'static str,
        filter: Value,
        conditions: Vec<Value>,
        actions: Vec<Value>,
    ) -> Self {
        Self {
            name,
            touchpoint: Touchpoint::Transfer,
            status: RuleStatus::Active,
            filters: vec![filter],
            conditions,
            actions,
            lock: RowLock::Usual,
            hours: 24 * 60,
            by: None,
        }
    }
}

/// A condition, an action or a filter.
pub(super) fn part(name: &str, parameters: &Value) -> Value {
    json!({ "name": name, "parameters": parameters })
}

/// The same, joined to the next.
pub(super) fn joined(name: &str, parameters: &Value, operator: &str) -> Value {
    json!({ "name": name, "parameters": parameters, "operator": operator })
}

impl RuleBuilder<'_> {
    pub(super) fn hours_ago(&self, hours: i64) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(self.now)
    }

    /// The wallets of these labels that are there.
    pub(super) fn wallets(&self, labels: &[&str]) -> Vec<String> {
        let found = labels.iter().filter_map(|label| self.wallet(label));
        found.map(|id| id.to_string()).collect()
    }

    pub(super) fn wallet(&self, label: &str) -> Option<Id> {
        self.state.wallets.newest_first().find(|wallet| wallet.label == label).map(|wallet| wallet.id)
    }

    /// A filter on these wallets.
    pub(super) fn on(&self, labels: &[&str]) -> Value {
        part("wallet.ids", &json!({ "walletId": self.wallets(labels) }))
    }

    /// Puts the first version of a rule of Northwind Treasury up.
    pub(super) fn add(&mut self, row: Row) -> RuleVersion {
        self.add_of(self.demo_people.northwind, row)
    }

    /// The same for any enterprise.
    pub(super) fn add_of(&mut self, enterprise: Id, row: Row) -> RuleVersion {
        let (id, unique) = (draw_id(self.rng), draw_id(self.rng));
        let at = self.hours_ago(row.hours);
        let made = Mark { by: row.by.unwrap_or(Author::Person(self.demo_people.owner)), at };
        let locks = at.saturating_add(LOCKS_AFTER).unwrap_or(at);
        let version = RuleVersion {
            id,
            unique,
            enterprise,
            name: row.name.to_owned(),
            status: row.status,
            number: matches!(row.status, RuleStatus::Active | RuleStatus::Inactive).then_some(1),
            admin_only: row.by == Some(Author::Platform),
            touchpoint: row.touchpoint,
            filters: row.filters,
            clauses: vec![json!({ "conditions": row.conditions, "actions": row.actions })],
            lock: match row.lock {
                RowLock::Usual => Lock::After(locks),
                RowLock::Permanent => Lock::Permanent,
                RowLock::Never => Lock::Never,
            },
            created: made,
            modified: made,
            last_triggered: None,
            evaluation: None,
            shown_instead: Map::new(),
        };
        self.state.policies.add(version.clone());
        version
    }

    /// Puts another version of a rule up; the one before no longer counts, where this one does.
    pub(super) fn change(
        &mut self,
        before: &RuleVersion,
        (by, hours): (Id, i64),
        edit: impl FnOnce(&mut RuleVersion),
    ) {
        let mut version = before.clone();
        version.unique = draw_id(self.rng);
        version.modified = Mark { by: Author::Person(by), at: self.hours_ago(hours) };
        version.number = before.number.map(|number| number + 1);
        edit(&mut version);
        if version.status.is_open() {
            version.number = None;
        } else if let Some(earlier) = self.state.policies.version_mut(before.unique) {
            earlier.status = RuleStatus::Inactive;
        }
        self.state.policies.add(version);
    }
}
