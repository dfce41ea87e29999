//! The laws that hold of every answer, over drawn rules.

use proptest::prelude::*;

use super::builders::{amount, approval, guards, past, people, quiet, rule, velocity, withdrawal};
use crate::domain::enterprise_policy::{
    Action, Answer, Approvers, Circumstances, Condition, DestinationType, EnterpriseRule, Join, Joined,
    PlatformCheck, Prices, RawPart, Unreadable, VelocityScope, Verdict, WalletFilter, Withdrawal,
    would_be_stopped,
};

fn of(rules: &[EnterpriseRule], withdrawal: &Withdrawal, around: &Circumstances) -> Answer {
    would_be_stopped(withdrawal, guards(rules), around)
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let number = || (0_u32..200).prop_map(|it| it.to_string());
    let coin = || prop_oneof![Just("btc"), Just("eth"), Just("USD"), Just("EUR")];
    let scope = || prop_oneof![Just(VelocityScope::Wallet), Just(VelocityScope::Enterprise)];
    prop_oneof![
        (prop_oneof![Just(">"), Just(">=")], number(), coin())
            .prop_map(|(sign, number, coin)| amount(sign, &number, coin)),
        (number(), coin(), prop_oneof![Just(0_u64), Just(3_600), Just(200_000)], scope())
            .prop_map(|(number, coin, window, scope)| velocity(&number, coin, window, scope)),
        prop_oneof![Just("ann"), Just("bo")].prop_map(|id| Condition::Initiators(people(&[id]))),
        prop_oneof![Just("ann"), Just("bo")].prop_map(|id| Condition::NotInitiatedBy(people(&[id]))),
        Just(Condition::Destination { kind: DestinationType::Whitelisted, coin: None }),
        Just(Condition::Destination { kind: DestinationType::NotWhitelisted, coin: Some("btc".to_owned()) }),
        Just(Condition::Webhook { url: "https://h".to_owned(), coin: None }),
        Just(Condition::NotUnderstood(RawPart { name: "transfer.moon".to_owned(), json: "{}".to_owned() })),
    ]
}

fn any_small_condition() -> impl Strategy<Value = Condition> {
    (prop_oneof![Just("<"), Just("<=")], 0_u32..200)
        .prop_map(|(sign, number)| amount(sign, &number.to_string(), "btc"))
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        Just(Action::Deny),
        Just(Action::Nothing),
        Just(Action::Check(PlatformCheck::Video)),
        Just(approval(Approvers::WalletAdmins, 2)),
        Just(Action::NotUnderstood(RawPart { name: "approvals.moon".to_owned(), json: "{}".to_owned() })),
    ]
}

fn any_rule(condition: impl Strategy<Value = Condition>) -> impl Strategy<Value = EnterpriseRule> {
    let join = || prop_oneof![Just(Some(Join::And)), Just(Some(Join::Or)), Just(None)];
    let conditions = prop::collection::vec((condition, join()), 0..4);
    let actions = prop::collection::vec((any_action(), join()), 1..4);
    let filter = prop_oneof![
        3 => Just(WalletFilter::AllWallets),
        1 => Just(WalletFilter::Kinds(people(&["cold"]))),
        1 => Just(WalletFilter::NotUnderstood(RawPart::default())),
    ];
    (conditions, actions, filter, prop::bool::weighted(0.1)).prop_map(
        |(conditions, actions, filter, is_odd)| {
            let mut made = rule(Vec::new(), Vec::new());
            let joined = |(item, join)| Joined { item, join };
            made.clauses[0].conditions = conditions.into_iter().map(joined).collect();
            made.clauses[0].actions = actions.into_iter().map(|(item, join)| Joined { item, join }).collect();
            made.filters = vec![filter];
            if is_odd {
                made.unreadable = vec![Unreadable { part: RawPart::default(), why: String::new() }];
            }
            made
        },
    )
}

fn any_around() -> impl Strategy<Value = Circumstances> {
    (any::<bool>(), any::<bool>(), 0_u32..150).prop_map(|(knows, has_price, left)| {
        let left = left.to_string();
        let around = quiet();
        Circumstances {
            wallet_past: Some(past(&[("11:30:00", "btc", &left)])).filter(|_| knows),
            // The price makes 100 base units some 100 dollars.
            prices: if has_price { priced() } else { Prices::default() },
            ..around
        }
    })
}

fn priced() -> Prices {
    let mut prices = Prices::default();
    assert!(prices.set("btc", "100000000"));
    prices
}

fn is_not_looser(before: &Answer, after: &Answer) -> bool {
    let ((least, most), (now_least, now_most)) = (before.bounds(), after.bounds());
    least <= now_least && most <= now_most
}

proptest! {
    #[test]
    fn adding_a_rule_never_loosens(
        rules in prop::collection::vec(any_rule(prop_oneof![3 => any_condition(), 1 => any_small_condition()]), 1..5),
        around in any_around(),
        sent in 0_u64..300,
    ) {
        let sent = withdrawal("btc", &sent.to_string());
        for count in 1..rules.len() {
            let (before, after) = (of(&rules[..count], &sent, &around), of(&rules[..=count], &sent, &around));
            prop_assert!(is_not_looser(&before, &after), "{before:?} {after:?}");
        }
    }

    #[test]
    fn raising_the_amount_never_loosens_without_rules_for_small_amounts(
        rules in prop::collection::vec(any_rule(any_condition()), 1..5),
        around in any_around(),
        less in 0_u64..300,
        more in 1_u64..300,
    ) {
        let of = |sent: u64| of(&rules, &withdrawal("btc", &sent.to_string()), &around);
        let (before, after) = (of(less), of(less + more));
        prop_assert!(is_not_looser(&before, &after), "{before:?} {after:?}");
    }

    #[test]
    fn what_cannot_be_told_has_its_reason(
        rules in prop::collection::vec(any_rule(prop_oneof![any_condition(), any_small_condition()]), 0..5),
        around in any_around(),
        sent in 0_u64..300,
    ) {
        let answer = of(&rules, &withdrawal("btc", &sent.to_string()), &around);
        if let Verdict::CannotTell(least, most) = answer.verdict {
            prop_assert!(least < most && !answer.doubts().is_empty(), "{answer:?}");
        }
        prop_assert!(answer.open.iter().all(|it| !it.doubts.is_empty()), "{answer:?}");
    }
}
