//! The main journey without a pointer: Tab, Shift+Tab, Enter, Space, arrows and typing.

use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::harness::Harness;
use crate::support::panels;

const FORWARD: Modifiers = Modifiers::NONE;
const BACK: Modifiers = Modifiers::SHIFT;

#[test]
fn from_the_login_to_the_token_in_the_list() {
    let mut app = Harness::open();
    log_in(&mut app);
    look_around_among_the_wallets(&mut app);
    fill_in_the_form(&mut app);
    create_and_find_the_token(&mut app);
    app.tab_to(BACK, "Log out");
    app.press(Key::Space);
    app.wait_for("Email");
}

fn log_in(app: &mut Harness) {
    app.tab_to(FORWARD, "Email");
    app.type_here("owner@treasury.example");
    app.press(Key::Tab);
    assert_eq!(app.focused(), Some((Role::PasswordInput, "Password".to_owned())));
    app.type_here("sandbox-owner-1");
    app.press(Key::Enter);
    app.wait_for("One-time code");
    assert_eq!(app.focused(), Some((Role::PasswordInput, "One-time code".to_owned())));
    app.type_here(ONE_TIME_CODE);
    app.press(Key::Enter);
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
}

/// A coin, a row, the filter.
fn look_around_among_the_wallets(app: &mut Harness) {
    app.tab_to(FORWARD, "hteth");
    app.press(Key::Space);
    app.must_see("8 of 80 wallets");
    // The navigation has an entry of that name too, on the way to the table.
    let table = (Role::Table, "Wallets".to_owned());
    let comes = (0..3).any(|_| {
        app.tab_to(FORWARD, "Wallets");
        app.focused().as_ref() == Some(&table)
    });
    assert!(comes, "Tab never came to the table of wallets");
    app.press(Key::ArrowDown);
    app.press(Key::ArrowDown);
    app.must_see("Row 2 of 8");
    app.press(Key::End);
    app.must_see("Row 8 of 8");
    app.tab_to(BACK, "Filter wallets");
    app.type_here("grants");
    app.must_see("1 of 80 wallets");
}

fn fill_in_the_form(app: &mut Harness) {
    app.tab_to(BACK, "Access tokens");
    app.press(Key::Enter);
    app.wait_for("Filter access tokens");
    app.tab_to(FORWARD, "New access token");
    app.press(Key::Space);
    app.wait_for("Lifetime");
    app.tab_to(FORWARD, "Label");
    app.type_here("by keyboard");
    app.press(Key::Tab);
    app.type_here("10");
    app.must_see("“10” has no unit");
    app.tab_to(FORWARD, "10 weeks");
    app.press(Key::Enter);
    assert_eq!(app.typed("Lifetime"), "10 weeks");
    app.tab_to(FORWARD, "Approver");
    app.press(Key::Space);
    assert!(app.is_ticked("pending_approval_update"));
    app.tab_to(FORWARD, "wallet_view_all");
    app.press(Key::Space);
    assert!(!app.is_ticked("wallet_view_all"));
    app.press(Key::Space);
    assert!(app.is_ticked("wallet_view_all"));
    app.tab_to(FORWARD, "IP addresses");
    app.type_here("203.0.113.7");
    app.must_see("127.0.0.1, is not included");
    let warning = app.text_with("I understand: your current IP address");
    app.tab_to(FORWARD, &warning);
    app.press(Key::Space);
    app.must_not_see("to confirm");
}

fn create_and_find_the_token(app: &mut Harness) {
    app.tab_to(FORWARD, "One-time code");
    app.type_here(ONE_TIME_CODE);
    app.press(Key::Enter);
    app.must_not_see("The request is sent only once.");
    assert_eq!(app.control().requests("POST /api/v2/user/accesstoken"), 0, "Enter in a field sent the form");
    app.tab_to(FORWARD, "Create token");
    app.press(Key::Enter);
    app.wait_for("Access token created");
    app.tab_to(FORWARD, "Copy token");
    app.press(Key::Space);
    app.wait_for_words("Copied.");
    app.tab_to(FORWARD, "Done");
    app.press(Key::Enter);
    app.wait_for("Filter access tokens");
    app.wait_until_gone("in progress");
    app.tab_to(FORWARD, "Filter access tokens");
    app.type_here("by keyboard");
    app.must_see("approve and reject pending requests");
    assert!(app.token_at_the_server("by keyboard").is_some());
}

#[test]
fn a_login_under_way_is_cancelled_by_keyboard() {
    let mut app = Harness::open();
    app.control().delay_answers(std::time::Duration::from_secs(30));
    app.tab_to(FORWARD, "Olivia Brandt, owner");
    app.press(Key::Space);
    app.tab_to(FORWARD, "Log in");
    app.press(Key::Enter);
    app.wait_for("Cancel login");
    app.tab_to(FORWARD, "Cancel login");
    app.press(Key::Enter);
    app.must_not_see("Cancel login");
}

#[test]
fn every_control_of_every_panel_has_a_name() {
    let mut app = Harness::open();
    let mut nameless = Vec::new();
    let mut look = |app: &mut Harness, panel: &str| {
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
            nameless.extend(app.nameless(role).map(|place| format!("{panel}: {place}")));
        }
    };
    look(&mut app, "login");
    app.click_role(Role::RadioButton, "Custom");
    look(&mut app, "custom login");
    app.click_role(Role::RadioButton, "Sandbox");
    app.log_in(crate::harness::OWNER);
    panels::visit_every(&mut app, |app, panel| look(app, panel.title));
    app.click_role(Role::Button, "Access tokens");
    app.click("New access token");
    app.click("Payout service");
    app.click("Add spending limit");
    app.type_into("Coin of limit 1", "tbtc");
    look(&mut app, "creator");
    assert!(nameless.is_empty(), "{nameless:#?}");
}
