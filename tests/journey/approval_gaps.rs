//! Cases with something missing: states that wait for somebody else, what cannot be read, what is around a case and could
//! not be read, or has changed meanwhile, rules that are locked, second approvals, and what can never be approved.

use countersign::bitgo::approvals::{ApprovalState, Change, Decision, PendingApproval};
use countersign::bitgo::policies::RuleRequest;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::Key;
use egui::accesskit::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::approval_kinds::{approvals, at_the_queue, decide, officer, open_case, rules_in_words, wallet};
use crate::harness::{ADMIN, Harness, OWNER};

#[test]
fn every_state_says_what_it_waits_for_and_cannot_be_approved() {
    let mut app = at_the_queue(OWNER);
    app.control().add_approvals(90);
    app.click("Refresh");
    app.wait_until_gone("in progress");
    let waiting: Vec<PendingApproval> = approvals(&mut app)
        .into_iter()
        .filter(|it| !it.state.is_decided() && it.state != ApprovalState::Pending)
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    for approval in waiting {
        if !seen.insert(approval.state.clone()) {
            continue;
        }
        app.type_into("Filter approvals", &approval.id);
        app.wait_for("pending others");
        app.click("pending others");
        app.wait_until_gone("reading…");
        let countersign::domain::approval::Awaits::Other(what) = approval.state.awaits() else { panic!() };
        app.wait_for_words(&format!("Pending {what}."));
        assert!(app.screen().matches(&format!("Pending {what}.")).count() > 1, "the status and the reason");
        assert!(!app.is_enabled("Approve…"), "{:?}", approval.state);
        app.click("Close details");
    }
    assert_eq!(seen.len(), 9, "{seen:?}");
}

#[test]
fn what_is_around_a_case_can_be_read_again_where_it_could_not_be_read() {
    let mut app = at_the_queue(OWNER);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    app.type_into("Filter approvals", "Litecoin operations");
    let row = app.text_from("Require 2 approvals");
    app.click(&row);
    app.wait_for_words("The current state of the wallet could not be read");
    app.must_not_see("only 1 other admin");
    app.click("Close details");
    app.type_into("Filter approvals", "Daily limit");
    let rule = app.text_from("Change rule “Daily limit”");
    app.click(&rule);
    app.wait_for_words("Unknown: the wallet's rules were not read.");
    app.must_see("unknown");
    app.must_not_see("No rule");
    app.must_not_see("Locks in");
    app.wait_for_words("The current state of the wallet could not be read");
    app.click("Approve…");
    app.wait_for_words("The request could not be checked: ");
    app.click("Cancel");
    app.click("Close details");
    app.type_into("Filter approvals", "Litecoin operations");
    app.click(&row);
    app.wait_for_words("The current state of the wallet could not be read");
    app.control().set_faults(&[]);
    app.click("Try again");
    app.wait_for_words("only 1 other admin");
    app.must_not_see("could not be read");
    // A rule locks by the platform's clock.
    open_case(&mut app, "Daily limit", "Change rule “Daily limit”");
    app.must_see("Locks in");
    app.control().advance(SignedDuration::from_hours(47));
    app.click("Refresh");
    app.wait_for_words("Locked since");
    app.must_see("BitGo will probably refuse this change when it is approved.");
}

#[test]
fn a_case_that_is_opened_again_is_held_against_what_is_there_then() {
    let mut app = at_the_queue(OWNER);
    open_case(&mut app, "Listing agents", "Change rule “Listing agents”");
    app.must_see("Listing agent, Dubai");
    app.click("Close details");
    remove_rule(&mut app, "Token listings", "Listing agents");
    open_case(&mut app, "Listing agents", "Change rule “Listing agents”");
    app.must_see(GONE);
    // One that stays open is checked against it again when it is to be decided.
    open_case(&mut app, "Daily limit", "Change rule “Daily limit” on “Token listings”");
    app.must_not_see(GONE);
    remove_rule(&mut app, "Token listings", "Daily limit");
    app.click("Approve…");
    app.wait_for_words(GONE);
    app.must_see("Approve request");
}

const GONE: &str = "The wallet has no rule of this name. Somebody has removed it already.";

/// Two others take a rule off a wallet.
fn remove_rule(app: &mut Harness, label: &str, id: &str) {
    let (listings, admin) = (wallet(app, label), app.api_of("admin"));
    let rule = listings.policy().unwrap().rules.into_iter().find(|it| it.id == id).unwrap();
    let removal =
        RuleRequest { id: rule.id, kind: rule.kind, coin: None, condition: None, action: rule.action };
    let asked = app.wait(admin.remove_policy_rule(&listings.coin, &listings.id, &removal)).unwrap();
    let id = asked.waiting().unwrap().approval_ids[0].clone();
    let code = ONE_TIME_CODE.into();
    let owner = app.api();
    app.wait(owner.decide_approval(&id, Decision::Approve, Some(&code))).unwrap();
}

/// What the platform might send and nobody can read in full: kind, content, what its row begins with, what its case says.
fn unreadable() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let to = |amount: Value| json!({ "recipients": [{ "address": "tb1qelsewhere", "amount": amount }] });
    vec![
        ("transactionRequest", to(json!("1.5e3")), "Send “1.5e3”", "BitGo sent “1.5e3”."),
        (
            "transactionRequest",
            to(json!({ "value": null })),
            "Send an amount to 1",
            "The amount is not reported.",
        ),
        ("transactionRequest", to(json!("-5")), "Send -0.00000005 TBTC", "The amount is below zero."),
        (
            "transactionRequest",
            json!({ "recipients": [] }),
            "Send an amount to 0",
            "No recipient is reported.",
        ),
        (
            "policyRuleRequest",
            json!({ "action": "create", "update": {
                "id": "Odd rule", "condition": { "timeWindow": 60 }, "action": { "type": "deny" } } }),
            "Add rule “Odd rule”",
            "an unknown amount",
        ),
        (
            "policyRuleRequest",
            json!({ "action": "create", "update": { "id": "Explosive", "action": { "type": "explode" } } }),
            "Add rule “Explosive”",
            "lead to “explode”",
        ),
        (
            "userChangeRequest",
            json!({ "action": "create", "permissions": ["view"] }),
            "Add somebody whose name is not reported to “Operations hot” (View)",
            "somebody whose name is not reported gains",
        ),
        (
            "userChangeRequest",
            json!({ "action": "create", "userChanged": "0123456789abcdef0123456789abcdef", "permissions": ["fly"] }),
            "Add 01234567…abcdef to “Operations hot” (“fly”)",
            "“fly”: do something that Countersign does not know",
        ),
        (
            "updateWalletTagsRequest",
            json!({ "action": "paint", "customTags": ["x"] }),
            "Do “paint” with",
            "paint",
        ),
        (
            "updateApprovalsRequiredRequest",
            json!({ "requestedApprovalsRequired": "many" }),
            "Unknown request of kind",
            "many",
        ),
        (
            "policyRuleRequest",
            json!({ "action": "create", "batch": [{ "id": "Hidden" }], "update": {
                "id": "Seen", "type": "allTx", "condition": {}, "action": { "type": "deny" } } }),
            "Add rule “Seen”",
            "Hidden",
        ),
        (
            "genericRequest",
            json!({ "changeType": "update", "description": "Two things", "resources": [{ "kind": "second" }] }),
            "Two things",
            "second",
        ),
    ]
}

#[test]
fn what_cannot_be_read_is_shown_as_it_came_and_no_key_decides_it() {
    let mut app = at_the_queue(OWNER);
    let cases = unreadable();
    for (kind, details, _, _) in &cases {
        assert!(app.control().put_up("Operations hot", kind, details.clone()));
    }
    app.click("Refresh");
    app.wait_until_gone("in progress");
    for (_, _, row, words) in cases {
        open_case(&mut app, "Operations hot", row);
        app.wait_for_words(words);
        app.must_see("Not everything in this request can be read here");
        app.must_see("Content");
        for key in [Key::A, Key::R] {
            app.press(key);
            app.must_not_see("One-time code");
        }
    }
    // The keys do decide what can be read.
    open_case(&mut app, "Operations hot", "Send 1.25 TBTC");
    for (key, confirms) in [(Key::R, "Reject request"), (Key::A, "Approve request")] {
        app.press(key);
        app.wait_for(confirms);
        app.click("Cancel");
        app.wait_until_gone(confirms);
    }
}

#[test]
fn a_removed_rule_says_what_it_no_longer_stops_and_waits_for_the_second_of_two() {
    let code = || Some(ONE_TIME_CODE.into());
    for is_approval in [true, false] {
        let mut app = at_the_queue(OWNER);
        open_case(&mut app, "Holiday stop", "Remove rule “Holiday stop” from “Cold reserve 2”");
        for words in [
            "All withdrawals are denied.",
            "Rule removed",
            "Withdrawals this rule blocks or holds will go through unless another rule stops them.",
            "0 of 2 approved. Pending: Olivia Brandt and Ines Duarte.",
        ] {
            app.must_see(words);
        }
        let said = decide(&mut app, true);
        assert!(said.contains("Your approval counts. It then needs 1 more."), "{said}");
        assert!(rules_in_words(&mut app, "Cold reserve 2").contains("Holiday stop"));
        open_case(&mut app, "Holiday stop", "Remove rule “Holiday stop”");
        app.wait_for_words("1 of 2 approved. Pending: Ines Duarte.");
        let is_it = |it: &PendingApproval| matches!(&it.info.change, Change::Rule { rule, .. } if rule.id == "Holiday stop");
        let id = approvals(&mut app).into_iter().find(is_it).unwrap().id;
        let officer = officer(&mut app);
        let decision = if is_approval { Decision::Approve } else { Decision::Reject };
        app.wait(officer.decide_approval(&id, decision, code().as_ref())).unwrap();
        assert_eq!(rules_in_words(&mut app, "Cold reserve 2").contains("Holiday stop"), !is_approval);
    }
}

#[test]
fn a_change_of_a_locked_rule_says_so_and_is_refused() {
    let mut app = at_the_queue(ADMIN);
    let before = rules_in_words(&mut app, "Payroll hot");
    open_case(&mut app, "Velocity limit", "Change rule “Velocity limit” on “Payroll hot”");
    app.must_see("Locked since");
    app.must_see("BitGo will probably refuse this change when it is approved.");
    app.must_see("3 TBTC");
    app.must_see("Limit raised from 1.5 TBTC to 3 TBTC");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.stage.tick_every_warning().unwrap();
    app.click("Approve request");
    app.wait_for_words("Request ID");
    app.click("Cancel");
    assert_eq!(rules_in_words(&mut app, "Payroll hot"), before);
}

#[test]
fn a_removal_that_leaves_one_admin_says_who() {
    let mut app = Harness::open();
    let owner = app.api();
    let demo = wallet(&mut app, "Operations hot");
    let admin = app.api_of("admin").user().id.clone();
    app.wait(owner.remove_wallet_user(&demo.coin, &demo.id, &admin)).unwrap();
    app.log_in(ADMIN);
    app.click_role(Role::Button, "Approvals");
    app.wait_until_gone("in progress");
    open_case(&mut app, "Remove Marcus", "Remove Marcus Adeyemi from “Operations hot”");
    app.must_see(
        "Admins after approval (1): Olivia Brandt. Nobody else will have to approve this admin's changes.",
    );
    app.must_see("Marcus Adeyemi may keep a copy of the wallet's key");
    app.must_see("spend: make withdrawals, which needs the wallet's key");
    decide(&mut app, true);
    assert_eq!(wallet(&mut app, "Operations hot").for_sharing().people.len(), 1);
}

#[test]
fn a_deadlock_to_be_and_one_that_is_there_stand_in_the_confirmation_too() {
    const DANGER: &str = "2 approvals are required, but only 1 other admin can approve.";
    let mut app = at_the_queue(OWNER);
    open_case(&mut app, "Litecoin operations", "Require 2 approvals");
    app.click("Approve…");
    app.wait_for("Approve request");
    assert!(app.screen().matches(DANGER).count() > 1, "the confirmation is silent about it");
    app.stage.tick_every_warning().unwrap();
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_until_gone("A decision cannot be undone.");
    // From here on nothing that an admin asks for on this wallet can be approved.
    let tags = json!({ "action": "add", "customTags": ["late"] });
    assert!(app.control().put_up("Litecoin operations", "updateWalletTagsRequest", tags));
    app.click("Refresh");
    app.wait_until_gone("in progress");
    open_case(&mut app, "Litecoin operations", "Add tag “late”");
    let deadlock = "2 needed, only 1 person can approve: this cannot complete. Reject or cancel it.";
    app.must_see(deadlock);
    app.click("Approve…");
    app.wait_for("Approve request");
    assert!(app.screen().matches(deadlock).count() > 1, "the confirmation is silent about it");
}
