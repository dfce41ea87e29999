//! What is typed about a rule, what would be sent, and what is said about it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::lifetime::LifetimeContext;
use crate::domain::share::{Member, Names, Permissions, WalletFacts};

mod addresses;

const ADDRESS: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
const OTHER: &str = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";
/// Where the wallet receives.
const OWN: &str = "tb1q6rz28mcfaxtmd6v789l9rrlrusdprr9pqcpvkl";

/// What a test sets up around a draft.
struct Circumstances {
    wallet: WalletFacts,
    balance: Option<Balance>,
    rules: Vec<RuleFacts>,
    waiting: Vec<OpenChange>,
    own: Vec<String>,
    paid: Vec<String>,
}

/// A wallet with these admins, who spend, and two approvals where there are more than three.
fn around(admins: &[&str]) -> Circumstances {
    let member = |id: &&str| Member {
        person: (*id).to_owned(),
        permissions: Permissions::from_list("admin,spend,view"),
    };
    let people = admins.iter().map(member).collect();
    let wallet =
        WalletFacts { coin: "tbtc".into(), people, approvals_required: Some(1), ..WalletFacts::default() };
    Circumstances {
        wallet,
        balance: Some(Balance::from_wire("1000000000")),
        rules: Vec::new(),
        waiting: Vec::new(),
        own: vec![OWN.to_owned()],
        paid: Vec::new(),
    }
}

fn checked(draft: &RuleDraft, around: &Circumstances) -> RuleCheck {
    in_context(around, |context| check(draft, context))
}

fn in_context<R>(around: &Circumstances, read: impl FnOnce(&RuleContext<'_>) -> R) -> R {
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    read(&RuleContext {
        wallet: &around.wallet,
        own_addresses: around.own.iter().map(String::as_str).collect(),
        paid: around.paid.iter().map(String::as_str).collect(),
        balance: around.balance.as_ref(),
        rules: &around.rules,
        waiting: &around.waiting,
        me: "me",
        names: &Names::default(),
        lifetime: LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None },
    })
}

fn ids(check: &RuleCheck, severity: Severity) -> Vec<String> {
    let found = check.findings.iter().filter(|it| it.severity == severity);
    found.map(|it| it.id.as_str().split('/').next().unwrap().to_owned()).collect()
}

fn limit(amount: &str, window: &str) -> RuleDraft {
    RuleDraft { name: "Daily".into(), amount: amount.into(), window: window.into(), ..RuleDraft::default() }
}

fn whitelist(address: &str) -> RuleDraft {
    RuleDraft {
        sort: NewRuleKind::Whitelist,
        name: "Known".into(),
        address: address.into(),
        ..RuleDraft::default()
    }
}

fn waiting(rule: &str, coin: Option<&str>) -> OpenChange {
    let coin = coin.map(str::to_owned);
    OpenChange {
        approval: "a".into(),
        rule: rule.into(),
        coin,
        change: Some(RuleChange::Change),
        by: "b".into(),
    }
}

fn existing_limit(amount: u64, window_secs: u64, then: RuleAction) -> RuleFacts {
    let shape = RuleShape::Limit {
        amount: Some(BaseUnits::from(amount)),
        window_secs: Some(window_secs),
        tags: vec![":tag".into()],
    };
    RuleFacts { name: "Daily".into(), shape, action: then, coin: None }
}

fn existing_list(items: &[&str], then: RuleAction) -> RuleFacts {
    let listed =
        |item: &&str| Listed { item: (*item).into(), kind: "address".into(), label: "Payroll".into() };
    let shape = RuleShape::Whitelist { has_kinds: true, entries: items.iter().map(listed).collect() };
    RuleFacts { name: "Known".into(), shape, action: then, coin: None }
}

#[test]
fn what_is_wrong_stands_at_its_field_and_nothing_can_be_sent() {
    let mut around = around(&["me", "b"]);
    around.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    around.waiting = vec![waiting("Waiting", None)];
    let named = |name: &str| RuleDraft { name: name.into(), ..limit("1", "1 day") };
    let put =
        |address: &str| RuleDraft { address: address.into(), ..RuleDraft::put_on(&around.rules[0], "tbtc") };
    let labelled = RuleDraft { label: "Payroll".into(), ..put(OTHER) };
    let nobody = RuleDraft { asks_named: true, ..limit("1", "1 day") };
    for (draft, field, words) in [
        (named(" "), RuleField::Name, "Enter a name"),
        (named(&"x".repeat(251)), RuleField::Name, "at most 250"),
        (named("Known"), RuleField::Name, "already has a rule with that name"),
        (named("Waiting"), RuleField::Name, "pending approval"),
        (limit("", "1 day"), RuleField::Amount, ""),
        (limit("1,5", "1 day"), RuleField::Amount, "comma"),
        (limit("0", "1 day"), RuleField::Amount, "stop every withdrawal"),
        (limit("0.00", "1 day"), RuleField::Amount, "stop every withdrawal"),
        (limit("-1", "1 day"), RuleField::Amount, "negative"),
        (limit("1.123456789", "1 day"), RuleField::Amount, "8 decimals"),
        (limit("1", "24"), RuleField::Window, "24 what?"),
        (limit("1", ""), RuleField::Window, "within which the amount"),
        (limit("1", "40 days"), RuleField::Window, "31 days"),
        (whitelist(" "), RuleField::Address, "Enter an address"),
        (whitelist("tb1 q"), RuleField::Address, "There is a blank at character 4"),
        (whitelist(&"a".repeat(513)), RuleField::Address, "too long"),
        (whitelist("hello"), RuleField::Address, "is not used in Bitcoin addresses"),
        (put(ADDRESS), RuleField::Address, "already on the list"),
        (put(&ADDRESS.to_uppercase()), RuleField::Address, "already on the list"),
        (labelled, RuleField::Address, "with that name"),
        (nobody, RuleField::Action, "at least one admin"),
        (RuleDraft::of(&around.rules[0], "tbtc"), RuleField::Rule, "No changes yet"),
    ] {
        let check = checked(&draft, &around);
        let problem = check.problem(field).unwrap_or_else(|| panic!("{draft:?}: {:?}", check.findings));
        assert!(problem.contains(words), "{problem}");
        assert_eq!(check.plan, None, "{problem}");
    }
}

#[test]
fn a_limit_is_exact_to_the_base_unit() {
    let around = around(&["me", "b"]);
    for (amount, window, base, secs) in [
        ("2.5", "24 hours", 250_000_000_u64, 86_400),
        ("0.00000001", "1 hour", 1, 3_600),
        ("9.99999999", "31 days", 999_999_999, LONGEST_WINDOW_SECS),
    ] {
        let check = checked(&limit(amount, window), &around);
        let plan = check.plan.unwrap();
        let expected =
            PlannedShape::Limit { amount: BaseUnits::from(base), window_secs: secs, tags: Vec::new() };
        assert_eq!(
            (plan.shape, plan.action),
            (expected, Some(RuleAction::Ask(Vec::new()))),
            "{amount} {window}"
        );
    }
}

#[test]
fn a_limit_of_one_transaction_has_no_time_and_keeps_its_meaning() {
    let mut around = around(&["me", "b", "c"]);
    let draft = RuleDraft { at_once: true, ..limit("2.5", "") };
    let plan = checked(&draft, &around).plan.unwrap();
    let PlannedShape::Limit { window_secs, .. } = plan.shape else { panic!("no limit") };
    assert_eq!(window_secs, 0);
    around.rules = vec![existing_limit(100_000_000, 0, RuleAction::Refuse)];
    let as_it_is = RuleDraft::of(&around.rules[0], "tbtc");
    let check = checked(&as_it_is, &around);
    assert_eq!(ids_of_errors(&check.findings), ["rule.same"], "it reads as it stands");
    let more = checked(&RuleDraft { amount: "2".into(), ..as_it_is.clone() }, &around);
    assert!(
        more.findings.iter().any(|it| it.what.contains("from 1 TBTC to 2 TBTC per transaction")),
        "{:?}",
        more.findings
    );
    let timed = RuleDraft { at_once: false, window: "1 day".into(), ..as_it_is };
    assert_eq!(ids(&checked(&timed, &around), Severity::Warning), ["action.refuse"], "a day holds up more");
    around.rules = vec![existing_limit(100_000_000, 86_400, RuleAction::Refuse)];
    let loosened = RuleDraft { at_once: true, ..RuleDraft::of(&around.rules[0], "tbtc") };
    assert!(ids(&checked(&loosened, &around), Severity::Warning).contains(&"rule.weaker".into()));
}

#[test]
fn what_is_worth_knowing_is_said_where_it_is_so() {
    let base = around(&["me", "b", "c"]);
    let of = |draft: RuleDraft, around: &Circumstances| ids(&checked(&draft, around), Severity::Warning);
    let none: [&str; 0] = [];
    assert_eq!(of(limit("2.5", "1 day"), &base), none);
    assert_eq!(of(limit("10", "1 day"), &base), ["amount.above"]);
    let unreadable = Circumstances { balance: Some(Balance::from_wire("1e9")), ..around(&["me", "b", "c"]) };
    assert_eq!(of(limit("10", "1 day"), &unreadable), none, "of a balance that is no number nothing is said");
    assert_eq!(of(RuleDraft { refuses: true, ..limit("1", "1 day") }, &base), ["action.refuse"]);
    assert_eq!(
        of(RuleDraft { refuses: true, ..whitelist(ADDRESS) }, &base),
        ["list.only", "address.new", "action.refuse"]
    );

    let mut listed = around(&["me", "b", "c"]);
    listed.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    let put = RuleDraft { address: OTHER.into(), ..RuleDraft::put_on(&listed.rules[0], "tbtc") };
    assert_eq!(of(put.clone(), &listed), ["address.new"]);
    let second = RuleDraft { name: "Other".into(), ..whitelist(OTHER) };
    assert_eq!(of(second, &listed), ["address.new", "list.second"]);
    let entry = listed.rules[0].entries()[0].clone();
    assert_eq!(of(RuleDraft::take_off(&listed.rules[0], &entry, "tbtc"), &listed), ["list.empty"]);
    listed.waiting = vec![waiting("Known", Some("teth"))];
    assert_eq!(of(put.clone(), &listed), ["address.new"], "what waits is about a namesake for another coin");
    listed.waiting = vec![waiting("Known", Some("tbtc"))];
    assert_eq!(of(put, &listed), ["address.new", "rule.waits"]);
}

#[test]
fn a_change_that_loosens_a_rule_wants_a_tick_and_one_that_tightens_it_does_not() {
    let mut around = around(&["me", "b", "c"]);
    around.rules = vec![existing_limit(100_000_000, 86_400, RuleAction::Refuse)];
    let change = |amount: &str, window: &str, refuses| RuleDraft {
        amount: amount.into(),
        window: window.into(),
        refuses,
        ..RuleDraft::of(&around.rules[0], "tbtc")
    };
    for (draft, expected) in [
        (change("2", "1 day", true), &["rule.weaker", "action.refuse"][..]),
        (change("1", "12 hours", true), &["rule.weaker", "action.refuse"]),
        (change("0.5", "1 day", true), &["action.refuse"]),
        (change("1", "2 days", true), &["action.refuse"]),
        (change("1", "1 day", false), &["action.weaker"]),
    ] {
        let check = checked(&draft, &around);
        assert_eq!(ids(&check, Severity::Warning), expected, "{draft:?}");
        let plan = check.plan.unwrap();
        assert_eq!(plan.change, RuleChange::Change);
        assert_eq!(plan.action.is_none(), draft.refuses, "what stays is not set again");
        let PlannedShape::Limit { tags, .. } = plan.shape else { panic!("no limit") };
        assert_eq!(tags, [":tag"], "tags are carried along");
    }
}

#[test]
fn who_comes_to_those_who_approve_wants_a_tick_and_who_goes_does_not() {
    let (me, b, c) = ("me", "b", "c");
    for (was, now, expected) in [
        (&[me, b, c][..], &[b, c][..], None),
        (&[], &[b, c], None),
        (&[me, b], &[b, c], Some("approved by c")),
        (&[me, b], &[me, b, c], Some("approved by c")),
        (&[me, b], &[], Some("c included")),
        (&[me, b, c], &[], Some("becomes an admin")),
        (&[], &[me, b, "gone"], Some("approved by")),
    ] {
        let mut around = around(&[me, b, c]);
        let ids = |them: &[&str]| them.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        around.rules = vec![existing_limit(100_000_000, 86_400, RuleAction::Ask(ids(was)))];
        let draft = RuleDraft {
            asks_named: !now.is_empty(),
            named: ids(now).into_iter().collect(),
            ..RuleDraft::of(&around.rules[0], "tbtc")
        };
        let check = checked(&draft, &around);
        let wider = check.findings.iter().find(|it| it.id.as_str().starts_with("action.wider"));
        assert_eq!(wider.is_some(), expected.is_some(), "{was:?} {now:?}: {:?}", check.findings);
        if let (Some(wider), Some(words)) = (wider, expected) {
            assert!(wider.what.contains(words) && wider.severity == Severity::Warning, "{}", wider.what);
        }
    }
}

#[test]
fn approvals_that_nobody_could_give_are_found() {
    let asks = |named: &[&str]| RuleDraft {
        sort: NewRuleKind::EveryWithdrawal,
        name: "All".into(),
        asks_named: !named.is_empty(),
        named: named.iter().map(|it| (*it).to_owned()).collect(),
        ..RuleDraft::default()
    };
    let none: &[&str] = &[];
    for (admins, needed, named, expected) in [
        (&["me", "b", "c"][..], 1, &[][..], none),
        (&["me", "b", "c"], 2, &[], none),
        (&["me", "b", "c"], 3, &[], &["action.stuck"]),
        (&["me", "b", "c"], 4, &[], &["action.deadlock"]),
        (&["me"], 1, &[], &["action.stuck"]),
        (&["me", "b", "c"], 1, &["b"], &["action.stuck"]),
        (&["me", "b", "c"], 1, &["b", "c"], none),
        (&["me", "b", "c"], 2, &["b"], &["action.deadlock"]),
    ] {
        let mut around = around(admins);
        around.wallet.approvals_required = Some(needed);
        let check = checked(&asks(named), &around);
        assert_eq!(ids(&check, Severity::Warning), expected, "{admins:?} {needed} {named:?}");
        let wanted = named.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(check.plan.unwrap().action, Some(RuleAction::Ask(wanted)));
    }
}

#[test]
fn who_is_no_admin_sends_nothing_and_an_admin_alone_is_told_so() {
    let stranger = checked(&limit("1", "1 day"), &around(&["b", "c"]));
    assert_eq!(
        (stranger.plan.is_none(), ids(&stranger, Severity::Error)),
        (true, vec!["rule.not_admin".to_owned()])
    );
    for admins in [&["me"][..], &["me", "b"]] {
        assert!(
            ids(&checked(&limit("1", "1 day"), &around(admins)), Severity::Note)
                .contains(&"rule.alone".into())
        );
    }
    assert_eq!(ids(&checked(&limit("1", "1 day"), &around(&["me", "b", "c"])), Severity::Note), [""; 0]);
}

#[test]
fn what_happens_is_said_in_order_who_approves_when_it_holds_and_when_it_locks() {
    let names = Names::default();
    for (approval, action, second, has_lock) in [
        (ChangeApproval::Needed(vec!["b".into()]), RuleChange::Add, "once approved", true),
        (ChangeApproval::AtOnce(AtOnce::TwoAdmins), RuleChange::Change, "immediately", true),
        (ChangeApproval::AtOnce(AtOnce::Empty), RuleChange::Remove, "can then leave", false),
    ] {
        let said = approval.effects(action, None, &names);
        assert_eq!(said[0], approval.sentence(&names));
        assert!(said[1].contains(second), "{said:?}");
        assert_eq!(said.len() == 3 && said[2].contains("48 hours"), has_lock, "{said:?}");
        let managed = approval.effects(RuleChange::Change, Some(Lock::Managed), &names);
        assert_eq!(managed.len(), 2, "a managed rule does not lock");
        assert!(
            managed[0].contains("BitGo support has to approve") && managed[1].contains("once approved"),
            "{managed:?}"
        );
    }
}

#[test]
fn the_wallet_tells_what_became_of_something_whose_answer_was_lost() {
    let open = |approval: &str, by: &str, action| OpenChange {
        approval: approval.into(),
        rule: "Daily".into(),
        coin: None,
        change: Some(action),
        by: by.into(),
    };
    let now = |rules: &[RuleFacts], waiting: &[OpenChange]| RulesNow {
        wallet: "w".into(),
        coin: "tbtc".into(),
        rules: Some(rules.to_vec()),
        waiting: waiting.to_vec(),
    };
    let shape = PlannedShape::Limit { amount: 5_u64.into(), window_secs: 60, tags: Vec::new() };
    let then = Some(RuleAction::Refuse);
    let add = RulePlan { name: "Daily".into(), coin: None, change: RuleChange::Add, shape, action: then };
    let (there, other) =
        (existing_limit(5, 60, RuleAction::Refuse), existing_limit(6, 60, RuleAction::Refuse));
    let asks = existing_limit(5, 60, RuleAction::Ask(Vec::new()));
    let token = |rule: &RuleFacts, coin: &str| RuleFacts { coin: Some(coin.into()), ..rule.clone() };
    let mine = open("a2", "me", RuleChange::Add);
    let before: BTreeSet<String> = ["a1".to_owned()].into();
    for (plan, now, outcome) in [
        (&add, now(std::slice::from_ref(&there), &[]), Some(RuleOutcome::Done)),
        (&add, now(&[other], &[]), Some(RuleOutcome::NotDone)),
        (&add, now(&[asks], &[]), Some(RuleOutcome::NotDone)),
        (&add, now(&[], std::slice::from_ref(&mine)), Some(RuleOutcome::PendingApproval("a2".into()))),
        (&add, now(&[], &[open("a1", "me", RuleChange::Add)]), Some(RuleOutcome::NotDone)),
        (&add, now(&[], &[open("a3", "b", RuleChange::Add)]), Some(RuleOutcome::NotDone)),
        (&add, now(&[], &[open("a4", "me", RuleChange::Remove)]), Some(RuleOutcome::NotDone)),
        (&add, RulesNow::default(), None),
        (&RulePlan::removal("Daily", None), now(&[], &[]), Some(RuleOutcome::Done)),
        (
            &RulePlan::removal("Daily", None),
            now(std::slice::from_ref(&there), &[mine]),
            Some(RuleOutcome::NotDone),
        ),
        (&add, now(&[token(&there, "tbtc")], &[]), Some(RuleOutcome::Done)),
        (&add, now(&[token(&there, "teth")], &[]), Some(RuleOutcome::NotDone)),
        (&RulePlan::removal("Daily", None), now(&[token(&there, "teth")], &[]), Some(RuleOutcome::Done)),
        (
            &RulePlan::removal("Daily", Some("teth")),
            now(&[token(&there, "teth")], &[]),
            Some(RuleOutcome::NotDone),
        ),
        (
            &RulePlan::removal("Daily", Some("teth")),
            now(std::slice::from_ref(&there), &[]),
            Some(RuleOutcome::Done),
        ),
    ] {
        assert_eq!(plan.outcome(&now, "me", &before), outcome, "{plan:?} {now:?}");
    }
}

proptest! {
    #[test]
    fn a_rule_that_is_opened_to_be_changed_reads_as_it_stands(amount in 1_u64.., secs in 1_u64..=LONGEST_WINDOW_SECS) {
        let mut around = around(&["me", "b"]);
        around.rules = vec![existing_limit(amount, secs, RuleAction::Refuse)];
        let check = checked(&RuleDraft::of(&around.rules[0], "tbtc"), &around);
        prop_assert_eq!(check.amount.unwrap(), BaseUnits::from(amount));
        prop_assert_eq!(check.window.unwrap().secs, secs);
        prop_assert_eq!(ids_of_errors(&check.findings), vec!["rule.same".to_owned()]);
    }

    #[test]
    fn whatever_is_typed_there_is_a_plan_or_something_to_mend(
        name in "\\PC{0,12}", amount in "[0-9.,-]{0,8}", window in "\\PC{0,10}", address in "\\PC{0,20}", sort in 0..3_u8,
    ) {
        let sort = [NewRuleKind::SpendingLimit, NewRuleKind::Whitelist, NewRuleKind::EveryWithdrawal][usize::from(sort)];
        let draft = RuleDraft { sort, name, amount, window, address, ..RuleDraft::default() };
        let check = checked(&draft, &around(&["me", "b", "c"]));
        prop_assert_eq!(check.plan.is_none(), !ids_of_errors(&check.findings).is_empty());
    }
}

fn ids_of_errors(findings: &[RuleFinding]) -> Vec<String> {
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    errors.map(|it| it.id.as_str().to_owned()).collect()
}
