//! Several sessions side by side: each in its own place with its own person, and nothing of one is in another.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{Control, RunningSandbox, Sandbox, SandboxOptions};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

use crate::harness::{ADMIN, Harness, OWNER};
use crate::support::panels;

const HERE: &str = " ~of the first~";
const THERE: &str = " ~of the second~";
const SECOND: &str = "Marcus Adeyemi";

fn sandbox_elsewhere(app: &Harness) -> RunningSandbox {
    app.wait(Sandbox::start(SandboxOptions::default())).unwrap()
}

/// Opens the login beside the session on the screen, and logs in elsewhere.
fn add_session(app: &mut Harness, elsewhere: &RunningSandbox) {
    app.open_session_menu();
    app.click("Add a session…");
    app.wait_for("Email");
    log_in_elsewhere(app, elsewhere);
}

/// Logs in at the other sandbox as its second admin.
fn log_in_elsewhere(app: &mut Harness, elsewhere: &RunningSandbox) {
    let account = elsewhere.accounts.iter().find(|account| account.role == "admin").unwrap().clone();
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", elsewhere.url.as_str());
    app.type_into("Server xpub", &elsewhere.server_xpub);
    app.type_into("Email", &account.email);
    app.type_into("Password", &account.password);
    app.give_code();
}

fn switch_to(app: &mut Harness, words: &str) {
    app.open_session_menu();
    let entry = app.text_with(words);
    app.click_role(Role::MenuItemRadio, &entry);
    app.wait_until_gone("in progress");
}

/// Whether this stands anywhere that a screen reader would read.
fn holds(app: &mut Harness, text: &str) -> bool {
    app.stage.harness().root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.description()].into_iter().flatten().any(|it| it.contains(text))
    })
}

fn two_sessions() -> (Harness, Control, Control) {
    let mut app = Harness::open();
    let elsewhere = sandbox_elsewhere(&app);
    let (here, there) = (app.control(), elsewhere.control().clone());
    here.plant(HERE);
    there.plant(THERE);
    app.log_in(OWNER);
    add_session(&mut app, &elsewhere);
    // It stays for as long as the test.
    Box::leak(Box::new(elsewhere));
    (app, here, there)
}

#[test]
fn nothing_of_one_session_is_on_any_panel_of_the_other() {
    let (mut app, _, _) = two_sessions();
    let in_each = |app: &mut Harness, own: &str, other: &str| {
        let wallet = format!("Operations hot{own}");
        panels::visit_every_at(app, &wallet, |app, panel| {
            assert!(!holds(app, other), "{}: {}", panel.title, app.screen());
        });
        app.press_with(egui::Modifiers::COMMAND, Key::K);
        app.type_into("Command or wallet", "Operations");
        assert!(holds(app, own) && !holds(app, other), "{}", app.screen());
        app.press(Key::Escape);
    };
    in_each(&mut app, THERE, HERE);
    switch_to(&mut app, "Olivia Brandt");
    in_each(&mut app, HERE, THERE);
}

#[test]
fn what_was_typed_and_chosen_is_there_again_and_undo_brings_nothing_of_the_other() {
    let (mut app, _, _) = two_sessions();
    app.type_into("Filter wallets", "second words");
    switch_to(&mut app, "Olivia Brandt");
    assert_eq!(app.typed("Filter wallets"), "");
    app.type_into("Filter wallets", "first");
    app.press_with(egui::Modifiers::COMMAND, Key::Z);
    app.press_with(egui::Modifiers::COMMAND, Key::Z);
    assert!(!app.typed("Filter wallets").contains("second"));
    app.type_into("Filter wallets", "first");
    switch_to(&mut app, SECOND);
    assert_eq!(app.typed("Filter wallets"), "second words");
}

#[test]
fn a_session_works_on_while_another_is_on_the_screen() {
    let mut app = Harness::at_work();
    let elsewhere = sandbox_elsewhere(&app);
    app.open_creator();
    app.type_into("Label", "made meanwhile");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "127.0.0.1");
    app.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    app.control().delay_answers(Duration::from_secs(2));
    app.click("Create token");
    app.open_session_menu();
    app.click("Add a session…");
    app.wait_for("Back to Olivia Brandt, Sandbox");
    app.control().delay_answers(Duration::ZERO);
    log_in_elsewhere(&mut app, &elsewhere);
    app.must_not_see("made meanwhile");
    switch_to(&mut app, "Olivia Brandt");
    app.wait_for("Copy token");
    assert!(app.token_at_the_server("made meanwhile").is_some());
}

#[test]
fn two_people_in_one_place_are_two_sessions_and_one_logs_out_alone() {
    let mut app = Harness::at_work();
    app.open_session_menu();
    app.click("Add a session…");
    app.wait_for("Back to Olivia Brandt, Sandbox");
    app.log_in(ADMIN);
    app.must_see("Sessions: Marcus Adeyemi");
    app.click("Log out");
    app.wait_for("Back to Olivia Brandt, Sandbox");
    app.must_not_see("Back to Marcus Adeyemi");
    app.click("Back to Olivia Brandt, Sandbox");
    app.wait_for("Sessions: Olivia Brandt");
    app.open_tokens();
    app.wait_for("Exchange sweep");
}

#[test]
fn a_session_that_ends_behind_another_is_told_and_found_again_with_its_draft() {
    let mut app = Harness::at_work();
    let elsewhere = sandbox_elsewhere(&app);
    app.open_creator();
    app.type_into("Label", "half written");
    add_session(&mut app, &elsewhere);
    app.control().revoke_sessions();
    app.wait_for_words("The session of Olivia Brandt, Sandbox has ended.");
    app.must_see("Filter wallets");
    app.click("Log in again…");
    app.wait_for("Email");
    app.click_role(Role::RadioButton, "Sandbox");
    app.log_in(OWNER);
    app.wait_for("Lifetime");
    assert_eq!(app.typed("Label"), "half written");
    app.must_not_see("has ended.");
}

#[test]
fn logging_in_once_more_renews_the_session_that_is_open() {
    let mut app = Harness::at_work();
    app.type_into("Filter wallets", "Reserve");
    app.open_session_menu();
    app.click("Add a session…");
    app.wait_for("Back to Olivia Brandt, Sandbox");
    app.log_in(OWNER);
    assert_eq!(app.typed("Filter wallets"), "Reserve");
    app.open_session_menu();
    assert_eq!(app.screen().matches("Olivia Brandt, Sandbox").count(), 1, "{}", app.screen());
}

#[test]
fn the_sandbox_stays_while_a_session_is_in_it_and_each_has_its_own_budget() {
    let mut start = Start::afresh(Some(SandboxOptions::default()));
    start.timeouts.requests_a_minute = 60;
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    let elsewhere = sandbox_elsewhere(&app);
    add_session(&mut app, &elsewhere);
    switch_to(&mut app, "Olivia Brandt");
    app.open_tokens();
    app.wait_for("Exchange sweep");
}
