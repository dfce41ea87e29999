//! Listing and deciding pending approvals.

use super::bulk::read_results;
use super::{ApprovalQuery, BulkDecision, BulkRequest, BulkResult, Decision, PendingApproval};
use crate::bitgo::error::Error;
use crate::bitgo::fields::Fields;
use crate::bitgo::outcome::{Outcome, Waiting};
use crate::bitgo::paging::{Batch, Pages};
use crate::bitgo::routes::Route;
use crate::bitgo::session::Session;
use crate::domain::change::about;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Map;

/// The body of `PUT /api/v2/pendingapprovals/{approvalId}`.
#[derive(Serialize)]
struct DecisionBody<'a> {
    state: Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    otp: Option<&'a str>,
}

impl Session {
    /// Streams pending approvals, page by page.
    pub fn pending_approvals(&self, query: ApprovalQuery) -> Pages<PendingApproval> {
        self.pages_ahead(
            move |session| Ok(query.list(session.call(Route::PendingApprovals, &[])?)),
            |fields| {
                Batch::read(fields, "pendingApprovals", PendingApproval::read, |approval| &approval.id)
                    .ok_or("it holds no list of pending approvals")
            },
        )
    }

    /// One pending approval.
    pub async fn pending_approval(&self, id: &str) -> Result<PendingApproval, Error> {
        let call = self.call(Route::PendingApproval, &[id])?.query("expandAddressLabels", "true");
        self.ask(call, read_approval).await
    }

    /// Decides an approval, once. [`Outcome::PendingApproval`] where more approvals are needed, or where another
    /// condition fired. A withdrawal that is approved here is broadcast as it was built (the protocol notes,
    /// section 8).
    pub async fn decide_approval(
        &self,
        id: &str,
        decision: Decision,
        code: Option<&SecretString>,
    ) -> Result<Outcome<PendingApproval>, Error> {
        let body = DecisionBody { state: decision, otp: code.map(ExposeSecret::expose_secret) };
        let call = self.call(Route::DecideApproval, &[id])?.about(about::DECISION, decision.word());
        let call = call.json(&body)?;
        let outcome = self.ask_outcome(call.code_sent(code.is_some()), read_approval).await?;
        Ok(still_open(outcome))
    }

    /// Decides many approvals with one request, once. There is a result for every decision.
    pub async fn decide_approvals(&self, request: &BulkRequest) -> Result<Vec<BulkResult>, Error> {
        let ids: Vec<&str> = request.approvals.iter().map(BulkDecision::id).collect();
        let call = self.call(Route::DecideApprovals, &[])?.about(about::APPROVALS, ids.join(" "));
        let call = match request.approvals.first() {
            Some(first) => call.about(about::DECISION, first.decision().word()),
            None => call,
        };
        let call = call.json(request)?;
        self.ask(call, |fields| read_results(fields, &request.approvals)).await
    }
}

/// An approval without an ID is none.
pub(in crate::bitgo) fn read_approval(fields: Fields) -> Result<PendingApproval, &'static str> {
    let approval = PendingApproval::read(fields);
    if approval.id.is_empty() { Err("it holds no pending approval") } else { Ok(approval) }
}

/// A decision that was taken but leaves the approval open waits for others.
pub(in crate::bitgo) fn still_open(outcome: Outcome<PendingApproval>) -> Outcome<PendingApproval> {
    match outcome {
        Outcome::Done(approval) if !approval.state.is_decided() => {
            Outcome::PendingApproval(Box::new(Waiting {
                approval_ids: vec![approval.id.clone()],
                approvals: vec![approval],
                why: String::new(),
                subject: None,
                extra: Map::new(),
            }))
        }
        other => other,
    }
}
