//! The policies: rules of wallets and of enterprises side by side, each as it stands; what could not be read is said.

use countersign::bitgo::policy_builder::EnterpriseRuleRequest;
use countersign::domain::amount::BaseUnits;
use countersign::domain::enterprise_policy::{Action, Clause, Join, Joined, TRANSFERS, WalletFilter};
use countersign::sandbox::{FaultKind, FaultSpec};
use egui::accesskit::Role;
use serde_json::json;

use crate::harness::Harness;

const REFUSED: &str = "The enterprise's rules could not be read: BitGo reports no license";

fn at_the_policies() -> Harness {
    let mut app = Harness::at_work();
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    app
}

/// Opens the only rule that these words find.
fn open_rule(app: &mut Harness, name: &str) {
    app.type_into("Filter policies", name);
    app.wait_for_words("1 of ");
    app.click(name);
    app.wait_for("Close policy");
}

#[test]
fn rules_of_both_kinds_stand_side_by_side_and_an_unreadable_enterprise_is_told() {
    let mut app = at_the_policies();
    app.wait_for_words(&format!("Harbor Custody: {REFUSED}"));
    app.wait_for_words("There may be rules all the same");
    app.must_see("Travel rule threshold");
    app.must_see("BitGo's rule");
    for (kind, there, gone) in [
        ("Wallet rules", "wallet rule", "enterprise rule"),
        ("Enterprise rules", "Travel rule threshold", "wallet rule"),
        ("BitGo's rules", "Very large withdrawals", "Travel rule threshold"),
        ("All kinds", "Travel rule threshold", "No policies match"),
    ] {
        app.choose("Kind of rule", kind);
        app.wait_for_words(there);
        app.must_not_see(gone);
    }
    for (status, there) in [
        ("Waiting for approval", "Travel rule threshold"),
        ("Unlock pending", "Listings: weekly limit"),
        ("Denied", "Stop everything"),
        ("Inactive", "Old ceiling"),
    ] {
        app.choose("Status", status);
        app.wait_for_words("1 of ");
        app.must_see(there);
    }
}

#[test]
fn rules_are_found_by_a_wallet_a_coin_and_a_person_that_they_are_about() {
    let mut app = at_the_policies();
    app.choose("Kind of rule", "Enterprise rules");
    app.type_into("Covers wallet", "Treasury ether");
    app.wait_for_words("Ether: admins or the group");
    app.must_see("Shares: what compliance sends");
    app.must_not_see("Payroll: treasurers");
    app.type_into("Covers wallet", "no such wallet");
    app.wait_for("No policies match");
    app.click("Show all policies");
    app.wait_for_words("Payroll: treasurers");
    app.choose("Coin", "txrp");
    app.wait_for_words("Screening service");
    app.must_not_see("Payroll: treasurers");
    app.choose("Coin", "All coins");
    app.choose("Person named", "Ines Duarte");
    app.wait_for_words("Compliance asks for no payment");
    app.must_not_see("Screening service");
    app.choose("Enterprise", "Harbor Custody");
    app.wait_for("No policies match");
    app.must_see(REFUSED);
}

#[test]
fn a_rule_tells_its_wallets_its_lock_and_what_each_version_changed() {
    let mut app = at_the_policies();
    open_rule(&mut app, "Operations: large withdrawals");
    app.must_see("Withdrawals of more than 50,000 USD from");
    app.must_see("BitGo has to unlock it before it can be changed");
    app.must_see("11 wallets");
    app.must_see("BitGo sent 50000 (USD), read as dollars");
    app.click("Show versions");
    app.wait_for("Before");
    app.must_see("of more than 25,000 USD");
    app.must_see("Version 1");
    app.must_see("The first version.");
    app.click("Back to the rule");
    app.wait_for("Show versions");
    app.click("Close policy");
    open_rule(&mut app, "Closed accounts");
    app.must_see("It names a wallet that is not visible to you.");
    app.must_see("no wallet");
    app.click("Close policy");
    open_rule(&mut app, "Trading: identity check");
    app.must_see("Locked permanently.");
}

#[test]
fn a_condition_that_is_not_known_is_shown_as_a_tree_and_never_counted() {
    let mut app = Harness::at_work();
    let rule = json!({
        "name": "Moon phase",
        "filteringConditions": [{ "name": "wallet.all" }],
        "clauses": [{
            "conditions": [{ "name": "moon.phase", "parameters": { "phases": ["full", "new"], "after": 7 } }],
            "actions": [{ "name": "approvals.always.deny" }],
        }],
    });
    app.control().put_up_rule("Northwind Treasury", rule).unwrap();
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    open_rule(&mut app, "Moon phase");
    app.must_see("never counted as guarding a wallet");
    app.must_see("Not understood: “moon.phase”");
    app.must_see("phases");
    app.must_see("full");
    app.click("All data from BitGo");
    app.wait_for("Copy all data");
    app.must_see("filteringConditions");
}

#[test]
fn a_rule_that_waits_leads_to_its_approval() {
    let mut app = Harness::at_work();
    let api = app.api();
    let enterprises = &api.user().enterprises;
    let northwind = enterprises.iter().find(|it| it.name.contains("Northwind")).unwrap().id.clone();
    let joined = |item| Joined { item, join: None::<Join> };
    let request = EnterpriseRuleRequest {
        name: "Weekend stop".to_owned(),
        clauses: vec![Clause { conditions: Vec::new(), actions: vec![joined(Action::Deny)] }],
        filters: vec![WalletFilter::AllWallets],
        lock: None,
    };
    app.wait(api.create_enterprise_rule(&northwind, TRANSFERS, &request)).unwrap();
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    app.click_role(Role::Button, "Policies");
    app.click("Refresh");
    app.wait_until_gone("in progress");
    open_rule(&mut app, "Weekend stop");
    app.must_see("waiting for approval");
    app.click("View approval");
    app.wait_for("Filter approvals");
    app.wait_for("Create the policy rule \"Weekend stop\"");
    app.must_see("Close details");
}

#[test]
fn what_can_no_longer_be_read_is_said_and_never_none() {
    let mut app = at_the_policies();
    app.wait_for_words("Travel rule threshold");
    app.control().license_rules("Northwind Treasury", false);
    app.click("Refresh");
    app.wait_for_words(&format!("Northwind Treasury, Harbor Custody: {REFUSED}"));
    // The rows are made beside the screen, a moment after the book that the banner tells of.
    app.wait_until_gone("Travel rule threshold");
    app.wait_until_gone("in progress");
    app.must_not_see("Travel rule threshold");
    app.must_not_see("No policy rules");
    app.control().license_rules("Northwind Treasury", true);
    app.click("Refresh");
    app.wait_for_words("Travel rule threshold");
    app.must_not_see("Northwind Treasury, Harbor Custody");
}

#[test]
fn rules_that_cannot_be_read_again_stay_and_say_of_when_they_are() {
    const EARLIER: &str = "Northwind Treasury: The enterprise's rules are those of ";
    let mut app = at_the_policies();
    app.wait_for_words("Travel rule threshold");
    app.control().set_faults_at(&["/rules"], &[FaultSpec::always(FaultKind::ServerError)]);
    app.click("Refresh");
    app.wait_for_words(EARLIER);
    app.wait_until_gone("in progress");
    app.must_see("They could not be read again: ");
    app.must_see("They may have changed since.");
    app.must_see("Not current: the policies could not be read again.");
    app.must_see("Travel rule threshold");
    // Whoever judges by them says so, and holds nothing for settled.
    app.click_role(Role::Button, "Safety review");
    app.wait_for_words("are of an earlier time: they could not be read again.");
    app.must_see("One admin only");
    app.must_see("No spending limit");
    app.click_role(Role::Button, "Wallets");
    app.open_page("Payroll hot");
    app.click("Policy (2)");
    app.wait_for_words("The enterprise's rules are those of ");
    app.must_see("View policy “Payroll: treasurers”");
    app.click("Check a withdrawal…");
    app.wait_for_words("Amount in ");
    let field = app.text_from("Amount in ");
    app.type_into(&field, "0.001");
    app.wait_for_words("and could not be read again");
    app.must_see("Cannot be told: the enterprise's rules are those of ");
    app.press(egui::Key::Escape);
    // A refusal is another thing: what was read before is no longer known.
    app.control().set_faults(&[]);
    app.control().license_rules("Northwind Treasury", false);
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    app.click("Refresh");
    app.wait_for_words(&format!("Northwind Treasury, Harbor Custody: {REFUSED}"));
    app.wait_until_gone("Travel rule threshold");
    app.must_not_see("The enterprise's rules are those of ");
    // Nor does a later failure bring it back.
    app.control().set_faults_at(&["/rules"], &[FaultSpec::always(FaultKind::ServerError)]);
    app.wait_until_gone("in progress");
    app.click("Refresh");
    app.wait_for_words("Northwind Treasury, Harbor Custody: The enterprise's rules could not be read: ");
    app.wait_until_gone("in progress");
    app.must_not_see("Travel rule threshold");
}

#[test]
fn a_wallets_page_shows_the_enterprise_rules_over_it() {
    let mut app = Harness::at_work();
    app.open_page("Payroll hot");
    app.click("Policy (2)");
    app.wait_for_words("Enterprise rules over this wallet");
    // The treasurers' rule, that on compliance and the hourly limit; neither the one on shares nor the one that waits.
    app.must_see("3 enterprise rules cover this wallet too");
    app.must_see("Withdrawals not started by Olivia Brandt or Marcus Adeyemi from “Payroll hot” need the approval of 2");
    app.must_not_see("Stop everything");
    app.click("View policy “Payroll: treasurers”");
    app.wait_for("Filter policies");
    app.wait_for_words("1 of ");
    app.click("Payroll: treasurers");
    app.wait_for("Close policy");
}

#[test]
fn rules_on_shares_and_rules_that_wait_are_not_counted_over_a_wallet() {
    let mut app = Harness::at_work();
    app.open_page("Tron operations");
    app.click("Policy (0)");
    app.wait_for_words("Enterprise rules over this wallet");
    // Both cover it, and neither stops a withdrawal.
    app.must_see("Shares: what compliance sends");
    app.must_see("Travel rule threshold");
    app.must_not_see("this wallet too");
    app.must_see("This wallet has no spending limit, whitelist or approval rule.");
    let judged = app
        .control()
        .judge_withdrawal(
            "Tron operations",
            "owner@treasury.example",
            &[("TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeL", BaseUnits::from(5_000_000_u64))],
        )
        .unwrap();
    assert!(judged.rules.is_empty() && !judged.is_denied && judged.approvals == 0, "{judged:?}");
}

#[test]
fn a_wallet_whose_enterprise_was_not_read_is_not_called_unguarded() {
    let mut app = Harness::at_work();
    app.open_page("Client deposits B");
    app.click("Policy (0)");
    app.wait_for_words(REFUSED);
    app.must_not_see("Anyone who can spend can send everything at once");
    app.must_not_see("No enterprise rule covers this wallet");
    app.click("Show in Policies");
    app.wait_for("Filter policies");
    app.wait_for_words(REFUSED);
}

#[test]
fn the_table_is_put_in_order_by_its_heads_and_by_the_menu_where_one_is_missing() {
    let mut app = at_the_policies();
    app.choose("Kind of rule", "Enterprise rules");
    app.wait_until_gone("wallet rule");
    let above = |app: &mut Harness, one: &str, other: &str| {
        let (first, second) = (app.top_of(one), app.top_of(other));
        assert!(first < second, "{one} at {first}, {other} at {second}");
    };
    app.click("Sort by name");
    above(&mut app, "Bitcoin: hourly limit of all", "Closed accounts");
    above(&mut app, "Closed accounts", "Delegation: daily limit");
    app.click("Sort by name");
    above(&mut app, "Travel rule threshold", "Trading: identity check");
    app.click("Sort by covers");
    above(&mut app, "Bitcoin: hourly limit of all", "Delegation: daily limit");
    app.click("Sort by status");
    above(&mut app, "Bitcoin: hourly limit of all", "Stop everything");
    // What has no head stands in the menu, and what is chosen there stays for another look.
    app.choose("Order", "Last changed first");
    app.click_role(Role::Button, "Wallets");
    app.wait_for("Filter wallets");
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    assert_eq!(app.value_of(Role::ComboBox, "Order"), "Last changed first");
}

#[test]
fn what_bitgo_recommends_and_no_rule_does_stands_among_the_policies() {
    let mut app = at_the_policies();
    app.wait_for_words("Recommended by BitGo: ");
    let line = app.text_with("Recommended by BitGo: ");
    assert!(line.contains("% of comparable enterprises have it ("), "{line}");
    let show = app.text_from("Show ");
    assert!(show.ends_with(" recommendations"), "{show}");
    app.click(&show);
    app.wait_for("Close recommendations");
    app.must_see("For Northwind Treasury.");
    app.must_see("No active rule does this yet.");
    app.click("Close recommendations");
    // None of those of another enterprise.
    app.choose("Enterprise", "Harbor Custody");
    app.wait_until_gone("Recommended by BitGo");
}

#[test]
fn who_made_a_wallet_rule_is_said_not_to_be_reported() {
    let mut app = at_the_policies();
    app.choose("Kind of rule", "Wallet rules");
    app.type_into("Covers wallet", "Payroll hot");
    app.wait_for_words("2 of ");
    app.click("Velocity limit");
    app.wait_for("Close policy");
    app.must_see("BitGo does not report who made or changed a wallet rule. Its audit log may.");
}
