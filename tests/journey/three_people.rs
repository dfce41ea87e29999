//! A viewer becomes a spender, as three people through their screens: the owner shares, the second admin approves, and
//! the other accepts with a passphrase of their own, which then opens the wallet's key. Nothing secret is sent or logged.

use countersign::bitgo::envelope;
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use secrecy::ExposeSecret;

use crate::create_share::{look_up, open_dialog, passphrase, to_check};
use crate::harness::{ADMIN, Harness, OWNER};
use crate::log;

const VIEWER: &str = "Hana Kimura, viewer";
const VIEWERS_EMAIL: &str = "viewer@treasury.example";
const VIEWERS_PASSWORD: &str = "sandbox-viewer-3";
const NEW_PASSPHRASE: &str = "planted amber lanterns over nine quiet harbours";

/// The owner shares this wallet with the viewer, who is to spend. Where the wallet passphrase was asked for, says the
/// fingerprint of the viewer's key that was shown.
fn share(app: &mut Harness, label: &str, is_alone: bool) -> Option<String> {
    open_dialog(app, label);
    look_up(app, VIEWERS_EMAIL);
    app.click("Continue to permissions");
    to_check(app, &["View", "Spend"]);
    let right = passphrase(app);
    let mut fingerprint = None;
    if app.sees("Wallet passphrase") {
        fingerprint = app.stage.labels().into_iter().find(|label| is_fingerprint(label));
        assert_eq!(fingerprint.is_some(), app.sees("Fingerprint of their key"), "{}", app.screen());
        app.type_into("Wallet passphrase", &right);
    }
    app.click("Share wallet");
    let waits = "Pending approval: Marcus Adeyemi.";
    app.wait_for_words(if is_alone { "Shared. Hana Kimura can accept it now." } else { waits });
    fingerprint
}

/// Eight groups of four hex digits.
pub fn is_fingerprint(text: &str) -> bool {
    let groups: Vec<&str> = text.split(' ').collect();
    groups.len() == 8 && groups.iter().all(|it| it.len() == 4 && it.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Another person comes to the same computer.
fn change_to(app: &mut Harness, person: &str) {
    app.click("Log out");
    app.wait_for(person);
    app.log_in(person);
}

fn approve(app: &mut Harness, label: &str) {
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app.type_into("Filter approvals", label);
    let row = app.text_from("Add Hana Kimura to");
    app.click(&row);
    app.wait_for("Approve…");
    app.wait_until_gone("Reading what it has to be checked against");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: Add Hana Kimura to");
}

fn accept(app: &mut Harness, label: &str, fingerprint: Option<&str>) {
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Incoming (");
    app.wait_until_gone("in progress");
    app.click(label);
    let Some(fingerprint) = fingerprint else {
        app.click("Accept…");
        app.click("Accept share");
        app.wait_for_words(&format!("You now have access to “{label}”."));
        return;
    };
    app.wait_for_words("unlock the session with your one-time code");
    app.click("Accept…");
    app.wait_for("One-time code");
    app.unlock_session();
    app.wait_for("Login password");
    app.must_see("If Olivia Brandt shared it with Countersign, and not through Express, ask them to read you the fingerprint they saw for your key. It must match:");
    app.must_see(fingerprint);
    app.type_into("Login password", VIEWERS_PASSWORD);
    app.type_into("New wallet passphrase", NEW_PASSPHRASE);
    app.type_into("Repeat the passphrase", NEW_PASSPHRASE);
    app.click("Accept with this passphrase");
    app.wait_for_words(&format!("You now have access to “{label}”."));
}

fn wallet_of(app: &mut Harness, label: &str) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// What the viewer's key of this wallet opens to with the new passphrase.
fn opened(app: &mut Harness, wallet: &Wallet) -> Option<String> {
    let viewer = app.api_of("viewer");
    let wallet = app.wait(viewer.wallet(&wallet.coin, &wallet.id)).unwrap();
    let key = app.wait(viewer.user_key(&wallet)).unwrap()?;
    let sealed = key.encrypted_prv.as_ref()?.expose_secret();
    Some(envelope::decrypt(sealed, NEW_PASSPHRASE).unwrap().expose_secret().to_owned())
}

fn becomes_a_spender(label: &str, has_key: bool, is_alone: bool) {
    let mut app = Harness::open();
    app.control().keep_bodies();
    app.log_in(OWNER);
    let fingerprint = share(&mut app, label, is_alone);
    assert_eq!(fingerprint.is_some(), has_key, "{label}");
    let wallet_passphrase = passphrase(&mut app);
    if !is_alone {
        change_to(&mut app, ADMIN);
        approve(&mut app, label);
    }
    change_to(&mut app, VIEWER);
    accept(&mut app, label, fingerprint.as_deref());
    let wallet = wallet_of(&mut app, label);
    let viewer = app.api_of("viewer").user().id.clone();
    let held = wallet.for_sharing().permissions_of(&viewer).cloned().unwrap();
    assert_eq!(
        held.to_string().split(',').collect::<std::collections::BTreeSet<_>>(),
        ["spend", "view"].into()
    );
    let key = opened(&mut app, &wallet);
    assert_eq!(key.is_some(), has_key, "{label}");
    let (sent, logged) = (app.control().kept_bodies(), log::so_far());
    assert!(
        sent.contains("permissions") && sent.contains("accepted"),
        "nothing was kept, so nothing was searched"
    );
    let mut secrets = vec![NEW_PASSPHRASE, wallet_passphrase.as_str(), VIEWERS_PASSWORD, "xprv"];
    secrets.extend(key.as_deref());
    for secret in secrets {
        assert!(!sent.contains(secret), "{label}: a secret was sent");
        assert!(!logged.contains(secret), "{label}: a secret was logged");
        app.must_not_see(secret);
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
    let mut app = Harness::with_express();
    app.come_through_express("owner");
    assert_eq!(share(&mut app, "Gas station", false), None, "Express may encrypt for another key");
    app.click("Log out");
    app.click("Log out on this computer");
    app.wait_for("Log in");
    app.click_role(Role::RadioButton, "Sandbox");
    app.click_role(Role::RadioButton, "Email and password");
    app.wait_for(ADMIN);
    app.log_in(ADMIN);
    approve(&mut app, "Gas station");
    app.click("Log out");
    app.wait_for("Log in");
    app.come_through_express("viewer");
    app.click_role(Role::Button, "Shares");
    app.click("Gas station");
    app.wait_for_words("unlock the session with your one-time code");
    app.click("Accept…");
    app.unlock_session();
    app.wait_for("Login password");
    app.must_see("are sent to your own Express server at 127.0.0.1");
    assert!(!app.stage.labels().iter().any(|label| is_fingerprint(label)), "{}", app.screen());
    app.must_not_see("on this computer");
    app.type_into("Login password", VIEWERS_PASSWORD);
    app.type_into("New wallet passphrase", NEW_PASSPHRASE);
    app.type_into("Repeat the passphrase", NEW_PASSPHRASE);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Gas station”.");
    let wallet = wallet_of(&mut app, "Gas station");
    assert!(opened(&mut app, &wallet).is_some_and(|key| key.starts_with("xprv")));
}
