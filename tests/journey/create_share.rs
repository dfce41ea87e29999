//! Sharing wallets: who can be shared with, what comes of it, the passphrase, and what becomes of each share.

use std::time::Duration;

use countersign::app::Start;
use countersign::bitgo::approvals::Decision;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::shares::{ShareState, WalletShare};
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};
use egui::accesskit::Role;
use serde_json::Value;

use crate::desk::Desk;

const LOOKED_UP: &str = "POST /api/v1/user/sharingkey";
const SHARED: &str = "POST /api/v2/{coin}/wallet/{walletId}/share";
pub const VIEWER: &str = "viewer@treasury.example";
const ADMIN: &str = "admin@treasury.example";

/// What opens the keys that the sandbox gave to its people.
pub fn passphrase(desk: &mut Desk) -> String {
    let said: Value = serde_json::from_str(&desk.sandbox().announcement()).unwrap();
    said["demo"]["walletPassphrase"].as_str().unwrap().to_owned()
}

/// The dialog, opened from the details of the wallet with this label.
pub fn open_dialog(desk: &mut Desk, label: &str) {
    desk.click_role(Role::Button, "Wallets");
    desk.type_into("Filter wallets", label);
    desk.click(label);
    if desk.is_enabled("Wallet details") {
        desk.click("Wallet details");
    }
    desk.click("Share…");
    desk.wait_for("E-mail address");
}

pub fn dialog_of(label: &str) -> Desk {
    let mut desk = Desk::at_work();
    open_dialog(&mut desk, label);
    desk
}

pub fn look_up(desk: &mut Desk, email: &str) {
    desk.type_into("E-mail address", email);
    if desk.sees("Looked up in this session") {
        return;
    }
    desk.click("Look up");
    desk.wait_until_gone("in progress");
    desk.wait_until_gone("Looking up the person");
}

/// Looks the person up and goes on to the permissions.
pub fn to_permissions(desk: &mut Desk, email: &str) {
    look_up(desk, email);
    desk.click("Continue to permissions");
    desk.wait_for("Invitation");
}

/// Ticks these permissions beside those that are ticked, then every warning, and goes on to the check.
pub fn to_check(desk: &mut Desk, permissions: &[&str]) {
    for permission in permissions {
        if !desk.is_ticked(permission) {
            desk.click(permission);
        }
    }
    desk.stage.tick_every_warning().unwrap();
    desk.click("Continue to the check");
    desk.wait_for("The exact request");
    desk.wait_until_gone("Reading the wallet's key");
}

/// The JSON that the screen shows as the exact request.
fn request_shown(desk: &Desk) -> Value {
    serde_json::from_str(&desk.text_with("\"permissions\"")).unwrap()
}

fn wallet(desk: &mut Desk, label: &str) -> Wallet {
    desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// The owner's open shares of this wallet, by the server.
fn shares_of(desk: &mut Desk, label: &str) -> Vec<WalletShare> {
    let session = desk.api();
    let shares = desk.wait(session.shares()).unwrap();
    shares.outgoing.into_iter().filter(|share| share.wallet_label == label).collect()
}

#[test]
fn whoever_cannot_be_shared_with_is_told_apart_each_with_a_way_on() {
    let mut desk = dialog_of("Merchant payouts");
    desk.type_into("E-mail address", "nobody at all");
    desk.must_see("Enter one e-mail address");
    assert!(!desk.is_enabled("Look up"));
    desk.type_into("E-mail address", "Owner@treasury.example");
    desk.must_see("This is you");
    assert!(!desk.is_enabled("Look up"), "a look-up would be spent on oneself");
    for (email, says, way_on) in [
        ("ghost@treasury.example", "No BitGo account uses", "Check the spelling"),
        ("frozen@treasury.example", "Tomas Novak's account is frozen", "unfreeze the account"),
        ("former@treasury.example", "Aisha Rahman's account is not active", "Ask Aisha Rahman to log in"),
    ] {
        look_up(&mut desk, email);
        desk.must_see(says);
        desk.must_see(way_on);
        assert!(!desk.is_enabled("Continue to permissions"), "{email}");
    }
    look_up(&mut desk, "compliance@treasury.example");
    desk.must_see("Ines Duarte has no sharing key yet");
    desk.must_see("set up two-factor authentication");
    assert!(desk.is_enabled("Continue to permissions"));
    look_up(&mut desk, VIEWER);
    desk.must_see(
        "There is already an invitation for Hana Kimura to “Merchant payouts”: Hana Kimura has not answered it yet.",
    );
    desk.must_see("Send that invitation again");
    // Everybody stays known: no second request for anybody.
    for email in [" FROZEN@treasury.example", "ghost@treasury.example"] {
        desk.type_into("E-mail address", email);
        assert!(!desk.is_enabled("Look up"), "{email} is asked for twice");
    }
    assert_eq!(desk.control().requests(LOOKED_UP), 5);
}

#[test]
fn the_sixth_look_up_waits_in_view_and_can_be_left() {
    let mut desk = dialog_of("Operations hot");
    desk.type_into("E-mail address", "one@treasury.example");
    desk.must_see("5 look-ups left");
    for name in ["one", "two", "three", "four", "five"] {
        look_up(&mut desk, &format!("{name}@treasury.example"));
    }
    desk.type_into("E-mail address", "six@treasury.example");
    desk.must_see("You have used all 5 look-ups of 300 seconds");
    desk.click("Look up");
    desk.wait_for_words("Waiting for a free look-up, ");
    desk.must_see("5 look-ups in 300 seconds");
    desk.must_see("1 in progress");
    desk.click("Stop looking up");
    desk.wait_until_gone("Waiting for a free look-up");
    assert_eq!(desk.typed("E-mail address"), "six@treasury.example");
    assert!(desk.is_enabled("Look up"));
    assert_eq!(desk.control().requests(LOOKED_UP), 5, "the sixth was sent before its turn");
}

#[test]
fn what_the_permissions_bring_about_is_said_while_they_are_chosen() {
    let mut desk = dialog_of("Operations hot");
    to_permissions(&mut desk, VIEWER);
    desk.must_see("Permissions do not include each other");
    assert!(desk.is_ticked("View"));
    desk.click("View");
    desk.must_see("Choose at least one permission.");
    assert!(!desk.is_enabled("Continue to the check"));
    desk.click("Spend");
    desk.must_see("I understand: this lets Hana Kimura spend from the wallet without seeing it.");
    desk.must_see("1 warning to tick");
    desk.stage.tick_every_warning().unwrap();
    assert!(desk.is_enabled("Continue to the check"));
    desk.click("Admin");
    assert!(!desk.is_enabled("Continue to the check"), "the tick of another combination holds");
    desk.click("View");
    desk.click("Trade");
    desk.must_see("Trade works in Go Accounts only");
    desk.click("Trade");
    desk.must_see("both spend and change the rules");
    desk.must_see("Another admin has to approve it first: Marcus Adeyemi.");
    desk.must_see("encrypted for Hana Kimura only");
    desk.click("Leave the key out");
    desk.must_see("has Spend but cannot sign");
    desk.click("Leave the key out");
    desk.click("Send no e-mail");
    desk.must_see("BitGo sends them no e-mail");
    desk.type_into("Message", "For the month-end payments");
    to_check(&mut desk, &[]);
    let shown = request_shown(&desk);
    assert_eq!(shown["permissions"], "view,spend,admin");
    assert_eq!(shown["message"], "For the month-end payments");
    assert_eq!(shown["disableEmail"], true);
    assert!(shown["keychain"]["encryptedPrv"].as_str().unwrap().starts_with('‹'));
    assert_eq!(desk.control().requests(SHARED), 0);
}

#[test]
fn a_wrong_passphrase_is_one_sentence_and_the_right_one_shares_the_key() {
    let mut desk = dialog_of("Operations hot");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &["View", "Spend"]);
    desk.must_see("Fingerprint of their key");
    assert!(!desk.is_enabled("Share wallet"));
    desk.must_see("Wallet passphrase missing");
    let shown = request_shown(&desk);
    desk.type_into("Wallet passphrase", "correct horse battery staple");
    desk.click("Share wallet");
    desk.wait_for_words("does not open the wallet's key");
    assert_eq!(desk.control().requests(SHARED), 0, "sent although the key is closed");
    assert_eq!(desk.typed("Wallet passphrase"), "");
    desk.must_not_see("correct horse battery staple");
    assert!(!crate::log::so_far().contains("correct horse battery staple"), "the log holds a passphrase");
    assert_eq!(request_shown(&desk), shown);
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.click("Share wallet");
    desk.wait_for_words("Waits for another admin's approval: Marcus Adeyemi.");
    assert_eq!(desk.control().requests(SHARED), 1);
    let [share] = &shares_of(&mut desk, "Operations hot")[..] else { panic!("not one share") };
    let session = desk.api();
    let full = desk.wait(session.share_without_key(&share.coin, &share.id)).unwrap();
    assert_eq!(full.permissions.to_string(), "spend,view");
    desk.click("Show the approval of Operations hot (tbtc)");
    desk.wait_for_words("You requested this");
    desk.click_role(Role::Button, "Wallets");
    desk.click_role(Role::Button, "Shares");
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.wait_for_words("waits for approval");
    desk.must_see("Operations hot");
}

#[test]
fn cold_mpc_and_lone_wallets_take_their_own_path() {
    let mut desk = dialog_of("Cold reserve 1");
    to_permissions(&mut desk, ADMIN);
    desk.must_see("nothing would change");
    assert!(!desk.is_enabled("Continue to the check"));
    desk.click("Freeze");
    desk.must_see("kept offline or by BitGo");
    desk.must_see("This needs 2 approvals, but only 1 person can approve.");
    to_check(&mut desk, &[]);
    desk.must_see("offline or with BitGo");
    assert_eq!(request_shown(&desk)["skipKeychain"], true);
    desk.must_not_see("Wallet passphrase");
    desk.click("Share wallet");
    desk.wait_for_words("accept it");
    desk.click("Done");

    open_dialog(&mut desk, "Fee account");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &["Spend"]);
    desk.must_see("Common keychain");
    desk.must_see("Your part of the wallet's key");
    let fee = wallet(&mut desk, "Fee account");
    let session = desk.api();
    let key = desk.wait(session.user_key(&fee)).unwrap().unwrap();
    assert_eq!(request_shown(&desk)["keychain"]["pub"], key.common_keychain.unwrap());
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.click("Share wallet");
    desk.wait_for_words("Waits for another admin's approval");
    desk.click("Done");

    open_dialog(&mut desk, "Wound-down fund");
    to_permissions(&mut desk, VIEWER);
    desk.must_see("Nobody else has to approve");
    to_check(&mut desk, &[]);
    desk.click("Share wallet");
    desk.wait_for_words("Shared. Hana Kimura can accept it now.");
    assert_eq!(desk.control().requests(LOOKED_UP), 2, "Hana was looked up once");
}

#[test]
fn a_lost_answer_is_looked_for_among_the_shares_and_nothing_is_shared_twice() {
    let mut desk = dialog_of("Wound-down fund");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &[]);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Share wallet");
    desk.wait_for_words("looked up: the share was carried out.");
    assert_eq!(desk.control().requests(SHARED), 1);
    desk.must_not_see("Edit and retry");
    desk.control().set_faults_on_changes(&[]);
    assert_eq!(shares_of(&mut desk, "Wound-down fund").len(), 1);
    desk.click("Done");

    open_dialog(&mut desk, "Peg-in buffer");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &[]);
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    desk.click("Share wallet");
    desk.wait_for_words("looked up: the share was not carried out.");
    assert_eq!(desk.control().requests(SHARED), 2, "sent again by itself");
    desk.control().set_faults_on_changes(&[]);
    desk.click("Edit and retry the share that was not made…");
    assert!(desk.is_ticked("View"));
    to_check(&mut desk, &[]);
    desk.click("Share wallet");
    desk.wait_for_words("Waits for another admin's approval");
    assert_eq!(shares_of(&mut desk, "Peg-in buffer").len(), 1);
}

#[test]
fn several_wallets_are_shared_with_one_review_and_one_result_each() {
    let mut desk = Desk::open();
    // One of the wallets takes another passphrase: its key came to the owner by a share of its own.
    let session = desk.api();
    let incoming = desk.wait(session.shares()).unwrap().incoming;
    let share = incoming.iter().find(|share| share.wallet_label == "Bitcoin Cash operations").unwrap();
    let secrets = countersign::bitgo::shares::AcceptSecrets {
        login_password: desk.sandbox().accounts[0].password.clone().into(),
        new_passphrase: "another passphrase".into(),
    };
    desk.wait(session.unlock(&countersign::sandbox::ONE_TIME_CODE.into(), 600)).unwrap();
    let taken = desk.wait(session.accept_share(&share.coin, &share.id, Some(secrets))).unwrap();
    assert!(matches!(taken, Outcome::Done(_)));
    desk.log_in(crate::desk::OWNER);

    open_dialog(&mut desk, "Operations hot");
    for label in ["Bitcoin Cash operations", "Cold reserve 2"] {
        desk.type_into("Add a wallet", label);
        let add = desk.button_with(&format!("Add {label}"));
        desk.click(&add);
    }
    to_permissions(&mut desk, VIEWER);
    desk.must_see("The same for 3 wallets");
    desk.click("Spend");
    desk.must_see("Applies to: Cold reserve 2.");
    to_check(&mut desk, &["View", "Spend"]);
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.click("Share 3 wallets");
    desk.wait_for("Passphrase of Bitcoin Cash operations (tbch)");
    desk.must_see("does not open the wallet's key");
    desk.must_not_see("Passphrase of Operations hot");
    assert_eq!(desk.control().requests(SHARED), 0, "some were sent before all keys were open");
    desk.type_into("Passphrase of Bitcoin Cash operations (tbch)", "another passphrase");
    desk.click("Share 3 wallets");
    desk.wait_for("Done");
    assert_eq!(desk.control().requests(SHARED), 3);
    for label in ["Operations hot", "Bitcoin Cash operations", "Cold reserve 2"] {
        assert_eq!(shares_of(&mut desk, label).len(), 1, "{label}");
    }
}

#[test]
fn stopping_to_wait_says_what_may_have_happened_and_looks() {
    let mut desk = dialog_of("Wound-down fund");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &[]);
    desk.control().delay_answers(Duration::from_secs(2));
    desk.click("Share wallet");
    desk.wait_for_words("It is sent once.");
    desk.wait_until_answered(SHARED, 0);
    desk.click("Stop waiting");
    desk.wait_for_words("looked up: the share was carried out.");
    assert_eq!(desk.control().requests(SHARED), 1);
}

/// A sandbox that plays the part of the person's own Express server, with a token of theirs.
fn through_express() -> Desk {
    let options = SandboxOptions { express: true, ..SandboxOptions::default() };
    let mut desk = Desk::open_with(Start::afresh(Some(options)));
    desk.wait_for_words("Olivia Brandt");
    let token = desk.api().token().expose().to_owned();
    let url = desk.sandbox().url.to_string();
    desk.click_role(Role::RadioButton, "Express");
    desk.type_into("Express web address", "http://express.treasury.example:4000");
    desk.type_into("Access token", &token);
    desk.must_see("http:// works on this computer only");
    assert!(!desk.is_enabled("Log in"), "a passphrase could go over plain http");
    desk.type_into("Express web address", &url);
    desk.click("Log in");
    desk.wait_for("Log out");
    desk.wait_until_gone("in progress");
    desk
}

#[test]
fn express_makes_the_share_and_it_is_said_where_the_passphrase_goes() {
    let mut desk = through_express();
    open_dialog(&mut desk, "Operations hot");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &["View", "Spend"]);
    desk.must_see("The wallet passphrase is sent to your own Express server at 127.0.0.1");
    let shown = request_shown(&desk);
    assert_eq!(shown["email"], VIEWER);
    assert_eq!(shown["walletPassphrase"], "‹wallet passphrase›");
    assert!(shown.get("keychain").is_none() && shown.get("user").is_none());
    desk.type_into("Wallet passphrase", "wrong");
    desk.click("Share wallet");
    desk.wait_for_words("does not open the wallet's key");
    assert_eq!(desk.control().requests(SHARED), 0);
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.click("Share wallet");
    desk.wait_for_words("Waits for another admin's approval: Marcus Adeyemi.");
    assert_eq!(desk.control().requests(SHARED), 1);
}

#[test]
fn where_real_money_is_the_label_is_typed_first() {
    let mut desk = Desk::at_work_with_real_money();
    open_dialog(&mut desk, "Wound-down fund");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &[]);
    desk.must_see("Type the name to confirm");
    assert!(!desk.is_enabled("Share wallet in production"));
    desk.type_into("Type the wallet's label to confirm", "Wound-down fund");
    desk.click("Share wallet in production");
    desk.wait_for_words("Shared. Hana Kimura can accept it now.");
}

/// A viewer is to spend: the owner shares through the screen, and the second admin approves.
#[test]
fn a_viewer_becomes_a_spender_once_the_second_admin_agrees() {
    let mut desk = dialog_of("Gas station");
    look_up(&mut desk, VIEWER);
    desk.must_see("Hana Kimura is already on “Gas station” and can view it.");
    desk.click("Continue to permissions");
    assert!(desk.is_ticked("View") && !desk.is_ticked("Spend"), "what she has is not filled in");
    desk.must_see("nothing would change");
    to_check(&mut desk, &["Spend"]);
    let pub_shown = request_shown(&desk)["keychain"]["toPubKey"].as_str().unwrap().to_owned();
    let fingerprint = countersign::bitgo::sharing_keys::key_fingerprint(&pub_shown).unwrap();
    desk.must_see(&fingerprint);
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.click("Share wallet");
    desk.wait_for_words(
        "Waits for another admin's approval: Marcus Adeyemi. Then Hana Kimura has to accept it.",
    );
    let [share] = &shares_of(&mut desk, "Gas station")[..] else { panic!("not one share") };
    let approval = share.pending_approval.clone().unwrap();
    let (admin, viewer) = (desk.api_of("admin"), desk.api_of("viewer"));
    let code = countersign::sandbox::ONE_TIME_CODE.into();
    let decided = desk.wait(admin.decide_approval(&approval, Decision::Approve, Some(&code))).unwrap();
    assert!(matches!(decided, Outcome::Done(_)), "{decided:?}");
    // What waits for the viewer now is sealed for the key whose fingerprint was shown.
    desk.wait(viewer.unlock(&code, 600)).unwrap();
    let waiting = desk.wait(viewer.share(&share.coin, &share.id)).unwrap();
    assert_eq!(waiting.state, ShareState::Active);
    let keychain = waiting.keychain.unwrap();
    assert_eq!(keychain.to_pub_key, pub_shown);
    desk.must_not_see(&right);
}

#[test]
fn a_session_that_ends_before_the_share_leaves_everything_typed_but_the_passphrase() {
    let mut desk = dialog_of("Operations hot");
    to_permissions(&mut desk, VIEWER);
    desk.type_into("Message", "For the month-end payments");
    to_check(&mut desk, &["Spend"]);
    let right = passphrase(&mut desk);
    desk.type_into("Wallet passphrase", &right);
    desk.control().revoke_sessions();
    desk.click("Share wallet");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.click(crate::desk::OWNER);
    desk.give_code();
    desk.wait_for_words("Nothing was shared.");
    desk.click("Edit and retry the share that was not made…");
    look_up_again(&mut desk);
    assert_eq!(desk.typed("Message"), "For the month-end payments");
    to_check(&mut desk, &[]);
    assert_eq!(desk.typed("Wallet passphrase"), "");
    assert!(shares_of(&mut desk, "Operations hot").is_empty());
}

/// The check shows one person and sends to that person, also where another one is looked up after another login.
#[test]
fn a_session_that_ends_at_the_check_leaves_no_check_of_another_person() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(crate::desk::OWNER);
    open_dialog(&mut desk, "Wound-down fund");
    to_permissions(&mut desk, VIEWER);
    to_check(&mut desk, &[]);
    // The other one, then the same one again: what is shown is of the key that was looked up last.
    for _ in 0..2 {
        desk.control().revoke_sessions();
        desk.wait_for_words("Your session in Sandbox has ended.");
        desk.click(crate::desk::OWNER);
        desk.give_code();
        look_up(&mut desk, ADMIN);
        desk.must_not_see("The exact request");
        to_permissions(&mut desk, ADMIN);
        to_check(&mut desk, &[]);
        desk.must_see("Marcus Adeyemi");
        desk.must_not_see("Hana Kimura");
    }
    desk.click("Share wallet");
    desk.wait_for_words("Marcus Adeyemi can accept it now.");
    let session = desk.api_of("admin");
    let shares = desk.wait(session.shares()).unwrap();
    assert!(shares.incoming.iter().any(|share| share.wallet_label == "Wound-down fund"));
}

/// A new session knows nobody yet.
fn look_up_again(desk: &mut Desk) {
    desk.click("Look up");
    desk.wait_until_gone("in progress");
    desk.wait_for("Invitation");
}
