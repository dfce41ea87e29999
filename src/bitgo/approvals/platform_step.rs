//! What an approval waits for that the platform does itself, in its own pages: identity and liveness checks, video calls; and
//! the evaluation of the Policy Builder that it comes from.

use super::{ApprovalState, PendingApproval};
use crate::bitgo::fields::Fields;
use serde_json::Value;

/// An inquiry of the platform's that goes with an approval (spec: `associatedInquiries`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// The platform's ID.
    pub id: String,
    /// What it is about, by the platform's word.
    pub kind: String,
    /// More closely, by the platform's word.
    pub subkind: String,
    /// How far it is, by the platform's word.
    pub status: String,
}

/// A step that is taken in the platform's own pages, never here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformStep {
    /// What is waited for: "video call".
    pub what: &'static str,
    /// Who is to take it, by ID; empty where it is not told.
    pub people: Vec<String>,
    /// The video call, by ID, where there is one.
    pub call: Option<String>,
}

impl Inquiry {
    pub(super) fn read_all(fields: &mut Fields) -> Vec<Self> {
        let read = |mut it: Fields| Self {
            id: it.text("inquiryId").unwrap_or_default(),
            kind: it.text("inquiryType").unwrap_or_default(),
            subkind: it.text("inquirySubType").unwrap_or_default(),
            status: it.text("inquiryStatus").unwrap_or_default(),
        };
        fields.objects("associatedInquiries").unwrap_or_default().into_iter().map(read).collect()
    }
}

impl PendingApproval {
    /// Who is to be in the video call, by ID, as the request says (`videoApprovers` of a withdrawal). The specification does
    /// not say what an entry is: of an object its ID is taken.
    pub fn video_approvers(&self) -> Vec<String> {
        let content = self.info.raw.get(self.info.kind.word());
        let listed = content.and_then(|it| it.get("videoApprovers")).and_then(Value::as_array);
        let person = |it: &Value| {
            let id = it.as_str().or_else(|| ["id", "userId"].iter().find_map(|name| it.get(name)?.as_str()));
            id.filter(|id| !id.is_empty()).map(str::to_owned)
        };
        listed.into_iter().flatten().filter_map(person).collect()
    }

    /// What it waits for in the platform's own pages; none where people decide it, and where nothing is left to decide.
    pub fn platform_step(&self) -> Option<PlatformStep> {
        let requester = || Vec::from_iter((!self.creator.is_empty()).then(|| self.creator.clone()));
        let (what, people) = match &self.state {
            ApprovalState::PendingVideoApproval => ("video call", self.video_approvers()),
            ApprovalState::PendingVideoApprovalFromSupport => {
                ("video call with BitGo support", self.video_approvers())
            }
            ApprovalState::PendingIdVerification => ("identity check", requester()),
            ApprovalState::PendingLivenessVerification => ("liveness check", requester()),
            _ => return None,
        };
        Some(PlatformStep { what, people, call: self.video_call.clone() })
    }
}

impl PlatformStep {
    /// In a sentence; `names` are those of its people.
    pub fn sentence(&self, names: &[String]) -> String {
        let of = if names.is_empty() { String::new() } else { format!(" of {}", names.join(", ")) };
        let call = self.call.as_ref().map(|id| format!(" (call {id})")).unwrap_or_default();
        format!("Waits for the {}{of}{call}, which is done on BitGo's web page.", self.what)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_platform_does_itself_is_told_with_who_and_where() {
        let kinds = ["transactionRequest", "transactionRequestFull"];
        for (kind, state, sentence) in [
            (
                0,
                "pendingVideoApproval",
                Some("Waits for the video call of Ann, Bo (call c7), which is done on BitGo's web page."),
            ),
            (
                1,
                "pendingVideoApprovalFromSupport",
                Some(
                    "Waits for the video call with BitGo support of Ann, Bo (call c7), which is done on BitGo's web page.",
                ),
            ),
            (
                0,
                "pendingIdVerification",
                Some("Waits for the identity check of Cy (call c7), which is done on BitGo's web page."),
            ),
            (
                1,
                "pendingLivenessVerification",
                Some("Waits for the liveness check of Cy (call c7), which is done on BitGo's web page."),
            ),
            (0, "pending", None),
            (0, "approved", None),
            (0, "pendingMoon", None),
        ] {
            let approval = json!({ "id": "a", "creator": "cy", "state": state, "videoCallId": "c7",
                "policyEvaluationId": "e1", "useLegacyPolicyEngine": false,
                "associatedInquiries": [{ "inquiryId": "q", "inquiryType": "kyc", "inquirySubType": "id", "inquiryStatus": "open" }],
                "info": { "type": kinds[kind], kinds[kind]: { "videoApprovers": ["ann", { "id": "bo" }, 7, ""] } } });
            let approval = PendingApproval::read(Fields::of(approval).unwrap());
            assert_eq!(approval.policy_evaluation.as_deref(), Some("e1"));
            assert_eq!(approval.uses_legacy_engine, Some(false));
            assert_eq!(approval.inquiries[0].status, "open");
            assert!(approval.extra.is_empty(), "{:?}", approval.extra);
            assert_eq!(approval.video_approvers(), ["ann", "bo"]);
            let step = approval.platform_step();
            let names = |step: &PlatformStep| -> Vec<String> {
                let name = |id: &String| format!("{}{}", id[..1].to_uppercase(), &id[1..]);
                step.people.iter().map(name).collect()
            };
            assert_eq!(step.map(|it| it.sentence(&names(&it))).as_deref(), sentence, "{state}");
        }
    }
}
