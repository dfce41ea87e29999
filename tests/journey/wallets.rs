//! The wallets: every one of every coin, to the last base unit, and how a person finds their way among them.

use countersign::app::PANELS;
use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::coin::coins;
use egui::accesskit::Role;

use crate::harness::Harness;

/// The amount as the table says it, made from the server's digits without the program's own arithmetic.
fn said(digits: &str, coin: &str) -> String {
    let facts = coins().get(coin).expect("the sandbox holds known coins");
    let decimals = usize::from(facts.decimals);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction} {}", facts.display_unit())
}

/// The whole list again, whatever it was narrowed to.
fn show_all(app: &mut Harness) {
    app.type_into("Filter wallets", "");
    app.click_role(Role::RadioButton, "All coins");
    app.must_see("80 of 80 wallets");
}

fn sent(balance: Option<&Balance>) -> String {
    match balance {
        Some(Balance::Exact(exact)) => exact.to_string(),
        Some(Balance::Unreadable(raw)) => raw.clone(),
        None => String::new(),
    }
}

fn every_wallet_of_every_coin_is_read_and_exact(app: &mut Harness) {
    app.must_see("80 of 80 wallets");
    let wallets = app.wallets_at_the_server();
    assert_eq!(wallets.len(), 80);
    let mut coins_seen: Vec<&str> = wallets.iter().map(|wallet| wallet.coin.as_str()).collect();
    coins_seen.sort_unstable();
    coins_seen.dedup();
    assert!(coins_seen.len() > 20);
    for coin in coins_seen {
        app.click_role(Role::RadioButton, coin);
        let of_coin: Vec<_> = wallets.iter().filter(|wallet| wallet.coin == coin).collect();
        app.must_see(&format!("{} of 80 wallets", of_coin.len()));
        for wallet in of_coin {
            app.must_see(&wallet.label);
            match &wallet.balance {
                Some(Balance::Exact(exact)) => app.must_see(&said(&exact.to_string(), coin)),
                other => app.must_see(&sent(other.as_ref())),
            }
        }
    }
}

fn every_coin_has_its_count_and_its_exact_total(app: &mut Harness) {
    let wallets = app.wallets_at_the_server();
    assert_eq!(app.value_of(Role::RadioButton, "All coins"), "80");
    assert_eq!(app.value_of(Role::Button, "Wallets"), "80");
    for coin in ["hteth", "tbtc", "tdash", "txtz", "eos:USDT"] {
        let of_coin: Vec<_> = wallets.iter().filter(|wallet| wallet.coin == coin).collect();
        let readable = of_coin.iter().filter_map(|wallet| wallet.balance.as_ref()?.exact());
        // The sum of some is the least that there is.
        let least = if readable.clone().count() < of_coin.len() { "≥ " } else { "" };
        let total: BaseUnits = readable.cloned().sum();
        let expected = format!("{least}{}, {}", said(&total.to_string(), coin), of_coin.len());
        assert_eq!(app.value_of(Role::RadioButton, coin), expected, "{coin}");
    }
}

fn amounts_stand_as_they_are_and_are_copied_as_they_came(app: &mut Harness) {
    for (wallet, balance, as_sent, base_units) in [
        (
            "Validator rewards",
            "2,361,183.241434822606848017 HTETH",
            "2361183241434822606848017",
            "2,361,183,241,434,822,606,848,017 wei",
        ),
        ("Wound-down fund", "0 TBTC", "0", "0 satoshi"),
        ("Litecoin operations", "1,182.30049127 TLTC", "118230049127", "118,230,049,127"),
        (
            "Dash masternode income",
            "Spendable balance of Dash masternode income: -0.35 TDASH",
            "-35000000",
            "-35,000,000",
        ),
    ] {
        app.type_into("Filter wallets", wallet);
        app.must_see("1 of 80 wallets");
        app.hover(balance);
        app.must_see(base_units);
        app.must_see(&format!("As sent: \"{as_sent}\""));
        assert_eq!(app.copy(balance), as_sent, "{wallet}");
        app.must_see(&format!("of {wallet}: {as_sent}"));
    }
    app.type_into("Filter wallets", "Litecoin operations");
    app.hover("1,182.30049127 TLTC");
    app.must_see("Confirmed: 1,207.30049127 TLTC");
}

fn a_balance_that_is_no_number_is_shown_as_it_came_and_flagged(app: &mut Harness) {
    app.type_into("Filter wallets", "check balance");
    app.must_see("1 of 80 wallets");
    app.must_see("Tezos operations");
    app.hover("12.5e3");
    app.must_see("Not a whole number of base units");
    app.must_see("Confirmed: 12,500 TXTZ");
    assert_eq!(app.copy("12.5e3"), "12.5e3");
    assert_eq!(app.copy("n/a"), "n/a");
}

fn tethers_are_told_apart_by_their_networks(app: &mut Harness) {
    let wallets = app.wallets_at_the_server();
    for (label, coin, network) in [
        ("Settlement USDT, Ethereum", "usdt", "ethereum"),
        ("Settlement USDT, EOS", "eos:USDT", "eos"),
        ("Settlement USDT, Tron", "ttrx:usdt", "tron testnet"),
    ] {
        let wallet = wallets.iter().find(|wallet| wallet.label == label).unwrap();
        assert_eq!(wallet.coin, coin);
        app.click_role(Role::RadioButton, coin);
        let amount = said(&sent(wallet.balance.as_ref()), coin);
        app.hover(&amount);
        let explained = app.text_with("As sent:").to_lowercase();
        assert!(explained.contains(&format!("on {network}")), "{explained}");
        assert_eq!(app.copy(&amount), sent(wallet.balance.as_ref()));
        app.click(label);
        let copy_id = app.button_with(&format!("Copy ID of {label}"));
        assert_eq!(app.copy(&copy_id), wallet.id);
    }
}

/// The labels of the ether wallets in the order of the table.
fn ether_rows(app: &Harness, labels: &[String]) -> Vec<String> {
    let mut rows: Vec<String> = app.stage.labels().into_iter().filter(|text| labels.contains(text)).collect();
    rows.dedup();
    rows
}

fn a_coin_is_sorted_by_value_and_by_label_in_both_directions(app: &mut Harness) {
    app.click_role(Role::RadioButton, "hteth");
    let mut ether: Vec<_> =
        app.wallets_at_the_server().into_iter().filter(|wallet| wallet.coin == "hteth").collect();
    let labels: Vec<String> = ether.iter().map(|wallet| wallet.label.to_string()).collect();
    ether.sort_by_key(|wallet| wallet.balance.as_ref().and_then(Balance::exact).cloned());
    let rising: Vec<String> = ether.iter().map(|wallet| wallet.label.to_string()).collect();
    let falling: Vec<String> = rising.iter().rev().cloned().collect();
    assert_eq!(ether_rows(app, &labels), falling, "the largest comes first at the start");
    app.click("Sort by balance");
    assert_eq!(ether_rows(app, &labels), rising);
    app.click("Sort by balance");
    assert_eq!(ether_rows(app, &labels), falling);
    let mut by_label = labels.clone();
    by_label.sort_by_key(|label| label.to_lowercase());
    app.click("Sort by label");
    assert_eq!(ether_rows(app, &labels), by_label);
    by_label.reverse();
    app.click("Sort by label");
    assert_eq!(ether_rows(app, &labels), by_label);
}

fn the_list_is_narrowed_by_words_by_coin_and_by_enterprise_and_shown_whole_again(app: &mut Harness) {
    app.type_into("Filter wallets", "cold one");
    app.must_not_see("80 of 80 wallets");
    app.must_see("Bitcoin Gold cold");
    app.click_role(Role::RadioButton, "hteth");
    app.must_see("No wallet matches");
    app.must_see("0 of 80 wallets");
    app.click("Show all wallets");
    app.must_see("80 of 80 wallets");
    assert_eq!(app.typed("Filter wallets"), "");
    app.click("Enterprise");
    app.click("Harbor Custody");
    app.must_not_see("80 of 80 wallets");
    app.type_into("Filter wallets", "Payroll hot");
    app.must_see("No wallet matches");
    app.type_into("Filter wallets", "Exchange float");
    app.must_see("1 of 30 wallets");
    app.click("Enterprise");
    app.click("All enterprises");
    app.click("Clear filter wallets");
    app.must_see("80 of 80 wallets");
}

#[test]
fn amounts_and_totals_are_exact_and_tethers_are_told_apart() {
    let mut app = Harness::at_work();
    for claim in [
        every_wallet_of_every_coin_is_read_and_exact,
        every_coin_has_its_count_and_its_exact_total,
        amounts_stand_as_they_are_and_are_copied_as_they_came,
        a_balance_that_is_no_number_is_shown_as_it_came_and_flagged,
        tethers_are_told_apart_by_their_networks,
    ] {
        claim(&mut app);
        show_all(&mut app);
    }
}

#[test]
fn a_wallet_is_found_by_order_and_by_filters() {
    let mut app = Harness::at_work();
    the_list_is_narrowed_by_words_by_coin_and_by_enterprise_and_shown_whole_again(&mut app);
    a_coin_is_sorted_by_value_and_by_label_in_both_directions(&mut app);
}

#[test]
fn the_finder_leads_to_a_wallet_and_to_every_panel() {
    let mut app = Harness::at_work();
    app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
    app.wait_for("Command or wallet");
    app.type_here("baking");
    app.press(egui::Key::Enter);
    app.wait_for_words("1 of 80 wallets");
    app.must_see("Baking rewards");
    for panel in &PANELS {
        let Some(entry) = panel.palette else { continue };
        app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
        app.wait_for("Command or wallet");
        app.type_here(entry);
        app.press(egui::Key::Enter);
        app.wait_for(panel.landmark);
    }
    app.stage.press_with(egui::Modifiers::COMMAND, egui::Key::K);
    app.wait_for("Command or wallet");
    app.press(egui::Key::Escape);
    app.wait_until_gone("Command or wallet");
}
