//! In which order rules stand in an answer, what is missing to one that nearly applies, and rules of unknown status.

use super::builders::{amount, approval, people, quiet, rule, wallet, withdrawal};
use super::stopping::{deny, of};
use crate::domain::enterprise_policy::{
    Action, Approvers, Condition, DestinationType, Doubt, EnterpriseProtection, EnterpriseRule, Join,
    PlatformCheck, RawPart, RuleJudgement, RuleStatus, Strictness, Unreadable, Verdict,
};

use DestinationType::Whitelisted;
use Strictness::{Approval, Denied, GoesThrough};

#[test]
fn a_rule_whose_status_cannot_be_told_may_be_in_force() {
    let part = RawPart { name: "status".to_owned(), json: "7".to_owned() };
    let unreadable = vec![Unreadable { part, why: "it is no text".to_owned() }];
    let admins = vec![approval(Approvers::WalletAdmins, 1)];
    for (word, unreadable) in [("NEW", unreadable.clone()), ("", unreadable), ("NEW", Vec::new())] {
        let status = RuleStatus::Other(word.to_owned());
        let unknown = |made: EnterpriseRule| EnterpriseRule {
            status: status.clone(),
            unreadable: unreadable.clone(),
            ..made
        };
        let made = unknown(rule(vec![], admins.clone()));
        let answer = of(std::slice::from_ref(&made), &withdrawal("btc", "1"), &quiet());
        assert_eq!(answer.bounds(), (GoesThrough, Approval), "{word}");
        assert_eq!(answer.doubts(), [&Doubt::Unreadable("status".to_owned())]);
        assert_eq!(made.protects(&wallet(), "btc", &[]), [EnterpriseProtection::Unjudged]);
        let not_about_it = unknown(deny(vec![Condition::Initiators(people(&["bo"]))]));
        assert_eq!(
            of(&[not_about_it], &withdrawal("btc", "1"), &quiet()).bounds(),
            (GoesThrough, GoesThrough)
        );
    }
    // A rule of which nothing could be read is one.
    let part = RawPart { name: "rule".to_owned(), json: "7".to_owned() };
    let unreadable = vec![Unreadable { part, why: "it is no object".to_owned() }];
    let nothing = EnterpriseRule { unreadable, ..EnterpriseRule::default() };
    let answer = of(std::slice::from_ref(&nothing), &withdrawal("btc", "1"), &quiet());
    assert_eq!(answer.bounds(), (GoesThrough, Denied));
    assert_eq!(nothing.protects(&wallet(), "btc", &[]), [EnterpriseProtection::Unjudged]);
}

#[test]
fn rules_are_named_in_the_order_of_their_strictness() {
    let named = |name: &str, mut made: EnterpriseRule| {
        made.name = name.to_owned();
        made
    };
    let rules = [
        named("c", rule(vec![amount(">", "5", "btc")], vec![approval(Approvers::WalletAdmins, 1)])),
        named("b", rule(vec![amount(">", "5", "btc")], vec![Action::Check(PlatformCheck::Video)])),
        named("a", deny(vec![amount(">", "5", "btc")])),
        named("asks", rule(vec![amount(">", "120", "btc")], vec![approval(Approvers::WalletAdmins, 1)])),
        named("calls", rule(vec![amount(">", "120", "btc")], vec![Action::Check(PlatformCheck::Video)])),
        named("near", deny(vec![amount(">", "120", "btc")])),
        named("far", deny(vec![amount(">", "1000", "btc")])),
        named("other", deny(vec![Condition::Initiators(people(&["bo"])), amount(">", "1000", "btc")])),
        named("person", deny(vec![Condition::Initiators(people(&["bo"])), amount(">", "5", "btc")])),
    ];
    let answer = of(&rules, &withdrawal("btc", "100"), &quiet());
    let listed = |list: &[RuleJudgement]| -> Vec<String> { list.iter().map(|it| it.name.clone()).collect() };
    assert_eq!((answer.verdict, listed(&answer.fired)), (Verdict::Denied, people(&["a", "c", "b"])));
    assert_eq!(listed(&answer.near), ["near", "person", "asks", "calls"]);
    assert_eq!(answer.near[0].nearly.as_deref(), Some("for 0.0000002 BTC more"));
    assert_eq!(answer.near[1].nearly.as_deref(), Some("if somebody else started it"));
    assert!(answer.open.is_empty());
}

#[test]
fn what_is_missing_is_joined_as_the_conditions_are() {
    let by_bo = || Condition::Initiators(people(&["bo"]));
    let more = || amount(">", "120", "btc");
    let listed = || Condition::Destination { kind: Whitelisted, coin: None };
    let far = || amount(">", "1000", "btc");
    let (and, or) = (Some(Join::And), Some(Join::Or));
    for (conditions, joins, expected) in [
        (vec![more(), by_bo()], vec![and], Some("for 0.0000002 BTC more and if somebody else started it")),
        (vec![more(), by_bo()], vec![or], Some("for 0.0000002 BTC more or if somebody else started it")),
        (vec![far(), by_bo()], vec![or], Some("if somebody else started it")),
        (vec![far(), by_bo()], vec![and], None),
        // With a whitelisted address alone, whoever starts it.
        (vec![more(), by_bo(), listed()], vec![and, or], Some("for a whitelisted address")),
        (vec![by_bo(), by_bo()], vec![and], Some("if somebody else started it")),
    ] {
        let mut made = deny(conditions.clone());
        for (joined, join) in made.clauses[0].conditions.iter_mut().zip(joins) {
            joined.join = join;
        }
        let answer = of(&[made], &withdrawal("btc", "100"), &quiet());
        let found = answer.near.first().and_then(|it| it.nearly.as_deref());
        assert_eq!(found, expected, "{conditions:?}");
    }
}
