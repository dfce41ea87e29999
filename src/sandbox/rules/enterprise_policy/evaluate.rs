//! Looking at all rules of an enterprise that guard what somebody is about to do.

use serde_json::Value;

use super::condition::{Event, Guarded, covers, holds};
use super::reading::Part;
use crate::sandbox::state::State;
use crate::sandbox::state::demand::joined;
use crate::sandbox::state::enterprise_rule::{Evaluation, RuleStatus, RuleVersion, Touchpoint, Trigger};
use crate::sandbox::state::id::Id;

/// The action that lets nothing happen.
pub(crate) const DENY: &str = "approvals.always.deny";

/// A rule that fired, with the actions of each clause that did.
#[derive(Clone, Debug)]
pub(crate) struct Fired {
    pub(crate) unique: Id,
    pub(crate) name: String,
    pub(crate) clauses: Vec<Vec<Value>>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) fired: Vec<Fired>,
    /// The versions that were looked at and did not fire.
    pub(crate) passed: Vec<Id>,
}

impl Outcome {
    /// The rule that lets it not happen.
    pub(crate) fn denied_by(&self) -> Option<&Fired> {
        let denies = |fired: &&Fired| fired.clauses.iter().flatten().any(|it| Part(it).name() == DENY);
        self.fired.iter().find(denies)
    }
}

/// Evaluates all active rules that guard this.
pub(crate) fn evaluate(event: &Event<'_>, state: &State) -> Outcome {
    let touchpoint = match event.guarded {
        Guarded::Transfer(..) => Touchpoint::Transfer,
        Guarded::Share(_) => Touchpoint::Share,
        Guarded::Policies(_) => Touchpoint::Policies,
    };
    let guards = |version: &&RuleVersion| {
        version.status == RuleStatus::Active
            && version.touchpoint == touchpoint
            && version.filters.iter().all(|filter| covers(filter, event))
    };
    let mut outcome = Outcome::default();
    for version in state.policies.of(event.enterprise).map(|(_, version)| version).filter(guards) {
        let clauses: Vec<Vec<Value>> =
            version.clauses.iter().filter_map(|clause| actions_of(clause, event, state)).collect();
        if clauses.is_empty() {
            outcome.passed.push(version.unique);
        } else {
            let (unique, name) = (version.unique, version.name.clone());
            outcome.fired.push(Fired { unique, name, clauses });
        }
    }
    outcome
}

/// The clause's actions, where its conditions hold.
fn actions_of(clause: &Value, event: &Event<'_>, state: &State) -> Option<Vec<Value>> {
    let list = |name: &str| clause.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let truths = list("conditions").iter().map(|it| (holds(it, event, state), Part(it).operator()));
    joined(truths).then(|| list("actions").to_vec())
}

/// Keeps the evaluation, and with each rule that it was the last to fire it.
pub(crate) fn record(state: &mut State, enterprise: Id, at: jiff::Timestamp, outcome: &Outcome) -> Id {
    let id = state.new_id();
    let fired: Vec<Id> = outcome.fired.iter().map(|fired| fired.unique).collect();
    for unique in &fired {
        if let Some(version) = state.policies.version_mut(*unique) {
            version.last_triggered = Some(Trigger { at, evaluation: id });
        }
    }
    state.policies.note(Evaluation { id, enterprise, at, fired, passed: outcome.passed.clone() });
    id
}
