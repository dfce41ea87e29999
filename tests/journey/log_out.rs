//! Leaving: the session of a login ends at the platform too, an access token outlives its session unless it is revoked.

use std::time::Duration;

use countersign::bitgo::client::{Client, Timeouts};
use countersign::bitgo::login;
use countersign::bitgo::signing::AuthVersion;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use egui::{Key, ViewportCommand, ViewportEvent, ViewportId};

use crate::desk::{Desk, OWNER};
use crate::login::make_token;

const LOGOUT: &str = "GET /api/v2/user/logout";

/// At work with an access token of the owner's; its text and ID.
fn with_a_token() -> (Desk, String, String) {
    let mut desk = Desk::open();
    let maker = desk.api();
    let (text, id) = make_token(&desk, &maker, "nightly report", "30 days", "");
    desk.log_in_with_token(&text);
    (desk, text, id)
}

/// Whether the platform still takes the token.
fn works(desk: &mut Desk, token: &str) -> bool {
    let environment = desk.client().environment().clone();
    let client = Client::new(environment, AuthVersion::V3, Timeouts::default()).unwrap();
    desk.wait(login::try_token(&client, token.into())).is_ok()
}

fn close_window(desk: &mut Desk) {
    let input = desk.stage.harness().input_mut();
    let window = input.viewports.entry(ViewportId::ROOT).or_default();
    window.events.push(ViewportEvent::Close);
}

/// What the app has asked of the window in the last frame.
fn asked_of_the_window(desk: &mut Desk) -> Vec<ViewportCommand> {
    let output = desk.stage.harness().output();
    output.viewport_output.get(&ViewportId::ROOT).map(|window| window.commands.clone()).unwrap_or_default()
}

#[test]
fn a_pasted_token_works_after_the_log_out() {
    let (mut desk, token, _) = with_a_token();
    let before = desk.control().requests(LOGOUT);
    desk.click("Log out");
    desk.must_see("ends the session on this computer only");
    desk.must_see("“nightly report”");
    desk.click("Cancel");
    desk.must_not_see("ends the session on this computer only");
    desk.click("Log out");
    desk.press(Key::Escape);
    desk.must_not_see("ends the session on this computer only");
    desk.click("Log out");
    desk.click("Log out on this computer");
    desk.wait_for("Show access token");
    assert_eq!(desk.control().requests(LOGOUT), before, "nothing is sent");
    assert!(works(&mut desk, &token));
}

#[test]
fn revoking_ones_own_token_takes_its_label_and_stands_in_the_ledger() {
    let (mut desk, token, id) = with_a_token();
    desk.click("Log out");
    desk.click("Revoke token…");
    assert!(!desk.is_enabled("Revoke token"));
    desk.type_into("Type the label to confirm", "nightly");
    assert!(!desk.is_enabled("Revoke token"));
    desk.type_here(" report");
    desk.click("Revoke token");
    desk.wait_for_words("“nightly report” is revoked, and you are logged out.");
    assert!(!works(&mut desk, &token));
    desk.click_role(Role::RadioButton, "E-mail and password");
    desk.log_in(OWNER);
    desk.open_tokens();
    desk.click("Past");
    desk.wait_for_words("nightly report");
    desk.must_see("revoked");
    assert!(desk.tokens_at_the_server().iter().all(|it| it.id != id));
}

#[test]
fn a_revocation_whose_answer_is_lost_is_looked_up() {
    let (mut desk, token, _) = with_a_token();
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::WrongHmac)]);
    desk.click("Log out");
    desk.click("Revoke token…");
    desk.type_into("Type the label to confirm", "nightly report");
    desk.click("Revoke token");
    desk.wait_for("Show access token");
    desk.must_see("the revocation of “nightly report” was carried out");
    assert!(!works(&mut desk, &token));
    assert_eq!(desk.control().requests(LOGOUT), 1, "sent once");
}

#[test]
fn the_session_of_a_login_ends_with_the_window_and_a_tokens_does_not() {
    let mut desk = Desk::at_work();
    close_window(&mut desk);
    desk.stage.harness().step();
    let asked = asked_of_the_window(&mut desk);
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    assert!(asked.contains(&ViewportCommand::Visible(false)), "hidden while it waits: {asked:?}");
    let is_closed = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        desk.stage.harness().step();
        asked_of_the_window(&mut desk).contains(&ViewportCommand::Close)
    });
    assert!(is_closed);
    assert_eq!(desk.control().requests(LOGOUT), 1);

    let (mut desk, token, _) = with_a_token();
    close_window(&mut desk);
    desk.stage.harness().step();
    assert!(!asked_of_the_window(&mut desk).contains(&ViewportCommand::CancelClose), "nothing to end");
    assert!(works(&mut desk, &token));
    assert_eq!(desk.control().requests(LOGOUT), 0);
}
