//! Access tokens in the list: their details, and their revocation.

use std::time::Duration;

use countersign::app::Start;
use countersign::sandbox::{FaultKind, FaultSpec, SandboxOptions};

use crate::folder;
use crate::harness::Harness;

const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";

#[test]
fn a_token_is_revoked_by_typing_its_label_and_by_nothing_less() {
    let mut app = Harness::at_the_tokens();
    app.click("Listing desk");
    app.click("Revoke…");
    app.wait_for_words("stops working at once");
    app.must_see("DELETE /api/v2/user/accesstoken/");
    assert!(!app.is_enabled("Revoke token"));
    let focused = app.focused().map(|(_, label)| label);
    assert_eq!(focused.as_deref(), Some("Type the label to confirm"), "typing begins at once");
    app.type_into("Type the label to confirm", "Listing");
    assert!(!app.is_enabled("Revoke token"));
    assert_eq!(app.control().requests(DELETED), 0);
    app.type_into("Type the label to confirm", "Listing desk");
    app.click("Revoke token");
    app.wait_for_words("10 active tokens");
    app.must_see("“Listing desk” is revoked.");
    app.click("Dismiss the notice about the revoked token");
    app.wait_until_gone("Listing desk");
    assert_eq!(app.control().requests(DELETED), 1);
}

#[test]
fn the_details_say_what_is_against_a_token_and_keeping_it_sends_nothing() {
    let mut app = Harness::at_the_tokens();
    app.click("Payout service");
    app.wait_for("Security findings");
    app.must_see("Spending limits (token lifetime)");
    app.must_see("spent, ");
    app.must_see("61.25 of 400 HTETH spent, 338.75 left");
    app.must_see("Its scope wallet_spend_enterprise is broad");
    app.click("Legacy everything");
    app.wait_for_words("Warning: ");
    app.click("Payout service");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "Payout service");
    app.click("Cancel");
    app.wait_until_gone("stops working at once");
    app.must_see("Payout service");
    app.click("Revoke…");
    assert_eq!(app.typed("Type the label to confirm"), "", "what was typed before confirmed another time");
    app.press(egui::Key::Escape);
    app.wait_until_gone("stops working at once");
    assert_eq!(app.control().requests(DELETED), 0);
}

#[test]
fn a_revocation_whose_answer_is_lost_is_looked_up_in_the_list_and_sent_once() {
    let mut app = Harness::at_the_tokens();
    app.click("Fund administrator");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "Fund administrator");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Revoke token");
    app.wait_for_words("Request ID");
    // As long as the platform cannot be reached, the dialog stays.
    app.click("Cancel");
    app.control().set_faults(&[]);
    app.wait_until_gone("in progress");
    app.click("Refresh");
    app.wait_for_words("looked up: the revocation of “Fund administrator” was carried out.");
    app.click("Dismiss the notice about the revoked token");
    app.wait_until_gone("Fund administrator");
    assert_eq!(app.control().requests(DELETED), 1, "it was sent twice");
}

#[test]
fn what_was_asked_for_and_what_became_of_it_stays_in_the_ledger() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "short lived");
    app.type_into("Lifetime", "2 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    app.click("Create token");
    app.wait_for("Access token created");
    app.copy_token();
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.wait_until_gone("in progress");
    app.click("short lived");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "short lived");
    app.click("Revoke token");
    app.wait_until_gone("stops working at once");
    app.wait_until_gone("in progress");
    app.click("Past");
    app.wait_for("short lived");
    app.wait_for_words("2 days");
    app.wait_for_words("revoked on");
    app.click("Active");
    app.wait_for("Filter access tokens");
}

#[test]
fn the_list_its_limits_and_its_expiries_are_saved_and_nothing_is_overwritten() {
    let place = folder::fresh("saved-list");
    let mut app = Harness::at_the_tokens();
    let files = [
        ("Save list as CSV…", "list.csv", "id,label,created,expires,", "Payout service"),
        ("Save limits as CSV…", "limits.csv", "token id,label,coin,network,", "Payout service"),
        ("Save expiries to calendar…", "expiries.ics", "BEGIN:VCALENDAR\r\n", "“Listing desk” expires"),
    ];
    for (button, name, begins, holds) in files {
        let file = place.join(name);
        app.click(button);
        if button.starts_with("Save expiries") {
            app.click("Save selected dates…");
        }
        app.type_into("File", &file.display().to_string());
        app.click("Save file");
        app.wait_for_words("Saved to ");
        app.click("Done");
        app.wait_until_gone("Saved to ");
        let saved = std::fs::read_to_string(&file).unwrap();
        assert!(saved.trim_start_matches('\u{feff}').starts_with(begins), "{saved}");
        assert!(saved.contains(holds), "{saved}");
        assert!(!saved.contains("v2x"), "a token's value was saved");
    }
    app.click("Save list as CSV…");
    app.type_into("File", &place.join("limits.csv").display().to_string());
    app.click("Save file");
    app.wait_for_words("existing files are never overwritten");
    assert!(std::fs::read_to_string(place.join("limits.csv")).unwrap().contains("token id"));
    std::fs::remove_dir_all(&place).unwrap();
}

#[test]
fn a_copied_token_leaves_the_clipboard_unless_something_else_came_there() {
    let start = Start {
        clipboard_second: Duration::from_millis(100),
        ..Start::afresh(Some(SandboxOptions::default()))
    };
    let clipboard = start.clipboard.clone();
    let mut app = Harness::open_with(start);
    app.wait_for_words("Olivia Brandt");
    app.log_in(crate::harness::OWNER);
    app.open_creator();
    app.type_into("Label", "copied");
    app.type_into("Lifetime", "2 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", countersign::sandbox::ONE_TIME_CODE);
    app.click("Create token");
    app.wait_for("Access token created");
    assert!(app.copy_token().starts_with("v2x"));
    app.must_see("The clipboard is cleared within 30 seconds.");
    app.wait(async { tokio::time::sleep(Duration::from_secs(5)).await });
    assert_eq!(app.secret_on_clipboard(), "", "the token is still there");
    assert!(app.copy_token().starts_with("v2x"));
    clipboard.set("copied elsewhere meanwhile").unwrap();
    app.wait(async { tokio::time::sleep(Duration::from_secs(5)).await });
    assert_eq!(app.secret_on_clipboard(), "copied elsewhere meanwhile");
}
