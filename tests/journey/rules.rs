//! A wallet's rules: added, changed and removed, at once or once another admin approves, and locked after 48 hours.

mod conflicts;
mod lost_answers;

use countersign::bitgo::approvals::{ApprovalQuery, Decision, PendingApproval};
use countersign::bitgo::policies::{ActionKind, PolicyRule, RuleCondition};
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;

use crate::desk::{Desk, all};

const ADDED: &str = "POST /api/v2/{coin}/wallet/{walletId}/policy/rule";
const CHANGED: &str = "PUT /api/v2/{coin}/wallet/{walletId}/policy/rule";
const REMOVED: &str = "DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule";
const LABEL: &str = "Type the rule's name to confirm";
/// Two admins and a limit that is locked.
const PAIR: &str = "Gas station";
/// Two admins and a limit of 0.25 that is still open.
const PAIR_OPEN: &str = "Fee account";
/// Three admins and a limit of 25 that is still open.
const THREE: &str = "Token listings";
const ADDRESS: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
const OTHER: &str = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";

/// The owner at the rules of the wallet with this label.
fn at_the_rules(label: &str) -> Desk {
    let mut desk = Desk::at_work();
    open_rules(&mut desk, label);
    desk
}

fn open_rules(desk: &mut Desk, label: &str) {
    desk.open_page(label);
    click_tab(desk);
}

fn click_tab(desk: &mut Desk) {
    desk.wait_for_words("Rules (");
    let tab = desk.text_with("Rules (");
    desk.click_role(Role::RadioButton, &tab);
}

fn wallet(desk: &mut Desk, label: &str) -> Wallet {
    desk.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// The rule as it stands at the server.
fn rule(desk: &mut Desk, label: &str, name: &str) -> Option<PolicyRule> {
    wallet(desk, label).policy().unwrap().rules.into_iter().find(|rule| rule.id == name)
}

fn limit_of(rule: &PolicyRule) -> (String, u64) {
    let RuleCondition::Velocity { amount, time_window_secs, .. } = &rule.condition else {
        panic!("no limit: {rule:?}")
    };
    (amount.as_ref().unwrap().exact().unwrap().to_string(), time_window_secs.unwrap())
}

fn listed(rule: &PolicyRule) -> Vec<(String, String)> {
    let RuleCondition::Entries(entries) = &rule.condition else { panic!("no list: {rule:?}") };
    entries.iter().map(|entry| (entry.item.clone(), entry.label.clone())).collect()
}

/// Types a new limit, ready but for its warnings.
fn type_limit(desk: &mut Desk, name: &str, unit: &str, amount: &str, window: &str) {
    desk.click("Add rule…");
    desk.type_into("Rule name", name);
    desk.type_into(&format!("Limit in {unit}"), amount);
    desk.type_into("Time window", window);
}

fn type_whitelist(desk: &mut Desk, name: &str) {
    desk.click("Add rule…");
    desk.click_role(Role::RadioButton, "Whitelist");
    desk.type_into("Rule name", name);
    desk.type_into("First address", ADDRESS);
    desk.type_into("Label", "Payroll");
}

/// Presses what a rule's card has, once the rules are read.
fn on_card(desk: &mut Desk, button: &str) {
    desk.wait_until_gone("in progress");
    desk.wait_until_enabled(button);
    desk.click(button);
}

fn press(desk: &mut Desk, button: &str) {
    desk.wait_until_gone("in progress");
    desk.stage.tick_every_warning().unwrap();
    desk.wait_until_gone("being read again");
    desk.click_role(Role::Button, button);
}

/// Approves what the owner has asked for about this wallet's rules, as the second admin.
fn approve_as_the_other_admin(desk: &mut Desk, wallet: &Wallet) {
    let admin = desk.api_of("admin");
    let query = ApprovalQuery { wallet: Some(wallet.id.clone()), ..ApprovalQuery::default() };
    let approvals = desk.wait(all(admin.pending_approvals(query)));
    let owner = desk.api().user().id.clone();
    let mut about_rules: Vec<_> = approvals.iter().filter_map(PendingApproval::open_rule_change).collect();
    about_rules.retain(|change| change.by == owner);
    assert_eq!(about_rules.len(), 1, "{approvals:?}");
    let code = ONE_TIME_CODE.into();
    desk.wait(admin.decide_approval(&about_rules[0].approval, Decision::Approve, Some(&code))).unwrap();
}

#[test]
fn a_limit_holds_at_once_where_there_are_two_admins_exactly_as_it_was_typed() {
    let mut desk = at_the_rules(PAIR);
    desk.must_see("Changes take effect at once");
    type_limit(&mut desk, "Hourly", "HTETH", "1.000000000000000001", "90 minutes");
    desk.wait_for_words("1,000,000,000,000,000,001 wei, exactly");
    desk.must_see("5400 seconds");
    desk.must_see("\"amountString\": \"1000000000000000001\"");
    desk.must_see("48 hours after its last change the rule locks");
    desk.must_see("Until it locks, each admin can change or remove it without approval.");
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “Hourly” is added. It can be changed for another");
    desk.wait_until_gone("in progress");
    assert!(desk.is_enabled("Change Hourly"));
    assert!(!desk.is_enabled("Change Velocity limit"), "{}", desk.screen());
    let made = rule(&mut desk, PAIR, "Hourly").unwrap();
    assert_eq!(limit_of(&made), ("1000000000000000001".to_owned(), 5_400));
    assert_eq!((made.change.kind, desk.control().requests(ADDED)), (ActionKind::GetApproval, 1));
}

#[test]
fn a_whitelist_begins_with_one_address_and_changes_by_one_at_a_time() {
    let mut desk = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut desk, "Known");
    desk.click_role(Role::RadioButton, "Refuses");
    desk.wait_for_words("can then go only to this one address");
    assert!(!desk.is_enabled("Add rule"), "warnings are ticked first");
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “Known” is added.");
    desk.wait_for("Add an address to Known");
    on_card(&mut desk, "Add an address to Known");
    desk.type_into("Address", ADDRESS);
    desk.wait_for_words("This address is already on the list.");
    desk.type_into("Address", OTHER);
    desk.type_into("Label", "Exchange");
    press(&mut desk, "Add address");
    desk.wait_for_words("The address is now on the list of “Known”.");
    let made = rule(&mut desk, PAIR_OPEN, "Known").unwrap();
    let entry = |address: &str, label: &str| (address.to_owned(), label.to_owned());
    assert_eq!(listed(&made), [entry(ADDRESS, "Payroll"), entry(OTHER, "Exchange")]);
    assert_eq!(made.change.kind, ActionKind::Deny);
    on_card(&mut desk, "Remove Payroll from Known");
    desk.wait_for_words("\"remove\"");
    press(&mut desk, "Remove from list");
    desk.wait_for_words("The entry is no longer on the list of “Known”.");
    on_card(&mut desk, "Remove Exchange from Known");
    desk.wait_for_words("nothing can leave this wallet");
    desk.click("Back to the rules");
    assert_eq!(listed(&rule(&mut desk, PAIR_OPEN, "Known").unwrap()), [entry(OTHER, "Exchange")]);
    assert_eq!((desk.control().requests(ADDED), desk.control().requests(CHANGED)), (1, 2));
}

#[test]
fn named_admins_approve_every_withdrawal_and_removing_that_wants_the_rules_name() {
    let mut desk = at_the_rules(PAIR_OPEN);
    desk.click("Add rule…");
    desk.click_role(Role::RadioButton, "Every withdrawal");
    desk.type_into("Rule name", "Everything");
    desk.click_role(Role::RadioButton, "Named admins");
    desk.wait_for_words("Tick at least one admin who can approve.");
    desk.must_not_see("Hana Kimura");
    desk.click("Marcus Adeyemi");
    desk.wait_for_words("Withdrawals by Marcus Adeyemi could never be approved");
    desk.click("Olivia Brandt (you)");
    desk.wait_until_gone("could never be approved");
    press(&mut desk, "Add rule");
    desk.wait_for("Remove Everything");
    let made = rule(&mut desk, PAIR_OPEN, "Everything").unwrap();
    let admins: Vec<String> =
        wallet(&mut desk, PAIR_OPEN).for_sharing().admins().map(str::to_owned).collect();
    let mut asked = made.change.user_ids.clone();
    asked.sort_by_key(|id| admins.iter().position(|admin| admin == id));
    assert_eq!((made.change.kind, asked), (ActionKind::GetFinalApproval, admins));
    on_card(&mut desk, "Remove Everything");
    desk.wait_for_words("withdrawals that the rule stopped can then leave");
    desk.must_see("DELETE /api/v2/");
    desk.type_into(LABEL, "everything");
    assert!(!desk.is_enabled("Remove rule"));
    desk.type_into(LABEL, "Everything");
    desk.wait_until_gone("in progress");
    on_card(&mut desk, "Remove rule");
    desk.wait_for_words("The rule “Everything” is removed.");
    assert_eq!(rule(&mut desk, PAIR_OPEN, "Everything"), None);
    assert_eq!(desk.control().requests(REMOVED), 1);
}

#[test]
fn a_change_shows_before_and_after_and_starts_the_48_hours_anew() {
    let mut desk = at_the_rules(PAIR_OPEN);
    desk.must_see("locks in 1 d ");
    on_card(&mut desk, "Change Daily limit");
    desk.wait_for_words("No changes yet.");
    assert_eq!(desk.typed("Limit in TBTC"), "0.25");
    assert_eq!(desk.typed("Time window"), "1 day");
    desk.type_into("Limit in TBTC", "0.75");
    desk.wait_for_words(
        "More can leave than before: 0.75 TBTC within 1 day instead of 0.25 TBTC within 1 day.",
    );
    desk.must_see("Sending more than 0.25 TBTC within 1 day is refused.");
    desk.must_see("Sending more than 0.75 TBTC within 1 day is refused.");
    press(&mut desk, "Change rule");
    desk.wait_for_words("The rule “Daily limit” is changed. It can be changed for another");
    desk.wait_for_words("locks in 1 d 23 h");
    let changed = rule(&mut desk, PAIR_OPEN, "Daily limit").unwrap();
    assert_eq!(limit_of(&changed), ("75000000".to_owned(), 86_400));
    let RuleCondition::Velocity { group_tags, .. } = changed.condition else { panic!("no limit") };
    assert_eq!(group_tags, [":tag"], "what the form does not show is carried along");
}

#[test]
fn a_limit_of_one_transaction_is_made_and_opens_as_such() {
    let mut desk = at_the_rules(PAIR_OPEN);
    desk.click("Add rule…");
    desk.type_into("Rule name", "At once");
    desk.type_into("Limit in TBTC", "0.5");
    desk.click_role(Role::RadioButton, "Per transaction");
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “At once” is added.");
    desk.wait_for_words("Sending more than 0.5 TBTC in one transaction needs an approval.");
    assert_eq!(limit_of(&rule(&mut desk, PAIR_OPEN, "At once").unwrap()), ("50000000".to_owned(), 0));
    on_card(&mut desk, "Change At once");
    desk.wait_for_words("No changes yet.");
    assert!(desk.is_ticked("Per transaction"));
}

#[test]
fn with_three_admins_a_new_rule_waits_until_another_one_approves() {
    let mut desk = at_the_rules(THREE);
    desk.must_see(
        "Every change of the rules needs the approval of another admin: Marcus Adeyemi or Ines Duarte",
    );
    type_limit(&mut desk, "Weekly", "HTETH", "30", "7 days");
    desk.must_see("It takes effect once approved; until then the rules stay as they are.");
    press(&mut desk, "Add rule");
    desk.wait_for_words(
        "The new rule “Weekly” waits for another admin's approval: Marcus Adeyemi or Ines Duarte.",
    );
    desk.wait_for_words("The new rule “Weekly” waits for approval, requested by Olivia Brandt.");
    assert_eq!(rule(&mut desk, THREE, "Weekly"), None);
    let here = wallet(&mut desk, THREE);
    approve_as_the_other_admin(&mut desk, &here);
    desk.click("Refresh");
    desk.wait_for("Change Weekly");
    let made = rule(&mut desk, THREE, "Weekly").unwrap();
    assert_eq!(limit_of(&made), ("30000000000000000000".to_owned(), 604_800));
}

#[test]
fn with_three_admins_a_change_and_a_removal_wait_and_lead_to_their_case() {
    let mut desk = at_the_rules(THREE);
    on_card(&mut desk, "Change Daily limit");
    desk.type_into("Limit in HTETH", "20");
    press(&mut desk, "Change rule");
    desk.wait_for_words("The change of the rule “Daily limit” waits");
    desk.wait_for_words("A change of it waits for approval, requested by Olivia Brandt.");
    let here = wallet(&mut desk, THREE);
    approve_as_the_other_admin(&mut desk, &here);
    desk.click("Refresh");
    desk.wait_for_words("Sending more than 20 HTETH within 1 day is refused.");
    desk.wait_until_gone("requested by Olivia Brandt");
    on_card(&mut desk, "Remove Daily limit");
    desk.type_into(LABEL, "Daily limit");
    desk.wait_until_gone("in progress");
    on_card(&mut desk, "Remove rule");
    desk.wait_for_words("The removal of the rule “Daily limit” waits");
    desk.click("Show the approval");
    desk.wait_for("Filter approvals");
    desk.wait_for("Close case");
    assert!(rule(&mut desk, THREE, "Daily limit").is_some());
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_a_look_alike_is_an_alarm() {
    let mut desk = at_the_rules(PAIR_OPEN);
    type_limit(&mut desk, "Daily limit", "TBTC", "0", "24");
    for words in [
        "This wallet already has a rule with that name",
        "A limit of 0 would stop every withdrawal",
        "24 what?",
    ] {
        desk.must_see(words);
    }
    assert!(!desk.is_enabled("Add rule"));
    desk.click("24 hours");
    desk.wait_until_gone("24 what?");
    desk.type_into("Rule name", "Much");
    desk.type_into("Limit in TBTC", "1000");
    desk.wait_for_words("This limit stops nothing today");
    desk.click("Back to the rules");
    type_whitelist(&mut desk, "Known");
    press(&mut desk, "Add rule");
    on_card(&mut desk, "Add an address to Known");
    let poisoned = ADDRESS.replace("d6qejxtdg4", "aaaaaaaaaa");
    desk.type_into("Address", &poisoned);
    desk.wait_for_words("but it is a different one.");
    desk.must_see("The characters that differ are marked.");
    assert!(!desk.is_enabled("Add address"));
    desk.type_into("Address", "tb1q with spaces");
    desk.wait_for_words("Enter one address, without spaces");
}

#[test]
fn who_is_no_admin_sees_the_rules_and_cannot_touch_them() {
    let mut desk = Desk::open();
    desk.log_in("Hana Kimura, viewer");
    open_rules(&mut desk, PAIR);
    desk.must_see("Only the wallet's admins can change its rules.");
    for button in ["Add rule…", "Change Velocity limit", "Remove Velocity limit"] {
        assert!(!desk.is_enabled(button), "{button}");
    }
}
