//! No secret is where it does not belong: not on the screen, not in what screen readers get, not in the log, not in
//! any `Debug`, not in the settings file.

use std::fs;
use std::time::Duration;

use countersign::app::{Route, Start};
use countersign::bitgo::login::Credentials;
use countersign::bitgo::plain_token::PlainToken;
use countersign::kit::secret::SecretBuffer;
use countersign::panels::{login, token_creator};
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::ledger::LedgerPlace;
use countersign::store::settings::SettingsFile;
use egui::accesskit::Role;

use crate::harness::{ADMIN, Harness, OWNER};
use crate::support::panels;
use crate::{folder, log};

const PASSWORD: &str = "planted-password-7d1f";
const CODE: &str = "7731905";
const TOKEN: &str = "v2xfeedc0ffee11feedc0ffee11feedc0ffee11feedc0ffee11feedc0ffee11feed";

#[test]
fn planted_secrets_are_found_nowhere_after_they_were_sent() {
    let settings = folder::fresh("secrets").join("settings.json");
    let mut app = Harness::open_with(Start {
        settings: SettingsFile::at(settings.clone()),
        ledger: LedgerPlace::at(settings.with_file_name("tokens.db")),
        ..Start::afresh(Some(SandboxOptions::default()))
    });
    app.wait_for_words("Olivia Brandt");

    offer_wrong_secrets(&mut app);
    app.log_in(OWNER);
    let created = create_a_token(&mut app);
    let password = app.sandbox().accounts[0].password.clone();
    let secrets = [PASSWORD, CODE, TOKEN, created.as_str(), password.as_str()];
    // Every panel, also after pressing undo in the fields that held them.
    panels::visit_every(&mut app, |app, _| assert_none_seen(app, &secrets));
    panels::open(&mut app, Route::TokenCreator.panel());
    app.click("Show one-time code");
    app.stage.harness().step();
    undo_in(&mut app, "One-time code");
    assert_none_seen(&app, &secrets);
    app.click("Log out");
    app.wait_for("Email");
    app.click("Show password");
    undo_in(&mut app, "Password");
    assert_none_seen(&app, &secrets);

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
fn offer_wrong_secrets(app: &mut Harness) {
    app.type_into("Email", "owner@treasury.example");
    app.type_into("Password", PASSWORD);
    app.must_not_see(PASSWORD);
    app.click("Show password");
    app.must_see(PASSWORD);
    app.click("Log in");
    app.wait_for_words("is wrong");
    app.must_not_see(PASSWORD);
    app.click(OWNER);
    app.click("Log in");
    app.wait_for("One-time code");
    app.type_into("One-time code", CODE);
    app.must_not_see(CODE);
    app.click("Log in");
    app.wait_for_words("was not accepted");
    app.must_not_see(CODE);
    app.click("Back to email and password");
    app.click_role(Role::RadioButton, "Access token");
    app.type_into("Access token", TOKEN);
    app.must_not_see(TOKEN);
    app.click("Log in");
    app.wait_for_words("belongs to another environment");
    app.must_not_see(TOKEN);
    app.click_role(Role::RadioButton, "Email and password");
}

/// Makes a token, the second time with the right code, and returns it.
fn create_a_token(app: &mut Harness) -> String {
    app.open_creator();
    app.type_into("Label", "secretive");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", CODE);
    app.must_not_see(CODE);
    app.click("Create token");
    app.wait_for_words("was not accepted");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Create token");
    app.wait_for("Access token created");
    let created = app.copy_token();
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.wait_until_gone("in progress");
    created
}

fn assert_none_seen(app: &Harness, secrets: &[&str]) {
    for secret in secrets {
        app.must_not_see(secret);
    }
}

/// Presses undo many times in a field: what was wiped must not come back.
fn undo_in(app: &mut Harness, field: &str) {
    app.type_into(field, "x");
    for _ in 0..12 {
        app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::Z);
    }
    assert!(app.typed(field).len() <= 1, "undo brought back: {}", app.typed(field));
}

#[test]
fn what_leaves_a_field_of_another_person_stays_away() {
    let mut app = Harness::open();
    app.type_into("Password", PASSWORD);
    app.click_role(Role::RadioButton, "Access token");
    app.click_role(Role::RadioButton, "Email and password");
    app.click_role(Role::RadioButton, "Production");
    assert_eq!(app.typed("Password"), "", "a password went along to another environment");
    app.click_role(Role::RadioButton, "Sandbox");
    app.click(ADMIN);
    app.must_not_see(PASSWORD);
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
        plain_token: PlainToken::default(),
    };
    let creation = token_creator::Request::Done;
    for said in
        [format!("{typed:?}"), format!("{asked:?}"), format!("{credentials:?}"), format!("{creation:?}")]
    {
        assert!(!said.contains(PASSWORD) && !said.contains(CODE), "{said}");
    }
    let mut app = Harness::at_work();
    let session = app.api();
    let said = format!("{session:?} {:?} {:?}", session.token(), session.client());
    assert!(!said.contains(session.token().expose()), "{said}");
    let wrong = Credentials {
        email: "owner@treasury.example".into(),
        password: PASSWORD.into(),
        code: Some(CODE.into()),
        plain_token: PlainToken::default(),
    };
    let client = app.client();
    let error = app.wait(countersign::bitgo::login::login(&client, wrong)).unwrap_err();
    let said = format!("{error:?} {error}");
    assert!(!said.contains(PASSWORD) && !said.contains(CODE), "{said}");
}
