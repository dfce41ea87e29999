//! Rules and answers in words.

use super::builders::{
    amount, approval, guards, joined, liveness, people, quiet, rule, velocity, wallet, withdrawal,
};
use crate::domain::enterprise_policy::{
    Action, ApprovalDemand, Approvers, Clause, Condition, CoveredWallet, DestinationType, EnterpriseRule,
    Join, LivenessOf, Place, PlatformCheck, RawPart, RuleNames, TouchpointName, VelocityScope, WalletFilter,
    would_be_stopped,
};
use crate::domain::share::Names;

fn names() -> Names {
    let mut names = Names::default();
    for (id, name) in [("ann", "Ann"), ("bo", "Bo"), ("cy", "Cy")] {
        names.add(id, name);
    }
    names
}

fn sentence(made: &EnterpriseRule) -> String {
    let wallets = [wallet()];
    made.sentence(RuleNames { people: &names(), wallets: &wallets }, &[])
}

#[test]
fn a_rule_is_one_plain_sentence() {
    let admin = || vec![approval(Approvers::WalletAdmins, 1)];
    let mut example = rule(vec![velocity("200000000", "btc", 60, VelocityScope::Wallet)], admin());
    example.filters =
        vec![WalletFilter::Wallets { ids: people(&["w1"]).into_iter().collect(), is_multiple: false }];
    assert_eq!(
        sentence(&example),
        "Withdrawals of more than 2 BTC within 1 minute from “Operations hot” need the approval of a wallet admin."
    );
    let part = |name: &str| RawPart { name: name.to_owned(), json: "{}".to_owned() };
    let to = |kind| Condition::Destination { kind, coin: None };
    for (conditions, actions, expected) in [
        (vec![], vec![Action::Deny], "Withdrawals from all wallets are denied."),
        (
            vec![amount(">=", "10000.50", "USD")],
            vec![approval(Approvers::EnterpriseAdmins, 2)],
            "Withdrawals of at least 10,000.50 USD from all wallets need the approval of 2 enterprise admins.",
        ),
        (
            vec![amount("<", "5", "btc"), to(DestinationType::Whitelisted)],
            vec![Action::Nothing],
            "Withdrawals of less than 0.00000005 BTC and to whitelisted addresses from all wallets need nothing more.",
        ),
        (
            vec![velocity("1", "newcoin", 86_400, VelocityScope::Enterprise)],
            vec![Action::Check(PlatformCheck::Video)],
            "Withdrawals of more than 1 base units of newcoin within 1 day over all wallets of the enterprise from all wallets \
             need a video call with BitGo.",
        ),
        (
            vec![to(DestinationType::OutsideEnterprise), Condition::NotInitiatedBy(people(&["ann", "bo"]))],
            vec![approval(Approvers::People(people(&["ann", "bo", "cy"])), 2)],
            "Withdrawals to addresses outside the enterprise and not started by Ann or Bo from all wallets need the approval \
             of 2 of Ann, Bo and Cy.",
        ),
        (
            vec![Condition::Initiators(people(&["cy"]))],
            vec![Action::Approval(ApprovalDemand {
                from: Approvers::Final(people(&["cy"])),
                count: 1,
                initiator_may: true,
            })],
            "Withdrawals started by Cy from all wallets need the final approval of Cy, who may have started it.",
        ),
        (
            vec![Condition::Webhook { url: "https://h.example".to_owned(), coin: Some("btc".to_owned()) }],
            vec![approval(Approvers::OrganizationAdmins, 1)],
            "Withdrawals of btc depending on what https://h.example answers from all wallets need the approval of an \
             organization admin.",
        ),
        (
            vec![Condition::NotUnderstood(part("transfer.moon"))],
            vec![Action::NotUnderstood(part("approvals.robot"))],
            "Withdrawals under a condition that is not understood (“transfer.moon”) from all wallets lead to something that is \
             not understood (“approvals.robot”).",
        ),
        (
            vec![],
            vec![Action::Check(liveness(LivenessOf::People(people(&["ann", "bo"])), 1))],
            "Withdrawals from all wallets need a liveness check of Ann or Bo.",
        ),
    ] {
        assert_eq!(sentence(&rule(conditions, actions)), expected);
    }
}

#[test]
fn rules_about_rules_and_alternatives_are_sentences_too() {
    let mut changes = rule(vec![], vec![approval(Approvers::EnterpriseAdmins, 1)]);
    changes.filters = vec![WalletFilter::AllRules { parameters: None }];
    assert_eq!(sentence(&changes), "Changes of policy rules need the approval of an enterprise admin.");
    let mut either = rule(vec![], vec![]);
    either.filters = vec![WalletFilter::Kinds(people(&["hot", "trading"]))];
    either.clauses[0].actions = joined(
        vec![
            approval(Approvers::WalletAdmins, 1),
            Action::Check(PlatformCheck::Identity { is_fallback: None }),
        ],
        Join::Or,
    );
    assert_eq!(
        sentence(&either),
        "Withdrawals from hot and trading wallets need the approval of a wallet admin or need an identity check by BitGo."
    );
}

#[test]
fn what_a_rule_is_about_is_never_taken_for_withdrawals() {
    let wallets = [wallet()];
    let mut made =
        rule(vec![Condition::Initiators(people(&["ann"]))], vec![approval(Approvers::WalletAdmins, 1)]);
    let named = |name: &str| [TouchpointName { id: "t1".to_owned(), name: name.to_owned() }];
    for (label, filter, touchpoint, expected) in [
        (
            "Send",
            WalletFilter::AllWallets,
            "wallet.segregated.transfer",
            "Withdrawals started by Ann from all wallets",
        ),
        (
            "Send",
            WalletFilter::AllRules { parameters: None },
            "wallet.segregated.transfer",
            "Withdrawals started by Ann from no wallet",
        ),
        (
            "Share a wallet",
            WalletFilter::AllWallets,
            "wallet.segregated.share",
            "Requests of the kind “Share a wallet” started by Ann for all wallets",
        ),
        (
            "",
            WalletFilter::AllWallets,
            "wallet.segregated.share",
            "Requests that are no withdrawals started by Ann for all wallets",
        ),
        (
            "Edit",
            WalletFilter::AllRules { parameters: None },
            "policies.management.edit",
            "Changes of policy rules started by Ann",
        ),
        (
            "Edit",
            WalletFilter::Kinds(people(&["hot"])),
            "policies.management.edit",
            "Changes of policy rules started by Ann for hot wallets",
        ),
        (
            "Moon",
            WalletFilter::AllWallets,
            "wallet.moon.transfer",
            "Requests of a kind that is not known here (“Moon”) started by Ann for all wallets",
        ),
    ] {
        made.touchpoint = Place { id: "t1".to_owned(), label: label.to_owned() };
        made.filters = vec![filter];
        let said = made.sentence(RuleNames { people: &names(), wallets: &wallets }, &named(touchpoint));
        assert_eq!(said, format!("{expected} need the approval of a wallet admin."));
    }
    // Without its name nothing is claimed either.
    made.filters = vec![WalletFilter::AllWallets];
    let said = sentence(&made);
    assert!(said.starts_with("Requests of a kind that is not known here (“Moon”)"), "{said}");
}

#[test]
fn every_filter_is_in_the_words_of_what_a_rule_covers() {
    let wallets = [wallet(), CoveredWallet { id: "w2".into(), ..wallet() }];
    let list =
        |ids: &[&str]| WalletFilter::Wallets { ids: people(ids).into_iter().collect(), is_multiple: false };
    let hot = || WalletFilter::Kinds(people(&["hot"]));
    let mut made = rule(vec![], vec![Action::Deny]);
    for (filters, expected) in [
        (vec![WalletFilter::AllWallets, hot()], "hot wallets"),
        (vec![hot(), list(&["w9"])], "wallet w9, as far as among hot wallets"),
        (vec![hot(), WalletFilter::Kinds(people(&["cold"]))], "hot wallets, as far as among cold wallets"),
        // Two that are called the same are told apart.
        (vec![list(&["w1", "w2"])], "“Operations hot” (w1) and “Operations hot” (w2)"),
    ] {
        made.filters = filters;
        assert_eq!(made.covers_words(RuleNames { people: &names(), wallets: &wallets }), expected);
    }
}

#[test]
fn a_demand_says_how_both_bind_and_when_nobody_can_meet_it() {
    let people_names = names();
    let wallets = [wallet()];
    let said = |clauses: Vec<(Vec<Action>, Join)>| {
        let mut made = rule(vec![], vec![]);
        let clause = |(actions, join)| Clause { conditions: vec![], actions: joined(actions, join) };
        made.clauses = clauses.into_iter().map(clause).collect();
        let answer = would_be_stopped(&withdrawal("btc", "100"), guards(&[made]), &quiet());
        answer.sentence(RuleNames { people: &people_names, wallets: &wallets })
    };
    let by = |ids: &[&str]| approval(Approvers::People(people(ids)), 1);
    let call = || Action::Check(PlatformCheck::Video);
    // Ann has started it.
    for (clauses, needed) in [
        (vec![(vec![by(&["ann", "bo"])], Join::And)], "the approval of Bo (“Slow down”)."),
        (
            vec![(vec![by(&["ann"])], Join::And)],
            "an approval that only the person who started it could give, and may not (“Slow down”). Nobody can complete it.",
        ),
        (
            vec![(vec![approval(Approvers::People(people(&["ann", "bo"])), 2)], Join::And)],
            "the approval of 2 of only Bo (“Slow down”). Nobody can complete it.",
        ),
        (
            vec![(vec![by(&["bo"]), call()], Join::Or), (vec![by(&["cy"])], Join::And)],
            "(the approval of Bo or a video call with BitGo) and the approval of Cy (“Slow down”).",
        ),
    ] {
        assert_eq!(said(clauses), format!("This withdrawal would need {needed}"));
    }
    let own = Action::Approval(ApprovalDemand {
        from: Approvers::Final(people(&["ann"])),
        count: 1,
        initiator_may: true,
    });
    let words = said(vec![(vec![own], Join::And)]);
    assert!(words.contains("the final approval of Ann, who may have started it (“Slow down”)."), "{words}");
    assert!(!words.contains("Nobody"), "{words}");
}

#[test]
fn the_number_stays_beside_every_reading() {
    let Condition::Amount { threshold, .. } = amount(">", "2000000", "btc") else { panic!() };
    assert_eq!(threshold.words(), "0.02 BTC");
    assert_eq!(
        threshold.raw_words(),
        "BitGo sent 2000000 (btc), read as base units: the unit is not documented."
    );
}

#[test]
fn an_answer_says_what_happens_and_never_that_it_is_safe() {
    let wallets = [wallet()];
    let people_names = names();
    let said = |rules: &[EnterpriseRule]| {
        let answer = would_be_stopped(&withdrawal("btc", "100"), guards(rules), &quiet());
        answer.sentence(RuleNames { people: &people_names, wallets: &wallets })
    };
    let made = |actions| rule(vec![amount(">", "5", "btc")], actions);
    let hook = rule(
        vec![Condition::Webhook { url: "https://h.example".to_owned(), coin: None }],
        vec![Action::Deny],
    );
    let admin = || made(vec![approval(Approvers::WalletAdmins, 1)]);
    for (rules, expected) in [
        (vec![], "No rule would stop this withdrawal."),
        (vec![made(vec![Action::Deny])], "This withdrawal would be denied (“Slow down”)."),
        (vec![admin()], "This withdrawal would need the approval of a wallet admin (“Slow down”)."),
        (
            vec![made(vec![Action::Check(PlatformCheck::Video)])],
            "This withdrawal would need a video call with BitGo (“Slow down”).",
        ),
        (
            vec![admin(), hook],
            "Whether this withdrawal would be stopped cannot be told: the server at https://h.example decides. At least it \
             would need the approval of a wallet admin.",
        ),
    ] {
        assert_eq!(said(&rules), expected);
        assert!(!said(&rules).contains("safe"));
    }
}
