//! The new passphrase of a share with a key: how strong it is, where it is kept, and that it is not lost.

use std::time::{Duration, Instant};

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::keychain::Keychain;
use countersign::store::secret_place;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;
use secrecy::ExposeSecret;

use crate::harness::Harness;
use crate::log;
use crate::shares::{ADMIN_PASSWORD, ANSWER, PASSPHRASE, WITH_KEY, at_the_form, at_the_form_with, fill};

#[test]
fn a_weak_passphrase_and_the_login_password_want_a_tick() {
    let mut app = at_the_form();
    fill(&mut app, ADMIN_PASSWORD, "treasury1");
    app.must_see("Strength: weak");
    app.wait_for_words("It alone protects the key");
    assert!(!app.is_enabled("Accept with this passphrase"));
    fill(&mut app, ADMIN_PASSWORD, ADMIN_PASSWORD);
    app.wait_for_words("This is your login password.");
    app.must_see("Confirm 1 warning");
    app.type_into("Repeat the passphrase", "something else");
    app.must_see("The passphrases do not match.");
    app.type_into("Repeat the passphrase", ADMIN_PASSWORD);
    app.stage.tick_every_warning().unwrap();
    assert!(app.is_enabled("Accept with this passphrase"));
    app.type_into("New wallet passphrase", PASSPHRASE);
    app.type_into("Repeat the passphrase", PASSPHRASE);
    app.must_not_see("Confirm 1 warning");
    assert_eq!(app.control().requests(ANSWER), 0);
}

#[test]
fn a_generated_passphrase_is_kept_before_it_is_used() {
    let mut app = at_the_form();
    app.type_into("Login password", ADMIN_PASSWORD);
    app.click("Generate a passphrase");
    app.wait_for_words("Strength: very strong");
    app.wait_for_words("The generated passphrase is not saved yet.");
    assert!(!app.is_enabled("Accept with this passphrase"));
    app.click("Show new wallet passphrase");
    let shown = app.typed("New wallet passphrase");
    assert_eq!(shown.len(), 35, "{shown}");
    app.click("Hide new wallet passphrase");
    app.must_not_see(&shown);
    app.wait_for("Save to keychain");
    app.click("Save to keychain");
    app.wait_for_words("Saved to keychain as “Exchange float”");
    app.must_not_see("kept nowhere");
    app.click("Save to file…");
    app.wait_for_words("Print it, lock the paper away");
    let suggested = secret_place::suggested("wallet-passphrase.txt").display().to_string();
    assert_eq!(app.typed("File"), suggested);
    let folder = crate::folder::fresh("passphrase");
    let path = folder.join("passphrase.txt");
    app.type_into("File", path.to_str().unwrap());
    app.click("Save file");
    app.wait_for_words("Saved to ");
    app.click("Done");
    let printed = std::fs::read_to_string(&path).unwrap();
    assert!(printed.contains(&format!("Passphrase: {shown}")) && printed.contains("Wallet: Exchange float"));
    crate::folder::remove(&path);
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    app.click_role(Role::Button, "Done");
    assert!(!log::so_far().contains(&shown), "the log holds the passphrase");
}

#[test]
fn a_passphrase_is_not_kept_by_the_keychain_taking_the_one_before() {
    let keychain = Keychain::in_memory();
    let start = Start { keychain: keychain.clone(), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = at_the_form_with(start);
    app.click("Generate a passphrase");
    app.wait_for("Save to keychain");
    let asks_for_password = keychain.hold();
    app.click("Save to keychain");
    app.wait_for_words("The system may ask for the keychain's password.");
    fill(&mut app, ADMIN_PASSWORD, PASSPHRASE);
    app.wait_until_gone("The system may ask for the keychain's password.");
    assert!(app.is_enabled("Save to keychain"), "the new one has to wait for the one before");
    drop(asks_for_password);
    let origin = app.client().environment().origin();
    let deadline = Instant::now() + Duration::from_secs(10);
    while keychain.of_passphrases().read(&origin, WITH_KEY).unwrap().is_none() {
        assert!(Instant::now() < deadline, "the one before was never taken");
        app.stage.harness().step();
    }
    app.stage.settle();
    app.must_not_see("Kept in the keychain");
    app.type_into("Name in the keychain", "Exchange float, the new one");
    app.click("Save to keychain");
    app.wait_for_words("Saved to keychain as “Exchange float, the new one”");
    let kept = keychain.of_passphrases().read(&origin, "Exchange float, the new one").unwrap().unwrap();
    assert_eq!(kept.expose_secret(), PASSPHRASE);
}

/// The share is taken with a generated passphrase that was said to be written down.
fn taken_with_a_generated_passphrase(start: Start) -> Harness {
    let mut app = at_the_form_with(start);
    app.type_into("Login password", ADMIN_PASSWORD);
    app.click("Generate a passphrase");
    app.wait_for_words("The generated passphrase is not saved yet.");
    app.stage.tick_every_warning().unwrap();
    app.click("Accept with this passphrase");
    app.wait_for_words("You now have access to “Exchange float”.");
    app
}

#[test]
fn with_the_keychain_off_a_passphrase_goes_to_a_file_alone() {
    let settings = crate::folder::fresh("keychain-off").join("settings.json");
    std::fs::write(&settings, r#"{"useKeychain": false}"#).unwrap();
    let start = Start::afresh(Some(SandboxOptions::default()));
    let mut app = at_the_form_with(Start { settings: SettingsFile::at(settings.clone()), ..start });
    app.type_into("Login password", ADMIN_PASSWORD);
    app.click("Generate a passphrase");
    app.wait_for_words("The keychain is turned off in Settings");
    app.wait_for("Save to file…");
    for offered in ["Save to keychain", "Name in the keychain", "Look for the keychain again"] {
        app.must_not_see(offered);
    }
    crate::folder::remove(&settings);
}

#[test]
fn a_generated_passphrase_outlives_its_session_until_it_is_kept() {
    // The approvals are read again by themselves, and meet the end of the session.
    let every = Duration::from_millis(300);
    let keychain = Keychain::in_memory();
    let start = Start::afresh(Some(SandboxOptions::default()));
    let start = Start { approvals_every: every, keychain: keychain.clone(), ..start };
    let mut app = taken_with_a_generated_passphrase(start);
    let origin = app.client().environment().origin();
    app.control().revoke_sessions();
    app.wait_for_words("Your session in Sandbox has ended.");
    app.must_see("You now have access to “Exchange float”.");
    app.click("Save to keychain");
    app.wait_for("Email");
    app.must_see("Your session in Sandbox has ended.");
    let kept = keychain.of_passphrases().read(&origin, WITH_KEY).unwrap().unwrap();
    assert_eq!(kept.expose_secret().len(), 35);
}

#[test]
fn a_log_out_waits_for_the_generated_passphrase() {
    let mut app = taken_with_a_generated_passphrase(Start::afresh(Some(SandboxOptions::default())));
    // The dialog lies over the top bar, but the finder leads away from it.
    app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
    app.click("Go to settings");
    app.click("Log out");
    app.wait_for_words("Save the passphrase before you log out");
    app.must_see("You now have access to “Exchange float”.");
    app.click("Done, I have the passphrase");
    app.click("Log out");
    app.wait_for("Email");
}
