//! The end of a session, whatever finds it: the person is at the login and reads why, and finds what they typed.

use countersign::bitgo::routes::{AskedBy, Route};

use crate::harness::{Harness, OWNER};

/// The owner with something typed in a form.
fn with_drafts() -> Harness {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "kept through it all");
    app.type_into("Lifetime", "180 days");
    app
}

/// Has the app's own session ask this route after the platform has ended it, beside whatever the screen does.
fn find_the_end_by(app: &mut Harness, route: Route) {
    let session = app.stage.app().session().cloned().expect("a session");
    app.control().revoke_sessions();
    let refused = app.wait(session.probe(route)).expect_err("the session stands");
    assert!(refused.ends_session(), "{route}: {refused}");
    app.wait_for("Email");
}

/// The routes of every kind of request that a session makes, a part of them to each test, so that they share the cores.
/// The three of an Express server can be asked through one alone; `tests/wire` ends its sessions.
fn leads_to_the_login(part: usize) {
    const PARTS: usize = 3;
    let mut app = with_drafts();
    let routes = Route::ALL.iter().filter(|route| route.asked_by() == AskedBy::Session);
    for (at, route) in routes.enumerate().filter(|(at, _)| at % PARTS == part) {
        find_the_end_by(&mut app, *route);
        let said = app.text_with("Your session in Sandbox has ended.");
        assert!(said.contains("Log in again") && said.contains("Request ID"), "{at} {route}: {said}");
        assert_eq!(app.typed("Email"), "owner@treasury.example", "{route}");
        app.control().forget_rates();
        app.log_in(OWNER);
        app.must_not_see("Your session in Sandbox has ended.");
        assert_eq!(app.typed("Label"), "kept through it all", "{route}");
        assert_eq!(app.typed("Lifetime"), "180 days", "{route}");
    }
}

#[test]
fn every_third_kind_of_request_that_finds_the_end_leads_to_the_login() {
    leads_to_the_login(0);
}

#[test]
fn every_third_kind_of_request_and_one_that_finds_the_end_leads_to_the_login() {
    leads_to_the_login(1);
}

#[test]
fn every_third_kind_of_request_and_two_that_finds_the_end_leads_to_the_login() {
    leads_to_the_login(2);
}
