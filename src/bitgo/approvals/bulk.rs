//! Deciding many approvals at once (spec: PUT /api/v2/pendingapprovals/bulkupdate). Never withdrawals.

use super::{ApprovalKind, Decision, PendingApproval};
use crate::bitgo::fields::Fields;
use crate::bitgo::routes::Route;
use serde::Serialize;

/// One decision of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BulkDecision {
    #[serde(rename = "paId")]
    id: String,
    #[serde(rename = "status")]
    decision: Decision,
}

/// Why an approval is not decided together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulkRefusal {
    /// Money would move.
    #[error("Withdrawals are decided one at a time. Open it to decide.")]
    Withdrawal,
    /// What it is about is not known here.
    #[error("This program does not know this kind of approval. Open it and read it before you decide.")]
    UnknownKind,
}

impl BulkDecision {
    /// A decision on this approval. Withdrawals and unknown kinds are refused.
    pub fn new(approval: &PendingApproval, decision: Decision) -> Result<Self, BulkRefusal> {
        match &approval.info.kind {
            kind if kind.is_withdrawal() => Err(BulkRefusal::Withdrawal),
            ApprovalKind::Other(_) => Err(BulkRefusal::UnknownKind),
            _ => Ok(Self { id: approval.id.clone(), decision }),
        }
    }

    /// The approval, by ID.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Yes or no.
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

/// Several decisions as one request: what is shown before it is sent is what is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkRequest {
    /// The decisions.
    pub approvals: Vec<BulkDecision>,
    /// Whether the platform is to stop at the first that it refuses.
    #[serde(rename = "bailOnError")]
    pub stops_at_error: bool,
}

impl BulkRequest {
    /// What is sent: method, path and body.
    pub fn in_words(&self) -> String {
        let body = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{}\n{body}", Route::DecideApprovals)
    }
}

/// What came of one decision of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkResult {
    /// The approval, by ID.
    pub id: String,
    /// What came of it.
    pub state: BulkState,
}

/// What came of one decision of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkState {
    /// It was taken.
    Done,
    /// It was refused, for this reason in the platform's words.
    Failed(String),
    /// The platform says nothing about it: it stopped at an error before, or forgot.
    NotTold,
    /// A newer state, by the platform's word.
    Other(String),
}

/// One result for each decision, in their order; then those that nobody asked for.
pub(super) fn read_results(
    mut fields: Fields,
    decisions: &[BulkDecision],
) -> Result<Vec<BulkResult>, &'static str> {
    let told = fields.objects("results").ok_or("it holds no results")?;
    let mut told: Vec<BulkResult> = told.into_iter().map(read_result).collect();
    let mut results = Vec::new();
    for decision in decisions {
        let found = told.iter().position(|result| result.id == decision.id);
        let missing = || BulkResult { id: decision.id.clone(), state: BulkState::NotTold };
        results.push(found.map_or_else(missing, |at| told.remove(at)));
    }
    results.append(&mut told);
    Ok(results)
}

fn read_result(mut fields: Fields) -> BulkResult {
    let id = fields.text("paId").unwrap_or_default();
    let message = fields.text("message").unwrap_or_default();
    let state = match fields.text("status").as_deref() {
        Some("success") => BulkState::Done,
        Some("error") => BulkState::Failed(message),
        Some(other) => BulkState::Other(other.to_owned()),
        None => BulkState::NotTold,
    };
    BulkResult { id, state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::fuzz_tests::{any_object, fields};
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    proptest! {
        #[test]
        fn every_decision_has_its_result_whatever_comes(
            results in prop::collection::vec(any_object(), 0..6),
            ids in prop::collection::vec("[a-c]", 0..5),
        ) {
            let told = results.into_iter().map(Value::Object).collect();
            let answer = Map::from_iter([("results".to_owned(), Value::Array(told))]);
            let decisions: Vec<BulkDecision> =
                ids.iter().map(|id| BulkDecision { id: id.clone(), decision: Decision::Approve }).collect();
            let read = read_results(fields(&answer), &decisions);
            let read: Vec<String> = read.unwrap_or_default().into_iter().map(|it| it.id).collect();
            prop_assert_eq!(&read[..ids.len()], &ids[..]);
        }
    }
}
