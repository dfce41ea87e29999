//! What the creator says while it is filled in: what is wrong, how it would be right, and what would be smaller.

use countersign::domain::lifetime::moment_words;
use egui::accesskit::Role;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::creator::{choose_coin, in_the_creator, request_shown};

#[test]
fn a_smaller_scope_is_one_press_away() {
    let mut app = in_the_creator();
    app.type_into("Label", "reports");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.must_see("Instead of wallet_view_all, wallet_view or wallet_view_enterprise may be enough.");
    app.click("Use wallet_view instead of wallet_view_all");
    app.must_not_see("Instead of wallet_view_all");
    assert!(app.is_ticked("wallet_view") && !app.is_ticked("wallet_view_all"));
    app.must_see("Choose the wallets for wallet_view.");
    app.type_into("Wallet for wallet_view", "operations hot");
    app.must_see("hot");
    app.click("Add Operations hot (tbtc)");
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Operations hot").unwrap();
    assert_eq!(
        request_shown(&app)["scope"],
        json!([format!("wallet_view:{}", wallet.id), "enterprise_view_all"])
    );
    app.click("wallet_view_all");
    app.must_see("wallet_view_all already covers wallet_view.");
    app.click("Remove wallet_view");
    assert_eq!(request_shown(&app)["scope"], json!(["wallet_view_all", "enterprise_view_all"]));
}

#[test]
fn a_label_in_use_is_a_warning_that_names_the_other_token_and_its_end() {
    let mut app = in_the_creator();
    let other = app.tokens_at_the_server().into_iter().find(|token| token.label.len() > 4).unwrap();
    app.type_into("Label", &other.label.to_uppercase());
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.must_see(&format!("already have a token named “{}”", other.label));
    let ends = moment_words(other.expires.unwrap(), &TimeZone::system());
    app.must_see(&ends);
    assert!(!app.is_enabled("Create token"));
    let tick = app.text_with("I understand: you already have a token named");
    app.click(&tick);
    app.type_into("Label", "one of its own");
    app.must_not_see("already have a token named");
}

#[test]
fn every_field_says_what_is_wrong_and_what_would_be_right() {
    let mut app = in_the_creator();
    app.type_into("Label", " ");
    app.must_see("Enter a label, such as payout-service-eu.");
    app.click_role(Role::RadioButton, "Selected enterprises");
    app.must_see("Select at least one enterprise, or choose All.");
    app.click_role(Role::RadioButton, "All");
    app.must_not_see("Select at least one enterprise");
    app.click("One limit for all ERC-20 tokens");
    app.must_see("Required. Enter 0 to block spending.");
    app.type_into("Amount for all ERC-20 tokens", "1.5");
    app.must_see("base units are whole numbers. For example: 2500");
    app.type_into("Amount for all ERC-20 tokens", "2500500000");
    app.must_see(
        "2,500,500,000 base units: 2,500.5 of a token with 6 decimals, such as USDT, and 0.0000000025005",
    );
    app.type_into("Amount for all ERC-20 tokens", "0");
    app.must_see("The limit for all ERC-20 tokens is 0");
    app.click("No limit of my own (platform maximum applies): all ERC-20 tokens");
    app.must_see("which is as good as no limit");
    for (typed, wrong) in [
        ("1,5", "has a comma"),
        ("1e3", "uses an exponent"),
        ("much", "is not an amount"),
        ("0.0000001", "at most 6 digits after the point, not 7"),
        ("-1", "cannot be negative"),
    ] {
        if app.stage.value("Amount of limit 1").is_none() {
            choose_coin(&mut app, 1, "ttrx:usdt", "ttrx:usdt");
        }
        app.type_into("Amount of limit 1", typed);
        let said = app.text_with(wrong);
        assert!(said.ends_with("For example: 2500.50"), "{said}");
        assert_eq!(app.typed("Amount of limit 1"), typed);
    }
    app.click("base units");
    app.type_into("Amount of limit 1", "1.5");
    app.must_see("base units are whole numbers. For example: 2500");
    app.type_into("Amount of limit 1", "1500000");
    app.must_see("1.5 TTRX:USDT, equal to 1,500,000 base units.");
}

#[test]
fn a_coin_is_found_by_ticker_name_network_and_contract_and_told_from_its_twins() {
    let mut app = in_the_creator();
    for (limit, words, coin) in [
        (1, "0xdac17f958d2ee523a2206206994597c13d831ec7", "usdt"),
        (2, "tether tron", "trx:usdt"),
        (3, "cardano", "ada"),
        (4, "EOS:usdt", "eos:USDT"),
    ] {
        choose_coin(&mut app, limit, words, coin);
    }
    app.must_see("Tether on Ethereum, 6 decimals, contract 0xdac17f…831ec7");
    app.must_see("on Tron, 6 decimals, contract ");
    app.must_see("on EOS, 4 decimals");
    assert!(app.screen().matches("other coins have this name or symbol, such as").count() >= 3);
    app.click("Add spending limit");
    app.type_into("Coin of limit 5", "usd");
    app.must_see("More coins match");
    app.type_into("Coin of limit 5", "no such coin");
    app.must_not_see("More coins match");
}

#[test]
fn the_next_deployment_is_offered_once_it_is_known() {
    let mut app = in_the_creator();
    app.must_not_see("until next deployment");
    app.click_role(Role::Button, "Settings");
    let day = jiff::Zoned::now().date().saturating_add(jiff::Span::new().days(40));
    app.type_into("Next deployment date", &day.to_string());
    app.open_creator();
    app.click("until next deployment");
    assert_eq!(app.typed("Lifetime"), "until next deployment");
    app.must_see("Sent as");
    app.type_into("Lifetime", "90 days");
    app.must_see("This token outlasts the next deployment");
}
