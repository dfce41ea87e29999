//! Tokens that are kept in the keychain: on the login as cards, used with one press after a restart, forgotten one by one. What
//! is wrong with one is said on its card, and the screen never waits for the keychain.

use std::path::{Path, PathBuf};

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::keychain::{Availability, Keychain};
use countersign::store::ledger::LedgerPlace;
use egui::accesskit::Role;
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::creator::fill_in_a_payout_token;
use crate::folder;
use crate::harness::{Harness, OWNER};
use crate::login::make_token;

const KEEP: &str = "Keep in the keychain";
const CARDS: &str = "Tokens in the keychain";

/// A server that outlives the program that is tried, and what this machine keeps for that.
struct Machine {
    server: Harness,
    keychain: Keychain,
    ledger: PathBuf,
    origin: String,
}

impl Machine {
    fn new(name: &str) -> Self {
        let mut server = Harness::open();
        let client = server.client();
        let origin = client.environment().origin();
        let ledger = folder::fresh(name).join("tokens.sqlite3");
        Self { server, keychain: Keychain::in_memory(), ledger, origin }
    }

    /// A token of the owner, made beside the app: its value and ID.
    fn token(&mut self, label: &str) -> (String, String) {
        let session = self.server.api();
        make_token(&self.server, &session, label, "30 days", "")
    }

    /// The program as it starts here.
    fn start(&self) -> Harness {
        let (keychain, ledger) = (self.keychain.clone(), LedgerPlace::at(self.ledger.clone()));
        Harness::open_with(Start { keychain, ledger, ..Start::afresh(None) })
    }

    /// The program at this server, with a token to be pasted.
    fn at_the_server(&mut self) -> Harness {
        let mut app = self.start();
        let (url, xpub) = (self.server.sandbox().url.to_string(), self.server.sandbox().server_xpub.clone());
        app.click_role(Role::RadioButton, "Custom");
        app.type_into("Web address", &url);
        app.type_into("Server xpub", &xpub);
        app.click_role(Role::RadioButton, "Access token");
        app
    }

    /// Keeps a token, and leaves the program.
    fn keep(&mut self, value: &str) {
        let mut app = self.at_the_server();
        app.wait_for(KEEP);
        app.click(KEEP);
        app.log_in_with_token(value);
    }

    fn at_the_login(&self) -> Harness {
        let mut app = self.start();
        app.wait_for(CARDS);
        app
    }

    fn card(&self, verb: &str, label: &str) -> String {
        let host = self.origin.trim_start_matches("http://");
        let end = if verb == "Forget" { "…" } else { "" };
        format!("{verb} “{label}” in Custom ({host}){end}")
    }

    fn entry(&self, label: &str) -> Option<String> {
        let entry = self.keychain.read(&self.origin, label).unwrap();
        entry.map(|value| value.expose_secret().to_owned())
    }

    fn forget(&self, app: &mut Harness, label: &str) {
        app.click(&self.card("Forget", label));
        app.wait_for("Forget token");
        app.click("Forget token");
        app.wait_until_gone(&self.card("Forget", label));
        app.wait_until_gone("Deleting it from the keychain");
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.ledger.parent().unwrap_or(Path::new("")));
    }
}

#[test]
fn a_kept_token_logs_in_after_a_restart() {
    let mut machine = Machine::new("kept-restart");
    let (value, id) = machine.token("payout reader");
    machine.keep(&value);
    assert_eq!(machine.entry("payout reader").as_deref(), Some(value.as_str()));

    let mut app = machine.at_the_login();
    for words in ["payout reader", "Olivia Brandt", "Expires in ", "Not used here yet"] {
        app.must_see(words);
    }
    app.must_not_see(&value);
    app.click(&machine.card("Log in with", "payout reader"));
    app.wait_for("Log out");
    app.must_see("by token “payout reader”");
    drop(app);
    let app = machine.at_the_login();
    app.must_see("Last used ");
    app.must_not_see("Not used here yet");
    drop(app);

    let session = machine.server.api();
    machine.server.wait(session.delete_access_token(&id)).unwrap();
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "payout reader"));
    app.wait_for_words(
        "BitGo no longer takes “payout reader”: it was revoked, or a lifetime limit is used up.",
    );
    app.must_see(&machine.card("Forget", "payout reader"));
    app.must_not_see("Log out");
    machine.forget(&mut app, "payout reader");
    assert_eq!(machine.entry("payout reader"), None);
}

#[test]
fn it_is_kept_on_request_alone_under_a_name_of_ones_own_and_never_over_another() {
    let mut machine = Machine::new("kept-name");
    let (value, _) = machine.token("reports");
    let mut app = machine.at_the_server();
    app.wait_for(KEEP);
    app.log_in_with_token(&value);
    assert_eq!(machine.entry("reports"), None);
    drop(app);

    let mut app = machine.at_the_server();
    app.wait_for(KEEP);
    app.must_not_see(CARDS);
    app.click(KEEP);
    app.type_into("Name in the keychain", " night run ");
    app.log_in_with_token(&value);
    assert_eq!(machine.entry("night run").as_deref(), Some(value.as_str()));
    drop(app);

    // What is there under that name already stays, and the session says that its token was not kept.
    machine.keychain.save(&machine.origin, "reports", &SecretString::from("v2xsomebody-elses")).unwrap();
    let mut app = machine.at_the_server();
    app.wait_for(KEEP);
    app.click(KEEP);
    app.log_in_with_token(&value);
    app.wait_for_words("The access token was not kept: it stays in memory until you log out.");
    app.must_see("already has an entry named “reports”");
    assert_eq!(machine.entry("reports").as_deref(), Some("v2xsomebody-elses"));
    drop(app);
    // Nor is what another program made shown.
    let app = machine.at_the_login();
    app.must_see(&machine.card("Log in with", "night run"));
    app.must_not_see(&machine.card("Log in with", "reports"));
}

#[test]
fn an_entry_that_another_program_changed_or_deleted_is_refused() {
    let mut machine = Machine::new("kept-changed");
    let (value, _) = machine.token("payouts");
    machine.keep(&value);
    machine.keychain.delete(&machine.origin, "payouts").unwrap();
    let other = machine.token("another").0;
    machine.keychain.save(&machine.origin, "payouts", &SecretString::from(other.as_str())).unwrap();
    let questions = machine.server.control().requests("GET /api/v2/user/session");

    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "payouts"));
    app.wait_for_words("The entry “payouts” holds another token than was kept: another program changed it, so it was not used.");
    assert_eq!(machine.server.control().requests("GET /api/v2/user/session"), questions, "it was used");
    machine.forget(&mut app, "payouts");
    assert_eq!(machine.entry("payouts"), Some(other), "what another program put there was deleted");
    drop(app);

    machine.keychain.delete(&machine.origin, "payouts").unwrap();
    machine.keep(&value);
    machine.keychain.delete(&machine.origin, "payouts").unwrap();
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "payouts"));
    app.wait_for_words("The entry “payouts” is gone from the keychain.");
    machine.forget(&mut app, "payouts");
    app.must_not_see(CARDS);
}

#[test]
fn an_expired_token_and_one_of_somebody_else_say_so() {
    let mut machine = Machine::new("kept-bad");
    let (value, id) = machine.token("quarter");
    machine.keep(&value);
    machine.server.control().garble(&id, json!({ "id": "59cd72485007a239fb00282ed480da1f" }));
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "quarter"));
    app.wait_for_words("BitGo answers for another token than “quarter”, so it was not used.");
    app.must_not_see("Log out");
    drop(app);
    machine.server.control().garble(&id, json!({}));

    let user = machine.server.api().user().id.clone();
    machine
        .server
        .control()
        .garble(&user, json!({ "id": "59cd72485007a239fb00282ed480da20", "name": { "full": "Zora Quill" } }));
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "quarter"));
    app.wait_for_words("“quarter” belongs to ");
    app.must_see("not to Olivia Brandt, so it was not used.");
    app.must_not_see("Log out");
}

#[test]
fn cards_are_there_while_the_keychain_is_held_and_nobody_has_to_wait_for_it() {
    let mut machine = Machine::new("kept-held");
    let (value, _) = machine.token("slow one");
    machine.keep(&value);
    let held = machine.keychain.hold();
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "slow one"));
    app.wait_for_words("Waiting for the keychain. It may be asking for its password.");
    // Everything else can be done.
    app.click_role(Role::RadioButton, "Test");
    app.wait_for("Email");
    app.click("Stop waiting");
    app.wait_until_gone("Waiting for the keychain.");
    app.must_see(&machine.card("Log in with", "slow one"));
    drop(held);
    app.wait_until_enabled(&machine.card("Log in with", "slow one"));
    app.must_not_see("Log out");
    app.click(&machine.card("Log in with", "slow one"));
    app.wait_for("Log out");
    drop(app);

    // A session does not wait for its token to be kept.
    let mut app = machine.at_the_server();
    app.wait_for(KEEP);
    app.click(KEEP);
    app.type_into("Name in the keychain", "second name");
    let held = machine.keychain.hold();
    app.type_into("Access token", &value);
    app.click("Log in");
    app.wait_for("Log out");
    app.wait_for("Filter wallets");
    drop(held);
    app.wait_until_gone("in progress");
    assert_eq!(machine.entry("second name").as_deref(), Some(value.as_str()));
}

#[test]
fn they_are_forgotten_one_by_one() {
    let mut machine = Machine::new("kept-forget");
    for label in ["first", "second"] {
        let (value, _) = machine.token(label);
        machine.keep(&value);
    }
    let mut app = machine.at_the_login();
    app.click(&machine.card("Forget", "first"));
    app.must_see("Forget “first”?");
    app.must_see("The token keeps working: revoke it if nobody should use it.");
    app.click("Cancel");
    assert!(machine.entry("first").is_some());
    machine.forget(&mut app, "first");
    assert_eq!(machine.entry("first"), None);
    assert!(machine.entry("second").is_some());
    drop(app);
    let app = machine.at_the_login();
    app.must_see(&machine.card("Log in with", "second"));
    app.must_not_see(&machine.card("Log in with", "first"));
}

#[test]
fn without_a_keychain_the_token_stays_in_memory_and_the_login_says_so() {
    for (why, words, is_offered) in [
        (
            Availability::NoService,
            "No keychain service is running: the token stays in memory until you log out.",
            false,
        ),
        (
            Availability::NoKeychain,
            "The keychain service has no keychain yet: the token stays in memory",
            false,
        ),
        (
            Availability::NotOnThisSystem,
            "No supported keychain was found on this computer: the token stays",
            false,
        ),
        (Availability::Locked, KEEP, true),
    ] {
        let mut app = Harness::open_with(Start {
            keychain: Keychain::missing(why),
            ..Start::afresh(Some(SandboxOptions::default()))
        });
        app.wait_for_words("Olivia Brandt");
        let session = app.api();
        let (value, _) = make_token(&app, &session, "memory", "30 days", "");
        app.click_role(Role::RadioButton, "Access token");
        app.wait_for_words(words);
        assert_eq!(app.sees(KEEP), is_offered, "{words}");
        if is_offered {
            app.click(KEEP);
            app.must_see("The keychain is locked. Your system will ask for its password.");
        }
        app.log_in_with_token(&value);
        // One that stays locked takes nothing, and the session says so.
        assert_eq!(app.sees("The access token was not kept"), is_offered, "{words}: {}", app.screen());
    }
}

#[test]
fn what_the_creator_saves_is_on_the_login() {
    let start = Start { keychain: Keychain::in_memory(), ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.must_not_see(CARDS);
    app.log_in(OWNER);
    app.open_creator();
    fill_in_a_payout_token(&mut app, "treasury bot");
    app.click("Create token");
    app.wait_for("Access token created");
    app.click("Save to keychain");
    app.wait_for_words("Saved to the keychain as “treasury bot”");
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.click("Log out");
    app.wait_for(CARDS);
    app.click("Log in with “treasury bot” in Sandbox");
    app.wait_for("Log out");
    app.must_see("by token “treasury bot”");
}

#[test]
fn a_token_of_a_sandbox_that_has_ended_says_so() {
    let ledger = folder::fresh("kept-sandbox").join("tokens.sqlite3");
    let start = Start {
        keychain: Keychain::in_memory(),
        ledger: LedgerPlace::at(ledger.clone()),
        ..Start::afresh(Some(SandboxOptions::default()))
    };
    let mut first = Harness::open_with(start.clone());
    first.wait_for_words("Olivia Brandt");
    let session = first.api();
    let (value, _) = make_token(&first, &session, "demo", "30 days", "");
    first.click_role(Role::RadioButton, "Access token");
    first.wait_for(KEEP);
    first.click(KEEP);
    first.log_in_with_token(&value);
    drop(first);
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.click("Log in with “demo” in Sandbox");
    app.wait_for_words("“demo” belongs to a sandbox that has ended, and ended with it.");
    app.click("Forget “demo” in Sandbox…");
    app.click("Forget token");
    app.wait_until_gone(CARDS);
    folder::remove(&ledger);
}

#[test]
fn what_could_not_be_listed_is_not_kept() {
    let mut machine = Machine::new("kept-no-list");
    let (value, _) = machine.token("unlisted");
    // No database can be there.
    std::fs::create_dir_all(&machine.ledger).unwrap();
    machine.keep(&value);
    let mut app = machine.at_the_server();
    app.wait_for(KEEP);
    app.click(KEEP);
    app.log_in_with_token(&value);
    app.wait_for_words("The access token was not kept: it stays in memory until you log out.");
    app.must_see("could not list it for the next login.");
    assert_eq!(machine.entry("unlisted"), None, "an entry that no login shows");
}

#[test]
fn an_expired_one_is_said_before_the_keychain_is_asked() {
    let mut machine = Machine::new("kept-expired");
    let session = machine.server.api();
    // So short a life that it is over at the next start.
    let (value, _) = make_token(&machine.server, &session, "brief", "45 seconds", "");
    machine.server.control().advance(SignedDuration::from_secs(-40));
    machine.keep(&value);
    let connection = rusqlite::Connection::open(&machine.ledger).unwrap();
    connection.execute("UPDATE kept_token SET expires_ms = expires_ms - 90000", []).unwrap();
    drop(connection);
    let held = machine.keychain.hold();
    let mut app = machine.at_the_login();
    app.must_see("Expired on ");
    assert!(!app.is_enabled(&machine.card("Log in with", "brief")));
    app.click(&machine.card("Forget", "brief"));
    app.must_see("Its copy in the keychain is deleted.");
    app.must_not_see("The token keeps working");
    drop(held);
    app.click("Forget token");
    app.wait_until_gone(CARDS);
}

#[test]
fn with_the_keychain_off_there_are_no_cards_and_nothing_is_kept() {
    let mut machine = Machine::new("kept_off");
    let (value, _) = machine.token("left alone");
    machine.keep(&value);
    let mut app = machine.at_the_login();
    app.click(&machine.card("Log in with", "left alone"));
    app.wait_for("Log out");
    app.click_role(Role::Button, "Settings");
    app.click("Use the system keychain");
    app.click("Log out");
    app.click("Log out on this computer");
    app.click_role(Role::RadioButton, "Custom");
    app.must_not_see(CARDS);
    app.click_role(Role::RadioButton, "Access token");
    app.must_see("The keychain is off in the settings.");
    app.must_not_see(KEEP);
}
