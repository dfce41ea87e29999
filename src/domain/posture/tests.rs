//! The rules by tables, and what holds for whatever is looked at.
#![allow(clippy::unwrap_used)]

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::domain::amount::Balance;
use crate::domain::approval::Case;
use crate::domain::policy::{Lock, Then};
use crate::domain::share::{Member, Permissions};

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn in_hours(hours: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

fn people(permissions: &[&str]) -> Vec<Member> {
    let member = |(at, list): (usize, &&str)| Member {
        person: format!("p{at}"),
        permissions: Permissions::from_list(list),
    };
    permissions.iter().enumerate().map(member).collect()
}

fn rule(guard: Guard) -> Rule {
    Rule {
        name: format!("{guard:?}"),
        guard,
        coin: None,
        then: Then::Refuse,
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
        rules: Some(vec![rule(Guard::Limit), rule(Guard::Whitelist)]),
    }
}

fn found(subject: Subject) -> Vec<(Weight, Matter)> {
    let review = Review::of(vec![subject], &[], now());
    review.findings.into_iter().map(|finding| (finding.weight, finding.matter)).collect()
}

#[test]
fn a_wallet_that_follows_the_advice_has_no_finding() {
    assert_eq!(found(sound()), []);
}

#[test]
fn a_single_admin_weighs_by_what_that_account_can_do() {
    use Weight::{Danger, Weakness};
    let alone = |permissions: &str| Subject { people: people(&[permissions, "view,spend"]), ..sound() };
    let open = Rule { lock: Lock::Open { until: in_hours(5) }, ..rule(Guard::Limit) };
    let of_a_token = Rule { coin: Some("other".into()), ..rule(Guard::Limit) };
    let only = |rule: Rule| Some(vec![rule]);
    let bare = || Some(Vec::new());
    for (case, subject, weight, spends, is_held) in [
        ("rules are locked", alone("view,spend,admin"), Weakness, true, Some(true)),
        (
            "rules can be changed",
            Subject { rules: only(open.clone()), ..alone("view,spend,admin") },
            Danger,
            true,
            Some(false),
        ),
        (
            "the locked rule is for a token",
            Subject { rules: only(of_a_token), ..alone("view,spend,admin") },
            Danger,
            true,
            Some(false),
        ),
        (
            "a blacklist holds nothing",
            Subject { rules: only(rule(Guard::Blacklist)), ..alone("spend,admin") },
            Danger,
            true,
            Some(false),
        ),
        ("rules are not told", Subject { rules: None, ..alone("view,spend,admin") }, Weakness, true, None),
        ("they cannot spend", Subject { rules: bare(), ..alone("view,admin") }, Weakness, false, Some(false)),
        (
            "the key is off-line",
            Subject { rules: bare(), custody: Custody::Offline, ..alone("spend,admin") },
            Weakness,
            false,
            Some(false),
        ),
        (
            "it is frozen",
            Subject { rules: bare(), freeze: Freeze::Until(in_hours(1)), ..alone("spend,admin") },
            Weakness,
            true,
            Some(false),
        ),
        (
            "the freeze is over",
            Subject { rules: bare(), freeze: Freeze::Until(now()), ..alone("spend,admin") },
            Danger,
            true,
            Some(false),
        ),
    ] {
        let found = found(subject);
        assert!(found.contains(&(weight, Matter::OneAdmin { spends, is_held })), "{case}: {found:?}");
    }
    for subject in [Subject { people: Vec::new(), ..sound() }, sound()] {
        assert!(found(subject).iter().all(|(_, matter)| !matches!(matter, Matter::OneAdmin { .. })));
    }
}

#[test]
fn whether_a_single_admin_can_take_rules_away_is_not_claimed_where_locks_are_not_told() {
    let open = Rule { lock: Lock::Open { until: in_hours(5) }, ..rule(Guard::Limit) };
    let untold = Rule { lock: Lock::NotTold, ..rule(Guard::Whitelist) };
    let blacklist = Rule { guard: Guard::Blacklist, ..untold.clone() };
    let of_a_token = Rule { coin: Some("other".into()), ..untold.clone() };
    for (case, rules, weight, is_held) in [
        ("one of two", vec![open.clone(), untold.clone()], Weight::Weakness, None),
        ("another is locked", vec![untold, rule(Guard::Limit)], Weight::Weakness, Some(true)),
        ("a blacklist's", vec![blacklist], Weight::Danger, Some(false)),
        ("a token's", vec![open, of_a_token], Weight::Danger, Some(false)),
    ] {
        let people = people(&["view,spend,admin", "view,spend"]);
        let found = found(Subject { people, rules: Some(rules), ..sound() });
        let expected = (weight, Matter::OneAdmin { spends: true, is_held });
        assert!(found.contains(&expected), "{case}: {found:?}");
    }
}

#[test]
fn missing_limits_and_whitelists_weigh_by_what_stands_in_their_place() {
    use Weight::{Danger, Note, Weakness};
    let with =
        |rules: &[Guard]| Subject { rules: Some(rules.iter().copied().map(rule).collect()), ..sound() };
    let limit = |gap| Matter::NoLimit(gap);
    let list = |gap| Matter::NoWhitelist(gap);
    for (case, subject, expected) in [
        ("bare", with(&[]), vec![(Danger, limit(Gap::Bare)), (Weakness, list(Gap::Bare))]),
        (
            "a blacklist alone",
            with(&[Guard::Blacklist]),
            vec![(Danger, limit(Gap::Bare)), (Weakness, list(Gap::Bare))],
        ),
        ("a limit alone", with(&[Guard::Limit]), vec![(Note, list(Gap::HalfClosed))]),
        ("a whitelist alone", with(&[Guard::Whitelist]), vec![(Weakness, limit(Gap::HalfClosed))]),
        ("everything is asked about", with(&[Guard::Everything]), vec![(Note, list(Gap::Asked))]),
        (
            "a webhook",
            with(&[Guard::Unjudged]),
            vec![(Note, limit(Gap::Unjudged)), (Note, list(Gap::Unjudged))],
        ),
        (
            "off-line",
            Subject { custody: Custody::Offline, ..with(&[]) },
            vec![(Note, limit(Gap::Offline)), (Note, list(Gap::Offline))],
        ),
        (
            "with the trust company",
            Subject { custody: Custody::Custodian, ..with(&[]) },
            vec![(Note, limit(Gap::Custodian)), (Note, list(Gap::Custodian))],
        ),
        (
            "frozen",
            Subject { freeze: Freeze::Open, ..with(&[]) },
            vec![(Note, limit(Gap::Frozen)), (Note, list(Gap::Frozen))],
        ),
        ("a trading account", Subject { custody: Custody::Elsewhere, ..with(&[]) }, vec![]),
        ("nobody can spend", Subject { people: people(&["admin", "admin"]), ..with(&[]) }, vec![]),
        ("rules are not told", Subject { rules: None, ..sound() }, vec![]),
        (
            "limits for a token alone",
            Subject {
                rules: Some(vec![
                    Rule { coin: Some("tok".into()), ..rule(Guard::Limit) },
                    Rule { coin: Some("tbtc".into()), ..rule(Guard::Whitelist) },
                ]),
                ..sound()
            },
            vec![(Weakness, limit(Gap::HalfClosed))],
        ),
    ] {
        assert_eq!(found(subject), expected, "{case}");
    }
}

#[test]
fn too_many_approvals_are_found_for_what_an_admin_asks() {
    let asks = Rule { then: Then::Ask(Vec::new()), ..rule(Guard::Limit) };
    let many = |admins: usize, required, asked: bool| Subject {
        people: people(&vec!["view,spend,admin"; admins]),
        approvals_required: required,
        rules: Some(vec![if asked { asks.clone() } else { rule(Guard::Limit) }, rule(Guard::Whitelist)]),
        ..sound()
    };
    for (admins, required, asked, weight) in [
        (2, Some(1), true, None),
        (2, Some(2), false, Some(Weight::Weakness)),
        (2, Some(2), true, Some(Weight::Danger)),
        (3, Some(2), true, None),
        (3, Some(3), true, Some(Weight::Danger)),
        (1, Some(1), false, None),
        (1, Some(1), true, Some(Weight::Danger)),
        (1, Some(9), false, None),
        (0, Some(9), true, None),
        (2, None, true, None),
    ] {
        let found = found(many(admins, required, asked));
        let stuck = found.iter().find(|(_, matter)| matches!(matter, Matter::StuckToCome { .. }));
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
            Some((Weight::Weakness, Stuck::Changes { others: 1 })),
        ),
        ("an admin spends", &["spend,admin", "admin"], &[], 2, Some((Weight::Danger, own(1, None)))),
        (
            "who named themselves",
            &["spend,admin", "admin"],
            &["p0"],
            1,
            Some((Weight::Danger, own(0, Some("Limit")))),
        ),
        ("another is named", &["spend,admin", "admin"], &["p1"], 1, None),
        (
            "too few are named",
            &["spend,admin", "admin", "admin"],
            &["p1"],
            2,
            Some((Weight::Danger, whoever(1, Some("Limit")))),
        ),
        ("too few admins", &["admin", "spend"], &[], 2, Some((Weight::Danger, whoever(1, None)))),
        ("nobody spends", &["admin", "view"], &[], 2, None),
    ] {
        let named = named.iter().map(|&id: &&str| id.to_owned()).collect();
        let rules = vec![Rule { then: Then::Ask(named), ..rule(Guard::Limit) }, rule(Guard::Whitelist)];
        let subject = Subject {
            people: people(members),
            approvals_required: Some(required),
            rules: Some(rules),
            ..sound()
        };
        let review = Review::of(vec![subject], &[], now());
        let found = review.findings.iter().find(|it| it.topic() == Topic::StuckToCome);
        let told = found.map(|it| match &it.matter {
            Matter::StuckToCome { stuck, .. } => (it.weight, stuck.clone()),
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
        let rules = vec![Rule { lock, ..rule(Guard::Limit) }, rule(Guard::Whitelist)];
        let review = Review::of(vec![Subject { rules: Some(rules), ..sound() }], &[], now());
        assert_eq!(review.findings.len(), usize::from(is_found), "{lock:?}");
        assert_eq!(review.holds_until, is_found.then(|| in_hours(29)), "{lock:?}");
        for finding in &review.findings {
            assert_eq!(finding.weight, Weight::Note);
            assert_eq!(finding.what(), "The rule “Limit” can still be changed.");
            let advice = finding.advice(now(), &TimeZone::UTC);
            assert!(advice.contains("for another 1 d 5 h, until Sat 21 Nov 2026, 17:00"), "{advice}");
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
        case: Case {
            creator: "p0".into(),
            deciders: deciders.iter().map(|&id| id.to_owned()).collect(),
            needed,
            ..Case::default()
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
            ("Treasury", "Withdrawal: 2 more approvals are needed, and 1 person could give one."),
            ("Elsewhere", "Withdrawal: 1 more approval is needed, and 0 people could give one.")
        ]
        .map(|(name, what)| (name.to_owned(), what.to_owned()))
    );
    assert_eq!(review.findings[0].fix(), Fix::DecideApproval("a"));
    assert_eq!(review.count(Weight::Danger), 2);
    assert_eq!(review.looked(None).approvals, 4);
}

#[test]
fn what_would_hurt_most_comes_first_and_amounts_of_two_coins_are_not_compared() {
    let bare = |label: &str, coin: &str, balance: Option<&str>| Subject {
        id: label.into(),
        label: label.into(),
        coin: coin.into(),
        balance: balance.map(Balance::from_wire),
        rules: Some(vec![rule(Guard::Whitelist)]),
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
        of("north", Subject { rules: None, people: Vec::new(), ..sound() }),
        of(
            "north",
            Subject { rules: Some(vec![Rule { lock: Lock::NotTold, ..rule(Guard::Limit) }]), ..sound() },
        ),
        of("south", Subject { custody: Custody::Elsewhere, ..sound() }),
    ];
    let review = Review::of(subjects, &[], now());
    let north =
        Looked { wallets: 3, without_rules: 1, without_locks: 1, without_admins: 1, ..Looked::default() };
    let south = Looked { wallets: 1, not_held_to_limits: 1, ..Looked::default() };
    assert_eq!((review.looked(Some("north")), review.looked(Some("south"))), (north, south));
    assert_eq!(review.looked(None).wallets, 4);
    assert_eq!(review.looked(Some("east")), Looked::default());
}

// ---------- properties ----------

fn some_rule() -> impl Strategy<Value = Rule> {
    let guard = prop_oneof![
        Just(Guard::Limit),
        Just(Guard::Whitelist),
        Just(Guard::Everything),
        Just(Guard::Blacklist),
        Just(Guard::Unjudged)
    ];
    let lock = prop_oneof![
        (-60..60_i64).prop_map(|hours| Lock::Open { until: in_hours(hours) }),
        Just(Lock::Locked { since: in_hours(-1) }),
        Just(Lock::Managed),
        Just(Lock::NotTold),
    ];
    let coin = prop::option::of(prop_oneof![Just("tbtc".to_owned()), Just("hteth".to_owned())]);
    let then = prop_oneof![
        Just(Then::Refuse),
        Just(Then::Other),
        prop::collection::btree_set("p[0-3]", 0..3).prop_map(|ids| Then::Ask(ids.into_iter().collect())),
    ];
    (guard, lock, coin, then, "[ab]{0,2}").prop_map(|(guard, lock, coin, then, name)| Rule {
        name,
        guard,
        coin,
        then,
        lock,
    })
}

fn some_wallet() -> impl Strategy<Value = Subject> {
    let custody = prop_oneof![
        Just(Custody::Online),
        Just(Custody::Offline),
        Just(Custody::Custodian),
        Just(Custody::Elsewhere)
    ];
    let member = prop_oneof![
        Just("view"),
        Just("view,spend"),
        Just("admin"),
        Just("view,spend,admin"),
        Just("levitate"),
        Just("")
    ];
    let freeze = prop_oneof![
        Just(Freeze::None),
        Just(Freeze::Open),
        (-9..9_i64).prop_map(|hours| Freeze::Until(in_hours(hours)))
    ];
    let coin = prop_oneof![Just("tbtc"), Just("hteth"), Just("")];
    let balance = prop::option::of("-?[0-9]{1,30}|1e5|");
    (
        ("[a-c]{0,3}", "[A-Ca-c ]{0,3}", coin, balance),
        (custody, freeze, prop::option::of(any::<u64>().prop_map(|it| it % 5))),
        (prop::collection::vec(member, 0..4), prop::option::of(prop::collection::vec(some_rule(), 0..3))),
    )
        .prop_map(
            |((id, label, coin, balance), (custody, freeze, approvals_required), (members, rules))| Subject {
                id,
                label,
                coin: coin.to_owned(),
                balance: balance.as_deref().map(Balance::from_wire),
                custody,
                freeze,
                approvals_required,
                people: people(&members),
                rules,
                ..sound()
            },
        )
}

fn some_approval() -> impl Strategy<Value = OpenApproval> {
    let decider = prop_oneof![Just("p0"), Just("p1"), Just("p2")];
    (prop::option::of("[a-c]{0,3}"), prop::collection::vec(decider, 0..4), 0..5_u64, "[x-z]{1,2}")
        .prop_map(|(wallet, deciders, needed, id)| waiting(&id, wallet.as_deref(), &deciders, needed))
}

/// Whether anything is wrong with a wallet, said once more and otherwise than the rules say it.
fn is_amiss(it: &Subject) -> bool {
    let admins = it.admins().count();
    let rules = it.rules.as_deref().unwrap_or_default();
    let can = |id: &str, what: &str| {
        it.people.iter().any(|member| member.person == id && member.permissions.in_words().contains(what))
    };
    let everybody: Vec<&str> = it.people.iter().map(|member| member.person.as_str()).collect();
    let stops = |rule: &Rule, needed: u64| {
        let Then::Ask(named) = &rule.then else { return false };
        let is_asked = |id: &str| named.iter().any(|it| it == id) || (named.is_empty() && can(id, "admin"));
        // Each spender asks in turn; whoever else is asked can approve.
        everybody.iter().filter(|id| can(id, "spend")).any(|sender| {
            let asked = ["p0", "p1", "p2", "p3"].into_iter().filter(|id| is_asked(id) && id != sender);
            (asked.count() as u64) < needed.max(1)
        })
    };
    let is_stuck = admins > 0
        && it.approvals_required.is_some_and(|needed| {
            (admins > 1 && needed > admins as u64 - 1) || rules.iter().any(|rule| stops(rule, needed))
        });
    let is_open = |rule: &Rule| matches!(rule.lock, Lock::Open { until } if until > now());
    let guarded = |guards: &[Guard]| {
        rules.iter().any(|rule| {
            guards.contains(&rule.guard) && (rule.coin.is_none() || rule.coin.as_ref() == Some(&it.coin))
        })
    };
    let spends = it.people.is_empty()
        || it.people.iter().any(|member| member.permissions.in_words().contains("spend"));
    let is_held = it.rules.is_some() && it.custody != Custody::Elsewhere && spends;
    let lacks = !guarded(&[Guard::Whitelist]) || !guarded(&[Guard::Limit, Guard::Everything]);
    admins == 1 || is_stuck || rules.iter().any(is_open) || (is_held && lacks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_order_is_total_and_does_not_depend_on_what_came_first(
        wallets in prop::collection::vec(some_wallet(), 0..12),
        approvals in prop::collection::vec(some_approval(), 0..4),
        turn in 0..12_usize,
    ) {
        // Every wallet and approval has an ID of its own, as the platform's have.
        let wallets: Vec<Subject> = wallets
            .into_iter()
            .enumerate()
            .map(|(at, it)| Subject { id: format!("{}{at}", it.id), ..it })
            .collect();
        let approvals: Vec<OpenApproval> = approvals
            .into_iter()
            .enumerate()
            .map(|(at, it)| OpenApproval { id: format!("{}{at}", it.id), ..it })
            .collect();
        let review = Review::of(wallets.clone(), &approvals, now());
        let mut turned = wallets.clone();
        turned.rotate_left(turn.min(wallets.len()));
        prop_assert_eq!(&Review::of(turned, &approvals, now()).findings, &review.findings);
        for pair in review.findings.windows(2) {
            prop_assert!(pair[0].weight <= pair[1].weight);
            prop_assert!(review::compare(&pair[0], &pair[1]) != std::cmp::Ordering::Greater);
        }
        for finding in &review.findings {
            prop_assert!(!finding.what().is_empty() && !finding.why().is_empty());
            prop_assert!(!finding.source().is_empty());
            prop_assert!(!finding.advice(now(), &TimeZone::UTC).is_empty());
        }
    }

    #[test]
    fn nothing_is_found_only_where_nothing_is_amiss(wallet in some_wallet()) {
        let review = Review::of(vec![wallet.clone()], &[], now());
        prop_assert_eq!(!review.findings.is_empty(), is_amiss(&wallet), "{:?}\n{:?}", review.findings, wallet);
    }
}
