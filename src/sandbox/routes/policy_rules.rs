//! Rules of an enterprise: listed, shown, made, changed, taken out of use (the protocol notes, section 11).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::policy_access::{Access, enterprise};
use crate::sandbox::answer::{Answer, ApiError};
use crate::sandbox::json::enterprise_rule;
use crate::sandbox::query::Query;
use crate::sandbox::rules::audit::{self, Subject};
use crate::sandbox::rules::decide;
use crate::sandbox::rules::enterprise_policy::change::{self, Proposed, Request};
use crate::sandbox::rules::enterprise_policy::reading::Part;
use crate::sandbox::rules::enterprise_policy::request;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{ApprovedAction, Change};
use crate::sandbox::state::enterprise_rule::{RuleStatus, RuleVersion, Touchpoint};
use crate::sandbox::state::id::Id;

/// Spec: `Limit1`.
const PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;
/// Spec: `PolicyRuleStatus`.
const STATUSES: [&str; 7] =
    ["PENDING", "ACTIVE", "INACTIVE", "INACTIVE_HIDDEN", "DENIED", "PENDING_APPROVAL", "UNLOCK_PENDING"];
/// Spec: `ScopeName`.
const SCOPES: [&str; 2] = ["wallet.segregated", "policies.management"];

/// `GET …/rules`: newest first. Without a status: what counts, what waits and what was refused.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, ApiError> {
    let limit = call.query.limit(PAGE, LARGEST_PAGE)?;
    let state = call.shared.state();
    let enterprise = enterprise(call, &state, Access::Read)?;
    let filter = Filter::of(&call.query, &state, enterprise)?;
    let wrong = || ApiError::bad_request("prevId is not the nextBatchPrevId of a page of this list");
    let before = match call.query.one("prevId")? {
        None => usize::MAX,
        Some(text) => text.parse::<usize>().map_err(|_| wrong())?,
    };
    let newest_first = state.policies.of(enterprise).rev();
    let mut kept = newest_first.filter(|(place, version)| *place < before && filter.takes(version, &state));
    let page: Vec<_> = kept.by_ref().take(limit).collect();
    let next = match (page.last(), kept.next()) {
        (Some((place, _)), Some(_)) => place.to_string(),
        _ => String::new(),
    };
    let rules: Vec<Value> = page.into_iter().map(|(_, it)| enterprise_rule::version(it, call.now)).collect();
    Ok(Answer::ok(json!({ "rules": rules, "nextBatchPrevId": next })))
}

/// Filters of the list.
struct Filter<'a> {
    statuses: Vec<&'a str>,
    scopes: Vec<&'a str>,
    touchpoints: Vec<&'a str>,
    rule: Option<&'a str>,
    name: Option<&'a str>,
    created_from: Option<Timestamp>,
    created_to: Option<Timestamp>,
    /// The versions of an evaluation that are asked for.
    evaluated: Option<Vec<Id>>,
    wallet_types: Vec<&'a str>,
    wallets: Vec<&'a str>,
}

impl<'a> Filter<'a> {
    fn of(query: &'a Query, state: &State, enterprise: Id) -> Result<Self, ApiError> {
        let wanted = query.word("evaluationStatus", &["TRIGGERED", "NOT_TRIGGERED"])?;
        let evaluated = query.one("evaluationId")?.map(|id| {
            let evaluation = state.policies.evaluation(enterprise, id);
            evaluation.map_or_else(Vec::new, |it| match wanted {
                Some("NOT_TRIGGERED") => it.passed.clone(),
                _ => it.fired.clone(),
            })
        });
        Ok(Self {
            statuses: query.words("status", &STATUSES)?,
            scopes: query.words("scopes", &SCOPES)?,
            touchpoints: query.all("touchpoints").collect(),
            rule: query.one("id")?,
            name: query.one("name")?,
            created_from: query.time("createdDateGte")?,
            created_to: query.time("createdDateLte")?,
            evaluated,
            wallet_types: query.all("walletType").collect(),
            wallets: query
                .all("filteringCondition.wallet.ids.parameters.walletId")
                .flat_map(|list| list.split(','))
                .collect(),
        })
    }

    fn takes(&self, version: &RuleVersion, state: &State) -> bool {
        let scope = version.touchpoint.scope().map_or("", |scope| scope.name);
        let created = version.created.at;
        let is_filtered = |name: &str, wanted: &[&str]| {
            let values = version.filters.iter().flat_map(|filter| Part(filter).texts(name));
            wanted.is_empty() || values.into_iter().any(|value| wanted.contains(&value))
        };
        // An evaluation names its versions, whatever has become of them.
        let is_asked_for = match &self.evaluated {
            Some(versions) => versions.contains(&version.unique),
            None => self.is_in_status(version, state),
        };
        is_asked_for
            && (self.scopes.is_empty() || self.scopes.contains(&scope))
            && (self.touchpoints.is_empty() || self.touchpoints.contains(&version.touchpoint.name()))
            && self.rule.is_none_or(|rule| version.id.uuid() == rule)
            && self.name.is_none_or(|name| version.name.contains(name))
            && self.created_from.is_none_or(|from| created >= from)
            && self.created_to.is_none_or(|to| created <= to)
            && is_filtered("walletType", &self.wallet_types)
            && is_filtered("walletId", &self.wallets)
    }

    fn is_in_status(&self, version: &RuleVersion, state: &State) -> bool {
        // Of an inactive rule the last version; those that another took the place of are hidden.
        let is_hidden = version.status == RuleStatus::Inactive && {
            let numbers = state.policies.versions_of(version.id).filter_map(|it| it.number);
            numbers.max() != version.number
        };
        let word = if is_hidden { "INACTIVE_HIDDEN" } else { version.status.word() };
        if self.statuses.is_empty() {
            return !is_hidden;
        }
        let waits = version.status.is_open();
        self.statuses.iter().any(|status| *status == word || (*status == "PENDING" && waits))
    }
}

/// The versions of the rule that the path names last; none where it is not this enterprise's.
fn versions<'a>(call: &Call<'_>, state: &'a State, enterprise: Id) -> Result<Vec<&'a RuleVersion>, ApiError> {
    let wanted = call.params.last().map_or("", String::as_str);
    let versions: Vec<&RuleVersion> = state
        .policies
        .of(enterprise)
        .map(|(_, version)| version)
        .filter(|version| version.id.uuid() == wanted)
        .collect();
    if versions.is_empty() { Err(ApiError::policy_not_found("Policy rule not found")) } else { Ok(versions) }
}

/// `GET …/rules/{id}`: the version that counts, or that of `version`; where none ever counted, the last.
pub(crate) fn show(call: &Call<'_>) -> Result<Answer, ApiError> {
    let number = call.query.one("version")?.map(str::parse::<u32>).transpose();
    let number = number.map_err(|_| ApiError::bad_request("version must be a whole number"))?;
    let state = call.shared.state();
    let enterprise = enterprise(call, &state, Access::Read)?;
    let versions = versions(call, &state, enterprise)?;
    let found = if number.is_some() {
        versions.iter().find(|version| version.number == number)
    } else {
        let active = versions.iter().find(|version| version.status == RuleStatus::Active);
        active.or_else(|| versions.last())
    };
    let found = found.ok_or_else(|| ApiError::policy_not_found("Policy rule not found"))?;
    Ok(Answer::ok(enterprise_rule::version(found, call.now)))
}

/// `GET …/rules/{id}/versions`: those without a number first, then the highest.
pub(crate) fn history(call: &Call<'_>) -> Result<Answer, ApiError> {
    let state = call.shared.state();
    let enterprise = enterprise(call, &state, Access::Read)?;
    let mut versions = versions(call, &state, enterprise)?;
    versions.reverse();
    versions.sort_by_key(|version| version.number.map(std::cmp::Reverse));
    let versions: Vec<Value> =
        versions.into_iter().map(|it| enterprise_rule::version(it, call.now)).collect();
    Ok(Answer::ok(json!({ "versions": versions })))
}

/// `POST …/touchpoints/{touchpointName}/rules`.
pub(crate) fn create(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Add)
}

/// `PUT …/touchpoints/{touchpointName}/rules/{id}`: another version of it.
pub(crate) fn update(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Update)
}

/// `DELETE …/rules/{id}`: no longer counts.
pub(crate) fn deactivate(call: &Call<'_>) -> Result<Answer, ApiError> {
    change(call, Change::Remove)
}

fn change(call: &Call<'_>, change: Change) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let mut guard = call.shared.state();
    let state = &mut *guard;
    let enterprise = enterprise(call, state, Access::Change)?;
    let asked = Request { enterprise, person: call.caller()?.person, now: call.now };
    let (proposed, word) = match change {
        Change::Remove => {
            let rule = versions(call, state, enterprise)?.first().map(|version| version.id);
            let rule = rule.ok_or_else(|| ApiError::policy_not_found("Policy rule not found"))?;
            (change::deactivate(state, asked, rule)?, "Deactivate")
        }
        Change::Add | Change::Update => {
            let touchpoint = Touchpoint::by_name(call.param_at(1));
            let touchpoint = touchpoint.ok_or_else(|| ApiError::policy_not_found("Touchpoint not found"))?;
            if change == Change::Add {
                let wanted = request::read(&body, touchpoint, enterprise, state, call.now)?;
                (change::create(state, asked, touchpoint, wanted), "Create")
            } else {
                let rule = versions(call, state, enterprise)?.first().map(|version| version.id);
                let rule = rule.ok_or_else(|| ApiError::policy_not_found("Policy rule not found"))?;
                let wanted = request::read(&body, touchpoint, enterprise, state, call.now)?;
                (change::update(state, asked, rule, touchpoint, wanted)?, "Change")
            }
        }
    };
    let unique = proposed.unique;
    open(call, state, asked, change, proposed, word)?;
    let version = state.policies.version(unique);
    let version = version.ok_or_else(|| ApiError::policy_not_found("Policy rule not found"))?;
    let document = enterprise_rule::version(version, call.now);
    Ok(if change == Change::Remove { Answer::ok(document) } else { Answer::created(document) })
}

/// Opens the approval that a change waits for, and writes it down.
fn open(
    call: &Call<'_>,
    state: &mut State,
    asked: Request,
    change: Change,
    Proposed { unique: version, demand }: Proposed,
    word: &str,
) -> Result<(), ApiError> {
    let found = state.policies.version(version);
    let (name, id) = found.map_or_else(|| (String::new(), version), |it| (it.name.clone(), it.id));
    if let Some(demand) = demand {
        let description = format!("{word} the policy rule \"{name}\"");
        let action = ApprovedAction::EnterpriseRule { change, version, description };
        decide::open_demanded(state, asked.person, (None, asked.enterprise), action, demand, call.now);
    }
    let kind = match change {
        Change::Add => "addEnterprisePolicyRule",
        Change::Update => "updateEnterprisePolicyRule",
        Change::Remove => "removeEnterprisePolicyRule",
    };
    let mut data = Map::new();
    data.insert("policyRuleId".to_owned(), json!(id.uuid()));
    data.insert("name".to_owned(), json!(name));
    let subject = Subject { wallet: None, enterprise: Some(asked.enterprise), data: Value::Object(data) };
    audit::note(state, kind, call.caller()?, call.peer, call.now, subject);
    Ok(())
}
