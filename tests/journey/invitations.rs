//! Somebody who is to be removed and has an open invitation: it is named, and canceled with the removal or not.

use countersign::bitgo::shares::{ShareRequest, WalletShare};
use countersign::domain::share::Permissions;
use countersign::sandbox::{FaultKind, FaultSpec};

use crate::harness::{Harness, OWNER};

const REMOVED: &str = "DELETE /api/v2/{coin}/wallet/{walletId}/user/{userId}";
const CANCELED: &str = "DELETE /api/v2/{coin}/walletshare/{shareId}";
const LABEL: &str = "Type the wallet's label to confirm";
const WALLET: &str = "Solana operations";
const PENDING: &str = "The removal of Hana Kimura from “Solana operations” is pending approval";
const VIEWER: &str = "Hana Kimura";
const ALSO: &str = "Also cancel this invitation";
const UNREAD: &str = "I understand: Open invitations were not checked: they could join again with one.";

/// The owner beside the wallet's details, with an open invitation of theirs to its viewer.
fn at_the_wallet() -> Harness {
    let mut app = Harness::open();
    invite_viewer(&mut app);
    app.log_in(OWNER);
    open(&mut app);
    app
}

/// The owner invites the viewer to the wallet, away from this screen.
fn invite_viewer(app: &mut Harness) {
    let owner = app.api();
    let viewer = app.sandbox().accounts[2].email.clone();
    let key = app.wait(owner.look_up(&viewer)).unwrap();
    let wallet = app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == WALLET).unwrap();
    let request = ShareRequest::new(wallet, key, Permissions::from_list("view,freeze"), "").unwrap();
    app.wait(owner.send_share(&request, None)).unwrap();
}

fn open(app: &mut Harness) {
    app.type_into("Filter wallets", WALLET);
    app.click(WALLET);
    if app.is_enabled("Wallet details") {
        app.click("Wallet details");
    }
    app.wait_for_words("People (");
}

fn begin(app: &mut Harness, name: &str) {
    app.click(&format!("Remove {name}…"));
    app.wait_for("Remove from wallet");
}

/// The owner's open invitations to this wallet, as the server has them.
fn invitations(app: &mut Harness) -> Vec<WalletShare> {
    let owner = app.api();
    let mut open = app.wait(owner.shares()).unwrap().outgoing;
    open.retain(|share| share.wallet_label == WALLET);
    open
}

fn sent(app: &mut Harness) -> (u64, u64) {
    (app.control().requests(REMOVED), app.control().requests(CANCELED))
}

#[test]
fn an_invitation_is_canceled_with_the_removal_by_a_request_of_its_own() {
    let mut app = at_the_wallet();
    let invitation = invitations(&mut app).remove(0);
    begin(&mut app, VIEWER);
    app.must_see("Hana Kimura has an open invitation from you to this wallet (");
    let request = format!("DELETE /api/v2/{}/walletshare/{}", invitation.coin, invitation.id);
    app.must_not_see(&request);
    assert!(!app.is_ticked(ALSO));
    app.click(ALSO);
    app.wait_for_words(&request);
    app.type_into(LABEL, WALLET);
    app.click("Remove from wallet");
    app.wait_for_words(PENDING);
    app.wait_for_words("The share of “Solana operations” to Hana Kimura is canceled.");
    assert_eq!(invitations(&mut app).len(), 0);
    assert_eq!(sent(&mut app), (1, 1));
    app.click("Dismiss invitation result");
    app.must_not_see("is canceled.");
}

#[test]
fn an_invitation_that_is_not_ticked_stays() {
    let mut app = at_the_wallet();
    begin(&mut app, VIEWER);
    app.type_into(LABEL, WALLET);
    app.click("Remove from wallet");
    app.wait_for_words(PENDING);
    app.must_not_see("canceled");
    assert_eq!(invitations(&mut app).len(), 1);
    assert_eq!(sent(&mut app), (1, 0));
}

#[test]
fn a_cancellation_that_fails_is_said_beside_the_removal_that_did_not() {
    let mut app = at_the_wallet();
    begin(&mut app, VIEWER);
    app.click(ALSO);
    app.type_into(LABEL, WALLET);
    app.control().set_faults_on_changes_at("/walletshare/", &[FaultSpec::always(FaultKind::TooMany)]);
    app.click("Remove from wallet");
    app.wait_for_words(PENDING);
    app.wait_for_words("The invitation was not canceled.");
    assert_eq!(invitations(&mut app).len(), 1);
}

#[test]
fn a_cancellation_whose_answer_is_lost_is_looked_up_among_the_shares() {
    let mut app = at_the_wallet();
    begin(&mut app, VIEWER);
    app.click(ALSO);
    app.type_into(LABEL, WALLET);
    app.control().set_faults_on_changes_at("/walletshare/", &[FaultSpec::always(FaultKind::Truncated)]);
    app.click("Remove from wallet");
    app.wait_for_words("looked up: the cancellation of the invitation to Hana Kimura was carried out.");
    assert_eq!(sent(&mut app), (1, 1));
}

#[test]
fn where_the_shares_are_not_read_that_is_said_and_ticked() {
    let mut app = Harness::open();
    app.control().set_faults_at(&["/walletshares"], &[FaultSpec::always(FaultKind::MissingHmac)]);
    app.log_in(OWNER);
    open(&mut app);
    begin(&mut app, VIEWER);
    app.must_see("Your shares could not be read, so open invitations may be missing here.");
    app.type_into(LABEL, WALLET);
    assert!(!app.is_enabled("Remove from wallet"));
    app.click(UNREAD);
    app.wait_until_enabled("Remove from wallet");
    app.click("Remove from wallet");
    app.wait_for_words(PENDING);
}

#[test]
fn a_pending_removal_is_marked_beside_the_name() {
    let mut app = Harness::at_work();
    open(&mut app);
    app.must_not_see("removal pending");
    begin(&mut app, "Marcus Adeyemi");
    app.type_into(LABEL, WALLET);
    app.click("Remove from wallet");
    app.wait_for_words("is pending approval by Marcus Adeyemi");
    app.wait_for("removal pending");
    app.click("View approval about Marcus Adeyemi");
    app.wait_for("Close details");
    app.must_see("Remove Marcus Adeyemi");
    // The page of the wallet marks it too.
    app.click_role(egui::accesskit::Role::Button, "Wallets");
    app.click("Open wallet");
    app.wait_for_words("People (");
    let people = app.text_with("People (");
    app.click_role(egui::accesskit::Role::RadioButton, &people);
    app.wait_for("removal pending");
}

#[test]
fn a_change_that_waits_is_marked_and_said_before_the_removal() {
    let mut app = at_the_wallet();
    app.must_see("change pending");
    app.must_not_see("removal pending");
    begin(&mut app, VIEWER);
    app.must_see("A change of Hana Kimura on this wallet is pending approval too");
    app.press(egui::Key::Escape);
    begin(&mut app, "Marcus Adeyemi");
    app.must_not_see("is pending approval too");
    app.must_not_see("has an open invitation");
}

#[test]
fn an_invitation_made_while_the_page_stood_is_read_before_the_removal() {
    let mut app = Harness::at_work();
    open(&mut app);
    app.wait_until_gone("in progress");
    invite_viewer(&mut app);
    begin(&mut app, VIEWER);
    app.wait_for_words("Hana Kimura has an open invitation from you to this wallet (");
}

#[test]
fn the_next_removal_waits_while_an_invitation_is_still_being_canceled() {
    let mut app = at_the_wallet();
    begin(&mut app, VIEWER);
    app.click(ALSO);
    app.type_into(LABEL, WALLET);
    app.control().set_faults_on_changes_at("/walletshare/", &[FaultSpec::always(FaultKind::Hang)]);
    app.click("Remove from wallet");
    app.wait_for_words(PENDING);
    app.wait_for("Canceling the invitation…");
    begin(&mut app, "Marcus Adeyemi");
    app.type_into(LABEL, WALLET);
    app.wait_for("An invitation is still being canceled.");
    assert!(!app.is_enabled("Remove from wallet"));
    assert_eq!(sent(&mut app).0, 1);
}
