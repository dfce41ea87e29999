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
use crate::desk::{ADMIN, Desk, OWNER};

#[test]
fn every_state_says_what_it_waits_for_and_cannot_be_approved() {
    let mut desk = at_the_queue(OWNER);
    desk.control().add_approvals(90);
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    let waiting: Vec<PendingApproval> = approvals(&mut desk)
        .into_iter()
        .filter(|it| !it.state.is_decided() && it.state != ApprovalState::Pending)
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    for approval in waiting {
        if !seen.insert(approval.state.clone()) {
            continue;
        }
        desk.type_into("Filter approvals", &approval.id);
        desk.wait_for("waits for others");
        desk.click("waits for others");
        desk.wait_until_gone("reading…");
        let countersign::domain::approval::Awaits::Other(what) = approval.state.awaits() else { panic!() };
        desk.wait_for_words(&format!("Waits for {what}."));
        desk.must_see(&format!("This waits for {what}."));
        assert!(!desk.is_enabled("Approve…"), "{:?}", approval.state);
        desk.click("Close case");
    }
    assert_eq!(seen.len(), 9, "{seen:?}");
}

#[test]
fn what_is_around_a_case_can_be_read_again_where_it_could_not_be_read() {
    let mut desk = at_the_queue(OWNER);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    desk.type_into("Filter approvals", "Litecoin operations");
    let row = desk.text_from("Require 2 approvals");
    desk.click(&row);
    desk.wait_for_words("The current state of the wallet could not be read");
    desk.must_not_see("There are 2 admins");
    desk.click("Close case");
    desk.type_into("Filter approvals", "Daily limit");
    let rule = desk.text_from("Change the rule Daily limit");
    desk.click(&rule);
    desk.wait_for_words("Unknown: the wallet's rules were not read.");
    desk.must_see("unknown");
    desk.must_not_see("There is no such rule.");
    desk.must_not_see("It can be changed for");
    desk.wait_for_words("The current state of the wallet could not be read");
    desk.click("Approve…");
    desk.wait_for_words("This could not be checked against what it would change");
    desk.click("Cancel");
    desk.click("Close case");
    desk.type_into("Filter approvals", "Litecoin operations");
    desk.click(&row);
    desk.wait_for_words("The current state of the wallet could not be read");
    desk.control().set_faults(&[]);
    desk.click("Try again");
    desk.wait_for_words("There are 2 admins");
    desk.must_not_see("could not be read");
    // A rule locks by the platform's clock.
    open_case(&mut desk, "Daily limit", "Change the rule Daily limit");
    desk.must_see("It can be changed for another");
    desk.control().advance(SignedDuration::from_hours(47));
    desk.click("Refresh");
    desk.wait_for_words("Locked since");
    desk.must_see("BitGo will probably refuse this change when it is approved.");
}

#[test]
fn a_case_that_is_opened_again_is_held_against_what_is_there_then() {
    let mut desk = at_the_queue(OWNER);
    open_case(&mut desk, "Listing agents", "Change the rule Listing agents");
    desk.must_see("Listing agent, Dubai");
    desk.click("Close case");
    remove_rule(&mut desk, "Token listings", "Listing agents");
    open_case(&mut desk, "Listing agents", "Change the rule Listing agents");
    desk.must_see(GONE);
    // One that stays open is checked against it again when it is to be decided.
    open_case(&mut desk, "Daily limit", "Change the rule Daily limit of Token listings");
    desk.must_not_see(GONE);
    remove_rule(&mut desk, "Token listings", "Daily limit");
    desk.click("Approve…");
    desk.wait_for_words(GONE);
    desk.must_see("Approve request");
}

const GONE: &str = "The wallet has no rule of this name. Somebody has removed it already.";

/// Two others take a rule off a wallet.
fn remove_rule(desk: &mut Desk, label: &str, id: &str) {
    let (listings, admin) = (wallet(desk, label), desk.api_of("admin"));
    let rule = listings.policy().unwrap().rules.into_iter().find(|it| it.id == id).unwrap();
    let removal =
        RuleRequest { id: rule.id, kind: rule.kind, coin: None, condition: None, action: rule.change };
    let asked = desk.wait(admin.remove_policy_rule(&listings.coin, &listings.id, &removal)).unwrap();
    let id = asked.waiting().unwrap().approval_ids[0].clone();
    let code = ONE_TIME_CODE.into();
    let owner = desk.api();
    desk.wait(owner.decide_approval(&id, Decision::Approve, Some(&code))).unwrap();
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
            "do not add up to a total",
        ),
        (
            "policyRuleRequest",
            json!({ "action": "create", "update": {
                "id": "Odd rule", "condition": { "timeWindow": 60 }, "action": { "type": "deny" } } }),
            "Add the rule Odd rule",
            "an unknown amount",
        ),
        (
            "policyRuleRequest",
            json!({ "action": "create", "update": { "id": "Explosive", "action": { "type": "explode" } } }),
            "Add the rule Explosive",
            "leads to “explode”",
        ),
        (
            "userChangeRequest",
            json!({ "action": "create", "permissions": ["view"] }),
            "Let somebody whose name is not reported view Operations hot",
            "somebody whose name is not reported gains",
        ),
        (
            "userChangeRequest",
            json!({ "action": "create", "userChanged": "0123456789abcdef0123456789abcdef", "permissions": ["fly"] }),
            "Let 01234567…abcdef fly",
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
            "Add the rule Seen",
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
    let mut desk = at_the_queue(OWNER);
    let cases = unreadable();
    for (kind, details, _, _) in &cases {
        assert!(desk.control().put_up("Operations hot", kind, details.clone()));
    }
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    for (_, _, row, words) in cases {
        open_case(&mut desk, "Operations hot", row);
        desk.wait_for_words(words);
        desk.must_see("Not everything in this request can be read here");
        desk.must_see("Content");
        for key in [Key::A, Key::R] {
            desk.press(key);
            desk.must_not_see("One-time code");
        }
    }
    // The keys do decide what can be read.
    open_case(&mut desk, "Operations hot", "Send 1.25 TBTC");
    for (key, confirms) in [(Key::R, "Reject request"), (Key::A, "Approve request")] {
        desk.press(key);
        desk.wait_for(confirms);
        desk.click("Cancel");
        desk.wait_until_gone(confirms);
    }
}

#[test]
fn a_removed_rule_says_what_it_no_longer_stops_and_waits_for_the_second_of_two() {
    let code = || Some(ONE_TIME_CODE.into());
    for is_approval in [true, false] {
        let mut desk = at_the_queue(OWNER);
        open_case(&mut desk, "Holiday stop", "Remove the rule Holiday stop of Cold reserve 2");
        for words in [
            "Sending anything is refused.",
            "The rule no longer exists.",
            "Without this rule, what it blocks or holds now goes through",
            "0 of 2 approvals. 2 more needed, from Olivia Brandt and Ines Duarte.",
        ] {
            desk.must_see(words);
        }
        let said = decide(&mut desk, true);
        assert!(said.contains("Your approval counts. It then needs 1 more."), "{said}");
        assert!(rules_in_words(&mut desk, "Cold reserve 2").contains("Holiday stop"));
        open_case(&mut desk, "Holiday stop", "Remove the rule Holiday stop");
        desk.wait_for_words("1 of 2 approvals. 1 more needed, from Ines Duarte.");
        let is_it = |it: &PendingApproval| matches!(&it.info.change, Change::Rule { rule, .. } if rule.id == "Holiday stop");
        let id = approvals(&mut desk).into_iter().find(is_it).unwrap().id;
        let officer = officer(&mut desk);
        let decision = if is_approval { Decision::Approve } else { Decision::Reject };
        desk.wait(officer.decide_approval(&id, decision, code().as_ref())).unwrap();
        assert_eq!(rules_in_words(&mut desk, "Cold reserve 2").contains("Holiday stop"), !is_approval);
    }
}

#[test]
fn a_change_of_a_locked_rule_says_so_and_is_refused() {
    let mut desk = at_the_queue(ADMIN);
    let before = rules_in_words(&mut desk, "Payroll hot");
    open_case(&mut desk, "Velocity limit", "Change the rule Velocity limit of Payroll hot");
    desk.must_see("Locked since");
    desk.must_see("BitGo will probably refuse this change when it is approved.");
    desk.must_see("3 TBTC");
    desk.click("Approve…");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_for_words("Request ID");
    desk.click("Cancel");
    assert_eq!(rules_in_words(&mut desk, "Payroll hot"), before);
}

#[test]
fn a_removal_that_leaves_one_admin_says_who() {
    let mut desk = Desk::open();
    let owner = desk.api();
    let demo = wallet(&mut desk, "Operations hot");
    let admin = desk.api_of("admin").user().id.clone();
    desk.wait(owner.remove_wallet_user(&demo.coin, &demo.id, &admin)).unwrap();
    desk.log_in(ADMIN);
    desk.click_role(Role::Button, "Approvals");
    desk.wait_until_gone("in progress");
    open_case(&mut desk, "Remove Marcus", "Remove Marcus Adeyemi from Operations hot");
    desk.must_see(
        "Leaves 1 admin: Olivia Brandt. Nobody else would have to approve what that person changes.",
    );
    desk.must_see("Marcus Adeyemi may keep a copy of the wallet's key");
    desk.must_see("spend: make withdrawals, which needs the wallet's key");
    decide(&mut desk, true);
    assert_eq!(wallet(&mut desk, "Operations hot").for_sharing().people.len(), 1);
}

#[test]
fn a_deadlock_to_be_and_one_that_is_there_stand_in_the_confirmation_too() {
    const DANGER: &str = "There are 2 admins, and nobody can approve their own request.";
    let mut desk = at_the_queue(OWNER);
    open_case(&mut desk, "Litecoin operations", "Require 2 approvals");
    desk.click("Approve…");
    desk.wait_for("Approve request");
    assert!(desk.screen().matches(DANGER).count() > 1, "the confirmation is silent about it");
    desk.type_into("One-time code", ONE_TIME_CODE);
    desk.click("Approve request");
    desk.wait_until_gone("A decision cannot be undone.");
    // From here on nothing that an admin asks for on this wallet can be approved.
    let tags = json!({ "action": "add", "customTags": ["late"] });
    assert!(desk.control().put_up("Litecoin operations", "updateWalletTagsRequest", tags));
    desk.click("Refresh");
    desk.wait_until_gone("in progress");
    open_case(&mut desk, "Litecoin operations", "Add the tag late");
    let deadlock = "2 needed, only 1 person can approve: this cannot complete. Reject or cancel it.";
    desk.must_see(deadlock);
    desk.click("Approve…");
    desk.wait_for("Approve request");
    assert!(desk.screen().matches(deadlock).count() > 1, "the confirmation is silent about it");
}
