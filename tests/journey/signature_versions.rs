//! A server that knows version 2 of the signatures alone: the login offers it, without anything being typed again, and the
//! session says that it is one of version 2. What version 2 lets through is told of above every panel.

use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;
use jiff::SignedDuration;

use crate::harness::{Harness, OWNER};
use crate::login::make_token;

const LOG_IN: &str = "POST /api/v2/user/login";
const MARK: &str = "Signature version 2";
const MAY_WORK: &str = "This server may not support signature version 3.";
const TRY: &str = "Try version 2";
const STALE: &str = "It was used, because version 2 signatures cannot rule out an old answer";

fn at_a_server_of_version_2() -> Harness {
    let mut app = Harness::open();
    app.control().know_version_2_alone(true);
    app
}

fn send_code(app: &mut Harness) {
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
}

fn signed(app: &mut Harness, version: AuthVersion) -> u64 {
    app.control().signed_requests(version)
}

#[test]
fn a_login_that_version_3_stops_goes_on_in_version_2_with_the_same_token() {
    let mut app = at_a_server_of_version_2();
    app.click(OWNER);
    send_code(&mut app);
    app.wait_for(TRY);
    app.must_see(MAY_WORK);
    app.must_see("signature is wrong");
    app.must_not_see("Log out");
    assert_eq!(app.typed("One-time code"), "");
    assert_eq!(signed(&mut app, AuthVersion::V2), 0);
    let asked = app.control().requests(LOG_IN);
    app.click(TRY);
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
    app.must_see("Olivia Brandt");
    app.must_see(MARK);
    app.must_see("80 of 80 wallets");
    assert_eq!(app.control().requests(LOG_IN), asked, "the person was logged in once more");

    // The choice stays, and is there to be taken back where the next login begins.
    app.click("Log out");
    app.wait_for("Email");
    assert!(app.is_ticked("Version 2"));
    app.must_not_see(TRY);
    app.control().know_version_2_alone(false);
    app.click_role(Role::RadioButton, "Version 3 (recommended)");
    app.log_in(OWNER);
    app.must_not_see(MARK);
    app.must_see("80 of 80 wallets");
    assert!(signed(&mut app, AuthVersion::V3) > 0);
}

#[test]
fn a_token_that_version_3_stops_is_tried_in_version_2_and_not_pasted_again() {
    let mut app = Harness::open();
    let session = app.api();
    let (token, _) = make_token(&app, &session, "older server", "30 days", "");
    app.control().know_version_2_alone(true);
    app.click_role(Role::RadioButton, "Access token");
    app.type_into("Access token", &token);
    app.click("Log in");
    app.wait_for(TRY);
    app.must_see(MAY_WORK);
    assert_eq!(app.typed("Access token"), "");
    app.must_not_see(&token);
    app.click(TRY);
    app.wait_for("Log out");
    app.must_see(MARK);
    app.must_see("by token");
}

#[test]
fn version_2_is_offered_no_more_once_the_form_says_something_else() {
    let mut app = Harness::open();
    let session = app.api();
    let (token, _) = make_token(&app, &session, "other server", "30 days", "");
    let (url, other) = (app.sandbox().url.to_string(), "https://other.example");
    app.control().know_version_2_alone(true);
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", &url);
    app.click_role(Role::RadioButton, "Access token");
    let refused = |app: &mut Harness| {
        app.type_into("Access token", &token);
        app.click("Log in");
        app.wait_for(TRY);
    };
    refused(&mut app);
    app.type_into("Web address", other);
    app.must_not_see(TRY);
    app.type_into("Web address", &url);
    app.must_not_see(TRY);
    assert_eq!(app.control().signed_requests(AuthVersion::V2), 0);
    refused(&mut app);
    app.type_into("Access token", "v2x");
    app.must_not_see(TRY);
    refused(&mut app);
    app.click_role(Role::RadioButton, "Email and password");
    app.must_not_see(TRY);
    app.click_role(Role::RadioButton, "Access token");
    refused(&mut app);
    app.click(TRY);
    app.wait_for("Log out");
    app.must_see(MARK);
}

#[test]
fn version_2_that_does_not_work_either_is_not_kept_nor_offered_again() {
    let mut app = at_a_server_of_version_2();
    app.click(OWNER);
    send_code(&mut app);
    app.wait_for(TRY);
    app.control().revoke_sessions();
    app.click(TRY);
    app.wait_until_gone(TRY);
    app.wait_for_words("has expired, was revoked, or belongs to another environment");
    app.must_not_see(TRY);
    assert!(app.is_ticked("Version 3 (recommended)") && !app.is_ticked("Version 2"));
    assert!(signed(&mut app, AuthVersion::V2) < 2, "it was tried more than once");
}

#[test]
fn trouble_that_has_nothing_to_do_with_the_version_offers_none() {
    let mut app = Harness::open();
    app.type_into("Email", "owner@treasury.example");
    app.type_into("Password", "not the password");
    app.click("Log in");
    app.wait_for_words("The email address or the password is wrong.");
    app.must_not_see(TRY);
    app.click_role(Role::RadioButton, "Access token");
    app.type_into("Access token", &format!("v2x{}", "0123456789abcdef".repeat(4)));
    app.click("Log in");
    app.wait_for_words("has expired, was revoked, or belongs to another environment");
    app.must_not_see(TRY);
    // A clock that is off is to be set.
    app.control().advance(SignedDuration::from_mins(20));
    app.click_role(Role::RadioButton, "Email and password");
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
    app.wait_for_words("This computer's clock is");
    app.must_not_see(TRY);
}

#[test]
fn the_version_is_chosen_where_one_logs_in() {
    let mut app = Harness::open();
    assert!(app.is_ticked("Version 3 (recommended)"));
    app.must_not_see("cannot rule out replayed requests");
    app.click_role(Role::RadioButton, "Version 2");
    app.must_see("cannot rule out replayed requests");
    app.log_in(OWNER);
    app.must_see(MARK);
    assert!(signed(&mut app, AuthVersion::V2) > 0);
    assert_eq!(signed(&mut app, AuthVersion::V3), 0);
    app.click_role(Role::Button, "Settings");
    assert!(app.is_ticked("Version 2"), "the settings say something else");
    app.click_role(Role::RadioButton, "Version 3 (recommended)");
    app.must_see(MARK);
    app.click("Log out");
    app.wait_for("Email");
    assert!(app.is_ticked("Version 3 (recommended)"));
    // Express signs by itself.
    app.click_role(Role::RadioButton, "Express");
    app.must_not_see("Version 2");
}

#[test]
fn an_old_answer_that_version_2_uses_is_told_of_above_every_panel() {
    let mut app = Harness::open();
    app.click_role(Role::RadioButton, "Version 2");
    app.log_in(OWNER);
    app.must_not_see(STALE);
    app.control().set_faults_at(&["/wallets"], &[FaultSpec::always(FaultKind::StaleTime)]);
    app.click("Refresh");
    app.wait_for_words(STALE);
    app.wait_until_gone("in progress");
    let said = app.text_with(STALE);
    let asked = "BitGo's answer to GET /api/v2/wallets";
    assert!(said.contains(asked) && said.contains(" was signed 10 min before it came."), "{said}");
    assert!(said.contains("whether a proxy repeats old answers, then refresh."), "{said}");
    app.must_see("80 of 80 wallets");
    app.click_role(Role::Button, "Settings");
    app.must_see(STALE);

    // The same question, answered afresh, takes it back; and so does whoever has read it.
    app.click_role(Role::Button, "Wallets");
    app.control().set_faults(&[]);
    app.click("Refresh");
    app.wait_until_gone(STALE);
    app.control().set_faults_at(&["/wallets"], &[FaultSpec::always(FaultKind::StaleTime)]);
    app.click("Refresh");
    app.wait_for_words(STALE);
    app.wait_until_gone("in progress");
    app.click("Hide warning");
    app.must_not_see(STALE);
}
