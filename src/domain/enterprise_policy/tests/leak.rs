//! What could leave a wallet if a token leaked.

use proptest::prelude::*;

use super::builders::{
    amount, approval, guards, past, people, quiet, rule, units, velocity, wallet, wallet_rule, withdrawal,
};
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::enterprise_policy::{
    Action, Approvers, Circumstances, Condition, DestinationType, Doubt, EnterpriseRule, Guards, Join, Leak,
    Strictness, Truth, VelocityScope, could_leave, may_spend_from, would_be_stopped,
};
use crate::domain::policy::{RuleConsequence, RuleTrigger};
use crate::domain::token::Reach;
use crate::domain::token::existing::{ExistingLimit, LimitSize, TokenTerms};

fn deny(conditions: Vec<Condition>) -> EnterpriseRule {
    rule(conditions, vec![Action::Deny])
}

fn of(rules: &[EnterpriseRule], balance: Option<&str>, around: &Circumstances) -> Leak {
    could_leave(&withdrawal("btc", "0"), balance.map(units).as_ref(), guards(rules), around)
}

fn amounts(leak: &Leak) -> (Option<String>, Option<String>) {
    let words = |it: &Option<BaseUnits>| it.as_ref().map(ToString::to_string);
    (words(&leak.at_once.amount), words(&leak.in_a_day.amount))
}

fn both(at_once: &str, in_a_day: &str) -> (Option<String>, Option<String>) {
    (Some(at_once.to_owned()), Some(in_a_day.to_owned()))
}

#[test]
fn what_could_leave_is_bounded_by_rules_that_are_known_to_stop_it() {
    let admin = || vec![approval(Approvers::WalletAdmins, 1)];
    let to = |kind| Condition::Destination { kind, coin: None };
    let wallet_only = VelocityScope::Wallet;
    for (case, rules, expected) in [
        ("nothing guards", vec![], both("1000", "1000")),
        ("every withdrawal is asked about", vec![rule(vec![], admin())], both("0", "0")),
        (
            "one at a time, and as often as one likes",
            vec![deny(vec![amount(">", "100", "btc")])],
            both("100", "1000"),
        ),
        ("less than", vec![deny(vec![amount(">=", "100", "btc")])], both("99", "1000")),
        ("a limit a day", vec![deny(vec![velocity("100", "btc", 86_400, wallet_only)])], both("100", "100")),
        ("a limit an hour", vec![deny(vec![velocity("10", "btc", 3_600, wallet_only)])], both("10", "240")),
        (
            "a limit that begins again in the day",
            vec![deny(vec![velocity("100", "btc", 50_000, wallet_only)])],
            both("100", "200"),
        ),
        (
            "of another coin",
            vec![deny(vec![velocity("100", "eth", 86_400, wallet_only)])],
            both("1000", "1000"),
        ),
        (
            "for whitelisted addresses alone",
            vec![deny(vec![velocity("100", "btc", 86_400, wallet_only), to(DestinationType::Whitelisted)])],
            both("1000", "1000"),
        ),
        (
            "for new addresses",
            vec![deny(vec![
                velocity("100", "btc", 86_400, wallet_only),
                to(DestinationType::NotWhitelisted),
            ])],
            both("100", "100"),
        ),
        (
            "for somebody else",
            vec![deny(vec![amount(">", "100", "btc"), Condition::Initiators(people(&["bo"]))])],
            both("1000", "1000"),
        ),
        // Small amounts are asked about, large ones are not.
        ("for small amounts", vec![rule(vec![amount("<", "700", "btc")], admin())], both("1000", "1000")),
        (
            "for all but some",
            vec![rule(vec![amount("<", "300", "btc")], admin()), deny(vec![amount(">", "400", "btc")])],
            both("400", "1000"),
        ),
        (
            "for all",
            vec![rule(vec![amount("<", "300", "btc")], admin()), deny(vec![amount(">=", "300", "btc")])],
            both("0", "0"),
        ),
    ] {
        assert_eq!(amounts(&of(&rules, Some("1000"), &quiet())), expected, "{case}");
    }
}

#[test]
fn a_limit_that_lets_some_amounts_pass_is_no_bound_over_a_day() {
    let limit = velocity("10", "btc", 86_400, VelocityScope::Wallet);
    let mut made = deny(vec![amount("<", "2", "btc"), amount(">", "8", "btc"), limit]);
    made.clauses[0].conditions[0].join = Some(Join::Or);
    // Four withdrawals of 5 are in neither part.
    assert_eq!(amounts(&of(&[made], Some("20"), &quiet())), both("10", "20"));
}

#[test]
fn what_cannot_be_told_is_no_bound_and_said() {
    let limit = || [deny(vec![velocity("100", "btc", 86_400, VelocityScope::Wallet)])];
    let unknown = Circumstances { wallet_past: None, ..quiet() };
    let leak = of(&limit(), Some("1000"), &unknown);
    assert_eq!(amounts(&leak), both("100", "100"));
    assert!(matches!(leak.at_once.doubts[..], [Doubt::PastNotKnown { .. }]), "it may be less");
    let left = Circumstances { wallet_past: Some(past(&[("11:30:00", "btc", "60")])), ..quiet() };
    assert_eq!(amounts(&of(&limit(), Some("1000"), &left)), both("40", "100"), "more of it from tomorrow on");
    let hook = deny(vec![Condition::Webhook { url: "https://h".to_owned(), coin: None }]);
    let leak = of(&[hook], Some("1000"), &quiet());
    assert_eq!((amounts(&leak), leak.at_once.doubts.len()), (both("1000", "1000"), 1));
    // Where the balance is not known and nothing bounds it, there is no amount to name.
    assert_eq!(amounts(&of(&[], None, &quiet())), (None, None));
    assert_eq!(amounts(&of(&limit(), None, &quiet())), both("100", "100"));
    // 0.2 BTC at 50,000 are 10,000 dollars; up to 5% above it the platform may let it through.
    let dollars = deny(vec![velocity("10000", "USD", 86_400, VelocityScope::Wallet)]);
    let leak = of(&[dollars], Some("100000000"), &quiet());
    assert_eq!(
        (amounts(&leak), &leak.at_once.doubts[..]),
        (both("21000000", "21000000"), &[Doubt::CloseToThreshold][..])
    );
}

#[test]
fn a_token_s_own_limits_and_the_wallet_s_rules_bound_it_too() {
    let limit = ExistingLimit {
        coin: "btc".to_owned(),
        size: LimitSize::Exact(units("500")),
        spent: Some(Balance::from_wire("200")),
        transactions: None,
    };
    let token = TokenTerms { limits: vec![limit], ..TokenTerms::default() };
    let mut own = wallet_rule(RuleTrigger::MoreThan {
        amount: Some(Balance::from_wire("70")),
        window_secs: Some(43_200),
        tags: Vec::new(),
    });
    own.description.consequence = RuleConsequence::Approval;
    let sent = withdrawal("btc", "0");
    let with = |guards| amounts(&could_leave(&sent, Some(&units("1000")), guards, &quiet()));
    assert_eq!(with(Guards { token: Some(&token), ..guards(&[]) }), both("300", "300"));
    let rules = [own];
    assert_eq!(with(Guards { wallet_rules: Some(&rules), ..guards(&[]) }), both("70", "140"));
    assert_eq!(
        with(Guards { wallet_rules: Some(&rules), token: Some(&token), ..guards(&[]) }),
        both("70", "140")
    );
}

#[test]
fn a_token_sends_from_where_its_scopes_and_its_reach_allow() {
    let token = |scopes: &[&str], reach: Reach, enterprise: Option<&str>| TokenTerms {
        scopes: people(scopes),
        reach,
        enterprise: enterprise.map(str::to_owned),
        ..TokenTerms::default()
    };
    let wallets = |ids: &[&str]| Reach::Wallets(people(ids));
    for (scopes, reach, enterprise, expected) in [
        (vec!["wallet_spend_all"], Reach::Everything, None, Truth::Yes),
        (vec!["wallet_view_all"], Reach::Everything, None, Truth::No),
        (vec!["wallet_spend:w1"], Reach::Everything, None, Truth::Yes),
        (vec!["wallet_spend:w2"], Reach::Everything, None, Truth::No),
        (vec!["wallet_spend_all"], wallets(&["w2"]), None, Truth::No),
        (vec!["wallet_spend_all"], wallets(&["w1", "w2"]), None, Truth::Yes),
        (vec!["wallet_spend_all"], Reach::Enterprises(people(&["e2"])), None, Truth::No),
        (vec!["wallet_spend_enterprise"], Reach::Everything, Some("e1"), Truth::Yes),
        (vec!["wallet_spend_enterprise"], Reach::Everything, Some("e2"), Truth::No),
        (vec!["wallet_spend_enterprise"], Reach::Everything, None, Truth::Unknown),
        (vec!["wallet_levitate"], Reach::Everything, None, Truth::Unknown),
        (vec![], Reach::Everything, None, Truth::No),
    ] {
        let made = token(&scopes, reach, enterprise);
        assert_eq!(may_spend_from(&made, &wallet()), expected, "{scopes:?} {:?}", made.reach);
    }
}

fn any_rules() -> impl Strategy<Value = Vec<EnterpriseRule>> {
    let condition = prop_oneof![
        (prop_oneof![Just(">"), Just(">="), Just("<"), Just("<=")], 0_u32..60)
            .prop_map(|(sign, number)| amount(sign, &number.to_string(), "btc")),
        (0_u32..60).prop_map(|number| velocity(&number.to_string(), "btc", 3_600, VelocityScope::Wallet)),
        Just(Condition::Initiators(people(&["ann"]))),
    ];
    let conditions = prop::collection::vec(condition, 0..3);
    prop::collection::vec(conditions.prop_map(deny), 0..4)
}

proptest! {
    #[test]
    fn the_amount_at_once_is_the_largest_that_nothing_is_known_to_stop(rules in any_rules(), balance in 1_u64..80) {
        let around = Circumstances { wallet_past: Some(past(&[("11:30:00", "btc", "7")])), ..quiet() };
        let passes = |sent: &u64| {
            let sent = withdrawal("btc", &sent.to_string());
            would_be_stopped(&sent, guards(&rules), &around).bounds().0 == Strictness::GoesThrough
        };
        let largest = (1..=balance).rev().find(passes).unwrap_or(0);
        let leak = of(&rules, Some(&balance.to_string()), &around);
        prop_assert_eq!(leak.at_once.amount.clone(), Some(BaseUnits::from(largest)));
        prop_assert!(leak.in_a_day.amount >= leak.at_once.amount);
    }
}
