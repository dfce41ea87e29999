//! What the creator says while it is filled in: what is wrong, how it would be right, and what would be smaller.

use countersign::domain::lifetime::moment_words;
use egui::accesskit::Role;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::creator::{choose_coin, in_the_creator, request_shown};

#[test]
fn a_smaller_scope_is_one_press_away() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "reports");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.must_see("Instead of wallet_view_all, wallet_view or wallet_view_enterprise may be enough.");
    desk.click("Use wallet_view instead of wallet_view_all");
    desk.must_not_see("Instead of wallet_view_all");
    assert!(desk.is_ticked("wallet_view") && !desk.is_ticked("wallet_view_all"));
    desk.must_see("Choose the wallets for wallet_view.");
    desk.type_into("Wallet for wallet_view", "operations hot");
    desk.must_see("hot");
    desk.click("Add Operations hot (tbtc)");
    let wallet = desk.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    assert_eq!(
        request_shown(&desk)["scope"],
        json!([format!("wallet_view:{}", wallet.id), "enterprise_view_all"])
    );
    desk.click("wallet_view_all");
    desk.must_see("wallet_view_all already covers wallet_view.");
    desk.click("Remove wallet_view");
    assert_eq!(request_shown(&desk)["scope"], json!(["wallet_view_all", "enterprise_view_all"]));
}

#[test]
fn a_label_in_use_is_a_warning_that_names_the_other_token_and_its_end() {
    let mut desk = in_the_creator();
    let other = desk.tokens_at_the_server().into_iter().find(|token| token.label.len() > 4).unwrap();
    desk.type_into("Label", &other.label.to_uppercase());
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.must_see(&format!("already have a token named “{}”", other.label));
    let ends = moment_words(other.expires.unwrap(), &TimeZone::system());
    desk.must_see(&ends);
    assert!(!desk.is_enabled("Create token"));
    let tick = desk.text_with("I understand: you already have a token named");
    desk.click(&tick);
    desk.type_into("Label", "one of its own");
    desk.must_not_see("already have a token named");
}

#[test]
fn every_field_says_what_is_wrong_and_what_would_be_right() {
    let mut desk = in_the_creator();
    desk.type_into("Label", " ");
    desk.must_see("Enter a label, such as payout-service-eu.");
    desk.click_role(Role::RadioButton, "Selected enterprises");
    desk.must_see("Select at least one enterprise, or choose All.");
    desk.click_role(Role::RadioButton, "All");
    desk.must_not_see("Select at least one enterprise");
    desk.click("One limit for all ERC-20 tokens");
    desk.must_see("Required. Enter 0 to block spending.");
    desk.type_into("Amount for all ERC-20 tokens", "1.5");
    desk.must_see("base units are whole numbers. For example: 2500");
    desk.type_into("Amount for all ERC-20 tokens", "2500500000");
    desk.must_see(
        "2,500,500,000 base units: 2,500.5 of a token with 6 decimals, such as USDT, and 0.0000000025005",
    );
    desk.type_into("Amount for all ERC-20 tokens", "0");
    desk.must_see("The limit for all ERC-20 tokens is 0");
    desk.click("Maximum for all ERC-20 tokens");
    desk.must_see("which is as good as no limit");
    for (typed, wrong) in [
        ("1,5", "has a comma"),
        ("1e3", "uses an exponent"),
        ("much", "is not an amount"),
        ("0.0000001", "at most 6 digits after the point, not 7"),
        ("-1", "cannot be negative"),
    ] {
        if desk.stage.value("Amount of limit 1").is_none() {
            choose_coin(&mut desk, 1, "ttrx:usdt", "ttrx:usdt");
        }
        desk.type_into("Amount of limit 1", typed);
        let said = desk.text_with(wrong);
        assert!(said.ends_with("For example: 2500.50"), "{said}");
        assert_eq!(desk.typed("Amount of limit 1"), typed);
    }
    desk.click("base units");
    desk.type_into("Amount of limit 1", "1.5");
    desk.must_see("base units are whole numbers. For example: 2500");
    desk.type_into("Amount of limit 1", "1500000");
    desk.must_see("1.5 TTRX:USDT, equal to 1,500,000 base units.");
}

#[test]
fn a_coin_is_found_by_ticker_name_network_and_contract_and_told_from_its_twins() {
    let mut desk = in_the_creator();
    for (limit, words, coin) in [
        (1, "0xdac17f958d2ee523a2206206994597c13d831ec7", "usdt"),
        (2, "tether tron", "trx:usdt"),
        (3, "cardano", "ada"),
        (4, "EOS:usdt", "eos:USDT"),
    ] {
        choose_coin(&mut desk, limit, words, coin);
    }
    desk.must_see("Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7");
    desk.must_see("on Tron, 6 decimals, contract ");
    desk.must_see("on EOS, 4 decimals");
    assert!(desk.screen().matches("other coins have this name or symbol, such as").count() >= 3);
    desk.click("Add spending limit");
    desk.type_into("Coin of limit 5", "usd");
    desk.must_see("More coins match");
    desk.type_into("Coin of limit 5", "no such coin");
    desk.must_not_see("More coins match");
}

#[test]
fn the_next_deployment_is_offered_once_it_is_known() {
    let mut desk = in_the_creator();
    desk.must_not_see("until next deployment");
    desk.click_role(Role::Button, "Settings");
    let day = jiff::Zoned::now().date().saturating_add(jiff::Span::new().days(40));
    desk.type_into("Day of the next deployment", &day.to_string());
    desk.open_creator();
    desk.click("until next deployment");
    assert_eq!(desk.typed("Lifetime"), "until next deployment");
    desk.must_see("Sent as");
    desk.type_into("Lifetime", "90 days");
    desk.must_see("This token outlasts the next deployment");
}
