//! A pending approval (spec: GET /api/v2/pendingapprovals/{approvalId}).

use serde_json::{Map, Value, json};

mod demand;
pub(crate) mod labels;
mod payment;

use super::time::iso;
use super::wallet;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovalState, ApprovedAction, Change, Decision};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::Person;
use crate::sandbox::state::wallet::{PolicyRule, Wallet};

/// The whole document.
pub(crate) fn full(approval: &Approval, state: &State) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(approval.id.to_string()));
    if let Some(wallet) = approval.wallet.and_then(|id| state.wallets.get(id)) {
        put("coin", json!(wallet.coin));
        put("wallet", json!(wallet.id.to_string()));
        put("walletLabel", json!(wallet.label));
        put("walletType", json!(wallet.kind.word()));
    }
    put("enterprise", json!(approval.enterprise.to_string()));
    put("bitgoOrg", json!("BitGo Trust"));
    put("creator", json!(approval.creator.to_string()));
    put("createDate", json!(iso(approval.created)));
    put("updatedAt", json!(iso(approval.updated)));
    if approval.state == ApprovalState::Approved {
        put("approvedDate", json!(iso(approval.updated)));
    }
    put("info", info(approval, state));
    put("state", json!(approval.state.word()));
    put("scope", json!(approval.scope()));
    if let ApprovedAction::Organization { organization, .. } = &approval.action {
        put("organization", json!(organization.to_string()));
        put("organizationName", json!("Northwind Group"));
    }
    if let ApprovedAction::MpcPayment { request, .. } = &approval.action {
        put("txRequestId", json!(request.uuid()));
    }
    put("userIds", people(approval, state));
    // One that waits for the platform alone asks for nobody's approval; the specification knows no fewer than one.
    put("approvalsRequired", json!(approval.required.max(1)));
    put("resolvers", approval.decisions.iter().map(resolver).collect());
    put("version", json!(approval.decisions.len() + 1));
    if let Some(rule) = payment::triggered(approval, state) {
        put("singleRunResults", json!([{ "ruleId": rule, "triggered": true }]));
    }
    if let Some(ip) = approval.asked_from {
        let event = json!({
            "control": "withdrawalInitiation",
            "date": iso(approval.created),
            "ip": ip.to_string(),
            "result": "allowed",
            "user": approval.creator.to_string(),
        });
        put("securityControlEvents", json!([event]));
    }
    if let Some(demand) = &approval.demand {
        demand::put(&mut fields, approval, demand);
    }
    Value::Object(fields)
}

/// Who may decide.
fn people(approval: &Approval, state: &State) -> Value {
    if let Some(demand) = &approval.demand {
        return demand::approvers(approval, demand).iter().map(ToString::to_string).collect();
    }
    let others = |person: &Id| *person != approval.creator;
    if let Some(wallet) = approval.wallet.and_then(|id| state.wallets.get(id)) {
        return wallet.admins().filter(others).map(|id| id.to_string()).collect();
    }
    let admins = state.people.iter().filter(|person| person.administers(approval.enterprise));
    admins.map(|person| person.id).filter(others).map(|id| id.to_string()).collect()
}

fn resolver(decision: &Decision) -> Value {
    json!({
        "user": decision.person.to_string(),
        "date": iso(decision.at),
        "resolutionType": "pending",
        "resolutionAction": if decision.is_approval { "approve" } else { "reject" },
    })
}

fn info(approval: &Approval, state: &State) -> Value {
    let kind = approval.kind();
    json!({ "type": kind, kind: details(approval, state) })
}

/// A rule as a pending approval shows it. The spec knows only the three list types here and does not require one; of the
/// others the condition tells which it is. A list of which one entry changes is told as that change.
fn rule_update(rule: &PolicyRule, change: Change, wallet: &Wallet) -> Value {
    const KNOWN: [&str; 3] = ["advancedWhitelist", "coinAddressWhitelist", "coinAddressBlacklist"];
    let mut document = wallet::policy_rule(rule, wallet.coin);
    if let Some(fields) = document.as_object_mut() {
        // It locks 48 hours after it takes effect, which it has not.
        fields.shift_remove("lockDate");
        if !KNOWN.contains(&rule.kind.as_str()) {
            fields.shift_remove("type");
        }
        let present = wallet.rules.iter().find(|present| present.is_same(rule));
        let entry =
            present.filter(|_| change == Change::Update).and_then(|present| entry_change(present, rule));
        if let Some(condition) = entry {
            fields.insert("condition".to_owned(), condition);
        }
    }
    document
}

/// The one entry by which two lists differ, as the spec tells it (`PolicyRuleUpdateCondition`).
fn entry_change(present: &PolicyRule, wanted: &PolicyRule) -> Option<Value> {
    let list = |rule: &PolicyRule| {
        let held = rule.condition.get("entries").or_else(|| rule.condition.get("addresses"));
        held.and_then(Value::as_array).cloned()
    };
    let (present, wanted) = (list(present)?, list(wanted)?);
    let missing = |from: &[Value], of: &[Value]| -> Vec<Value> {
        of.iter().filter(|entry| !from.contains(entry)).cloned().collect()
    };
    match (missing(&present, &wanted).as_slice(), missing(&wanted, &present).as_slice()) {
        ([added], []) => Some(json!({ "add": added })),
        ([], [removed]) => Some(json!({ "remove": removed })),
        _ => None,
    }
}

fn details(approval: &Approval, state: &State) -> Value {
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
    match &approval.action {
        ApprovedAction::Share { share } => {
            let share = state.share(*share);
            json!({
                "action": "create",
                "userChanged": share.map(|share| share.to.to_string()),
                "permissions": share.map(|share| share.permissions.words().collect::<Vec<_>>()),
            })
        }
        ApprovedAction::RemoveUser { person } => {
            let held = wallet.and_then(|wallet| wallet.permissions_of(*person)).unwrap_or_default();
            json!({
                "action": "delete",
                "userChanged": person.to_string(),
                "permissions": held.words().collect::<Vec<_>>(),
            })
        }
        ApprovedAction::ChangeUser { person, permissions } => json!({
            "action": "update",
            "userChanged": person.to_string(),
            "permissions": permissions.words().collect::<Vec<_>>(),
        }),
        ApprovedAction::Rule { change, rule } => {
            let action = match change {
                Change::Add => "create",
                Change::Update => "update",
                Change::Remove => "delete",
            };
            json!({ "action": action, "update": wallet.map(|wallet| rule_update(rule, *change, wallet)) })
        }
        ApprovedAction::ApprovalsRequired { count } => json!({ "requestedApprovalsRequired": count }),
        ApprovedAction::Tags { tags } => json!({ "action": "add", "customTags": tags }),
        ApprovedAction::Payment { .. } | ApprovedAction::MpcPayment { .. } => {
            payment::details(approval, state)
        }
        ApprovedAction::UserKeySigning { before, after } => {
            json!({ "userKeySigningRequired": { "oldValue": before, "newValue": after } })
        }
        ApprovedAction::Invite { person, permissions } => invitation(approval, state, *person, permissions),
        ApprovedAction::Organization { change, person, role, .. } => json!({
            "action": change.word(),
            "userId": person.to_string(),
            "email": state.person(*person).map(|person| person.email),
            "role": role,
        }),
        ApprovedAction::Newer { details, .. } => details.clone(),
        ApprovedAction::Member { change, person, permissions } => {
            let mut document = json!({
                "action": change.word(),
                "userId": person.to_string(),
                "email": state.person(*person).map(|person| person.email),
            });
            // One word where the platform keeps a list; a plain member has none.
            if let (Some(word), Some(fields)) = (permissions.first(), document.as_object_mut()) {
                fields.insert("permissions".to_owned(), json!(word));
            }
            document
        }
        ApprovedAction::EnterpriseRule { change, version, description } => {
            enterprise_rule(state, *change, *version, description)
        }
        ApprovedAction::Whitelists { updates } => {
            let sent: Vec<&Value> = updates.iter().map(|update| &update.sent).collect();
            json!({ "action": "update", "updates": sent })
        }
        ApprovedAction::Recorded { resource, description } => {
            json!({ "resourceType": resource, "changeType": "update", "description": description })
        }
    }
}

/// A change of an enterprise's rule: the version that counts, and the one that would.
fn enterprise_rule(state: &State, change: Change, version: Id, description: &str) -> Value {
    let change = match change {
        Change::Add => "create",
        Change::Update => "update",
        Change::Remove => "delete",
    };
    let mut document = json!({
        "resourceType": "policyRule",
        "changeType": change,
        "description": description,
        "proposedId": version.uuid(),
    });
    let present = state.policies.version(version).and_then(|version| state.policies.active(version.id));
    if let (Some(present), Some(fields)) = (present, document.as_object_mut()) {
        fields.insert("currentId".to_owned(), json!(present.unique.uuid()));
    }
    document
}

fn invitation(approval: &Approval, state: &State, person: Id, permissions: &[String]) -> Value {
    let inviter = state.person(approval.creator);
    let enterprise = state.enterprise(approval.enterprise);
    let mut document = json!({
        "action": "add",
        "email": state.person(person).map(|person| person.email),
        "userId": person.to_string(),
        "enterpriseInfo": {
            "id": approval.enterprise.to_string(),
            "name": enterprise.map(|enterprise| enterprise.name),
            "invitedBy": {
                "id": approval.creator.to_string(),
                "email": inviter.map(|person| person.email),
                "fullName": inviter.map(Person::full_name),
            },
            "requiredVerificationStep": "none",
        },
    });
    if let (Some(word), Some(fields)) = (permissions.first(), document.as_object_mut()) {
        fields.insert("permissions".to_owned(), json!(word));
    }
    document
}
