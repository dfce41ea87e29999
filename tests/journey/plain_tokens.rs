//! A session's token in plain text, where an encrypted one came before: it is refused, at the next start of the program too,
//! until the person agrees to it. Who has never been given an encrypted one is asked nothing.

use std::path::Path;

use countersign::app::Start;
use countersign::sandbox::{ONE_TIME_CODE, SandboxOptions};
use countersign::store::ledger::{Ledger, LedgerPlace};
use egui::accesskit::Role;
use rusqlite::Connection;

use crate::folder;
use crate::harness::{Harness, OWNER};
use crate::support::sessions::COMPLIANCE;

const REFUSED: &str = "BitGo sent this session's token unencrypted, so it was not used";
const BEFORE: &str = "at an earlier login, this account was given an encrypted one here";
const UNWRITTEN: &str = "This computer could not remember that your session's token came encrypted";
const ACCEPT: &str = "Accept an unencrypted token";

fn with_ledger_in(file: &Path, sandbox: Option<SandboxOptions>) -> Harness {
    Harness::open_with(Start { ledger: LedgerPlace::at(file.to_owned()), ..Start::afresh(sandbox) })
}

fn send_code(app: &mut Harness) {
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Log in");
}

/// The same server under the same ledger, at another start of the program.
fn at_the_same_server(first: &mut Harness, file: &Path, (email, password): (&str, &str)) -> Harness {
    let (url, xpub) = (first.sandbox().url.to_string(), first.sandbox().server_xpub.clone());
    let mut app = with_ledger_in(file, None);
    app.click_role(Role::RadioButton, "Custom");
    app.type_into("Web address", &url);
    app.type_into("Server xpub", &xpub);
    app.type_into("Email", email);
    app.type_into("Password", password);
    app.click("Log in");
    app.wait_for("One-time code");
    app
}

#[test]
fn a_plain_token_after_encrypted_ones_is_refused_across_starts_until_the_person_agrees() {
    let file = folder::fresh("plain-tokens").join("tokens.sqlite3");
    let mut first = with_ledger_in(&file, Some(SandboxOptions::default()));
    first.wait_for_words("Olivia Brandt");
    first.log_in(OWNER);
    first.must_not_see(ACCEPT);
    let owner = first.sandbox().accounts[0].clone();
    let owner = (owner.email.as_str(), owner.password.as_str());
    first.control().give_plain_tokens(true);

    let mut app = at_the_same_server(&mut first, &file, owner);
    let questions = "GET /api/v2/user/session";
    let asked = first.control().requests(questions);
    app.must_not_see(ACCEPT);
    send_code(&mut app);
    app.wait_for_words(REFUSED);
    let said = app.text_with(REFUSED);
    assert!(said.contains(BEFORE) && said.contains("ask BitGo support"), "{said}");
    assert_eq!(first.control().requests(questions), asked, "the token was used");
    app.must_see("Whoever can read the traffic on the way can then use your session.");
    assert!(!app.is_ticked(ACCEPT));
    assert_eq!(app.typed("One-time code"), "");

    // Another account is offered nothing. Without the tick nothing changes.
    send_code(&mut app);
    app.wait_until_gone("Logging in…");
    app.must_see(REFUSED);
    app.click("Back to email and password");
    app.wait_for("Email");
    app.must_see(ACCEPT);
    app.type_into("Email", "admin@treasury.example");
    app.must_not_see(ACCEPT);
    app.type_into("Email", owner.0);
    app.click(ACCEPT);
    app.type_into("Password", owner.1);
    app.click("Log in");
    app.wait_for("One-time code");
    assert!(app.is_ticked(ACCEPT));
    send_code(&mut app);
    app.wait_for("Log out");
    drop(app);

    // From then on a plain one is taken, until an encrypted one comes again.
    let mut app = at_the_same_server(&mut first, &file, owner);
    send_code(&mut app);
    app.wait_for("Log out");
    first.control().give_plain_tokens(false);
    drop(app);
    let mut app = at_the_same_server(&mut first, &file, owner);
    send_code(&mut app);
    app.wait_for("Log out");
    first.control().give_plain_tokens(true);
    drop(app);
    let mut app = at_the_same_server(&mut first, &file, owner);
    send_code(&mut app);
    app.wait_for_words(REFUSED);
    drop(app);
    folder::remove(&file);
}

#[test]
fn agreeing_to_a_plain_token_at_one_server_is_no_agreement_for_another() {
    let file = folder::fresh("two-servers").join("tokens.sqlite3");
    let mut servers = [(), ()].map(|()| {
        let mut server = with_ledger_in(&file, Some(SandboxOptions::default()));
        server.wait_for_words("Olivia Brandt");
        server.log_in(OWNER);
        server.control().give_plain_tokens(true);
        server
    });
    let owner = servers[0].sandbox().accounts[0].clone();
    let addresses = [0, 1].map(|of| {
        let server = servers[of].sandbox();
        (server.url.to_string(), server.server_xpub.clone())
    });
    let mut app = at_the_same_server(&mut servers[0], &file, (&owner.email, &owner.password));
    send_code(&mut app);
    app.wait_for_words(REFUSED);
    app.click(ACCEPT);
    app.click("Back to email and password");
    app.wait_for("Email");
    assert!(app.is_ticked(ACCEPT));

    let (url, xpub) = &addresses[1];
    app.type_into("Web address", url);
    app.type_into("Server xpub", xpub);
    app.must_not_see(ACCEPT);
    app.type_into("Password", &owner.password);
    app.click("Log in");
    app.wait_for("One-time code");
    app.must_not_see(ACCEPT);
    send_code(&mut app);
    app.wait_for_words(REFUSED);
    assert!(!app.is_ticked(ACCEPT));
    app.must_not_see("Log out");
    drop(app);
    folder::remove(&file);
}

#[test]
fn who_has_no_key_gets_a_plain_token_and_is_asked_nothing() {
    let file = folder::fresh("no-key").join("tokens.sqlite3");
    let mut first = with_ledger_in(&file, Some(SandboxOptions::default()));
    first.wait_for_words("Olivia Brandt");
    first.log_in(OWNER);
    for _ in 0..2 {
        let mut app = at_the_same_server(&mut first, &file, COMPLIANCE);
        send_code(&mut app);
        app.wait_for("Log out");
    }
    folder::remove(&file);
}

#[test]
fn a_ledger_that_cannot_tell_is_no_reason_to_take_a_plain_token() {
    let file = folder::fresh("damaged-ledger").join("tokens.sqlite3");
    std::fs::write(&file, "no ledger").unwrap();
    let mut app = with_ledger_in(&file, Some(SandboxOptions::default()));
    app.wait_for_words("Olivia Brandt");
    app.type_into("Email", COMPLIANCE.0);
    app.type_into("Password", COMPLIANCE.1);
    app.click("Log in");
    app.wait_for("One-time code");
    send_code(&mut app);
    app.wait_for_words(REFUSED);
    app.must_see("the token ledger on this computer cannot be read to tell");
    app.click(ACCEPT);
    send_code(&mut app);
    app.wait_for("Log out");
    drop(app);
    folder::remove(&file);
}

#[test]
fn a_login_that_the_ledger_does_not_take_down_is_told_of() {
    let file = folder::fresh("unwritten-login").join("tokens.sqlite3");
    drop(Ledger::open(&LedgerPlace::at(file.clone())));
    let full =
        "CREATE TRIGGER full BEFORE INSERT ON encrypted_login BEGIN SELECT RAISE(FAIL, 'no room'); END";
    let elsewhere = Connection::open(&file).unwrap();
    elsewhere.execute_batch(full).unwrap();
    let mut app = with_ledger_in(&file, Some(SandboxOptions::default()));
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app.wait_for_words(UNWRITTEN);
    let said = app.text_with(UNWRITTEN);
    assert!(
        said.contains("The token history could not be read or saved") && said.contains("no room"),
        "{said}"
    );
    app.click_role(Role::Button, "Settings");
    app.must_see(UNWRITTEN);
    app.click("Hide login warning");
    app.must_not_see(UNWRITTEN);

    // The next login finds the ledger as it should be.
    app.click("Log out");
    app.wait_for("Email");
    app.log_in(OWNER);
    app.must_see(UNWRITTEN);
    elsewhere.execute_batch("DROP TRIGGER full").unwrap();
    app.click("Log out");
    app.wait_for("Email");
    app.log_in(OWNER);
    app.must_not_see(UNWRITTEN);
    drop((app, elsewhere));
    folder::remove(&file);
}
