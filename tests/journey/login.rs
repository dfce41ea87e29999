//! What a login that does not work gets: one sentence that says what and what to do, the request ID, and the typed
//! fields still there, secrets wiped. The app stays alive whatever the other side does.

use std::net::TcpListener;
use std::thread;

use countersign::app::Start;
use countersign::bitgo::session::Session;
use countersign::domain::ip_range::parse_addresses;
use countersign::domain::limit::LimitDraft;
use countersign::domain::token::{TokenDraft, TokenRequest};
use countersign::sandbox::ONE_TIME_CODE;
use egui::Key;
use egui::accesskit::Role;
use jiff::SignedDuration;

use crate::harness::{Harness, OWNER};
use crate::support::token_requests::request_of;

const OWNERS_EMAIL: &str = "owner@treasury.example";

/// One sentence for what happened and one for what to do, in one notice.
fn assert_two_sentences(app: &Harness, what: &str, next: &str) {
    let said = app.text_with(what);
    assert!(said.contains(next), "{said}");
}

#[test]
fn a_wrong_password_keeps_the_address_and_wipes_the_password() {
    let mut app = Harness::open();
    app.type_into("Email", OWNERS_EMAIL);
    app.type_into("Password", "not the password");
    app.click("Log in");
    app.wait_for_words("The email address or the password is wrong.");
    assert_two_sentences(&app, "The email address or the password is wrong.", "enter the password again.");
    app.must_see("Request ID");
    assert_eq!(app.copy("Copy request ID").len(), 32);
    assert_eq!(app.typed("Email"), OWNERS_EMAIL);
    assert_eq!(app.typed("Password"), "");
    assert!(!app.is_enabled("Log in"));
    app.type_into("Password", "sandbox-owner-1");
    app.give_code();
    app.must_see("Olivia Brandt");
}

#[test]
fn a_wrong_code_stays_at_the_code_and_the_next_one_is_taken() {
    let mut app = Harness::open();
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", "9999999");
    app.click("Log in");
    app.wait_for_words("The one-time code was not accepted.");
    app.must_see("Request ID");
    app.must_see(OWNERS_EMAIL);
    assert_eq!(app.typed("One-time code"), "");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
    app.wait_for("Log out");
}

#[test]
fn from_the_code_back_to_the_address_which_is_still_there() {
    let mut app = Harness::open();
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.click("Back to email and password");
    app.wait_for("Email");
    assert_eq!(app.typed("Email"), OWNERS_EMAIL);
    assert_eq!(app.typed("Password"), "");
    app.must_not_see("wrong");
}

/// The request for a token that may see wallets.
pub fn token_request(label: &str, lifetime: &str, from: &str) -> TokenRequest {
    let draft = TokenDraft {
        label: label.to_owned(),
        lifetime: lifetime.to_owned(),
        scopes: [("wallet_view_all".to_owned(), Vec::new())].into(),
        addresses: from.to_owned(),
        ..TokenDraft::default()
    };
    assert!(parse_addresses(from).iter().all(|line| line.result.is_ok()));
    request_of(&draft)
}

/// Makes a token with a spending limit, that manages and spends and has these scopes besides, and comes with it.
pub fn come_with_limited_token(app: &mut Harness, maker: &Session, more_scopes: &[&str]) {
    let scopes = ["profile", "wallet_view_all", "wallet_manage_all", "wallet_spend_all"];
    let all = scopes.iter().chain(more_scopes);
    let draft = TokenDraft {
        label: "limited".to_owned(),
        lifetime: "1 day".to_owned(),
        scopes: all.map(|scope| ((*scope).to_owned(), Vec::new())).collect(),
        limits: vec![LimitDraft { coin: "tbtc".to_owned(), amount: "1".to_owned(), ..LimitDraft::default() }],
        ..TokenDraft::default()
    };
    let token = app.wait(maker.create_access_token(&request_of(&draft), &ONE_TIME_CODE.into())).unwrap();
    app.log_in_with_token(token.value.expose());
}

/// Makes a token beside the app and returns its text and ID.
pub fn make_token(
    app: &Harness,
    session: &Session,
    label: &str,
    lifetime: &str,
    from: &str,
) -> (String, String) {
    let request = token_request(label, lifetime, from);
    let created = app.wait(session.create_access_token(&request, &ONE_TIME_CODE.into())).unwrap();
    (created.value.expose().to_owned(), created.info.id)
}

#[test]
fn a_pasted_token_that_is_none_or_no_longer_one_is_told_why() {
    let mut app = Harness::open();
    let session = app.api();
    let (revoked, revoked_id) = make_token(&app, &session, "revoked", "30 days", "");
    app.wait(session.delete_access_token(&revoked_id)).unwrap();
    let (expired, _) = make_token(&app, &session, "expired", "45 seconds", "");
    let (elsewhere, _) = make_token(&app, &session, "elsewhere", "30 days", "203.0.113.7");
    app.control().advance(SignedDuration::from_secs(50));
    let foreign = format!("v2x{}", "0123456789abcdef".repeat(4));
    app.click_role(Role::RadioButton, "Access token");
    let invalid = "has expired, was revoked, or belongs to another environment";
    for (token, reason, is_asked) in [
        ("hello", "starts with v2x and has 67 characters", false),
        ("not a token at all", "holds blanks or characters that no token has", false),
        (&foreign[..66], "starts with v2x and has 67 characters", false),
        (foreign.as_str(), invalid, true),
        (revoked.as_str(), invalid, true),
        (expired.as_str(), invalid, true),
        (elsewhere.as_str(), "from an IP address that this token does not allow", true),
    ] {
        app.type_into("Access token", token);
        app.click("Log in");
        app.wait_for_words(reason);
        assert_eq!(app.sees("Request ID"), is_asked, "{reason}: {}", app.screen());
        assert_eq!(app.typed("Access token"), "", "the field still holds it after: {reason}");
        app.must_not_see(token);
        app.must_see("Access token");
        app.click_role(Role::RadioButton, "Test");
        app.click_role(Role::RadioButton, "Sandbox");
        app.must_not_see(reason);
    }
}

/// A server that takes every connection and never says a word.
fn silent_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let mut held = Vec::new();
        for connection in listener.incoming() {
            held.push(connection);
        }
    });
    address
}

fn at_custom_address(address: &str) -> Harness {
    let mut app = Harness::open_with(Start::afresh(None));
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", address);
    app.type_into("Email", OWNERS_EMAIL);
    app.type_into("Password", "some password");
    app
}

#[test]
fn a_host_that_does_not_answer_leaves_the_app_alive_and_cancel_works_at_once() {
    let mut app = at_custom_address(&silent_server());
    app.click("Log in");
    app.wait_for("Cancel login");
    app.must_see("Logging in…");
    for _ in 0..20 {
        app.press(Key::Tab);
        assert!(app.focused().is_some(), "the keyboard does nothing");
    }
    app.must_see("Cancel login");
    app.click("Cancel login");
    app.must_not_see("Cancel login");
    app.must_not_see("Logging in…");
    assert_eq!(app.typed("Email"), OWNERS_EMAIL);
    assert_eq!(app.typed("Password"), "");
    assert!(app.is_enabled("Email") && !app.is_enabled("Log in"));
}

#[test]
fn another_environment_ends_a_login_under_way() {
    let mut app = at_custom_address(&silent_server());
    app.click("Log in");
    app.wait_for("Cancel login");
    app.click_role(Role::RadioButton, "Test");
    app.wait_until_gone("Cancel login");
    app.must_see("app.bitgo-test.com");
    assert_eq!(app.typed("Email"), OWNERS_EMAIL);
}

#[test]
fn a_port_where_nothing_listens_is_one_sentence() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    drop(listener);
    let mut app = at_custom_address(&format!("http://{host}"));
    app.click("Log in");
    app.wait_for_words(&format!("Cannot connect to {host}."));
    assert_two_sentences(&app, "Cannot connect", "Check the network and the environment's URL");
    assert_eq!(app.typed("Email"), OWNERS_EMAIL);
    assert_eq!(app.typed("Password"), "");
}

#[test]
fn plain_http_to_another_machine_is_refused_while_typing() {
    let mut app = at_custom_address("http://treasury.example");
    app.must_see("http:// works on this computer only; use https:// to reach treasury.example.");
    assert!(!app.is_enabled("Log in"));
    for (address, reason) in [
        ("treasury", "Enter a web address such as"),
        ("ftp://127.0.0.1", "ftp:// does not work"),
        ("https://me:secret@treasury.example", "Remove user name, password"),
    ] {
        app.type_into("Web address", address);
        app.must_see(reason);
        assert!(!app.is_enabled("Log in"), "{address}");
    }
    app.type_into("Web address", "https://treasury.example");
    app.type_into("Server xpub", "xpub123");
    app.must_see("The server xpub cannot be read");
    assert!(!app.is_enabled("Log in"));
    app.type_into("Server xpub", "");
    assert!(app.is_enabled("Log in"));
    app.type_into("Email", "olivia");
    app.must_see("looks like name@company.example");
    assert!(!app.is_enabled("Log in"));
}
