//! No secret is where it does not belong: not on the screen, not in what screen readers get, not in the log, not in
//! any `Debug`, not in the settings file.

use std::fs;
use std::time::Duration;

use countersign::app::{Route, Start};
use countersign::bitgo::login::Credentials;
use countersign::kit::secret::SecretBuffer;
use countersign::panels::{login, token_creator};
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::ledger::LedgerPlace;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;

use crate::desk::{ADMIN, Desk, OWNER};
use crate::support::panels;
use crate::{folder, log};

const PASSWORD: &str = "planted-password-7d1f";
const CODE: &str = "7731905";
const TOKEN: &str = "v2xfeedc0ffee11feedc0ffee11feedc0ffee11feedc0ffee11feedc0ffee11feed";

#[test]
fn planted_secrets_are_found_nowhere_after_they_were_sent() {
    let settings = folder::fresh("secrets").join("settings.json");
    let mut desk = Desk::open_with(Start {
        settings: SettingsFile::at(settings.clone()),
        ledger: LedgerPlace::at(settings.with_file_name("tokens.db")),
        ..Start::afresh(Some(SandboxOptions::default()))
    });
    desk.wait_for_words("Olivia Brandt");

    offer_wrong_secrets(&mut desk);
    desk.log_in(OWNER);
    let created = create_a_token(&mut desk);
    let password = desk.sandbox().accounts[0].password.clone();
    let secrets = [PASSWORD, CODE, TOKEN, created.as_str(), password.as_str()];
    // Every panel, also after pressing undo in the fields that held them.
    panels::visit_every(&mut desk, |desk, _| assert_none_seen(desk, &secrets));
    panels::open(&mut desk, Route::TokenCreator.panel());
    desk.click("Show one-time code");
    desk.stage.harness().step();
    undo_in(&mut desk, "One-time code");
    assert_none_seen(&desk, &secrets);
    desk.click("Log out");
    desk.wait_for("E-mail");
    desk.click("Show password");
    undo_in(&mut desk, "Password");
    assert_none_seen(&desk, &secrets);

    // The log of everything, egui's memory, and the file.
    std::thread::sleep(Duration::from_millis(100));
    let logged = log::so_far();
    assert!(logged.contains("the sandbox is listening"), "nothing was logged, so nothing was searched");
    let kept = fs::read_to_string(&settings).unwrap();
    assert!(kept.contains("Sandbox"));
    // The ledger with whatever lies beside it, as bytes.
    let folder = settings.parent().unwrap();
    let ledger: Vec<u8> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && *path != settings)
        .flat_map(|path| fs::read(path).unwrap_or_default())
        .collect();
    let ledger = String::from_utf8_lossy(&ledger);
    assert!(ledger.contains("asked"), "nothing was written down, so nothing was searched");
    for secret in secrets {
        assert!(!ledger.contains(secret), "the ledger holds a secret");
        assert!(!logged.contains(secret), "the log holds a secret");
        assert!(!kept.contains(secret), "the settings hold a secret");
    }
    assert!(!logged.to_lowercase().contains("bearer"), "the log holds a bearer header");
    folder::remove(&settings);
}

/// A password, a code and a token that are none.
fn offer_wrong_secrets(desk: &mut Desk) {
    desk.type_into("E-mail", "owner@treasury.example");
    desk.type_into("Password", PASSWORD);
    desk.must_not_see(PASSWORD);
    desk.click("Show password");
    desk.must_see(PASSWORD);
    desk.click("Log in");
    desk.wait_for_words("is wrong");
    desk.must_not_see(PASSWORD);
    desk.click(OWNER);
    desk.click("Log in");
    desk.wait_for("One-time code");
    desk.type_into("One-time code", CODE);
    desk.must_not_see(CODE);
    desk.click("Log in");
    desk.wait_for_words("was not accepted");
    desk.must_not_see(CODE);
    desk.click("Back to e-mail and password");
    desk.click_role(Role::RadioButton, "Access token");
    desk.type_into("Access token", TOKEN);
    desk.must_not_see(TOKEN);
    desk.click("Log in");
    desk.wait_for_words("belongs to another environment");
    desk.must_not_see(TOKEN);
    desk.click_role(Role::RadioButton, "E-mail and password");
}

/// Makes a token, the second time with the right code, and returns it.
fn create_a_token(desk: &mut Desk) -> String {
    desk.open_creator();
    desk.type_into("Label", "secretive");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", CODE);
    desk.must_not_see(CODE);
    desk.click("Create token");
    desk.wait_for_words("was not accepted");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Create token");
    desk.wait_for("Access token created");
    let created = desk.copy_token();
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    created
}

fn assert_none_seen(desk: &Desk, secrets: &[&str]) {
    for secret in secrets {
        desk.must_not_see(secret);
    }
}

/// Presses undo many times in a field: what was wiped must not come back.
fn undo_in(desk: &mut Desk, field: &str) {
    desk.type_into(field, "x");
    for _ in 0..12 {
        desk.stage.press_with(egui::Modifiers::COMMAND, egui::Key::Z);
    }
    assert!(desk.typed(field).len() <= 1, "undo brought back: {}", desk.typed(field));
}

#[test]
fn what_leaves_a_field_of_another_person_stays_away() {
    let mut desk = Desk::open();
    desk.type_into("Password", PASSWORD);
    desk.click_role(Role::RadioButton, "Access token");
    desk.click_role(Role::RadioButton, "E-mail and password");
    desk.click_role(Role::RadioButton, "Production");
    assert_eq!(desk.typed("Password"), "", "a password went along to another environment");
    desk.click_role(Role::RadioButton, "Sandbox");
    desk.click(ADMIN);
    desk.must_not_see(PASSWORD);
}

#[test]
fn debug_says_nothing() {
    let mut typed = SecretBuffer::default();
    typed.fill(PASSWORD);
    let mut login = login::State::default();
    login.fill_in("owner@treasury.example", PASSWORD);
    let environment = countersign::bitgo::environment::Environment::test();
    let asked = login.submit(environment);
    let credentials = Credentials {
        email: "owner@treasury.example".into(),
        password: PASSWORD.into(),
        code: Some(CODE.into()),
    };
    let creation = token_creator::Request::Done;
    for said in
        [format!("{typed:?}"), format!("{asked:?}"), format!("{credentials:?}"), format!("{creation:?}")]
    {
        assert!(!said.contains(PASSWORD) && !said.contains(CODE), "{said}");
    }
    let mut desk = Desk::at_work();
    let session = desk.api();
    let said = format!("{session:?} {:?} {:?}", session.token(), session.client());
    assert!(!said.contains(session.token().expose()), "{said}");
    let wrong = Credentials {
        email: "owner@treasury.example".into(),
        password: PASSWORD.into(),
        code: Some(CODE.into()),
    };
    let client = desk.client();
    let error = desk.wait(countersign::bitgo::login::login(&client, wrong)).unwrap_err();
    let said = format!("{error:?} {error}");
    assert!(!said.contains(PASSWORD) && !said.contains(CODE), "{said}");
}
