//! Pending approvals: the queue, the case, and the decision.

use std::time::Duration;

use countersign::bitgo::wallet::FreezeFor;
use countersign::domain::limit::LimitDraft;
use countersign::domain::token::TokenDraft;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, WALLET_PASSPHRASE};
use egui::accesskit::Role;

use crate::desk::{ADMIN, Desk};

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";

pub fn at_the_queue(person: Option<&str>) -> Desk {
    let mut desk = Desk::open();
    desk.log_in(person.unwrap_or(crate::desk::OWNER));
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk
}

fn what_was_asked_by_oneself_cannot_be_approved_and_says_why(desk: &mut Desk) {
    desk.click("your request");
    desk.wait_for("Approve…");
    assert!(!desk.is_enabled("Approve…"));
    desk.must_see("You requested this, so somebody else has to approve it. You can cancel your request.");
    assert!(desk.is_enabled("Cancel my request…"));
}

#[test]
fn an_approval_names_what_happens_next_and_a_wrong_code_keeps_the_case_open() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.wait_for_words("A decision cannot be undone.");
    desk.must_see("PUT /api/v2/pendingapprovals/");
    assert!(!desk.is_enabled("Approve request"));
    desk.type_into("One-time code", "1111111");
    desk.click("Approve request");
    desk.wait_for_words("Request ID");
    assert_eq!(desk.typed("One-time code"), "");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_until_gone("A decision cannot be undone.");
    assert!(desk.sees("Approved: ") || desk.sees("Your approval counted"), "{}", desk.screen());
    assert_eq!(desk.control().requests(DECIDED), 2);
}

fn the_keyboard_goes_through_the_queue_and_opens_the_decision(desk: &mut Desk) {
    desk.click("can approve");
    desk.wait_for("Approve…");
    desk.press(egui::Key::R);
    desk.wait_for("Reject request");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("Reject request");
    desk.press(egui::Key::A);
    desk.wait_for("Approve request");
    assert_eq!(desk.control().requests(DECIDED), 0);
}

fn rejecting_is_confirmed_and_leaving_it_open_sends_nothing(desk: &mut Desk) {
    desk.click("can approve");
    desk.click("Reject…");
    desk.wait_for_words("nothing changes");
    desk.click("Cancel");
    desk.wait_until_gone("A decision cannot be undone.");
    assert_eq!(desk.control().requests(DECIDED), 0);
    desk.click("Reject…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Reject request");
    desk.wait_for_words("Rejected: ");
}

#[test]
fn a_decision_is_opened_by_key_or_button_and_sent_by_its_confirmation_alone() {
    let mut desk = at_the_queue(Some(ADMIN));
    the_keyboard_goes_through_the_queue_and_opens_the_decision(&mut desk);
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("Approve request");
    rejecting_is_confirmed_and_leaving_it_open_sends_nothing(&mut desk);
}

#[test]
fn an_approval_that_is_decided_elsewhere_meanwhile_is_said_and_not_sent_over() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.wait_for_words("A decision cannot be undone.");
    let id = desk.text_with("PUT /api/v2/pendingapprovals/");
    let id = id.trim_start_matches("PUT /api/v2/pendingapprovals/").split(' ').next().unwrap().to_owned();
    let owner = desk.api();
    let code = ONE_TIME_CODE.into();
    let rejects = owner.decide_approval(&id, countersign::bitgo::approvals::Decision::Reject, Some(&code));
    desk.wait(rejects).unwrap();
    desk.click("Cancel");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Olivia Brandt has");
    desk.must_not_see("One-time code");
    assert_eq!(desk.control().requests(DECIDED), 1, "that one was the other person's");
}

fn a_poisoned_look_alike_is_an_alarm_and_every_other_address_is_marked(desk: &mut Desk) {
    let poisoned = desk.text_with("Send 1.25 TBTC");
    desk.click(&poisoned);
    desk.wait_for_words("This looks like tb1q");
    desk.must_see("do not approve before the person who asked has confirmed it another way");
    desk.must_see("This wallet has never paid this address.");
    desk.click("Approve…");
    desk.wait_for("Approve request");
    assert!(desk.screen().matches("This looks like tb1q").count() > 1, "the confirmation is silent about it");
    desk.click("Cancel");
    let other = desk.text_with("Send 75,000 TXRP");
    desk.click(&other);
    desk.wait_for_words("This wallet has never paid this address.");
    desk.must_not_see("This looks like");
}

#[test]
fn the_owner_sees_what_is_their_own_and_what_is_poisoned() {
    let mut desk = at_the_queue(None);
    what_was_asked_by_oneself_cannot_be_approved_and_says_why(&mut desk);
    a_poisoned_look_alike_is_an_alarm_and_every_other_address_is_marked(&mut desk);
}

#[test]
fn a_session_that_ends_leaves_no_code_behind_and_the_case_open() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.click("can approve");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.control().revoke_sessions();
    desk.click("Approve request");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.click(ADMIN);
    desk.give_code();
    desk.wait_for("Filter approvals");
    desk.must_not_see("Approve request");
    desk.must_see("Close case");
}

/// At the confirmation of what the row with these words asks for.
fn about_to_approve(desk: &mut Desk, words: &str) {
    let row = desk.text_from(words);
    desk.click(&row);
    desk.wait_for("Approve…");
    desk.wait_until_gone("Reading what it has to be checked against");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
}

const PAYMENT: &str = "Send 0.42 TBTC";

#[test]
fn a_further_condition_that_fires_is_told_with_who_is_next() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.control().fire_condition("triggered all transactions policy");
    about_to_approve(&mut desk, PAYMENT);
    desk.click("Approve request");
    desk.wait_for_words("Your approval counted, but it is not done: Send 0.42 TBTC");
    desk.must_see("Another rule of the wallet's policy applies.");
    desk.must_see("BitGo says: “triggered all transactions policy”.");
    desk.must_see("1 of 2 approvals. 1 more needed, from Ines Duarte.");
    desk.wait_for_words("approved by you");
    desk.must_see("You have approved this. It waits for others.");
    desk.must_see("Reject…");
    assert!(!desk.is_enabled("Reject…"), "who has approved it cannot reject it");
    desk.press(egui::Key::R);
    desk.must_not_see("One-time code");
}

#[test]
fn what_stands_in_the_way_of_a_withdrawal_is_told_with_what_to_do() {
    let mut desk = at_the_queue(Some(ADMIN));
    desk.control().expire_unspents();
    about_to_approve(&mut desk, PAYMENT);
    desk.must_not_see("Wallet passphrase");
    desk.click("Approve request");
    desk.wait_for_words("(unspents expired).");
    desk.must_see("ask for a new withdrawal");
    desk.click("Cancel");
    desk.must_not_see("(unspents expired).");
}

#[test]
fn a_frozen_wallet_pays_nothing_and_it_is_told() {
    let mut desk = at_the_queue(Some(ADMIN));
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Payroll hot").unwrap();
    let owner = desk.api();
    desk.wait(owner.freeze_wallet(&wallet.coin, &wallet.id, FreezeFor::Secs(3_600))).unwrap();
    about_to_approve(&mut desk, PAYMENT);
    desk.click("Approve request");
    desk.wait_for_words("The wallet is frozen, so nothing leaves it. A freeze cannot be lifted early");
}

#[test]
fn a_tokens_spending_limit_that_is_too_small_is_told() {
    let mut desk = Desk::open();
    let session = desk.api_of("admin");
    let draft = TokenDraft {
        label: "small".to_owned(),
        lifetime: "1 day".to_owned(),
        scopes: ["profile", "wallet_view_all", "wallet_spend_all", "pending_approval_update"]
            .map(|scope| (scope.to_owned(), Vec::new()))
            .into(),
        limits: vec![LimitDraft {
            coin: "tbtc".to_owned(),
            amount: "0.1".to_owned(),
            ..LimitDraft::default()
        }],
        ..TokenDraft::default()
    };
    let request = crate::support::token_requests::request_of(&draft);
    let token = desk.wait(session.create_access_token(&request, &ONE_TIME_CODE.into())).unwrap();
    desk.log_in_with_token(token.value.expose());
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    about_to_approve(&mut desk, PAYMENT);
    desk.click("Approve request");
    desk.wait_for_words(
        "This would exceed the spending limit of this session's access token. Log in with your password",
    );
}

#[test]
fn a_decision_whose_answer_is_lost_was_taken_and_the_list_says_so() {
    let mut desk = at_the_queue(Some(ADMIN));
    about_to_approve(&mut desk, PAYMENT);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    desk.click("Approve request");
    desk.wait_for_words("You have approved it. BitGo has your decision.");
    desk.must_not_see("One-time code");
    assert_eq!(desk.control().requests(DECIDED), 1);
}

#[test]
fn a_decision_that_may_have_been_lost_is_offered_again_only_when_the_list_says_that_it_was_not_taken() {
    let mut desk = at_the_queue(Some(ADMIN));
    about_to_approve(&mut desk, PAYMENT);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    desk.click("Approve request");
    desk.wait_for_words("it was looked up: your approval was not carried out. You can send it again.");
    assert_eq!(desk.control().requests(DECIDED), 1);
    desk.control().set_faults(&[]);
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Approved: Send 0.42 TBTC");
    assert_eq!(desk.control().requests(DECIDED), 2);
}

#[test]
fn while_the_list_cannot_be_read_a_lost_decision_is_not_offered_again() {
    let mut desk = at_the_queue(Some(ADMIN));
    about_to_approve(&mut desk, PAYMENT);
    let broken = FaultSpec::always(FaultKind::Html);
    desk.control().set_slowness(Duration::from_millis(500));
    desk.control().set_faults_on_changes(&[FaultKind::Slow, FaultKind::ServerError].map(FaultSpec::always));
    desk.click("Approve request");
    let control = desk.control();
    desk.stage.wait_until("it is sent", move |_| control.requests(DECIDED) == 1).unwrap();
    desk.control().set_faults(&[broken]);
    desk.wait_for_words("Looking it up failed.");
    desk.type_into("One-time code", ONE_TIME_CODE);
    assert!(!desk.is_enabled("Approve request"));
    desk.click("Cancel");
    desk.wait_for_words("your approval may have been carried out. Look it up before it is sent again.");
    assert!(!desk.is_enabled("Approve…") && !desk.is_enabled("Reject…"));
    desk.press(egui::Key::A);
    desk.must_not_see("One-time code");
    desk.control().set_faults(&[]);
    desk.click("Refresh");
    desk.wait_for_words("it was looked up: your approval was not carried out.");
    assert!(desk.text_with("was not carried out").starts_with("Send 0.42 TBTC"));
    assert!(desk.is_enabled("Approve…") && desk.is_enabled("Reject…"));
    assert_eq!(desk.control().requests(DECIDED), 1);
}

#[test]
fn ones_own_request_is_canceled_with_words_of_its_own() {
    let mut desk = at_the_queue(Some(ADMIN));
    let row = desk.text_from("Remove Hana Kimura from Settlement USDT");
    desk.click(&row);
    assert!(!desk.is_enabled("Approve…"));
    desk.press(egui::Key::A);
    desk.must_not_see("One-time code");
    desk.click("Cancel my request…");
    desk.wait_for_words("Your request is canceled, and nothing changes.");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Cancel my request");
    desk.wait_for_words("Canceled: Remove Hana Kimura from Settlement USDT");
}

/// The second admin's queue through their own Express server.
fn at_the_queue_through_express() -> Desk {
    let mut desk = Desk::with_express();
    desk.come_through_express("admin");
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk
}

#[test]
fn through_express_the_passphrase_builds_a_withdrawal_anew_and_is_wiped() {
    let mut desk = at_the_queue_through_express();
    desk.control().expire_unspents();
    about_to_approve(&mut desk, PAYMENT);
    desk.must_see("your own Express server at 127.0.0.1");
    desk.click("Approve request");
    desk.wait_for_words("(unspents expired).");
    desk.type_into("Wallet passphrase", "not the passphrase");
    desk.must_see("/api/v2/tbtc/pendingapprovals/");
    desk.must_see("\"walletPassphrase\":\"‹wallet passphrase›\"");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("The wallet's key could not be decrypted");
    desk.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Approved: Send 0.42 TBTC");
    assert_eq!(desk.control().requests("PUT /api/v2/{coin}/pendingapprovals/{approvalId}"), 2);
    assert!(!crate::log::so_far().contains(WALLET_PASSPHRASE), "the passphrase was logged");
    desk.must_not_see(WALLET_PASSPHRASE);
    desk.must_not_see("Wallet passphrase");
}

#[test]
fn through_express_a_passphrase_is_wiped_when_the_case_is_left_and_never_asked_for_another_kind() {
    let mut desk = at_the_queue_through_express();
    about_to_approve(&mut desk, PAYMENT);
    desk.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    desk.click("Cancel");
    desk.click("Approve…");
    desk.wait_for("Wallet passphrase");
    assert_eq!(desk.typed("Wallet passphrase"), "");
    desk.type_into("Wallet passphrase", WALLET_PASSPHRASE);
    desk.control().revoke_sessions();
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("has ended");
    desk.come_through_express("admin");
    desk.wait_for("Filter approvals");
    desk.must_not_see("Wallet passphrase");
    desk.click("Approve…");
    desk.wait_for("Wallet passphrase");
    assert_eq!(desk.typed("Wallet passphrase"), "");
    desk.click("Cancel");
    desk.click("Reject…");
    desk.wait_for("Reject request");
    desk.must_not_see("Wallet passphrase");
    desk.click("Cancel");
    about_to_approve(&mut desk, "Add the tag operations to Tron operations");
    desk.must_not_see("Wallet passphrase");
    desk.click("Approve request");
    desk.wait_for_words("Approved: Add the tag");
}

#[test]
fn a_wallet_that_the_person_does_not_see_is_said_before_the_decision() {
    let mut desk = at_the_queue(Some(ADMIN));
    assert!(desk.control().take_off_wallet("Cold reserve 2", "admin@treasury.example"));
    desk.click_role(Role::Button, "Wallets");
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    desk.click_role(Role::Button, "Approvals");
    let row = desk.text_from("Send 15 TBTC");
    desk.click(&row);
    desk.click("Cancel my request…");
    desk.wait_for_words("You cannot see the wallet that this request is about");
}
