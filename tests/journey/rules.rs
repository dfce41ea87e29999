//! A wallet's rules: added, changed and removed, at once or once another admin approves, and locked after 48 hours.

mod addresses;
mod conflicts;
mod lost_answers;

use countersign::bitgo::approvals::{ApprovalQuery, Decision, PendingApproval};
use countersign::bitgo::policies::{ActionKind, PolicyRule, RuleCondition};
use countersign::bitgo::wallet::Wallet;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;

use crate::harness::{Harness, all};

const ADDED: &str = "POST /api/v2/{coin}/wallet/{walletId}/policy/rule";
const CHANGED: &str = "PUT /api/v2/{coin}/wallet/{walletId}/policy/rule";
const REMOVED: &str = "DELETE /api/v2/{coin}/wallet/{walletId}/policy/rule";
const LABEL: &str = "Type the rule's name to confirm";
/// What a first whitelist asks for; every one here is made on [`PAIR_OPEN`].
const WALLET_LABEL: &str = "Type the wallet's label to confirm";
/// Two admins and a limit that is locked.
const PAIR: &str = "Gas station";
/// Two admins and a limit of 0.25 that is still open.
const PAIR_OPEN: &str = "Fee account";
/// Three admins and a limit of 25 that is still open.
const THREE: &str = "Token listings";
const ADDRESS: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
const OTHER: &str = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";

/// The owner at the rules of the wallet with this label.
fn at_the_rules(label: &str) -> Harness {
    let mut app = Harness::at_work();
    open_rules(&mut app, label);
    app
}

fn open_rules(app: &mut Harness, label: &str) {
    app.open_page(label);
    click_tab(app);
}

fn click_tab(app: &mut Harness) {
    app.wait_for_words("Policy (");
    let tab = app.text_with("Policy (");
    app.click_role(Role::RadioButton, &tab);
}

fn wallet(app: &mut Harness, label: &str) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

/// The rule as it stands at the server.
fn rule(app: &mut Harness, label: &str, name: &str) -> Option<PolicyRule> {
    wallet(app, label).policy().unwrap().rules.into_iter().find(|rule| rule.id == name)
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
fn type_limit(app: &mut Harness, name: &str, unit: &str, amount: &str, window: &str) {
    app.click("Add rule…");
    app.type_into("Rule name", name);
    app.type_into(&format!("Limit in {unit}"), amount);
    app.type_into("Period", window);
}

fn type_whitelist(app: &mut Harness, name: &str) {
    app.click("Add rule…");
    app.click_role(Role::RadioButton, "Whitelist");
    app.type_into("Rule name", name);
    app.type_into("First address", ADDRESS);
    app.type_into("Label", "Payroll");
}

/// Presses what a rule's card has, once the rules are read.
fn on_card(app: &mut Harness, button: &str) {
    app.wait_until_gone("in progress");
    app.wait_until_enabled(button);
    app.click(button);
}

fn press(app: &mut Harness, button: &str) {
    app.wait_until_gone("in progress");
    app.stage.tick_every_warning().unwrap();
    if app.sees(WALLET_LABEL) {
        app.type_into(WALLET_LABEL, PAIR_OPEN);
    }
    app.wait_until_gone("being read again");
    app.click_role(Role::Button, button);
}

/// Approves what the owner has asked for about this wallet's rules, as the second admin.
fn approve_as_the_other_admin(app: &mut Harness, wallet: &Wallet) {
    decide_as_the_other_admin(app, wallet, Decision::Approve);
}

/// Decides what the owner has asked for about this wallet's rules, as the second admin.
fn decide_as_the_other_admin(app: &mut Harness, wallet: &Wallet, decision: Decision) {
    let admin = app.api_of("admin");
    let query = ApprovalQuery { wallet: Some(wallet.id.to_string()), ..ApprovalQuery::default() };
    let approvals = app.wait(all(admin.pending_approvals(query)));
    let owner = app.api().user().id.clone();
    let mut about_rules: Vec<_> = approvals.iter().filter_map(PendingApproval::open_rule_change).collect();
    about_rules.retain(|change| change.by == owner);
    assert_eq!(about_rules.len(), 1, "{approvals:?}");
    let code = ONE_TIME_CODE.into();
    app.wait(admin.decide_approval(&about_rules[0].approval, decision, Some(&code))).unwrap();
}

#[test]
fn a_limit_holds_at_once_where_there_are_two_admins_exactly_as_it_was_typed() {
    let mut app = at_the_rules(PAIR);
    app.must_see("Changes to policy rules take effect immediately");
    type_limit(&mut app, "Hourly", "HTETH", "1.000000000000000001", "90 minutes");
    app.wait_for_words("= 1,000,000,000,000,000,001 wei");
    app.must_see("\"timeWindow\": 5400");
    app.must_see("\"amountString\": \"1000000000000000001\"");
    app.must_see("Locks 48 hours after the last change.");
    app.must_see("Until it locks, each admin can change or remove it without approval.");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Hourly” is added. Locks in");
    app.wait_until_gone("in progress");
    assert!(app.is_enabled("Change Hourly"));
    assert!(!app.is_enabled("Change Velocity limit"), "{}", app.screen());
    let made = rule(&mut app, PAIR, "Hourly").unwrap();
    assert_eq!(limit_of(&made), ("1000000000000000001".to_owned(), 5_400));
    assert_eq!((made.action.kind, app.control().requests(ADDED)), (ActionKind::GetApproval, 1));
}

#[test]
fn a_whitelist_begins_with_one_address_and_changes_by_one_at_a_time() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut app, "Known");
    app.click_role(Role::RadioButton, "Deny");
    app.wait_for_words("can then go only to this one address");
    assert!(!app.is_enabled("Add rule"), "warnings are ticked first");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    app.wait_for("Add an address to Known");
    on_card(&mut app, "Add an address to Known");
    app.type_into("Address", ADDRESS);
    app.wait_for_words("This address is already on the list.");
    app.type_into("Address", OTHER);
    app.type_into("Label", "Exchange");
    press(&mut app, "Add address");
    app.wait_for_words("The address is now on the list of “Known”.");
    let made = rule(&mut app, PAIR_OPEN, "Known").unwrap();
    let entry = |address: &str, label: &str| (address.to_owned(), label.to_owned());
    assert_eq!(listed(&made), [entry(ADDRESS, "Payroll"), entry(OTHER, "Exchange")]);
    assert_eq!(made.action.kind, ActionKind::Deny);
    on_card(&mut app, "Remove Payroll from Known");
    app.wait_for_words("\"remove\"");
    press(&mut app, "Remove from list");
    app.wait_for_words("The entry is no longer on the list of “Known”.");
    on_card(&mut app, "Remove Exchange from Known");
    app.wait_for_words("all withdrawals will be denied");
    app.click("Back to the rules");
    assert_eq!(listed(&rule(&mut app, PAIR_OPEN, "Known").unwrap()), [entry(OTHER, "Exchange")]);
    assert_eq!((app.control().requests(ADDED), app.control().requests(CHANGED)), (1, 2));
}

#[test]
fn named_admins_approve_every_withdrawal_and_removing_that_wants_the_rules_name() {
    let mut app = at_the_rules(PAIR_OPEN);
    app.click("Add rule…");
    app.click_role(Role::RadioButton, "Every withdrawal");
    app.type_into("Rule name", "Everything");
    app.click_role(Role::RadioButton, "Named admins");
    app.wait_for_words("Tick at least one admin who can approve.");
    app.must_not_see("Hana Kimura");
    app.click("Marcus Adeyemi");
    app.wait_for_words("Nobody could approve Marcus Adeyemi's own withdrawals.");
    app.click("Olivia Brandt (you)");
    app.wait_until_gone("could never be approved");
    press(&mut app, "Add rule");
    app.wait_for("Remove Everything");
    let made = rule(&mut app, PAIR_OPEN, "Everything").unwrap();
    let admins: Vec<String> = wallet(&mut app, PAIR_OPEN).for_sharing().admins().map(str::to_owned).collect();
    let mut asked = made.action.user_ids.clone();
    asked.sort_by_key(|id| admins.iter().position(|admin| admin == id));
    assert_eq!((made.action.kind, asked), (ActionKind::GetFinalApproval, admins));
    on_card(&mut app, "Remove Everything");
    app.wait_for_words("withdrawals that the rule stopped can then leave");
    app.must_see("DELETE /api/v2/");
    app.type_into(LABEL, "everything");
    assert!(!app.is_enabled("Remove rule"));
    app.type_into(LABEL, "Everything");
    app.wait_until_gone("in progress");
    on_card(&mut app, "Remove rule");
    app.wait_for_words("The rule “Everything” is removed.");
    assert_eq!(rule(&mut app, PAIR_OPEN, "Everything"), None);
    assert_eq!(app.control().requests(REMOVED), 1);
}

#[test]
fn a_change_shows_before_and_after_and_starts_the_48_hours_anew() {
    let mut app = at_the_rules(PAIR_OPEN);
    app.must_see("locks in 1 d ");
    on_card(&mut app, "Change Daily limit");
    app.wait_for_words("No changes yet.");
    assert_eq!(app.typed("Limit in TBTC"), "0.25");
    assert_eq!(app.typed("Period"), "1 day");
    app.type_into("Limit in TBTC", "0.75");
    app.wait_for_words("Limit raised from 0.25 TBTC to 0.75 TBTC per day.");
    app.must_see("Withdrawals above 0.25 TBTC per day are denied.");
    app.must_see("Withdrawals above 0.75 TBTC per day are denied.");
    press(&mut app, "Change rule");
    app.wait_for_words("The rule “Daily limit” is changed. Locks in");
    app.wait_for_words("locks in 1 d 23 h");
    let changed = rule(&mut app, PAIR_OPEN, "Daily limit").unwrap();
    assert_eq!(limit_of(&changed), ("75000000".to_owned(), 86_400));
    let RuleCondition::Velocity { group_tags, .. } = changed.condition else { panic!("no limit") };
    assert_eq!(group_tags, [":tag"], "what the form does not show is carried along");
}

#[test]
fn a_limit_of_one_transaction_is_made_and_opens_as_such() {
    let mut app = at_the_rules(PAIR_OPEN);
    app.click("Add rule…");
    app.type_into("Rule name", "At once");
    app.type_into("Limit in TBTC", "0.5");
    app.click_role(Role::RadioButton, "Each transaction");
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “At once” is added.");
    app.wait_for_words("Withdrawals above 0.5 TBTC per transaction require approval.");
    assert_eq!(limit_of(&rule(&mut app, PAIR_OPEN, "At once").unwrap()), ("50000000".to_owned(), 0));
    on_card(&mut app, "Change At once");
    app.wait_for_words("No changes yet.");
    assert!(app.is_ticked("Each transaction"));
}

#[test]
fn with_three_admins_a_new_rule_waits_until_another_one_approves() {
    let mut app = at_the_rules(THREE);
    app.must_see("Changes to policy rules require approval from Marcus Adeyemi or Ines Duarte");
    type_limit(&mut app, "Weekly", "HTETH", "30", "7 days");
    app.must_see("Takes effect once approved; until then the rules stay as they are.");
    press(&mut app, "Add rule");
    app.wait_for_words("The new rule “Weekly” is pending approval by Marcus Adeyemi or Ines Duarte.");
    app.must_not_see("New rule “Weekly” pending approval");
    app.click("Dismiss");
    app.wait_for_words("New rule “Weekly” pending approval, requested by Olivia Brandt.");
    assert_eq!(rule(&mut app, THREE, "Weekly"), None);
    let here = wallet(&mut app, THREE);
    approve_as_the_other_admin(&mut app, &here);
    app.click("Refresh");
    app.wait_for("Change Weekly");
    let made = rule(&mut app, THREE, "Weekly").unwrap();
    assert_eq!(limit_of(&made), ("30000000000000000000".to_owned(), 604_800));
}

#[test]
fn with_three_admins_a_change_and_a_removal_wait_and_lead_to_their_case() {
    let mut app = at_the_rules(THREE);
    on_card(&mut app, "Change Daily limit");
    app.type_into("Limit in HTETH", "20");
    press(&mut app, "Change rule");
    app.wait_for_words("The change of rule “Daily limit” is pending");
    app.wait_for_words("Change pending approval, requested by Olivia Brandt.");
    let here = wallet(&mut app, THREE);
    approve_as_the_other_admin(&mut app, &here);
    app.click("Refresh");
    app.wait_for_words("Withdrawals above 20 HTETH per day are denied.");
    app.wait_until_gone("requested by Olivia Brandt");
    on_card(&mut app, "Remove Daily limit");
    app.type_into(LABEL, "Daily limit");
    app.wait_until_gone("in progress");
    on_card(&mut app, "Remove rule");
    app.wait_for_words("The removal of rule “Daily limit” is pending");
    app.click("View approval");
    app.wait_for("Filter approvals");
    app.wait_for("Close details");
    assert!(rule(&mut app, THREE, "Daily limit").is_some());
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_a_look_alike_is_an_alarm() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_limit(&mut app, "Daily limit", "TBTC", "0", "24");
    for words in [
        "This wallet already has a rule with that name",
        "A limit of 0 would stop every withdrawal",
        "24 what?",
    ] {
        app.must_see(words);
    }
    assert!(!app.is_enabled("Add rule"));
    app.click("24 hours");
    app.wait_until_gone("24 what?");
    app.type_into("Rule name", "Much");
    app.type_into("Limit in TBTC", "1000");
    app.wait_for_words("This limit stops nothing today");
    app.click("Back to the rules");
    type_whitelist(&mut app, "Known");
    press(&mut app, "Add rule");
    on_card(&mut app, "Add an address to Known");
    let poisoned = ADDRESS.replace("d6qejxtdg4", "aaaaaaaaaa");
    app.type_into("Address", &poisoned);
    app.wait_for_words("but it is a different one.");
    app.must_see("The characters that differ are marked.");
    assert!(!app.is_enabled("Add address"));
    app.type_into("Address", "tb1q with spaces");
    app.wait_for_words("There is a blank at character 5.");
}

#[test]
fn who_is_no_admin_sees_the_rules_and_cannot_touch_them() {
    let mut app = Harness::open();
    app.log_in("Hana Kimura, viewer");
    open_rules(&mut app, PAIR);
    app.must_see("Only the wallet's admins can change its policy rules.");
    for button in ["Add rule…", "Change Velocity limit", "Remove Velocity limit"] {
        assert!(!app.is_enabled(button), "{button}");
    }
}
