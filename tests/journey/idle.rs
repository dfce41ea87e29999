//! At rest the app is not drawn again: nothing turns, blinks or counts where nothing happens.

use std::time::Duration;

use countersign::kit::theme;
use countersign::sandbox::ONE_TIME_CODE;
use egui::Key;
use egui::accesskit::Role;

use crate::harness::{Harness, OWNER};
use crate::support::panels;

/// Times left are shown to the minute.
const AT_LEAST: Duration = Duration::from_secs(5);

#[track_caller]
fn assert_rests(app: &mut Harness, panel: &str) {
    app.stage.harness().remove_cursor();
    let rest = app.rest();
    assert!(rest >= AT_LEAST, "{panel} wants to be drawn again in {rest:?}");
}

#[test]
fn every_panel_rests() {
    let mut app = Harness::open();
    assert_rests(&mut app, "the login");
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
    assert_rests(&mut app, "the wallets");
    app.click_role(Role::RadioButton, "hteth");
    app.click("Sort by label");
    assert_rests(&mut app, "a coin's wallets");
    app.click_role(Role::RadioButton, "All coins");
    panels::visit_every(&mut app, |app, panel| assert_rests(app, panel.title));
    app.click_role(Role::Button, "Access tokens");
    app.click("New access token");
    app.click("Payout service");
    app.type_into("Lifetime", "90 days");
    app.type_into("Label", "at rest");
    app.press(Key::Escape);
    assert_rests(&mut app, "the creator");
}

#[test]
fn a_field_with_the_keyboard_rests_too() {
    let mut app = Harness::at_work();
    // The harness sets a style of its own; this is the kit's.
    theme::install(&app.stage.harness().ctx);
    app.open_creator();
    app.type_into("Lifetime", "90 days");
    assert!(app.focused().is_some_and(|(_, label)| label == "Lifetime"));
    assert_rests(&mut app, "a field with the keyboard");
}

#[test]
fn a_failed_login_rests() {
    let mut app = Harness::open();
    app.type_into("Email", "owner@treasury.example");
    app.type_into("Password", "wrong");
    app.click("Log in");
    app.wait_for_words("is wrong");
    app.press(Key::Escape);
    assert_rests(&mut app, "a failed login");
}
