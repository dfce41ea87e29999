//! Lists that are pasted into the creator: what is taken and what not, line by line, and nothing typed is lost.

use serde_json::json;

use crate::creator::{in_the_creator, request_shown};

#[test]
fn a_pasted_list_of_addresses_reports_every_line_and_what_is_left_is_mended() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "from-offices");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.type_into("IP addresses", "203.0.113.7");
    desk.click("Paste a list of IP addresses…");
    assert!(!desk.is_enabled("Add 0 IP addresses"));
    desk.must_see("which lines can be added");
    desk.type_into(
        "List of IP addresses",
        "# offices\n127.0.0.1\n203.0.113.0/24 # Berlin\n203.0.113.99, 198.51.100.0/23\n2001:db8::1\n127.0.0.1",
    );
    desk.must_see("4 lines can be added, 2 cannot");
    desk.must_see("Line 2, 127.0.0.1: 1 IP address, 127.0.0.1.");
    desk.must_see("Line 3, 203.0.113.0/24: 256 addresses");
    desk.must_see("Line 4: 203.0.113.99 is already included in 203.0.113.0/24 and is not sent.");
    desk.must_see("Line 6: 127.0.0.1 is entered twice. It is sent once.");
    let too_wide = desk.text_with("Line 4, 198.51.100.0/23");
    assert!(too_wide.contains("The largest range is /24") && too_wide.contains("Example: 203.0.113.7"));
    desk.must_see("Line 5, 2001:db8::1: IPv6 is not documented");
    desk.click("Add 2 IP addresses");
    desk.must_see("2 IP addresses added to the form.");
    assert_eq!(desk.typed("List of IP addresses"), "198.51.100.0/23\n2001:db8::1");
    desk.type_into("List of IP addresses", "198.51.100.0/24");
    desk.click("Add 1 IP address");
    desk.wait_until_gone("Paste a list of addresses |");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.7\n127.0.0.1\n203.0.113.0/24\n198.51.100.0/24");
    // What was typed before stays as it is, and the request is merged all the same.
    desk.must_see("203.0.113.7 is already included in 203.0.113.0/24 and is not sent.");
    let ranges = json!(["127.0.0.1", "203.0.113.0/24", "198.51.100.0/24"]);
    assert_eq!(request_shown(&desk)["ipRestrict"], ranges);
    desk.create_token();
    let made = desk.token_at_the_server("from-offices").unwrap();
    assert_eq!(json!(made.ip_restrict), ranges);
}

#[test]
fn pasted_limits_are_taken_line_by_line_and_a_coin_once() {
    let mut desk = in_the_creator();
    desk.type_into("Label", "spender");
    desk.type_into("Lifetime", "30 days");
    desk.click("Read-only reporting");
    desk.click("Add spending limit");
    desk.click("Paste a list of limits…");
    desk.type_into(
        "List of spending limits",
        "coin;limit\ntbtc;1.5\nhteth;2,5\nTBTC;2\nttrx:usdt;2500.50\nnewcoin;7",
    );
    desk.must_see("3 lines can be added, 3 cannot");
    desk.must_see("Line 1: heading, ignored.");
    desk.must_see("Line 2: 1.5 TBTC (tbtc, Testnet Bitcoin");
    desk.must_see("contract ");
    let comma = desk.text_with("Line 3, hteth;2,5");
    assert!(comma.contains("thousands separator") && comma.ends_with("Example: hteth,2.5"), "{comma}");
    desk.must_see("Line 4, TBTC;2: Line 2 already has a limit for tbtc");
    desk.must_see("Line 6, newcoin;7: The decimals of “newcoin” are unknown");
    desk.click("Add 2 limits");
    assert_eq!(desk.typed("List of spending limits"), "hteth;2,5\nTBTC;2\nnewcoin;7");
    desk.must_see("The form already has a limit for tbtc");
    desk.type_into("List of spending limits", "hteth;2.5");
    desk.click("Add 1 limit");
    assert_eq!(desk.typed("Amount of limit 1"), "1.5");
    assert_eq!(desk.typed("Amount of limit 3"), "2.5");
    let limits = json!([
        { "coin": "tbtc", "txValueLimit": "150000000" },
        { "coin": "ttrx:usdt", "txValueLimit": "2500500000" },
        { "coin": "hteth", "txValueLimit": "2500000000000000000" },
    ]);
    assert_eq!(request_shown(&desk)["spendingLimits"], limits);
}

#[test]
fn a_list_that_is_put_away_changes_nothing() {
    let mut desk = in_the_creator();
    desk.type_into("IP addresses", "203.0.113.7");
    desk.click("Paste a list of IP addresses…");
    desk.type_into("List of IP addresses", "8.8.8.8\n203.0.113.7");
    desk.must_see("Line 2: 203.0.113.7 is entered twice. It is sent once.");
    desk.press(egui::Key::Escape);
    desk.must_not_see("Add 1 IP address");
    assert_eq!(desk.typed("IP addresses"), "203.0.113.7");
}
