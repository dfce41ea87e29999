//! Two versions of a rule, side by side.

use super::builders::{amount, approval, people, rule, wallet};
use crate::domain::enterprise_policy::{
    Action, Approvers, Condition, LockKind, MOST_NAMED, RawPart, RuleLock, RuleNames, RuleStatus,
    WalletFilter, differences, named_in_differences, predecessors,
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
