//! Pending approvals: the queue, the case, and the decision.

use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;

use crate::desk::{ADMIN, Desk};

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";

fn at_the_queue(person: Option<&str>) -> Desk {
    let mut desk = Desk::open();
    desk.log_in(person.unwrap_or(crate::desk::OWNER));
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk
}

#[test]
fn what_was_asked_by_oneself_cannot_be_approved_and_says_why() {
    let mut desk = at_the_queue(None);
    desk.click("asked by you");
    desk.wait_for("Approve…");
    assert!(!desk.is_enabled("Approve…"));
    desk.must_see("You asked for this, so somebody else has to approve it; you can withdraw it.");
}

#[test]
fn an_approval_names_what_happens_next_and_a_wrong_code_keeps_the_case_open() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.wait_for_words("A decision cannot be taken back.");
    desk.must_see("PUT /api/v2/pendingapprovals/");
    assert!(!desk.is_enabled("Approve request"));
    desk.type_into("One-time code", "1111111");
    desk.click("Approve request");
    desk.wait_for_words("Request ID");
    assert_eq!(desk.typed("One-time code"), "");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_until_gone("A decision cannot be taken back.");
    assert!(desk.sees("Approved: ") || desk.sees("Your approval counted"), "{}", desk.screen());
    assert_eq!(desk.control().requests(DECIDED), 2);
}

#[test]
fn the_keyboard_goes_through_the_queue_and_opens_the_decision() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.wait_for("Approve…");
    desk.press(egui::Key::R);
    desk.wait_for("Reject request");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("Reject request");
    desk.press(egui::Key::A);
    desk.wait_for("Approve request");
    assert_eq!(desk.control().requests(DECIDED), 0);
}

#[test]
fn rejecting_is_confirmed_and_leaving_it_open_sends_nothing() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Reject…");
    desk.wait_for_words("nothing of it happens");
    desk.click("Leave it open");
    desk.wait_until_gone("A decision cannot be taken back.");
    assert_eq!(desk.control().requests(DECIDED), 0);
    desk.click("Reject…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Reject request");
    desk.wait_for_words("Rejected: ");
}

#[test]
fn an_approval_that_is_decided_elsewhere_meanwhile_is_said_and_not_sent_over() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.wait_for_words("A decision cannot be taken back.");
    let id = desk.text_with("PUT /api/v2/pendingapprovals/");
    let id = id.trim_start_matches("PUT /api/v2/pendingapprovals/").split(' ').next().unwrap().to_owned();
    let owner = desk.api();
    let code = ONE_TIME_CODE.into();
    let rejects = owner.decide_approval(&id, countersign::bitgo::approvals::Decision::Reject, Some(&code));
    desk.wait(rejects).unwrap();
    desk.click("Leave it open");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Meanwhile somebody else has decided");
}

#[test]
fn a_poisoned_look_alike_is_an_alarm_and_every_other_address_is_marked() {
    let mut desk = at_the_queue(None);
    let poisoned = desk.text_with("Send 1.25 TBTC");
    desk.click(&poisoned);
    desk.wait_for_words("This looks like tb1q");
    desk.must_see("do not approve before who asked has confirmed it another way");
    desk.must_see("This wallet has never paid to it.");
    desk.click("Approve…");
    desk.wait_for("Approve request");
    assert!(desk.screen().matches("This looks like tb1q").count() > 1, "the confirmation is silent about it");
    desk.click("Leave it open");
    let other = desk.text_with("Send 75,000 TXRP");
    desk.click(&other);
    desk.wait_for_words("This wallet has never paid to it.");
    desk.must_not_see("This looks like");
}

#[test]
fn a_session_that_ends_leaves_no_code_behind_and_the_case_open() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.control().revoke_sessions();
    desk.click("Approve request");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.click(ADMIN);
    desk.give_code();
    desk.wait_for("Filter approvals");
    desk.must_not_see("Approve request");
    desk.must_see("Close case");
}
