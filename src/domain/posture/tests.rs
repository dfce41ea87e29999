//! The rules by tables.
#![allow(clippy::unwrap_used)]

mod enterprise;
mod properties;

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::amount::Balance;
use crate::domain::approval::ApprovalStatus;
use crate::domain::policy::{Lock, RuleAction};
use crate::domain::share::{Member, Permissions};

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn in_hours(hours: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

fn people(permissions: &[&str]) -> Arc<[Member]> {
    let member = |(at, list): (usize, &&str)| Member {
        person: format!("p{at}"),
        permissions: Permissions::from_list(list),
    };
    permissions.iter().enumerate().map(member).collect()
}

fn rule(guard: Protection) -> Rule {
    Rule {
        name: format!("{guard:?}"),
        protection: guard,
        coin: None,
        action: RuleAction::Refuse,
        lock: Lock::Locked { since: in_hours(-99) },
    }
}

/// A hot wallet with two admins who spend, and nothing wrong with it.
fn sound() -> Subject {
    Subject {
        id: "w".into(),
        label: "Treasury".into(),
        coin: "tbtc".into(),
        enterprise: None,
        kind: "hot".into(),
        custody: Custody::Online,
        balance: Some(Balance::from_wire("100")),
        people: people(&["view,spend,admin", "view,spend,admin"]),
        approvals_required: Some(1),
        freeze: Freeze::None,
        guard: EnterpriseGuard::default(),
        rules: Some(vec![rule(Protection::Limit), rule(Protection::Whitelist)]),
    }
}

fn found(subject: Subject) -> Vec<(FindingSeverity, FindingKind)> {
    let review = Review::of(vec![subject], &[], now());
    review.findings.into_iter().map(|finding| (finding.severity, finding.kind)).collect()
}

#[test]
fn a_wallet_that_follows_the_advice_has_no_finding() {
    assert_eq!(found(sound()), []);
}

#[test]
fn a_single_admin_weighs_by_what_that_account_can_do() {
    use FindingSeverity::{Critical, Warning};
    let alone = |permissions: &str| Subject { people: people(&[permissions, "view,spend"]), ..sound() };
    let open = Rule { lock: Lock::Open { until: in_hours(5) }, ..rule(Protection::Limit) };
    let of_a_token = Rule { coin: Some("other".into()), ..rule(Protection::Limit) };
    let only = |rule: Rule| Some(vec![rule]);
    let bare = || Some(Vec::new());
    for (case, subject, weight, spends, is_held) in [
        ("rules are locked", alone("view,spend,admin"), Warning, true, Some(true)),
        (
            "rules can be changed",
            Subject { rules: only(open.clone()), ..alone("view,spend,admin") },
            Critical,
            true,
            Some(false),
        ),
        (
            "the locked rule is for a token",
            Subject { rules: only(of_a_token), ..alone("view,spend,admin") },
            Critical,
            true,
            Some(false),
        ),
        (
            "a blacklist holds nothing",
            Subject { rules: only(rule(Protection::Blacklist)), ..alone("spend,admin") },
            Critical,
            true,
            Some(false),
        ),
        ("rules are not told", Subject { rules: None, ..alone("view,spend,admin") }, Warning, true, None),
        ("they cannot spend", Subject { rules: bare(), ..alone("view,admin") }, Warning, false, Some(false)),
        (
            "the key is off-line",
            Subject { rules: bare(), custody: Custody::Offline, ..alone("spend,admin") },
            Warning,
            false,
            Some(false),
        ),
        (
            "it is frozen",
            Subject { rules: bare(), freeze: Freeze::Until(in_hours(1)), ..alone("spend,admin") },
            Warning,
            true,
            Some(false),
        ),
        (
            "the freeze is over",
            Subject { rules: bare(), freeze: Freeze::Until(now()), ..alone("spend,admin") },
            Critical,
            true,
            Some(false),
        ),
    ] {
        let found = found(subject);
        assert!(found.contains(&(weight, FindingKind::OneAdmin { spends, is_held })), "{case}: {found:?}");
    }
    for subject in [Subject { people: Arc::default(), ..sound() }, sound()] {
        assert!(found(subject).iter().all(|(_, matter)| !matches!(matter, FindingKind::OneAdmin { .. })));
    }
}

#[test]
fn whether_a_single_admin_can_take_rules_away_is_not_claimed_where_locks_are_not_told() {
    let open = Rule { lock: Lock::Open { until: in_hours(5) }, ..rule(Protection::Limit) };
    let untold = Rule { lock: Lock::NotTold, ..rule(Protection::Whitelist) };
    let blacklist = Rule { protection: Protection::Blacklist, ..untold.clone() };
    let of_a_token = Rule { coin: Some("other".into()), ..untold.clone() };
    for (case, rules, weight, is_held) in [
        ("one of two", vec![open.clone(), untold.clone()], FindingSeverity::Warning, None),
        ("another is locked", vec![untold, rule(Protection::Limit)], FindingSeverity::Warning, Some(true)),
        ("a blacklist's", vec![blacklist], FindingSeverity::Critical, Some(false)),
        ("a token's", vec![open.clone(), of_a_token], FindingSeverity::Critical, Some(false)),
        ("locked, and not judged", vec![rule(Protection::Unjudged)], FindingSeverity::Warning, None),
        (
            "not judged and not locked",
            vec![Rule { protection: Protection::Unjudged, ..open }],
            FindingSeverity::Critical,
            Some(false),
        ),
    ] {
        let people = people(&["view,spend,admin", "view,spend"]);
        let found = found(Subject { people, rules: Some(rules), ..sound() });
        let expected = (weight, FindingKind::OneAdmin { spends: true, is_held });
        assert!(found.contains(&expected), "{case}: {found:?}");
    }
}

#[test]
fn missing_limits_and_whitelists_weigh_by_what_stands_in_their_place() {
    use FindingSeverity::{Critical, Info, Warning};
    let with =
        |rules: &[Protection]| Subject { rules: Some(rules.iter().copied().map(rule).collect()), ..sound() };
    let limit = |gap| FindingKind::NoLimit(gap);
    let list = |gap| FindingKind::NoWhitelist(gap);
    let unjudged = |limit, whitelist| {
        let why = Arc::new(RulesNotKnown::NotJudged);
        FindingKind::NotKnown { limit, whitelist, why }
    };
    for (case, subject, expected) in [
        ("bare", with(&[]), vec![(Critical, limit(Gap::Bare)), (Warning, list(Gap::Bare))]),
        (
            "a blacklist alone",
            with(&[Protection::Blacklist]),
            vec![(Critical, limit(Gap::Bare)), (Warning, list(Gap::Bare))],
        ),
        ("a limit alone", with(&[Protection::Limit]), vec![(Info, list(Gap::HalfClosed))]),
        ("a whitelist alone", with(&[Protection::Whitelist]), vec![(Warning, limit(Gap::HalfClosed))]),
        ("everything is asked about", with(&[Protection::Everything]), vec![(Info, list(Gap::Asked))]),
        ("a webhook", with(&[Protection::Unjudged]), vec![(Info, unjudged(true, true))]),
        (
            "a limit and a webhook",
            with(&[Protection::Unjudged, Protection::Limit]),
            vec![(Info, unjudged(false, true))],
        ),
        (
            "a webhook about another coin",
            Subject {
                rules: Some(vec![Rule { coin: Some("tok".into()), ..rule(Protection::Unjudged) }]),
                ..sound()
            },
            vec![(Critical, limit(Gap::Bare)), (Warning, list(Gap::Bare))],
        ),
        (
            "off-line",
            Subject { custody: Custody::Offline, ..with(&[]) },
            vec![(Info, limit(Gap::Offline)), (Info, list(Gap::Offline))],
        ),
        (
            "with the trust company",
            Subject { custody: Custody::Custodian, ..with(&[]) },
            vec![(Info, limit(Gap::Custodian)), (Info, list(Gap::Custodian))],
        ),
        (
            "frozen",
            Subject { freeze: Freeze::Open, ..with(&[]) },
            vec![(Info, limit(Gap::Frozen)), (Info, list(Gap::Frozen))],
        ),
        ("a trading account", Subject { custody: Custody::Elsewhere, ..with(&[]) }, vec![]),
        ("nobody can spend", Subject { people: people(&["admin", "admin"]), ..with(&[]) }, vec![]),
        ("rules are not told", Subject { rules: None, ..sound() }, vec![]),
        (
            "limits for a token alone",
            Subject {
                rules: Some(vec![
                    Rule { coin: Some("tok".into()), ..rule(Protection::Limit) },
                    Rule { coin: Some("tbtc".into()), ..rule(Protection::Whitelist) },
                ]),
                ..sound()
            },
            vec![(Warning, limit(Gap::HalfClosed))],
        ),
    ] {
        assert_eq!(found(subject), expected, "{case}");
    }
}

#[test]
fn too_many_approvals_are_found_for_what_an_admin_asks() {
    let asks = Rule { action: RuleAction::Ask(Vec::new()), ..rule(Protection::Limit) };
    let many = |admins: usize, required, asked: bool| Subject {
        people: people(&vec!["view,spend,admin"; admins]),
        approvals_required: required,
        rules: Some(vec![
            if asked { asks.clone() } else { rule(Protection::Limit) },
            rule(Protection::Whitelist),
        ]),
        ..sound()
    };
    for (admins, required, asked, weight) in [
        (2, Some(1), true, None),
        (2, Some(2), false, Some(FindingSeverity::Warning)),
        (2, Some(2), true, Some(FindingSeverity::Critical)),
        (3, Some(2), true, None),
        (3, Some(3), true, Some(FindingSeverity::Critical)),
        (1, Some(1), false, None),
        (1, Some(1), true, Some(FindingSeverity::Critical)),
        (1, Some(9), false, None),
        (0, Some(9), true, None),
        (2, None, true, None),
    ] {
        let found = found(many(admins, required, asked));
        let stuck = found.iter().find(|(_, matter)| matches!(matter, FindingKind::StuckToCome { .. }));
        assert_eq!(stuck.map(|(weight, _)| *weight), weight, "{admins} {required:?} {asked}");
    }
}

#[test]
fn money_is_stuck_where_those_who_are_asked_are_too_few_without_who_sends() {
    let whoever = |could, rule: Option<&str>| Stuck::Whoever { could, rule: rule.map(str::to_owned) };
    let own = |others, rule: Option<&str>| Stuck::Own { others, rule: rule.map(str::to_owned) };
    for (case, members, named, required, expected) in [
        ("separation of duties", &["view,admin", "view,spend"][..], &[][..], 1, None),
        (
            "no admin spends",
            &["admin", "admin", "spend"],
            &[],
            2,
            Some((FindingSeverity::Warning, Stuck::Changes { others: 1 })),
        ),
        (
            "an admin spends",
            &["spend,admin", "admin"],
            &[],
            2,
            Some((FindingSeverity::Critical, own(1, None))),
        ),
        (
            "who named themselves",
            &["spend,admin", "admin"],
            &["p0"],
            1,
            Some((FindingSeverity::Critical, own(0, Some("Limit")))),
        ),
        ("another is named", &["spend,admin", "admin"], &["p1"], 1, None),
        (
            "too few are named",
            &["spend,admin", "admin", "admin"],
            &["p1"],
            2,
            Some((FindingSeverity::Critical, whoever(1, Some("Limit")))),
        ),
        ("too few admins", &["admin", "spend"], &[], 2, Some((FindingSeverity::Critical, whoever(1, None)))),
        ("nobody spends", &["admin", "view"], &[], 2, None),
    ] {
        let named = named.iter().map(|&id: &&str| id.to_owned()).collect();
        let rules = vec![
            Rule { action: RuleAction::Ask(named), ..rule(Protection::Limit) },
            rule(Protection::Whitelist),
        ];
        let subject = Subject {
            people: people(members),
            approvals_required: Some(required),
            rules: Some(rules),
            ..sound()
        };
        let review = Review::of(vec![subject], &[], now());
        let found = review.findings.iter().find(|it| it.topic() == Topic::StuckToCome);
        let told = found.map(|it| match &it.kind {
            FindingKind::StuckToCome { stuck, .. } => (it.severity, stuck.clone()),
            matter => panic!("{matter:?}"),
        });
        assert_eq!(told, expected, "{case}");
        // Who are named by a rule are changed in it; admins are added to the wallet.
        let is_named = found.map(|it| it.fix() == Fix::ChangeRules);
        assert_eq!(
            is_named,
            expected.map(|(_, stuck)| matches!(
                stuck,
                Stuck::Own { rule: Some(_), .. } | Stuck::Whoever { rule: Some(_), .. }
            )),
            "{case}"
        );
    }
}

#[test]
fn a_rule_is_spoken_of_until_it_locks() {
    for (lock, is_found) in [
        (Lock::Open { until: in_hours(29) }, true),
        (Lock::Open { until: in_hours(-1) }, false),
        (Lock::Locked { since: in_hours(-1) }, false),
        (Lock::Managed, false),
        (Lock::NotTold, false),
    ] {
        let rules = vec![Rule { lock, ..rule(Protection::Limit) }, rule(Protection::Whitelist)];
        let review = Review::of(vec![Subject { rules: Some(rules), ..sound() }], &[], now());
        assert_eq!(review.findings.len(), usize::from(is_found), "{lock:?}");
        assert_eq!(review.holds_until, is_found.then(|| in_hours(29)), "{lock:?}");
        for finding in &review.findings {
            assert_eq!(finding.severity, FindingSeverity::Info);
            assert_eq!(finding.what(), "The rule “Limit” can still be changed.");
            let advice = finding.advice(now(), &TimeZone::UTC);
            assert!(advice.contains("It locks in 1 d 5 h (Sat 21 Nov 2026, 17:00)."), "{advice}");
        }
    }
}

fn waiting(id: &str, wallet: Option<&str>, deciders: &[&str], needed: u64) -> OpenApproval {
    OpenApproval {
        id: id.into(),
        title: "Withdrawal".into(),
        wallet: wallet.map(str::to_owned),
        wallet_label: wallet.map(|_| "Elsewhere".to_owned()),
        coin: None,
        enterprise: None,
        status: ApprovalStatus {
            creator: "p0".into(),
            deciders: deciders.iter().map(|&id| id.to_owned()).collect(),
            needed,
            ..ApprovalStatus::default()
        },
    }
}

#[test]
fn an_approval_that_nobody_can_give_is_found_with_its_wallet() {
    let approvals = [
        waiting("a", Some("w"), &["p0", "p1"], 2),
        waiting("b", Some("w"), &["p0", "p1"], 1),
        waiting("c", Some("unknown"), &["p0"], 1),
        waiting("d", None, &[], 7),
    ];
    let review = Review::of(vec![sound()], &approvals, now());
    let told: Vec<(String, String)> =
        review.findings.iter().map(|it| (it.subject.name().to_owned(), it.what())).collect();
    assert_eq!(
        told,
        [
            ("Treasury", "Withdrawal: 2 more needed, only 1 person can approve: this cannot complete."),
            ("Elsewhere", "Withdrawal: 1 more needed, nobody can approve: this cannot complete.")
        ]
        .map(|(name, what)| (name.to_owned(), what.to_owned()))
    );
    assert_eq!(review.findings[0].fix(), Fix::DecideApproval("a"));
    assert_eq!(review.count(FindingSeverity::Critical), 2);
    assert_eq!(review.coverage(None).approvals, 4);
}

#[test]
fn what_would_hurt_most_comes_first_and_amounts_of_two_coins_are_not_compared() {
    let bare = |label: &str, coin: &str, balance: Option<&str>| Subject {
        id: label.into(),
        label: label.into(),
        coin: coin.into(),
        balance: balance.map(Balance::from_wire),
        rules: Some(vec![rule(Protection::Whitelist)]),
        ..sound()
    };
    let danger = Subject { rules: Some(Vec::new()), ..bare("empty and bare", "tbtc", Some("0")) };
    let subjects = vec![
        bare("empty", "tbtc", Some("0")),
        bare("overdrawn", "tbtc", Some("-5")),
        bare("unreadable", "tbtc", Some("1e9")),
        bare("not told", "hteth", None),
        bare("no ether, maybe tokens", "hteth", Some("0")),
        bare("not known", "newcoin", Some("0")),
        bare("b little", "tbtc", Some("2")),
        bare("a little", "tbtc", Some("2")),
        bare("much", "tbtc", Some("900")),
        bare("tiny ether", "hteth", Some("1")),
        danger,
    ];
    let review = Review::of(subjects, &[], now());
    let limits = review.findings.iter().filter(|it| it.topic() == Topic::NoLimit);
    let labels: Vec<&str> = limits.map(|it| it.subject.name()).collect();
    assert_eq!(
        labels,
        [
            "empty and bare",
            "tiny ether",
            "much",
            "a little",
            "b little",
            "no ether, maybe tokens",
            "not told",
            "not known",
            "unreadable",
            "empty",
            "overdrawn"
        ]
    );
}

#[test]
fn what_was_looked_at_is_counted_by_enterprise() {
    let of = |enterprise: &str, subject: Subject| Subject { enterprise: Some(enterprise.into()), ..subject };
    let subjects = vec![
        of("north", sound()),
        of("north", Subject { rules: None, people: Arc::default(), ..sound() }),
        of(
            "north",
            Subject { rules: Some(vec![Rule { lock: Lock::NotTold, ..rule(Protection::Limit) }]), ..sound() },
        ),
        of("south", Subject { custody: Custody::Elsewhere, ..sound() }),
    ];
    let review = Review::of(subjects, &[], now());
    let north =
        Coverage { wallets: 3, without_rules: 1, without_locks: 1, without_admins: 1, ..Coverage::default() };
    let south = Coverage { wallets: 1, not_held_to_limits: 1, ..Coverage::default() };
    assert_eq!((review.coverage(Some("north")), review.coverage(Some("south"))), (north, south));
    assert_eq!(review.coverage(None).wallets, 4);
    assert_eq!(review.coverage(Some("east")), Coverage::default());
}
