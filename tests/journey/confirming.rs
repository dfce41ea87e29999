//! A confirmation is about what the person sees in it, whatever happens meanwhile: the request is another one, another row
//! is chosen, several have changed, an answer is forged, a check fails.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::Key;
use serde_json::{Value, json};

use crate::approval_kinds::{at_the_queue, open_case};
use crate::approval_queue::at_a_lively_queue;
use crate::harness::{ADMIN, Harness, OWNER};

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
const BULK: &str = "PUT /api/v2/pendingapprovals/bulkupdate";
const TAGS: &str = "updateWalletTagsRequest";
const WALLET: &str = "Operations hot";

fn tag(name: &str) -> Value {
    json!({ "action": "add", "customTags": [name] })
}

/// Asked for by the second admin.
fn put_up(app: &mut Harness, details: Value, kind: &str) {
    assert!(app.control().put_up(WALLET, kind, details));
    app.click("Refresh");
    app.wait_until_gone("in progress");
}

#[test]
fn a_request_that_becomes_another_one_is_said_and_has_to_be_confirmed_anew() {
    let mut app = at_a_lively_queue(Duration::from_millis(300));
    let details = json!({ "recipients": [{ "address": "tb1qsomewhere", "amount": "1000" }] });
    assert!(app.control().put_up(WALLET, "transactionRequest", details));
    app.type_into("Filter approvals", WALLET);
    // Asked for by themselves: it can be canceled.
    open_case(&mut app, WALLET, "Send 0.00001 TBTC");
    app.click("Cancel my request…");
    app.wait_for("Cancel my request");
    // BitGo asks for none here.
    app.must_not_see("One-time code");
    let other = json!({ "recipients": [{ "address": "tb1qelsewhere", "amount": "900000000" }] });
    assert!(app.control().rewrite(WALLET, "transactionRequest", &other));
    app.wait_for_words("Changed while this was open: What is requested has changed.");
    app.must_see("Before: Send 0.00001 TBTC");
    app.must_see("tb1qelsewhere");
    app.must_not_see("tb1qsomewhere");
    assert_eq!(app.control().requests(DECIDED), 0);
}

#[test]
fn a_request_that_became_another_one_unseen_is_not_decided() {
    let mut app = at_the_queue(OWNER);
    put_up(&mut app, tag("first"), TAGS);
    open_case(&mut app, WALLET, "Add tag “first”");
    app.click("Approve…");
    app.wait_for("Approve request");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(app.control().rewrite(WALLET, TAGS, &tag("second")));
    app.click("Approve request");
    app.wait_for_words("Nothing was sent, because this has changed. What is requested has changed.");
    app.wait_for_words("Before: Add tag “first”");
    assert_eq!(app.control().requests(DECIDED), 0);
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Add tag “second”");
}

#[test]
fn whatever_is_chosen_behind_it_the_confirmation_stays_what_it_is() {
    let mut app = at_the_queue(OWNER);
    let recipient = |name: &str| json!({ "address": format!("tb1q{name}"), "amount": "70000" });
    let details = json!({ "recipients": [recipient("anna"), recipient("bruno"), recipient("clara")] });
    put_up(&mut app, details, "transactionRequest");
    open_case(&mut app, WALLET, "Send 0.0021 TBTC to 3 addresses");
    app.click("Approve…");
    app.wait_for("Approve request");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::R, Key::A, Key::ArrowUp] {
        app.press(key);
    }
    for words in ["tb1qanna", "tb1qbruno", "tb1qclara", "0.0007 TBTC", "0.0021 TBTC", "“Operations hot” ("]
    {
        app.must_see(words);
    }
    app.type_into("One-time code", ONE_TIME_CODE);
    app.stage.tick_every_warning().unwrap();
    app.control().keep_bodies();
    app.click("Approve request");
    app.wait_for_words("Approved: Send 0.0021 TBTC to 3 addresses");
    assert_eq!(app.control().requests(DECIDED), 1);
}

#[test]
fn several_of_which_one_became_another_are_not_decided_and_each_change_is_seen_first() {
    let mut app = at_the_queue(OWNER);
    put_up(&mut app, tag("first"), TAGS);
    put_up(&mut app, tag("last"), TAGS);
    app.type_into("Filter approvals", WALLET);
    for words in ["Select Add tag “last”", "Select Add tag “first”"] {
        let label = app.text_from(words);
        app.click(&label);
    }
    app.click("Approve…");
    app.wait_for_words("unlock the session");
    // Both are there with what they are about, before anything is unlocked.
    for words in ["first", "last", "If approved", "“Operations hot” ("] {
        app.must_see(words);
    }
    app.unlock_session();
    app.wait_until_gone("unlock the session");
    app.stage.see_to_the_end().unwrap();
    // The one that was put up last.
    assert!(app.control().rewrite(WALLET, TAGS, &tag("second")));
    app.click("Approve 2 requests");
    app.wait_for_words("Nothing was sent, because 1 request has changed.");
    app.wait_for_words("Before: Add tag “last”");
    assert_eq!(app.control().requests(BULK), 0);
    app.stage.see_to_the_end().unwrap();
    app.click("Approve 2 requests");
    app.wait_for("Results of 2 requests");
    assert_eq!(app.control().requests(BULK), 1);
}

/// At the confirmation of the withdrawal to an address that only looks like a known one.
fn at_the_poisoned() -> Harness {
    let mut app = at_the_queue(OWNER);
    open_case(&mut app, WALLET, "Send 1.25 TBTC");
    app.wait_for_words("Possible address poisoning.");
    app.click("Approve…");
    app.wait_for("Approve request");
    app.wait_until_gone("Checking…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app
}

/// The six characters around the first difference of the address that would be paid, from the sentence about it.
fn marked(app: &Harness) -> String {
    let sentence = app.text_with("The money would go to ");
    let (_, told) = sentence.split_once("The money would go to ").unwrap();
    let (paid, rest) = told.split_once(". That is not ").unwrap();
    let (known, _) = rest.split_once(',').unwrap();
    let first = paid.chars().zip(known.chars()).position(|(paid, known)| paid != known).unwrap();
    paid.chars().skip(first - 3).take(6).collect()
}

#[test]
fn a_look_alike_is_ticked_and_typed_before_it_can_be_approved_and_a_wrong_code_costs_neither() {
    let mut app = at_the_poisoned();
    app.must_see("The money would go to tb1q");
    assert!(!app.is_enabled("Approve request"));
    app.stage.tick_every_warning().unwrap();
    assert!(!app.is_enabled("Approve request"), "its characters are not typed");
    app.type_into("Type the marked characters of this address", "abcdef");
    app.must_see("These are not the marked characters.");
    assert!(!app.is_enabled("Approve request"));
    let characters = marked(&app);
    app.type_into("Type the marked characters of this address", &characters);
    app.type_into("One-time code", "1111111");
    app.click("Approve request");
    app.wait_for_words("Request ID");
    assert_eq!(app.typed("Type the marked characters of this address"), characters);
    app.must_not_see("Tick 1 warning above");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Send 1.25 TBTC");
}

#[test]
fn a_danger_once_seen_stays_when_the_answers_are_forged_and_the_failed_check_is_ticked_too() {
    let mut app = at_the_queue(OWNER);
    open_case(&mut app, WALLET, "Send 1.25 TBTC");
    app.wait_for_words("Possible address poisoning.");
    app.control().set_faults(&[FaultSpec::always(FaultKind::WrongHmac)]);
    app.click("Approve…");
    app.wait_for_words("The request could not be checked again: ");
    app.must_see("The money would go to tb1q");
    app.must_see("Possible address poisoning.");
    app.must_see("Tick 2 warnings above");
    app.must_see("1 danger, 1 check that was not done: read and tick each below.");
    assert!(!app.is_enabled("Approve request"));
    app.control().set_faults(&[]);
    app.click("Check again");
    app.wait_until_gone("could not be checked again");
    app.wait_for_words("Tick 1 warning above");
    app.must_see("The money would go to tb1q");
    app.must_not_see("Check again");
}

#[test]
fn a_check_that_was_never_done_is_ticked_by_itself() {
    let mut app = at_the_queue(ADMIN);
    app.control().set_faults(&[FaultSpec::always(FaultKind::WrongHmac)]);
    app.type_into("Filter approvals", "Payroll hot");
    let row = app.text_from("Send 0.42 TBTC");
    app.click(&row);
    app.wait_for("Close details");
    app.click("Approve…");
    app.wait_for_words("The request could not be checked: ");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(!app.is_enabled("Approve request"));
    app.stage.tick_every_warning().unwrap();
    assert!(app.is_enabled("Approve request"));
}
