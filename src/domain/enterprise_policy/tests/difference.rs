//! Two versions of a rule, side by side.

use super::builders::{amount, approval, people, rule, velocity, wallet};
use crate::domain::enterprise_policy::{
    Action, Approvers, Condition, CoveredWallet, EnterpriseRule, LivenessDemand, LivenessOf, LockKind,
    MOST_NAMED, PlatformCheck, RawPart, RuleLock, RuleNames, RuleStatus, VelocityScope, WalletFilter,
    differences, named_in_differences, predecessors,
};
use crate::domain::share::Names;

#[test]
fn each_part_that_differs_is_shown_as_it_was_and_as_it_is() {
    let (names, wallets) = (Names::default(), [wallet()]);
    let names = RuleNames { people: &names, wallets: &wallets };
    let before = rule(vec![amount(">", "100000000", "btc")], vec![Action::Deny]);
    let mut after = rule(vec![amount(">", "200000000", "btc")], vec![approval(Approvers::WalletAdmins, 2)]);
    after.name = "Slower".to_owned();
    after.status = RuleStatus::PendingApproval;
    after.filters =
        vec![WalletFilter::Wallets { ids: people(&["w1", "w2"]).into_iter().collect(), is_multiple: false }];
    after.lock = RuleLock { is_locked: Some(true), kind: Some(LockKind::Permanent), date: None };
    let found: Vec<[String; 3]> =
        differences(&before, &after, names).into_iter().map(|it| [it.part, it.before, it.after]).collect();
    let expected = [
        ["Name", "“Slow down”", "“Slower”"],
        ["Status", "active", "waiting for approval"],
        ["Wallets", "all wallets", "wallet w2, “Operations hot”"],
        ["Conditions", "of more than 1 BTC [100000000]", "of more than 2 BTC [200000000]"],
        ["Actions", "are denied", "need the approval of 2 wallet admins"],
        ["Lock", "not told", "PERMANENT"],
    ];
    assert_eq!(found, expected.map(|it| it.map(str::to_owned)));
    assert!(differences(&before, &before, names).is_empty());
}

#[test]
fn what_reads_alike_is_told_apart_by_what_was_sent() {
    let (names, wallets) = (Names::default(), [wallet()]);
    let names = RuleNames { people: &names, wallets: &wallets };
    let odd = |json: &str| {
        let part = RawPart { name: "transfer.moon".to_owned(), json: json.to_owned() };
        rule(vec![Condition::NotUnderstood(part.clone())], vec![Action::NotUnderstood(part)])
    };
    let found = differences(&odd("{\"phase\":1}"), &odd("{\"phase\":2}"), names);
    let parts: Vec<&str> = found.iter().map(|it| it.part.as_str()).collect();
    assert_eq!(parts, ["Conditions", "Actions"]);
    let found = differences(
        &rule(vec![], vec![Action::Deny]),
        &rule(vec![amount(">", "1", "btc")], vec![Action::Deny]),
        names,
    );
    assert_eq!((found[0].before.as_str(), found.len()), ("always", 1));
}

#[test]
fn a_version_is_held_against_the_one_that_it_changed() {
    let version = |number: Option<u64>, status: RuleStatus| {
        let mut made = rule(vec![], vec![]);
        (made.version, made.status) = (number, status);
        made
    };
    let versions = [
        version(None, RuleStatus::PendingApproval),
        version(None, RuleStatus::Denied),
        version(Some(4), RuleStatus::Active),
        version(Some(2), RuleStatus::Inactive),
        version(Some(1), RuleStatus::Inactive),
    ];
    assert_eq!(predecessors(&versions), [(0, Some(2)), (1, Some(2)), (2, Some(3)), (3, Some(4)), (4, None)]);
    let alone = [version(None, RuleStatus::Active)];
    assert_eq!(predecessors(&alone), [(0, None)], "none is its own");
}

#[test]
fn the_last_of_many_counts_as_the_first_does() {
    let (names, wallets) = (Names::default(), [wallet(), CoveredWallet { id: "w2".into(), ..wallet() }]);
    let names = RuleNames { people: &names, wallets: &wallets };
    let seven = |last: &str| people(&["a", "b", "c", "d", "e", "f", last]);
    let asks = |from| rule(vec![], vec![approval(from, 1)]);
    let starts = |condition| rule(vec![condition], vec![Action::Deny]);
    let many = |last: &str| asks(Approvers::People(seven(last)));
    let parts = |before: &EnterpriseRule, after: &EnterpriseRule| -> Vec<String> {
        differences(before, after, names).into_iter().map(|it| it.part).collect()
    };
    assert_eq!(parts(&many("ann"), &many("bo")), ["Actions"]);
    assert_eq!(parts(&many("ann"), &many("ann")), Vec::<String>::new());
    let last = |last: &str| asks(Approvers::Final(seven(last)));
    assert_eq!(parts(&last("ann"), &last("bo")), ["Actions"]);
    let by = |last: &str| starts(Condition::Initiators(seven(last)));
    assert_eq!(parts(&by("ann"), &by("bo")), ["Conditions"]);
    let not_by = |last: &str| starts(Condition::NotInitiatedBy(seven(last)));
    assert_eq!(parts(&not_by("ann"), &not_by("bo")), ["Conditions"]);
    let found = differences(&many("ann"), &many("bo"), names);
    assert!(found[0].before.contains("ann") && found[0].after.contains("bo"), "{found:?}");
    // Two wallets that are called the same.
    let on = |ids: &[&str]| EnterpriseRule {
        filters: vec![WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: false }],
        ..rule(vec![], vec![Action::Deny])
    };
    let found = differences(&on(&["w1"]), &on(&["w2"]), names);
    assert_eq!(
        (found[0].before.as_str(), found[0].after.as_str()),
        ("“Operations hot” (w1)", "“Operations hot” (w2)")
    );
    assert_eq!(parts(&on(&["w1", "w2"]), &on(&["w2", "w1"])), Vec::<String>::new(), "in whatever order");
    // A second filter counts, too.
    let mut narrower = on(&["w1"]);
    narrower.filters.push(WalletFilter::Kinds(people(&["cold"])));
    assert_eq!(parts(&on(&["w1"]), &narrower), ["Wallets"]);
}

#[test]
fn what_goes_without_saying_in_a_sentence_is_a_difference_too() {
    let names = Names::default();
    let names = RuleNames { people: &names, wallets: &[] };
    let limit = |scope| {
        let Condition::Velocity { threshold, window_secs, .. } =
            velocity("5", "btc", 60, VelocityScope::Wallet)
        else {
            panic!()
        };
        rule(vec![Condition::Velocity { threshold, window_secs, scope }], vec![Action::Deny])
    };
    let check = |check| rule(vec![], vec![Action::Check(check)]);
    let identity = |is_fallback| check(PlatformCheck::Identity { is_fallback });
    let there = |of, count, initiator_may| {
        check(PlatformCheck::Liveness(LivenessDemand { of, count, initiator_may }))
    };
    let admins = || LivenessOf::EnterpriseAdmins;
    for (before, after) in [
        (limit(None), limit(Some(VelocityScope::Wallet))),
        (limit(Some(VelocityScope::Wallet)), limit(Some(VelocityScope::Enterprise))),
        (identity(None), identity(Some(true))),
        (identity(None), identity(Some(false))),
        (there(LivenessOf::Requester, None, None), there(LivenessOf::Requester, Some(2), None)),
        (there(LivenessOf::Requester, None, None), there(LivenessOf::Requester, None, Some(true))),
        (there(admins(), Some(1), None), there(admins(), Some(1), Some(true))),
        (there(admins(), Some(1), None), there(admins(), Some(1), Some(false))),
    ] {
        assert_eq!(differences(&before, &after, names).len(), 1, "{:?} {:?}", before.clauses, after.clauses);
    }
}

#[test]
fn of_a_very_long_list_what_came_and_went_is_told() {
    let ids = |from: usize, to: usize| (from..to).map(|at| format!("w{at}"));
    let mut before = rule(vec![], vec![]);
    before.filters = vec![WalletFilter::Wallets { ids: ids(0, 900).collect(), is_multiple: true }];
    let mut after = before.clone();
    after.filters = vec![WalletFilter::Wallets { ids: ids(2, 903).collect(), is_multiple: true }];
    let names = Names::default();
    let found = differences(&before, &after, RuleNames { people: &names, wallets: &[] });
    let wallets =
        found.iter().find(|it| it.part == "Wallets").map(|it| (it.before.as_str(), it.after.as_str()));
    assert_eq!(
        wallets,
        Some((
            "wallet w0, wallet w1, 898 wallets of both versions",
            "wallet w900, wallet w901, wallet w902, 898 wallets of both versions"
        ))
    );
    let called = named_in_differences(&before, &after);
    assert!(["w0", "w1", "w900", "w902"].iter().all(|id| called.contains(id)));
    assert!(called.len() <= 4 * MOST_NAMED);
}
