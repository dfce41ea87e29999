//! The people of a wallet: taken off it with everything known before, and nothing sent twice.

use countersign::bitgo::approvals::Decision;
use countersign::bitgo::wallet::Wallet;
use countersign::domain::share::WalletFacts;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};

use egui::accesskit::Role;

use crate::desk::Desk;

const REMOVED: &str = "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}";
const LABEL: &str = "Type the wallet's label to confirm";
const OWNER: &str = "Olivia Brandt";
const ADMIN: &str = "Marcus Adeyemi";
const VIEWER: &str = "Hana Kimura";

/// The owner beside the details of the first wallet that is one of these.
fn at_a_wallet(is_one: impl Fn(&WalletFacts) -> bool) -> (Desk, WalletFacts) {
    let mut desk = Desk::at_work();
    let wallets = desk.wallets_at_the_server();
    let wallet = wallets.iter().map(Wallet::for_sharing).find(is_one).unwrap();
    open(&mut desk, &wallet);
    (desk, wallet)
}

fn open(desk: &mut Desk, wallet: &WalletFacts) {
    desk.type_into("Filter wallets", &wallet.id);
    desk.click(&wallet.label);
    if desk.is_enabled("Wallet details") {
        desk.click("Wallet details");
    }
    desk.wait_for_words(&format!("People ({})", wallet.people.len()));
}

fn people_at_the_server(desk: &mut Desk, wallet: &WalletFacts) -> usize {
    let wallets = desk.wallets_at_the_server();
    wallets.iter().find(|it| it.id == wallet.id).unwrap().users.len()
}

/// A wallet with two admins and somebody who only views.
fn is_seen(wallet: &WalletFacts) -> bool {
    wallet.label == "Solana operations"
}

/// The second admin approves, away from this screen.
fn admin_approves(desk: &mut Desk, approval: &str) {
    let admin = desk.api_of("admin");
    let code = ONE_TIME_CODE.into();
    let outcome = desk.wait(admin.decide_approval(approval, Decision::Approve, Some(&code))).unwrap();
    assert!(outcome.done().is_some());
}

/// The dialog of this person's removal, once the wallet was read again.
fn begin(desk: &mut Desk, name: &str) {
    desk.click(&format!("Remove {name}…"));
    desk.wait_for("Remove from wallet");
}

#[test]
fn a_second_admin_leaves_once_they_approve_and_the_viewer_at_once() {
    let (mut desk, wallet) = at_a_wallet(is_seen);
    begin(&mut desk, ADMIN);
    desk.must_see("Another admin has to approve it first: Marcus Adeyemi.");
    desk.must_see("One admin is left");
    desk.must_see(&format!("DELETE /api/v2/{}/wallet/{}/user/", wallet.coin, wallet.id));
    assert!(!desk.is_enabled("Remove from wallet"));
    desk.type_into(LABEL, &wallet.label);
    desk.click("Remove from wallet");
    desk.wait_for_words("until the removal is approved by Marcus Adeyemi");
    let approval = desk.copy("Copy approval ID");
    assert_eq!(people_at_the_server(&mut desk, &wallet), 3);

    desk.click(&format!("Remove {ADMIN}…"));
    desk.wait_for_words("already waits for approval.");
    assert!(!desk.is_enabled("Remove from wallet"));
    desk.click("Show the approval");
    desk.wait_for_words("Approve");
    desk.must_see("Remove Marcus Adeyemi");
    desk.click_role(Role::Button, "Wallets");
    assert_eq!(desk.control().requests(REMOVED), 1);

    admin_approves(&mut desk, &approval);
    desk.click("Refresh");
    desk.wait_for_words("People (2)");
    desk.must_see("This wallet has only one admin");
    begin(&mut desk, VIEWER);
    desk.must_see("Nobody else has to approve: it takes effect at once.");
    desk.type_into(LABEL, &wallet.label);
    desk.click("Remove from wallet");
    desk.wait_for_words(&format!("{VIEWER} is no longer on “{}”.", wallet.label));
    desk.wait_for_words("People (1)");
    assert_eq!(people_at_the_server(&mut desk, &wallet), 1);
}

#[test]
fn the_last_admin_stays_and_the_reason_is_said() {
    let (mut desk, wallet) = at_a_wallet(|wallet| wallet.admins().count() == 1);
    desk.click(&format!("Remove {OWNER}…"));
    desk.wait_for_words("A wallet needs at least one admin, and this is the last one");
    desk.must_not_see("Remove from wallet");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("A wallet needs at least one admin");
    assert_eq!(desk.control().requests(REMOVED), 0);
    assert_eq!(people_at_the_server(&mut desk, &wallet), 1);
}

#[test]
fn a_removal_whose_answer_is_lost_is_looked_up_and_not_sent_twice() {
    let (mut desk, wallet) = at_a_wallet(is_seen);
    begin(&mut desk, ADMIN);
    desk.type_into(LABEL, &wallet.label);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Remove from wallet");
    desk.wait_for_words("until the removal is approved by Marcus Adeyemi");
    assert_eq!(desk.control().requests(REMOVED), 1);
}

#[test]
fn what_was_not_done_is_said_and_wants_the_label_again() {
    let (mut desk, wallet) = at_a_wallet(is_seen);
    begin(&mut desk, ADMIN);
    desk.type_into(LABEL, &wallet.label);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    desk.click("Remove from wallet");
    desk.wait_for_words("The answer was lost: the removal may have been carried out.");
    desk.wait_for("Look it up");
    desk.control().set_faults(&[]);
    desk.click("Look it up");
    desk.wait_for_words("the removal was not carried out. You can send it again.");
    assert_eq!(desk.typed(LABEL), "");
    desk.type_into(LABEL, &wallet.label);
    desk.click("Remove from wallet");
    desk.wait_for_words("until the removal is approved by Marcus Adeyemi");
    assert_eq!(people_at_the_server(&mut desk, &wallet), 3);
}

#[test]
fn a_lost_removal_from_a_wallet_that_is_not_to_be_seen_any_more_does_not_hold_others() {
    let mut desk = Desk::open();
    let email = desk.log_in_without_sight_of_an_enterprise();
    let wallets = desk.wallets_at_the_server();
    let facts = |label| wallets.iter().map(Wallet::for_sharing).find(|wallet| wallet.label == label).unwrap();
    let (first, second) = (facts("Payroll hot"), facts("Token listings"));
    open(&mut desk, &first);
    begin(&mut desk, VIEWER);
    desk.type_into(LABEL, &first.label);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    desk.click("Remove from wallet");
    desk.wait_for_words("Looking it up failed.");
    desk.control().set_faults(&[]);
    assert!(desk.control().take_off_wallet(&first.label, &email));
    desk.click("Look it up");
    desk.wait_for_words(&format!("no longer shows you “{}”, so it is unknown", first.label));
    desk.wait_until_gone("in progress");
    // The list has been read again without the wallet: its details are closed, and the keyboard is free.
    desk.wait_for_words("0 of 2 wallets");
    desk.type_into("Filter wallets", &second.id);
    desk.click(&second.label);
    desk.wait_for_words(&format!("People ({})", second.people.len()));
    begin(&mut desk, ADMIN);
    desk.must_see(&format!("DELETE /api/v2/{}/wallet/{}/user/", second.coin, second.id));
}

#[test]
fn who_does_not_administer_a_wallet_removes_nobody() {
    let mut desk = Desk::open();
    let viewer = desk.button_with("viewer");
    desk.log_in(&viewer);
    let wallets = desk.wallets_at_the_server();
    let wallet = wallets.iter().map(Wallet::for_sharing).find(is_seen).unwrap();
    open(&mut desk, &wallet);
    desk.must_not_see("Remove");
}

#[test]
fn a_wallet_of_one_admin_is_offered_a_second_one() {
    let (mut desk, _) = at_a_wallet(|wallet| wallet.label == "Exchange float");
    desk.click("Add a second admin…");
    desk.wait_for("E-mail address");
    desk.type_into("E-mail address", "admin@treasury.example");
    desk.click("Look up");
    desk.wait_until_gone("in progress");
    desk.wait_until_gone("Looking up the person");
    desk.click("Continue to permissions");
    desk.wait_for("Invitation");
    for (permission, is_given) in [("View", true), ("Admin", true), ("Spend", false)] {
        assert_eq!(desk.is_ticked(permission), is_given, "{permission}");
    }
}
