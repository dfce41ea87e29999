//! What the clock and other admins do to a rule while it is in view.

use countersign::bitgo::policies::{
    ActionKind, ConditionChange, RuleAction, RuleKind, RuleRequest, RuleSubmission,
};
use countersign::domain::policy::{self, PlannedShape, RuleChange, RulePlan};
use jiff::SignedDuration;

use super::{
    CHANGED, LABEL, PAIR, PAIR_OPEN, at_the_rules, limit_of, on_card, open_rules, press, rule, type_limit,
    wallet,
};
use crate::harness::Harness;

/// A token that a wallet of Hoodi ether holds.
const TOKEN: &str = "hteth:tusdt";

#[test]
fn a_rule_counts_down_by_the_platforms_clock_and_locks() {
    let mut app = at_the_rules(PAIR_OPEN);
    type_limit(&mut app, "Weekly", "TBTC", "0.5", "7 days");
    press(&mut app, "Add rule");
    app.wait_for("Change Weekly");
    app.wait_until_gone("in progress");
    app.click("Dismiss");
    app.control().advance(SignedDuration::from_hours(47));
    app.click("Refresh");
    app.wait_for_words("locks in 59 min");
    assert!(app.is_enabled("Change Weekly") && app.is_enabled("Remove Weekly"));
    app.must_see("Locked since");
    assert!(!app.is_enabled("Change Daily limit"), "the rule of the seed has locked before");
    on_card(&mut app, "Change Weekly");
    app.type_into("Limit in TBTC", "0.4");
    app.wait_until_gone("in progress");
    app.control().advance(SignedDuration::from_hours(2));
    // With its clock so far behind this machine takes no answer, so nothing is sent; the platform's time is heard.
    app.wait_for_words("The wallet could not be refreshed");
    app.click("Try again");
    app.wait_for_words("The rule has locked in the meantime.");
    assert!(!app.is_enabled("Change rule"));
    assert_eq!(app.typed("Limit in TBTC"), "0.4");
    app.click("Back to the rules");
    app.wait_for("Change Weekly");
    for button in ["Change Weekly", "Remove Weekly", "Change Daily limit"] {
        assert!(!app.is_enabled(button), "{button}");
    }
    app.hover("Remove Weekly");
    assert!(
        app.screen().matches("Only BitGo support can change or remove it").count() > 2,
        "{}",
        app.screen()
    );
    app.must_not_see("locks in");
}

#[test]
fn what_somebody_else_does_meanwhile_is_said_and_not_overwritten() {
    let mut app = at_the_rules(PAIR_OPEN);
    on_card(&mut app, "Change Daily limit");
    app.type_into("Limit in TBTC", "0.1");
    app.wait_until_gone("in progress");
    let here = wallet(&mut app, PAIR_OPEN);
    let before = rule(&mut app, PAIR_OPEN, "Daily limit").unwrap();
    let admin = app.api_of("admin");
    let shape = PlannedShape::Limit { amount: 5_u64.into(), window_secs: 60, tags: Vec::new() };
    let theirs = RulePlan {
        name: before.id.clone(),
        coin: before.coin.clone(),
        change: RuleChange::Change,
        shape,
        action: Some(policy::RuleAction::Refuse),
    };
    let order = |plan: &RulePlan| RuleSubmission::of(plan, &here.coin, &here.id, Some(&before)).unwrap();
    app.wait(admin.send_rule(&order(&theirs))).unwrap();
    press(&mut app, "Change rule");
    app.wait_for_words(
        "Somebody changed this rule in the meantime. It is now: Withdrawals above 0.00000005 TBTC",
    );
    app.must_see("Nothing was sent");
    assert_eq!(app.typed("Limit in TBTC"), "0.1");
    assert_eq!(app.control().requests(CHANGED), 1, "only the other admin's");
    app.click("Continue from the new version");
    press(&mut app, "Change rule");
    app.wait_for_words("The rule “Daily limit” is changed.");
    on_card(&mut app, "Change Daily limit");
    app.wait_until_gone("in progress");
    app.wait(admin.send_rule(&order(&RulePlan::removal("Daily limit", before.coin.as_deref())))).unwrap();
    app.type_into("Limit in TBTC", "0.05");
    press(&mut app, "Change rule");
    app.wait_for_words("Somebody removed this rule in the meantime.");
    assert!(!app.is_enabled("Change rule"));
}

/// A limit of the name "Hourly" in this coin, as somebody else makes it.
fn hourly(coin: Option<&str>, amount: u64) -> RuleRequest {
    let condition = ConditionChange::Velocity {
        amount: amount.into(),
        time_window_secs: 3_600,
        group_tags: vec![":tag".to_owned()],
    };
    RuleRequest {
        id: "Hourly".to_owned(),
        kind: RuleKind::VelocityLimit,
        coin: coin.map(str::to_owned),
        condition: Some(condition),
        action: RuleAction { kind: ActionKind::GetApproval, user_ids: Vec::new() },
    }
}

#[test]
fn of_two_rules_that_share_a_name_the_one_that_was_meant_is_changed_and_removed() {
    let mut app = Harness::at_work();
    let here = wallet(&mut app, PAIR);
    let admin = app.api_of("admin");
    for (coin, amount) in [(None, 5), (Some(TOKEN), 7_000_000)] {
        app.wait(admin.add_policy_rule(&here.coin, &here.id, &hourly(coin, amount))).unwrap();
    }
    let left = |app: &mut Harness| -> Vec<(Option<String>, String)> {
        let rules = wallet(app, PAIR).policy().unwrap().rules;
        rules
            .into_iter()
            .filter(|it| it.id == "Hourly")
            .map(|it| (it.coin.clone(), limit_of(&it).0))
            .collect()
    };
    open_rules(&mut app, PAIR);
    on_card(&mut app, "Change Hourly (HTETH:TUSDT)");
    assert_eq!(app.typed("Limit in HTETH:TUSDT"), "7");
    app.type_into("Limit in HTETH:TUSDT", "6");
    press(&mut app, "Change rule");
    app.wait_for_words("Withdrawals above 6 HTETH:TUSDT per hour");
    let own = (Some(here.coin.to_string()), "5".to_owned());
    assert_eq!(left(&mut app), [own.clone(), (Some(TOKEN.to_owned()), "6000000".to_owned())]);
    on_card(&mut app, "Remove Hourly (HTETH:TUSDT)");
    app.must_see("The rule now: Withdrawals above 6 HTETH:TUSDT");
    app.type_into(LABEL, "Hourly");
    app.wait_until_gone("in progress");
    on_card(&mut app, "Remove rule");
    app.wait_for_words("The rule “Hourly” is removed.");
    assert_eq!(left(&mut app), [own]);
}
