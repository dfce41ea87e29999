//! The ledger on the screen: a damaged file is told of, interrupted actions stay visible, and every past token opens.

use std::fs;
use std::path::Path;

use countersign::app::Start;
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::sandbox::SandboxOptions;
use countersign::store::ledger::{Account, Event, EventKind, Ledger, LedgerPlace, TokenAsked};
use jiff::Timestamp;

use crate::folder;
use crate::harness::{Harness, OWNER};
use crate::login::token_request;

fn with_ledger(file: &Path) -> Harness {
    let ledger = LedgerPlace::at(file.to_owned());
    let mut app = Harness::open_with(Start { ledger, ..Start::afresh(Some(SandboxOptions::default())) });
    app.wait_for_words("Olivia Brandt");
    app
}

#[test]
fn a_damaged_ledger_is_set_aside_and_the_person_is_told_where_it_is() {
    let place = folder::fresh("damaged-ledger");
    let file = place.join("tokens.sqlite3");
    fs::write(&file, "this is no database").unwrap();
    let mut app = with_ledger(&file);
    app.log_in(OWNER);
    app.open_tokens();
    let notice = app.text_with("was kept as");
    let kept = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("damaged-")))
        .collect::<Vec<_>>();
    let [kept] = &kept[..] else { panic!("{kept:?}") };
    assert!(notice.contains(&kept.display().to_string()), "{notice}");
    assert_eq!(fs::read_to_string(kept).unwrap(), "this is no database");
    app.click("Dismiss");
    app.must_not_see("was kept as");
    app.click("Past");
    app.wait_for_words("was kept as");
    drop(app);
    fs::remove_dir_all(&place).unwrap();
}

#[test]
fn what_a_crash_broke_off_is_seen_in_the_past_and_every_row_opens() {
    let place = folder::fresh("interrupted");
    let file = place.join("tokens.sqlite3");
    let mut app = with_ledger(&file);
    let session = app.api();
    let url = app.sandbox().url.to_string();
    let environment = Environment::custom(EnvironmentKind::Sandbox, &url, None).unwrap();
    let account = Account { origin: environment.origin(), user_id: session.user().id.clone() };
    let listing = app.token_at_the_server("Listing desk").unwrap();
    let gone = app.token_at_the_server("Fund administrator").unwrap();
    let (ledger, notice) = Ledger::open(&LedgerPlace::at(file));
    assert!(notice.is_none());
    let request = token_request("Broken off", "90 days", "203.0.113.7");
    let asked = EventKind::Asked(Box::new(TokenAsked::of(&request, "90 days", None)));
    for what in [asked, EventKind::RevokeAsked { token_id: listing.id }] {
        ledger.append(&Event { at: Timestamp::now(), account: account.clone(), what }).unwrap();
    }
    drop(ledger);
    app.log_in(OWNER);
    for told in ["Creating the access token “Broken off”", "Revoking the access token “Listing desk”"]
    {
        let told = app.text_from(told);
        app.click("Dismiss");
        app.wait_until_gone(&told);
    }
    app.open_tokens();
    app.click("Past");
    app.wait_for("Broken off");
    app.must_see("this program closed before the answer arrived");
    app.must_see("2 past tokens, 2 to review");
    app.click("Broken off");
    app.wait_for("History");
    app.must_see("90 days");
    app.must_see("wallet_view_all");
    app.must_see("203.0.113.7");
    app.must_see("Requested with a lifetime of 90 days");
    app.click("Listing desk");
    app.wait_for_words("its revocation was requested on ");
    app.must_see("Revocation requested.");
    app.click("Close details");

    app.wait(session.delete_access_token(&gone.id)).unwrap();
    app.click("Active");
    app.click("Refresh");
    app.wait_until_gone("Fund administrator");
    app.wait_until_gone("in progress");
    app.click("Past");
    app.type_into("Filter past tokens", "revoked elsewhere");
    app.wait_for("Fund administrator");
    app.must_not_see("Broken off");
    app.click("Fund administrator");
    app.wait_for_words("Deleted by Olivia Brandt on ");
    app.type_into("Filter past tokens", "");
    app.click("Sort by label");
    app.must_see("Broken off");
    drop(app);
    fs::remove_dir_all(&place).unwrap();
}
