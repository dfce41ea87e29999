//! At rest the app is not drawn again: nothing turns, blinks or counts where nothing happens.

use std::time::Duration;

use countersign::kit::theme;
use countersign::sandbox::ONE_TIME_CODE;
use egui::Key;
use egui::accesskit::Role;

use crate::desk::{Desk, OWNER};
use crate::support::panels;

/// Times left are shown to the minute.
const AT_LEAST: Duration = Duration::from_secs(5);

#[track_caller]
fn assert_rests(desk: &mut Desk, panel: &str) {
    desk.stage.harness().remove_cursor();
    let rest = desk.rest();
    assert!(rest >= AT_LEAST, "{panel} wants to be drawn again in {rest:?}");
}

#[test]
fn every_panel_rests() {
    let mut desk = Desk::open();
    assert_rests(&mut desk, "the login");
    desk.click(OWNER);
    desk.click("Log in");
    desk.wait_for("One-time code");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Log in");
    desk.wait_for("Log out");
    desk.wait_until_gone("in progress");
    assert_rests(&mut desk, "the wallets");
    desk.click_role(Role::RadioButton, "hteth");
    desk.click("Sort by label");
    assert_rests(&mut desk, "a coin's wallets");
    desk.click_role(Role::RadioButton, "All coins");
    panels::visit_every(&mut desk, |desk, panel| assert_rests(desk, panel.title));
    desk.click_role(Role::Button, "Access tokens");
    desk.click("New access token");
    desk.click("Payout service");
    desk.type_into("Lifetime", "90 days");
    desk.type_into("Label", "at rest");
    desk.press(Key::Escape);
    assert_rests(&mut desk, "the creator");
}

#[test]
fn a_field_with_the_keyboard_rests_too() {
    let mut desk = Desk::at_work();
    // The harness sets a style of its own; this is the kit's.
    theme::install(&desk.stage.harness().ctx);
    desk.open_creator();
    desk.type_into("Lifetime", "90 days");
    assert!(desk.focused().is_some_and(|(_, label)| label == "Lifetime"));
    assert_rests(&mut desk, "a field with the keyboard");
}

#[test]
fn a_failed_login_rests() {
    let mut desk = Desk::open();
    desk.type_into("E-mail", "owner@treasury.example");
    desk.type_into("Password", "wrong");
    desk.click("Log in");
    desk.wait_for_words("is wrong");
    desk.press(Key::Escape);
    assert_rests(&mut desk, "a failed login");
}
