//! Access tokens in the list: their details, and their revocation.

use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;

use crate::desk::Desk;

const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";

fn at_the_list() -> Desk {
    let mut desk = Desk::at_work();
    desk.click_role(Role::Button, "Access tokens");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    desk
}

#[test]
fn a_token_is_revoked_by_typing_its_label_and_by_nothing_less() {
    let mut desk = at_the_list();
    desk.click("Listing desk");
    desk.click("Revoke…");
    desk.wait_for_words("stops working at once");
    desk.must_see("DELETE /api/v2/user/accesstoken/");
    assert!(!desk.is_enabled("Revoke token"));
    desk.type_into("Type the label to confirm", "Listing");
    assert!(!desk.is_enabled("Revoke token"));
    assert_eq!(desk.control().requests(DELETED), 0);
    desk.type_into("Type the label to confirm", "Listing desk");
    desk.click("Revoke token");
    desk.wait_until_gone("Listing desk");
    desk.wait_for_words("10 unexpired tokens");
    assert_eq!(desk.control().requests(DELETED), 1);
}

#[test]
fn keeping_the_token_sends_nothing() {
    let mut desk = at_the_list();
    desk.click("Payout service");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Payout service");
    desk.click("Keep token");
    desk.wait_until_gone("stops working at once");
    desk.must_see("Payout service");
    desk.click("Revoke…");
    assert_eq!(desk.typed("Type the label to confirm"), "", "what was typed before confirmed another time");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("stops working at once");
    assert_eq!(desk.control().requests(DELETED), 0);
}

#[test]
fn a_revocation_whose_answer_is_lost_is_looked_up_in_the_list_and_sent_once() {
    let mut desk = at_the_list();
    desk.click("Fund administrator");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Fund administrator");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Revoke token");
    desk.wait_for_words("Request ID");
    desk.control().set_faults(&[]);
    desk.click("Keep token");
    desk.wait_until_gone("in progress");
    desk.click("Read again");
    desk.wait_until_gone("Fund administrator");
    assert_eq!(desk.control().requests(DELETED), 1, "it was sent twice");
}

#[test]
fn what_was_asked_for_and_what_became_of_it_stays_in_the_ledger() {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "short lived");
    desk.type_into("Lifetime", "2 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.click("Copy token");
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    desk.click("short lived");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "short lived");
    desk.click("Revoke token");
    desk.wait_until_gone("stops working at once");
    desk.wait_until_gone("in progress");
    desk.click("Past");
    desk.wait_for("short lived");
    desk.wait_for_words("2 days, sent as 172800 s");
    desk.wait_for_words("revoked on");
    desk.click("Listed");
    desk.wait_for("Filter access tokens");
}
