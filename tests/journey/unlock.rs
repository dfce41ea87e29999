//! Unlocking the session for sending, and locking it again: for how long, at what cost, and what needs it.

use countersign::bitgo::session::Session;
use countersign::domain::limit::LimitDraft;
use countersign::domain::token::TokenDraft;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;

use crate::approval_bulk::tick;
use crate::approvals::{PAYMENT, at_the_queue};
use crate::harness::{ADMIN, Harness};

const UNLOCK: &str = "POST /api/v2/user/unlock";
const LOCK: &str = "POST /api/v2/user/lock";
const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";
const NAME: &str = "Type the label to confirm";

#[track_caller]
fn unlock(app: &mut Harness) {
    app.click("Unlock sending…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Unlock sending");
    app.wait_for("Lock sending now");
    app.must_not_see("One-time code");
}

#[test]
fn a_session_is_unlocked_for_as_long_as_chosen_and_locks_by_itself() {
    let mut app = Harness::at_work();
    app.must_see("sending locked");
    app.click("Unlock sending…");
    assert_eq!(app.typed("Minutes"), "10");
    app.click_role(Role::RadioButton, "30 min");
    assert_eq!(app.typed("Minutes"), "30");
    app.type_into("One-time code", ONE_TIME_CODE);
    for wrong in ["0", "61", "soon"] {
        app.type_into("Minutes", wrong);
        app.must_see("Enter 1 to 60 minutes.");
        assert!(!app.is_enabled("Unlock sending"), "{wrong}");
    }
    app.type_into("Minutes", "7");
    app.click("Unlock sending");
    app.wait_for_words(" min left");
    let left = app.text_with("sending unlocked, ");
    assert!(left.ends_with("6 min left") || left.ends_with("7 min left"), "{left}");
    app.wait_until_gone("in progress");
    app.control().advance(jiff::SignedDuration::from_mins(8));
    app.click("Refresh");
    app.wait_for_words("sending locked");
    app.must_see("Unlock sending…");
    assert_eq!(app.control().requests(UNLOCK), 1);
    assert_eq!(app.control().requests(LOCK), 0, "it locks by itself");
}

#[test]
fn it_is_locked_again_at_a_press_and_a_wrong_code_unlocks_nothing() {
    let mut app = Harness::at_work();
    app.click("Unlock sending…");
    app.type_into("One-time code", "1111111");
    app.click("Unlock sending");
    app.wait_for_words("Request ID");
    app.must_see("sending locked");
    app.click("Cancel");
    app.click("Unlock sending…");
    app.must_not_see("Request ID");
    app.click("Cancel");
    unlock(&mut app);
    app.click("Lock sending now");
    app.wait_for_words("sending locked");
    assert_eq!(app.control().requests(LOCK), 1);
    let session = app.stage.app().session().cloned().unwrap();
    let info = app.wait(session.session_info()).unwrap();
    assert!(!info.is_unlocked(jiff::Timestamp::now()));
}

/// A token with a spending limit.
pub fn limited_token(app: &Harness, session: &Session, amount: &str) -> String {
    let draft = TokenDraft {
        label: "small".to_owned(),
        lifetime: "1 day".to_owned(),
        scopes: ["profile", "wallet_view_all", "wallet_spend_all", "pending_approval_update"]
            .map(|scope| (scope.to_owned(), Vec::new()))
            .into(),
        limits: vec![LimitDraft {
            coin: "tbtc".to_owned(),
            amount: amount.to_owned(),
            ..LimitDraft::default()
        }],
        ..TokenDraft::default()
    };
    let request = crate::support::token_requests::request_of(&draft);
    app.wait(session.create_access_token(&request, &ONE_TIME_CODE.into())).unwrap().value.expose().to_owned()
}

#[test]
fn a_tokens_limits_are_typed_before_they_are_lost() {
    let mut app = Harness::open();
    let maker = app.api();
    let token = limited_token(&app, &maker, "0.1");
    app.log_in_with_token(&token);
    app.click("Unlock sending…");
    app.must_see("Unlocking removes all spending limits of this access token for good");
    app.must_see("0.1 TBTC");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(!app.is_enabled("Unlock sending"), "nothing was typed");
    app.type_into(NAME, "smal");
    assert!(!app.is_enabled("Unlock sending"));
    assert_eq!(app.control().requests(UNLOCK), 0);
    app.type_into(NAME, "small");
    app.click("Unlock sending");
    app.wait_for("Lock sending now");
    let left = app.tokens_at_the_server().into_iter().find(|it| it.label == "small").unwrap();
    assert!(left.unlock.is_none_or(|unlock| unlock.spending_limits.is_empty()));
}

#[test]
fn what_cannot_be_read_counts_as_limits() {
    let mut app = Harness::open();
    let maker = app.api_of("admin");
    let (token, _) = crate::login::make_token(&app, &maker, "unknown", "1 day", "");
    app.log_in_with_token(&token);
    app.click("Unlock sending…");
    app.must_see("may have spending limits that cannot be read here");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(!app.is_enabled("Unlock sending"));
    app.type_into(NAME, "unknown");
    assert!(app.is_enabled("Unlock sending"));
}

/// Approves the payment without a code.
#[track_caller]
fn approve_without_a_code(app: &mut Harness) {
    let row = app.text_from(PAYMENT);
    app.click(&row);
    app.wait_until_gone("Reading what it has to be checked against");
    app.click("Approve…");
    app.wait_for("Approve request");
    app.must_not_see("One-time code");
    app.stage.tick_every_warning().unwrap();
    app.click("Approve request");
    app.wait_for_words("Approved: Send 0.42 TBTC");
}

#[test]
fn an_unlocked_session_decides_without_a_code() {
    let mut app = at_the_queue(Some(ADMIN));
    unlock(&mut app);
    approve_without_a_code(&mut app);
    assert_eq!(app.control().requests(DECIDED), 1);
}

#[test]
fn a_token_decides_without_a_code() {
    let mut app = Harness::open();
    let maker = app.api_of("admin");
    let token = limited_token(&app, &maker, "5");
    app.log_in_with_token(&token);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    approve_without_a_code(&mut app);
}

#[test]
fn a_session_that_the_platform_has_locked_meanwhile_is_asked_for_a_code() {
    let mut app = at_the_queue(Some(ADMIN));
    unlock(&mut app);
    let session = app.stage.app().session().cloned().unwrap();
    app.wait(session.lock()).unwrap();
    let row = app.text_from(PAYMENT);
    app.click(&row);
    app.wait_until_gone("Reading what it has to be checked against");
    app.click("Approve…");
    app.wait_for("Approve request");
    app.must_not_see("One-time code");
    app.click("Approve request");
    app.wait_for_words("BitGo asks for a one-time code for this.");
    assert!(!app.is_enabled("Approve request"));
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Send 0.42 TBTC");
}

#[test]
fn while_it_is_unlocked_several_are_approved_without_another_code() {
    let mut app = at_the_queue(Some(ADMIN));
    unlock(&mut app);
    tick(&mut app, &["Add tag “operations” to “Tron operations”"]);
    app.click("Approve…");
    app.wait_for("Approve 1 request");
    app.must_not_see("Unlock session");
    app.must_not_see("One-time code");
}
