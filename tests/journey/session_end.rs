//! The end of a session, whatever finds it: the person is at the login and reads why, and finds what they typed.

use countersign::bitgo::routes::{AskedBy, Route};

use crate::desk::{Desk, OWNER};

/// The owner with something typed in a form.
fn with_drafts() -> Desk {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "kept through it all");
    desk.type_into("Lifetime", "180 days");
    desk
}

/// Has the app's own session ask this route after the platform has ended it, beside whatever the screen does.
fn find_the_end_by(desk: &mut Desk, route: Route) {
    let session = desk.stage.app().session().cloned().expect("a session");
    desk.control().revoke_sessions();
    let refused = desk.wait(session.probe(route)).expect_err("the session stands");
    assert!(refused.ends_session(), "{route}: {refused}");
    desk.wait_for("E-mail");
}

/// The routes of every kind of request that a session makes, a part of them to each test, so that they share the cores.
/// The three of an Express server can be asked through one alone; `tests/wire` ends its sessions.
fn leads_to_the_login(part: usize) {
    const PARTS: usize = 3;
    let mut desk = with_drafts();
    let routes = Route::ALL.iter().filter(|route| route.asked_by() == AskedBy::Session);
    for (at, route) in routes.enumerate().filter(|(at, _)| at % PARTS == part) {
        find_the_end_by(&mut desk, *route);
        let said = desk.text_with("Your session in Sandbox has ended.");
        assert!(said.contains("Log in again") && said.contains("Request ID"), "{at} {route}: {said}");
        assert_eq!(desk.typed("E-mail"), "owner@treasury.example", "{route}");
        desk.control().forget_rates();
        desk.log_in(OWNER);
        desk.must_not_see("Your session in Sandbox has ended.");
        assert_eq!(desk.typed("Label"), "kept through it all", "{route}");
        assert_eq!(desk.typed("Lifetime"), "180 days", "{route}");
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
