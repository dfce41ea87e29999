//! Cases with something missing: states that wait for somebody else, what cannot be read, what is around a case and could
//! not be read, or has changed meanwhile.

use countersign::bitgo::approvals::{ApprovalState, Decision, PendingApproval};
use countersign::bitgo::policies::RuleRequest;
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE};
use egui::Key;
use serde_json::{Value, json};

use crate::approval_kinds::{approvals, at_the_queue, open_case, wallet};
use crate::desk::OWNER;

#[test]
fn every_state_says_what_it_waits_for_and_cannot_be_approved() {
    let mut desk = at_the_queue(OWNER);
    desk.control().add_approvals(90);
    desk.click("Read again");
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
    desk.wait_for_words("The wallet as it is now could not be read");
    desk.must_not_see("There are 2 admins");
    desk.click("Close case");
    desk.type_into("Filter approvals", "Daily limit");
    let rule = desk.text_from("Change the rule Daily limit");
    desk.click(&rule);
    desk.wait_for_words("Not known: the wallet's rules are not here.");
    desk.must_see("not known");
    desk.must_not_see("There is no such rule.");
    desk.must_not_see("It can be changed for");
    desk.wait_for_words("The wallet as it is now could not be read");
    desk.click("Approve…");
    desk.wait_for_words("This could not be checked against the wallet as it is now");
    desk.click("Leave it open");
    desk.click("Close case");
    desk.type_into("Filter approvals", "Litecoin operations");
    desk.click(&row);
    desk.wait_for_words("The wallet as it is now could not be read");
    desk.control().set_faults(&[]);
    desk.click("Try again");
    desk.wait_for_words("There are 2 admins");
    desk.must_not_see("could not be read");
}

#[test]
fn a_case_that_is_opened_again_is_held_against_what_is_there_then() {
    let mut desk = at_the_queue(OWNER);
    open_case(&mut desk, "Listing agents", "Change the rule Listing agents");
    desk.must_see("Listing agent, Dubai");
    desk.click("Close case");
    let (listings, admin) = (wallet(&mut desk, "Token listings"), desk.api_of("admin"));
    let rule = listings.policy().unwrap().rules.into_iter().find(|it| it.id == "Listing agents").unwrap();
    let removal =
        RuleRequest { id: rule.id, kind: rule.kind, coin: None, condition: None, action: rule.action };
    let asked = desk.wait(admin.remove_policy_rule(&listings.coin, &listings.id, &removal)).unwrap();
    let id = asked.waiting().unwrap().approval_ids[0].clone();
    let code = ONE_TIME_CODE.into();
    let owner = desk.api();
    desk.wait(owner.decide_approval(&id, Decision::Approve, Some(&code))).unwrap();
    open_case(&mut desk, "Listing agents", "Change the rule Listing agents");
    desk.must_see("The wallet has no rule of this name: somebody has removed it already.");
}

/// What the platform might send and nobody can read in full: kind, content, what its row begins with, what its case says.
fn unreadable() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let to = |amount: Value| json!({ "recipients": [{ "address": "tb1qelsewhere", "amount": amount }] });
    vec![
        ("transactionRequest", to(json!("1.5e3")), "Send “1.5e3”", "the platform sent “1.5e3”."),
        (
            "transactionRequest",
            to(json!({ "value": null })),
            "Send an amount to 1",
            "The amount is not told.",
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
            "an amount not told",
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
            "Let somebody who is not told view Operations hot",
            "somebody who is not told gains",
        ),
        (
            "userChangeRequest",
            json!({ "action": "create", "userChanged": "0123456789abcdef0123456789abcdef", "permissions": ["fly"] }),
            "Let 01234567…abcdef fly",
            "“fly”: do something that this program does not know",
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
            "Something of",
            "many",
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
    desk.click("Read again");
    desk.wait_until_gone("in progress");
    for (_, _, row, words) in cases {
        open_case(&mut desk, "Operations hot", row);
        desk.wait_for_words(words);
        desk.must_see("Not everything in it can be read here");
        desk.must_see("What it holds");
        desk.press(Key::A);
        desk.must_not_see("Approve request");
    }
    // The keys do decide what can be read.
    open_case(&mut desk, "Operations hot", "Send 1.25 TBTC");
    desk.press(Key::A);
    desk.wait_for("Approve request");
}
