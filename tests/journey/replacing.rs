//! One token in the place of another: nothing lost on the way, and the old one revoked last.

use std::collections::BTreeMap;

use countersign::bitgo::access_token::AccessTokenInfo;
use countersign::domain::token::existing::LimitSize;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;

use crate::creator::choose_coin;
use crate::desk::{Desk, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";
const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";
const SHOWN: &str = "GET /api/v2/user/session";

/// The replacement's form of this token.
fn replacing(label: &str) -> Desk {
    let mut desk = Desk::at_work();
    begin(&mut desk, label);
    desk
}

fn begin(desk: &mut Desk, label: &str) {
    desk.open_tokens();
    desk.click(label);
    desk.click("Replace…");
    desk.wait_for("Lifetime");
}

/// Ticks what has to be ticked, gives the code and creates.
fn create(desk: &mut Desk) {
    desk.create_token();
    desk.wait_until_gone("in progress");
}

#[test]
fn a_limit_is_added_to_a_token_by_replacing_it_and_no_old_limit_is_lost() {
    let mut desk = replacing("Payout service");
    let old = desk.token_at_the_server("Payout service").unwrap();
    desk.must_see("Replace “Payout service”");
    assert_eq!(desk.typed("Label"), "Payout service (2)");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.0/28\n198.51.100.23");
    desk.must_see("61.25 of 400 HTETH spent, 338.75 left. The new token starts with the full limit.");
    desk.type_into("Lifetime", "90 days");
    desk.type_into("IP addresses", "203.0.113.0/28\n198.51.100.23\n127.0.0.1");
    choose_coin(&mut desk, 4, "eurcv", "eurcv");
    desk.type_into("Amount of limit 4", "100");
    desk.wait_for("Old and new");
    desk.must_see("Spending limit for EURCV on Ethereum");
    desk.must_see("Payout service → Payout service (2)");
    desk.must_not_see("Spending limit for TBTC");
    desk.click("Unchanged");
    desk.must_see("Spending limit for TBTC");
    create(&mut desk);
    assert!(!desk.is_enabled("Revoke the old token…"));
    desk.must_see("Test the new token first.");
    let asked_before = desk.control().requests(SHOWN);
    desk.click("Test the new token");
    desk.wait_for_words("The new token works: BitGo answered a request");
    assert_eq!(desk.control().requests(SHOWN), asked_before + 1);
    assert!(!desk.is_enabled("Revoke the old token…"), "the new token would be lost with the old one");
    desk.copy_token();
    desk.click("Revoke the old token…");
    let words = desk.text_with("Revoke the old token “Payout service” (");
    let new = desk.token_at_the_server("Payout service (2)").unwrap();
    assert!(words.contains(&old.id) && words.contains(&new.id) && words.contains("“Payout service (2)”"));
    assert!(!desk.is_enabled("Revoke old token"));
    desk.type_into("Type the old token's label to confirm", "Payout service");
    desk.click("Revoke old token");
    desk.wait_for_words("3. The old token “Payout service” is revoked.");
    desk.wait_until_gone("in progress");
    assert_eq!((desk.control().requests(CREATED), desk.control().requests(DELETED)), (1, 1));
    assert!(desk.token_at_the_server("Payout service").is_none());
    let sizes = |token: &AccessTokenInfo| -> BTreeMap<String, LimitSize> {
        token.known().terms.limits.into_iter().map(|limit| (limit.coin, limit.size)).collect()
    };
    let mut wanted = sizes(&old);
    assert_eq!(wanted.len(), 3);
    let added = LimitSize::Exact("100000000000000000000".parse().unwrap());
    wanted.insert("eurcv".to_owned(), added);
    assert_eq!(sizes(&new), wanted);
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.must_not_see("Continue replacing");
    desk.click("Past");
    desk.wait_for("Payout service");
    desk.wait_for_words("revoked on");
}

#[test]
fn a_replacement_is_taken_up_where_it_stopped_by_another_session_too() {
    let mut desk = replacing("Payout service");
    desk.type_into("Lifetime", "90 days");
    create(&mut desk);
    desk.click("Test the new token");
    desk.wait_for_words("203.0.113.0/28");
    assert!(!desk.is_enabled("Revoke the old token…"), "a token that did not pass counts as tried");
    desk.copy_token();
    desk.click("Done");
    desk.wait_for_words("The token value is no longer available here");
    desk.click("Back to access tokens");
    desk.wait_for_words("has not been tested yet");

    desk.click("Log out");
    desk.wait_for(OWNER);
    desk.log_in(OWNER);
    desk.click_role(Role::Button, "Access tokens");
    desk.wait_for_words("has not been tested yet");
    desk.click("Continue replacing Payout service");
    desk.wait_for_words("The token value is no longer available here");
    desk.click("I tested it where it is used");
    desk.wait_for_words("You confirmed that the new token works");
    desk.click("Back to access tokens");
    desk.wait_for_words("“Payout service” is not revoked yet");
    desk.click("Payout service");
    desk.click("Replace…");
    desk.click("Revoke the old token…");
    desk.must_see("you confirmed that it works; it was not tested from here");
    desk.type_into("Type the old token's label to confirm", "Payout service");
    // Its answer is lost: the list says that it is done.
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    desk.click("Revoke old token");
    desk.wait_until_gone("Type the old token's label to confirm");
    desk.control().set_faults(&[]);
    desk.click("Back to access tokens");
    desk.click("Refresh");
    desk.wait_until_gone("Continue replacing");
    desk.click("Past");
    desk.wait_for("Payout service");
    desk.wait_for_words("revoked on");
    assert_eq!(desk.control().requests(DELETED), 1);
    assert!(desk.token_at_the_server("Payout service").is_none());
}

#[test]
fn a_draft_that_waits_comes_back_as_it_was_and_both_tokens_may_stay() {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", "half typed");
    desk.type_into("Lifetime", "3 fortnights");
    desk.click("Back to access tokens");
    begin(&mut desk, "Listing desk");
    assert_eq!(desk.typed("Label"), "Listing desk (2)");
    desk.click("Back to access tokens");
    desk.click("New access token");
    assert_eq!(desk.typed("Label"), "half typed");
    assert_eq!(desk.typed("Lifetime"), "3 fortnights");
    desk.click("Back to access tokens");
    desk.click("Replace…");
    desk.type_into("Lifetime", "90 days");
    desk.type_into("Amount for all ERC-20 tokens", "1000000000000");
    create(&mut desk);
    desk.copy_token();
    desk.click("Keep both tokens");
    desk.wait_until_gone("Replacement");
    desk.click("Done");
    desk.wait_for("Filter access tokens");
    desk.must_not_see("Continue replacing");
    desk.must_see("Listing desk (2)");
    desk.click("New access token");
    assert_eq!(desk.typed("Label"), "half typed");
    assert_eq!(desk.control().requests(DELETED), 0);
}

#[test]
fn a_new_token_that_is_revoked_instead_brings_the_form_back() {
    let mut desk = replacing("Listing desk");
    desk.must_see("The old token's spending limit for all ERC-20 tokens cannot be read");
    desk.type_into("Lifetime", "90 days");
    desk.type_into("Amount for all ERC-20 tokens", "1000000000000");
    create(&mut desk);
    desk.must_see("The test cannot pass from here: your IP address 127.0.0.1");
    desk.copy_token();
    desk.click("Done");
    desk.click("Revoke the new token instead…");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "Listing desk (2)");
    desk.click("Revoke token");
    desk.wait_until_gone("stops working at once");
    desk.wait_until_gone("in progress");
    desk.must_not_see("Continue replacing");
    desk.click("Listing desk");
    desk.click("Replace…");
    desk.wait_for_words("no longer exists. Create a new one.");
    assert_eq!(desk.typed("Label"), "Listing desk (2)");
    desk.must_see("999,999,999,999,999");
    assert!(desk.token_at_the_server("Listing desk").is_some());
}

#[test]
fn a_scope_that_cannot_be_asked_for_is_taken_away_with_one_press() {
    let mut desk = Desk::open();
    desk.control().write_scope("Payout service", "scim");
    desk.log_in(OWNER);
    begin(&mut desk, "Payout service");
    desk.must_see("A new token cannot have the old token's scope “scim”");
    desk.must_see("A new token cannot have the scope “scim”.");
    desk.click("Remove scim");
    desk.wait_until_gone("A new token cannot have the scope “scim”.");
    desk.must_not_see("Remove scim");
    create(&mut desk);
    let new = desk.token_at_the_server("Payout service (2)").unwrap();
    assert!(!new.scope.iter().any(|name| name == "scim"));
}
