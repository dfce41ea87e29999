//! The question before something is left: what would be lost is named, session by session, and nothing is asked without it.

use std::time::Duration;

use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};

use crate::creator::fill_in_a_payout_token;
use crate::harness::{ADMIN, Harness};
use crate::log_out::{asked_of_the_window, close_window};
use crate::sessions::{add_session, sandbox_elsewhere, switch_to};

const LOGOUT: &str = "GET /api/v2/user/logout";
const UNTAKEN: &str = "The new token “nearly lost” was neither copied nor saved.";
const DRAFT: &str = "The new token “half typed” was filled in and not sent.";

/// Presses the window's own button. Says what the app asks of the window in the next frame.
fn press_close(app: &mut Harness) -> Vec<ViewportCommand> {
    close_window(app);
    app.stage.harness().step();
    asked_of_the_window(app)
}

#[track_caller]
fn must_stay_open(app: &mut Harness) {
    let asked = press_close(app);
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    assert!(!asked.contains(&ViewportCommand::Visible(false)), "{asked:?}");
    app.stage.settle();
}

/// A window that closes ends the session at the platform, and leads to no login.
#[track_caller]
fn must_close(app: &mut Harness) {
    let control = app.control();
    app.stage.wait_until("the session to end", move |_| control.requests(LOGOUT) == 1).unwrap();
    app.must_not_see("Email");
}

fn with_an_untaken_token() -> Harness {
    let mut app = Harness::at_work();
    app.open_creator();
    fill_in_a_payout_token(&mut app, "nearly lost");
    app.click("Create token");
    app.wait_for("Access token created");
    app.wait_until_gone("in progress");
    app
}

fn with_a_draft(app: &mut Harness) {
    app.open_creator();
    app.type_into("Label", "half typed");
}

#[test]
fn closing_with_an_untaken_token_asks_and_saving_it_closes() {
    let place = crate::folder::fresh("leaving");
    let file = place.join("saved.env");
    let mut app = with_an_untaken_token();
    must_stay_open(&mut app);
    app.must_see("Close Countersign");
    app.must_see("This would be lost:");
    app.must_see(UNTAKEN);
    app.must_not_see("filled in and not sent");
    assert_eq!(app.focused(), Some((Role::Button, "Stay".to_owned())));
    app.press(Key::Enter);
    app.must_not_see(UNTAKEN);
    must_stay_open(&mut app);
    app.press(Key::Escape);
    app.must_not_see(UNTAKEN);
    app.must_see("Copy token");

    must_stay_open(&mut app);
    app.click("Save…");
    app.wait_for("Save file");
    app.must_not_see(UNTAKEN);
    app.click_role(Role::Button, "Close");
    app.wait_for_words(UNTAKEN);
    app.click("Save…");
    app.type_into("File", &file.display().to_string());
    app.click("Save file");
    app.wait_for_words("Saved to ");
    // The page behind the dialog has a button of the same name as the one that ends it.
    app.press(Key::Escape);
    must_close(&mut app);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("BITGO_ACCESS_TOKEN=v2x"));
    assert_eq!(app.control().requests(LOGOUT), 1);
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn discarding_closes_and_ends_the_session_at_bitgo() {
    let mut app = with_an_untaken_token();
    must_stay_open(&mut app);
    app.click("Discard");
    must_close(&mut app);
}

#[test]
fn with_nothing_to_lose_nothing_is_asked() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.click_role(Role::Button, "Wallets");
    let asked = press_close(&mut app);
    assert!(asked.contains(&ViewportCommand::Visible(false)), "{asked:?}");
    app.must_not_see("This would be lost:");
    must_close(&mut app);
}

#[test]
fn each_kind_of_unfinished_thing_is_named() {
    let mut app = Harness::open();
    app.log_in(ADMIN);
    with_a_draft(&mut app);
    app.click_role(Role::Button, "Access tokens");
    app.click("Templates");
    app.click("New template");
    app.wait_for("New token template");
    app.type_into("Name", "for reports");
    app.click_role(Role::Button, "Wallets");
    app.open_page("Operations hot");
    app.click("Share…");
    app.type_into("Email address", "someone@treasury.example");
    app.click_role(Role::Button, "Wallets");
    app.wait_for("Receive address");
    app.click("Freeze…");
    app.type_into("Duration", "1 hour");
    app.stage.press_with(Modifiers::COMMAND, Key::K);
    app.click("Go to access tokens");
    app.click("Log out");
    for words in [
        DRAFT,
        "The new template “for reports” was filled in and not sent.",
        "A wallet share for someone@treasury.example was filled in and not sent.",
        "A freeze of “Operations hot” was filled in and not sent.",
    ] {
        app.must_see(words);
    }
    app.must_not_see("Save…");
    app.click("Stay");
    // A change that is on its way is named before it is known what it is to become.
    app.open_creator();
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "127.0.0.1");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.control().delay_answers(Duration::from_secs(20));
    app.click("Create token");
    app.wait_until_answered("POST /api/v2/user/accesstoken", 0);
    app.click("Log out");
    app.must_see("Creating an access token is under way: it may still be carried out.");
    app.must_not_see(DRAFT);
    app.click("Discard");
    app.wait_for("Email");
}

#[test]
fn closing_names_every_session_and_switching_asks_nothing_and_loses_nothing() {
    let mut app = Harness::at_work();
    let elsewhere = sandbox_elsewhere(&app);
    with_a_draft(&mut app);
    add_session(&mut app, &elsewhere);
    app.must_not_see("This would be lost:");
    app.open_creator();
    app.type_into("Label", "the other's");
    must_stay_open(&mut app);
    for words in ["Olivia Brandt", DRAFT, "Marcus Adeyemi", "The new token “the other's” was filled in"] {
        app.must_see(words);
    }
    app.click("Stay");
    switch_to(&mut app, "Olivia Brandt");
    app.must_not_see("This would be lost:");
    assert_eq!(app.typed("Label"), "half typed");
    // Logging out asks for one's own alone.
    app.click("Log out");
    app.must_see(DRAFT);
    app.must_not_see("the other's");
    app.click("Discard");
    app.wait_for("Email");
    must_stay_open(&mut app);
    app.must_see("The new token “the other's” was filled in");
    app.must_not_see("half typed");
}

#[test]
fn behind_the_lock_what_would_be_lost_is_counted_and_not_named() {
    let mut app = with_an_untaken_token();
    app.press_with(Modifiers::COMMAND, Key::L);
    app.wait_for("Countersign is locked");
    must_stay_open(&mut app);
    app.must_see("1 unsaved secret");
    app.must_not_see("nearly lost");
    app.must_not_see("Save…");
    app.click("Stay");
    app.must_see("Countersign is locked");
}
