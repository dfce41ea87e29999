//! The vendor's support cases on access tokens, each played through the screen: prevented, or explained with a way on.

use countersign::domain::amount::BaseUnits;
use countersign::domain::token::existing::LimitSize;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;
use jiff::SignedDuration;

use crate::creator::{choose_coin, request_shown};
use crate::desk::{Desk, OWNER};

const CREATED: &str = "POST /api/v2/user/accesstoken";

fn in_the_creator(label: &str) -> Desk {
    let mut desk = Desk::at_work();
    desk.open_creator();
    desk.type_into("Label", label);
    desk
}

/// "My token disappeared": its lifetime was typed in another unit, and the platform deletes what has expired unseen.
#[test]
fn an_unexpected_expiry_is_prevented_foreseen_and_remembered() {
    // Prevented: the very numbers of the support notes are asked about, with what each unit would mean.
    let mut desk = in_the_creator("meant for ten years");
    for number in ["572522.211", "560656.87", "315360000"] {
        desk.type_into("Lifetime", number);
        assert!(!desk.is_enabled("Create token"), "{number} is guessed at");
        desk.must_not_see("Sent as");
    }
    desk.must_see("“315360000” has no unit");
    // Foreseen: a token that was made so elsewhere is marked while there is time.
    desk.open_tokens();
    desk.click("Meant to last ten years");
    desk.wait_for_words("This token's lifetime is 572522 s (6 d 15 h 2 min)");
    // Remembered: what expires stays, with what was asked for.
    desk.click("New access token");
    desk.type_into("Lifetime", "45 seconds");
    desk.click("Read-only reporting");
    desk.create_token();
    desk.copy_token();
    desk.click("Done");
    desk.wait_for("meant for ten years");
    desk.wait_until_gone("in progress");
    desk.control().advance(SignedDuration::from_secs(50));
    desk.click("Refresh");
    desk.wait_until_gone("meant for ten years");
    desk.click("Past");
    desk.wait_for("meant for ten years");
    desk.must_see("45 seconds, sent as 45 s");
    desk.wait_for_words("expired on");
}

/// "Please add EURCV to our token": limits of an existing token cannot be changed, and no other limit may get lost.
#[test]
fn limits_are_added_to_an_existing_token_by_a_replacement_that_keeps_the_others() {
    let mut desk = Desk::at_the_tokens();
    let old = desk.token_at_the_server("Payout service").unwrap().known();
    desk.click("Payout service");
    desk.click("Replace…");
    desk.wait_for("Lifetime");
    choose_coin(&mut desk, 4, "EURCV", "eurcv");
    desk.type_into("Amount of limit 4", "999999999");
    desk.must_see("Spending limit for EURCV on Ethereum");
    desk.create_token();
    let new = desk.token_at_the_server("Payout service (2)").unwrap().known();
    for limit in &old.terms.limits {
        let kept = new.terms.limits.iter().find(|kept| kept.coin == limit.coin).unwrap();
        assert_eq!(kept.size, limit.size, "{}", limit.coin);
    }
    assert_eq!(new.terms.limits.len(), old.terms.limits.len() + 1);
    assert!(
        desk.token_at_the_server("Payout service").is_some(),
        "the old one went before the new one was tried"
    );
}

/// "Which Tether is it?": two entries of one name, one of them on another network.
#[test]
fn the_two_tethers_are_told_apart_by_network_and_contract() {
    let mut desk = in_the_creator("tether");
    desk.type_into("Lifetime", "30 days");
    desk.click("Payout service");
    desk.click("Add spending limit");
    desk.type_into("Coin of limit 1", "tether");
    desk.must_see("Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7");
    desk.type_into("Coin of limit 1", "eos:usdt");
    desk.must_see("EOS");
    desk.click_role(Role::Button, "eos:USDT");
    desk.type_into("Amount of limit 1", "1");
    desk.must_see("it is not usdt (Ethereum)");
    desk.click("Change the coin of limit 1");
    desk.type_into("Coin of limit 1", "0xdac17f958d2ee523a2206206994597c13d831ec7");
    desk.click_role(Role::Button, "usdt");
    desk.must_see("usdt is Tether on Ethereum");
    desk.must_see("eos:USDT (EOS)");
    desk.type_into("Amount of limit 1", "2500.5");
    for (named, all) in [("wallet_view", "wallet_view_all"), ("wallet_spend", "wallet_spend_all")] {
        desk.click(named);
        desk.click(all);
    }
    let limits = request_shown(&desk)["spendingLimits"].clone();
    assert_eq!(limits, serde_json::json!([{"coin": "usdt", "txValueLimit": "2500500000"}]));
}

/// "The overlay closed with an error": the token was made all the same, and its value was never seen.
#[test]
fn a_creation_that_failed_on_the_screen_but_succeeded_is_found_before_it_is_sent_again() {
    let mut desk = in_the_creator("ghost");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.control().set_faults(&[FaultSpec::always(FaultKind::LostToken)]);
    desk.send_creation();
    // It is looked up by itself.
    desk.wait_for_words("but its value is lost");
    desk.control().set_faults(&[]);
    assert_eq!(desk.control().requests(CREATED), 1);
    desk.click("Show the token to revoke it");
    desk.click("Revoke…");
    desk.type_into("Type the label to confirm", "ghost");
    desk.click("Revoke token");
    desk.wait_until_gone("stops working at once");
    desk.wait_until_gone("in progress");
    assert!(desk.token_at_the_server("ghost").is_none());
    desk.click("New access token");
    assert_eq!(desk.typed("Label"), "ghost");
    desk.create_token();
    assert!(desk.token_at_the_server("ghost").is_some());
}

/// "Access token lacks required scope": the session was opened with a token, which cannot make another.
#[test]
fn a_session_of_a_token_says_that_it_can_hardly_make_another_and_what_to_do() {
    let mut desk = in_the_creator("parent");
    desk.type_into("Lifetime", "1 day");
    desk.click("Read-only reporting");
    desk.create_token();
    let parent = desk.copy_token();
    desk.click("Done");
    desk.click("Log out");
    desk.wait_for(OWNER);
    desk.log_in_with_token(&parent);
    desk.open_creator();
    desk.type_into("Label", "child");
    desk.type_into("Lifetime", "1 day");
    desk.click("Read-only reporting");
    desk.must_see("Log in with e-mail and password to create tokens.");
    desk.send_creation();
    desk.wait_for_words("This session's token cannot create access tokens");
    desk.must_see("Log in with e-mail and password as an owner or admin");
    assert_eq!(desk.typed("Label"), "child");
    assert!(desk.token_at_the_server("child").is_none());
}

/// "Our production token is refused": production requires addresses.
#[test]
fn no_token_without_an_address_is_sent_where_real_money_is() {
    let mut desk = Desk::at_work_with_real_money();
    desk.open_creator();
    desk.must_see("Required.");
    desk.type_into("Label", "payouts");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.type_into("One-time code", ONE_TIME_CODE);
    assert!(!desk.is_enabled("Create token in production"));
    desk.type_into("IP addresses", "10.1.2.3");
    desk.must_not_see("‹code›");
    desk.type_into("IP addresses", "93.184.215.14");
    assert_eq!(request_shown(&desk)["ipRestrict"], serde_json::json!(["93.184.215.14"]));
    desk.stage.tick_every_warning().unwrap();
    assert!(!desk.is_enabled("Create token in production"), "the label was not typed");
    desk.type_into("Type the label to confirm", "payouts");
    assert_eq!(desk.control().requests(CREATED), 0);
    desk.click("Create token in production");
    desk.wait_for("Access token created");
    let made = desk.token_at_the_server("payouts").unwrap();
    assert_eq!(made.ip_restrict, ["93.184.215.14"]);
}

/// "401 although the token has not expired": its lifetime limit is used up.
#[test]
fn a_limit_that_is_used_up_is_named_with_the_way_to_a_new_token() {
    let mut desk = Desk::at_the_tokens();
    desk.click("Exchange sweep");
    desk.wait_for_words("The limit for TLTC is used up");
    desk.must_see("as if the token had expired");
    desk.click("Replace…");
    desk.wait_for_words("The new token starts with the full limit.");
    desk.create_token();
    let new = desk.token_at_the_server("Exchange sweep (2)").unwrap().known();
    assert_eq!(new.terms.limits[0].size, LimitSize::Exact("9000000000".parse().unwrap()));
    assert!(
        new.terms.limits[0].spent.as_ref().is_none_or(|spent| spent.exact().is_some_and(BaseUnits::is_zero))
    );
}

/// "After we unlocked the token its limits were gone."
#[test]
fn that_unlocking_takes_the_limits_off_is_said_before_the_token_is_made_and_beside_every_limit() {
    let mut desk = in_the_creator("spender");
    desk.type_into("Lifetime", "30 days");
    desk.click("Payout service");
    desk.must_see("unlocking removes all limits");
    choose_coin(&mut desk, 1, "hteth", "hteth");
    desk.type_into("Amount of limit 1", "20");
    desk.must_see("Do not unlock this token: unlocking removes all of its spending limits.");
    desk.open_tokens();
    desk.click("Payout service");
    desk.wait_for_words("Do not unlock this token");
    assert_eq!(desk.control().requests("POST /api/v2/user/unlock"), 0);
}

/// The platform has the last word: where it gives another lifetime than was asked for, that is an alarm.
#[test]
fn a_token_that_ends_sooner_than_was_meant_is_an_alarm() {
    let mut desk = in_the_creator("cut short");
    desk.type_into("Lifetime", "90 days");
    desk.click("Read-only reporting");
    desk.control().set_lifetimes(100);
    desk.create_token();
    desk.must_not_see("matches your request");
    desk.must_see("This token expires 81 d earlier than you requested");
    desk.must_see("Revoke it unless that is what you want.");
}
