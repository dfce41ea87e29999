//! Logging in through the person's own Express server by email and password: what goes there, where it may go, and what the
//! person is told before.

use countersign::sandbox::{ONE_TIME_CODE, PingAnswer};
use egui::accesskit::Role;

use crate::harness::Harness;

const LOGIN: &str = "POST /api/v2/user/login";
const OWNER: (&str, &str) = ("owner@treasury.example", "sandbox-owner-1");
const GIVEN: &str = "is given the password itself, not a hash of it.";

/// The form for email and password, at the Express server that the sandbox plays.
fn at_the_form(ping: PingAnswer) -> Harness {
    let mut app = Harness::with_express();
    app.control().set_ping(ping);
    let url = app.sandbox().url.to_string();
    app.click_role(Role::RadioButton, "Express");
    app.must_not_see(GIVEN);
    app.type_into("Express web address", &url);
    // What the ping says moves what stands below it.
    app.wait_for("Check the server again");
    app.click_role(Role::RadioButton, "Email and password");
    app
}

fn fill(app: &mut Harness, (email, password): (&str, &str)) {
    app.type_into("Email", email);
    app.type_into("Password", password);
}

#[test]
fn the_password_itself_goes_to_express_after_the_person_was_told() {
    let mut app = at_the_form(PingAnswer::Test);
    app.must_see(GIVEN);
    app.must_see("Sent to your Express server as you type it.");
    app.must_not_see("Sent as a keyed hash");
    app.wait_for_words("the test environment behind it.");
    let before = app.control().requests(LOGIN);
    fill(&mut app, OWNER);
    app.wait_until_enabled("Log in");
    app.control().keep_bodies();
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
    app.must_see("Test (Express: 127.0.0.1");
    assert_eq!(app.control().requests(LOGIN), before + 2);
    let sent = format!("\"password\":\"{}\"", OWNER.1);
    assert_eq!(app.control().kept_bodies().matches(&sent).count(), 2);
    assert!(!crate::log::so_far().contains(OWNER.1), "the password was logged");

    // Nothing of it stays typed.
    app.click("Log out");
    app.wait_for("Express web address");
    app.must_see(GIVEN);
    assert_eq!(app.typed("Password"), "");
}

#[test]
fn a_wrong_password_is_said_and_sent_once() {
    let mut app = at_the_form(PingAnswer::Test);
    let before = app.control().requests(LOGIN);
    fill(&mut app, (OWNER.0, "planted-wrong-password"));
    app.wait_until_enabled("Log in");
    app.click("Log in");
    app.wait_for_words("The email address or the password is wrong.");
    assert_eq!(app.control().requests(LOGIN), before + 1);
    assert_eq!(app.typed("Email"), OWNER.0);
}

#[test]
fn over_a_network_without_tls_no_password_is_taken() {
    let mut app = at_the_form(PingAnswer::Test);
    let before = app.control().requests(LOGIN);
    fill(&mut app, OWNER);
    app.wait_until_enabled("Log in");
    for (url, host) in [("http://sign.example:3080", "sign.example"), ("http://10.0.0.7", "10.0.0.7")] {
        app.type_into("Express web address", url);
        app.must_see(&format!("http:// works on this computer only; use https:// to reach {host}."));
        assert!(!app.is_enabled("Log in"), "{url}");
    }
    assert_eq!(app.control().requests(LOGIN), before);
}

#[test]
fn an_express_server_that_is_test_no_longer_gets_no_password() {
    let mut app = at_the_form(PingAnswer::Test);
    app.wait_for_words("the test environment behind it.");
    fill(&mut app, OWNER);
    app.wait_until_enabled("Log in");
    let before = app.control().requests(LOGIN);
    app.control().set_ping(PingAnswer::Production);
    app.control().keep_bodies();
    app.click("Log in");
    app.wait_for_words("no longer says that the test environment is behind it.");
    assert_eq!(app.control().requests(LOGIN), before);
    assert!(!app.control().kept_bodies().contains(OWNER.1));
    app.click("Check the server again");
    app.wait_for_words("production behind it.");
    fill(&mut app, OWNER);
    app.wait_until_enabled("Log in");
    app.give_code();
    app.must_see("Production (Express: ");
}
