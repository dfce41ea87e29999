//! A token says what it is: on a sheet before its session opens, where something speaks against it, and from the session menu.

use countersign::app::Start;
use countersign::bitgo::session::Session;
use countersign::domain::limit::LimitDraft;
use countersign::domain::token::TokenDraft;
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use egui::accesskit::Role;
use serde_json::json;

use crate::harness::Harness;
use crate::login::make_token;
use crate::support::token_requests::request_of;

const SHEET: &str = "Check this access token";

/// At the sandbox's own address, with real money behind it or not, before a token is pasted.
fn at_its_address(app: &mut Harness, is_production: bool) {
    let (url, xpub) = (app.sandbox().url.to_string(), app.sandbox().server_xpub.clone());
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", &url);
    app.type_into("Server xpub", &xpub);
    if is_production {
        app.click("This environment holds real money");
    }
    app.click_role(Role::RadioButton, "Access token");
}

fn try_token(app: &mut Harness, value: &str) {
    app.type_into("Access token", value);
    app.click("Log in");
}

fn limited_token(app: &Harness, session: &Session) -> (String, String) {
    let draft = TokenDraft {
        label: "payouts".to_owned(),
        lifetime: "3 hours".to_owned(),
        scopes: [("wallet_view_all".to_owned(), vec![]), ("wallet_spend_all".to_owned(), vec![])].into(),
        addresses: "127.0.0.1".to_owned(),
        limits: vec![LimitDraft { coin: "tbtc".to_owned(), amount: "1".to_owned(), ..LimitDraft::default() }],
        ..TokenDraft::default()
    };
    let created = app.wait(session.create_access_token(&request_of(&draft), &ONE_TIME_CODE.into())).unwrap();
    (created.value.expose().to_owned(), created.info.id)
}

#[test]
fn a_test_token_where_real_money_counts_is_recognised_and_test_is_offered() {
    let mut app = Harness::open_with(Start::afresh(Some(SandboxOptions::default())));
    app.wait_for_words("Olivia Brandt");
    let session = app.api();
    let (value, id) = make_token(&app, &session, "of test", "30 days", "");
    app.control().garble(&id, json!({ "origin": "test.bitgo.com" }));
    at_its_address(&mut app, true);
    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.must_see("This token was issued by Test, and you are using it in Production (custom: ");
    app.must_see("Olivia Brandt");
    app.must_see("Access token “of test”");
    app.must_not_see("Log out");
    app.click("Cancel");
    app.wait_until_gone(SHEET);
    assert_eq!(app.typed("Access token"), "");

    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.click("Choose Test");
    app.wait_until_gone(SHEET);
    app.must_see("Log in to Test");
    assert_eq!(app.typed("Access token"), "");
    app.must_not_see("Log out");

    app.click_role(Role::RadioButton, "Custom");
    app.click_role(Role::RadioButton, "Access token");
    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.click("Log in as Olivia Brandt");
    app.wait_for("Log out");
    app.must_see("by token “of test”");
}

#[test]
fn a_production_token_where_nothing_counts_as_production_is_recognised() {
    let mut app = Harness::open();
    let session = app.api();
    let (value, id) = make_token(&app, &session, "of production", "30 days", "");
    app.control().garble(&id, json!({ "origin": "app.bitgo.com" }));
    at_its_address(&mut app, false);
    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.must_see("This token was issued by Production, and you are using it in Custom (");
    app.must_see("A production token can move real money");
    app.click("Choose Production");
    app.wait_for("Log in to Production");
}

#[test]
fn an_address_that_is_not_allowed_and_a_limit_that_is_used_up_are_read_first() {
    let mut app = Harness::open();
    let session = app.api();
    let (value, id) = limited_token(&app, &session);
    app.control().garble(&id, json!({ "ip": "203.0.113.99" }));
    app.click_role(Role::RadioButton, "Access token");
    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.must_see("BitGo sees this session from 203.0.113.99, which this token does not allow.");
    app.click("Cancel");
    app.wait_until_gone(SHEET);
    let spent =
        json!({ "spendingLimits": { "tbtc": { "txValueLimit": "100000000", "txValue": "100000000" } } });
    app.control().garble(&id, json!({ "unlock": spent }));
    try_token(&mut app, &value);
    app.wait_for(SHEET);
    app.must_see("The lifetime spending limit for TBTC is used up.");
}

#[test]
fn a_good_token_opens_at_once_and_the_session_menu_says_what_it_is() {
    let mut app = Harness::open();
    let session = app.api();
    let (value, _) = limited_token(&app, &session);
    app.log_in_with_token(&value);
    app.must_not_see(SHEET);
    app.open_session_menu();
    app.click("About this session…");
    app.wait_for("About this session");
    let host = app.sandbox().url.to_string();
    let host = host.trim_start_matches("http://").trim_end_matches('/').to_owned();
    for words in [
        "Olivia Brandt (owner@treasury.example)",
        "Access token “payouts”",
        host.as_str(),
        "wallet_spend_all",
        "Allowed IP addresses",
        "127.0.0.1",
        "This token expires in ",
        "Locked",
        "0 of 1 TBTC spent, 1 left",
    ] {
        app.must_see(words);
    }
    app.must_not_see(&value);
    app.click("Close");
    app.wait_until_gone("Allowed IP addresses");
    app.must_see("Log out");
}

#[test]
fn the_session_of_a_login_says_what_it_is_too() {
    let mut app = Harness::at_work();
    app.open_session_menu();
    app.click("About this session…");
    app.wait_for("About this session");
    for words in ["Email and password", "owner@treasury.example", "Seen from", "127.0.0.1"] {
        app.must_see(words);
    }
    app.press(egui::Key::Escape);
    app.wait_until_gone("Seen from");
}
