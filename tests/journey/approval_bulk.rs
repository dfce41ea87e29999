//! Several approvals decided at once: what can be, what is sent, and a result for each.

use std::time::Duration;

use countersign::bitgo::approvals::{ApprovalKind, Decision, PendingApproval};
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;

use crate::approval_queue::{at_a_lively_queue, rejected_elsewhere, waiting};
use crate::approvals::at_the_queue;
use crate::harness::{ADMIN, Harness};

const BULK: &str = "PUT /api/v2/pendingapprovals/bulkupdate";
const ONE: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
const UNLOCK: &str = "POST /api/v2/user/unlock";

/// Asked along with the whole list of wallets.
const WHOLE_LIST: &str = "GET /api/v2/wallets/count";

pub const TAGS: &str = "Add tag “operations” to “Tron operations”";
pub const RECORD: &str = "Travel rule threshold for withdrawals above 1,000 USD";
const RULE: &str = "Add rule “Compliance limit” to “Payroll hot”";
/// The admin's own.
const OWN: &str = "Remove Hana Kimura from “Settlement USDT, Ethereum”";

pub fn tick(app: &mut Harness, summaries: &[&str]) {
    for summary in summaries {
        let label = app.text_from(&format!("Select {summary}"));
        app.click(&label);
    }
    app.wait_for(&format!("{} selected:", summaries.len()));
}

/// At the dialog, with these ticked, unlocked where they are to be approved.
fn at_the_dialog(decision: Decision, summaries: &[&str]) -> Harness {
    let mut app = at_the_queue(Some(ADMIN));
    tick(&mut app, summaries);
    open_dialog(&mut app, decision);
    app
}

fn open_dialog(app: &mut Harness, decision: Decision) {
    match decision {
        Decision::Approve => {
            app.click("Approve…");
            app.wait_for_words("unlock the session");
            app.unlock_session();
            app.wait_until_gone("unlock the session");
        }
        Decision::Reject => app.click("Reject…"),
    }
    app.wait_for("Cancel");
}

/// Approves them once each has been seen.
fn approve(app: &mut Harness, counted: &str) {
    app.stage.see_to_the_end().unwrap();
    app.click(&format!("Approve {counted}"));
}

/// Results of one, as the dialog says it.
fn came(app: &Harness, summary: &str) -> String {
    app.text_from(&format!("{summary}. "))
}

#[test]
fn several_are_approved_with_one_request_and_each_has_its_result() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click_role(Role::Button, "Wallets");
    app.open_page("Payroll hot");
    app.must_see("Policy (2)");
    app.click_role(Role::Button, "Approvals");
    app.wait_until_gone("in progress");
    let before = waiting(&mut app, "admin").len();
    let counted = app.control().requests(WHOLE_LIST);
    tick(&mut app, &[TAGS, RECORD, RULE]);
    app.control().keep_bodies();
    app.click("Approve…");
    app.wait_for_words("unlock the session");
    assert_eq!(app.control().requests(BULK), 0);
    app.must_not_see("Approve 3 requests");
    app.type_into("One-time code", "1111111");
    app.click("Unlock session");
    app.wait_for_words("The one-time code was not accepted");
    app.unlock_session();
    app.wait_for("Approve 3 requests");
    for words in [TAGS, RECORD, RULE, "PUT /api/v2/pendingapprovals/bulkupdate", "\"bailOnError\": false"] {
        app.must_see(words);
    }
    approve(&mut app, "3 requests");
    app.wait_for("Results of 3 requests");
    for summary in [TAGS, RECORD, RULE] {
        assert_eq!(came(&app, summary), format!("{summary}. Approved."));
    }
    app.wait_until_gone("in progress");
    app.must_see("Results of 3 requests");
    app.click("Done");
    app.wait_until_gone("selected:");
    assert_eq!(waiting(&mut app, "admin").len(), before - 3);
    app.must_not_see("Add tag “operations”");
    assert_eq!((app.control().requests(BULK), app.control().requests(ONE)), (1, 0));
    let sent = app.control().kept_bodies();
    let (_, decisions) = sent.rsplit_once("{\"approvals\"").unwrap();
    let (decisions, _) = decisions.split_once("bailOnError").unwrap();
    assert!(decisions.contains("\"paId\"") && !decisions.contains("otp"), "{decisions}");
    // The three wallets are read again by themselves, the one whose page is open for its page too.
    assert_eq!(app.control().requests(WHOLE_LIST), counted, "every wallet was read");
    app.click_role(Role::Button, "Wallets");
    app.wait_for("Policy (3)");
}

#[test]
fn the_unlocked_session_is_asked_for_no_second_code() {
    let mut app = at_the_dialog(Decision::Approve, &[RECORD]);
    approve(&mut app, "1 request");
    app.wait_for("Results of 1 request");
    app.click("Done");
    tick(&mut app, &[TAGS]);
    app.click("Approve…");
    app.wait_for("Approve 1 request");
    app.must_not_see("One-time code");
    assert_eq!(app.control().requests(UNLOCK), 1);
}

#[test]
fn several_are_rejected_and_ones_own_is_canceled_without_unlocking() {
    let mut app = at_the_dialog(Decision::Reject, &[TAGS, OWN]);
    app.must_see(&format!("{OWN} (yours: it is canceled)"));
    app.must_not_see("One-time code");
    app.click("Reject 2 requests");
    app.wait_for("Results of 2 requests");
    assert_eq!(came(&app, TAGS), format!("{TAGS}. Rejected."));
    assert_eq!(came(&app, OWN), format!("{OWN}. Canceled."));
    assert_eq!((app.control().requests(BULK), app.control().requests(UNLOCK)), (1, 0));
}

#[test]
fn what_the_person_may_not_approve_is_refused_before_anything_is_sent() {
    let mut app = at_the_queue(Some(ADMIN));
    let own = waiting(&mut app, "admin").into_iter().find(|it| {
        it.info.kind.word() == "userChangeRequest"
            && it.wallet_label.as_deref() == Some("Settlement USDT, Ethereum")
    });
    let own = own.unwrap().id;
    tick(&mut app, &[OWN, TAGS]);
    open_dialog(&mut app, Decision::Approve);
    app.must_see(&format!("Not sent: {OWN}. You requested this"));
    app.control().keep_bodies();
    approve(&mut app, "1 request");
    app.wait_for("Results of 2 requests");
    app.must_see(&format!("{OWN}. Not sent: You requested this"));
    let sent = app.control().kept_bodies();
    assert!(sent.contains("approvals") && !sent.contains(&own), "{sent}");
    app.click("Done");
    tick(&mut app, &[OWN]);
    app.click("Approve…");
    app.wait_for_words("so nothing is sent");
    app.click("Cancel");
    assert_eq!(app.control().requests(BULK), 1);
}

#[test]
fn a_withdrawal_cannot_be_ticked_and_says_why() {
    let app = at_the_queue(Some(ADMIN));
    let boxes = app.stage.labels_of(Role::CheckBox);
    assert!(boxes.iter().all(|label| !label.starts_with("Select Send ")), "{boxes:?}");
    app.must_see("Withdrawals are decided one at a time. Open it to decide.");
}

#[test]
fn what_was_decided_elsewhere_is_found_before_anything_is_sent() {
    let mut app = at_the_dialog(Decision::Approve, &[RECORD, TAGS, RULE]);
    rejected_elsewhere(&mut app, "owner", "updateWalletTagsRequest");
    approve(&mut app, "3 requests");
    app.wait_for_words("Nothing was sent, because 1 request has changed.");
    app.wait_for_words(&format!("Not sent: {TAGS}. It has left the queue"));
    assert_eq!(app.control().requests(BULK), 0);
    approve(&mut app, "2 requests");
    app.wait_for("Results of 3 requests");
    for summary in [RECORD, RULE] {
        assert_eq!(came(&app, summary), format!("{summary}. Approved."));
    }
    assert_eq!(app.control().requests(BULK), 1);
}

/// Presses the button, and has one of them decided by somebody else after they were looked at and before they are sent.
fn decided_in_the_middle(app: &mut Harness) {
    const LIST: &str = "GET /api/v2/pendingapprovals";
    let session = app.api_of("owner");
    let id = own_of_owner(app);
    let before = app.control().requests(LIST);
    app.control().delay_answers(Duration::from_millis(1500));
    approve(app, "3 requests");
    app.wait_until_answered(LIST, before);
    app.wait(session.decide_approval(&id, Decision::Reject, Some(&ONE_TIME_CODE.into()))).unwrap();
    app.control().delay_answers(Duration::ZERO);
}

fn own_of_owner(app: &mut Harness) -> String {
    let me = app.api_of("owner").user().id.clone();
    let tags = |it: &&PendingApproval| it.creator == me && it.info.kind == ApprovalKind::WalletTags;
    waiting(app, "owner").iter().find(tags).map(|it| it.id.clone()).unwrap()
}

#[test]
fn what_is_decided_elsewhere_in_the_middle_is_told_and_the_others_are_done() {
    let mut app = at_the_dialog(Decision::Approve, &[RECORD, TAGS, RULE]);
    decided_in_the_middle(&mut app);
    app.wait_for("Results of 3 requests");
    assert_eq!(came(&app, RECORD), format!("{RECORD}. Approved."));
    let told = came(&app, TAGS);
    assert!(
        told.contains("Refused: “this approval has already been decided”. There is nothing left"),
        "{told}"
    );
    assert_eq!(came(&app, RULE), format!("{RULE}. Approved."));
    assert_eq!(app.control().requests(BULK), 1);
}

#[test]
fn stopping_at_the_first_error_leaves_the_rest_open_and_says_so() {
    let mut app = at_the_dialog(Decision::Approve, &[RECORD, TAGS, RULE]);
    app.click("Stop at the first error");
    app.wait_for_words("\"bailOnError\": true");
    decided_in_the_middle(&mut app);
    app.wait_for_words(&format!("{RULE}. It is still open, and nothing happened."));
    assert_eq!(came(&app, RECORD), format!("{RECORD}. Approved."));
    assert!(came(&app, TAGS).contains("Refused: "), "{}", app.screen());
    let open = waiting(&mut app, "admin");
    assert!(open.iter().any(|it| it.info.kind.word() == "policyRuleRequest"));
    assert_eq!(app.control().requests(BULK), 1);
}

#[test]
fn a_lost_answer_is_looked_up_and_nothing_is_sent_again() {
    let mut app = at_the_dialog(Decision::Approve, &[RECORD, TAGS]);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    approve(&mut app, "2 requests");
    for summary in [RECORD, TAGS] {
        let words = "your approval was carried out. You have approved it";
        app.wait_for_words(&format!("{summary}. The answer was lost, but it was looked up: {words}"));
    }
    assert_eq!(app.control().requests(BULK), 1);
}

#[test]
fn waiting_can_be_stopped_and_the_list_tells_that_nothing_was_done() {
    let mut app = at_the_dialog(Decision::Reject, &[RECORD, TAGS]);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Hang)]);
    app.click("Reject 2 requests");
    app.wait_for("Stop waiting");
    app.must_not_see("Cancel");
    app.click("Stop waiting");
    for summary in [RECORD, TAGS] {
        let words = "your rejection was not carried out.";
        app.wait_for_words(&format!("{summary}. The answer was lost, and it was looked up: {words}"));
    }
    assert_eq!(app.control().requests(BULK), 1);
}

#[test]
fn what_leaves_the_queue_before_it_is_sent_is_taken_out() {
    let mut app = at_a_lively_queue(Duration::from_millis(300));
    tick(&mut app, &[RECORD, TAGS]);
    open_dialog(&mut app, Decision::Approve);
    app.wait_for("Approve 2 requests");
    rejected_elsewhere(&mut app, "owner", "updateWalletTagsRequest");
    app.wait_for_words(&format!("Not sent: {TAGS}. It has left the queue"));
    app.wait_for("Approve 1 request");
    app.wait_for("1 selected:");
}

#[test]
fn a_session_that_ends_keeps_the_list_and_no_code() {
    let mut app = at_the_queue(Some(ADMIN));
    tick(&mut app, &[RECORD]);
    app.click("Approve…");
    app.wait_for_words("unlock the session");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.control().revoke_sessions();
    app.click("Unlock session");
    app.wait_for_words("Your session in Sandbox has ended.");
    app.click(ADMIN);
    app.give_code();
    app.wait_for("Unlock session");
    assert_eq!(app.typed("One-time code"), "");
    assert_eq!(app.control().requests(BULK), 0);
}

#[test]
fn a_token_with_spending_limits_is_never_unlocked_for_it() {
    let mut app = Harness::open();
    let session = app.api_of("admin");
    crate::login::come_with_limited_token(&mut app, &session, &["pending_approval_update"]);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app.control().want_unlocked_tokens();
    tick(&mut app, &[TAGS]);
    app.click("Approve…");
    approve(&mut app, "1 request");
    app.wait_for_words("unlocking would remove all of them for good");
    app.must_not_see("Unlock session");
    assert_eq!(app.control().requests(UNLOCK), 0);
}
