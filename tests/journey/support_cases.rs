//! The vendor's support cases on access tokens, each played through the screen: prevented, or explained with a way on.

use countersign::domain::amount::BaseUnits;
use countersign::domain::token::existing::LimitSize;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;
use jiff::SignedDuration;

use crate::creator::{choose_coin, request_shown};
use crate::harness::{Harness, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";

fn in_the_creator(label: &str) -> Harness {
    let mut app = Harness::at_work();
    app.open_creator();
    app.type_into("Label", label);
    app
}

/// "My token disappeared": its lifetime was typed in another unit, and the platform deletes what has expired unseen.
#[test]
fn an_unexpected_expiry_is_prevented_foreseen_and_remembered() {
    // Prevented: the very numbers of the support notes are asked about, with what each unit would mean.
    let mut app = in_the_creator("meant for ten years");
    for number in ["572522.211", "560656.87", "315360000"] {
        app.type_into("Lifetime", number);
        assert!(!app.is_enabled("Create token"), "{number} is guessed at");
        app.must_not_see("Sent as");
    }
    app.must_see("“315360000” has no unit");
    // Foreseen: a token that was made so elsewhere is marked while there is time.
    app.open_tokens();
    app.click("Meant to last ten years");
    app.wait_for_words("This token's lifetime is 572522 s (6 d 15 h 2 min)");
    // Remembered: what expires stays, with what was asked for.
    app.click("New access token");
    app.type_into("Lifetime", "45 seconds");
    app.click("Read-only reporting");
    app.create_token();
    app.copy_token();
    app.click("Done");
    app.wait_for("meant for ten years");
    app.wait_until_gone("in progress");
    app.control().advance(SignedDuration::from_secs(50));
    app.click("Refresh");
    app.wait_until_gone("meant for ten years");
    app.click("Past");
    app.wait_for("meant for ten years");
    app.must_see("45 seconds");
    app.wait_for_words("expired on");
}

/// "Please add EURCV to our token": limits of an existing token cannot be changed, and no other limit may get lost.
#[test]
fn limits_are_added_to_an_existing_token_by_a_replacement_that_keeps_the_others() {
    let mut app = Harness::at_the_tokens();
    let old = app.token_at_the_server("Payout service").unwrap().known();
    app.click("Payout service");
    app.click("Replace…");
    app.wait_for("Lifetime");
    choose_coin(&mut app, 4, "EURCV", "eurcv");
    app.type_into("Amount of limit 4", "999999999");
    app.must_see("Spending limit for EURCV on Ethereum");
    app.create_token();
    let new = app.token_at_the_server("Payout service (2)").unwrap().known();
    for limit in &old.terms.limits {
        let kept = new.terms.limits.iter().find(|kept| kept.coin == limit.coin).unwrap();
        assert_eq!(kept.size, limit.size, "{}", limit.coin);
    }
    assert_eq!(new.terms.limits.len(), old.terms.limits.len() + 1);
    assert!(
        app.token_at_the_server("Payout service").is_some(),
        "the old one went before the new one was tried"
    );
}

/// "Which Tether is it?": two entries of one name, one of them on another network.
#[test]
fn the_two_tethers_are_told_apart_by_network_and_contract() {
    let mut app = in_the_creator("tether");
    app.type_into("Lifetime", "30 days");
    app.click("Payout service");
    app.click("Add spending limit");
    app.type_into("Coin of limit 1", "tether");
    app.must_see("Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7");
    app.type_into("Coin of limit 1", "eos:usdt");
    app.must_see("EOS");
    app.click_role(Role::Button, "eos:USDT");
    app.type_into("Amount of limit 1", "1");
    app.must_see("it is not usdt (Ethereum)");
    app.click("Change coin of limit 1");
    app.type_into("Coin of limit 1", "0xdac17f958d2ee523a2206206994597c13d831ec7");
    app.click_role(Role::Button, "usdt");
    app.must_see("usdt is Tether on Ethereum");
    app.must_see("eos:USDT (EOS)");
    app.type_into("Amount of limit 1", "2500.5");
    for (named, all) in [("wallet_view", "wallet_view_all"), ("wallet_spend", "wallet_spend_all")] {
        app.click(named);
        app.click(all);
    }
    let limits = request_shown(&app)["spendingLimits"].clone();
    assert_eq!(limits, serde_json::json!([{"coin": "usdt", "txValueLimit": "2500500000"}]));
}

/// "The overlay closed with an error": the token was made all the same, and its value was never seen.
#[test]
fn a_creation_that_failed_on_the_screen_but_succeeded_is_found_before_it_is_sent_again() {
    let mut app = in_the_creator("ghost");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.control().set_faults(&[FaultSpec::always(FaultKind::LostToken)]);
    app.send_creation();
    // It is looked up by itself.
    app.wait_for_words("but its value is lost");
    app.control().set_faults(&[]);
    assert_eq!(app.control().requests(CREATED), 1);
    app.click("Show the token to revoke it");
    app.click("Revoke…");
    app.type_into("Type the label to confirm", "ghost");
    app.click("Revoke token");
    app.wait_until_gone("stops working at once");
    app.wait_until_gone("in progress");
    assert!(app.token_at_the_server("ghost").is_none());
    app.click("New access token");
    assert_eq!(app.typed("Label"), "ghost");
    app.create_token();
    assert!(app.token_at_the_server("ghost").is_some());
}

/// "Access token lacks required scope": the session was opened with a token, which cannot make another.
#[test]
fn a_session_of_a_token_says_that_it_can_hardly_make_another_and_what_to_do() {
    let mut app = in_the_creator("parent");
    app.type_into("Lifetime", "1 day");
    app.click("Read-only reporting");
    app.create_token();
    let parent = app.copy_token();
    app.click("Done");
    app.click("Log out");
    app.wait_for(OWNER);
    app.log_in_with_token(&parent);
    app.open_creator();
    app.type_into("Label", "child");
    app.type_into("Lifetime", "1 day");
    app.click("Read-only reporting");
    app.must_see("Log in with email and password to create tokens.");
    app.send_creation();
    app.wait_for_words("This session's token cannot create access tokens");
    app.must_see("Log in with email and password as an owner or admin");
    assert_eq!(app.typed("Label"), "child");
    assert!(app.token_at_the_server("child").is_none());
}

/// "Our production token is refused": production requires addresses.
#[test]
fn no_token_without_an_address_is_sent_where_real_money_is() {
    let mut app = Harness::at_work_with_real_money();
    app.open_creator();
    app.must_see("Required.");
    app.type_into("Label", "payouts");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("One-time code", ONE_TIME_CODE);
    assert!(!app.is_enabled("Create token in production"));
    app.type_into("IP addresses", "10.1.2.3");
    app.must_not_see("‹code›");
    app.type_into("IP addresses", "93.184.215.14");
    assert_eq!(request_shown(&app)["ipRestrict"], serde_json::json!(["93.184.215.14"]));
    app.stage.tick_every_warning().unwrap();
    assert!(!app.is_enabled("Create token in production"), "the label was not typed");
    app.type_into("Type the label to confirm", "payouts");
    assert_eq!(app.control().requests(CREATED), 0);
    app.click("Create token in production");
    app.wait_for("Access token created");
    let made = app.token_at_the_server("payouts").unwrap();
    assert_eq!(made.ip_restrict, ["93.184.215.14"]);
}

/// "401 although the token has not expired": its lifetime limit is used up.
#[test]
fn a_limit_that_is_used_up_is_named_with_the_way_to_a_new_token() {
    let mut app = Harness::at_the_tokens();
    app.click("Exchange sweep");
    app.wait_for_words("The limit for TLTC is used up");
    app.must_see("as if the token had expired");
    app.click("Replace…");
    app.wait_for_words("The new token starts with the full limit.");
    app.create_token();
    let new = app.token_at_the_server("Exchange sweep (2)").unwrap().known();
    assert_eq!(new.terms.limits[0].size, LimitSize::Exact("9000000000".parse().unwrap()));
    assert!(
        new.terms.limits[0].spent.as_ref().is_none_or(|spent| spent.exact().is_some_and(BaseUnits::is_zero))
    );
}

/// "After we unlocked the token its limits were gone."
#[test]
fn that_unlocking_takes_the_limits_off_is_said_before_the_token_is_made_and_beside_every_limit() {
    let mut app = in_the_creator("spender");
    app.type_into("Lifetime", "30 days");
    app.click("Payout service");
    app.must_see("Unlocking removes all limits");
    choose_coin(&mut app, 1, "hteth", "hteth");
    app.type_into("Amount of limit 1", "20");
    app.must_see("Do not unlock this token: unlocking removes all of its spending limits.");
    app.open_tokens();
    app.click("Payout service");
    app.wait_for_words("Do not unlock this token");
    assert_eq!(app.control().requests("POST /api/v2/user/unlock"), 0);
}

/// The platform has the last word: where it gives another lifetime than was asked for, that is an alarm.
#[test]
fn a_token_that_ends_sooner_than_was_meant_is_an_alarm() {
    let mut app = in_the_creator("cut short");
    app.type_into("Lifetime", "90 days");
    app.click("Read-only reporting");
    app.control().set_lifetimes(100);
    app.create_token();
    app.must_not_see("matches your request");
    app.must_see("This token expires 81 d earlier than you requested");
    app.must_see("Revoke it unless that is what you want.");
}
