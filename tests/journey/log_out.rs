//! Leaving: the session of a login ends at the platform too, an access token outlives its session unless it is revoked.

use std::time::Duration;

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::login;
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use egui::{Key, ViewportCommand, ViewportEvent, ViewportId};

use crate::harness::{Harness, OWNER};
use crate::login::make_token;

const LOGOUT: &str = "GET /api/v2/user/logout";

/// At work with an access token of the owner's; its text and ID.
fn with_a_token() -> (Harness, String, String) {
    let mut app = Harness::open();
    let maker = app.api();
    let (text, id) = make_token(&app, &maker, "nightly report", "30 days", "");
    app.log_in_with_token(&text);
    (app, text, id)
}

/// Whether the platform still takes the token.
fn works(app: &mut Harness, token: &str) -> bool {
    let environment = app.client().environment().clone();
    let client = Client::new(environment, AuthVersion::V3, Timeouts::default()).unwrap();
    app.wait(login::try_token(&client, token.into())).is_ok()
}

pub fn close_window(app: &mut Harness) {
    let input = app.stage.harness().input_mut();
    let window = input.viewports.entry(ViewportId::ROOT).or_default();
    window.events.push(ViewportEvent::Close);
}

/// What the app has asked of the window in the last frame.
pub fn asked_of_the_window(app: &mut Harness) -> Vec<ViewportCommand> {
    let output = app.stage.harness().output();
    output.viewport_output.get(&ViewportId::ROOT).map(|window| window.commands.clone()).unwrap_or_default()
}

#[test]
fn a_pasted_token_works_after_the_log_out() {
    let (mut app, token, _) = with_a_token();
    let before = app.control().requests(LOGOUT);
    app.click("Log out");
    app.must_see("ends the session on this computer only");
    app.must_see("“nightly report”");
    app.click("Cancel");
    app.must_not_see("ends the session on this computer only");
    app.click("Log out");
    app.press(Key::Escape);
    app.must_not_see("ends the session on this computer only");
    app.click("Log out");
    app.click("Log out on this computer");
    app.wait_for("Show access token");
    assert_eq!(app.control().requests(LOGOUT), before, "nothing is sent");
    assert!(works(&mut app, &token));
}

#[test]
fn revoking_ones_own_token_takes_its_label_and_stands_in_the_ledger() {
    let (mut app, token, id) = with_a_token();
    app.click("Log out");
    app.click("Revoke token…");
    assert!(!app.is_enabled("Revoke token"));
    app.type_into("Type the label to confirm", "nightly");
    assert!(!app.is_enabled("Revoke token"));
    app.type_here(" report");
    app.click("Revoke token");
    app.wait_for_words("“nightly report” is revoked, and you are logged out.");
    assert!(!works(&mut app, &token));
    app.click_role(Role::RadioButton, "Email and password");
    app.log_in(OWNER);
    app.open_tokens();
    app.click("Past");
    app.wait_for_words("nightly report");
    app.must_see("revoked");
    assert!(app.tokens_at_the_server().iter().all(|it| it.id != id));
}

#[test]
fn a_revocation_whose_answer_is_lost_is_looked_up() {
    let (mut app, token, _) = with_a_token();
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::WrongHmac)]);
    app.click("Log out");
    app.click("Revoke token…");
    app.type_into("Type the label to confirm", "nightly report");
    app.click("Revoke token");
    app.wait_for("Show access token");
    app.must_see("the revocation of “nightly report” was carried out");
    assert!(!works(&mut app, &token));
    assert_eq!(app.control().requests(LOGOUT), 1, "sent once");
}

#[test]
fn the_session_of_a_login_ends_with_the_window_and_a_tokens_does_not() {
    let mut app = Harness::at_work();
    close_window(&mut app);
    app.stage.harness().step();
    let asked = asked_of_the_window(&mut app);
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    assert!(asked.contains(&ViewportCommand::Visible(false)), "hidden while it waits: {asked:?}");
    let is_closed = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        app.stage.harness().step();
        asked_of_the_window(&mut app).contains(&ViewportCommand::Close)
    });
    assert!(is_closed);
    assert_eq!(app.control().requests(LOGOUT), 1);

    let (mut app, token, _) = with_a_token();
    close_window(&mut app);
    app.stage.harness().step();
    assert!(!asked_of_the_window(&mut app).contains(&ViewportCommand::CancelClose), "nothing to end");
    assert!(works(&mut app, &token));
    assert_eq!(app.control().requests(LOGOUT), 0);
}
