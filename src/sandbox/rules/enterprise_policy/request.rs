//! A rule as somebody wants it: its body, checked against what rules may be built of.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::catalogue::{Definition, Kind, Parameter, Presence};
use super::dollars::Dollars;
use super::reading::Part;
use crate::domain::coin::coins;
use crate::sandbox::answer::ApiError;
use crate::sandbox::body::Body;
use crate::sandbox::state::State;
use crate::sandbox::state::enterprise_rule::{LOCKS_AFTER, Lock, Touchpoint};
use crate::sandbox::state::id::Id;

/// Spec: `maxLength` of a name.
const LONGEST_NAME: usize = 256;

/// What is asked for, found right.
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) filters: Vec<Value>,
    pub(crate) clauses: Vec<Value>,
    pub(crate) lock: Lock,
}

/// Reads a request to make or change a rule.
pub(crate) fn read(
    body: &Body,
    touchpoint: Touchpoint,
    enterprise: Id,
    state: &State,
    now: Timestamp,
) -> Result<Wanted, ApiError> {
    let mut check = Check { state, enterprise, failed: Map::new() };
    let name = body.get("name").and_then(Value::as_str).unwrap_or_default();
    if name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
        check.fail("name", "is required and has at most 256 characters");
    }
    if body.get("adminOnly").is_some_and(|it| *it != Value::Bool(false)) {
        check.fail("adminOnly", "only BitGo makes internal rules");
    }
    let filters = check.list(body.get("filteringConditions"), "filteringConditions");
    let known: Vec<&Definition> = touchpoint.scope().map_or(Vec::new(), |it| it.filters.iter().collect());
    for (place, filter) in filters.iter().enumerate() {
        check.part(&format!("filteringConditions.{place}"), filter, &known);
    }
    let clauses = check.list(body.get("clauses"), "clauses");
    if clauses.is_empty() {
        check.fail("clauses", "must hold at least one clause");
    }
    for (place, clause) in clauses.iter().enumerate() {
        check.clause(&format!("clauses.{place}"), clause, touchpoint);
    }
    let lock = check.lock(body, now);
    if check.failed.is_empty() {
        Ok(Wanted { name: name.to_owned(), filters, clauses, lock })
    } else {
        Err(ApiError::failed_validations(check.failed))
    }
}

struct Check<'a> {
    state: &'a State,
    enterprise: Id,
    failed: Map<String, Value>,
}

impl Check<'_> {
    fn fail(&mut self, at: &str, what: &str) {
        self.failed.insert(at.to_owned(), json!(what));
    }

    fn list(&mut self, sent: Option<&Value>, at: &str) -> Vec<Value> {
        if let Some(Value::Array(items)) = sent {
            return items.clone();
        }
        self.fail(at, "is required and must be an array");
        Vec::new()
    }

    fn clause(&mut self, at: &str, clause: &Value, touchpoint: Touchpoint) {
        let conditions = self.list(clause.get("conditions"), &format!("{at}.conditions"));
        let actions = self.list(clause.get("actions"), &format!("{at}.actions"));
        if actions.is_empty() {
            self.fail(&format!("{at}.actions"), "must hold at least one action");
        }
        let known_conditions: Vec<&Definition> = touchpoint.conditions().iter().collect();
        let known_actions: Vec<&Definition> = touchpoint.actions().collect();
        for (list, parts, known) in
            [("conditions", &conditions, known_conditions), ("actions", &actions, known_actions)]
        {
            for (place, part) in parts.iter().enumerate() {
                let at = format!("{at}.{list}.{place}");
                self.part(&at, part, &known);
                self.operator(&at, part, place + 1 == parts.len());
            }
        }
    }

    /// Joined to the next, and the last to none.
    fn operator(&mut self, at: &str, part: &Value, is_last: bool) {
        let operator = part.get("operator").filter(|it| !it.is_null());
        let is_joint = operator.and_then(Value::as_str).is_some_and(|it| matches!(it, "AND" | "OR"));
        match (is_last, operator) {
            (true, Some(_)) => self.fail(&format!("{at}.operator"), "must be null on the last one"),
            (false, _) if !is_joint => {
                self.fail(&format!("{at}.operator"), "must be AND or OR on all but the last one");
            }
            _ => {}
        }
    }

    fn part(&mut self, at: &str, sent: &Value, known: &[&Definition]) {
        let part = Part(sent);
        let Some(definition) = known.iter().find(|it| it.name == part.name()) else {
            let names: Vec<&str> = known.iter().map(|it| it.name).collect();
            return self.fail(&format!("{at}.name"), &format!("must be one of {}", names.join(", ")));
        };
        for parameter in definition.parameters {
            let at = format!("{at}.parameters.{}", parameter.name);
            match part.get(parameter.name) {
                None if parameter.presence == Presence::Optional => {}
                None => self.fail(&at, "is required"),
                Some(value) => self.value(&at, value, parameter),
            }
        }
        // Of a coin an amount is in base units; of dollars it may have a fraction.
        let is_of_coin = part.text("coin").is_some_and(|coin| coin != "USD");
        if is_of_coin && part.get("amount").is_some() && part.base_units("amount").is_none() {
            self.fail(&format!("{at}.parameters.amount"), "must be whole base units of the coin");
        }
        let sent = sent.get("parameters").and_then(Value::as_object).into_iter().flatten();
        for (name, _) in sent.filter(|(name, _)| !definition.parameters.iter().any(|it| it.name == *name)) {
            self.fail(&format!("{at}.parameters.{name}"), "is no parameter of this");
        }
    }

    fn value(&mut self, at: &str, value: &Value, parameter: &Parameter) {
        let alone = [value.clone()];
        let values = match value {
            Value::Array(items) if parameter.takes_several => items.as_slice(),
            _ => &alone,
        };
        if values.is_empty() || !values.iter().all(|value| self.fits(value, parameter.kind)) {
            self.fail(at, &format!("is no {}", parameter.kind.word()));
        }
    }

    fn fits(&self, value: &Value, kind: Kind) -> bool {
        let text = value.as_str();
        let number = || match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        match kind {
            Kind::Choice(choices) => choices.iter().any(|(word, ..)| text == Some(*word)),
            Kind::Coin => text.is_some_and(|text| coins().get(text).is_some()),
            Kind::CoinOrDollars => text.is_some_and(|text| text == "USD" || coins().get(text).is_some()),
            Kind::Number => number().is_some_and(|it| !it.starts_with('-') && Dollars::read(&it).is_some()),
            Kind::Seconds => number().is_some_and(|it| it.parse::<u64>().is_ok()),
            Kind::PositiveNumber => number().is_some_and(|it| it.parse::<u32>().is_ok_and(|it| it > 0)),
            Kind::Person => text.and_then(Id::parse).is_some_and(|id| {
                self.state.person(id).is_some_and(|person| person.belongs_to(self.enterprise))
            }),
            Kind::Wallet => text.and_then(Id::parse).is_some_and(|id| {
                self.state.wallets.get(id).is_some_and(|wallet| wallet.enterprise == self.enterprise)
            }),
            Kind::Text => {
                text.is_some_and(|text| url::Url::parse(text).is_ok_and(|it| it.scheme() == "https"))
            }
            Kind::Switch => value.is_boolean(),
        }
    }

    fn lock(&mut self, body: &Body, now: Timestamp) -> Lock {
        let usual = now.saturating_add(LOCKS_AFTER).unwrap_or(now);
        let sent = body.get("lockDate").filter(|it| !it.is_null());
        let date = sent.and_then(Value::as_str).and_then(|text| text.parse::<Timestamp>().ok());
        if sent.is_some() && date.is_none() {
            self.fail("lockDate", "must be a time");
        }
        match body.get("lockType").filter(|it| !it.is_null()).map(|it| it.as_str().unwrap_or_default()) {
            None | Some("LOCK_AFTER_DATE") => Lock::After(date.unwrap_or(usual)),
            Some("PERMANENT") => Lock::Permanent,
            Some("NEVER") => Lock::Never,
            Some(_) => {
                self.fail("lockType", "must be one of LOCK_AFTER_DATE, PERMANENT, NEVER");
                Lock::Never
            }
        }
    }
}
