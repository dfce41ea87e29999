//! The laws that hold of every answer, over drawn rules.

use proptest::prelude::*;

use super::builders::{amount, approval, guards, past, people, rule, velocity, wallet_rule, withdrawal};
use crate::domain::amount::Balance;
use crate::domain::enterprise_policy::{
    Action, Answer, Approvers, Circumstances, Clause, Condition, Demand, Destination, DestinationType,
    EnterpriseRule, Guards, Join, Joined, PlatformCheck, Prices, RawPart, RuleStatus, Standing, Unreadable,
    VelocityScope, Verdict, WalletFilter, WalletRule, Withdrawal, would_be_stopped,
};
use crate::domain::policy::{RuleConsequence, RuleTrigger};
use crate::domain::token::existing::{ExistingLimit, LimitSize, TokenTerms};

fn any_condition() -> impl Strategy<Value = Condition> {
    let number = || (0_u32..200).prop_map(|it| it.to_string());
    let coin = || prop_oneof![Just("btc"), Just("eth"), Just("USD"), Just("EUR"), Just("bitcoin")];
    let scope = || prop_oneof![Just(VelocityScope::Wallet), Just(VelocityScope::Enterprise)];
    prop_oneof![
        (prop_oneof![Just(">"), Just(">=")], number(), coin())
            .prop_map(|(sign, number, coin)| amount(sign, &number, coin)),
        (number(), coin(), prop_oneof![Just(0_u64), Just(3_600), Just(200_000)], prop::option::of(scope()))
            .prop_map(|(number, coin, window, scope)| scoped(
                velocity(&number, coin, window, VelocityScope::Wallet),
                scope
            )),
        prop_oneof![Just("ann"), Just("bo")].prop_map(|id| Condition::Initiators(people(&[id]))),
        prop_oneof![Just("ann"), Just("bo")].prop_map(|id| Condition::NotInitiatedBy(people(&[id]))),
        Just(Condition::Destination { kind: DestinationType::Whitelisted, coin: None }),
        Just(Condition::Destination { kind: DestinationType::NotWhitelisted, coin: Some("btc".to_owned()) }),
        Just(Condition::Destination { kind: DestinationType::OutsideEnterprise, coin: None }),
        Just(Condition::Webhook { url: "https://h".to_owned(), coin: None }),
        Just(Condition::NotUnderstood(RawPart { name: "transfer.moon".to_owned(), json: "{}".to_owned() })),
    ]
}

/// With this scope, or without any.
fn scoped(mut condition: Condition, over: Option<VelocityScope>) -> Condition {
    if let Condition::Velocity { scope, .. } = &mut condition {
        *scope = over;
    }
    condition
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
        Just(approval(Approvers::People(people(&["ann", "bo"])), 1)),
        Just(Action::NotUnderstood(RawPart { name: "approvals.moon".to_owned(), json: "{}".to_owned() })),
    ]
}

fn any_clause(condition: impl Strategy<Value = Condition>) -> impl Strategy<Value = Clause> {
    let join = || prop_oneof![Just(Some(Join::And)), Just(Some(Join::Or)), Just(None)];
    let conditions = prop::collection::vec((condition, join()), 0..4);
    let actions = prop::collection::vec((any_action(), join()), 0..4);
    (conditions, actions).prop_map(|(conditions, actions)| Clause {
        conditions: conditions.into_iter().map(|(item, join)| Joined { item, join }).collect(),
        actions: actions.into_iter().map(|(item, join)| Joined { item, join }).collect(),
    })
}

fn any_rule(condition: impl Strategy<Value = Condition>) -> impl Strategy<Value = EnterpriseRule> {
    let filters = prop_oneof![
        3 => Just(vec![WalletFilter::AllWallets]),
        1 => Just(vec![WalletFilter::Kinds(people(&["cold"]))]),
        1 => Just(vec![WalletFilter::NotUnderstood(RawPart::default())]),
        1 => Just(Vec::new()),
        1 => Just(vec![WalletFilter::AllWallets, WalletFilter::Kinds(people(&["hot"]))]),
    ];
    let status = prop_oneof![
        6 => Just(RuleStatus::Active),
        1 => Just(RuleStatus::Inactive),
        1 => Just(RuleStatus::PendingApproval),
        1 => Just(RuleStatus::Other("NEW".to_owned())),
    ];
    let clauses = prop::collection::vec(any_clause(condition), 0..4);
    (clauses, filters, status, prop::bool::weighted(0.1)).prop_map(|(clauses, filters, status, is_odd)| {
        let unreadable = if is_odd {
            vec![Unreadable { part: RawPart::default(), why: String::new() }]
        } else {
            Vec::new()
        };
        EnterpriseRule { status, filters, clauses, unreadable, ..rule(Vec::new(), Vec::new()) }
    })
}

fn any_wallet_rule() -> impl Strategy<Value = WalletRule> {
    let limit = (0_u32..200, prop::option::of(prop_oneof![Just(0_u64), Just(3_600)])).prop_map(
        |(amount, window_secs)| RuleTrigger::MoreThan {
            amount: Some(Balance::from_wire(&amount.to_string())),
            window_secs,
            tags: Vec::new(),
        },
    );
    let trigger = prop_oneof![
        3 => limit,
        1 => Just(RuleTrigger::Always),
        1 => Just(RuleTrigger::Recipient),
        1 => Just(RuleTrigger::Webhook("https://h".to_owned())),
        1 => Just(RuleTrigger::Other("moon".to_owned())),
    ];
    let consequence = prop_oneof![
        Just(RuleConsequence::Refuse),
        Just(RuleConsequence::Approval),
        Just(RuleConsequence::FinalApproval),
        Just(RuleConsequence::IdentityCheck),
        Just(RuleConsequence::Other("moon".to_owned())),
    ];
    (trigger, consequence, prop::bool::weighted(0.9)).prop_map(|(trigger, consequence, is_understood)| {
        let mut made = WalletRule { is_understood, ..wallet_rule(trigger) };
        made.description.consequence = consequence;
        made.description.approvers = people(&["ann", "bo"]);
        made
    })
}

fn any_token() -> impl Strategy<Value = TokenTerms> {
    let size = prop_oneof![
        3 => (0_u64..300).prop_map(|it| LimitSize::Exact(it.into())),
        1 => Just(LimitSize::Maximum),
        1 => Just(LimitSize::NotTold),
    ];
    let spent = prop::option::of((0_u32..50).prop_map(|it| Balance::from_wire(&it.to_string())));
    (size, spent, prop_oneof![Just("btc"), Just("eth")]).prop_map(|(size, spent, coin)| {
        let limit = ExistingLimit { coin: coin.to_owned(), size, spent, transactions: None };
        TokenTerms { limits: vec![limit], ..TokenTerms::default() }
    })
}

/// What may stop a withdrawal, apart from the rules of the enterprise.
fn any_others() -> impl Strategy<Value = (Vec<WalletRule>, Option<TokenTerms>)> {
    (prop::collection::vec(any_wallet_rule(), 0..3), prop::option::of(any_token()))
}

fn any_destination() -> impl Strategy<Value = Destination> {
    let standing = prop_oneof![Just(Standing::Whitelisted), Just(Standing::Known), Just(Standing::New)];
    (standing, any::<bool>()).prop_map(|(standing, is_own)| Destination { address: None, standing, is_own })
}

fn sent(amount: u64, destination: &Destination) -> Withdrawal {
    Withdrawal { destination: destination.clone(), ..withdrawal("btc", &amount.to_string()) }
}

fn any_around() -> impl Strategy<Value = Circumstances> {
    (any::<bool>(), any::<bool>(), 0_u32..150).prop_map(|(knows, has_price, left)| {
        let left = left.to_string();
        Circumstances {
            wallet_past: Some(past(&[("11:30:00", "btc", &left)])).filter(|_| knows),
            enterprise_past: Some(past(&[("11:30:00", "btc", &left), ("11:40:00", "btc", "30")])),
            // The price makes 100 base units some 100 dollars.
            prices: if has_price { priced() } else { Prices::default() },
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
        (own, token) in any_others(),
        around in any_around(),
        amount in 0_u64..300,
        to in any_destination(),
    ) {
        let sent = sent(amount, &to);
        let of = |count: usize, own: &[WalletRule], token: Option<&TokenTerms>| {
            let guards = Guards { wallet_rules: Some(own), token, ..guards(&rules[..count]) };
            would_be_stopped(&sent, guards, &around)
        };
        let mut before = of(0, &[], None);
        let later = (1..=rules.len()).map(|count| of(count, &[], None));
        let later = later.chain((0..=own.len()).map(|count| of(rules.len(), &own[..count], None)));
        for after in later.chain([of(rules.len(), &own, token.as_ref())]) {
            prop_assert!(is_not_looser(&before, &after), "{before:?} {after:?}");
            before = after;
        }
    }

    #[test]
    fn raising_the_amount_never_loosens_without_rules_for_small_amounts(
        rules in prop::collection::vec(any_rule(any_condition()), 1..5),
        (own, token) in any_others(),
        around in any_around(),
        less in 0_u64..300,
        more in 1_u64..300,
        to in any_destination(),
    ) {
        let guards = Guards { wallet_rules: Some(&own), token: token.as_ref(), ..guards(&rules) };
        let of = |amount: u64| would_be_stopped(&sent(amount, &to), guards, &around);
        let (before, after) = (of(less), of(less + more));
        prop_assert!(is_not_looser(&before, &after), "{before:?} {after:?}");
    }

    #[test]
    fn what_cannot_be_told_has_its_reason(
        rules in prop::collection::vec(any_rule(prop_oneof![any_condition(), any_small_condition()]), 0..5),
        (own, token) in any_others(),
        around in any_around(),
        amount in 0_u64..300,
        to in any_destination(),
    ) {
        let guards = Guards { wallet_rules: Some(&own), token: token.as_ref(), ..guards(&rules) };
        let answer = would_be_stopped(&sent(amount, &to), guards, &around);
        if let Verdict::CannotTell(least, most) = answer.verdict {
            prop_assert!(least < most && !answer.doubts().is_empty(), "{answer:?}");
        }
        prop_assert!(answer.open.iter().all(|it| !it.doubts.is_empty()), "{answer:?}");
    }

    #[test]
    fn what_does_not_stand_changes_nothing_and_nobody_approves_their_own(
        rules in prop::collection::vec(any_rule(any_condition()), 0..4),
        old in any_rule(any_condition()),
        (own, token) in any_others(),
        around in any_around(),
        amount in 0_u64..300,
        to in any_destination(),
    ) {
        let sent = sent(amount, &to);
        let of = |rules: &[EnterpriseRule]| {
            let guards = Guards { wallet_rules: Some(&own), token: token.as_ref(), ..guards(rules) };
            would_be_stopped(&sent, guards, &around)
        };
        let answer = of(&rules);
        let mut with_old = rules.clone();
        with_old.push(EnterpriseRule { status: RuleStatus::Inactive, ..old });
        prop_assert_eq!(&answer, &of(&with_old));
        for demand in [&answer.demand].into_iter().chain(answer.fired.iter().map(|it| &it.at_most)) {
            prop_assert!(!asks(demand, &sent.initiator), "{demand:?}");
        }
    }
}

/// Whether somebody is among those named who may not have started it.
fn asks(demand: &Demand, person: &str) -> bool {
    match demand {
        Demand::Approval(demand) => {
            !demand.initiator_may && demand.from.people().iter().any(|it| it == person)
        }
        Demand::All(all) | Demand::Any(all) => all.iter().any(|it| asks(it, person)),
        _ => false,
    }
}
