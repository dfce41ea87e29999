//! Pending approvals: the queue, the case, and the decision.

use std::time::Duration;

use countersign::bitgo::wallet::FreezeFor;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, WALLET_PASSPHRASE};
use egui::accesskit::Role;

use crate::harness::{ADMIN, Harness};
use crate::unlock::limited_token;

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";

pub fn at_the_queue(person: Option<&str>) -> Harness {
    let mut app = Harness::open();
    app.log_in(person.unwrap_or(crate::harness::OWNER));
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app
}

fn what_was_asked_by_oneself_cannot_be_approved_and_says_why(app: &mut Harness) {
    app.click("your request");
    app.wait_for("Approve…");
    assert!(!app.is_enabled("Approve…"));
    app.must_see("You requested this, so somebody else has to approve it. You can cancel your request.");
    assert!(app.is_enabled("Cancel my request…"));
}

#[test]
fn an_approval_names_what_happens_next_and_a_wrong_code_keeps_the_case_open() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click("can approve");
    app.click("Approve…");
    app.wait_for_words("A decision cannot be undone.");
    app.must_see("PUT /api/v2/pendingapprovals/");
    assert!(!app.is_enabled("Approve request"));
    app.type_into("One-time code", "1111111");
    app.click("Approve request");
    app.wait_for_words("Request ID");
    assert_eq!(app.typed("One-time code"), "");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_until_gone("A decision cannot be undone.");
    assert!(app.sees("Approved: ") || app.sees("Your approval counted"), "{}", app.screen());
    assert_eq!(app.control().requests(DECIDED), 2);
}

fn the_keyboard_goes_through_the_queue_and_opens_the_decision(app: &mut Harness) {
    app.click("can approve");
    app.wait_for("Approve…");
    app.press(egui::Key::R);
    app.wait_for("Reject request");
    app.press(egui::Key::Escape);
    app.wait_until_gone("Reject request");
    app.press(egui::Key::A);
    app.wait_for("Approve request");
    assert_eq!(app.control().requests(DECIDED), 0);
}

fn rejecting_is_confirmed_and_leaving_it_open_sends_nothing(app: &mut Harness) {
    app.click("can approve");
    app.click("Reject…");
    app.wait_for_words("nothing changes");
    app.click("Cancel");
    app.wait_until_gone("A decision cannot be undone.");
    assert_eq!(app.control().requests(DECIDED), 0);
    app.click("Reject…");
    app.click("Reject request");
    app.wait_for_words("Rejected: ");
}

#[test]
fn a_decision_is_opened_by_key_or_button_and_sent_by_its_confirmation_alone() {
    let mut app = at_the_queue(Some(ADMIN));
    the_keyboard_goes_through_the_queue_and_opens_the_decision(&mut app);
    app.press(egui::Key::Escape);
    app.wait_until_gone("Approve request");
    rejecting_is_confirmed_and_leaving_it_open_sends_nothing(&mut app);
}

#[test]
fn an_approval_that_is_decided_elsewhere_meanwhile_is_said_and_not_sent_over() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click("can approve");
    app.click("Approve…");
    app.wait_for_words("A decision cannot be undone.");
    let id = app.text_with("PUT /api/v2/pendingapprovals/");
    let id = id.trim_start_matches("PUT /api/v2/pendingapprovals/").split(' ').next().unwrap().to_owned();
    let owner = app.api();
    let code = ONE_TIME_CODE.into();
    let rejects = owner.decide_approval(&id, countersign::bitgo::approvals::Decision::Reject, Some(&code));
    app.wait(rejects).unwrap();
    app.click("Cancel");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Olivia Brandt has");
    app.must_not_see("One-time code");
    assert_eq!(app.control().requests(DECIDED), 1, "that one was the other person's");
}

fn a_poisoned_look_alike_is_an_alarm_and_every_other_address_is_marked(app: &mut Harness) {
    let poisoned = app.text_with("Send 1.25 TBTC");
    app.click(&poisoned);
    app.wait_for_words("Possible address poisoning. This is not tb1q");
    app.must_see("Confirm the address with the requester through another channel.");
    app.must_see("First payment from this wallet to this address.");
    app.click("Approve…");
    app.wait_for("Approve request");
    assert!(
        app.screen().matches("Possible address poisoning. This is not tb1q").count() > 1,
        "the confirmation is silent about it"
    );
    app.click("Cancel");
    let other = app.text_with("Send 75,000 TXRP");
    app.click(&other);
    app.wait_for_words("First payment from this wallet to this address.");
    app.must_not_see("Possible address poisoning");
}

#[test]
fn the_owner_sees_what_is_their_own_and_what_is_poisoned() {
    let mut app = at_the_queue(None);
    what_was_asked_by_oneself_cannot_be_approved_and_says_why(&mut app);
    a_poisoned_look_alike_is_an_alarm_and_every_other_address_is_marked(&mut app);
}

#[test]
fn a_session_that_ends_leaves_no_code_behind_and_the_case_open() {
    let mut app = at_the_queue(Some(ADMIN));
    app.click("can approve");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.control().revoke_sessions();
    app.click("Approve request");
    app.wait_for_words("Your session in Sandbox has ended.");
    app.click(ADMIN);
    app.give_code();
    app.wait_for("Filter approvals");
    app.must_not_see("Approve request");
    app.must_see("Close details");
}

/// At the confirmation of what the row with these words asks for.
pub fn about_to_approve(app: &mut Harness, words: &str) {
    let row = app.text_from(words);
    app.click(&row);
    app.wait_for("Approve…");
    app.wait_until_gone("Reading what it has to be checked against");
    app.click("Approve…");
    app.wait_for("Approve request");
    app.give_code_if_asked();
}

pub const PAYMENT: &str = "Send 0.42 TBTC";

#[test]
fn a_further_condition_that_fires_is_told_with_who_is_next() {
    let mut app = at_the_queue(Some(ADMIN));
    app.control().fire_condition("triggered all transactions policy");
    about_to_approve(&mut app, PAYMENT);
    app.click("Approve request");
    app.wait_for_words("Your approval counted, but it is not done: Send 0.42 TBTC");
    app.must_see("Another rule of the wallet's policy applies.");
    app.must_see("BitGo says: “triggered all transactions policy”.");
    app.must_see("1 of 2 approved. Pending: Ines Duarte.");
    app.wait_for_words("approved by you");
    app.must_see("You have approved this. It is pending others.");
    app.must_see("Reject…");
    assert!(!app.is_enabled("Reject…"), "who has approved it cannot reject it");
    app.press(egui::Key::R);
    app.must_not_see("One-time code");
}

#[test]
fn what_stands_in_the_way_of_a_withdrawal_is_told_with_what_to_do() {
    let mut app = at_the_queue(Some(ADMIN));
    app.control().expire_unspents();
    about_to_approve(&mut app, PAYMENT);
    app.must_not_see("Wallet passphrase");
    app.click("Approve request");
    app.wait_for_words("(unspents expired).");
    app.must_see("ask for a new withdrawal");
    app.click("Cancel");
    app.must_not_see("(unspents expired).");
}

#[test]
fn a_frozen_wallet_pays_nothing_and_it_is_told() {
    let mut app = at_the_queue(Some(ADMIN));
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Payroll hot").unwrap();
    let owner = app.api();
    app.wait(owner.freeze_wallet(&wallet.coin, &wallet.id, FreezeFor::Secs(3_600))).unwrap();
    about_to_approve(&mut app, PAYMENT);
    app.click("Approve request");
    app.wait_for_words("The wallet is frozen, so nothing leaves it. A freeze cannot be lifted early");
}

#[test]
fn a_tokens_spending_limit_that_is_too_small_is_told() {
    let mut app = Harness::open();
    let session = app.api_of("admin");
    let token = limited_token(&app, &session, "0.1");
    app.log_in_with_token(&token);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    about_to_approve(&mut app, PAYMENT);
    app.click("Approve request");
    app.wait_for_words(
        "This would exceed the spending limit of this session's access token. Log in with your password",
    );
}

#[test]
fn a_decision_whose_answer_is_lost_was_taken_and_the_list_says_so() {
    let mut app = at_the_queue(Some(ADMIN));
    about_to_approve(&mut app, PAYMENT);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    app.click("Approve request");
    app.wait_for_words("You have approved it. BitGo has your decision.");
    app.must_not_see("One-time code");
    assert_eq!(app.control().requests(DECIDED), 1);
}

#[test]
fn a_decision_that_may_have_been_lost_is_offered_again_only_when_the_list_says_that_it_was_not_taken() {
    let mut app = at_the_queue(Some(ADMIN));
    about_to_approve(&mut app, PAYMENT);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    app.click("Approve request");
    app.wait_for_words("it was looked up: your approval was not carried out. You can send it again.");
    assert_eq!(app.control().requests(DECIDED), 1);
    app.control().set_faults(&[]);
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Send 0.42 TBTC");
    assert_eq!(app.control().requests(DECIDED), 2);
}

#[test]
fn while_the_list_cannot_be_read_a_lost_decision_is_not_offered_again() {
    let mut app = at_the_queue(Some(ADMIN));
    about_to_approve(&mut app, PAYMENT);
    let broken = FaultSpec::always(FaultKind::Html);
    app.control().set_slowness(Duration::from_secs(2));
    app.control().set_faults_on_changes(&[FaultKind::Slow, FaultKind::ServerError].map(FaultSpec::always));
    app.click("Approve request");
    let control = app.control();
    app.stage.wait_until("it is sent", move |_| control.requests(DECIDED) == 1).unwrap();
    app.control().set_faults(&[broken]);
    app.wait_for_words("Looking it up failed.");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(!app.is_enabled("Approve request"));
    app.click("Cancel");
    app.wait_for_words("your approval may have been carried out. Look it up before it is sent again.");
    assert!(!app.is_enabled("Approve…") && !app.is_enabled("Reject…"));
    app.press(egui::Key::A);
    app.must_not_see("One-time code");
    app.control().set_faults(&[]);
    app.click("Refresh");
    app.wait_for_words("it was looked up: your approval was not carried out.");
    assert!(app.text_with("was not carried out").starts_with("Send 0.42 TBTC"));
    assert!(app.is_enabled("Approve…") && app.is_enabled("Reject…"));
    assert_eq!(app.control().requests(DECIDED), 1);
}

#[test]
fn ones_own_request_is_canceled_with_words_of_its_own() {
    let mut app = at_the_queue(Some(ADMIN));
    let row = app.text_from("Remove Hana Kimura from “Settlement USDT");
    app.click(&row);
    assert!(!app.is_enabled("Approve…"));
    app.press(egui::Key::A);
    app.must_not_see("One-time code");
    app.click("Cancel my request…");
    app.wait_for_words("Your request is canceled, and nothing changes.");
    app.click("Cancel my request");
    app.wait_for_words("Canceled: Remove Hana Kimura from “Settlement USDT");
}

/// The second admin's queue through their own Express server.
pub fn at_the_queue_through_express() -> Harness {
    let mut app = Harness::with_express();
    app.come_through_express("admin");
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app
}

#[test]
fn through_express_the_passphrase_builds_a_withdrawal_anew_and_is_wiped() {
    let mut app = at_the_queue_through_express();
    app.control().expire_unspents();
    about_to_approve(&mut app, PAYMENT);
    app.must_see("your own Express server at 127.0.0.1");
    app.click("Approve request");
    app.wait_for_words("(unspents expired).");
    app.type_into("Wallet passphrase", "not the passphrase");
    app.must_see("/api/v2/tbtc/pendingapprovals/");
    app.must_see("\"walletPassphrase\":\"‹wallet passphrase›\"");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Incorrect wallet passphrase.");
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Send 0.42 TBTC");
    assert_eq!(app.control().requests("PUT /api/v2/{coin}/pendingapprovals/{approvalId}"), 2);
    assert!(!crate::log::so_far().contains(WALLET_PASSPHRASE), "the passphrase was logged");
    app.must_not_see(WALLET_PASSPHRASE);
    app.must_not_see("Wallet passphrase");
}

#[test]
fn through_express_a_passphrase_is_wiped_when_the_case_is_left_and_never_asked_for_another_kind() {
    let mut app = at_the_queue_through_express();
    about_to_approve(&mut app, PAYMENT);
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.click("Cancel");
    app.click("Approve…");
    app.wait_for("Wallet passphrase");
    assert_eq!(app.typed("Wallet passphrase"), "");
    app.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    app.control().revoke_sessions();
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("The access token is not valid");
    app.come_through_express("admin");
    app.wait_for("Filter approvals");
    app.must_not_see("Wallet passphrase");
    app.click("Approve…");
    app.wait_for("Wallet passphrase");
    assert_eq!(app.typed("Wallet passphrase"), "");
    app.click("Cancel");
    app.click("Reject…");
    app.wait_for("Reject request");
    app.must_not_see("Wallet passphrase");
    app.click("Cancel");
    about_to_approve(&mut app, "Add tag “operations” to “Tron operations”");
    app.must_not_see("Wallet passphrase");
    app.click("Approve request");
    app.wait_for_words("Approved: Add tag");
}

#[test]
fn through_express_nothing_is_sent_of_a_withdrawal_whose_coin_is_not_reported() {
    let mut app = at_the_queue_through_express();
    app.control().hide_coin_of_approvals(true);
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.type_into("Filter approvals", "Payroll hot");
    about_to_approve(&mut app, "Send ");
    app.must_see("BitGo does not report the coin of this withdrawal, and your Express server needs it.");
    app.must_not_see("Wallet passphrase");
    app.stage.tick_every_warning().unwrap();
    assert!(!app.is_enabled("Approve request"));
    app.click("Cancel");
    app.control().hide_coin_of_approvals(false);
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.click("Approve…");
    app.wait_for("Wallet passphrase");
    app.must_not_see("does not report the coin");
}

#[test]
fn a_wallet_that_the_person_does_not_see_is_said_before_the_decision() {
    let mut app = at_the_queue(Some(ADMIN));
    assert!(app.control().take_off_wallet("Cold reserve 2", "admin@treasury.example"));
    app.click_role(Role::Button, "Wallets");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.click_role(Role::Button, "Approvals");
    let row = app.text_from("Send 15 TBTC");
    app.click(&row);
    app.click("Cancel my request…");
    app.wait_for_words("You cannot see the wallet that this request is about");
}
