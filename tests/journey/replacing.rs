//! One token in the place of another: nothing lost on the way, and the old one revoked last.

use std::collections::BTreeMap;

use countersign::bitgo::access_token::AccessTokenInfo;
use countersign::domain::token::existing::LimitSize;
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;

use crate::creator::choose_coin;
use crate::harness::{Harness, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";
const DELETED: &str = "DELETE /api/v2/user/accesstoken/{token}";
const SHOWN: &str = "GET /api/v2/user/session";

/// The replacement's form of this token.
fn replacing(label: &str) -> Harness {
    let mut app = Harness::at_work();
    begin(&mut app, label);
    app
}

fn begin(app: &mut Harness, label: &str) {
    app.open_tokens();
    app.click(label);
    app.click("Replace…");
    app.wait_for("Lifetime");
}

/// Ticks what has to be ticked, gives the code and creates.
fn create(app: &mut Harness) {
    app.create_token();
    app.wait_until_gone("in progress");
}

#[test]
fn a_limit_is_added_to_a_token_by_replacing_it_and_no_old_limit_is_lost() {
    let mut app = replacing("Payout service");
    let old = app.token_at_the_server("Payout service").unwrap();
    app.must_see("Replace “Payout service”");
    assert_eq!(app.typed("Label"), "Payout service (2)");
    assert_eq!(app.typed("IP addresses"), "203.0.113.0/28\n198.51.100.23");
    app.must_see("61.25 of 400 HTETH spent, 338.75 left. The new token starts with the full limit.");
    app.type_into("Lifetime", "90 days");
    app.type_into("IP addresses", "203.0.113.0/28\n198.51.100.23\n127.0.0.1");
    choose_coin(&mut app, 4, "eurcv", "eurcv");
    app.type_into("Amount of limit 4", "100");
    app.wait_for("Old and new");
    app.must_see("Spending limit for EURCV on Ethereum");
    app.must_see("Payout service → Payout service (2)");
    app.must_not_see("Spending limit for TBTC");
    app.click("Unchanged");
    app.must_see("Spending limit for TBTC");
    create(&mut app);
    assert!(!app.is_enabled("Revoke the old token…"));
    app.must_see("Test the new token first.");
    let asked_before = app.control().requests(SHOWN);
    app.click("Test the new token");
    app.wait_for_words("The new token works: BitGo answered a request");
    assert_eq!(app.control().requests(SHOWN), asked_before + 1);
    assert!(!app.is_enabled("Revoke the old token…"), "the new token would be lost with the old one");
    app.copy_token();
    app.click("Revoke the old token…");
    let words = app.text_with("Revoke the old token “Payout service” (");
    let new = app.token_at_the_server("Payout service (2)").unwrap();
    assert!(words.contains(&old.id) && words.contains(&new.id) && words.contains("“Payout service (2)”"));
    assert!(!app.is_enabled("Revoke old token"));
    app.type_into("Type the old token's label to confirm", "Payout service");
    app.click("Revoke old token");
    app.wait_for_words("3. The old token “Payout service” is revoked.");
    app.wait_until_gone("in progress");
    assert_eq!((app.control().requests(CREATED), app.control().requests(DELETED)), (1, 1));
    assert!(app.token_at_the_server("Payout service").is_none());
    let sizes = |token: &AccessTokenInfo| -> BTreeMap<String, LimitSize> {
        token.known().terms.limits.into_iter().map(|limit| (limit.coin, limit.size)).collect()
    };
    let mut wanted = sizes(&old);
    assert_eq!(wanted.len(), 3);
    let added = LimitSize::Exact("100000000000000000000".parse().unwrap());
    wanted.insert("eurcv".to_owned(), added);
    assert_eq!(sizes(&new), wanted);
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.must_not_see("Continue replacing");
    app.click("Past");
    app.wait_for("Payout service");
    app.wait_for_words("revoked on");
}

#[test]
fn a_replacement_is_taken_up_where_it_stopped_by_another_session_too() {
    let mut app = replacing("Payout service");
    app.type_into("Lifetime", "90 days");
    create(&mut app);
    app.click("Test the new token");
    app.wait_for_words("203.0.113.0/28");
    assert!(!app.is_enabled("Revoke the old token…"), "a token that did not pass counts as tried");
    app.copy_token();
    app.click("Done");
    app.wait_for_words("The token value is no longer available here");
    app.click("Back to access tokens");
    app.wait_for_words("has not been tested yet");

    app.click("Log out");
    app.must_see("stands half-way: both tokens work.");
    app.click("Discard");
    app.wait_for(OWNER);
    app.log_in(OWNER);
    app.click_role(Role::Button, "Access tokens");
    app.wait_for_words("has not been tested yet");
    app.click("Continue replacing Payout service");
    app.wait_for_words("The token value is no longer available here");
    app.click("I tested it where it is used");
    app.wait_for_words("You confirmed that the new token works");
    app.click("Back to access tokens");
    app.wait_for_words("“Payout service” is not revoked yet");
    app.click("Payout service");
    app.click("Replace…");
    app.click("Revoke the old token…");
    app.must_see("you confirmed that it works; it was not tested from here");
    app.type_into("Type the old token's label to confirm", "Payout service");
    // Its answer is lost: the list says that it is done.
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    app.click("Revoke old token");
    app.wait_until_gone("Type the old token's label to confirm");
    app.control().set_faults(&[]);
    app.click("Back to access tokens");
    app.click("Refresh");
    app.wait_until_gone("Continue replacing");
    app.click("Past");
    app.wait_for("Payout service");
    app.wait_for_words("revoked on");
    assert_eq!(app.control().requests(DELETED), 1);
    assert!(app.token_at_the_server("Payout service").is_none());
}

#[test]
fn a_draft_that_waits_comes_back_as_it_was_and_both_tokens_may_stay() {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", "half typed");
    app.type_into("Lifetime", "3 fortnights");
    app.click("Back to access tokens");
    begin(&mut app, "Listing desk");
    assert_eq!(app.typed("Label"), "Listing desk (2)");
    app.click("Back to access tokens");
    app.click("New access token");
    assert_eq!(app.typed("Label"), "half typed");
    assert_eq!(app.typed("Lifetime"), "3 fortnights");
    app.click("Back to access tokens");
    app.click("Replace…");
    app.type_into("Lifetime", "90 days");
    app.type_into("Amount for all ERC-20 tokens", "1000000000000");
    create(&mut app);
    app.copy_token();
    app.click("Keep both tokens");
    app.wait_until_gone("Replacement");
    app.click("Done");
    app.wait_for("Filter access tokens");
    app.must_not_see("Continue replacing");
    app.must_see("Listing desk (2)");
    app.click("New access token");
    assert_eq!(app.typed("Label"), "half typed");
    assert_eq!(app.control().requests(DELETED), 0);
}

#[test]
fn a_new_token_that_is_revoked_instead_brings_the_form_back() {
    let mut app = replacing("Listing desk");
    app.must_see("The old token's spending limit for all ERC-20 tokens cannot be read");
    app.type_into("Lifetime", "90 days");
    app.type_into("Amount for all ERC-20 tokens", "1000000000000");
    create(&mut app);
    app.must_see("The test cannot pass from here: your IP address 127.0.0.1");
    app.copy_token();
    app.click("Done");
    app.click("Revoke the new token instead…");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "Listing desk (2)");
    app.click("Revoke token");
    app.wait_until_gone("stops working at once");
    app.wait_until_gone("in progress");
    app.must_not_see("Continue replacing");
    app.click("Listing desk");
    app.click("Replace…");
    app.wait_for_words("no longer exists. Create a new one.");
    assert_eq!(app.typed("Label"), "Listing desk (2)");
    app.must_see("999,999,999,999,999");
    assert!(app.token_at_the_server("Listing desk").is_some());
}

#[test]
fn a_scope_that_cannot_be_asked_for_is_taken_away_with_one_press() {
    let mut app = Harness::open();
    app.control().write_scope("Payout service", "scim");
    app.log_in(OWNER);
    begin(&mut app, "Payout service");
    app.must_see("A new token cannot have the old token's scope “scim”");
    app.must_see("A new token cannot have the scope “scim”.");
    app.click("Remove scim");
    app.wait_until_gone("A new token cannot have the scope “scim”.");
    app.must_not_see("Remove scim");
    create(&mut app);
    let new = app.token_at_the_server("Payout service (2)").unwrap();
    assert!(!new.scope.iter().any(|name| name == "scim"));
}
