//! A viewer becomes a spender, as three people through their screens: the owner shares, the second admin approves, and
//! the other accepts with a passphrase of their own, which then opens the wallet's key. Nothing secret is sent or logged.

use countersign::bitgo::envelope;
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use secrecy::ExposeSecret;

use crate::create_share::{look_up, open_dialog, passphrase, to_check};
use crate::desk::{ADMIN, Desk, OWNER};
use crate::log;

const VIEWER: &str = "Hana Kimura, viewer";
const VIEWERS_EMAIL: &str = "viewer@treasury.example";
const VIEWERS_PASSWORD: &str = "sandbox-viewer-3";
const NEW_PASSPHRASE: &str = "planted amber lanterns over nine quiet harbours";

/// The owner shares this wallet with the viewer, who is to spend. Where the wallet passphrase was asked for, says the
/// fingerprint of the viewer's key that was shown.
fn share(desk: &mut Desk, label: &str, is_alone: bool) -> Option<String> {
    open_dialog(desk, label);
    look_up(desk, VIEWERS_EMAIL);
    desk.click("Continue to permissions");
    to_check(desk, &["View", "Spend"]);
    let right = passphrase(desk);
    let mut fingerprint = None;
    if desk.sees("Wallet passphrase") {
        desk.must_see("Fingerprint of their key");
        fingerprint = desk.stage.labels().into_iter().find(|label| is_fingerprint(label));
        assert!(fingerprint.is_some(), "{}", desk.screen());
        desk.type_into("Wallet passphrase", &right);
    }
    desk.click("Share wallet");
    let waits = "Waits for another admin's approval: Marcus Adeyemi.";
    desk.wait_for_words(if is_alone { "Shared. Hana Kimura can accept it now." } else { waits });
    fingerprint
}

/// Eight groups of four hex digits.
fn is_fingerprint(text: &str) -> bool {
    let groups: Vec<&str> = text.split(' ').collect();
    groups.len() == 8 && groups.iter().all(|it| it.len() == 4 && it.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Another person comes to the same computer.
fn change_to(desk: &mut Desk, person: &str) {
    desk.click("Log out");
    desk.wait_for(person);
    desk.log_in(person);
}

fn approve(desk: &mut Desk, label: &str) {
    desk.click_role(Role::Button, "Approvals");
    desk.wait_for("Filter approvals");
    desk.wait_until_gone("in progress");
    desk.type_into("Filter approvals", label);
    let row = desk.text_from("Let Hana Kimura");
    desk.click(&row);
    desk.wait_for("Approve…");
    desk.wait_until_gone("Reading what it has to be checked against");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Approved: Let Hana Kimura");
}

fn accept(desk: &mut Desk, label: &str, fingerprint: Option<&str>) {
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Incoming (");
    desk.wait_until_gone("in progress");
    desk.click(label);
    let Some(fingerprint) = fingerprint else {
        desk.click("Accept…");
        desk.click("Accept share");
        desk.wait_for_words(&format!("You are on “{label}” now."));
        return;
    };
    desk.wait_for_words("unlock the session with your one-time code");
    desk.click("Accept…");
    desk.wait_for("One-time code");
    desk.unlock_session();
    desk.wait_for("Login password");
    desk.must_see("Ask Olivia Brandt to read you the fingerprint they saw for your key. It must equal:");
    desk.must_see(fingerprint);
    desk.type_into("Login password", VIEWERS_PASSWORD);
    desk.type_into("New wallet passphrase", NEW_PASSPHRASE);
    desk.type_into("Repeat the passphrase", NEW_PASSPHRASE);
    desk.click("Accept with this passphrase");
    desk.wait_for_words(&format!("You are on “{label}” now."));
}

fn wallet_of(desk: &mut Desk, label: &str) -> Wallet {
    desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// What the viewer's key of this wallet opens to with the new passphrase.
fn opened(desk: &mut Desk, wallet: &Wallet) -> Option<String> {
    let viewer = desk.api_of("viewer");
    let wallet = desk.wait(viewer.wallet(&wallet.coin, &wallet.id)).unwrap();
    let key = desk.wait(viewer.user_key(&wallet)).unwrap()?;
    let sealed = key.encrypted_prv.as_ref()?.expose_secret();
    Some(envelope::decrypt(sealed, NEW_PASSPHRASE).unwrap().expose_secret().to_owned())
}

fn becomes_a_spender(label: &str, has_key: bool, is_alone: bool) {
    let mut desk = Desk::open();
    desk.control().keep_bodies();
    desk.log_in(OWNER);
    let fingerprint = share(&mut desk, label, is_alone);
    assert_eq!(fingerprint.is_some(), has_key, "{label}");
    let wallet_passphrase = passphrase(&mut desk);
    if !is_alone {
        change_to(&mut desk, ADMIN);
        approve(&mut desk, label);
    }
    change_to(&mut desk, VIEWER);
    accept(&mut desk, label, fingerprint.as_deref());
    let wallet = wallet_of(&mut desk, label);
    let viewer = desk.api_of("viewer").user().id.clone();
    let held = wallet.for_sharing().permissions_of(&viewer).cloned().unwrap();
    assert_eq!(
        held.to_string().split(',').collect::<std::collections::BTreeSet<_>>(),
        ["spend", "view"].into()
    );
    let key = opened(&mut desk, &wallet);
    assert_eq!(key.is_some(), has_key, "{label}");
    let (sent, logged) = (desk.control().kept_bodies(), log::so_far());
    assert!(
        sent.contains("permissions") && sent.contains("accepted"),
        "nothing was kept, so nothing was searched"
    );
    let mut secrets = vec![NEW_PASSPHRASE, wallet_passphrase.as_str(), VIEWERS_PASSWORD, "xprv"];
    secrets.extend(key.as_deref());
    for secret in secrets {
        assert!(!sent.contains(secret), "{label}: a secret was sent");
        assert!(!logged.contains(secret), "{label}: a secret was logged");
        desk.must_not_see(secret);
    }
}

#[test]
fn on_a_hot_wallet() {
    becomes_a_spender("Gas station", true, false);
}

#[test]
fn on_a_cold_wallet_of_one_admin_nobody_approves_and_no_key_is_handed_over() {
    becomes_a_spender("Fork proceeds", false, true);
}

#[test]
fn on_a_wallet_whose_key_is_in_parts() {
    becomes_a_spender("Fee account", true, false);
}

#[test]
fn through_express_which_does_the_work_with_keys() {
    let mut desk = Desk::with_express();
    desk.come_through_express("owner");
    assert!(share(&mut desk, "Gas station", false).is_some());
    desk.click("Log out");
    desk.wait_for("Log in");
    desk.click_role(Role::RadioButton, "Sandbox");
    desk.click_role(Role::RadioButton, "E-mail and password");
    desk.wait_for(ADMIN);
    desk.log_in(ADMIN);
    approve(&mut desk, "Gas station");
    desk.click("Log out");
    desk.wait_for("Log in");
    desk.come_through_express("viewer");
    desk.click_role(Role::Button, "Shares");
    desk.click("Gas station");
    desk.wait_for_words("unlock the session with your one-time code");
    desk.click("Accept…");
    desk.unlock_session();
    desk.wait_for("Login password");
    desk.must_see("are sent to your own Express server at 127.0.0.1");
    desk.type_into("Login password", VIEWERS_PASSWORD);
    desk.type_into("New wallet passphrase", NEW_PASSPHRASE);
    desk.type_into("Repeat the passphrase", NEW_PASSPHRASE);
    desk.click("Accept with this passphrase");
    desk.wait_for_words("You are on “Gas station” now.");
    let wallet = wallet_of(&mut desk, "Gas station");
    assert!(opened(&mut desk, &wallet).is_some_and(|key| key.starts_with("xprv")));
}
