//! What an approval shows of the rules that stopped it (spec: `policyEvaluationId`, `actions`, `videoCallId`).

use serde_json::{Map, Value, json};

use crate::sandbox::rules::standing;
use crate::sandbox::state::approval::{Approval, ApprovalState};
use crate::sandbox::state::demand::{Demand, DemandedAction, Stage};
use crate::sandbox::state::id::Id;

/// Adds what is demanded.
pub(super) fn put(fields: &mut Map<String, Value>, approval: &Approval, demand: &Demand) {
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    if let Some(evaluation) = demand.evaluation {
        put("policyEvaluationId", json!(evaluation.uuid()));
    }
    put("useLegacyPolicyEngine", json!(demand.evaluation.is_none()));
    put("actions", demand.actions().map(|it| action(approval, it)).collect());
    let is_last = |action: &&DemandedAction| action.stage() == Stage::FinalApprovers;
    let ids = |is_last_word: bool| -> Vec<String> {
        let of_stage = demand.actions().filter(|it| is_last(it) == is_last_word);
        of_stage.map(|it| it.id.to_string()).collect()
    };
    let order: Vec<Value> = [ids(false), ids(true)]
        .into_iter()
        .filter(|ids| !ids.is_empty())
        .map(|ids| json!({ "actions": ids }))
        .collect();
    put("resolutionOrder", json!(order));
    put("approvers", approvers(approval, demand).iter().map(ToString::to_string).collect());
    if let Some(call) = demand.video_call {
        put("videoCallId", json!(call.uuid()));
    }
}

/// Whose approval counts for any of the actions.
pub(super) fn approvers(approval: &Approval, demand: &Demand) -> Vec<Id> {
    let mut people: Vec<Id> = Vec::new();
    for action in demand.actions() {
        let new = action.approvers.iter().filter(|it| action.counts(**it, approval.creator));
        let new: Vec<Id> = new.filter(|it| !people.contains(it)).copied().collect();
        people.extend(new);
    }
    people
}

fn action(approval: &Approval, action: &DemandedAction) -> Value {
    let status = match approval.state {
        _ if standing::is_met(approval, action) => "COMPLETE",
        ApprovalState::Rejected => "CANCELLED",
        // Another action, joined by OR, was enough.
        ApprovalState::Approved => "NOT_NEEDED",
        _ => "PENDING",
    };
    let excluded = action.approvers.iter().filter(|it| {
        let has_approved = approval.decisions.iter().any(|decision| decision.person == **it);
        has_approved || !action.counts(**it, approval.creator)
    });
    let mut document = json!({
        "id": action.id.to_string(),
        "name": action.name,
        "parameters": action.parameters,
        "status": status,
        "approvers": action.approvers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "excludedApprovers": excluded.map(ToString::to_string).collect::<Vec<_>>(),
    });
    if let (Some(operator), Some(fields)) = (&action.operator, document.as_object_mut()) {
        fields.insert("operator".to_owned(), json!(operator));
    }
    document
}
