//! A rule whose answer is lost, refused or outlived by its session: it is looked up and never sent twice.

use std::time::Duration;

use countersign::sandbox::{FaultKind, FaultSpec};
use egui::Key;
use egui::accesskit::Role;
use serde_json::json;

use super::{
    ADDED, ADDRESS, CHANGED, LABEL, PAIR_OPEN, REMOVED, THREE, at_the_rules, on_card, press, rule,
    type_limit, type_whitelist,
};
use crate::desk::OWNER;

#[test]
fn an_answer_that_is_cut_off_is_looked_up_and_nothing_is_sent_twice() {
    let mut desk = at_the_rules(PAIR_OPEN);
    type_limit(&mut desk, "Weekly", "TBTC", "0.5", "7 days");
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “Weekly” is added.");
    desk.must_see("The answer was lost, but it was looked up.");
    on_card(&mut desk, "Change Weekly");
    desk.type_into("Time window", "31 days");
    press(&mut desk, "Change rule");
    desk.wait_for_words("The rule “Weekly” is changed.");
    desk.wait_until_gone("in progress");
    // What waits comes in many pages, so the wallet is read again before the lost answer is cleared up.
    for _ in 0..6 {
        let about = json!({ "action": "update", "update": { "id": "Elsewhere" } });
        assert!(desk.control().put_up(PAIR_OPEN, "policyRuleRequest", about));
    }
    desk.control().limit_pages(1);
    desk.control().delay_answers(Duration::from_millis(200));
    on_card(&mut desk, "Remove Weekly");
    desk.type_into(LABEL, "Weekly");
    desk.must_see("The wallet is being refreshed: you can remove the rule when that is done.");
    assert!(!desk.is_enabled("Remove rule"), "what is confirmed is what stands there now");
    desk.wait_until_gone("in progress");
    on_card(&mut desk, "Remove rule");
    desk.wait_for_words("the removal of “Weekly” may have been carried out");
    desk.press(Key::Escape);
    desk.must_see("the removal of “Weekly” may have been carried out");
    desk.must_not_see("somebody has removed it");
    desk.control().delay_answers(Duration::ZERO);
    desk.wait_for_words("The rule “Weekly” is removed.");
    desk.must_see("The answer was lost, but it was looked up.");
    let sent = [ADDED, CHANGED, REMOVED].map(|route| desk.control().requests(route));
    assert_eq!(sent, [1, 1, 1]);
}

#[test]
fn a_lost_answer_of_what_waits_is_found_among_the_approvals() {
    let mut desk = at_the_rules(THREE);
    type_limit(&mut desk, "Weekly", "HTETH", "30", "7 days");
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    press(&mut desk, "Add rule");
    desk.wait_for_words("The new rule “Weekly” waits for another admin's approval");
    desk.must_see("The answer was lost");
    desk.click("Show the approval");
    desk.wait_for("Close case");
    assert_eq!(desk.control().requests(ADDED), 1);
}

#[test]
fn a_failure_keeps_what_was_typed_and_says_that_nothing_was_done() {
    let mut desk = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut desk, "Known");
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    press(&mut desk, "Add rule");
    desk.wait_for_words("the addition of “Known” was not carried out. You can send it again.");
    assert_eq!(desk.control().requests(ADDED), 1);
    assert_eq!(desk.typed("First address"), ADDRESS);
    assert_eq!(desk.typed("Label"), "Payroll");
    desk.control().set_faults_on_changes(&[]);
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “Known” is added.");
    assert_eq!(desk.control().requests(ADDED), 2);
}

#[test]
fn an_answer_that_cannot_even_be_looked_up_holds_the_form_until_it_can() {
    let mut desk = at_the_rules(PAIR_OPEN);
    desk.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    type_limit(&mut desk, "Weekly", "TBTC", "0.5", "7 days");
    desk.stage.tick_every_warning().unwrap();
    desk.wait_for_words("The wallet could not be refreshed");
    assert!(!desk.is_enabled("Add rule"), "the check is of a wallet from before");
    desk.control().set_faults(&[]);
    desk.click("Try again");
    desk.wait_until_gone("The wallet could not be refreshed");
    desk.wait_until_gone("in progress");
    desk.stage.tick_every_warning().unwrap();
    desk.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    desk.click_role(Role::Button, "Add rule");
    desk.wait_for("Look it up");
    desk.must_not_see("Add rule");
    desk.control().set_faults(&[]);
    desk.click("Look it up");
    desk.wait_for_words("the addition of “Weekly” was not carried out. You can send it again.");
    assert_eq!(desk.typed("Rule name"), "Weekly");
    assert_eq!(desk.control().requests(ADDED), 1);
}

#[test]
fn a_session_that_ends_leaves_what_was_typed() {
    let mut desk = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut desk, "Known");
    desk.wait_until_gone("in progress");
    desk.control().revoke_sessions();
    press(&mut desk, "Add rule");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.log_in(OWNER);
    desk.wait_for("First address");
    assert_eq!(desk.typed("Rule name"), "Known");
    assert_eq!(desk.typed("First address"), ADDRESS);
    press(&mut desk, "Add rule");
    desk.wait_for_words("The rule “Known” is added.");
    // And one that ends while the answer is still awaited: after the next login the wallet tells.
    desk.wait_until_gone("in progress");
    type_limit(&mut desk, "Weekly", "TBTC", "0.5", "7 days");
    let before = desk.control().requests(ADDED);
    desk.control().set_slowness(Duration::from_mins(1));
    desk.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Slow)]);
    press(&mut desk, "Add rule");
    desk.wait_for_words("It is sent once.");
    desk.wait_until_answered(ADDED, before);
    desk.control().set_faults_on_changes(&[]);
    assert!(rule(&mut desk, PAIR_OPEN, "Weekly").is_some(), "it is made, and its answer held back");
    desk.control().revoke_sessions();
    // The shares are read as they come into view, and that is refused.
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Your session in Sandbox has ended.");
    desk.log_in(OWNER);
    desk.click_role(Role::Button, "Wallets");
    desk.wait_for_words("The rule “Weekly” is added.");
    desk.must_see("The answer was lost, but it was looked up.");
    assert_eq!(desk.control().requests(ADDED), before + 1);
}
