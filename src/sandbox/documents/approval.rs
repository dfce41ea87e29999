//! A pending approval (spec: GET /api/v2/pendingapprovals/{approvalId}).

use serde_json::{Map, Value, json};

use super::{iso, wallet};
use crate::sandbox::rules::number::exact_number;
use crate::sandbox::state::State;
use crate::sandbox::state::approval::{Approval, ApprovalState, Change, Decision, Deed};
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::PolicyRule;

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
    put("scope", json!(if approval.wallet.is_some() { "wallet" } else { "enterprise" }));
    put("userIds", people(approval, state));
    put("approvalsRequired", json!(approval.required));
    put("resolvers", approval.decisions.iter().map(resolver).collect());
    put("version", json!(approval.decisions.len() + 1));
    Value::Object(fields)
}

/// Who may decide.
fn people(approval: &Approval, state: &State) -> Value {
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
/// others the condition tells which it is.
fn rule_update(rule: &PolicyRule, coin: &str) -> Value {
    const KNOWN: [&str; 3] = ["advancedWhitelist", "coinAddressWhitelist", "coinAddressBlacklist"];
    let mut document = wallet::policy_rule(rule, coin);
    if let Some(fields) = document.as_object_mut() {
        // It locks 48 hours after it takes effect, which it has not.
        fields.shift_remove("lockDate");
        if !KNOWN.contains(&rule.kind.as_str()) {
            fields.shift_remove("type");
        }
    }
    document
}

fn details(approval: &Approval, state: &State) -> Value {
    let wallet = approval.wallet.and_then(|id| state.wallets.get(id));
    match &approval.deed {
        Deed::Share { share } => {
            let share = state.share(*share);
            json!({
                "action": "create",
                "userChanged": share.map(|share| share.to.to_string()),
                "permissions": share.map(|share| share.permissions.words().collect::<Vec<_>>()),
            })
        }
        Deed::RemoveUser { person } => {
            let held = wallet.and_then(|wallet| wallet.permissions_of(*person)).unwrap_or_default();
            json!({
                "action": "delete",
                "userChanged": person.to_string(),
                "permissions": held.words().collect::<Vec<_>>(),
            })
        }
        Deed::Rule { change, rule } => {
            let action = match change {
                Change::Add => "create",
                Change::Update => "update",
                Change::Remove => "delete",
            };
            json!({ "action": action, "update": rule_update(rule, wallet.map_or("", |it| it.coin)) })
        }
        Deed::ApprovalsRequired { count } => json!({ "requestedApprovalsRequired": count }),
        Deed::Tags { tags } => json!({ "action": "add", "customTags": tags }),
        Deed::Payment { address, amount, fee, comment, .. } => json!({
            "coinSpecific": { wallet.map_or("", |it| it.coin): { "txHex": "0100000000" } },
            "comment": comment,
            "fee": exact_number(fee),
            "isUnsigned": false,
            "recipients": [{ "address": address, "amount": amount.to_string() }],
            "requestedAmount": amount.to_string(),
            "sourceWallet": approval.wallet.map(|id| id.to_string()),
        }),
        Deed::Member { change, person, permissions } => {
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
        Deed::Recorded { resource, description } => {
            json!({ "resourceType": resource, "changeType": "update", "description": description })
        }
    }
}
