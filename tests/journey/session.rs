//! A session that ends under the person, slow lists, an answer that is lost: nothing typed is gone, nothing secret
//! stays, and nothing is sent twice.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;

use crate::desk::{ADMIN, Desk, OWNER};

/// The owner's form filled in, code and all.
fn with_a_draft() -> Desk {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "interrupted");
    desk.type_into("Lifetime", "180 days");
    desk.click("Read-only reporting");
    desk.type_into("IP addresses", "127.0.0.1");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk
}

fn end_the_session_under_the_person(desk: &mut Desk) {
    desk.control().revoke_sessions();
    desk.click("Create token");
    desk.wait_for("E-mail");
}

#[test]
fn a_session_that_ends_says_so_and_the_draft_waits_for_its_maker() {
    let mut desk = with_a_draft();
    end_the_session_under_the_person(&mut desk);
    let said = desk.text_with("What you typed is still here.");
    assert!(said.contains("Your session in Sandbox has ended."), "{said}");
    assert!(said.contains("Log in again"), "{said}");
    assert!(!said.contains("access token"), "{said}");
    assert!(said.contains("Request ID"), "{said}");
    assert_eq!(desk.typed("E-mail"), "owner@treasury.example");
    assert_eq!(desk.typed("Password"), "");
    desk.log_in(OWNER);
    desk.wait_for("Lifetime");
    assert_eq!(desk.typed("Label"), "interrupted");
    assert_eq!(desk.typed("Lifetime"), "180 days");
    assert_eq!(desk.typed("IP addresses"), "127.0.0.1");
    assert!(desk.is_ticked("wallet_view_all") && desk.is_ticked("enterprise_view_all"));
    assert_eq!(desk.typed("One-time code"), "", "the code outlived its session");
    assert!(!desk.is_enabled("Create token"));
    assert!(desk.token_at_the_server("interrupted").is_none());
    desk.must_not_see("Your session in Sandbox has ended.");
}

#[test]
fn another_person_finds_nothing_of_the_one_before() {
    let mut desk = with_a_draft();
    end_the_session_under_the_person(&mut desk);
    desk.log_in(ADMIN);
    desk.must_see("Marcus Adeyemi");
    desk.must_see("Filter wallets");
    desk.must_not_see("Olivia Brandt");
    desk.open_creator();
    for field in ["Label", "Lifetime", "IP addresses", "One-time code"] {
        assert_eq!(desk.typed(field), "", "{field} is the other person's");
    }
    desk.must_see("choose at least one scope");
}

#[test]
fn a_logout_leaves_nothing_behind() {
    let mut desk = with_a_draft();
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.must_not_see("What you typed is still here.");
    desk.log_in(OWNER);
    desk.open_creator();
    assert_eq!(desk.typed("Label"), "");
    assert_eq!(desk.typed("One-time code"), "");
}

#[test]
fn a_new_token_is_not_lost_when_the_session_ends_before_it_was_copied() {
    let mut desk = with_a_draft();
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.wait_until_gone("in progress");
    desk.control().revoke_sessions();
    desk.click_role(Role::Button, "Wallets");
    desk.click("Refresh");
    desk.wait_for_words("Incomplete");
    desk.must_see("Request ID");
    desk.click_role(Role::Button, "Access tokens");
    desk.must_see("Your session in Sandbox has ended.");
    desk.click("Log out");
    desk.must_see("Copy or save the token before you log out");
    let token = desk.copy_token();
    assert!(token.starts_with("v2x"));
    desk.click("Done");
    desk.wait_for("E-mail");
    desk.must_see("Your session in Sandbox has ended.");
}

/// As many wallets as fill several pages.
fn with_many_wallets() -> Desk {
    let sandbox = SandboxOptions { wallets: 900, ..SandboxOptions::default() };
    let mut desk = Desk::open_with(Start::afresh(Some(sandbox)));
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(OWNER);
    desk
}

#[test]
fn wallets_stream_in_and_say_how_far_they_are() {
    let mut desk = with_many_wallets();
    desk.must_see("900 of 900 wallets");
    desk.control().delay_answers(Duration::from_millis(250));
    desk.click("Refresh");
    let mut steps = BTreeSet::new();
    let deadline = Instant::now() + Duration::from_secs(15);
    while !desk.sees("Refresh") {
        assert!(Instant::now() < deadline, "the list never comes to its end");
        steps.extend(desk.stage.labels().into_iter().filter(|text| text.starts_with("Reading wallets: ")));
        if !steps.is_empty() {
            assert!(desk.rest_now() < Duration::from_secs(1), "what moves has to be drawn again");
        }
        desk.stage.harness().step();
    }
    steps.retain(|step| step.ends_with(" of 900"));
    assert!(steps.len() >= 2, "no progress was seen: {steps:?}");
    desk.must_see("900 of 900 wallets");
}

#[test]
fn a_list_that_was_stopped_keeps_what_came_and_says_that_it_is_incomplete() {
    let mut desk = with_many_wallets();
    desk.control().delay_answers(Duration::from_millis(600));
    desk.click("Refresh");
    desk.wait_for_words("Reading wallets: 200 of 900");
    desk.click("Stop reading");
    let said = desk.text_with("Incomplete");
    assert!(said.contains("reading was stopped after") && said.contains("of 900 wallets"), "{said}");
    desk.must_not_see("Reading wallets");
    desk.must_not_see("900 of 900 wallets");
    // Another list may still be on its way.
    desk.wait_until_gone("in progress");
    let sent = desk.control().requests("GET /api/v2/wallets");
    std::thread::sleep(Duration::from_millis(800));
    desk.stage.settle();
    assert_eq!(desk.control().requests("GET /api/v2/wallets"), sent, "it reads on after it was stopped");
    assert_eq!(desk.text_with("Incomplete"), said);
    desk.control().delay_answers(Duration::ZERO);
    desk.click("Read all wallets");
    desk.wait_for_words("900 of 900 wallets");
    desk.wait_until_gone("Incomplete");
}

#[test]
fn work_in_progress_is_listed_and_can_be_cancelled_from_the_top() {
    let mut desk = with_many_wallets();
    desk.control().delay_answers(Duration::from_secs(20));
    desk.click("Refresh");
    desk.click_role(Role::Link, "1 in progress");
    desk.must_see("Reading wallets, for ");
    desk.click("Cancel: Reading wallets");
    desk.wait_for_words("Incomplete");
    desk.must_not_see("in progress");
}

/// Sends the creation, waits until it is carried out, and gives up on its answer. What is read then is this late.
fn give_up_on_the_answer(desk: &mut Desk, look_up_takes: Duration) {
    desk.control().delay_answers(Duration::from_secs(30));
    desk.click("Create token");
    desk.wait_for_words("The request is sent only once.");
    assert!(!desk.is_enabled("Create token"));
    desk.wait_until_answered("POST /api/v2/user/accesstoken", 0);
    desk.control().delay_answers(look_up_takes);
    // Who waits on is told of a token that was made: the answer comes, only later.
    desk.click("Stop waiting");
    desk.wait_for_words("The answer was lost: the creation of “interrupted” may have been carried out.");
}

#[test]
fn a_list_that_failed_before_is_no_failed_look_for_the_token() {
    let mut desk = with_a_draft();
    desk.click("Back to access tokens");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Refresh");
    desk.wait_for_words("Incomplete");
    desk.control().set_faults(&[]);
    desk.click("New access token");
    give_up_on_the_answer(&mut desk, Duration::from_secs(20));
    desk.must_see("Looking it up");
    desk.must_not_see("Looking it up failed.");
    let running = desk.text_with("in progress");
    desk.click_role(Role::Link, &running);
    desk.click("Cancel: Reading access tokens");
    desk.wait_for("Look it up");
    desk.must_not_see("Looking it up failed.");
    desk.control().delay_answers(Duration::ZERO);
    desk.click("Look it up");
    desk.wait_for_words("but its value is lost");
}

#[test]
fn a_token_whose_answer_was_given_up_is_looked_for_before_it_is_sent_again() {
    let mut desk = with_a_draft();
    give_up_on_the_answer(&mut desk, Duration::from_secs(2));
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.must_see("Look it up first");
    assert!(!desk.is_enabled("Create token"), "it can be sent again unseen");
    assert_eq!(desk.typed("Label"), "interrupted");
    desk.wait_for_words("already have a token named “interrupted”");
    assert!(!desk.is_enabled("Create token"), "the warning about the label does not block");
    desk.click_role(Role::Button, "Access tokens");
    desk.wait_for("Filter access tokens");
    desk.type_into("Filter access tokens", "interrupted");
    assert!(desk.sees("179 d") || desk.sees("180 d"), "{}", desk.screen());
    assert_eq!(desk.control().requests("POST /api/v2/user/accesstoken"), 1, "it was sent twice");

    // From the form one press leads to the token that nobody can use, and to its revocation.
    desk.click("New access token");
    desk.must_see("but its value is lost");
    desk.click("Show the token to revoke it");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "interrupted");
    desk.click("Revoke token");
    desk.wait_until_gone("stops working at once");
    desk.wait_until_gone("in progress");
    assert!(desk.token_at_the_server("interrupted").is_none());
}
