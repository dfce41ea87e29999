//! Actions on the wire (spec: `AlwaysDenyActionRequest` and its siblings).

use serde_json::{Value, json};

use super::item;
use super::parameters::{Parameters, Why};
use crate::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, LivenessDemand, LivenessOf, PlatformCheck, Unreadable,
};

pub(super) fn read(value: &Value, unreadable: &mut Vec<Unreadable>) -> Action {
    item::read(value, unreadable, known, Action::NotUnderstood)
}

fn known(name: &str, mut parameters: Parameters) -> Result<Action, Why> {
    let from = &mut parameters;
    let action = match name {
        "approvals.always.deny" => Action::Deny,
        "approvals.customer.walletAdmin" => approval(from, Approvers::WalletAdmins)?,
        "approvals.customer.enterpriseAdmin" => approval(from, Approvers::EnterpriseAdmins)?,
        "approvals.customer.organizationAdmin" => approval(from, Approvers::OrganizationAdmins)?,
        "approvals.customer.enterpriseUser" => {
            let people = from.texts("userIds")?;
            approval(from, Approvers::People(people))?
        }
        "approvals.customer.finalApproval" => {
            let people = from.texts("userIds")?;
            approval(from, Approvers::Final(people))?
        }
        "approvals.bitgo.idVerification" => {
            // A fallback is asked for all the same.
            Action::Check(PlatformCheck::Identity { is_fallback: from.flag(FALLBACK)? })
        }
        "approvals.bitgo.videoApproval" => Action::Check(PlatformCheck::Video),
        "approvals.bitgo.livenessVerificationFromRequestor" => liveness(from, LivenessOf::Requester)?,
        "approvals.bitgo.livenessVerificationFromEnterpriseAdmins" => {
            liveness(from, LivenessOf::EnterpriseAdmins)?
        }
        "approvals.bitgo.livenessVerificationFromUsers" => {
            let people = from.texts("userIds")?;
            liveness(from, LivenessOf::People(people))?
        }
        // Whatever its parameters are, it does nothing.
        "approvals.bitgo.noop" => return Ok(Action::Nothing),
        _ => return Err("this action is not known here".to_owned()),
    };
    parameters.end().map(|()| action)
}

/// Whether it is a fallback.
const FALLBACK: &str = "isFallback";
/// Whether who asked for a transfer may approve it.
const MAY_APPROVE: &str = "initiatorIsAllowedToApprove";

fn approval(from: &mut Parameters, approvers: Approvers) -> Result<Action, Why> {
    // By default only a final approver may have asked for it (spec: `FinalApprovalActionRequest`).
    let by_default = matches!(approvers, Approvers::Final(_));
    let initiator_may = from.flag(MAY_APPROVE)?.unwrap_or(by_default);
    Ok(Action::Approval(ApprovalDemand { from: approvers, count: count_of(from)?, initiator_may }))
}

fn liveness(from: &mut Parameters, of: LivenessOf) -> Result<Action, Why> {
    let (count, initiator_may) = (count_told(from)?, from.flag(MAY_APPROVE)?);
    Ok(Action::Check(PlatformCheck::Liveness(LivenessDemand { of, count, initiator_may })))
}

/// The specification's example leaves it out; then one is enough.
fn count_of(from: &mut Parameters) -> Result<u64, Why> {
    Ok(count_told(from)?.unwrap_or(1))
}

fn count_told(from: &mut Parameters) -> Result<Option<u64>, Why> {
    match from.whole("minRequired")? {
        Some(0) => Err("its minRequired is zero".to_owned()),
        count => Ok(count),
    }
}

/// As it is sent: `minRequired` is a text for admins of a wallet or an organization, and a number for the others. What is not
/// understood goes back as it came.
pub(super) fn write(action: &Action) -> Value {
    let named = |name: &str, parameters: Value| json!({ "name": name, "parameters": parameters });
    match action {
        Action::Deny => json!({ "name": "approvals.always.deny" }),
        Action::Approval(demand) => {
            let (name, parameters) = write_approval(demand);
            named(name, parameters)
        }
        Action::Check(PlatformCheck::Identity { is_fallback }) => {
            named("approvals.bitgo.idVerification", told([(FALLBACK, is_fallback.map(Value::from))]))
        }
        Action::Check(PlatformCheck::Video) => named("approvals.bitgo.videoApproval", json!({})),
        Action::Check(PlatformCheck::Liveness(demand)) => {
            let (name, people) = match &demand.of {
                LivenessOf::Requester => ("approvals.bitgo.livenessVerificationFromRequestor", None),
                LivenessOf::EnterpriseAdmins => {
                    ("approvals.bitgo.livenessVerificationFromEnterpriseAdmins", None)
                }
                LivenessOf::People(people) => {
                    ("approvals.bitgo.livenessVerificationFromUsers", Some(json!(people)))
                }
            };
            let (count, may) = (demand.count.map(Value::from), demand.initiator_may.map(Value::from));
            named(name, told([("userIds", people), ("minRequired", count), (MAY_APPROVE, may)]))
        }
        Action::Nothing => json!({ "name": "approvals.bitgo.noop" }),
        Action::NotUnderstood(part) => serde_json::from_str(&part.json).unwrap_or_default(),
    }
}

/// The parameters that were told.
fn told<const COUNT: usize>(parameters: [(&str, Option<Value>); COUNT]) -> Value {
    let told = parameters.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(told.collect())
}

fn write_approval(demand: &ApprovalDemand) -> (&'static str, Value) {
    let ApprovalDemand { from, count, initiator_may } = demand;
    let (name, mut parameters) = match from {
        // A custodian is asked by a wallet's own rules alone; nothing sends one here.
        Approvers::WalletAdmins | Approvers::Custodian => {
            ("approvals.customer.walletAdmin", json!({ "minRequired": count.to_string() }))
        }
        Approvers::OrganizationAdmins => {
            ("approvals.customer.organizationAdmin", json!({ "minRequired": count.to_string() }))
        }
        Approvers::EnterpriseAdmins => {
            ("approvals.customer.enterpriseAdmin", json!({ "minRequired": count }))
        }
        Approvers::People(people) => {
            ("approvals.customer.enterpriseUser", json!({ "userIds": people, "minRequired": count }))
        }
        // Its own schema has no count; one that was told is kept.
        Approvers::Final(people) => {
            let count = Some(*count).filter(|count| *count > 1).map(Value::from);
            (
                "approvals.customer.finalApproval",
                told([("userIds", Some(json!(people))), ("minRequired", count)]),
            )
        }
    };
    let by_default = matches!(from, Approvers::Final(_));
    if *initiator_may != by_default {
        parameters[MAY_APPROVE] = json!(initiator_may);
    }
    (name, parameters)
}
