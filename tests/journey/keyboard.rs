//! The main journey without a pointer: Tab, Shift+Tab, Enter, Space, arrows and typing.

use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::support::panels;

const FORWARD: Modifiers = Modifiers::NONE;
const BACK: Modifiers = Modifiers::SHIFT;

#[test]
fn from_the_login_to_the_token_in_the_list() {
    let mut desk = Desk::open();
    log_in(&mut desk);
    look_around_among_the_wallets(&mut desk);
    fill_in_the_form(&mut desk);
    create_and_find_the_token(&mut desk);
    desk.tab_to(BACK, "Log out");
    desk.press(Key::Space);
    desk.wait_for("E-mail");
}

fn log_in(desk: &mut Desk) {
    desk.tab_to(FORWARD, "E-mail");
    desk.type_here("owner@treasury.example");
    desk.press(Key::Tab);
    assert_eq!(desk.focused(), Some((Role::PasswordInput, "Password".to_owned())));
    desk.type_here("sandbox-owner-1");
    desk.press(Key::Enter);
    desk.wait_for("One-time code");
    assert_eq!(desk.focused(), Some((Role::PasswordInput, "One-time code".to_owned())));
    desk.type_here(ONE_TIME_CODE);
    desk.press(Key::Enter);
    desk.wait_for("Log out");
    desk.wait_until_gone("in progress");
}

/// A coin, a row, the filter.
fn look_around_among_the_wallets(desk: &mut Desk) {
    desk.tab_to(FORWARD, "hteth");
    desk.press(Key::Space);
    desk.must_see("8 of 80 wallets");
    // The navigation has an entry of that name too, on the way to the table.
    let table = (Role::Table, "Wallets".to_owned());
    let comes = (0..3).any(|_| {
        desk.tab_to(FORWARD, "Wallets");
        desk.focused().as_ref() == Some(&table)
    });
    assert!(comes, "Tab never came to the table of wallets");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.must_see("Row 2 of 8");
    desk.press(Key::End);
    desk.must_see("Row 8 of 8");
    desk.tab_to(BACK, "Filter wallets");
    desk.type_here("grants");
    desk.must_see("1 of 80 wallets");
}

fn fill_in_the_form(desk: &mut Desk) {
    desk.tab_to(BACK, "Access tokens");
    desk.press(Key::Enter);
    desk.wait_for("Filter access tokens");
    desk.tab_to(FORWARD, "New access token");
    desk.press(Key::Space);
    desk.wait_for("Lifetime");
    desk.tab_to(FORWARD, "Label");
    desk.type_here("by keyboard");
    desk.press(Key::Tab);
    desk.type_here("10");
    desk.must_see("“10” has no unit");
    desk.tab_to(FORWARD, "10 weeks");
    desk.press(Key::Enter);
    assert_eq!(desk.typed("Lifetime"), "10 weeks");
    desk.tab_to(FORWARD, "Approver");
    desk.press(Key::Space);
    assert!(desk.is_ticked("pending_approval_update"));
    desk.tab_to(FORWARD, "wallet_view_all");
    desk.press(Key::Space);
    assert!(!desk.is_ticked("wallet_view_all"));
    desk.press(Key::Space);
    assert!(desk.is_ticked("wallet_view_all"));
    desk.tab_to(FORWARD, "IP addresses");
    desk.type_here("203.0.113.7");
    desk.must_see("127.0.0.1, is not included");
    let warning = desk.text_with("I understand: your current IP address");
    desk.tab_to(FORWARD, &warning);
    desk.press(Key::Space);
    desk.must_not_see("to confirm");
}

fn create_and_find_the_token(desk: &mut Desk) {
    desk.tab_to(FORWARD, "One-time code");
    desk.type_here(ONE_TIME_CODE);
    desk.press(Key::Enter);
    desk.must_not_see("The request is sent only once.");
    assert_eq!(desk.control().requests("POST /api/v2/user/accesstoken"), 0, "Enter in a field sent the form");
    desk.tab_to(FORWARD, "Create token");
    desk.press(Key::Enter);
    desk.wait_for("Access token created");
    desk.tab_to(FORWARD, "Copy token");
    desk.press(Key::Space);
    desk.wait_for_words("Copied.");
    desk.tab_to(FORWARD, "Done");
    desk.press(Key::Enter);
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    desk.tab_to(FORWARD, "Filter access tokens");
    desk.type_here("by keyboard");
    desk.must_see("approve and reject pending requests");
    assert!(desk.token_at_the_server("by keyboard").is_some());
}

#[test]
fn a_login_under_way_is_cancelled_by_keyboard() {
    let mut desk = Desk::open();
    desk.control().delay_answers(std::time::Duration::from_secs(30));
    desk.tab_to(FORWARD, "Olivia Brandt, owner");
    desk.press(Key::Space);
    desk.tab_to(FORWARD, "Log in");
    desk.press(Key::Enter);
    desk.wait_for("Cancel login");
    desk.tab_to(FORWARD, "Cancel login");
    desk.press(Key::Enter);
    desk.must_not_see("Cancel login");
}

#[test]
fn every_control_of_every_panel_has_a_name() {
    let mut desk = Desk::open();
    let mut nameless = Vec::new();
    let mut look = |desk: &mut Desk, panel: &str| {
        for role in [
            Role::Button,
            Role::Link,
            Role::CheckBox,
            Role::RadioButton,
            Role::TextInput,
            Role::PasswordInput,
            Role::MultilineTextInput,
            Role::ComboBox,
            Role::Table,
        ] {
            nameless.extend(desk.nameless(role).map(|place| format!("{panel}: {place}")));
        }
    };
    look(&mut desk, "login");
    desk.click_role(Role::RadioButton, "Custom");
    look(&mut desk, "custom login");
    desk.click_role(Role::RadioButton, "Sandbox");
    desk.log_in(crate::desk::OWNER);
    panels::visit_every(&mut desk, |desk, panel| look(desk, panel.title));
    desk.click_role(Role::Button, "Access tokens");
    desk.click("New access token");
    desk.click("Payout service");
    desk.click("Add spending limit");
    desk.type_into("Coin of limit 1", "tbtc");
    look(&mut desk, "creator");
    assert!(nameless.is_empty(), "{nameless:#?}");
}
