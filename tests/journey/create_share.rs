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

use crate::harness::Harness;

const LOOKED_UP: &str = "POST /api/v1/user/sharingkey";
const SHARED: &str = "POST /api/v2/{coin}/wallet/{walletId}/share";
pub const VIEWER: &str = "viewer@treasury.example";
const ADMIN: &str = "admin@treasury.example";

/// What opens the keys that the sandbox gave to its people.
pub fn passphrase(app: &mut Harness) -> String {
    let said: Value = serde_json::from_str(&app.sandbox().announcement()).unwrap();
    said["demo"]["walletPassphrase"].as_str().unwrap().to_owned()
}

/// The dialog, opened from the details of the wallet with this label.
pub fn open_dialog(app: &mut Harness, label: &str) {
    app.click_role(Role::Button, "Wallets");
    app.type_into("Filter wallets", label);
    app.click(label);
    if app.is_enabled("Wallet details") {
        app.click("Wallet details");
    }
    app.click("Share…");
    app.wait_for("Email address");
}

pub fn dialog_of(label: &str) -> Harness {
    let mut app = Harness::at_work();
    open_dialog(&mut app, label);
    app
}

pub fn look_up(app: &mut Harness, email: &str) {
    app.type_into("Email address", email);
    if app.sees("Looked up in this session") {
        return;
    }
    app.click("Look up");
    app.wait_until_gone("in progress");
    app.wait_until_gone("Looking up the person");
}

/// Looks the person up and goes on to the permissions.
pub fn to_permissions(app: &mut Harness, email: &str) {
    look_up(app, email);
    app.click("Continue to permissions");
    app.wait_for("Invitation");
}

/// Ticks these permissions beside those that are ticked, then every warning, and goes on to the check.
pub fn to_check(app: &mut Harness, permissions: &[&str]) {
    for permission in permissions {
        if !app.is_ticked(permission) {
            app.click(permission);
        }
    }
    app.stage.tick_every_warning().unwrap();
    app.click("Continue to review");
    app.wait_for("API request");
    app.wait_until_gone("Reading the wallet's key");
}

/// The JSON that the screen shows as the exact request.
fn request_shown(app: &Harness) -> Value {
    serde_json::from_str(&app.text_with("\"permissions\"")).unwrap()
}

fn wallet(app: &mut Harness, label: &str) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// The owner's open shares of this wallet, by the server.
fn shares_of(app: &mut Harness, label: &str) -> Vec<WalletShare> {
    let session = app.api();
    let shares = app.wait(session.shares()).unwrap();
    shares.outgoing.into_iter().filter(|share| share.wallet_label == label).collect()
}

#[test]
fn whoever_cannot_be_shared_with_is_told_apart_each_with_a_way_on() {
    let mut app = dialog_of("Merchant payouts");
    app.type_into("Email address", "nobody at all");
    app.must_see("Enter one email address");
    assert!(!app.is_enabled("Look up"));
    app.type_into("Email address", "Owner@treasury.example");
    app.must_see("This is you");
    assert!(!app.is_enabled("Look up"), "a look-up would be spent on oneself");
    for (email, says, way_on) in [
        ("ghost@treasury.example", "No BitGo account uses", "Check the spelling"),
        ("frozen@treasury.example", "Tomas Novak's account is frozen", "unfreeze the account"),
        ("former@treasury.example", "Aisha Rahman's account is not active", "Ask Aisha Rahman to log in"),
    ] {
        look_up(&mut app, email);
        app.must_see(says);
        app.must_see(way_on);
        assert!(!app.is_enabled("Continue to permissions"), "{email}");
    }
    look_up(&mut app, "compliance@treasury.example");
    app.must_see("Ines Duarte has no sharing key yet");
    app.must_see("set up two-factor authentication");
    assert!(app.is_enabled("Continue to permissions"));
    look_up(&mut app, VIEWER);
    app.must_see(
        "There is already an invitation for Hana Kimura to “Merchant payouts”, pending their response.",
    );
    app.must_see("Resend its email under Shares");
    // Everybody stays known: no second request for anybody.
    for email in [" FROZEN@treasury.example", "ghost@treasury.example"] {
        app.type_into("Email address", email);
        assert!(!app.is_enabled("Look up"), "{email} is asked for twice");
    }
    assert_eq!(app.control().requests(LOOKED_UP), 5);
}

#[test]
fn the_sixth_look_up_waits_in_view_and_can_be_left() {
    let mut app = dialog_of("Operations hot");
    app.type_into("Email address", "one@treasury.example");
    app.must_see("5 look-ups left");
    for name in ["one", "two", "three", "four", "five"] {
        look_up(&mut app, &format!("{name}@treasury.example"));
    }
    app.type_into("Email address", "six@treasury.example");
    app.must_see("No look-ups left for now.");
    app.click("Look up");
    app.wait_for("Stop looking up");
    app.must_see("Next look-up in ");
    app.must_see("BitGo allows 5 per 5 minutes.");
    app.must_see("1 in progress");
    app.click("Stop looking up");
    app.wait_until_gone("Stop looking up");
    assert_eq!(app.typed("Email address"), "six@treasury.example");
    assert!(app.is_enabled("Look up"));
    assert_eq!(app.control().requests(LOOKED_UP), 5, "the sixth was sent before its turn");
}

#[test]
fn what_the_permissions_bring_about_is_said_while_they_are_chosen() {
    let mut app = dialog_of("Operations hot");
    to_permissions(&mut app, VIEWER);
    app.must_see("Permissions do not include each other");
    assert!(app.is_ticked("View"));
    app.click("View");
    app.must_see("Choose at least one permission.");
    assert!(!app.is_enabled("Continue to review"));
    app.click("Spend");
    app.must_see("I understand: this lets Hana Kimura spend from the wallet without seeing it.");
    app.must_see("Confirm 1 warning");
    app.stage.tick_every_warning().unwrap();
    assert!(app.is_enabled("Continue to review"));
    app.click("Admin");
    assert!(!app.is_enabled("Continue to review"), "the tick of another combination holds");
    app.click("View");
    app.click("Trade");
    app.must_see("Trade works in Go Accounts only");
    app.click("Trade");
    app.must_see("both spend and change the rules");
    app.must_see("Another admin has to approve it first: Marcus Adeyemi.");
    app.must_see("re-encrypted for Hana Kimura on this computer");
    app.click("Leave the key out");
    app.must_see("has Spend but cannot sign");
    app.click("Leave the key out");
    app.click("Don't send an email");
    app.must_see("BitGo sends them no email");
    app.type_into("Message", "For the month-end payments");
    to_check(&mut app, &[]);
    let shown = request_shown(&app);
    assert_eq!(shown["permissions"], "view,spend,admin");
    assert_eq!(shown["message"], "For the month-end payments");
    assert_eq!(shown["disableEmail"], true);
    assert!(shown["keychain"]["encryptedPrv"].as_str().unwrap().starts_with('‹'));
    assert_eq!(app.control().requests(SHARED), 0);
}

#[test]
fn a_wrong_passphrase_is_one_sentence_and_the_right_one_shares_the_key() {
    let mut app = dialog_of("Operations hot");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &["View", "Spend"]);
    app.must_see("Fingerprint of their key");
    assert!(!app.is_enabled("Share wallet"));
    app.must_see("Enter the wallet passphrase");
    let shown = request_shown(&app);
    app.type_into("Wallet passphrase", "correct horse battery staple");
    app.click("Share wallet");
    app.wait_for_words("Incorrect wallet passphrase.");
    assert_eq!(app.control().requests(SHARED), 0, "sent although the key is closed");
    assert_eq!(app.typed("Wallet passphrase"), "");
    app.must_not_see("correct horse battery staple");
    assert!(!crate::log::so_far().contains("correct horse battery staple"), "the log holds a passphrase");
    assert_eq!(request_shown(&app), shown);
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.click("Share wallet");
    app.wait_for_words("Pending approval: Marcus Adeyemi.");
    assert_eq!(app.control().requests(SHARED), 1);
    let [share] = &shares_of(&mut app, "Operations hot")[..] else { panic!("not one share") };
    let session = app.api();
    let full = app.wait(session.share_without_key(&share.coin, &share.id)).unwrap();
    assert_eq!(full.permissions.to_string(), "spend,view");
    app.click("View approval of Operations hot (tbtc)");
    app.wait_for_words("You requested this");
    app.click_role(Role::Button, "Wallets");
    app.click_role(Role::Button, "Shares");
    let outgoing = app.text_with("Outgoing (");
    app.click(&outgoing);
    app.wait_for_words("pending approval");
    app.must_see("Operations hot");
}

#[test]
fn cold_mpc_and_lone_wallets_take_their_own_path() {
    let mut app = dialog_of("Cold reserve 1");
    to_permissions(&mut app, ADMIN);
    app.must_see("nothing would change");
    assert!(!app.is_enabled("Continue to review"));
    app.click("Freeze");
    app.must_see("kept offline or by BitGo");
    app.must_see("This needs 2 approvals, but only 1 person can approve.");
    to_check(&mut app, &[]);
    app.must_see("Not shared (offline or held by BitGo)");
    assert_eq!(request_shown(&app)["skipKeychain"], true);
    app.must_not_see("Wallet passphrase");
    app.click("Share wallet");
    app.wait_for_words("accept it");
    app.click("Done");

    open_dialog(&mut app, "Fee account");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &["Spend"]);
    app.must_see("Common keychain");
    app.must_see("Your key share is decrypted");
    let fee = wallet(&mut app, "Fee account");
    let session = app.api();
    let key = app.wait(session.user_key(&fee)).unwrap().unwrap();
    assert_eq!(request_shown(&app)["keychain"]["pub"], key.common_keychain.unwrap());
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.click("Share wallet");
    app.wait_for_words("Pending approval");
    app.click("Done");

    open_dialog(&mut app, "Wound-down fund");
    to_permissions(&mut app, VIEWER);
    app.must_see("Nobody else has to approve");
    to_check(&mut app, &[]);
    app.click("Share wallet");
    app.wait_for_words("Shared. Hana Kimura can accept it now.");
    assert_eq!(app.control().requests(LOOKED_UP), 2, "Hana was looked up once");
}

#[test]
fn a_lost_answer_is_looked_for_among_the_shares_and_nothing_is_shared_twice() {
    let mut app = dialog_of("Wound-down fund");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &[]);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Share wallet");
    app.wait_for_words("looked up: the share was carried out.");
    assert_eq!(app.control().requests(SHARED), 1);
    app.must_not_see("Edit and retry");
    app.control().set_faults_on_changes(&[]);
    assert_eq!(shares_of(&mut app, "Wound-down fund").len(), 1);
    app.click("Done");

    open_dialog(&mut app, "Peg-in buffer");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &[]);
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Html)]);
    app.click("Share wallet");
    app.wait_for_words("looked up: the share was not carried out.");
    assert_eq!(app.control().requests(SHARED), 2, "sent again by itself");
    app.control().set_faults_on_changes(&[]);
    app.click("Edit and retry the share that was not made…");
    assert!(app.is_ticked("View"));
    to_check(&mut app, &[]);
    app.click("Share wallet");
    app.wait_for_words("Pending approval");
    assert_eq!(shares_of(&mut app, "Peg-in buffer").len(), 1);
}

#[test]
fn several_wallets_are_shared_with_one_review_and_one_result_each() {
    let mut app = Harness::open();
    // One of the wallets takes another passphrase: its key came to the owner by a share of its own.
    let session = app.api();
    let incoming = app.wait(session.shares()).unwrap().incoming;
    let share = incoming.iter().find(|share| share.wallet_label == "Bitcoin Cash operations").unwrap();
    let secrets = countersign::bitgo::shares::AcceptSecrets {
        login_password: app.sandbox().accounts[0].password.clone().into(),
        new_passphrase: "another passphrase".into(),
        // Opened again by whoever shares the wallet on, whatever it was sealed in.
        envelope: countersign::bitgo::envelope::Version::V2,
    };
    app.wait(session.unlock(&countersign::sandbox::ONE_TIME_CODE.into(), 600)).unwrap();
    let reviewed = app.wait(session.look_at_share(&share.coin, &share.id)).unwrap().reviewed;
    let taken = app.wait(session.accept_share(&reviewed, Some(secrets))).unwrap();
    assert!(matches!(taken, Outcome::Done(_)));
    app.log_in(crate::harness::OWNER);

    open_dialog(&mut app, "Operations hot");
    for label in ["Bitcoin Cash operations", "Cold reserve 2"] {
        app.type_into("Add a wallet", label);
        let add = app.button_with(&format!("Add {label}"));
        app.click(&add);
    }
    to_permissions(&mut app, VIEWER);
    app.must_see("The same for 3 wallets");
    app.click("Spend");
    app.must_see("as separate shares: “Operations hot”, “Bitcoin Cash operations");
    app.must_see("“Cold reserve 2”: No key is shared, because it is kept offline or by BitGo.");
    to_check(&mut app, &["View", "Spend"]);
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.click("Share 3 wallets");
    app.wait_for("Passphrase of Bitcoin Cash operations (tbch)");
    app.must_see("Incorrect wallet passphrase.");
    app.must_not_see("Passphrase of Operations hot");
    assert_eq!(app.control().requests(SHARED), 0, "some were sent before all keys were open");
    app.type_into("Passphrase of Bitcoin Cash operations (tbch)", "another passphrase");
    app.click("Share 3 wallets");
    app.wait_for("Done");
    assert_eq!(app.control().requests(SHARED), 3);
    for label in ["Operations hot", "Bitcoin Cash operations", "Cold reserve 2"] {
        assert_eq!(shares_of(&mut app, label).len(), 1, "{label}");
    }
}

#[test]
fn stopping_to_wait_says_what_may_have_happened_and_looks() {
    let mut app = dialog_of("Wound-down fund");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &[]);
    app.control().delay_answers(Duration::from_secs(2));
    app.click("Share wallet");
    app.wait_for_words("It is sent once.");
    app.wait_until_answered(SHARED, 0);
    app.click("Stop waiting");
    app.wait_for_words("looked up: the share was carried out.");
    assert_eq!(app.control().requests(SHARED), 1);
}

/// A sandbox that plays the part of the person's own Express server, with a token of theirs.
fn through_express() -> Harness {
    let options = SandboxOptions { express: true, ..SandboxOptions::default() };
    let mut app = Harness::open_with(Start::afresh(Some(options)));
    app.wait_for_words("Olivia Brandt");
    let token = app.api().token().expose().to_owned();
    let url = app.sandbox().url.to_string();
    app.click_role(Role::RadioButton, "Express");
    app.type_into("Express web address", "http://express.treasury.example:4000");
    app.type_into("Access token", &token);
    app.must_see("http:// works on this computer only");
    assert!(!app.is_enabled("Log in"), "a passphrase could go over plain http");
    app.type_into("Express web address", &url);
    app.click("Log in");
    app.wait_for("Log out");
    app.wait_until_gone("in progress");
    app
}

#[test]
fn express_makes_the_share_and_it_is_said_where_the_passphrase_goes() {
    let mut app = through_express();
    open_dialog(&mut app, "Operations hot");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &["View", "Spend"]);
    app.must_see("The wallet passphrase is sent to your own Express server at 127.0.0.1");
    let shown = request_shown(&app);
    assert_eq!(shown["email"], VIEWER);
    assert_eq!(shown["walletPassphrase"], "‹wallet passphrase›");
    assert!(shown.get("keychain").is_none() && shown.get("user").is_none());
    app.type_into("Wallet passphrase", "wrong");
    app.click("Share wallet");
    app.wait_for_words("Incorrect wallet passphrase.");
    assert_eq!(app.control().requests(SHARED), 0);
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.click("Share wallet");
    app.wait_for_words("Pending approval: Marcus Adeyemi.");
    assert_eq!(app.control().requests(SHARED), 1);
}

#[test]
fn where_real_money_is_the_label_is_typed_first() {
    let mut app = Harness::at_work_with_real_money();
    open_dialog(&mut app, "Wound-down fund");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &[]);
    app.must_see("Type the name to confirm");
    assert!(!app.is_enabled("Share wallet in production"));
    app.type_into("Type the wallet's label to confirm", "Wound-down fund");
    app.click("Share wallet in production");
    app.wait_for_words("Shared. Hana Kimura can accept it now.");
}

/// A viewer is to spend: the owner shares through the screen, and the second admin approves.
#[test]
fn a_viewer_becomes_a_spender_once_the_second_admin_agrees() {
    let mut app = dialog_of("Gas station");
    look_up(&mut app, VIEWER);
    app.must_see("Hana Kimura is already on “Gas station” and can view it.");
    app.click("Continue to permissions");
    assert!(app.is_ticked("View") && !app.is_ticked("Spend"), "what she has is not filled in");
    app.must_see("nothing would change");
    to_check(&mut app, &["Spend"]);
    let pub_shown = request_shown(&app)["keychain"]["toPubKey"].as_str().unwrap().to_owned();
    let fingerprint = countersign::bitgo::sharing_keys::key_fingerprint(&pub_shown).unwrap();
    app.must_see(&fingerprint);
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.click("Share wallet");
    app.wait_for_words("Pending approval: Marcus Adeyemi. Then Hana Kimura has to accept it.");
    let [share] = &shares_of(&mut app, "Gas station")[..] else { panic!("not one share") };
    let approval = share.pending_approval.clone().unwrap();
    let (admin, viewer) = (app.api_of("admin"), app.api_of("viewer"));
    let code = countersign::sandbox::ONE_TIME_CODE.into();
    let decided = app.wait(admin.decide_approval(&approval, Decision::Approve, Some(&code))).unwrap();
    assert!(matches!(decided, Outcome::Done(_)), "{decided:?}");
    // What waits for the viewer now is sealed for the key whose fingerprint was shown.
    app.wait(viewer.unlock(&code, 600)).unwrap();
    let waiting = app.wait(viewer.share(&share.coin, &share.id)).unwrap();
    assert_eq!(waiting.state, ShareState::Active);
    let keychain = waiting.keychain.unwrap();
    assert_eq!(keychain.to_pub_key, pub_shown);
    app.must_not_see(&right);
}

#[test]
fn a_session_that_ends_before_the_share_leaves_everything_typed_but_the_passphrase() {
    let mut app = dialog_of("Operations hot");
    to_permissions(&mut app, VIEWER);
    app.type_into("Message", "For the month-end payments");
    to_check(&mut app, &["Spend"]);
    let right = passphrase(&mut app);
    app.type_into("Wallet passphrase", &right);
    app.control().revoke_sessions();
    app.click("Share wallet");
    app.wait_for_words("Your session in Sandbox has ended.");
    app.click(crate::harness::OWNER);
    app.give_code();
    app.wait_for_words("Nothing was shared.");
    app.click("Edit and retry the share that was not made…");
    look_up_again(&mut app);
    assert_eq!(app.typed("Message"), "For the month-end payments");
    to_check(&mut app, &[]);
    assert_eq!(app.typed("Wallet passphrase"), "");
    assert!(shares_of(&mut app, "Operations hot").is_empty());
}

/// The check shows one person and sends to that person, also where another one is looked up after another login.
#[test]
fn a_session_that_ends_at_the_check_leaves_no_check_of_another_person() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let start = Start { approvals_every: every, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(crate::harness::OWNER);
    open_dialog(&mut app, "Wound-down fund");
    to_permissions(&mut app, VIEWER);
    to_check(&mut app, &[]);
    // The other one, then the same one again: what is shown is of the key that was looked up last.
    for _ in 0..2 {
        app.control().revoke_sessions();
        app.wait_for_words("Your session in Sandbox has ended.");
        app.click(crate::harness::OWNER);
        app.give_code();
        look_up(&mut app, ADMIN);
        app.must_not_see("API request");
        to_permissions(&mut app, ADMIN);
        to_check(&mut app, &[]);
        app.must_see("Marcus Adeyemi");
        app.must_not_see("Hana Kimura");
    }
    app.click("Share wallet");
    app.wait_for_words("Marcus Adeyemi can accept it now.");
    let session = app.api_of("admin");
    let shares = app.wait(session.shares()).unwrap();
    assert!(shares.incoming.iter().any(|share| share.wallet_label == "Wound-down fund"));
}

/// A new session knows nobody yet.
fn look_up_again(app: &mut Harness) {
    app.click("Look up");
    app.wait_until_gone("in progress");
    app.wait_for("Invitation");
}
