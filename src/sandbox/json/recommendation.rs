//! What the platform recommends to an enterprise (spec: `PolicyRecommendationResponse`): what most comparable ones have and
//! this one has not.

use serde_json::{Value, json};

use super::enterprise_rule;
use crate::sandbox::rules::enterprise_policy::catalogue::{Definition, SCOPES};
use crate::sandbox::rules::enterprise_policy::reading::Part;
use crate::sandbox::state::State;
use crate::sandbox::state::enterprise_rule::{RuleStatus, Touchpoint};
use crate::sandbox::state::id::Id;

/// How many enterprises are compared.
const PEERS: u32 = 200;

/// A recommended rule.
struct Advice {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    /// Of the compared ones, so many have it.
    adopted: u32,
    source: &'static str,
    touchpoint: Touchpoint,
    filter: &'static str,
    condition: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    action: (&'static str, &'static [(&'static str, &'static str)]),
}

const LEAST_ONE: &[(&str, &str)] = &[("minRequired", "1")];

const ALL: [Advice; 4] = [
    Advice {
        id: "rec-spend-limit-001",
        title: "Add spending limit on wallet transfers",
        description: "Protect against unauthorized large transfers by requiring approval above a threshold.",
        adopted: 150,
        source: "PEER_POPULAR",
        touchpoint: Touchpoint::Transfer,
        filter: "wallet.all",
        condition: Some(("transfer.amount", &[("operator", ">"), ("amount", "100000"), ("coin", "USD")])),
        action: ("approvals.customer.walletAdmin", LEAST_ONE),
    },
    Advice {
        id: "rec-whitelist-002",
        title: "Deny transfers to addresses that are not whitelisted",
        description: "Stop payments to addresses that nobody has checked before.",
        adopted: 124,
        source: "PEER_POPULAR",
        touchpoint: Touchpoint::Transfer,
        filter: "wallet.all",
        condition: Some(("transfer.destination.type", &[("type", "nonWhitelistedAddress")])),
        action: ("approvals.always.deny", &[]),
    },
    Advice {
        id: "rec-policy-change-003",
        title: "Require approval of policy changes",
        description: "A second admin looks at every change of a rule before it counts.",
        adopted: 96,
        source: "DEFAULT_TEMPLATE",
        touchpoint: Touchpoint::Policies,
        filter: "rule.all",
        condition: None,
        action: ("approvals.customer.enterpriseAdmin", LEAST_ONE),
    },
    Advice {
        id: "rec-velocity-004",
        title: "Limit what leaves within a day",
        description: "Slow down a thief who sends many small amounts.",
        adopted: 71,
        source: "PARAMETER_DRIFT",
        touchpoint: Touchpoint::Transfer,
        filter: "wallet.all",
        condition: Some((
            "transfer.velocity.limit",
            &[("amount", "1000000"), ("timeWindow", "86400"), ("coin", "USD"), ("scope", "enterprise")],
        )),
        action: ("approvals.customer.enterpriseAdmin", LEAST_ONE),
    },
];

/// Those that the enterprise does not follow: no active rule of it has such a condition and filter.
pub(crate) fn for_enterprise(state: &State, enterprise: Id) -> Vec<Value> {
    let is_followed = |advice: &&Advice| {
        let active = state.policies.of(enterprise).map(|(_, version)| version);
        let mut active = active.filter(|version| version.status == RuleStatus::Active);
        active.any(|version| {
            let mut conditions = version.clauses.iter().filter_map(|it| it.get("conditions")?.as_array());
            let has_condition = match advice.condition {
                Some((name, _)) => conditions.flatten().any(|it| Part(it).name() == name),
                // Whatever the case.
                None => conditions.any(Vec::is_empty),
            };
            version.touchpoint == advice.touchpoint
                && version.filters.iter().any(|it| Part(it).name() == advice.filter)
                && has_condition
        })
    };
    ALL.iter().filter(|advice| !is_followed(advice)).map(Advice::document).collect()
}

impl Advice {
    fn document(&self) -> Value {
        let share = self.adopted * 100 / PEERS;
        let source = self.source;
        json!({
            "recommendationId": self.id,
            "adoptionPercentage": hundredths(share),
            "confidenceScore": hundredths(85),
            "explanation": format!("{share}% of comparable enterprises have such a rule."),
            "description": self.description,
            "source": source,
            "enterpriseAdoptionCount": self.adopted,
            "totalPeers": PEERS,
            "title": self.title,
            "template": self.template(),
        })
    }

    fn template(&self) -> Value {
        let named = |list: &'static [Definition], name: &str| list.iter().find(|it| it.name == name);
        let filter = SCOPES.iter().find_map(|scope| named(scope.filters, self.filter));
        let action = self.touchpoint.actions().find(|it| it.name == self.action.0);
        let condition = self.condition.map(|(name, parameters)| {
            let found = named(self.touchpoint.conditions(), name).map(managed);
            json!({ "condition": found, "conditionParameters": object(parameters) })
        });
        json!({
            "name": self.title,
            "scopeCondition": filter.map(managed),
            "touchpoint": enterprise_rule::touchpoint(self.touchpoint),
            "touchpointConditions": condition.into_iter().collect::<Vec<_>>(),
            "touchpointActions": [
                { "action": action.map(managed), "actionParameters": object(self.action.1) },
            ],
        })
    }
}

/// A definition as a template shows it.
fn managed(definition: &Definition) -> Value {
    let mut document = enterprise_rule::action(definition);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("bitgoManaged".to_owned(), json!(false));
    }
    document
}

fn object(fields: &[(&str, &str)]) -> Value {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A share as the platform writes it: a part of one.
fn hundredths(hundredths: u32) -> Value {
    let text = format!("0.{hundredths:02}");
    text.trim_end_matches('0').parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}
