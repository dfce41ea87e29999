//! Lists that are pasted into the creator: what is taken and what not, line by line, and nothing typed is lost.

use serde_json::json;

use crate::creator::{in_the_creator, request_shown};

#[test]
fn a_pasted_list_of_addresses_reports_every_line_and_what_is_left_is_mended() {
    let mut app = in_the_creator();
    app.type_into("Label", "from-offices");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.type_into("IP addresses", "203.0.113.7");
    app.click("Paste a list of IP addresses…");
    assert!(!app.is_enabled("Add 0 IP addresses"));
    app.must_see("The lines that can be added");
    app.type_into(
        "List of IP addresses",
        "# offices\n127.0.0.1\n203.0.113.0/24 # Berlin\n203.0.113.99, 198.51.100.0/23\n2001:db8::1\n127.0.0.1",
    );
    app.must_see("2 IP addresses to add, 2 already included, 2 errors");
    app.must_see("Line 2: 127.0.0.1");
    app.must_see("Line 3: 203.0.113.0/24 (256 IP addresses");
    app.must_see("Line 4: 203.0.113.99 is already included in 203.0.113.0/24 and is left out.");
    app.must_see("Line 6: 127.0.0.1 is entered twice. The duplicate is left out.");
    let too_wide = app.text_with("Line 4, 198.51.100.0/23");
    assert!(too_wide.contains("The largest range is /24") && too_wide.contains("Example: 203.0.113.7"));
    app.must_see("Line 5, 2001:db8::1: IPv6 is not documented");
    app.click("Add 2 IP addresses");
    app.must_see("2 IP addresses added to the form.");
    assert_eq!(app.typed("List of IP addresses"), "198.51.100.0/23\n2001:db8::1");
    app.type_into("List of IP addresses", "198.51.100.0/24");
    app.click("Add 1 IP address");
    app.wait_until_gone("Paste a list of addresses |");
    assert_eq!(app.typed("IP addresses"), "203.0.113.7\n127.0.0.1\n203.0.113.0/24\n198.51.100.0/24");
    // What was typed before stays as it is, and the request is merged all the same.
    app.must_see("203.0.113.7 is already included in 203.0.113.0/24 and is left out.");
    let ranges = json!(["127.0.0.1", "203.0.113.0/24", "198.51.100.0/24"]);
    assert_eq!(request_shown(&app)["ipRestrict"], ranges);
    app.create_token();
    let made = app.token_at_the_server("from-offices").unwrap();
    assert_eq!(json!(made.ip_restrict), ranges);
}

#[test]
fn pasted_limits_are_taken_line_by_line_and_a_coin_once() {
    let mut app = in_the_creator();
    app.type_into("Label", "spender");
    app.type_into("Lifetime", "30 days");
    app.click("Read-only reporting");
    app.click("Add spending limit");
    app.click("Paste a list of limits…");
    app.type_into(
        "List of spending limits",
        "coin;limit\ntbtc;1.5\nhteth;2,5\nTBTC;2\nttrx:usdt;2500.50\nnewcoin;7",
    );
    app.must_see("2 limits to add, 1 heading, 3 errors");
    app.must_see("Line 1: heading, ignored.");
    app.must_see("Line 2: 1.5 TBTC (tbtc, Testnet Bitcoin");
    app.must_see("contract ");
    let comma = app.text_with("Line 3, hteth;2,5");
    assert!(comma.contains("thousands separator") && comma.ends_with("Example: hteth,2.5"), "{comma}");
    app.must_see("Line 4, TBTC;2: Line 2 already has a limit for tbtc");
    app.must_see("Line 6, newcoin;7: The decimals of “newcoin” are unknown");
    app.click("Add 2 limits");
    assert_eq!(app.typed("List of spending limits"), "hteth;2,5\nTBTC;2\nnewcoin;7");
    app.must_see("The form already has a limit for tbtc");
    app.type_into("List of spending limits", "hteth;2.5");
    app.click("Add 1 limit");
    assert_eq!(app.typed("Amount of limit 1"), "1.5");
    assert_eq!(app.typed("Amount of limit 3"), "2.5");
    let limits = json!([
        { "coin": "tbtc", "txValueLimit": "150000000" },
        { "coin": "ttrx:usdt", "txValueLimit": "2500500000" },
        { "coin": "hteth", "txValueLimit": "2500000000000000000" },
    ]);
    assert_eq!(request_shown(&app)["spendingLimits"], limits);
}

#[test]
fn a_list_that_is_put_away_changes_nothing() {
    let mut app = in_the_creator();
    app.type_into("IP addresses", "203.0.113.7");
    app.click("Paste a list of IP addresses…");
    app.type_into("List of IP addresses", "8.8.8.8\n203.0.113.7");
    app.must_see("Line 2: 203.0.113.7 is entered twice. The duplicate is left out.");
    app.press(egui::Key::Escape);
    app.must_not_see("Add 1 IP address");
    assert_eq!(app.typed("IP addresses"), "203.0.113.7");
}
