//! What an approval waits for that the platform does itself, in its own pages: identity and liveness checks, video calls; and
//! the evaluation of the Policy Builder that it comes from.

use super::{ApprovalState, PendingApproval};
use crate::bitgo::fields::Fields;
use crate::domain::each_once::each_once;
use crate::domain::text::listed;
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
    /// How many of them are enough, where not all have to.
    pub enough: Option<u64>,
    /// The video call, by ID, where there is one.
    pub call: Option<String>,
}

const LIVENESS: &str = "liveness check";

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
            ApprovalState::PendingLivenessVerification => {
                let (people, enough) = self.liveness_people();
                return Some(PlatformStep { enough, ..self.step(LIVENESS, people) });
            }
            _ => return None,
        };
        Some(self.step(what, people))
    }

    fn step(&self, what: &'static str, people: Vec<String>) -> PlatformStep {
        PlatformStep { what, people, enough: None, call: self.video_call.clone() }
    }

    /// Of whom a liveness check is asked, as far as the open actions tell, and how many of them are enough.
    fn liveness_people(&self) -> (Vec<String>, Option<u64>) {
        let asked: Vec<Action<'_>> = self.actions().filter(|it| it.is_open() && it.is_liveness()).collect();
        let people = |action: &Action<'_>| {
            if action.name.ends_with("FromRequestor") {
                return Vec::from_iter((!self.creator.is_empty()).then(|| self.creator.clone()));
            }
            action.people()
        };
        let each: Vec<Vec<String>> = asked.iter().map(people).collect();
        // Where one of them does not tell whom it asks, the others are not all.
        if each.iter().any(Vec::is_empty) {
            return (Vec::new(), None);
        }
        let people = each_once(each.into_iter().flatten().collect());
        let enough = match asked.as_slice() {
            [one] => one.enough().filter(|count| *count < people.len() as u64),
            _ => None,
        };
        (people, enough)
    }

    fn actions(&self) -> impl Iterator<Item = Action<'_>> {
        let actions = self.extra.get("actions").and_then(Value::as_array);
        actions.into_iter().flatten().map(Action::of)
    }

    /// That approving alone does not end it, in a sentence: BitGo itself has to do something besides. None where the approvals
    /// of people are all that is known to be needed.
    pub fn also_waits_for(&self) -> Option<String> {
        if self.state.is_decided() {
            return None;
        }
        let now = self.platform_step().map(|step| step.what);
        let later = match self.checks_demanded() {
            Some(checks) => checks,
            None => Vec::from_iter(self.video_call.is_some().then_some("video call")),
        };
        // A call with support is a call, too.
        let is_now = |what: &&str| now.is_some_and(|now| now.starts_with(what));
        let checks = now.into_iter().chain(later.into_iter().filter(|it| !is_now(it)));
        let checks = each_once(checks.collect());
        let each: Vec<String> = checks.iter().map(|what| format!("the {what}")).collect();
        (!each.is_empty()).then(|| {
            format!(
                "Approving alone does not complete it: it also needs {}, done on BitGo's web page.",
                listed(each, "check")
            )
        })
    }

    /// The platform's checks among its open actions; none where no actions are told. Of actions joined by OR another one may
    /// be enough.
    fn checks_demanded(&self) -> Option<Vec<&'static str>> {
        let actions = self.extra.get("actions").and_then(Value::as_array)?;
        let text = |action: &Value, name: &str| action.get(name).and_then(Value::as_str).map(str::to_owned);
        let is_or = |place: usize| {
            let joined = |at: usize| actions.get(at).and_then(|it| text(it, "operator"));
            let with_next = place + 1 < actions.len() && joined(place).as_deref() == Some("OR");
            with_next || place.checked_sub(1).and_then(joined).as_deref() == Some("OR")
        };
        let check = |(place, action): (usize, &Value)| {
            let is_open = text(action, "status").is_none_or(|status| status == "PENDING");
            let what = check_words(&text(action, "name")?)?;
            (is_open && !is_or(place)).then_some(what)
        };
        Some(actions.iter().enumerate().filter_map(check).collect())
    }
}

/// An action of an evaluation, as an approval tells it.
struct Action<'a> {
    name: &'a str,
    told: &'a Value,
}

impl<'a> Action<'a> {
    fn of(told: &'a Value) -> Self {
        Self { name: told.get("name").and_then(Value::as_str).unwrap_or_default(), told }
    }

    fn is_open(&self) -> bool {
        self.told.get("status").and_then(Value::as_str).is_none_or(|status| status == "PENDING")
    }

    fn is_liveness(&self) -> bool {
        check_words(self.name) == Some(LIVENESS)
    }

    /// Whom it asks, by ID: those that its rule names, or else who can do it.
    fn people(&self) -> Vec<String> {
        let texts = |list: Option<&Value>| -> Vec<String> {
            let each = list.and_then(Value::as_array).into_iter().flatten();
            each.filter_map(|it| it.as_str().filter(|id| !id.is_empty()).map(str::to_owned)).collect()
        };
        let named = texts(self.told.pointer("/parameters/userIds"));
        if named.is_empty() { texts(self.told.get("approvers")) } else { named }
    }

    /// How many of them are enough; text or a number.
    fn enough(&self) -> Option<u64> {
        let count = self.told.pointer("/parameters/minRequired")?;
        count.as_u64().or_else(|| count.as_str()?.parse().ok()).filter(|count| *count > 0)
    }
}

/// What the platform checks by this action; none where it checks nothing itself.
fn check_words(action: &str) -> Option<&'static str> {
    match action.strip_prefix("approvals.bitgo.")? {
        "noop" => None,
        "idVerification" => Some("identity check"),
        "videoApproval" => Some("video call"),
        other if other.starts_with("livenessVerification") => Some(LIVENESS),
        _ => Some("check by BitGo"),
    }
}

impl PlatformStep {
    /// In a sentence; `names` are those of its people.
    pub fn sentence(&self, names: &[String]) -> String {
        let some = self.enough.map(|count| format!("any {count} of ")).unwrap_or_default();
        let of = if names.is_empty() { String::new() } else { format!(" of {some}{}", names.join(", ")) };
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
                Some("Waits for the liveness check (call c7), which is done on BitGo's web page."),
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

    #[test]
    fn a_liveness_check_is_asked_of_those_that_its_action_names() {
        let of = |from: &str, parameters: Value, approvers: Value| {
            json!({ "name": format!("approvals.bitgo.livenessVerificationFrom{from}"), "status": "PENDING",
                "parameters": parameters, "approvers": approvers })
        };
        let users = || of("Users", json!({ "userIds": ["gil", "hal"], "minRequired": 2 }), json!([]));
        let done = json!({ "name": "approvals.bitgo.livenessVerificationFromUsers", "status": "COMPLETE",
            "parameters": { "userIds": ["ivy"] } });
        for (actions, whom) in [
            (vec![of("Requestor", json!({}), json!([]))], " of dan"),
            (vec![users()], " of gil, hal"),
            (
                vec![of("Users", json!({ "userIds": ["gil", "hal"], "minRequired": "1" }), json!([]))],
                " of any 1 of gil, hal",
            ),
            (vec![of("EnterpriseAdmins", json!({ "minRequired": 1 }), json!([]))], ""),
            (vec![of("EnterpriseAdmins", json!({ "minRequired": 1 }), json!(["jo"]))], " of jo"),
            (vec![done, users()], " of gil, hal"),
            (vec![users(), of("Requestor", json!({}), json!([]))], " of gil, hal, dan"),
            (vec![users(), of("EnterpriseAdmins", json!({}), json!([]))], ""),
            (Vec::new(), ""),
        ] {
            let approval = json!({ "id": "a", "creator": "dan", "state": "pendingLivenessVerification",
                "actions": actions, "info": { "type": "transactionRequest" } });
            let approval = PendingApproval::read(Fields::of(approval).unwrap());
            let step = approval.platform_step().unwrap();
            let expected = format!("Waits for the liveness check{whom}, which is done on BitGo's web page.");
            assert_eq!(step.sentence(&step.people), expected, "{actions:?}");
        }
    }

    #[test]
    fn checks_that_follow_the_one_under_way_are_told_with_it() {
        let open = |name: &str| json!({ "name": format!("approvals.bitgo.{name}"), "status": "PENDING" });
        for (state, actions, told) in [
            (
                "pendingIdVerification",
                vec![open("idVerification"), open("videoApproval")],
                "the identity check and the video call",
            ),
            ("pendingIdVerification", vec![open("idVerification")], "the identity check"),
            (
                "pendingVideoApprovalFromSupport",
                vec![open("videoApproval")],
                "the video call with BitGo support",
            ),
        ] {
            let approval = json!({ "id": "a", "state": state, "actions": actions,
                "info": { "type": "transactionRequest" } });
            let approval = PendingApproval::read(Fields::of(approval).unwrap());
            let words = approval.also_waits_for().unwrap();
            assert!(words.contains(&format!("it also needs {told}, done")), "{words}");
        }
    }

    #[test]
    fn a_check_that_comes_after_the_people_is_told_before_they_approve() {
        let people = json!({ "name": "approvals.customer.walletAdmin", "status": "PENDING" });
        let check =
            |name: &str, status: &str| json!({ "name": format!("approvals.bitgo.{name}"), "status": status });
        let with = |mut action: Value, operator: &str| {
            action["operator"] = json!(operator);
            action
        };
        for (actions, told) in [
            (vec![people.clone()], None),
            (
                vec![with(people.clone(), "AND"), check("idVerification", "PENDING")],
                Some("the identity check"),
            ),
            (vec![people.clone(), check("idVerification", "COMPLETE")], None),
            (vec![with(people.clone(), "OR"), check("videoApproval", "PENDING")], None),
            (vec![with(check("videoApproval", "PENDING"), "OR"), people.clone()], None),
            (
                vec![check("livenessVerificationFromUsers", "PENDING"), check("videoApproval", "PENDING")],
                Some("the liveness check and the video call"),
            ),
            (vec![check("noop", "PENDING"), check("moonCheck", "PENDING")], Some("the check by BitGo")),
        ] {
            let approval = json!({ "id": "a", "state": "pending", "actions": actions, "videoCallId": "c7",
                "info": { "type": "transactionRequest" } });
            let approval = PendingApproval::read(Fields::of(approval).unwrap());
            let words = told.map(|told| {
                format!(
                    "Approving alone does not complete it: it also needs {told}, done on BitGo's web page."
                )
            });
            assert_eq!(approval.also_waits_for(), words, "{actions:?}");
        }
        let untold = json!({ "id": "a", "state": "pending", "videoCallId": "c7", "info": { "type": "transactionRequest" } });
        let untold = PendingApproval::read(Fields::of(untold).unwrap());
        assert!(untold.also_waits_for().is_some_and(|words| words.contains("the video call")));
    }
}
