//! The enterprise's rules in the case of an approval and in the safety review: which fired, what BitGo itself has still to do,
//! what is guarded by them, and what of them could not be read.

use countersign::bitgo::policy_builder::EnterpriseRuleRequest;
use countersign::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Clause, Condition, Currency, Joined, TRANSFERS, Threshold,
    VelocityScope, WalletFilter,
};
use countersign::sandbox::{FaultKind, FaultSpec, ONE_TIME_CODE, WithdrawalOutcome};
use egui::accesskit::Role;
use serde_json::json;

use crate::approvals::at_the_queue;
use crate::harness::{ADMIN, Harness, OWNER};

const FIRED: &str = "GET /api/policy/v1/enterprises/{enterpriseId}/rules";
/// Of a coin of its own network.
const TRON: &str = "TJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMW";

#[track_caller]
fn open_case(app: &mut Harness, filter: &str, words: &str) {
    app.type_into("Filter approvals", filter);
    app.wait_for_words(words);
    let summary = app.text_from(words);
    app.click(&summary);
    app.wait_for("Approve…");
    // What it is checked against comes after it.
    app.wait_until_gone("in progress");
}

/// Has the owner withdraw 6 TRX, which this rule stops.
#[track_caller]
fn withdraw(app: &mut Harness, stopped_by: &str) {
    let paid = [(TRON, "6000000".parse().unwrap())];
    let outcome = app.control().withdraw("Tron operations", "owner@treasury.example", &paid);
    let WithdrawalOutcome::Waits { rules, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(rules.iter().any(|name| name == stopped_by), "{rules:?}");
    app.click("Refresh");
    app.wait_until_gone("in progress");
}

#[test]
fn the_case_names_the_rule_that_fired_and_leads_to_it() {
    let mut app = at_the_queue(Some(OWNER));
    open_case(&mut app, "XRP operations", "Send ");
    app.wait_for("Required by the enterprise rule “Screening service”");
    app.must_see("screening.treasury.example");
    app.must_see("From the enterprise's Policy Builder.");
    app.click("Open this rule");
    app.wait_for_words("Screening service");
    app.wait_until_gone("Filter approvals");
}

#[test]
fn rules_that_nobody_may_read_are_said_with_what_it_means_and_asked_for_again() {
    let mut app = at_the_queue(Some(OWNER));
    open_case(&mut app, "Client deposits A", "Send ");
    app.wait_for_words("BitGo reports no license for the Policy Builder's API.");
    app.must_see("There may be rules all the same");
    let before = app.control().answered(FIRED);
    assert!(app.control().license_rules("Harbor Custody", true));
    app.click("Try again");
    app.wait_for("Required by the enterprise rule “Client withdrawals: call”");
    assert!(app.control().answered(FIRED) > before);
}

#[test]
fn a_call_that_is_still_to_come_is_said_at_the_button_and_before_the_decision() {
    let mut app = at_the_queue(Some(ADMIN));
    let action = |name: &str| json!({ "name": name, "parameters": {}, "operator": "AND" });
    let call = json!({
        "name": "Energy: admin and call",
        "filteringConditions": [{ "name": "wallet.all" }],
        "clauses": [{ "conditions": [], "actions": [
            action("approvals.customer.walletAdmin"),
            { "name": "approvals.bitgo.videoApproval", "parameters": {} },
        ] }],
    });
    app.control().put_up_rule("Northwind Treasury", call).unwrap();
    withdraw(&mut app, "Energy: admin and call");
    open_case(&mut app, "Tron operations Send", "Send ");
    app.must_see("A video call of Olivia Brandt belongs to it");
    app.must_see("Approving alone does not complete it: it also needs the video call");
    app.click("Approve…");
    app.wait_for_words("Your approval counts. Approving alone does not complete it");
}

#[test]
fn a_liveness_check_names_those_whom_the_rule_asks() {
    let mut app = at_the_queue(Some(ADMIN));
    let api = app.api();
    let northwind =
        api.user().enterprises.iter().find(|it| it.name.contains("Northwind")).unwrap().id.clone();
    let people = app.wait(api.enterprise_people(&northwind)).unwrap().people;
    let asked = people.iter().find(|it| it.name == "Ines Duarte").unwrap().id.clone();
    let rule = json!({
        "name": "Energy: compliance is alive",
        "filteringConditions": [{ "name": "wallet.all" }],
        "clauses": [{ "conditions": [], "actions": [{
            "name": "approvals.bitgo.livenessVerificationFromUsers",
            "parameters": { "userIds": [asked], "minRequired": 1 },
        }] }],
    });
    app.control().put_up_rule("Northwind Treasury", rule).unwrap();
    withdraw(&mut app, "Energy: compliance is alive");
    open_case(&mut app, "Tron operations Send", "Send ");
    app.wait_for_words("Waits for the liveness check of Ines Duarte");
    app.must_not_see("liveness check of Olivia Brandt");
}

#[test]
fn a_failed_look_up_is_offered_again() {
    let mut app = at_the_queue(Some(OWNER));
    app.control().set_faults_at(&["/api/policy/v1/"], &[FaultSpec::always(FaultKind::Html)]);
    open_case(&mut app, "XRP operations", "Send ");
    app.wait_for_words("Which ones is not known");
    app.control().set_faults(&[]);
    app.click("Try again");
    app.wait_for("Required by the enterprise rule “Screening service”");
}

#[test]
fn the_review_claims_nothing_of_rules_that_nobody_may_read_and_judges_those_of_the_enterprise() {
    let mut app = Harness::open();
    app.log_in(OWNER);
    app.click_role(Role::Button, "Safety review");
    app.wait_for_words("Enterprise rules guard ");
    app.must_see("could not be read, so what they limit is not known.");
    app.type_into("Filter findings", "recommended");
    app.wait_for_words("Recommended by BitGo: ");
    app.must_see("BitGo recommends: ");
    app.type_into("Filter findings", "Closed accounts");
    app.click("“Closed accounts” covers no wallet that you can see.");
    app.wait_for("What to do");
    app.click("Open this rule");
    app.wait_for_words("Closed accounts");
    app.click_role(Role::Button, "Safety review");
    app.type_into("Filter findings", "Client deposits A known");
    app.wait_for_words("Limit or whitelist not known: ");
    let words = app.text_from("Whether this wallet has ");
    app.click(&words);
    app.wait_for("What to do");
    app.must_see("BitGo reports no license for the Policy Builder's API.");
    app.control().license_rules("Harbor Custody", true);
    app.click("Read enterprise rules again");
    app.wait_for_words("No longer found: Limit or whitelist not known");
}

fn velocity(wallet: &str) -> EnterpriseRuleRequest {
    let coin = Currency::from_word("ttrx");
    let over = Condition::Velocity {
        threshold: Threshold::read("5000000", "5000000", coin).unwrap(),
        window_secs: 3_600,
        scope: Some(VelocityScope::Wallet),
    };
    let ask = ApprovalDemand { from: Approvers::WalletAdmins, count: 1, initiator_may: false };
    EnterpriseRuleRequest {
        name: "Energy: hourly limit".to_owned(),
        clauses: vec![Clause {
            conditions: vec![Joined { item: over, join: None }],
            actions: vec![Joined { item: Action::Approval(ask), join: None }],
        }],
        filters: vec![WalletFilter::Wallets {
            ids: [wallet.to_owned()].into_iter().collect(),
            is_multiple: false,
        }],
        lock: None,
    }
}

#[test]
fn a_rule_made_by_one_admin_is_approved_by_the_other_and_stops_a_withdrawal_that_names_it() {
    let mut app = at_the_queue(Some(ADMIN));
    let owner = app.api();
    let wallet = app.wallets_at_the_server().into_iter().find(|it| it.label == "Tron operations").unwrap();
    let enterprise = wallet.enterprise.clone().unwrap();
    let made = app.wait(owner.create_enterprise_rule(&enterprise, TRANSFERS, &velocity(&wallet.id))).unwrap();
    assert!(made.done().is_none(), "it waits for somebody else");

    app.click("Refresh");
    app.wait_until_gone("in progress");
    open_case(&mut app, "Energy: hourly limit", "Create the policy rule ");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved: ");

    withdraw(&mut app, "Energy: hourly limit");
    open_case(&mut app, "Tron operations Send", "Send ");
    app.wait_for("Required by the enterprise rule “Energy: hourly limit”");
    app.must_see("within 1 hour from “Tron operations” need the approval of a wallet admin.");
    assert!(app.is_enabled("Approve…"));
}

/// The details of this rule, in the panel of policies.
#[track_caller]
fn look_at_rule(app: &mut Harness, name: &str) {
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    app.wait_until_gone("in progress");
    app.type_into("Filter policies", name);
    app.click(name);
    app.wait_for("Last fired");
}

#[test]
fn when_a_rule_last_fired_is_read_again_after_a_withdrawal_was_made_and_after_its_decision() {
    const NEVER: &str = "never, as far as BitGo reports";
    const NAME: &str = "Energy: another admin";
    const RECOMMENDED: &str = "GET /api/policy/v1/enterprises/{enterpriseId}/recommendations";
    let mut app = Harness::open();
    let admin = json!({ "name": "approvals.customer.walletAdmin", "parameters": {} });
    let rule = json!({
        "name": NAME,
        "filteringConditions": [{ "name": "wallet.all" }],
        "clauses": [{ "conditions": [], "actions": [admin] }],
    });
    app.control().put_up_rule("Northwind Treasury", rule).unwrap();
    app.log_in(ADMIN);
    look_at_rule(&mut app, NAME);
    app.must_see(NEVER);
    let recommended = app.control().answered(RECOMMENDED);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    withdraw(&mut app, NAME);
    look_at_rule(&mut app, NAME);
    app.wait_until_gone(NEVER);
    // The rules alone were read again, and are once more when it is decided.
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    let read = app.control().answered(FIRED);
    open_case(&mut app, "Tron operations Send", "Send ");
    app.wait_for_words("Required by the enterprise rule “Energy: another admin”");
    let fired = app.control().answered(FIRED);
    assert!(fired > read, "which fired is asked of the same list");
    app.click("Approve…");
    app.type_into("One-time code", ONE_TIME_CODE);
    app.click("Approve request");
    app.wait_for_words("Approved");
    app.wait_until_gone("in progress");
    assert!(app.control().answered(FIRED) > fired);
    assert_eq!(app.control().answered(RECOMMENDED), recommended);
}
