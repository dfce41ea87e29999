//! The ledger on the screen: a damaged file is told of, interrupted actions stay visible, and every past token opens.

use std::fs;
use std::path::Path;

use countersign::app::Start;
use countersign::bitgo::environment::{Environment, EnvironmentKind};
use countersign::sandbox::SandboxOptions;
use countersign::store::ledger::{Account, Event, EventKind, Ledger, LedgerPlace, TokenAsked};
use jiff::Timestamp;

use crate::desk::{Desk, OWNER};
use crate::folder;
use crate::login::token_request;

fn with_ledger(file: &Path) -> Desk {
    let ledger = LedgerPlace::at(file.to_owned());
    let mut desk = Desk::open_with(Start { ledger, ..Start::afresh(Some(SandboxOptions::default())) });
    desk.wait_for_words("Olivia Brandt");
    desk
}

#[test]
fn a_damaged_ledger_is_set_aside_and_the_person_is_told_where_it_is() {
    let place = folder::fresh("damaged-ledger");
    let file = place.join("tokens.sqlite3");
    fs::write(&file, "this is no database").unwrap();
    let mut desk = with_ledger(&file);
    desk.log_in(OWNER);
    desk.open_tokens();
    let notice = desk.text_with("was kept as");
    let kept = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("damaged-")))
        .collect::<Vec<_>>();
    let [kept] = &kept[..] else { panic!("{kept:?}") };
    assert!(notice.contains(&kept.display().to_string()), "{notice}");
    assert_eq!(fs::read_to_string(kept).unwrap(), "this is no database");
    desk.click("Hide this notice");
    desk.must_not_see("was kept as");
    desk.click("Past");
    desk.wait_for_words("was kept as");
    drop(desk);
    fs::remove_dir_all(&place).unwrap();
}

#[test]
fn what_a_crash_broke_off_is_seen_in_the_past_and_every_row_opens() {
    let place = folder::fresh("interrupted");
    let file = place.join("tokens.sqlite3");
    let mut desk = with_ledger(&file);
    let session = desk.api();
    let url = desk.sandbox().url.to_string();
    let environment = Environment::custom(EnvironmentKind::Sandbox, &url, None).unwrap();
    let account = Account { origin: environment.origin(), user_id: session.user().id.clone() };
    let listing = desk.token_at_the_server("Listing desk").unwrap();
    let gone = desk.token_at_the_server("Fund administrator").unwrap();
    let (ledger, notice) = Ledger::open(&LedgerPlace::at(file));
    assert!(notice.is_none());
    let request = token_request("Broken off", "90 days", "203.0.113.7");
    let asked = EventKind::Asked(Box::new(TokenAsked::of(&request, "90 days", None)));
    for what in [asked, EventKind::RevokeAsked { token_id: listing.id }] {
        ledger.append(&Event { at: Timestamp::now(), account: account.clone(), what }).unwrap();
    }
    drop(ledger);
    desk.log_in(OWNER);
    desk.open_tokens();
    desk.click("Past");
    desk.wait_for("Broken off");
    desk.must_see("this program closed before the answer arrived");
    desk.must_see("2 past tokens, 2 to review");
    desk.click("Broken off");
    desk.wait_for("History");
    desk.must_see("90 days, sent as 7776000 s");
    desk.must_see("wallet_view_all");
    desk.must_see("203.0.113.7");
    desk.must_see("Requested with a lifetime of 90 days");
    desk.click("Listing desk");
    desk.wait_for_words("its revocation was requested on ");
    desk.must_see("Revocation requested.");
    desk.click("Close details");

    desk.wait(session.delete_access_token(&gone.id)).unwrap();
    desk.click("Listed");
    desk.click("Refresh");
    desk.wait_until_gone("Fund administrator");
    desk.wait_until_gone("in progress");
    desk.click("Past");
    desk.type_into("Filter past tokens", "revoked elsewhere");
    desk.wait_for("Fund administrator");
    desk.must_not_see("Broken off");
    desk.click("Fund administrator");
    desk.wait_for_words("Deleted by Olivia Brandt on ");
    desk.type_into("Filter past tokens", "");
    desk.click("Sort by label");
    desk.must_see("Broken off");
    drop(desk);
    fs::remove_dir_all(&place).unwrap();
}
