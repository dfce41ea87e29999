//! Several approvals decided at once: what can be, what is sent, and a result for each.

use std::time::Duration;

use countersign::bitgo::approvals::Decision;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;

use crate::approval_queue::{at_a_lively_queue, rejected_elsewhere, waiting};
use crate::approvals::at_the_queue;
use crate::desk::{ADMIN, Desk};

const BULK: &str = "PUT /api/v2/pendingapprovals/bulkupdate";
const ONE: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
const UNLOCK: &str = "POST /api/v2/user/unlock";

/// Asked along with the whole list of wallets.
const WHOLE_LIST: &str = "GET /api/v2/wallets/count";

const TAGS: &str = "Add the tag operations to Tron operations";
const RECORD: &str = "Travel rule threshold for withdrawals above 1,000 USD";
const RULE: &str = "Add the rule Compliance limit of Payroll hot";
/// The admin's own.
const OWN: &str = "Remove Hana Kimura from Settlement USDT, Ethereum";

fn tick(desk: &mut Desk, summaries: &[&str]) {
    for summary in summaries {
        let label = desk.text_from(&format!("Select {summary}"));
        desk.click(&label);
    }
    desk.wait_for(&format!("{} selected:", summaries.len()));
}

/// At the dialog, with these ticked, unlocked where they are to be approved.
fn at_the_dialog(decision: Decision, summaries: &[&str]) -> Desk {
    let mut desk = at_the_queue(Some(ADMIN));
    tick(&mut desk, summaries);
    open_dialog(&mut desk, decision);
    desk
}

fn open_dialog(desk: &mut Desk, decision: Decision) {
    match decision {
        Decision::Approve => {
            desk.click("Approve…");
            desk.wait_for_words("unlock the session");
            desk.unlock_session();
            desk.wait_until_gone("unlock the session");
        }
        Decision::Reject => desk.click("Reject…"),
    }
    desk.wait_for("Cancel");
}

/// Results of one, as the dialog says it.
fn came(desk: &Desk, summary: &str) -> String {
    desk.text_from(&format!("{summary}. "))
}

#[test]
fn several_are_approved_with_one_request_and_each_has_its_result() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click_role(Role::Button, "Wallets");
    desk.open_page("Payroll hot");
    desk.must_see("Rules (2)");
    desk.click_role(Role::Button, "Approvals");
    desk.wait_until_gone("in progress");
    let before = waiting(&mut desk, "admin").len();
    let counted = desk.control().requests(WHOLE_LIST);
    tick(&mut desk, &[TAGS, RECORD, RULE]);
    desk.control().keep_bodies();
    desk.click("Approve…");
    desk.wait_for_words("unlock the session");
    assert_eq!(desk.control().requests(BULK), 0);
    desk.must_not_see("Approve 3 requests");
    desk.type_into("One-time code", "1111111");
    desk.click("Unlock session");
    desk.wait_for_words("The one-time code was not accepted");
    desk.unlock_session();
    desk.wait_for("Approve 3 requests");
    for words in [TAGS, RECORD, RULE, "PUT /api/v2/pendingapprovals/bulkupdate", "\"bailOnError\": false"] {
        desk.must_see(words);
    }
    desk.click("Approve 3 requests");
    desk.wait_for("Results of 3 requests");
    for summary in [TAGS, RECORD, RULE] {
        assert_eq!(came(&desk, summary), format!("{summary}. Approved."));
    }
    desk.wait_until_gone("in progress");
    desk.must_see("Results of 3 requests");
    desk.click("Done");
    desk.wait_until_gone("selected:");
    assert_eq!(waiting(&mut desk, "admin").len(), before - 3);
    desk.must_not_see("Add the tags operations");
    assert_eq!((desk.control().requests(BULK), desk.control().requests(ONE)), (1, 0));
    let sent = desk.control().kept_bodies();
    let (_, decisions) = sent.rsplit_once("{\"approvals\"").unwrap();
    let (decisions, _) = decisions.split_once("bailOnError").unwrap();
    assert!(decisions.contains("\"paId\"") && !decisions.contains("otp"), "{decisions}");
    // The three wallets are read again by themselves, the one whose page is open for its page too.
    assert_eq!(desk.control().requests(WHOLE_LIST), counted, "every wallet was read");
    desk.click_role(Role::Button, "Wallets");
    desk.wait_for("Rules (3)");
}

#[test]
fn the_unlocked_session_is_asked_for_no_second_code() {
    let mut desk = at_the_dialog(Decision::Approve, &[RECORD]);
    desk.click("Approve 1 request");
    desk.wait_for("Results of 1 request");
    desk.click("Done");
    tick(&mut desk, &[TAGS]);
    desk.click("Approve…");
    desk.wait_for("Approve 1 request");
    desk.must_not_see("One-time code");
    assert_eq!(desk.control().requests(UNLOCK), 1);
}

#[test]
fn several_are_rejected_and_ones_own_is_canceled_without_unlocking() {
    let mut desk = at_the_dialog(Decision::Reject, &[TAGS, OWN]);
    desk.must_see(&format!("{OWN} (yours: it is canceled)"));
    desk.must_not_see("One-time code");
    desk.click("Reject 2 requests");
    desk.wait_for("Results of 2 requests");
    assert_eq!(came(&desk, TAGS), format!("{TAGS}. Rejected."));
    assert_eq!(came(&desk, OWN), format!("{OWN}. Canceled."));
    assert_eq!((desk.control().requests(BULK), desk.control().requests(UNLOCK)), (1, 0));
}

#[test]
fn what_the_person_may_not_approve_is_refused_before_anything_is_sent() {
    let mut desk = at_the_queue(Some(ADMIN));
    let own = waiting(&mut desk, "admin").into_iter().find(|it| {
        it.info.kind.word() == "userChangeRequest"
            && it.wallet_label.as_deref() == Some("Settlement USDT, Ethereum")
    });
    let own = own.unwrap().id;
    tick(&mut desk, &[OWN, TAGS]);
    open_dialog(&mut desk, Decision::Approve);
    desk.must_see(&format!("Not sent: {OWN}. You requested this"));
    desk.control().keep_bodies();
    desk.click("Approve 1 request");
    desk.wait_for("Results of 1 request");
    desk.must_see(&format!("{OWN}. Not sent: You requested this"));
    let sent = desk.control().kept_bodies();
    assert!(sent.contains("approvals") && !sent.contains(&own), "{sent}");
    desk.click("Done");
    tick(&mut desk, &[OWN]);
    desk.click("Approve…");
    desk.wait_for_words("so nothing is sent");
    desk.click("Close list");
    assert_eq!(desk.control().requests(BULK), 1);
}

#[test]
fn a_withdrawal_cannot_be_ticked_and_says_why() {
    let desk = at_the_queue(Some(ADMIN));
    let boxes = desk.stage.labels_of(Role::CheckBox);
    assert!(boxes.iter().all(|label| !label.starts_with("Select Send ")), "{boxes:?}");
    desk.must_see("Withdrawals are decided one at a time. Open it to decide.");
}

#[test]
fn what_is_decided_elsewhere_in_the_middle_is_told_and_the_others_are_done() {
    let mut desk = at_the_dialog(Decision::Approve, &[RECORD, TAGS, RULE]);
    rejected_elsewhere(&mut desk, "owner", "updateWalletTagsRequest");
    desk.click("Approve 3 requests");
    desk.wait_for("Results of 3 requests");
    assert_eq!(came(&desk, RECORD), format!("{RECORD}. Approved."));
    let told = came(&desk, TAGS);
    assert!(
        told.contains("Refused: “this approval has already been decided”. There is nothing left"),
        "{told}"
    );
    assert_eq!(came(&desk, RULE), format!("{RULE}. Approved."));
    assert_eq!(desk.control().requests(BULK), 1);
}

#[test]
fn stopping_at_the_first_error_leaves_the_rest_open_and_says_so() {
    let mut desk = at_the_dialog(Decision::Approve, &[RECORD, TAGS, RULE]);
    desk.click("Stop at the first error");
    desk.wait_for_words("\"bailOnError\": true");
    rejected_elsewhere(&mut desk, "owner", "updateWalletTagsRequest");
    desk.click("Approve 3 requests");
    desk.wait_for_words(&format!("{RULE}. It is still open, and nothing happened."));
    assert_eq!(came(&desk, RECORD), format!("{RECORD}. Approved."));
    assert!(came(&desk, TAGS).contains("Refused: "), "{}", desk.screen());
    let open = waiting(&mut desk, "admin");
    assert!(open.iter().any(|it| it.info.kind.word() == "policyRuleRequest"));
    assert_eq!(desk.control().requests(BULK), 1);
}

#[test]
fn a_lost_answer_is_looked_up_and_nothing_is_sent_again() {
    let mut desk = at_the_dialog(Decision::Approve, &[RECORD, TAGS]);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    desk.click("Approve 2 requests");
    for summary in [RECORD, TAGS] {
        let words = "your approval was carried out. You have approved it";
        desk.wait_for_words(&format!("{summary}. The answer was lost, but it was looked up: {words}"));
    }
    assert_eq!(desk.control().requests(BULK), 1);
}

#[test]
fn waiting_can_be_stopped_and_the_list_tells_that_nothing_was_done() {
    let mut desk = at_the_dialog(Decision::Reject, &[RECORD, TAGS]);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Hang)]);
    desk.click("Reject 2 requests");
    desk.wait_for("Stop waiting");
    desk.must_not_see("Cancel");
    desk.click("Stop waiting");
    for summary in [RECORD, TAGS] {
        let words = "your rejection was not carried out.";
        desk.wait_for_words(&format!("{summary}. The answer was lost, and it was looked up: {words}"));
    }
    assert_eq!(desk.control().requests(BULK), 1);
}

#[test]
fn what_leaves_the_queue_before_it_is_sent_is_taken_out() {
    let mut desk = at_a_lively_queue(Duration::from_millis(300));
    tick(&mut desk, &[RECORD, TAGS]);
    open_dialog(&mut desk, Decision::Approve);
    desk.wait_for("Approve 2 requests");
    rejected_elsewhere(&mut desk, "owner", "updateWalletTagsRequest");
    desk.wait_for_words(&format!("Not sent: {TAGS}. It has left the queue"));
    desk.wait_for("Approve 1 request");
    desk.wait_for("1 selected:");
}

#[test]
fn a_session_that_ends_keeps_the_list_and_no_code() {
    let mut desk = at_the_queue(Some(ADMIN));
    tick(&mut desk, &[RECORD]);
    desk.click("Approve…");
    desk.wait_for_words("unlock the session");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.control().revoke_sessions();
    desk.click("Unlock session");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.click(ADMIN);
    desk.give_code();
    desk.wait_for("Unlock session");
    assert_eq!(desk.typed("One-time code"), "");
    assert_eq!(desk.control().requests(BULK), 0);
}

#[test]
fn a_token_with_spending_limits_is_never_unlocked_for_it() {
    let mut desk = Desk::open();
    let session = desk.api_of("admin");
    crate::login::come_with_limited_token(&mut desk, &session, &["pending_approval_update"]);
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk.control().want_unlocked_tokens();
    tick(&mut desk, &[TAGS]);
    desk.click("Approve…");
    desk.click("Approve 1 request");
    desk.wait_for_words("unlocking would remove all of them for good");
    desk.must_not_see("Unlock session");
    assert_eq!(desk.control().requests(UNLOCK), 0);
}
