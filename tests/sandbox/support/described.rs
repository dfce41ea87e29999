//! Holds every answer against what the vendor's published specification says of the operation. `answers.json` says it in
//! a form of its own: `object` with its fields, `list`, `text`, `number`, `whole`, `switch`, `among` for a choice of
//! values, `any` and `all` for alternatives and parts, `is` for a type that has a name.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

static DESCRIBED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../fixtures/answers.json")).unwrap());

/// What a sandbox shows beside what the specification names: kinds of rules that the same specification names elsewhere
/// (`PolicyRuleTriggers`) and the protocol notes (section 9) for every wallet, and one approval that is newer than it.
/// The scope of policies is named by the list's own filter; the touchpoint of shares is the sandbox's guess.
const BESIDE: [(&str, &[&str]); 4] = [
    ("AllWalletsScopeName", &["policies.management"]),
    ("ApiRuleType", &["allTx", "transactionLimit", "velocityLimit", "webhook"]),
    ("PendingApprovalType", &["stakingDelegationRequest"]),
    ("TouchpointName", &["wallet.segregated.share"]),
];

/// Types whose answers may also be what the same specification lets a request send.
const AS_REQUESTED: [(&str, &str); 1] = [("Clause", "RequestedClause")];

/// Parts of rules that requests know and the lists of what there is do not: they have the fields of all others.
const PARTS_BESIDE: [(&str, &[&str]); 4] = [
    (
        "ActionDefinition",
        &[
            "approvals.bitgo.idVerification",
            "approvals.bitgo.livenessVerificationFromEnterpriseAdmins",
            "approvals.bitgo.livenessVerificationFromRequestor",
            "approvals.bitgo.livenessVerificationFromUsers",
            "approvals.bitgo.noop",
            "approvals.bitgo.videoApproval",
            "approvals.customer.organizationAdmin",
        ],
    ),
    ("ConditionDefinition", &["transfer.notInitiatedBy"]),
    ("DestinationTypeValue", &["outsideEnterprise"]),
    ("FilteringConditionDefinition", &["rule.all", "wallet.multiple.ids"]),
];

thread_local! {
    /// The described operations that have been answered with a success in this test, as `METHOD /path/{gap}`.
    static SUCCEEDED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Every operation that the specification describes and the sandbox serves.
pub fn operations() -> impl Iterator<Item = &'static str> {
    DESCRIBED["answers"].as_object().unwrap().keys().map(String::as_str)
}

/// Those of them that have not been answered with a success in this test.
pub fn still_to_succeed() -> Vec<&'static str> {
    SUCCEEDED.with_borrow(|done| operations().filter(|operation| !done.contains(operation)).collect())
}

/// Panics where the specification describes this answer and it is another.
#[track_caller]
pub fn check(method: &str, path: &str, status: u16, body: &Value) {
    let path = path.split('?').next().unwrap_or_default();
    let Some(operation) = operation_of(method, path) else { return };
    if (200..300).contains(&status) {
        SUCCEEDED.with_borrow_mut(|done| done.insert(operation));
    }
    // An approval that fired another condition: the protocol notes, section 8, know it, and the specification does not.
    if body.get("error").is_some() && body["pendingApproval"].is_object() {
        return;
    }
    let of_status = DESCRIBED["answers"][operation].get(status.to_string());
    // Whatever is changed may wait for an approval: the protocol notes, section 10, know it of every change.
    let waits = json!({ "is": "PendingApproval" });
    let Some(described) = of_status.or((status == 202 && method != "GET").then_some(&waits)) else {
        assert!(
            !(200..300).contains(&status),
            "{operation} is described with no success of {status}:\n{body:#}"
        );
        return;
    };
    if let Err(problem) = Place::top().holds(described, body) {
        panic!("{operation} {status}: {problem}\n{body:#}");
    }
}

/// The operation of a request; fixed words come before gaps.
fn operation_of(method: &str, path: &str) -> Option<&'static str> {
    let fits = |operation: &&str| {
        let Some((wanted, template)) = operation.split_once(' ') else { return false };
        let (parts, gaps): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
        let is_at = |(part, gap): (&&str, &&str)| part == gap || gap.starts_with('{');
        wanted == method && parts.len() == gaps.len() && parts.iter().zip(&gaps).all(is_at)
    };
    operations().filter(fits).min_by_key(|operation| operation.matches('{').count())
}

/// Where in a document something is wrong.
struct Place(String);

impl Place {
    fn top() -> Self {
        Self("answer".to_owned())
    }

    fn at(&self, step: impl std::fmt::Display) -> Self {
        Self(format!("{}.{step}", self.0))
    }

    fn wrong(&self, what: &str) -> Result<(), String> {
        Err(format!("{} {what}", self.0))
    }

    fn holds(&self, described: &Value, value: &Value) -> Result<(), String> {
        let Some((kind, what)) = described.as_object().and_then(|it| it.iter().next()) else { return Ok(()) };
        match kind.as_str() {
            "is" => self.is_named(what.as_str().unwrap(), value),
            "all" => what.as_array().unwrap().iter().try_for_each(|part| self.holds(part, value)),
            "any" => self.is_any(what.as_array().unwrap(), value),
            "among" if what.as_array().unwrap().contains(value) => Ok(()),
            "object" => self.is_object(described, what.as_object().unwrap(), value),
            "list" => self.is_list(described, what, value),
            "text" => self.is_text(what, value),
            "number" | "whole" => self.is_number(kind == "whole", what, value),
            "switch" if value.is_boolean() => Ok(()),
            "null" if value.is_null() => Ok(()),
            _ => self.wrong(&format!("is no {kind} {what}: {value}")),
        }
    }

    fn is_named(&self, name: &str, value: &Value) -> Result<(), String> {
        let is_beside =
            |(other, words): &(&str, &[&str])| *other == name && words.iter().any(|word| value == word);
        if BESIDE.iter().any(is_beside) {
            return Ok(());
        }
        let is_part = |(other, names): &(&str, &[&str])| {
            *other == name && names.iter().any(|name| value["name"] == *name || value["value"] == *name)
        };
        if PARTS_BESIDE.iter().any(is_part) {
            let text = json!({ "text": {} });
            let parameters = json!({ "list": { "is": "RecommendationParameterDef" } });
            let fields = json!({ "label": text, "description": text, "parameters": parameters });
            let required = json!(["label", "description"]);
            return self.holds(&json!({ "object": fields, "required": required }), value);
        }
        let requested = AS_REQUESTED.iter().find(|(answer, _)| *answer == name);
        match (self.holds(&DESCRIBED["types"][name], value), requested) {
            (Err(_), Some((_, requested))) => self.is_named(requested, value),
            (held, _) => held,
        }
    }

    fn is_any(&self, alternatives: &[Value], value: &Value) -> Result<(), String> {
        let mut problems = Vec::new();
        for alternative in alternatives {
            match self.holds(alternative, value) {
                Ok(()) => return Ok(()),
                Err(problem) => problems.push(problem),
            }
        }
        Err(format!("{} is none of {}:\n  {}", self.0, alternatives.len(), problems.join("\n  ")))
    }

    fn is_object(&self, described: &Value, fields: &Map<String, Value>, value: &Value) -> Result<(), String> {
        let Some(object) = value.as_object() else { return self.wrong(&format!("is no object: {value}")) };
        for name in described["required"].as_array().into_iter().flatten() {
            if !object.contains_key(name.as_str().unwrap()) {
                return self.wrong(&format!("lacks {name}"));
            }
        }
        let others = described.get("others");
        for (name, inner) in object {
            match fields.get(name).or(others) {
                None => {}
                Some(Value::Null) => return self.wrong(&format!("has the field {name}")),
                Some(described) => self.at(name).holds(described, inner)?,
            }
        }
        Ok(())
    }

    fn is_list(&self, described: &Value, of: &Value, value: &Value) -> Result<(), String> {
        let Some(items) = value.as_array() else { return self.wrong(&format!("is no list: {value}")) };
        let bound = |name: &str| described[name].as_u64().map(|it| usize::try_from(it).unwrap());
        if bound("fewest").is_some_and(|least| items.len() < least)
            || bound("most").is_some_and(|most| items.len() > most)
        {
            return self.wrong(&format!("has {} items", items.len()));
        }
        items.iter().enumerate().try_for_each(|(place, item)| self.at(place).holds(of, item))
    }

    fn is_text(&self, what: &Value, value: &Value) -> Result<(), String> {
        let Some(text) = value.as_str() else { return self.wrong(&format!("is no text: {value}")) };
        let length = u64::try_from(text.chars().count()).unwrap();
        let fits = match what["as"].as_str() {
            None => true,
            Some("id") => super::super::spec_documents::is_id(text),
            Some("integer") => text.parse::<num_bigint::BigInt>().is_ok() && !text.starts_with('+'),
            Some("integer in quotation marks") => {
                text.len() > 2 && text.starts_with('"') && text.ends_with('"')
            }
            // A moment is also what the specification calls a date.
            Some("date" | "date-time") => text.parse::<jiff::Timestamp>().is_ok(),
            Some("uuid") => is_uuid(text),
            Some(other) => panic!("unknown kind of text {other}"),
        };
        let is_long_enough = what["shortest"].as_u64().is_none_or(|least| length >= least);
        let is_short_enough = what["longest"].as_u64().is_none_or(|most| length <= most);
        if fits && is_long_enough && is_short_enough {
            Ok(())
        } else {
            self.wrong(&format!("is no text {what}: {text:?}"))
        }
    }

    fn is_number(&self, is_whole: bool, what: &Value, value: &Value) -> Result<(), String> {
        // What JavaScript cannot hold as a number is written as a text.
        let is_long = |text: &str| text.len() > 15 && text.parse::<num_bigint::BigInt>().is_ok();
        if value.as_str().is_some_and(is_long) {
            return Ok(());
        }
        let Some(number) = value.as_f64() else { return self.wrong(&format!("is no number: {value}")) };
        let fits = what["least"].as_f64().is_none_or(|least| number >= least)
            && what["greatest"].as_f64().is_none_or(|greatest| number <= greatest)
            && (!is_whole || number.fract() == 0.0);
        if fits { Ok(()) } else { self.wrong(&format!("is no number {what}: {value}")) }
    }
}

/// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in lower-case hex digits.
pub fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'))
}
