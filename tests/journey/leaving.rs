//! Nothing secret stays typed where a person has left: another panel, another case, the end of the session.

use countersign::app::Route;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::create_share::{VIEWER, dialog_of, to_check, to_permissions};
use crate::harness::{ADMIN, Harness, OWNER};
use crate::shares::{ADMIN_PASSWORD, PASSPHRASE, at_the_form, fill};
use crate::support::panels;

const TYPED: &str = "planted-secret-5c1e";

/// The fields for secrets that are on the screen.
fn secret_fields(app: &Harness) -> Vec<String> {
    app.stage.labels_of(Role::PasswordInput)
}

/// By the palette, which opens over dialogs too.
fn leave(app: &mut Harness) {
    app.stage.press_with(Modifiers::COMMAND, Key::K);
    app.type_into("Command or wallet", "Go to settings");
    app.press(Key::Enter);
    app.wait_for("Next deployment date");
}

#[test]
fn whatever_secret_is_typed_on_a_panel_is_gone_when_it_is_left() {
    let mut app = Harness::at_work();
    let mut found = 0;
    panels::visit_every(&mut app, |app, panel| {
        let fields = secret_fields(app);
        for field in &fields {
            app.type_into(field, TYPED);
        }
        if fields.is_empty() {
            return;
        }
        found += fields.len();
        leave(app);
        panels::go(app, panel);
        app.wait_for(panel.landmark);
        for field in &fields {
            assert_eq!(app.typed(field), "", "{field} on {}", panel.title);
        }
    });
    assert!(found > 0, "no panel had a field for a secret");
}

#[test]
fn a_wallet_passphrase_is_gone_when_the_share_is_left() {
    let mut app = dialog_of("Operations hot");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &["View", "Spend"]);
    let field = "Wallet passphrase";
    let leaves: [fn(&mut Harness); 2] = [leave, |app| app.end_session()];
    for (at, leaves) in leaves.iter().enumerate() {
        app.type_into(field, TYPED);
        leaves(&mut app);
        if at == 1 {
            app.log_in(OWNER);
        } else {
            app.stage.press_with(Modifiers::COMMAND, Key::K);
            app.type_into("Command or wallet", "Go to wallets");
            app.press(Key::Enter);
            app.wait_for("Filter wallets");
            app.click("Share…");
        }
        if !app.sees(field) {
            app.wait_until_gone("in progress");
            to_permissions_again(&mut app);
        }
        app.wait_for(field);
        assert_eq!(app.typed(field), "", "way {at}");
    }
}

/// From wherever the share stands after it was left to its check.
fn to_permissions_again(app: &mut Harness) {
    if app.sees("Continue to permissions") {
        to_permissions(app, VIEWER);
    }
    to_check(app, &["View", "Spend"]);
}

#[test]
fn secrets_of_an_acceptance_are_gone_when_the_shares_are_left() {
    let mut app = at_the_form();
    fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    leave(&mut app);
    panels::open(&mut app, Route::Shares.panel());
    app.must_not_see("Login password");
    app.click("Accept…");
    app.wait_for("Login password");
    for field in ["Login password", "New wallet passphrase", "Repeat the passphrase"] {
        assert_eq!(app.typed(field), "", "{field}");
    }
    // And when the dialog is closed and opened again.
    fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    app.press(Key::Escape);
    app.click("Accept…");
    app.wait_for("Login password");
    assert_eq!(app.typed("New wallet passphrase"), "");
}

#[test]
fn a_code_for_a_decision_is_gone_when_the_approvals_are_left() {
    let mut app = Harness::open();
    app.log_in(ADMIN);
    panels::open(&mut app, Route::Approvals.panel());
    app.click("Add tag “operations” to “Tron operations”");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.wait_until_enabled("Approve request");
    leave(&mut app);
    panels::go(&mut app, Route::Approvals.panel());
    app.wait_for("One-time code");
    assert_eq!(app.typed("One-time code"), "");
    assert!(!app.is_enabled("Approve request"));
}

#[test]
fn a_password_at_the_login_is_gone_when_another_way_in_is_chosen() {
    let mut app = Harness::open();
    app.type_into("Email", "owner@treasury.example");
    app.type_into("Password", TYPED);
    app.click_role(Role::RadioButton, "Test");
    app.wait_for("Password");
    assert_eq!(app.typed("Password"), "");
    app.type_into("Password", TYPED);
    app.click_role(Role::RadioButton, "Access token");
    app.type_into("Access token", TYPED);
    app.click_role(Role::RadioButton, "Email and password");
    assert_eq!(app.typed("Password"), "");
    app.click_role(Role::RadioButton, "Access token");
    assert_eq!(app.typed("Access token"), "");
}
