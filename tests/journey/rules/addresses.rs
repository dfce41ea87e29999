//! Addresses for a whitelist: wrong ones are held at their field, a right one goes through with its confirmation, and many
//! are pasted together.

use countersign::bitgo::approvals::Decision;
use countersign::domain::address::{AddressNetwork, address_over};
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::accesskit::Role;
use serde_json::json;

use super::{
    ADDED, ADDRESS, CHANGED, OTHER, PAIR, PAIR_OPEN, THREE, approve_as_the_other_admin, at_the_rules,
    decide_as_the_other_admin, listed, on_card, press, rule, type_whitelist, wallet,
};
use crate::approval_kinds::open_case;
use crate::harness::Harness;

/// The contract of USDT on the main network, and Tron's.
const TRON: &str = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const EVM: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

fn valid(number: u8, coin: &str) -> String {
    address_over(&[number; 32], &AddressNetwork::of_coin(coin)).unwrap()
}

fn items(app: &mut Harness, label: &str, name: &str) -> Vec<String> {
    listed(&rule(app, label, name).unwrap()).into_iter().map(|(item, _)| item).collect()
}

/// Begins a whitelist with nothing typed but its name.
fn begin(app: &mut Harness, name: &str) {
    app.click("Add rule…");
    app.click_role(Role::RadioButton, "Whitelist");
    app.type_into("Rule name", name);
}

#[test]
fn a_wrong_address_is_held_at_its_field_and_a_right_one_is_confirmed() {
    let mut app = at_the_rules(PAIR_OPEN);
    begin(&mut app, "Known");
    for (address, words) in [
        ("hello", "is not used in Bitcoin addresses."),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "This is a Bitcoin address of the main network"),
        (TRON, "This is a Tron address; the wallet holds Bitcoin testnet"),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsq", "If only one is wrong, it is character 42, “q”."),
    ] {
        app.type_into("First address", address);
        app.wait_for_words(words);
        app.must_see("1 error to fix");
        assert!(!app.is_enabled("Add rule"), "{address}");
        assert_eq!(app.typed("First address"), address, "what was typed stays");
    }
    app.must_see("What is wrong is marked.");
    let own = wallet(&mut app, PAIR_OPEN).receive_address().unwrap();
    app.type_into("First address", &own);
    app.wait_for_words("This is the wallet's own address.");
    app.type_into("First address", &format!("bitcoin:{}?amount=1", ADDRESS.to_uppercase()));
    app.wait_for_words(&format!("Taken as {ADDRESS}, which is the same address."));
    assert!(!app.is_enabled("Add rule"), "it is confirmed first");
    app.must_see("Withdrawals to this address will not be stopped by this whitelist.");
    app.must_see("Type the wallet's label to confirm");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    assert_eq!(items(&mut app, PAIR_OPEN, "Known"), [ADDRESS]);
    assert_eq!(app.control().requests(ADDED), 1, "nothing else was sent");
    // The same in another spelling is on the list.
    on_card(&mut app, "Add an address to Known");
    app.type_into("Address", &ADDRESS.to_uppercase());
    app.wait_for_words(&format!("This address is already on the list, as {ADDRESS}."));
    assert!(!app.is_enabled("Add address"));
}

#[test]
fn an_address_of_another_chain_is_none_for_ethereum() {
    let mut app = at_the_rules(PAIR);
    begin(&mut app, "Known");
    app.type_into("First address", TRON);
    app.wait_for_words("This is a Tron address; the wallet holds Ethereum testnet");
    app.must_see("whose addresses begin with 0x.");
    app.type_into("First address", &EVM.replace("BeAed", "BeAeD"));
    app.wait_for_words("The capital letters do not match the checksum");
    app.must_see("What is wrong is marked.");
    assert!(!app.is_enabled("Add rule"));
    app.type_into("First address", &EVM.to_lowercase());
    app.wait_for_words("This address has no checksum");
    app.must_see(&format!("Taken as {EVM}"));
}

#[test]
fn many_are_pasted_mended_and_sent_one_after_the_other() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut app, "Known");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    on_card(&mut app, "Add an address to Known");
    app.click("Paste several addresses…");
    let [one, two] = [1, 2].map(|number| valid(number, "tbtc"));
    let text = format!("{one}\nhello\n{TRON}\n{two}\n{one}\n{ADDRESS}");
    app.type_into("Addresses", &text);
    app.wait_for_words("2 addresses taken, 4 not taken.");
    for words in [
        &format!("Line 1: {one}"),
        "Line 3: This is a Tron address; the wallet holds Bitcoin testnet",
        "Line 5: Same address as in line 1.",
        "Line 6: This address is already on the list",
    ] {
        app.must_see(words);
    }
    app.click("Add 2 addresses");
    app.wait_for_words("2 addresses added. Fix what is left, or close.");
    assert_eq!(app.typed("Addresses"), format!("hello\n{TRON}"), "what is not taken stays to be mended");
    app.type_into("Addresses", OTHER);
    app.click("Add 1 address");
    app.wait_until_gone("Paste addresses");
    app.must_see("3 addresses to add");
    app.type_into("Label for all", "Payroll");
    app.must_see("3 API requests, sent one after the other");
    app.must_see("Withdrawals to these 3 addresses will not be stopped by this whitelist.");
    assert!(!app.is_enabled("Add addresses"), "a list is confirmed as one address is");
    press(&mut app, "Add addresses");
    app.wait_for_words("3 addresses are now on the list of “Known”.");
    let here = listed(&rule(&mut app, PAIR_OPEN, "Known").unwrap());
    let expected = [(ADDRESS, "Payroll"), (&one, "Payroll 1"), (&two, "Payroll 2"), (OTHER, "Payroll 3")];
    assert_eq!(here, expected.map(|(item, label)| (item.to_owned(), label.to_owned())));
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (1, 3));
}

/// Pastes three addresses, made of these numbers, into the form of a list, which takes them.
fn paste_three(app: &mut Harness, numbers: [u8; 3], between: &str) -> [String; 3] {
    app.click("Paste several addresses…");
    let all = numbers.map(|number| valid(number, "tbtc"));
    app.type_into("Addresses", &all.join(between));
    app.click("Add 3 addresses");
    app.wait_until_gone("Paste addresses");
    all
}

#[test]
fn a_new_list_of_several_is_made_with_the_first_and_a_left_out_one_is_not_sent() {
    let mut app = at_the_rules(PAIR_OPEN);
    begin(&mut app, "Known");
    let all = paste_three(&mut app, [1, 2, 3], ", ");
    app.click(&format!("Leave out {}", all[1]));
    app.wait_for_words("2 addresses to add");
    press(&mut app, "Add rule");
    app.wait_for_words("2 addresses are now on the list of “Known”.");
    assert_eq!(items(&mut app, PAIR_OPEN, "Known"), [all[0].clone(), all[2].clone()]);
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (1, 1));
}

#[test]
fn what_could_not_be_sent_of_a_list_stays_and_lost_answers_are_looked_up() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut app, "Known");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    on_card(&mut app, "Add an address to Known");
    let all = paste_three(&mut app, [1, 2, 3], "\n");
    // Each answer is lost: the first is looked up, and the others wait for the person.
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    press(&mut app, "Add addresses");
    app.wait_for_words("1 address sent, 2 not sent.");
    app.must_see("2 addresses to add");
    app.control().set_faults_on_changes(&[]);
    assert_eq!(items(&mut app, PAIR_OPEN, "Known"), [ADDRESS, all[0].as_str()]);
    press(&mut app, "Add addresses");
    app.wait_for_words("2 addresses are now on the list of “Known”.");
    let here = items(&mut app, PAIR_OPEN, "Known");
    assert_eq!(here[1..], all, "each once");
    assert_eq!(app.control().requests(CHANGED), 3);
}

#[test]
fn where_another_admin_approves_each_address_is_a_request_of_its_own() {
    let mut app = at_the_rules(THREE);
    begin(&mut app, "Known");
    app.click("Paste several addresses…");
    let all = [1, 2].map(|number| valid(number, "hteth"));
    app.type_into("Addresses", &all.join("\n"));
    app.click("Add 2 addresses");
    app.wait_for_words(
        "A new rule has to be approved before more is added to it: begin it with one address.",
    );
    assert!(!app.is_enabled("Add rule"));
}

#[test]
fn a_new_list_stops_where_the_rule_itself_has_to_be_approved_and_goes_on_once_it_is() {
    let mut app = at_the_rules(PAIR_OPEN);
    begin(&mut app, "Known");
    let all = paste_three(&mut app, [1, 2, 3], "\n");
    app.must_see("3 API requests, sent one after the other");
    // From three admins on a change has to be approved; this page was read before.
    assert!(app.control().add_admin(PAIR_OPEN, "compliance@treasury.example"));
    press(&mut app, "Add rule");
    app.wait_for_words("The new rule “Known” is pending approval by");
    app.must_see(&format!("It begins with {}. 2 addresses not sent", all[0]));
    app.must_see("nothing can be added to the rule before it is approved");
    app.must_see("2 addresses to add");
    app.must_see("A rule with that name is pending approval");
    assert!(!app.is_enabled("Add rule"), "it is not sent as another rule");
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (1, 0));
    assert_eq!(rule(&mut app, PAIR_OPEN, "Known"), None);

    let wallet = wallet(&mut app, PAIR_OPEN);
    approve_as_the_other_admin(&mut app, &wallet);
    app.click("Refresh");
    app.wait_for_words("1 address sent, 2 not sent.");
    app.must_see("Add an address to “Known”");
    app.must_see("Each address is a request of its own: 2 have to be approved.");
    assert_eq!(items(&mut app, PAIR_OPEN, "Known"), [all[0].as_str()]);
    press(&mut app, "Add addresses");
    app.wait_for_words("2 changes of rule “Known” are pending approval");
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (1, 2));
}

#[test]
fn a_new_list_whose_rule_is_rejected_is_whole_again() {
    let mut app = at_the_rules(PAIR_OPEN);
    begin(&mut app, "Known");
    let all = paste_three(&mut app, [7, 8, 9], "\n");
    assert!(app.control().add_admin(PAIR_OPEN, "compliance@treasury.example"));
    press(&mut app, "Add rule");
    app.wait_for_words("The new rule “Known” is pending approval by");
    app.must_see("2 addresses to add");

    let wallet = wallet(&mut app, PAIR_OPEN);
    decide_as_the_other_admin(&mut app, &wallet, Decision::Reject);
    // The list of approvals alone says nothing of the rule: it may have been made.
    app.click_role(Role::Button, "Approvals");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.click_role(Role::Button, "Wallets");
    app.wait_until_gone("in progress");
    app.must_see("The new rule “Known” is pending approval by");
    app.must_see("A rule with that name is pending approval");
    assert!(!app.is_enabled("Add rule"));
    app.click("Refresh");
    app.wait_for_words("The new rule “Known” was not approved: it was rejected or canceled.");
    app.must_not_see("is pending approval");
    app.must_not_see("It begins with");
    app.must_see("3 addresses to add");
    // By now it is known that such a rule begins with one address: the first is there again, and can be that one.
    for address in &all[1..] {
        app.click(&format!("Leave out {address}"));
    }
    app.wait_for_words("1 address to add");
    press(&mut app, "Add rule");
    app.wait_for_words("The new rule “Known” is pending approval by");
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (2, 0));
    app.must_not_see("was not approved");
}

#[test]
fn an_approval_that_would_list_a_wrong_address_says_so_and_wants_it_ticked() {
    let mut app = Harness::at_work();
    let asks = |item: &str, id: &str| {
        let entry = json!({ "item": item, "type": "address", "metaData": { "label": "Supplier" } });
        let rule = json!({ "id": id, "type": "advancedWhitelist", "action": { "type": "deny" },
            "condition": { "add": entry } });
        json!({ "action": "create", "update": rule })
    };
    assert!(app.control().put_up(PAIR_OPEN, "policyRuleRequest", asks(TRON, "Tron")));
    assert!(app.control().put_up(PAIR_OPEN, "policyRuleRequest", asks(OTHER, "Right")));
    app.click_role(Role::Button, "Approvals");
    app.wait_until_gone("in progress");
    for (rule, is_wrong) in [("Tron", true), ("Right", false)] {
        open_case(&mut app, rule, &format!("Add rule “{rule}”"));
        let words = "This is a Tron address; the wallet holds Bitcoin testnet";
        assert_eq!(app.sees(words), is_wrong, "{}", app.screen());
        app.click("Approve…");
        app.wait_for("Approve request");
        app.wait_until_gone("Checking…");
        app.type_into("One-time code", ONE_TIME_CODE);
        assert_eq!(app.sees(&format!("{TRON}: {words}")), is_wrong, "{}", app.screen());
        // That it is the first whitelist is ticked in any case.
        assert_eq!(app.sees("2 dangers: read and tick each below."), is_wrong, "{}", app.screen());
        assert!(!app.is_enabled("Approve request"));
        app.stage.tick_every_warning().unwrap();
        app.wait_until_enabled("Approve request");
        app.click("Cancel");
    }
}
