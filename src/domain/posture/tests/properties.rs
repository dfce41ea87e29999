//! What holds for whatever is looked at.

use proptest::prelude::*;

use super::*;

fn some_rule() -> impl Strategy<Value = Rule> {
    let guard = prop_oneof![
        Just(Protection::Limit),
        Just(Protection::Whitelist),
        Just(Protection::Everything),
        Just(Protection::Blacklist),
        Just(Protection::Unjudged)
    ];
    let lock = prop_oneof![
        (-60..60_i64).prop_map(|hours| Lock::Open { until: in_hours(hours) }),
        Just(Lock::Locked { since: in_hours(-1) }),
        Just(Lock::Managed),
        Just(Lock::NotTold),
    ];
    let coin = prop::option::of(prop_oneof![Just("tbtc".to_owned()), Just("hteth".to_owned())]);
    let then = prop_oneof![
        Just(RuleAction::Refuse),
        Just(RuleAction::Other),
        prop::collection::btree_set("p[0-3]", 0..3)
            .prop_map(|ids| RuleAction::Ask(ids.into_iter().collect())),
    ];
    (guard, lock, coin, then, "[ab]{0,2}").prop_map(|(guard, lock, coin, then, name)| Rule {
        name,
        protection: guard,
        coin,
        action: then,
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
                id: id.into(),
                label: label.into(),
                coin: coin.into(),
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
        let RuleAction::Ask(named) = &rule.action else { return false };
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
    let guarded = |guards: &[Protection]| {
        rules.iter().any(|rule| {
            guards.contains(&rule.protection)
                && (rule.coin.is_none() || rule.coin.as_deref() == Some(it.coin.as_str()))
        })
    };
    let spends = it.people.is_empty()
        || it.people.iter().any(|member| member.permissions.in_words().contains("spend"));
    let is_held = it.rules.is_some() && it.custody != Custody::Elsewhere && spends;
    let lacks = !guarded(&[Protection::Whitelist]) || !guarded(&[Protection::Limit, Protection::Everything]);
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
            .map(|(at, it)| Subject { id: format!("{}{at}", it.id).into(), ..it })
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
            prop_assert!(pair[0].severity <= pair[1].severity);
            prop_assert!(review::compare(&pair[0], &pair[1]) != std::cmp::Ordering::Greater);
        }
        for finding in &review.findings {
            prop_assert!(!finding.what().is_empty() && !finding.why().is_empty());
            prop_assert!(!finding.source().is_empty());
            prop_assert!(!finding.advice(now(), &TimeZone::UTC).is_empty());
        }
    }

    #[test]
    fn other_approvals_alone_come_to_the_same_as_a_review_of_all(
        wallets in prop::collection::vec(some_wallet(), 0..8),
        before in prop::collection::vec(some_approval(), 0..4),
        approvals in prop::collection::vec(some_approval(), 0..4),
    ) {
        let number = |(at, it): (usize, Subject)| Subject { id: format!("{}{}", it.id.get(..1).unwrap_or(""), at % 3).into(), ..it };
        let mut wallets: Vec<Subject> = wallets.into_iter().enumerate().map(number).collect();
        wallets.dedup_by(|a, b| a.id == b.id);
        let mut seen = std::collections::HashSet::new();
        wallets.retain(|wallet| seen.insert(wallet.id.clone()));
        let about = |(at, it): (usize, OpenApproval)| {
            let wallet = wallets.get(at).map(|wallet| wallet.id.to_string()).or(it.wallet);
            OpenApproval { id: format!("{}{at}", it.id), wallet, ..it }
        };
        let approvals: Vec<OpenApproval> = approvals.into_iter().enumerate().map(about).collect();
        let find = |id: &str| {
            let wallet = wallets.iter().find(|wallet| wallet.id == id)?;
            Some(Subject { rules: None, ..wallet.clone() })
        };
        let fresh = Review::of(wallets.clone(), &approvals, now());
        let again = Review::of(wallets.clone(), &before, now()).with_approvals(&approvals, find);
        prop_assert_eq!(again, fresh);
    }

    #[test]
    fn nothing_is_found_only_where_nothing_is_amiss(wallet in some_wallet()) {
        let review = Review::of(vec![wallet.clone()], &[], now());
        prop_assert_eq!(!review.findings.is_empty(), is_amiss(&wallet), "{:?}\n{:?}", review.findings, wallet);
    }
}
