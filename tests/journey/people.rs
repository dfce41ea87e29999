//! The people of a wallet: taken off it with everything known before, and nothing sent twice.

use countersign::bitgo::approvals::Decision;
use countersign::bitgo::wallet::Wallet;
use countersign::domain::share::WalletFacts;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};

use egui::accesskit::Role;

use crate::harness::Harness;

const REMOVED: &str = "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}";
const LABEL: &str = "Type the wallet's label to confirm";
const OWNER: &str = "Olivia Brandt";
const ADMIN: &str = "Marcus Adeyemi";
const VIEWER: &str = "Hana Kimura";

/// The owner beside the details of the first wallet that is one of these.
fn at_a_wallet(is_one: impl Fn(&WalletFacts) -> bool) -> (Harness, WalletFacts) {
    let mut app = Harness::at_work();
    let wallets = app.wallets_at_the_server();
    let wallet = wallets.iter().map(Wallet::for_sharing).find(is_one).unwrap();
    open(&mut app, &wallet);
    (app, wallet)
}

fn open(app: &mut Harness, wallet: &WalletFacts) {
    app.type_into("Filter wallets", &wallet.id);
    app.click(&wallet.label);
    if app.is_enabled("Wallet details") {
        app.click("Wallet details");
    }
    app.wait_for_words(&format!("People ({})", wallet.people.len()));
}

fn people_at_the_server(app: &mut Harness, wallet: &WalletFacts) -> usize {
    let wallets = app.wallets_at_the_server();
    wallets.iter().find(|it| it.id == wallet.id).unwrap().users.len()
}

/// A wallet with two admins and somebody who only views.
fn is_seen(wallet: &WalletFacts) -> bool {
    wallet.label == "Solana operations"
}

/// The second admin approves, away from this screen.
fn admin_approves(app: &mut Harness, approval: &str) {
    let admin = app.api_of("admin");
    let code = ONE_TIME_CODE.into();
    let outcome = app.wait(admin.decide_approval(approval, Decision::Approve, Some(&code))).unwrap();
    assert!(outcome.done().is_some());
}

/// The dialog of this person's removal, once the wallet was read again.
fn begin(app: &mut Harness, name: &str) {
    app.click(&format!("Remove {name}…"));
    app.wait_for("Remove from wallet");
}

#[test]
fn a_second_admin_leaves_once_they_approve_and_the_viewer_at_once() {
    let (mut app, wallet) = at_a_wallet(is_seen);
    begin(&mut app, ADMIN);
    app.must_see("Only Marcus Adeyemi, the person being removed, can approve this.");
    app.must_see("Until they do, they keep everything: View, Spend and Admin.");
    // What is to be feared is told to screen readers as such, each by itself.
    let alerts = app.stage.labels_of(Role::Alert);
    for beware in ["Only Marcus Adeyemi", "They may still have a copy of the key", "This leaves 1 admin"] {
        assert_eq!(alerts.iter().filter(|it| it.starts_with(beware)).count(), 1, "{beware}: {alerts:?}");
    }
    app.must_not_see("a pending change of Marcus Adeyemi may not be shown");
    app.must_see("Whether another admin has invited Marcus Adeyemi to this wallet cannot be seen here");
    app.must_see(&format!("DELETE /api/v2/{}/wallet/{}/user/", wallet.coin, wallet.id));
    assert!(!app.is_enabled("Remove from wallet"));
    app.type_into(LABEL, &wallet.label);
    app.click("Remove from wallet");
    app.wait_for_words("is pending approval by Marcus Adeyemi (the person being removed).");
    let approval = app.copy("Copy approval ID");
    assert_eq!(people_at_the_server(&mut app, &wallet), 3);

    app.click(&format!("Remove {ADMIN}…"));
    app.wait_for_words("is already pending approval.");
    assert!(!app.is_enabled("Remove from wallet"));
    app.click("View approval");
    app.wait_for_words("Approve");
    app.must_see("Remove Marcus Adeyemi");
    app.click_role(Role::Button, "Wallets");
    assert_eq!(app.control().requests(REMOVED), 1);

    admin_approves(&mut app, &approval);
    app.click("Refresh");
    app.wait_for_words("People (2)");
    app.must_see("This wallet has only one admin");
    begin(&mut app, VIEWER);
    app.must_see("No approval needed: it takes effect immediately.");
    app.type_into(LABEL, &wallet.label);
    app.click("Remove from wallet");
    app.wait_for_words(&format!("{VIEWER} is no longer on “{}”.", wallet.label));
    app.wait_for_words("People (1)");
    assert_eq!(people_at_the_server(&mut app, &wallet), 1);
}

#[test]
fn a_removal_says_that_the_approvals_were_not_read_whole() {
    let mut app = Harness::open();
    // The wallet's own approvals can be read, the list of all of them cannot.
    app.control().set_faults_at(&["/pendingapprovals"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    app.log_in(crate::harness::OWNER);
    let wallets = app.wallets_at_the_server();
    let wallet = wallets.iter().map(Wallet::for_sharing).find(is_seen).unwrap();
    open(&mut app, &wallet);
    app.control().set_faults(&[]);
    begin(&mut app, VIEWER);
    app.must_see("The approvals have not been read whole, so a pending change of Hana Kimura may not be");
    app.must_see("It takes effect once approved: until then Hana Kimura keeps everything.");
}

#[test]
fn the_last_admin_stays_and_the_reason_is_said() {
    let (mut app, wallet) = at_a_wallet(|wallet| wallet.admins().count() == 1);
    app.click(&format!("Remove {OWNER}…"));
    app.wait_for_words("A wallet needs at least one admin, and this is the last one");
    app.must_not_see("Remove from wallet");
    app.press(egui::Key::Escape);
    app.wait_until_gone("A wallet needs at least one admin");
    assert_eq!(app.control().requests(REMOVED), 0);
    assert_eq!(people_at_the_server(&mut app, &wallet), 1);
}

#[test]
fn a_removal_whose_answer_is_lost_is_looked_up_and_not_sent_twice() {
    let (mut app, wallet) = at_a_wallet(is_seen);
    begin(&mut app, ADMIN);
    app.type_into(LABEL, &wallet.label);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Remove from wallet");
    app.wait_for_words("is pending approval by Marcus Adeyemi (the person being removed).");
    assert_eq!(app.control().requests(REMOVED), 1);
}

#[test]
fn what_was_not_done_is_said_and_wants_the_label_again() {
    let (mut app, wallet) = at_a_wallet(is_seen);
    begin(&mut app, ADMIN);
    app.type_into(LABEL, &wallet.label);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    app.click("Remove from wallet");
    app.wait_for_words("The answer was lost: the removal may have been carried out.");
    app.wait_for("Look it up");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("the removal was not carried out. You can send it again.");
    assert_eq!(app.typed(LABEL), "");
    app.type_into(LABEL, &wallet.label);
    app.click("Remove from wallet");
    app.wait_for_words("is pending approval by Marcus Adeyemi (the person being removed).");
    assert_eq!(people_at_the_server(&mut app, &wallet), 3);
}

#[test]
fn a_lost_removal_from_a_wallet_that_is_not_to_be_seen_any_more_does_not_hold_others() {
    let mut app = Harness::open();
    let email = app.log_in_without_sight_of_an_enterprise();
    let wallets = app.wallets_at_the_server();
    let facts = |label| wallets.iter().map(Wallet::for_sharing).find(|wallet| wallet.label == label).unwrap();
    let (first, second) = (facts("Payroll hot"), facts("Token listings"));
    open(&mut app, &first);
    begin(&mut app, VIEWER);
    app.type_into(LABEL, &first.label);
    app.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    app.click("Remove from wallet");
    app.wait_for_words("Looking it up failed.");
    app.control().set_faults(&[]);
    assert!(app.control().take_off_wallet(&first.label, &email));
    app.click("Look it up");
    app.wait_for_words(&format!("no longer shows you “{}”, so it is unknown", first.label));
    app.wait_until_gone("in progress");
    // The list has been read again without the wallet: its details are closed, and the keyboard is free.
    app.wait_for_words("0 of 2 wallets");
    app.type_into("Filter wallets", &second.id);
    app.click(&second.label);
    app.wait_for_words(&format!("People ({})", second.people.len()));
    begin(&mut app, ADMIN);
    app.must_see(&format!("DELETE /api/v2/{}/wallet/{}/user/", second.coin, second.id));
}

#[test]
fn who_does_not_administer_a_wallet_removes_nobody() {
    let mut app = Harness::open();
    let viewer = app.button_with("viewer");
    app.log_in(&viewer);
    let wallets = app.wallets_at_the_server();
    let wallet = wallets.iter().map(Wallet::for_sharing).find(is_seen).unwrap();
    open(&mut app, &wallet);
    app.must_not_see("Remove");
}

#[test]
fn a_wallet_of_one_admin_is_offered_a_second_one() {
    let (mut app, _) = at_a_wallet(|wallet| wallet.label == "Exchange float");
    app.click("Add a second admin…");
    app.wait_for("Email address");
    app.type_into("Email address", "admin@treasury.example");
    app.click("Look up");
    app.wait_until_gone("in progress");
    app.wait_until_gone("Looking up the person");
    app.click("Continue to permissions");
    app.wait_for("Invitation");
    for (permission, is_given) in [("View", true), ("Admin", true), ("Spend", false)] {
        assert_eq!(app.is_ticked(permission), is_given, "{permission}");
    }
}
