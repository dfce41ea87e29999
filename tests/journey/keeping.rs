//! Where a new token goes: into the keychain under a name that is shown first, or to a file where no dialog answers.

use countersign::app::Start;
use countersign::sandbox::SandboxOptions;
use countersign::store::keychain::{Availability, Keychain};
use secrecy::ExposeSecret;

use crate::creator::fill_in_a_payout_token;
use crate::desk::{Desk, OWNER};

/// With a token just made, and the keychain as it is given.
fn with_a_new_token(keychain: Keychain) -> Desk {
    let start = Start { keychain, ..Start::afresh(Some(SandboxOptions::default())) };
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(OWNER);
    desk.open_creator();
    fill_in_a_payout_token(&mut desk, "kept");
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk
}

fn origin(desk: &mut Desk) -> String {
    let client = desk.client();
    client.environment().origin()
}

#[test]
fn a_new_token_is_kept_in_the_keychain_under_the_name_that_is_shown_first() {
    let keychain = Keychain::in_memory();
    let mut desk = with_a_new_token(keychain.clone());
    desk.wait_for("Name in the keychain");
    assert_eq!(desk.typed("Name in the keychain"), "kept");
    let origin = origin(&mut desk);
    desk.must_see(&format!("The keychain lists it under this name, as “Countersign access token {origin}”."));
    desk.must_see("Discard token…");
    // An entry of that name is somebody's token, and stays.
    keychain.save(&origin, "kept", &"v2xolder".into()).unwrap();
    desk.click("Save to keychain");
    desk.wait_for_words("already has an entry named “kept”");
    desk.must_see("Discard token…");
    assert_eq!(keychain.read(&origin, "kept").unwrap().unwrap().expose_secret(), "v2xolder");
    desk.type_into("Name in the keychain", " ");
    desk.must_see("Enter a name, such as");
    assert!(!desk.is_enabled("Save to keychain"));
    desk.type_into("Name in the keychain", "kept-2");
    desk.click("Save to keychain");
    desk.wait_for_words("Saved to the keychain as “kept-2”");
    desk.must_not_see("Save to keychain");
    desk.must_not_see("Discard token…");
    let kept = keychain.read(&origin, "kept-2").unwrap().expect("the token is in the keychain");
    desk.must_not_see(kept.expose_secret());
    let client = desk.client();
    let session = desk.wait(countersign::bitgo::login::resume(&client, kept.clone())).expect("it works");
    assert_eq!(session.info().label, "kept");
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.must_not_see(kept.expose_secret());
    desk.click("New access token");
    desk.must_not_see("Kept in the keychain");
}

#[test]
fn doing_without_a_token_asks_first_what_is_to_become_of_it() {
    const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";
    let mut desk = with_a_new_token(Keychain::in_memory());
    desk.click("Discard token…");
    desk.wait_for_words("works until ");
    desk.must_see("DELETE /api/v2/user/accesstoken/");
    desk.click("Cancel");
    desk.wait_until_gone("works until ");
    desk.must_see("Copy token");
    desk.click("Discard token…");
    desk.click("Revoke token");
    desk.wait_for("Filter access tokens");
    desk.wait_for_words("“kept” is revoked.");
    assert!(desk.token_at_the_server("kept").is_none());
    assert_eq!(desk.control().requests(DELETED), 1);
    desk.open_creator();
    fill_in_a_payout_token(&mut desk, "left alive");
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.click("Discard token…");
    desk.click("Leave token active");
    desk.wait_for("Filter access tokens");
    assert!(desk.token_at_the_server("left alive").is_some());
    assert_eq!(desk.control().requests(DELETED), 1);
}

#[test]
fn without_a_keychain_the_screen_says_why_and_offers_the_file() {
    let mut desk = with_a_new_token(Keychain::missing(Availability::NoService));
    desk.wait_for_words("No keychain service is running");
    desk.must_not_see("Save to keychain");
    desk.click("Look for the keychain again");
    desk.wait_for_words("No keychain service is running");
    desk.must_see("Save to file…");
    desk.must_see("Discard token…");
}

#[test]
fn a_locked_keychain_is_told_before_it_asks() {
    let mut desk = with_a_new_token(Keychain::missing(Availability::Locked));
    desk.wait_for_words("The system keychain is locked");
    desk.click("Save to keychain");
    // It stays locked: the token is still here, and nothing says that it is kept.
    desk.wait_until_gone("The system may ask");
    desk.must_not_see("Kept in the keychain");
    desk.must_see("Discard token…");
    desk.must_see("Copy token");
}

#[test]
fn where_no_dialog_answers_the_path_is_typed() {
    let place = crate::folder::fresh("no-dialog");
    let file = place.join("payouts.env");
    let mut desk = with_a_new_token(Keychain::in_memory());
    desk.click("Save to file…");
    desk.click("Choose…");
    desk.must_not_see("The file dialog has not answered");
    assert!(!desk.is_enabled("Choose…"));
    desk.type_into("File", &file.display().to_string());
    desk.wait_for_words("The file dialog has not answered for 3 seconds.");
    assert!(desk.is_enabled("Choose…"));
    assert_eq!(desk.typed("File"), file.display().to_string());
    desk.click("Save file");
    desk.wait_for_words("Saved to ");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("BITGO_ACCESS_TOKEN=v2x"));
    std::fs::remove_dir_all(&place).unwrap();
}
