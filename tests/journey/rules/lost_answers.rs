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
use crate::harness::OWNER;

#[test]
fn an_answer_that_is_cut_off_is_looked_up_and_nothing_is_sent_twice() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_limit(&mut app, "Weekly", "TBTC", "0.5", "7 days");
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Reset)]);
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Weekly” is added.");
    app.must_see("The answer was lost, but it was looked up.");
    on_card(&mut app, "Change Weekly");
    app.type_into("Period", "31 days");
    press(&mut app, "Change rule");
    app.wait_for_words("The rule “Weekly” is changed.");
    app.wait_until_gone("in progress");
    // What waits comes in many pages, so the wallet is read again before the lost answer is cleared up.
    for _ in 0..6 {
        let about = json!({ "action": "update", "update": { "id": "Elsewhere" } });
        assert!(app.control().put_up(PAIR_OPEN, "policyRuleRequest", about));
    }
    app.control().limit_pages(1);
    app.control().delay_answers(Duration::from_millis(200));
    on_card(&mut app, "Remove Weekly");
    app.type_into(LABEL, "Weekly");
    app.must_see("The wallet is being refreshed: you can remove the rule when that is done.");
    assert!(!app.is_enabled("Remove rule"), "what is confirmed is what stands there now");
    app.wait_until_gone("in progress");
    on_card(&mut app, "Remove rule");
    app.wait_for_words("the removal of “Weekly” may have been carried out");
    app.press(Key::Escape);
    app.must_see("the removal of “Weekly” may have been carried out");
    app.must_not_see("somebody has removed it");
    app.control().delay_answers(Duration::ZERO);
    app.wait_for_words("The rule “Weekly” is removed.");
    app.must_see("The answer was lost, but it was looked up.");
    let sent = [ADDED, CHANGED, REMOVED].map(|route| app.control().requests(route));
    assert_eq!(sent, [1, 1, 1]);
}

#[test]
fn a_lost_answer_of_what_waits_is_found_among_the_approvals() {
    let mut app = at_the_rules(THREE);
    type_limit(&mut app, "Weekly", "HTETH", "30", "7 days");
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Truncated)]);
    press(&mut app, "Add rule");
    app.wait_for_words("The new rule “Weekly” is pending approval");
    app.must_see("The answer was lost");
    app.click("View approval");
    app.wait_for("Close details");
    assert_eq!(app.control().requests(ADDED), 1);
}

#[test]
fn a_failure_keeps_what_was_typed_and_says_that_nothing_was_done() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut app, "Known");
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::ServerError)]);
    press(&mut app, "Add rule");
    app.wait_for_words("the addition of “Known” was not carried out. You can send it again.");
    assert_eq!(app.control().requests(ADDED), 1);
    assert_eq!(app.typed("First address"), ADDRESS);
    assert_eq!(app.typed("Label"), "Payroll");
    app.control().set_faults_on_changes(&[]);
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    assert_eq!(app.control().requests(ADDED), 2);
}

#[test]
fn an_answer_that_cannot_even_be_looked_up_holds_the_form_until_it_can() {
    let mut app = at_the_rules(PAIR_OPEN);
    app.control().set_faults(&[FaultSpec::always(FaultKind::Html)]);
    type_limit(&mut app, "Weekly", "TBTC", "0.5", "7 days");
    app.stage.tick_every_warning().unwrap();
    app.wait_for_words("The wallet could not be refreshed");
    assert!(!app.is_enabled("Add rule"), "the check is of a wallet from before");
    app.control().set_faults(&[]);
    app.click("Try again");
    app.wait_until_gone("The wallet could not be refreshed");
    app.wait_until_gone("in progress");
    app.stage.tick_every_warning().unwrap();
    app.control().set_faults(&[FaultSpec::always(FaultKind::ServerError)]);
    app.click_role(Role::Button, "Add rule");
    app.wait_for("Look it up");
    app.must_not_see("Add rule");
    app.control().set_faults(&[]);
    app.click("Look it up");
    app.wait_for_words("the addition of “Weekly” was not carried out. You can send it again.");
    assert_eq!(app.typed("Rule name"), "Weekly");
    assert_eq!(app.control().requests(ADDED), 1);
}

#[test]
fn a_session_that_ends_leaves_what_was_typed() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_whitelist(&mut app, "Known");
    app.wait_until_gone("in progress");
    app.control().revoke_sessions();
    press(&mut app, "Add rule");
    app.wait_for_words("Your session in Sandbox has ended.");
    app.log_in(OWNER);
    app.wait_for("First address");
    assert_eq!(app.typed("Rule name"), "Known");
    assert_eq!(app.typed("First address"), ADDRESS);
    press(&mut app, "Add rule");
    app.wait_for_words("The rule “Known” is added.");
    // And one that ends while the answer is still awaited: after the next login the wallet tells.
    app.wait_until_gone("in progress");
    type_limit(&mut app, "Weekly", "TBTC", "0.5", "7 days");
    let before = app.control().requests(ADDED);
    app.control().set_slowness(Duration::from_mins(1));
    app.control().set_faults_on_changes(&[FaultSpec::always(FaultKind::Slow)]);
    press(&mut app, "Add rule");
    app.wait_for_words("It is sent once.");
    app.wait_until_answered(ADDED, before);
    app.control().set_faults_on_changes(&[]);
    assert!(rule(&mut app, PAIR_OPEN, "Weekly").is_some(), "it is made, and its answer held back");
    app.control().revoke_sessions();
    // The shares are read as they come into view, and that is refused.
    app.click_role(Role::Button, "Shares");
    app.wait_for_words("Your session in Sandbox has ended.");
    app.log_in(OWNER);
    app.click_role(Role::Button, "Wallets");
    app.wait_for_words("The rule “Weekly” is added.");
    app.must_see("The answer was lost, but it was looked up.");
    assert_eq!(app.control().requests(ADDED), before + 1);
}
