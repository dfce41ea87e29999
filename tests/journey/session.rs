//! A session that ends under the person, slow lists, an answer that is lost: nothing typed is gone, nothing secret
//! stays, and nothing is sent twice.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;

use crate::harness::{ADMIN, Harness, OWNER};

/// The owner's form filled in, code and all.
fn with_a_draft() -> Harness {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "interrupted");
    app.type_into("Lifetime", "180 days");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "127.0.0.1");
    app.type_into("One-time code", ONE_TIME_CODE);
    app
}

fn end_the_session_under_the_person(app: &mut Harness) {
    app.control().revoke_sessions();
    app.click("Create token");
    app.wait_for("Email");
}

#[test]
fn a_session_that_ends_says_so_and_the_draft_waits_for_its_maker() {
    let mut app = with_a_draft();
    end_the_session_under_the_person(&mut app);
    let said = app.text_with("What you typed is still here.");
    assert!(said.contains("Your session in Sandbox has ended."), "{said}");
    assert!(said.contains("Log in again"), "{said}");
    assert!(!said.contains("access token"), "{said}");
    assert!(said.contains("Request ID"), "{said}");
    assert_eq!(app.typed("Email"), "owner@treasury.example");
    assert_eq!(app.typed("Password"), "");
    app.log_in(OWNER);
    app.wait_for("Lifetime");
    assert_eq!(app.typed("Label"), "interrupted");
    assert_eq!(app.typed("Lifetime"), "180 days");
    assert_eq!(app.typed("IP addresses"), "127.0.0.1");
    assert!(app.is_ticked("wallet_view_all") && app.is_ticked("enterprise_view_all"));
    assert_eq!(app.typed("One-time code"), "", "the code outlived its session");
    assert!(!app.is_enabled("Create token"));
    assert!(app.token_at_the_server("interrupted").is_none());
    app.must_not_see("Your session in Sandbox has ended.");
}

#[test]
fn another_person_finds_nothing_of_the_one_before() {
    let mut app = with_a_draft();
    end_the_session_under_the_person(&mut app);
    app.log_in(ADMIN);
    app.must_see("Marcus Adeyemi");
    app.must_see("Filter wallets");
    app.must_not_see("Olivia Brandt");
    app.open_creator();
    for field in ["Label", "Lifetime", "IP addresses", "One-time code"] {
        assert_eq!(app.typed(field), "", "{field} is the other person's");
    }
    app.must_see("choose at least one scope");
}

#[test]
fn a_logout_leaves_nothing_behind() {
    let mut app = with_a_draft();
    app.click("Log out");
    app.must_see("The new token “interrupted” was filled in and not sent.");
    app.click("Discard");
    app.wait_for("Email");
    app.must_not_see("What you typed is still here.");
    app.log_in(OWNER);
    app.open_creator();
    assert_eq!(app.typed("Label"), "");
    assert_eq!(app.typed("One-time code"), "");
}

#[test]
fn a_new_token_is_not_lost_when_the_session_ends_before_it_was_copied() {
    let mut app = with_a_draft();
    app.click("Create token");
    app.wait_for("Access token created");
    app.wait_until_gone("in progress");
    app.control().revoke_sessions();
    app.click_role(Role::Button, "Wallets");
    app.click("Refresh");
    app.wait_for_words("Incomplete");
    app.must_see("Request ID");
    app.click_role(Role::Button, "Access tokens");
    app.must_see("Your session in Sandbox has ended.");
    app.click("Log out");
    app.must_see("The new token “interrupted” was neither copied nor saved.");
    app.click("Stay");
    let token = app.copy_token();
    assert!(token.starts_with("v2x"));
    app.click("Done");
    app.wait_for("Email");
    app.must_see("Your session in Sandbox has ended.");
}

/// As many wallets as fill several pages.
fn with_many_wallets() -> Harness {
    let sandbox = SandboxOptions { wallets: 900, ..SandboxOptions::default() };
    let mut app = Harness::open_with(Start::afresh(Some(sandbox)));
    app.wait_for_words("Olivia Brandt");
    app.control().limit_pages(200);
    app.log_in(OWNER);
    app
}

#[test]
fn wallets_stream_in_and_say_how_far_they_are() {
    let mut app = with_many_wallets();
    app.must_see("900 of 900 wallets");
    app.control().delay_answers(Duration::from_millis(250));
    app.click("Refresh");
    let mut steps = BTreeSet::new();
    let deadline = Instant::now() + Duration::from_secs(15);
    while !app.sees("Refresh") {
        assert!(Instant::now() < deadline, "the list never comes to its end");
        steps.extend(app.stage.labels().into_iter().filter(|text| text.starts_with("Reading wallets: ")));
        if !steps.is_empty() {
            assert!(app.rest_now() < Duration::from_secs(1), "what moves has to be drawn again");
        }
        app.stage.harness().step();
    }
    steps.retain(|step| step.ends_with(" of 900"));
    assert!(steps.len() >= 2, "no progress was seen: {steps:?}");
    app.must_see("900 of 900 wallets");
}

#[test]
fn a_list_that_was_stopped_keeps_what_came_and_says_that_it_is_incomplete() {
    let mut app = with_many_wallets();
    app.control().delay_answers(Duration::from_millis(600));
    app.click("Refresh");
    app.wait_for_words("Reading wallets: 200 of 900");
    app.click("Stop reading");
    let said = app.text_with("Incomplete");
    assert!(said.contains("reading was stopped after") && said.contains("of 900 wallets"), "{said}");
    app.must_not_see("Reading wallets");
    app.must_not_see("900 of 900 wallets");
    // Another list may still be on its way.
    app.wait_until_gone("in progress");
    let sent = app.control().requests("GET /api/v2/wallets");
    std::thread::sleep(Duration::from_millis(800));
    app.stage.settle();
    assert_eq!(app.control().requests("GET /api/v2/wallets"), sent, "it reads on after it was stopped");
    assert_eq!(app.text_with("Incomplete"), said);
    app.control().delay_answers(Duration::ZERO);
    app.click("Read all wallets");
    app.wait_for_words("900 of 900 wallets");
    app.wait_until_gone("Incomplete");
}

#[test]
fn work_in_progress_is_listed_and_can_be_cancelled_from_the_top() {
    let mut app = with_many_wallets();
    app.control().delay_answers(Duration::from_secs(20));
    app.click("Refresh");
    app.click_role(Role::Link, "1 in progress");
    app.must_see("Reading wallets, for ");
    app.click("Cancel: Reading wallets");
    app.wait_for_words("Incomplete");
    app.wait_until_gone("in progress");
}

/// Sends the creation, waits until it is carried out, and gives up on its answer. What is read then is this late.
fn give_up_on_the_answer(app: &mut Harness, look_up_takes: Duration) {
    app.control().delay_answers(Duration::from_secs(30));
    app.click("Create token");
    app.wait_for_words("The request is sent only once.");
    assert!(!app.is_enabled("Create token"));
    app.wait_until_answered("POST /api/v2/user/accesstoken", 0);
    app.control().delay_answers(look_up_takes);
    // Who waits on is told of a token that was made: the answer comes, only later.
    app.click("Stop waiting");
    app.wait_for_words("The answer was lost: the creation of “interrupted” may have been carried out.");
}

#[test]
fn a_list_that_failed_before_is_no_failed_look_for_the_token() {
    let mut app = with_a_draft();
    app.click("Back to access tokens");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Refresh");
    app.wait_for_words("Incomplete");
    app.control().set_faults(&[]);
    app.click("New access token");
    // The code did not stay typed.
    app.type_into("One-time code", ONE_TIME_CODE);
    give_up_on_the_answer(&mut app, Duration::from_secs(20));
    app.must_see("Looking it up");
    app.must_not_see("Looking it up failed.");
    let running = app.text_with("in progress");
    app.click_role(Role::Link, &running);
    app.click("Cancel: Reading access tokens");
    app.wait_for("Look it up");
    app.must_not_see("Looking it up failed.");
    app.control().delay_answers(Duration::ZERO);
    app.click("Look it up");
    app.wait_for_words("but its value is lost");
}

#[test]
fn a_token_whose_answer_was_given_up_is_looked_for_before_it_is_sent_again() {
    let mut app = with_a_draft();
    give_up_on_the_answer(&mut app, Duration::from_secs(2));
    app.type_into("One-time code", ONE_TIME_CODE);
    app.must_see("Look it up first");
    assert!(!app.is_enabled("Create token"), "it can be sent again unseen");
    assert_eq!(app.typed("Label"), "interrupted");
    app.wait_for_words("already have a token named “interrupted”");
    assert!(!app.is_enabled("Create token"), "the warning about the label does not block");
    app.click_role(Role::Button, "Access tokens");
    app.wait_for("Filter access tokens");
    app.type_into("Filter access tokens", "interrupted");
    assert!(app.sees("179 d") || app.sees("180 d"), "{}", app.screen());
    assert_eq!(app.control().requests("POST /api/v2/user/accesstoken"), 1, "it was sent twice");

    // From the form one press leads to the token that nobody can use, and to its revocation.
    app.click("New access token");
    app.must_see("but its value is lost");
    app.click("Show the token to revoke it");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "interrupted");
    app.click("Revoke token");
    app.wait_until_gone("stops working at once");
    app.wait_until_gone("in progress");
    assert!(app.token_at_the_server("interrupted").is_none());
}
