//! Access tokens in the list: their details, and their revocation.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};

use crate::desk::Desk;
use crate::folder;

const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";

#[test]
fn a_token_is_revoked_by_typing_its_label_and_by_nothing_less() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Listing desk");
    desk.click("Revoke…");
    desk.wait_for_words("stops working at once");
    desk.must_see("DELETE /api/v2/user/accesstoken/");
    assert!(!desk.is_enabled("Revoke token"));
    let focused = desk.focused().map(|(_, label)| label);
    assert_eq!(focused.as_deref(), Some("Type the label to confirm"), "typing begins at once");
    desk.type_into("Type the label to confirm", "Listing");
    assert!(!desk.is_enabled("Revoke token"));
    assert_eq!(desk.control().requests(DELETED), 0);
    desk.type_into("Type the label to confirm", "Listing desk");
    desk.click("Revoke token");
    desk.wait_for_words("10 unexpired tokens");
    desk.must_see("“Listing desk” is revoked.");
    desk.click("Hide this notice of the revoked token");
    desk.wait_until_gone("Listing desk");
    assert_eq!(desk.control().requests(DELETED), 1);
}

#[test]
fn the_details_say_what_is_against_a_token_and_keeping_it_sends_nothing() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Payout service");
    desk.wait_for("Security findings");
    desk.must_see("Spending limits (token lifetime)");
    desk.must_see("spent, ");
    desk.must_see("61.25 of 400 HTETH spent, 338.75 left");
    desk.must_see("Its scope wallet_spend_enterprise is broad");
    desk.click("Legacy everything");
    desk.wait_for_words("Warning: ");
    desk.click("Payout service");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Payout service");
    desk.click("Cancel");
    desk.wait_until_gone("stops working at once");
    desk.must_see("Payout service");
    desk.click("Revoke…");
    assert_eq!(desk.typed("Type the label to confirm"), "", "what was typed before confirmed another time");
    desk.press(egui::Key::Escape);
    desk.wait_until_gone("stops working at once");
    assert_eq!(desk.control().requests(DELETED), 0);
}

#[test]
fn a_revocation_whose_answer_is_lost_is_looked_up_in_the_list_and_sent_once() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Fund administrator");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Fund administrator");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Revoke token");
    desk.wait_for_words("Request ID");
    // As long as the platform cannot be reached, the dialog stays.
    desk.click("Cancel");
    desk.control().set_faults(&[]);
    desk.wait_until_gone("in progress");
    desk.click("Refresh");
    desk.wait_for_words("looked up: the revocation of “Fund administrator” was carried out.");
    desk.click("Hide this notice of the revoked token");
    desk.wait_until_gone("Fund administrator");
    assert_eq!(desk.control().requests(DELETED), 1, "it was sent twice");
}

#[test]
fn what_was_asked_for_and_what_became_of_it_stays_in_the_ledger() {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "short lived");
    desk.type_into("Lifetime", "2 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    desk.click("Create token");
    desk.wait_for("Access token created");
    desk.copy_token();
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.wait_until_gone("in progress");
    desk.click("short lived");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "short lived");
    desk.click("Revoke token");
    desk.wait_until_gone("stops working at once");
    desk.wait_until_gone("in progress");
    desk.click("Past");
    desk.wait_for("short lived");
    desk.wait_for_words("2 days, sent as 172800 s");
    desk.wait_for_words("revoked on");
    desk.click("Listed");
    desk.wait_for("Filter access tokens");
}

#[test]
fn the_list_its_limits_and_its_expiries_are_saved_and_nothing_is_overwritten() {
    let place = folder::fresh("saved-list");
    let mut desk = Desk::at_the_tokens();
    let files = [
        ("Save list as CSV…", "list.csv", "id,label,created,expires,", "Payout service"),
        ("Save limits as CSV…", "limits.csv", "token id,label,coin,network,", "Payout service"),
        ("Save expiries to calendar…", "expiries.ics", "BEGIN:VCALENDAR\r\n", "“Listing desk” expires"),
    ];
    for (button, name, begins, holds) in files {
        let file = place.join(name);
        desk.click(button);
        if button.starts_with("Save expiries") {
            desk.click("Save selected dates…");
        }
        desk.type_into("File", &file.display().to_string());
        desk.click("Save file");
        desk.wait_for_words("Saved to ");
        desk.click("Done");
        desk.wait_until_gone("Saved to ");
        let saved = std::fs::read_to_string(&file).unwrap();
        assert!(saved.trim_start_matches('\u{feff}').starts_with(begins), "{saved}");
        assert!(saved.contains(holds), "{saved}");
        assert!(!saved.contains("v2x"), "a token's value was saved");
    }
    desk.click("Save list as CSV…");
    desk.type_into("File", &place.join("limits.csv").display().to_string());
    desk.click("Save file");
    desk.wait_for_words("existing files are never overwritten");
    assert!(std::fs::read_to_string(place.join("limits.csv")).unwrap().contains("token id"));
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn a_copied_token_leaves_the_clipboard_unless_something_else_came_there() {
    let start =
        Start { clipboard_for: Duration::from_secs(3), ..Start::afresh(Some(SandboxOptions::default())) };
    let clipboard = start.clipboard.clone();
    let mut desk = Desk::open_with(start);
    desk.wait_for_words("Olivia Brandt");
    desk.log_in(crate::desk::OWNER);
    desk.open_creator();
    desk.type_into("Label", "copied");
    desk.type_into("Lifetime", "2 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    desk.click("Create token");
    desk.wait_for("Access token created");
    assert!(desk.copy_token().starts_with("v2x"));
    desk.must_see("The clipboard is cleared within 30 seconds.");
    desk.wait(async { tokio::time::sleep(Duration::from_secs(5)).await });
    assert_eq!(desk.secret_on_clipboard(), "", "the token is still there");
    assert!(desk.copy_token().starts_with("v2x"));
    clipboard.set("copied elsewhere meanwhile").unwrap();
    desk.wait(async { tokio::time::sleep(Duration::from_secs(5)).await });
    assert_eq!(desk.secret_on_clipboard(), "copied elsewhere meanwhile");
}
