//! What is to be said of the rules themselves, and what they protect from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builders::{amount, approval, people, rule, velocity, wallet};
use crate::domain::enterprise_policy::{
    Action, Approvers, Clause, Condition, CoveredWallet, DestinationType, EnterpriseProtection,
    EnterpriseRule, Join, Joined, NeverFires, PeopledWallet, PlatformCheck, PolicyFinding, RawPart,
    Recommendation, RuleNames, RuleReview, RuleStatus, TRANSFERS, TouchpointName, Unreadable, VelocityScope,
    WalletFilter, review,
};
use crate::domain::share::{Member, Names, Permissions};

pub(super) fn member(id: &str, permissions: &str) -> Member {
    Member { person: id.to_owned(), permissions: Permissions::from_list(permissions) }
}

pub(super) fn wallets() -> Vec<PeopledWallet> {
    let cold = CoveredWallet { id: "w2".into(), label: "Vault".into(), kind: "cold".into(), ..wallet() };
    let hot = vec![member("ann", "view,spend,admin"), member("bo", "view,admin"), member("cy", "view,spend")];
    vec![
        PeopledWallet { wallet: wallet(), people: Some(hot.into()) },
        PeopledWallet { wallet: cold, people: Some(vec![member("ann", "view,spend,admin")].into()) },
    ]
}

pub(super) fn found_in(rules: &[EnterpriseRule], recommendations: &[Recommendation]) -> Vec<PolicyFinding> {
    let wallets = wallets();
    let enterprise: BTreeSet<String> = people(&["ann", "bo", "cy"]).into_iter().collect();
    let around = RuleReview {
        wallets: &wallets,
        has_all_wallets: true,
        enterprise_people: Some(&enterprise),
        touchpoints: &[],
    };
    review(rules, recommendations, around)
}

fn deny(conditions: Vec<Condition>) -> EnterpriseRule {
    rule(conditions, vec![Action::Deny])
}

pub(super) fn hot(mut made: EnterpriseRule) -> EnterpriseRule {
    made.filters = vec![WalletFilter::Kinds(people(&["hot"]))];
    made
}

#[test]
fn a_rule_that_can_never_fire_is_found() {
    let to = |kind| Condition::Destination { kind, coin: None };
    let mut inactive = deny(vec![]);
    inactive.status = RuleStatus::Inactive;
    let with = |filters: Vec<WalletFilter>| EnterpriseRule { filters, ..deny(vec![]) };
    let list =
        |ids: &[&str]| WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: false };
    for (made, expected) in [
        (inactive, Some(NeverFires::Inactive)),
        (with(vec![WalletFilter::AllRules { parameters: None }]), None),
        (with(vec![list(&["w1"]), list(&["w2", "w3"])]), Some(NeverFires::NoWallet)),
        (with(vec![list(&["w1", "w2"]), list(&["w2", "w3"])]), None),
        (deny(vec![amount(">", "5", "btc"), amount("<", "5", "btc")]), Some(NeverFires::Excluded)),
        (deny(vec![amount("<", "5", "btc"), amount(">=", "5", "btc")]), Some(NeverFires::Excluded)),
        (deny(vec![amount(">=", "5", "btc"), amount("<=", "5", "btc")]), None),
        (deny(vec![amount(">", "5", "btc"), amount("<", "4", "eth")]), None),
        (
            deny(vec![to(DestinationType::Whitelisted), to(DestinationType::NotWhitelisted)]),
            Some(NeverFires::Excluded),
        ),
        (
            deny(vec![
                Condition::Initiators(people(&["ann"])),
                Condition::NotInitiatedBy(people(&["bo", "ann"])),
            ]),
            Some(NeverFires::Excluded),
        ),
        (
            deny(vec![
                Condition::Initiators(people(&["ann", "cy"])),
                Condition::NotInitiatedBy(people(&["ann"])),
            ]),
            None,
        ),
        (deny(vec![]), None),
    ] {
        let expected: Vec<PolicyFinding> =
            expected.into_iter().map(|why| PolicyFinding::NeverFires { rule: 0, why }).collect();
        assert_eq!(found_in(std::slice::from_ref(&made), &[]), expected, "{made:?}");
    }
}

#[test]
fn a_rule_without_a_visible_wallet_is_only_noted() {
    let of_kind =
        |kind: &str| EnterpriseRule { filters: vec![WalletFilter::Kinds(people(&[kind]))], ..deny(vec![]) };
    let elsewhere = EnterpriseRule {
        filters: vec![WalletFilter::Wallets {
            ids: people(&["w9"]).into_iter().collect(),
            is_multiple: false,
        }],
        ..deny(vec![])
    };
    let names = Names::default();
    for made in [of_kind("trading"), elsewhere] {
        let found = found_in(std::slice::from_ref(&made), &[]);
        assert_eq!(found, [PolicyFinding::NoWalletSeen { rule: 0 }]);
        assert!(!found[0].is_warning());
        let said = found[0].sentence(&[made], &[], RuleNames { people: &names, wallets: &[] });
        assert_eq!(said, "“Slow down” covers no wallet that you can see.");
        assert!(!found[0].why(&[]).contains("emove"), "{}", found[0].why(&[]));
    }
    assert_eq!(found_in(&[of_kind("cold")], &[]), []);
    // Of wallets that have not come nothing is said.
    let around =
        RuleReview { wallets: &[], has_all_wallets: false, enterprise_people: None, touchpoints: &[] };
    assert_eq!(review(&[deny(vec![])], &[], around), []);
}

#[test]
fn rules_that_contradict_each_other_are_found() {
    let admins = || vec![approval(Approvers::OrganizationAdmins, 1)];
    let over = |number: &str| amount(">", number, "btc");
    let two = |one: EnterpriseRule, other: EnterpriseRule| found_in(&[one, other], &[]);
    let contradict = |wallets: &[&str]| {
        vec![PolicyFinding::Contradict { denies: 0, asks: 1, wallets: Arc::new(people(wallets)) }]
    };
    assert_eq!(two(deny(vec![]), rule(vec![over("5")], admins())), contradict(&["w1", "w2"]));
    assert_eq!(two(hot(deny(vec![over("5")])), rule(vec![over("5")], admins())), contradict(&["w1"]));
    assert_eq!(two(deny(vec![over("5")]), rule(vec![over("4")], admins())), []);
    assert_eq!(two(deny(vec![over("5")]), rule(vec![], admins())), []);
    // What is asked for only beyond what is denied never comes to anything.
    let both = || contradict(&["w1", "w2"]);
    let limit = |number: &str, window| velocity(number, "btc", window, VelocityScope::Wallet);
    let by = |ids: &[&str]| Condition::Initiators(people(ids));
    let not_by = |ids: &[&str]| Condition::NotInitiatedBy(people(ids));
    let at_least = |number: &str| amount(">=", number, "btc");
    for (denied, asked, is_found) in [
        (over("1"), over("5"), true),
        (at_least("5"), over("5"), true),
        (over("5"), at_least("5"), false),
        (over("5"), at_least("6"), true),
        (over("1"), amount(">", "5", "eth"), false),
        (amount("<", "5", "btc"), amount("<=", "4", "btc"), true),
        (amount("<", "5", "btc"), amount("<=", "5", "btc"), false),
        (limit("1", 3_600), over("1"), true),
        (over("1"), limit("1", 3_600), false),
        (limit("1", 3_600), limit("2", 60), true),
        (limit("1", 60), limit("2", 3_600), false),
        (by(&["ann", "bo"]), by(&["bo", "ann"]), true),
        (by(&["ann", "bo"]), by(&["bo"]), true),
        (by(&["bo"]), by(&["ann", "bo"]), false),
        (not_by(&["ann"]), not_by(&["bo", "ann"]), true),
        (not_by(&["ann"]), by(&["bo"]), true),
    ] {
        let found = two(deny(vec![denied.clone()]), rule(vec![asked.clone()], admins()));
        let found: Vec<_> =
            found.into_iter().filter(|it| matches!(it, PolicyFinding::Contradict { .. })).collect();
        assert_eq!(found, if is_found { both() } else { vec![] }, "{denied:?} {asked:?}");
    }
    let dollars = rule(vec![amount(">", "5", "USD")], admins());
    assert_eq!(two(deny(vec![]), dollars), both());
    // What asks for nothing, or for something that is not known, is not said to be approved.
    let odd = Action::NotUnderstood(RawPart::default());
    for actions in [vec![Action::Nothing], vec![odd]] {
        assert_eq!(two(deny(vec![]), rule(vec![], actions)), []);
    }
    assert_eq!(two(deny(vec![]), deny(vec![over("5")])), [], "both deny");
    let mut cold = rule(vec![], admins());
    cold.filters = vec![WalletFilter::Kinds(people(&["cold"]))];
    assert_eq!(two(hot(deny(vec![])), cold), [], "no wallet is covered by both");
}

#[test]
fn servers_unreadable_parts_and_recommendations_are_told_with_their_reason() {
    let hook = deny(vec![Condition::Webhook { url: "https://h.example".to_owned(), coin: None }]);
    let mut odd = deny(vec![]);
    odd.unreadable = vec![Unreadable { part: RawPart::default(), why: String::new() }];
    let recommended = |conditions: Vec<Condition>| Recommendation {
        title: "Add a limit".to_owned(),
        explanation: "75% of enterprises have one.".to_owned(),
        adopted_by: Some(150),
        peers: Some(200),
        clause: Clause {
            conditions: conditions.into_iter().map(|item| Joined { item, join: None }).collect(),
            actions: vec![Joined { item: approval(Approvers::WalletAdmins, 1), join: None }],
        },
        ..Recommendation::default()
    };
    let followed = rule(vec![amount(">", "7", "eth")], vec![approval(Approvers::OrganizationAdmins, 1)]);
    let rules = [hook, odd, followed];
    let limit = velocity("1", "btc", 60, VelocityScope::Wallet);
    let recommendations = [recommended(vec![amount(">", "1", "btc")]), recommended(vec![limit])];
    let found = found_in(&rules, &recommendations);
    let (names, wallets) = (Names::default(), []);
    let names = RuleNames { people: &names, wallets: &wallets };
    let said: Vec<String> = found.iter().map(|it| it.sentence(&rules, &recommendations, names)).collect();
    assert_eq!(
        said,
        [
            "“Slow down” depends on what the server at https://h.example answers.",
            "A part of “Slow down” could not be read.",
            "BitGo recommends: Add a limit.",
        ]
    );
    assert_eq!(
        found[2].why(&recommendations),
        "75% of enterprises have one. 75% of comparable enterprises have it (150 of 200)."
    );
    assert_eq!(found.iter().map(PolicyFinding::is_warning).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_rule_protects_only_from_what_it_surely_stops() {
    use EnterpriseProtection::{Everything, Limit, Unjudged, Whitelist};
    let to = |kind| Condition::Destination { kind, coin: None };
    let limit = || velocity("5", "btc", 60, VelocityScope::Wallet);
    let hook = || Condition::Webhook { url: "https://h".to_owned(), coin: None };
    let mut either = deny(vec![limit(), hook()]);
    either.clauses[0].conditions[0].join = Some(Join::Or);
    let mut odd = deny(vec![]);
    odd.unreadable = vec![Unreadable { part: RawPart::default(), why: String::new() }];
    let mut waits = deny(vec![]);
    waits.status = RuleStatus::PendingApproval;
    let mut elsewhere = deny(vec![]);
    elsewhere.filters = vec![WalletFilter::Kinds(people(&["cold"]))];
    for (made, expected) in [
        (deny(vec![]), vec![Everything]),
        (rule(vec![], vec![Action::Check(PlatformCheck::Video)]), vec![Everything]),
        (rule(vec![], vec![Action::Nothing]), vec![]),
        (deny(vec![amount(">", "5", "btc")]), vec![Limit]),
        (deny(vec![amount(">=", "5", "USD")]), vec![Limit]),
        (deny(vec![amount("<", "5", "btc")]), vec![Unjudged]),
        (deny(vec![amount(">", "5", "eth")]), vec![]),
        (deny(vec![limit()]), vec![Limit]),
        (deny(vec![to(DestinationType::NotWhitelisted)]), vec![Whitelist]),
        (deny(vec![to(DestinationType::OutsideEnterprise)]), vec![Unjudged]),
        (deny(vec![to(DestinationType::Whitelisted)]), vec![Unjudged]),
        (deny(vec![Condition::Initiators(people(&["ann"]))]), vec![Unjudged]),
        (deny(vec![limit(), to(DestinationType::NotWhitelisted)]), vec![Unjudged]),
        (deny(vec![limit(), amount(">", "5", "eth")]), vec![]),
        (deny(vec![hook()]), vec![Unjudged]),
        (either, vec![Limit]),
        (odd, vec![Unjudged]),
        (waits, vec![]),
        (elsewhere, vec![]),
    ] {
        assert_eq!(made.protects(&wallet(), "btc", &[]), expected, "{:?}", made.clauses);
    }
}

#[test]
fn what_waits_and_what_a_newer_version_replaced_is_no_rule_that_never_fires() {
    let with =
        |status, version: &str| EnterpriseRule { status, unique_id: version.to_owned(), ..deny(vec![]) };
    let never = |rules: &[EnterpriseRule]| {
        let found = found_in(rules, &[]);
        found.iter().filter(|it| matches!(it, PolicyFinding::NeverFires { .. })).count()
    };
    for (rules, count) in [
        (vec![with(RuleStatus::PendingApproval, "v1")], 0),
        (vec![with(RuleStatus::UnlockPending, "v1")], 0),
        (vec![with(RuleStatus::Denied, "v1")], 1),
        (vec![with(RuleStatus::Inactive, "v1"), with(RuleStatus::Active, "v2")], 0),
        (vec![with(RuleStatus::Inactive, "v1")], 1),
    ] {
        assert_eq!(never(&rules), count, "{:?}", rules.iter().map(|it| &it.status).collect::<Vec<_>>());
    }
}

#[test]
fn a_rule_whose_status_cannot_be_told_is_one_that_was_not_fully_read() {
    for status in [RuleStatus::Other(String::new()), RuleStatus::Other("NEW".to_owned())] {
        let made = EnterpriseRule { status, ..deny(vec![]) };
        let found = found_in(&[made.clone(), deny(vec![])], &[]);
        assert_eq!(found, [PolicyFinding::Unreadable { rule: 0 }], "though another version is in force");
        assert_eq!(found_in(&[made], &[]), [PolicyFinding::Unreadable { rule: 0 }]);
    }
}

#[test]
fn a_hundred_thousand_wallets_are_gone_through_in_moments() {
    let wallets: Vec<PeopledWallet> = (0..100_000)
        .map(|at| PeopledWallet {
            wallet: CoveredWallet { id: format!("w{at:06}").into(), ..wallet() },
            people: None,
        })
        .collect();
    let mut listed = deny(vec![]);
    listed.filters = vec![WalletFilter::Wallets {
        ids: (0..2_000).map(|at| format!("w{at:06}")).collect(),
        is_multiple: false,
    }];
    let ask = rule(vec![], vec![approval(Approvers::WalletAdmins, 1)]);
    let around =
        RuleReview { wallets: &wallets, has_all_wallets: true, enterprise_people: None, touchpoints: &[] };
    let begun = std::time::Instant::now();
    let found = review(&[listed, ask], &[], around);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    let PolicyFinding::Contradict { wallets: both, .. } = &found[0] else { panic!("{:?}", found.len()) };
    assert_eq!(both.len(), 2_000);
    let people = Names::default();
    let words =
        found[0].sentence(&[deny(vec![]), deny(vec![])], &[], RuleNames { people: &people, wallets: &[] });
    assert!(words.ends_with("and 1996 more wallets."), "{words}");
}

#[test]
fn a_rule_that_does_something_else_does_not_follow_what_is_recommended() {
    let to = |kind| Condition::Destination { kind, coin: None };
    let asks = |condition: Condition| rule(vec![condition], vec![approval(Approvers::WalletAdmins, 1)]);
    let wallets = wallets();
    let touchpoints = [TouchpointName { id: "t2".to_owned(), name: "wallet.segregated.share".to_owned() }];
    let is_open = |recommended: Condition, made: EnterpriseRule| {
        let recommendation = Recommendation {
            clause: asks(recommended).clauses[0].clone(),
            touchpoint: TRANSFERS.to_owned(),
            ..Recommendation::default()
        };
        let around = RuleReview {
            wallets: &wallets,
            has_all_wallets: true,
            enterprise_people: None,
            touchpoints: &touchpoints,
        };
        review(&[made], &[recommendation], around).contains(&PolicyFinding::NotFollowed { recommendation: 0 })
    };
    let over = || amount(">", "5", "btc");
    let mut share = asks(over());
    share.touchpoint.id = "t2".to_owned();
    for (recommended, made, expected) in [
        (over(), asks(amount(">=", "9", "eth")), false),
        (over(), asks(amount("<=", "9", "btc")), true),
        (to(DestinationType::NotWhitelisted), asks(to(DestinationType::NotWhitelisted)), false),
        (to(DestinationType::NotWhitelisted), asks(to(DestinationType::Whitelisted)), true),
        (over(), share, true),
    ] {
        assert_eq!(is_open(recommended, made.clone()), expected, "{made:?}");
    }
}

#[test]
fn a_rule_for_one_wallet_does_not_follow_what_is_recommended_for_all() {
    let ask = || rule(vec![amount(">", "5", "btc")], vec![approval(Approvers::WalletAdmins, 1)]);
    let recommended = Recommendation {
        clause: ask().clauses[0].clone(),
        filter: Some(WalletFilter::AllWallets),
        ..Recommendation::default()
    };
    let open = |made: EnterpriseRule| {
        let found = found_in(&[made], std::slice::from_ref(&recommended));
        found.contains(&PolicyFinding::NotFollowed { recommendation: 0 })
    };
    let mut narrow = ask();
    narrow.filters =
        vec![WalletFilter::Wallets { ids: people(&["w1"]).into_iter().collect(), is_multiple: false }];
    assert!(open(narrow));
    assert!(!open(ask()));
}
