//! What is to be said of the people whose approval a rule asks for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builders::{approval, joined, people, rule, wallet};
use super::findings::{found_in, hot, member, wallets};
use crate::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Clause, Condition, CoveredWallet, EnterpriseRule, Join, PeopledWallet,
    PlatformCheck, PolicyFinding, RuleNames, RuleReview, TouchpointName, WalletFilter, review,
};
use crate::domain::share::Names;

fn asks(from: Approvers, count: u64, initiator_may: bool) -> Action {
    Action::Approval(ApprovalDemand { from, count, initiator_may })
}

fn of(ids: &[&str]) -> Approvers {
    Approvers::People(people(ids))
}

fn last(ids: &[&str]) -> Approvers {
    Approvers::Final(people(ids))
}

fn named(from: Approvers, count: u64, initiator_may: bool) -> EnterpriseRule {
    hot(rule(vec![], vec![asks(from, count, initiator_may)]))
}

fn of_actions(actions: Vec<Action>, join: Join) -> EnterpriseRule {
    let mut made = hot(rule(vec![], vec![]));
    made.clauses[0].actions = joined(actions, join);
    made
}

fn spare(ids: &[&str], wallets: &[&str]) -> PolicyFinding {
    PolicyFinding::NobodyToSpare { rule: 0, people: people(ids), wallets: Arc::new(people(wallets)) }
}

fn few(count: u64, ids: &[&str], wallets: &[&str]) -> PolicyFinding {
    PolicyFinding::TooFewApprovers { rule: 0, count, people: people(ids), wallets: Arc::new(people(wallets)) }
}

fn gone(person: &str, wallets: &[&str]) -> PolicyFinding {
    PolicyFinding::ApproverGone { rule: 0, person: person.to_owned(), wallets: Arc::new(people(wallets)) }
}

fn both(ids: &[&str], is_enough: bool) -> PolicyFinding {
    PolicyFinding::InitiatorApproves { rule: 0, people: people(ids), is_enough }
}

fn found(made: &EnterpriseRule) -> Vec<PolicyFinding> {
    found_in(std::slice::from_ref(made), &[])
}

#[test]
fn approvers_are_judged_by_who_is_there() {
    for (made, expected) in [
        (named(of(&["ann", "bo"]), 1, false), vec![]),
        (named(of(&["bo"]), 1, false), vec![spare(&["bo"], &[])]),
        (named(of(&["bo", "bo"]), 1, false), vec![spare(&["bo"], &[])]),
        (named(of(&["ann", "bo"]), 2, false), vec![spare(&["ann", "bo"], &[])]),
        (named(of(&["bo"]), 2, false), vec![few(2, &["bo"], &[])]),
        (named(of(&["ann", "dee"]), 1, false), vec![gone("dee", &[])]),
        (named(Approvers::WalletAdmins, 1, false), vec![]),
        (named(Approvers::WalletAdmins, 2, false), vec![spare(&["ann", "bo"], &["w1"])]),
        (named(Approvers::WalletAdmins, 3, false), vec![few(3, &[], &["w1"])]),
        (named(Approvers::EnterpriseAdmins, 9, true), vec![]),
    ] {
        assert_eq!(found(&made), expected, "{:?}", made.clauses);
    }
}

#[test]
fn nobody_is_needed_where_there_is_another_way() {
    let admin = || asks(Approvers::WalletAdmins, 1, false);
    let only_bo = || asks(of(&["bo"]), 1, false);
    for (actions, join, expected) in [
        (vec![only_bo(), admin()], Join::Or, vec![]),
        (vec![only_bo(), admin()], Join::And, vec![spare(&["bo"], &[])]),
        (vec![only_bo(), Action::Check(PlatformCheck::Video)], Join::Or, vec![]),
        (vec![asks(of(&["bo"]), 2, false), admin()], Join::Or, vec![]),
        (vec![only_bo(), Action::Deny], Join::Or, vec![spare(&["bo"], &[])]),
        (vec![only_bo(), Action::Deny], Join::And, vec![]),
    ] {
        let made = of_actions(actions.clone(), join);
        assert_eq!(found(&made), expected, "{actions:?} {join:?}");
    }
}

#[test]
fn a_final_approver_is_missed_on_each_wallet_that_they_are_not_on() {
    let mut made = rule(vec![], vec![asks(last(&["ann", "bo"]), 1, false)]);
    assert_eq!(found(&made), [gone("bo", &["w2"])], "on one of two");
    made.filters = vec![WalletFilter::Kinds(people(&["cold"]))];
    assert_eq!(found(&made), [gone("bo", &["w2"])]);
    made.filters = vec![WalletFilter::Kinds(people(&["hot"]))];
    assert_eq!(found(&made), []);
    // Nothing is said of a wallet whose people are not known.
    let wallets = [PeopledWallet { wallet: wallet(), people: None }];
    let around =
        RuleReview { wallets: &wallets, has_all_wallets: true, enterprise_people: None, touchpoints: &[] };
    assert_eq!(review(&[made], &[], around), []);
}

#[test]
fn who_may_approve_their_own_is_said_with_whether_that_is_enough() {
    let own = |from| asks(from, 1, true);
    for (actions, join, expected) in [
        (vec![own(of(&["ann", "bo"]))], Join::And, vec![both(&["ann"], true)]),
        (vec![own(last(&["bo", "cy"]))], Join::And, vec![both(&["cy"], true)]),
        (vec![own(Approvers::WalletAdmins)], Join::And, vec![both(&["ann"], true)]),
        (vec![asks(Approvers::WalletAdmins, 1, false)], Join::And, vec![]),
        // Another has to approve, too.
        (vec![asks(of(&["ann", "bo", "cy"]), 2, true)], Join::And, vec![both(&["ann", "cy"], false)]),
        (
            vec![own(last(&["ann", "cy"])), asks(Approvers::WalletAdmins, 1, false)],
            Join::And,
            vec![both(&["ann", "cy"], false)],
        ),
        (
            vec![own(last(&["ann", "cy"])), asks(Approvers::WalletAdmins, 1, false)],
            Join::Or,
            vec![both(&["ann", "cy"], true)],
        ),
        (
            vec![own(last(&["ann", "cy"])), Action::Check(PlatformCheck::Video)],
            Join::And,
            vec![both(&["ann", "cy"], false)],
        ),
    ] {
        let made = of_actions(actions.clone(), join);
        assert_eq!(found(&made), expected, "{actions:?} {join:?}");
    }
    let warns = |is_enough| both(&["ann"], is_enough).is_warning();
    assert!(warns(true) && !warns(false));
    assert!(!both(&["ann"], false).why(&[]).contains("wrong hands"));
}

#[test]
fn who_may_start_what_is_no_withdrawal_is_not_claimed() {
    let mut made = named(last(&["ann", "cy"]), 1, true);
    made.touchpoint.id = "t2".to_owned();
    let touchpoints = [TouchpointName { id: "t2".to_owned(), name: "wallet.segregated.share".to_owned() }];
    let wallets = wallets();
    let around = RuleReview {
        wallets: &wallets,
        has_all_wallets: true,
        enterprise_people: None,
        touchpoints: &touchpoints,
    };
    assert_eq!(review(&[made], &[], around), []);
}

#[test]
fn who_can_have_started_it_is_told_by_the_conditions_of_the_same_clause() {
    let by = |ids: &[&str]| Condition::Initiators(people(ids));
    let clause = |conditions: Vec<Condition>, join, action: Action| Clause {
        conditions: joined(conditions, join),
        actions: joined(vec![action], Join::And),
    };
    let own = || asks(last(&["bo", "cy", "ann"]), 1, true);
    for (clauses, expected) in [
        (vec![clause(vec![by(&["cy"])], Join::And, own())], vec![both(&["cy"], true)]),
        (
            vec![clause(vec![by(&["cy"])], Join::And, Action::Deny), clause(vec![], Join::And, own())],
            // What Cy starts is denied.
            vec![both(&["ann"], true), both(&["cy"], false)],
        ),
        (vec![clause(vec![by(&["bo"]), by(&["cy"])], Join::Or, own())], vec![both(&["cy"], true)]),
        (
            vec![clause(vec![Condition::NotInitiatedBy(people(&["ann"]))], Join::And, own())],
            vec![both(&["cy"], true)],
        ),
    ] {
        let mut made = hot(rule(vec![], vec![]));
        made.clauses.clone_from(&clauses);
        assert_eq!(found(&made), expected, "{clauses:?}");
    }
}

#[test]
fn what_is_said_of_approvers_is_true_to_the_word() {
    let mut names = Names::default();
    names.add("ann", "Ann");
    names.add("bo", "Bo");
    let wallets = [wallet(), CoveredWallet { id: "w2".into(), label: "Vault".into(), ..wallet() }];
    let names = RuleNames { people: &names, wallets: &wallets };
    for (finding, said) in [
        (spare(&["bo"], &[]), "“Slow down” needs everyone it names: Bo."),
        (few(2, &["bo"], &[]), "“Slow down” needs 2 approvals and names only Bo."),
        (few(3, &[], &["w1"]), "“Slow down” needs more wallet admins than “Operations hot” has."),
        (
            few(1, &[], &["w1", "w2"]),
            "“Slow down” needs more wallet admins than “Operations hot” and “Vault” have.",
        ),
        (gone("ann", &[]), "“Slow down” asks Ann, who is not in the enterprise."),
        (gone("ann", &["w2"]), "“Slow down” asks Ann, who is not on “Vault”."),
    ] {
        assert_eq!(finding.sentence(&[rule(vec![], vec![])], &[], names), said);
    }
    // A wallet without an admin is not said to need all of them.
    let bare = [PeopledWallet { wallet: wallet(), people: Some(vec![member("cy", "view,spend")].into()) }];
    let everyone = BTreeSet::from(["cy".to_owned()]);
    let around = RuleReview {
        wallets: &bare,
        has_all_wallets: true,
        enterprise_people: Some(&everyone),
        touchpoints: &[],
    };
    let made = rule(vec![], vec![approval(Approvers::WalletAdmins, 1)]);
    assert_eq!(review(&[made], &[], around), [few(1, &[], &["w1"])]);
}
