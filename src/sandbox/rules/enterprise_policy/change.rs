//! Rules of an enterprise are made, changed and taken out of use: at once, or once other admins have agreed.

use jiff::Timestamp;

use super::condition::{Event, Guarded};
use super::demand;
use super::evaluate::{evaluate, record};
use super::request::Wanted;
use crate::sandbox::answer::ApiError;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::Change;
use crate::sandbox::state::demand::{Demand, Stage};
use crate::sandbox::state::enterprise_rule::{Author, Mark, RuleStatus, RuleVersion, Touchpoint};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;

/// A version that somebody asked for.
pub(crate) struct Proposed {
    pub(crate) unique: Id,
    /// Whose approval it waits for; none where it took effect, or was denied, at once.
    pub(crate) demand: Option<Demand>,
}

/// Who asks for what, of which enterprise.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) enterprise: Id,
    pub(crate) person: Id,
    pub(crate) now: Timestamp,
}

/// Puts up a new rule.
pub(crate) fn create(
    state: &mut State,
    request: Request,
    touchpoint: Touchpoint,
    wanted: Wanted,
) -> Proposed {
    let id = state.new_id();
    let created = Mark { by: Author::Person(request.person), at: request.now };
    put_up(state, request, Change::Add, version(request, (id, touchpoint, created), wanted))
}

/// Puts up another version of a rule.
pub(crate) fn update(
    state: &mut State,
    request: Request,
    rule: Id,
    touchpoint: Touchpoint,
    wanted: Wanted,
) -> Result<Proposed, ApiError> {
    let present = changeable(state, request, rule)?;
    if present.touchpoint != touchpoint {
        return Err(ApiError::policy_not_found("Policy rule not found"));
    }
    let created = present.created;
    let wanted = version(request, (rule, touchpoint, created), wanted);
    Ok(put_up(state, request, Change::Update, wanted))
}

/// Takes a rule out of use.
pub(crate) fn deactivate(state: &mut State, request: Request, rule: Id) -> Result<Proposed, ApiError> {
    let present = changeable(state, request, rule)?.clone();
    if present.status == RuleStatus::Inactive {
        return Err(ApiError::bad_request("Policy rule is not active"));
    }
    let modified = Mark { by: Author::Person(request.person), at: request.now };
    let version = RuleVersion { number: None, modified, ..present };
    Ok(put_up(state, request, Change::Remove, version))
}

/// The version of a rule that counts or counted last, where a customer may change it now.
fn changeable(state: &State, request: Request, rule: Id) -> Result<&RuleVersion, ApiError> {
    let of_rule = || state.policies.versions_of(rule).filter(|it| it.enterprise == request.enterprise);
    if of_rule().any(|version| version.status.is_open()) {
        return Err(ApiError::conflict("Conflict", "A pending change already exists for this policy rule"));
    }
    let numbered = || of_rule().filter(|version| version.number.is_some());
    let present = numbered().find(|it| it.status == RuleStatus::Active).or_else(|| numbered().next_back());
    let present = present.ok_or_else(|| ApiError::policy_not_found("Policy rule not found"))?;
    if present.admin_only {
        return Err(ApiError::forbidden("Policy rule is managed by BitGo"));
    }
    if present.status == RuleStatus::Active && present.is_locked(request.now) {
        return Err(ApiError::bad_request("Policy rule is locked: contact BitGo to unlock it"));
    }
    Ok(present)
}

fn version(
    request: Request,
    (id, touchpoint, created): (Id, Touchpoint, Mark),
    wanted: Wanted,
) -> RuleVersion {
    RuleVersion {
        id,
        // Drawn once it is put up.
        unique: id,
        enterprise: request.enterprise,
        name: wanted.name,
        status: RuleStatus::PendingApproval,
        number: None,
        admin_only: false,
        touchpoint,
        filters: wanted.filters,
        clauses: wanted.clauses,
        lock: wanted.lock,
        created,
        modified: Mark { by: Author::Person(request.person), at: request.now },
        last_triggered: None,
        evaluation: None,
        shown_instead: serde_json::Map::new(),
    }
}

/// Evaluates the rules about changes of rules, and does what they say. Where none of them fires, another admin of the
/// enterprise has to agree, if there is one.
fn put_up(state: &mut State, request: Request, change: Change, mut version: RuleVersion) -> Proposed {
    let Request { enterprise, person, now } = request;
    let event = Event { enterprise, initiator: person, at: now, guarded: Guarded::Policies(None) };
    let outcome = evaluate(&event, state);
    let evaluation = record(state, enterprise, now, &outcome);
    let unique = state.new_id();
    (version.unique, version.evaluation) = (unique, Some(evaluation));
    let demand = if outcome.fired.is_empty() {
        admins(state, request)
    } else {
        Some(demand::of(&outcome, state, None, enterprise))
    };
    let demand = demand.map(|demand| Demand { evaluation: Some(evaluation), ..demand });
    let waits = demand.filter(|demand| !demand.is_met(|action| action.stage() == Stage::Nobody));
    version.status = RuleStatus::PendingApproval;
    state.policies.add(version);
    if outcome.denied_by().is_some() {
        deny(state, unique);
        return Proposed { unique, demand: None };
    }
    if waits.is_none() {
        take_effect(state, change, unique);
    }
    Proposed { unique, demand: waits }
}

/// What is demanded where no rule says otherwise; nothing of somebody who is the only admin.
fn admins(state: &mut State, request: Request) -> Option<Demand> {
    let is_other = |it: &&Person| it.id != request.person && it.administers(request.enterprise);
    state.people.iter().find(is_other)?;
    let least = state.enterprise(request.enterprise).map_or(1, |it| it.approvals_required);
    let sent = serde_json::json!({
        "name": demand::ENTERPRISE_ADMINS,
        "parameters": { "minRequired": least.to_string() },
    });
    let action = demand::action(&sent, state, None, request.enterprise);
    Some(Demand { clauses: vec![vec![action]], ..Demand::default() })
}

/// A version that was agreed to counts from now on.
pub(crate) fn take_effect(state: &mut State, change: Change, unique: Id) {
    let Some(rule) = state.policies.version(unique).map(|version| version.id) else { return };
    let highest = state.policies.versions_of(rule).filter_map(|it| it.number).max().unwrap_or_default();
    let before: Vec<Id> = state
        .policies
        .versions_of(rule)
        .filter(|it| it.status == RuleStatus::Active && it.unique != unique)
        .map(|it| it.unique)
        .collect();
    for earlier in before {
        set_status(state, earlier, RuleStatus::Inactive);
    }
    let status = if change == Change::Remove { RuleStatus::Inactive } else { RuleStatus::Active };
    set_status(state, unique, status);
    if let Some(version) = state.policies.version_mut(unique) {
        version.number = Some(highest.saturating_add(1));
    }
}

/// A version that was refused never counts.
pub(crate) fn deny(state: &mut State, unique: Id) {
    set_status(state, unique, RuleStatus::Denied);
}

fn set_status(state: &mut State, unique: Id, status: RuleStatus) {
    if let Some(version) = state.policies.version_mut(unique) {
        version.status = status;
    }
}
