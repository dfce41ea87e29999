//! Actions on the wire (spec: `AlwaysDenyActionRequest` and its siblings).

use serde_json::{Value, json};

use super::item;
use super::parameters::{Parameters, Why};
use crate::domain::enterprise_policy::{Action, ApprovalDemand, Approvers, PlatformCheck, Unreadable};

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
            from.flag("isFallback")?;
            Action::Check(PlatformCheck::Identity)
        }
        "approvals.bitgo.videoApproval" => Action::Check(PlatformCheck::Video),
        "approvals.bitgo.livenessVerificationFromRequestor" => {
            count_of(from)?;
            from.flag(MAY_APPROVE)?;
            Action::Check(PlatformCheck::LivenessOfRequester)
        }
        "approvals.bitgo.livenessVerificationFromEnterpriseAdmins" => {
            from.flag(MAY_APPROVE)?;
            Action::Check(PlatformCheck::LivenessOfEnterpriseAdmins(count_of(from)?))
        }
        "approvals.bitgo.livenessVerificationFromUsers" => {
            from.flag(MAY_APPROVE)?;
            Action::Check(PlatformCheck::LivenessOfPeople(from.texts("userIds")?, count_of(from)?))
        }
        // Whatever its parameters are, it does nothing.
        "approvals.bitgo.noop" => return Ok(Action::Nothing),
        _ => return Err("this action is not known here".to_owned()),
    };
    parameters.end().map(|()| action)
}

/// Whether who asked for a transfer may approve it.
const MAY_APPROVE: &str = "initiatorIsAllowedToApprove";

fn approval(from: &mut Parameters, approvers: Approvers) -> Result<Action, Why> {
    // By default only a final approver may have asked for it (spec: `FinalApprovalActionRequest`).
    let by_default = matches!(approvers, Approvers::Final(_));
    let initiator_may = from.flag(MAY_APPROVE)?.unwrap_or(by_default);
    Ok(Action::Approval(ApprovalDemand { from: approvers, count: count_of(from)?, initiator_may }))
}

/// The specification's example leaves it out; then one is enough.
fn count_of(from: &mut Parameters) -> Result<u64, Why> {
    match from.whole("minRequired")? {
        Some(0) => Err("its minRequired is zero".to_owned()),
        count => Ok(count.unwrap_or(1)),
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
        Action::Check(PlatformCheck::Identity) => named("approvals.bitgo.idVerification", json!({})),
        Action::Check(PlatformCheck::Video) => named("approvals.bitgo.videoApproval", json!({})),
        Action::Check(PlatformCheck::LivenessOfRequester) => {
            named("approvals.bitgo.livenessVerificationFromRequestor", json!({}))
        }
        Action::Check(PlatformCheck::LivenessOfEnterpriseAdmins(count)) => {
            named("approvals.bitgo.livenessVerificationFromEnterpriseAdmins", json!({ "minRequired": count }))
        }
        Action::Check(PlatformCheck::LivenessOfPeople(people, count)) => named(
            "approvals.bitgo.livenessVerificationFromUsers",
            json!({ "userIds": people, "minRequired": count }),
        ),
        Action::Nothing => json!({ "name": "approvals.bitgo.noop" }),
        Action::NotUnderstood(part) => serde_json::from_str(&part.json).unwrap_or_default(),
    }
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
        Approvers::Final(people) => ("approvals.customer.finalApproval", json!({ "userIds": people })),
    };
    let by_default = matches!(from, Approvers::Final(_));
    if *initiator_may != by_default {
        parameters[MAY_APPROVE] = json!(initiator_may);
    }
    (name, parameters)
}
