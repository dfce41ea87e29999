//! What came of a change: done, or waiting for other people's approval (a 202, or a 2xx answer that holds
//! `pendingApproval`; the protocol notes, sections 8 and 10).

use super::approvals::PendingApproval;
use super::fields::Fields;
use serde_json::{Map, Value};

/// What came of a change that the platform accepted.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It is done.
    Done(T),
    /// It is done only once others approve.
    PendingApproval(Box<Waiting<T>>),
}

/// A change that waits for approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting<T> {
    /// The approvals that it waits for, by ID. Empty where the platform names none.
    pub approval_ids: Vec<String>,
    /// Those of them that came along in full.
    pub approvals: Vec<PendingApproval>,
    /// Why it waits, in the platform's words; empty where it says nothing.
    pub why: String,
    /// The object of the change as it stands, where the platform sent it too.
    pub subject: Option<T>,
    /// What else the answer holds.
    pub extra: Map<String, Value>,
}

impl<T> Outcome<T> {
    /// What is done, if it is.
    pub fn done(self) -> Option<T> {
        match self {
            Self::Done(it) => Some(it),
            Self::PendingApproval(_) => None,
        }
    }

    /// What it waits for, if it does.
    pub fn waiting(&self) -> Option<&Waiting<T>> {
        match self {
            Self::Done(_) => None,
            Self::PendingApproval(waiting) => Some(waiting),
        }
    }

    /// Something that waits for one approval which is known by its ID alone.
    pub(super) fn waits_for(id: Option<String>, subject: T) -> Self {
        Self::PendingApproval(Box::new(Waiting {
            approval_ids: id.into_iter().collect(),
            approvals: Vec::new(),
            why: String::new(),
            subject: Some(subject),
            extra: Map::new(),
        }))
    }

    /// Reads an answer of any 2xx status.
    pub(super) fn read(
        status: u16,
        mut fields: Fields,
        read: impl FnOnce(Fields) -> Result<T, &'static str>,
    ) -> Result<Self, &'static str> {
        let is_accepted = status == 202;
        let mut ids = Vec::new();
        let mut approvals: Vec<PendingApproval> = Vec::new();
        approvals.extend(fields.object("pendingApproval").map(PendingApproval::read));
        ids.extend(fields.text("pendingApproval"));
        if is_accepted {
            let listed = fields.objects("pendingApprovals").unwrap_or_default();
            approvals.extend(listed.into_iter().map(PendingApproval::read));
        }
        if approvals.is_empty() && ids.is_empty() {
            if !is_accepted {
                return read(fields).map(Self::Done);
            }
            if fields.peek("info").is_some_and(Value::is_object) {
                approvals.push(PendingApproval::read(fields));
                fields = Fields::default();
            } else {
                ids.extend(fields.peek("pendingApprovalId").and_then(Value::as_str).map(str::to_owned));
                let why = fields.text("error").unwrap_or_default();
                let extra = fields.clone().rest();
                let subject = read(fields).ok();
                return Ok(Self::PendingApproval(Box::new(Waiting {
                    approval_ids: ids,
                    approvals,
                    why,
                    subject,
                    extra,
                })));
            }
        }
        let named = approvals.iter().map(|approval| approval.id.clone()).filter(|id| !id.is_empty());
        ids.extend(named);
        let why = fields.text("error").unwrap_or_default();
        let waiting = Waiting { approval_ids: ids, approvals, why, subject: None, extra: fields.rest() };
        Ok(Self::PendingApproval(Box::new(waiting)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;

    fn outcome(status: u16, value: Value) -> Outcome<u64> {
        Outcome::read(status, Fields::of(value).unwrap(), |mut fields| fields.whole("n").ok_or("no n"))
            .unwrap()
    }

    #[test]
    fn every_way_of_saying_wait_is_heard() {
        let approval = json!({"id":"a1","state":"pending","info":{"type":"userChangeRequest"},"new":1});
        for (status, body, why) in [
            (202, approval.clone(), ""),
            (
                200,
                json!({"error":"triggered all transactions policy","pendingApproval":approval}),
                "triggered all transactions policy",
            ),
            (202, json!({"pendingApprovals":[approval]}), ""),
            (200, json!({"pendingApproval":"a1","error":"wait"}), "wait"),
            (202, json!({"pendingApprovalId":"a1"}), ""),
        ] {
            let outcome = outcome(status, body.clone());
            let waiting = outcome.waiting().unwrap_or_else(|| panic!("{body}"));
            assert_eq!(
                (waiting.approval_ids.as_slice(), waiting.why.as_str()),
                (&["a1".to_owned()][..], why),
                "{body}"
            );
        }
        assert!(outcome(202, json!({})).waiting().unwrap().approval_ids.is_empty());
        assert_eq!(outcome(202, json!({"n":3})).waiting().unwrap().subject, Some(3));
        assert_eq!(outcome(200, json!({"n":3})), Outcome::Done(3));
        let none: Result<Outcome<u64>, _> = Outcome::read(200, Fields::default(), |_| Err("no n"));
        assert_eq!(none, Err("no n"));
    }
}
