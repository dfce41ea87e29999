//! The lock: nobody is there, so the sessions end, nothing secret stays, and whoever comes back goes on where they were.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::away::{Away, AwayWatch};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT;

use crate::harness::{ADMIN, Harness, OWNER};

const LOCKED: &str = "Countersign is locked";
const AGAIN: &str = "Log in again as Olivia Brandt, Sandbox";
const LOGOUT: &str = "GET /api/v2/user/logout";
const CREATED: &str = "POST /api/v2/user/accesstoken";

fn lock(app: &mut Harness) {
    app.press_with(Modifiers::COMMAND, Key::L);
    app.wait_for(LOCKED);
}

fn come_back(app: &mut Harness, person: &str) {
    app.click(AGAIN);
    app.wait_for("Email");
    app.log_in(person);
}

fn with_a_draft(app: &mut Harness) {
    app.open_creator();
    app.type_into("Label", "while away");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "127.0.0.1");
    app.type_into("One-time code", ONE_TIME_CODE);
}

/// Sends a creation whose answer takes longer than anybody waits, has the program locked, and finds it when back.
#[track_caller]
fn lock_in_the_middle(app: &mut Harness, why: &str, lock: impl FnOnce()) {
    app.log_in(OWNER);
    with_a_draft(app);
    app.control().delay_answers(Duration::from_mins(1));
    app.click("Create token");
    app.wait_until_answered(CREATED, 0);
    lock();
    app.wait_for(LOCKED);
    app.must_see(why);
    app.control().delay_answers(Duration::ZERO);
    come_back(app, OWNER);
    app.wait_for_words("but its value is lost");
    assert_eq!(app.control().answered(CREATED), 1, "it was sent again");
}

#[test]
fn idle_locks_while_a_creation_runs_which_is_unconfirmed_and_found_again() {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.minute = Duration::from_millis(800);
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    lock_in_the_middle(&mut app, "Locked after 10 minutes without input.", || {});
}

#[test]
fn sleep_locks_while_a_creation_runs_which_is_unconfirmed_and_found_again() {
    let (signs, given) = std::sync::mpsc::channel();
    let start = Start { away: AwayWatch::by(given), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    // At the login there is nothing to lock.
    signs.send(Away::ScreenLocked).unwrap();
    app.stage.settle();
    app.must_see("Email");
    lock_in_the_middle(&mut app, "Locked because this computer went to sleep.", || {
        signs.send(Away::Sleeps).unwrap();
    });
}

#[test]
fn the_locked_window_shows_environment_and_person_alone() {
    const MARK: &str = " ~planted~";
    let mut app = Harness::open();
    app.control().plant(MARK);
    app.log_in(OWNER);
    app.wait_for_words(MARK);
    lock(&mut app);
    let shown = app.screen().replace(&format!("Brandt{MARK}"), "Brandt");
    assert!(!shown.contains(MARK), "{shown}");
    let texts: Vec<String> = app
        .stage
        .harness()
        .root()
        .children_recursive()
        .filter_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value(), node.description()].into_iter().flatten().next()
        })
        .collect();
    assert!(texts.len() < 12, "{texts:?}");
    app.must_not_see("wallets");
}

#[test]
fn the_session_ends_at_bitgo_and_whoever_comes_back_finds_their_drafts() {
    let mut app = Harness::at_work();
    with_a_draft(&mut app);
    let before = app.control().answered(LOGOUT);
    lock(&mut app);
    app.must_see("Locked at your request.");
    app.wait_until_answered(LOGOUT, before);
    app.click(AGAIN);
    app.wait_for("Email");
    app.must_see("Locked at your request.");
    assert_eq!(app.typed("Email"), "owner@treasury.example");
    assert_eq!(app.typed("Password"), "");
    app.type_into("Password", "wrong-password");
    app.click("Log in");
    app.wait_for_words("password is wrong");
    app.log_in(OWNER);
    app.wait_for("Lifetime");
    assert_eq!(app.typed("Label"), "while away");
    assert_eq!(app.typed("One-time code"), "", "the code outlived the lock");
}

#[test]
fn another_person_who_comes_finds_nothing() {
    let mut app = Harness::at_work();
    with_a_draft(&mut app);
    lock(&mut app);
    come_back(&mut app, ADMIN);
    app.wait_for("Filter wallets");
    app.must_not_see("while away");
    app.open_creator();
    assert_eq!(app.typed("Label"), "");
}

#[test]
fn the_key_locks_over_a_dialog_and_does_nothing_where_nobody_is_in() {
    let mut app = Harness::open();
    app.press_with(Modifiers::COMMAND, Key::L);
    app.must_not_see(LOCKED);
    app.must_see("Email");
    app.log_in(OWNER);
    app.open_tokens();
    app.click("Exchange sweep");
    app.click("Revoke…");
    app.wait_for("Revoke token");
    lock(&mut app);
    app.must_not_see("Revoke token");
    come_back(&mut app, OWNER);
    app.wait_for("Access tokens");
}

#[test]
fn a_lock_is_off_only_where_the_settings_say_so() {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.minute = Duration::from_millis(200);
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app.click_role(Role::Button, "Settings");
    app.click_role(Role::RadioButton, "Never");
    std::thread::sleep(Duration::from_secs(3));
    app.stage.settle();
    app.must_not_see(LOCKED);
    app.click_role(Role::RadioButton, "5 minutes");
    app.wait_for(LOCKED);
}
