//! The safety review: each kind of finding with its reason, its source and the way to its fix; what is mended goes with the
//! next reading; what is not known is not claimed.

use countersign::app::Start;
use countersign::bitgo::approvals::{ApprovalQuery, Decision};
use countersign::bitgo::client::Timeouts;
use countersign::bitgo::policies::{ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest};
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::ShareRequest;
use countersign::bitgo::signing::AuthVersion;
use countersign::bitgo::wallet::{Wallet, WalletKind};
use countersign::domain::amount::BaseUnits;
use countersign::domain::share::Permissions;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, SandboxOptions};
use egui::Key;
use egui::accesskit::Role;
use jiff::SignedDuration;
use serde_json::json;

use crate::harness::{Harness, OWNER, all};
use crate::support::sessions;

const POLICIES: &str = "Source: BitGo advice on wallet policies.";
const ADMINS: &str = "Source: BitGo advice on wallet admins.";
const APPROVALS: &str = "Source: BitGo API reference, pending approvals.";
const RULES: &str = "Open wallet policy";

/// What is looked for in the sandbox: words to find it by, what is the case, its weight, why it matters, who says so, and
/// the button that leads to its fix.
const FINDINGS: [[&str; 6]; 8] = [
    [
        "Exchange float admin",
        "The only admin can also spend.",
        "Critical",
        "can remove every rule alone",
        ADMINS,
        "Add a second admin…",
    ],
    [
        "Fork proceeds admin",
        "This wallet has only one admin.",
        "Warning",
        "without anybody else's approval",
        ADMINS,
        "Add a second admin…",
    ],
    [
        "Merchant payouts limit",
        "No spending limit, whitelist or approval rule.",
        "Critical",
        "can send everything at once, to any address",
        POLICIES,
        RULES,
    ],
    [
        "Anchor settlement limit",
        "This wallet has no spending limit.",
        "Warning",
        "only to whitelisted",
        POLICIES,
        RULES,
    ],
    [
        "Litecoin reserve whitelist",
        "This wallet has no whitelist.",
        "Info",
        "can be approved by mistake",
        POLICIES,
        RULES,
    ],
    [
        "Gas station whitelist",
        "This wallet has no whitelist.",
        "Info",
        "Up to the limit, money can go to any address",
        POLICIES,
        RULES,
    ],
    [
        "Treasury ether approve",
        "It requires 2 approvals, but there is only 1 other admin.",
        "Critical",
        "Nobody can approve their own request",
        APPROVALS,
        "Add an admin…",
    ],
    [
        "Fee account lock",
        "The rule “Daily limit” can still be changed.",
        "Info",
        "only BitGo support can change it",
        POLICIES,
        RULES,
    ],
];

fn at_the_review(person: &str) -> Harness {
    let mut app = Harness::open();
    // The rules of all enterprises can be read, so that what is found is known.
    app.control().license_rules("Harbor Custody", true);
    app.log_in(person);
    open(&mut app);
    app
}

fn open(app: &mut Harness) {
    app.click_role(Role::Button, "Safety review");
    app.wait_for_words("checked against BitGo's advice");
    app.wait_until_gone("in progress");
}

/// Chooses the one finding that holds these words.
#[track_caller]
fn look_at(app: &mut Harness, filter: &str, what: &str) {
    app.wait_for("Filter findings");
    app.type_into("Filter findings", filter);
    app.click(what);
    app.wait_for("What to do");
}

#[track_caller]
fn read_again(app: &mut Harness) {
    app.click("Refresh");
    app.wait_until_gone("in progress");
}

fn wallet_of(app: &mut Harness, label: &str) -> Wallet {
    app.wallets_at_the_server().into_iter().find(|wallet| wallet.label == label).unwrap()
}

#[test]
fn who_is_in_the_enterprise_is_read_again_with_the_review() {
    let mut app = at_the_review(OWNER);
    let api = app.api();
    let northwind =
        api.user().enterprises.iter().find(|it| it.name.contains("Northwind")).unwrap().id.clone();
    let people = app.wait(api.enterprise_people(&northwind)).unwrap().people;
    let id_of = |name: &str| people.iter().find(|it| it.name == name).unwrap().id.clone();
    let (compliance, owner) = (id_of("Ines Duarte"), id_of("Olivia Brandt"));
    let is_gone = "not in the enterprise";
    app.type_into("Filter findings", is_gone);
    app.must_not_see("Ines Duarte");
    // Her name is known already, so that no new one comes with the answer in which she is missing.
    app.control().garble(&compliance, json!({ "id": owner }));
    read_again(&mut app);
    app.wait_for_words("Ines Duarte");
    app.control().garble(&compliance, json!({}));
    read_again(&mut app);
    app.wait_until_gone("Ines Duarte");
}

/// A session of the owner whose requests are taken whatever the clock of the sandbox says (Auth V2).
fn without_window(app: &mut Harness) -> Session {
    let client = sessions::client(app.sandbox(), AuthVersion::V2, Timeouts::default());
    let owner = app.sandbox().accounts[0].clone();
    app.wait(sessions::log_in(&client, &owner.email, &owner.password, Some(ONE_TIME_CODE))).unwrap()
}

/// A rule for a wallet, made away from this screen so long ago.
fn add_rule_ago(
    app: &mut Harness,
    ago: SignedDuration,
    label: &str,
    kind: RuleKind,
    condition: ConditionChange,
) {
    let (session, wallet) = (without_window(app), wallet_of(app, label));
    let rule = RuleRequest {
        id: format!("New {}", kind.word()),
        kind,
        coin: None,
        condition: Some(condition),
        action: RuleAction { kind: ActionKind::Deny, user_ids: Vec::new() },
    };
    app.control().advance(-ago);
    // An answer from the past is not believed; whether the rule is there is looked up.
    let _ = app.wait(session.add_policy_rule(&wallet.coin, &wallet.id, &rule));
    app.control().advance(ago);
    let rules = wallet_of(app, label).policy().unwrap().rules;
    assert!(rules.iter().any(|it| it.id == rule.id), "the rule is not there: {rules:?}");
}

fn limit() -> ConditionChange {
    ConditionChange::Velocity {
        amount: BaseUnits::from(100_000_u64),
        time_window_secs: 86_400,
        group_tags: Vec::new(),
    }
}

fn listed() -> ConditionChange {
    ConditionChange::AddEntry {
        item: "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx".to_owned(),
        kind: "address".to_owned(),
        label: "Exchange deposit".to_owned(),
    }
}

#[test]
fn each_kind_of_finding_has_its_reason_its_source_and_the_way_to_its_fix() {
    let mut app = at_the_review(OWNER);
    let badge = app.value_of(Role::Button, "Safety review");
    app.must_see(badge.strip_suffix(" findings").unwrap());
    for [filter, what, weight, why, source, button] in FINDINGS {
        look_at(&mut app, filter, what);
        for words in [why, source, button, weight] {
            assert!(app.sees(words), "{filter}: \"{words}\" is not on the screen: {}", app.screen());
        }
        assert!(app.is_enabled(button), "{filter}");
    }
    // The last one says how long it can be changed.
    app.must_see("Check that it is right. It locks in 1 d ");
}

#[test]
fn the_buttons_lead_to_the_share_with_an_admin_and_to_the_wallet() {
    let mut app = at_the_review(OWNER);
    look_at(&mut app, "Merchant payouts limit", "No spending limit, whitelist or approval rule.");
    let wallet = wallet_of(&mut app, "Merchant payouts");
    app.click(RULES);
    app.wait_for("Policy (0)");
    app.wait_for_words("This wallet has no spending limit, whitelist or approval rule");
    app.must_see(&wallet.label);
    let mut is_known = false;
    for (filter, what, button) in [
        ("Bridge operations admin", "The only admin can also spend.", "Add a second admin…"),
        (
            "Litecoin reserve approve",
            "It requires 2 approvals, but there is only 1 other admin.",
            "Add an admin…",
        ),
    ] {
        app.click_role(Role::Button, "Safety review");
        look_at(&mut app, filter, what);
        app.click(button);
        app.wait_for("Email address");
        app.type_into("Email address", "viewer@treasury.example");
        if !std::mem::replace(&mut is_known, true) {
            app.click("Look up");
            app.wait_until_gone("in progress");
            app.wait_until_gone("Looking up the person");
        }
        app.click("Continue to permissions");
        app.wait_for("Invitation");
        for (permission, is_given) in [("View", true), ("Admin", true), ("Spend", false)] {
            assert_eq!(app.is_ticked(permission), is_given, "{filter}: {permission}");
        }
    }
}

#[test]
fn a_second_admin_who_accepted_mends_it_with_the_next_reading() {
    let mut app = at_the_review(OWNER);
    look_at(&mut app, "Bridge operations admin", "The only admin can also spend.");
    let wallet = wallet_of(&mut app, "Bridge operations");
    let (owner, admin) = (app.api(), app.api_of("admin"));
    let recipient = app.wait(owner.look_up("admin@treasury.example")).unwrap();
    let permissions = Permissions::from_list("view,admin");
    let request = ShareRequest::new(wallet.clone(), recipient, permissions, "").unwrap();
    app.wait(owner.send_share(&request, None)).unwrap();
    read_again(&mut app);
    app.must_see("Add a second admin…");
    let offered = app.wait(admin.shares()).unwrap().incoming;
    let share = offered.iter().find(|share| share.wallet == wallet.id).unwrap();
    app.wait(admin.accept_share(&share.reviewed(), None)).unwrap();
    read_again(&mut app);
    app.wait_for("No longer found: One admin only, Bridge operations.");
    app.must_see("No findings match");
    app.must_not_see("Add a second admin…");
    app.click("Show all findings");
    app.wait_for_words("No spending limit: ");
}

#[test]
fn a_limit_mends_the_missing_one_and_is_itself_spoken_of_until_it_locks() {
    let mut app = at_the_review(OWNER);
    let before = app.text_with(" critical");
    look_at(&mut app, "Merchant payouts limit", "No spending limit, whitelist or approval rule.");
    let ago = SignedDuration::from_mins(90);
    add_rule_ago(&mut app, ago, "Merchant payouts", RuleKind::VelocityLimit, limit());
    read_again(&mut app);
    app.wait_for("No longer found: No spending limit, Merchant payouts.");
    assert_ne!(app.text_with(" critical"), before);
    look_at(&mut app, "Merchant payouts lock", "The rule “New velocityLimit” can still be changed.");
    app.must_see("Check that it is right. It locks in 1 d 22 h (");
    look_at(&mut app, "Merchant payouts whitelist", "This wallet has no whitelist.");
    app.must_see("Up to the limit, money can go to any address");
}

#[test]
fn a_rule_locks_by_the_platforms_clock_and_is_then_no_longer_spoken_of() {
    let mut app = at_the_review(OWNER);
    let ago = SignedDuration::from_secs((47 * 60 + 57) * 60 + 30);
    add_rule_ago(&mut app, ago, "Merchant payouts", RuleKind::VelocityLimit, limit());
    read_again(&mut app);
    look_at(&mut app, "Merchant payouts lock", "The rule “New velocityLimit” can still be changed.");
    app.must_see("It locks in 2 min");
    app.control().advance(SignedDuration::from_secs(200));
    read_again(&mut app);
    app.wait_for("No longer found: Rule not locked yet, Merchant payouts.");
}

#[test]
fn an_approval_that_nobody_can_give_is_found_opened_and_gone_once_it_is_canceled() {
    let mut app = at_the_review(OWNER);
    app.must_not_see("Approval that cannot complete");
    let owner = app.api();
    let wallet = wallet_of(&mut app, "Litecoin reserve");
    let admin = app.api_of("admin").user().id.clone();
    let waits = app.wait(owner.remove_wallet_user(&wallet.coin, &wallet.id, &admin)).unwrap();
    assert!(waits.done().is_none());
    read_again(&mut app);
    app.wait_for("Approval that cannot complete: 1 critical");
    look_at(
        &mut app,
        "Litecoin reserve complete",
        "Wallet users: 2 more needed, only 1 person can approve: this cannot complete.",
    );
    app.must_see("What was requested will never happen");
    app.must_see(APPROVALS);
    app.click("View approval");
    app.wait_for("Approve…");
    app.must_see("Remove Marcus Adeyemi from “Litecoin reserve”");
    app.must_see("this cannot complete");

    let open = app.wait(all(owner.pending_approvals(ApprovalQuery::default())));
    let stuck = open.iter().find(|it| it.wallet.as_deref() == Some(wallet.id.as_str())).unwrap();
    let code = ONE_TIME_CODE.into();
    app.wait(owner.decide_approval(&stuck.id, Decision::Reject, Some(&code))).unwrap();
    app.click_role(Role::Button, "Safety review");
    read_again(&mut app);
    app.wait_for("No longer found: Approval that cannot complete, Litecoin reserve.");
}

#[test]
fn who_may_not_mend_it_is_told_who_can() {
    let viewer = {
        let app = Harness::open();
        app.button_with("viewer")
    };
    let mut app = at_the_review(&viewer);
    look_at(&mut app, "approve", "It requires 2 approvals, but there is only 1 other admin.");
    app.must_see("Only an admin of this wallet can fix this: ");
    app.must_not_see("Add an admin…");
}

#[test]
fn a_reading_that_breaks_off_is_no_complete_review_and_what_was_found_stays() {
    let mut app = at_the_review(OWNER);
    app.must_not_see("This review is incomplete");
    let critical = app.text_with(" critical");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    read_again(&mut app);
    app.wait_for_words("Incomplete: reading broke off");
    app.must_see("This review is incomplete: it covers only what has been read so far.");
    // A danger does not go because a reading failed: it is judged by the rules that were read before.
    app.wait_until_gone("in progress");
    app.must_see("No spending limit, whitelist or approval rule.");
    app.control().set_faults(&[]);
    read_again(&mut app);
    app.wait_until_gone("This review is incomplete");
    app.wait_for_words(&critical);
}

#[test]
fn the_way_to_the_rules_is_open_while_the_wallet_is_being_read_again() {
    // More than a page, and the wallet on the last one.
    let sandbox = SandboxOptions { wallets: 260, ..SandboxOptions::default() };
    let mut app = Harness::open_with(Start::afresh(Some(sandbox)));
    app.wait_for_words("Olivia Brandt");
    app.control().limit_pages(200);
    app.log_in(OWNER);
    open(&mut app);
    let me = app.api().user().id.clone();
    let is_bare = |it: &&Wallet| {
        let is_mine = it.for_sharing().admins().any(|admin| admin == me);
        is_mine && it.kind == WalletKind::Hot && it.policy().is_some_and(|policy| policy.rules.is_empty())
    };
    let last = app.wallets_at_the_server().split_off(200).iter().find(is_bare).unwrap().id.clone();
    look_at(&mut app, &format!("{last} limit"), "No spending limit, whitelist or approval rule.");
    app.control().set_faults(&[FaultSpec::always(FaultKind::Slow)]);
    app.click("Refresh");
    app.wait_for_words("Reading wallets: 200");
    app.click(RULES);
    app.control().set_faults(&[]);
    app.wait_for("Policy (0)");
}

#[test]
fn where_nothing_is_found_it_is_said_what_was_looked_at_and_nothing_is_promised() {
    let sandbox = SandboxOptions { wallets: 1, ..SandboxOptions::default() };
    let mut app = Harness::open_with(Start::afresh(Some(sandbox)));
    app.wait_for_words("Olivia Brandt");
    // Of rules that cannot be read nothing is found.
    app.control().license_rules("Northwind Treasury", false);
    app.log_in(OWNER);
    open(&mut app);
    app.wait_for("Limit or whitelist not known: 1 info");
    app.must_see("0 critical");
    assert_eq!(app.value_of(Role::Button, "Safety review"), "");
    let ago = SignedDuration::from_hours(72);
    add_rule_ago(&mut app, ago, "Operations hot", RuleKind::AdvancedWhitelist, listed());
    read_again(&mut app);
    app.wait_for("No issues found");
    app.must_see("1 wallet and ");
    app.must_see("These checks do not prove that a wallet is safe.");
    app.must_not_see("Filter findings");
}

#[test]
fn the_list_is_narrowed_grouped_and_folded() {
    let mut app = at_the_review(OWNER);
    app.must_see("No spending limit: ");
    app.click("Severity");
    app.click_role(Role::MenuItemRadio, "Warning");
    app.wait_until_gone("No spending limit, whitelist or approval rule.");
    app.click("Kind of finding");
    let only = app.stage.labels_of(Role::MenuItemRadio);
    let only = only.iter().find(|label| label.starts_with("No whitelist (")).unwrap().clone();
    app.click_role(Role::MenuItemRadio, &only);
    app.wait_until_gone("This wallet has no spending limit.");
    let fold = app.button_with("Collapse No whitelist: ");
    app.click(&fold);
    app.wait_until_gone("This wallet has no whitelist.");
    app.click(&fold.replace("Collapse", "Expand"));
    app.wait_for("This wallet has no whitelist.");
    app.click("Group");
    app.click_role(Role::MenuItemRadio, "By wallet");
    app.wait_for_words(": 1 finding");
    app.click("Group");
    app.click_role(Role::MenuItemRadio, "Not grouped");
    app.wait_until_gone(": 1 finding");
}

#[test]
fn the_keyboard_goes_through_the_findings_and_every_control_has_a_name() {
    let mut app = at_the_review(OWNER);
    app.type_into("Filter findings", "Exchange float");
    app.tab_to(egui::Modifiers::NONE, "Findings");
    app.press(Key::ArrowDown);
    app.must_not_see("What to do");
    app.press(Key::ArrowDown);
    app.wait_for("What to do");
    app.must_see("can send everything at once, to any address");
    app.press(Key::ArrowDown);
    app.press(Key::ArrowDown);
    app.wait_for("Add a second admin…");
    let mut nameless = Vec::new();
    for role in [Role::Button, Role::TextInput, Role::ComboBox, Role::Table] {
        nameless.extend(app.nameless(role));
    }
    assert!(nameless.is_empty(), "{nameless:#?}");
    // On the head of a group Enter folds it.
    app.press(Key::ArrowUp);
    app.wait_until_gone("What to do");
    app.press(Key::Enter);
    app.wait_for_words("Expand One admin only");
}
