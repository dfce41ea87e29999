//! Where a new token goes: into the keychain under a name that is shown first, or to a file where no dialog answers.

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::keychain::{Availability, Keychain};
use secrecy::ExposeSecret;

use crate::creator::fill_in_a_payout_token;
use crate::harness::{Harness, OWNER};

/// With a token just made, and the keychain as it is given.
fn with_a_new_token(keychain: Keychain) -> Harness {
    let start = Start { keychain, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(OWNER);
    app.open_creator();
    fill_in_a_payout_token(&mut app, "kept");
    app.click("Create token");
    app.wait_for("Access token created");
    app
}

fn origin(app: &mut Harness) -> String {
    let client = app.client();
    client.environment().origin()
}

#[test]
fn a_new_token_is_kept_in_the_keychain_under_the_name_that_is_shown_first() {
    let keychain = Keychain::in_memory();
    let mut app = with_a_new_token(keychain.clone());
    app.wait_for("Name in the keychain");
    assert_eq!(app.typed("Name in the keychain"), "kept");
    let origin = origin(&mut app);
    app.must_see(&format!("The keychain lists it under this name, as “Countersign access token {origin}”."));
    app.must_see("Discard token…");
    // An entry of that name is somebody's token, and stays.
    keychain.save(&origin, "kept", &"v2xolder".into()).unwrap();
    app.click("Save to keychain");
    app.wait_for_words("already has an entry named “kept”");
    app.must_see("Discard token…");
    assert_eq!(keychain.read(&origin, "kept").unwrap().unwrap().expose_secret(), "v2xolder");
    app.type_into("Name in the keychain", " ");
    app.must_see("Enter a name, such as");
    assert!(!app.is_enabled("Save to keychain"));
    app.type_into("Name in the keychain", "kept-2");
    app.click("Save to keychain");
    app.wait_for_words("Saved to the keychain as “kept-2”");
    app.must_not_see("Save to keychain");
    app.must_not_see("Discard token…");
    let kept = keychain.read(&origin, "kept-2").unwrap().expect("the token is in the keychain");
    app.must_not_see(kept.expose_secret());
    let client = app.client();
    let session = app.wait(countersign::bitgo::login::resume(&client, kept.clone())).expect("it works");
    assert_eq!(session.info().label, "kept");
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.must_not_see(kept.expose_secret());
    app.click("New access token");
    app.must_not_see("Kept in the keychain");
}

#[test]
fn doing_without_a_token_asks_first_what_is_to_become_of_it() {
    const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";
    let mut app = with_a_new_token(Keychain::in_memory());
    app.click("Discard token…");
    app.wait_for_words("stays active until it is revoked");
    app.must_see("DELETE /api/v2/user/accesstoken/");
    app.click("Cancel");
    app.wait_until_gone("stays active until it is revoked");
    app.must_see("Copy token");
    app.click("Discard token…");
    app.click("Revoke token");
    app.wait_for("Filter access tokens");
    app.wait_for_words("“kept” is revoked.");
    assert!(app.token_at_the_server("kept").is_none());
    assert_eq!(app.control().requests(DELETED), 1);
    app.open_creator();
    fill_in_a_payout_token(&mut app, "left alive");
    app.click("Create token");
    app.wait_for("Access token created");
    app.click("Discard token…");
    app.click("Leave token active");
    app.wait_for("Filter access tokens");
    assert!(app.token_at_the_server("left alive").is_some());
    assert_eq!(app.control().requests(DELETED), 1);
}

#[test]
fn without_a_keychain_the_screen_says_why_and_offers_the_file() {
    let mut app = with_a_new_token(Keychain::missing(Availability::NoService));
    app.wait_for_words("No keychain service is running");
    app.must_not_see("Save to keychain");
    app.click("Look for the keychain again");
    app.wait_for_words("No keychain service is running");
    app.must_see("Save to file…");
    app.must_see("Discard token…");
}

#[test]
fn a_locked_keychain_is_told_before_it_asks() {
    let mut app = with_a_new_token(Keychain::missing(Availability::Locked));
    app.wait_for_words("The system keychain is locked");
    app.click("Save to keychain");
    // It stays locked: the token is still here, and nothing says that it is kept.
    app.wait_until_gone("The system may ask");
    app.must_not_see("Kept in the keychain");
    app.must_see("Discard token…");
    app.must_see("Copy token");
}

#[test]
fn where_no_dialog_answers_the_path_is_typed() {
    let place = crate::folder::fresh("no-dialog");
    let file = place.join("payouts.env");
    let mut app = with_a_new_token(Keychain::in_memory());
    app.click("Save to file…");
    app.click("Choose…");
    app.must_not_see("The file dialog has not answered");
    assert!(!app.is_enabled("Choose…"));
    app.type_into("File", &file.display().to_string());
    app.wait_for_words("The file dialog has not answered for 3 seconds.");
    assert!(app.is_enabled("Choose…"));
    assert_eq!(app.typed("File"), file.display().to_string());
    app.click("Save file");
    app.wait_for_words("Saved to ");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("BITGO_ACCESS_TOKEN=v2x"));
    std::fs::remove_dir_all(&place).unwrap();
}
