//! A wallet's own rules and those of its enterprise judged together, and what is said of the latter.

use super::*;
use crate::domain::enterprise_policy::{
    Clause, EnterpriseProtection, EnterpriseRule, LockKind, NeverFires, NotRead, PolicyFinding,
    Recommendation, RuleLock, RuleNames, RuleStatus,
};
use crate::domain::share::Names;

fn refused() -> RulesNotKnown {
    RulesNotKnown::NotRead(NotRead::NoPermission)
}

/// A wallet with these own rules, under these of its enterprise.
fn under(own: &[Protection], enterprise: &[EnterpriseProtection], unknown: Option<RulesNotKnown>) -> Subject {
    let guard = EnterpriseGuard {
        not_known: unknown.map(Arc::new),
        ..EnterpriseGuard::of(enterprise.iter().copied())
    };
    Subject { rules: Some(own.iter().copied().map(rule).collect()), guard, ..sound() }
}

#[test]
fn what_either_kind_of_rule_guards_is_guarded() {
    use EnterpriseProtection as Enterprise;
    for (own, enterprise, topics) in [
        (&[][..], &[][..], &[Topic::NoLimit, Topic::NoWhitelist][..]),
        (&[], &[Enterprise::Limit], &[Topic::NoWhitelist]),
        (&[], &[Enterprise::Whitelist], &[Topic::NoLimit]),
        (&[], &[Enterprise::Limit, Enterprise::Whitelist], &[]),
        (&[], &[Enterprise::Everything], &[Topic::NoWhitelist]),
        (&[Protection::Whitelist], &[Enterprise::Limit], &[]),
        (&[Protection::Limit], &[Enterprise::Whitelist], &[]),
        (&[Protection::Everything], &[Enterprise::Whitelist], &[]),
        (&[], &[Enterprise::Unjudged], &[Topic::NotKnown]),
        (&[Protection::Limit], &[Enterprise::Unjudged], &[Topic::NotKnown]),
        (&[], &[Enterprise::Unjudged, Enterprise::Everything], &[Topic::NotKnown]),
        (&[Protection::Limit], &[Enterprise::Unjudged, Enterprise::Whitelist], &[]),
    ] {
        let review = Review::of(vec![under(own, enterprise, None)], &[], now());
        let found: Vec<Topic> = review.findings.iter().map(Finding::topic).collect();
        assert_eq!(found, topics, "{own:?} {enterprise:?}");
        let says_nothing =
            review.findings.iter().any(|it| it.what().contains("No spending limit, whitelist"));
        assert_eq!(says_nothing, own.is_empty() && enterprise.is_empty(), "{own:?} {enterprise:?}");
    }
}

#[test]
fn rules_of_an_earlier_time_are_judged_as_they_were_and_counted_apart() {
    use EnterpriseProtection as Enterprise;
    let earlier = || {
        let (read_at, why) = ("14:03".to_owned(), "No answer came.".to_owned());
        Some(RulesNotKnown::NotRead(NotRead::Earlier { read_at, why }))
    };
    for enterprise in [&[][..], &[Enterprise::Limit], &[Enterprise::Limit, Enterprise::Whitelist]] {
        let topics = |unknown| {
            let review = Review::of(vec![under(&[], enterprise, unknown)], &[], now());
            let topics: Vec<Topic> = review.findings.iter().map(Finding::topic).collect();
            (topics, review.coverage(None))
        };
        let (as_read, _) = topics(None);
        let (found, coverage) = topics(earlier());
        assert_eq!(found, as_read, "{enterprise:?}");
        assert_eq!((coverage.enterprise_earlier, coverage.enterprise_not_read), (1, 0));
    }
}

#[test]
fn what_was_not_read_is_claimed_neither_way_and_counted_apart() {
    use EnterpriseProtection as Enterprise;
    for (own, enterprise, why, expected) in [
        (&[][..], &[][..], refused(), Some((true, true, FindingSeverity::Warning))),
        (&[], &[], RulesNotKnown::BeingRead, Some((true, true, FindingSeverity::Info))),
        (&[Protection::Limit], &[], refused(), Some((false, true, FindingSeverity::Info))),
        (&[], &[Enterprise::Whitelist], refused(), Some((true, false, FindingSeverity::Info))),
        (&[Protection::Limit], &[Enterprise::Whitelist], refused(), None),
    ] {
        let review = Review::of(vec![under(own, enterprise, Some(why.clone()))], &[], now());
        let found = review.findings.iter().map(|it| match &it.kind {
            FindingKind::NotKnown { limit, whitelist, .. } => (*limit, *whitelist, it.severity),
            other => panic!("{other:?}"),
        });
        assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(expected), "{own:?} {enterprise:?}");
        if let Some(finding) = review.findings.first() {
            assert!(finding.what().ends_with("is not known."));
            assert!(finding.why().contains(&why.words()), "the reason: {}", finding.why());
        }
        let coverage = review.coverage(None);
        let counted = (coverage.enterprise_not_read, coverage.enterprise_being_read);
        assert_eq!(counted, if why == RulesNotKnown::BeingRead { (0, 1) } else { (1, 0) });
        assert_eq!(coverage.enterprise_guarded, enterprise.len());
    }
    // An offline key is no emergency.
    let cold = Subject { custody: Custody::Offline, ..under(&[], &[], Some(refused())) };
    assert!(matches!(found(cold).as_slice(), [(FindingSeverity::Info, FindingKind::NotKnown { .. })]));
}

#[test]
fn a_single_admin_cannot_take_away_what_the_enterprise_guards_once_it_is_locked() {
    use EnterpriseProtection::{Everything, Limit, Unjudged, Whitelist};
    let one = |guard: EnterpriseGuard| {
        let open = Rule { lock: Lock::Open { until: in_hours(5) }, ..rule(Protection::Limit) };
        let alone =
            Subject { people: people(&["view,spend,admin"]), rules: Some(vec![open]), guard, ..sound() };
        let held = found(alone).into_iter().find_map(|(severity, kind)| match kind {
            FindingKind::OneAdmin { is_held, .. } => Some((severity, is_held)),
            _ => None,
        });
        held.unwrap()
    };
    let (critical, warning) = (FindingSeverity::Critical, FindingSeverity::Warning);
    let by = |protection, lock: RuleLock, is_vendors| {
        let mut guard = EnterpriseGuard::default();
        guard.add(&EnterpriseRule { is_vendors, lock, ..EnterpriseRule::default() }, vec![protection]);
        guard
    };
    let dated = |at| RuleLock { is_locked: Some(false), kind: Some(LockKind::AfterDate), date: Some(at) };
    let locked = || RuleLock { is_locked: Some(true), ..RuleLock::default() };
    let never = || RuleLock { is_locked: Some(false), kind: Some(LockKind::Never), date: None };
    for (case, guard, expected) in [
        ("no rule", EnterpriseGuard::default(), (critical, Some(false))),
        ("locked", by(Limit, locked(), false), (warning, Some(true))),
        ("locked since an hour", by(Whitelist, dated(in_hours(-1)), false), (warning, Some(true))),
        // Whoever is the wallet's only admin may be the enterprise's, too.
        ("made an hour ago", by(Limit, dated(in_hours(47)), false), (warning, None)),
        ("never locks", by(Everything, never(), false), (warning, None)),
        ("its lock is not told", by(Limit, RuleLock::default(), false), (warning, None)),
        ("the vendor's own", by(Limit, RuleLock::default(), true), (warning, Some(true))),
        ("locked, and not judged", by(Unjudged, locked(), false), (warning, None)),
        ("not read", EnterpriseGuard::not_known(refused()), (warning, None)),
    ] {
        assert_eq!(one(guard), expected, "{case}");
    }
    let review = Review::of(
        vec![Subject {
            people: people(&["view,spend,admin"]),
            guard: by(Limit, dated(in_hours(47)), false),
            ..sound()
        }],
        &[],
        now(),
    );
    assert_eq!(review.holds_until, Some(in_hours(47)), "until it locks");
    let why = review.findings.iter().find(|it| it.topic() == Topic::OneAdmin).map(|it| it.why().into_owned());
    assert!(why.is_some_and(|why| !why.contains("enterprise")), "nothing is said to stay");
}

#[test]
fn a_wallet_is_unlimited_only_where_every_rule_is_known_and_judged() {
    use EnterpriseProtection as Enterprise;
    for (own, enterprise, unknown, is_unlimited) in [
        (&[][..], &[][..], None, true),
        (&[Protection::Whitelist, Protection::Blacklist], &[Enterprise::Whitelist], None, true),
        (&[Protection::Limit], &[], None, false),
        (&[Protection::Unjudged], &[], None, false),
        (&[], &[Enterprise::Limit], None, false),
        (&[], &[Enterprise::Unjudged], None, false),
        (&[], &[], Some(refused()), false),
    ] {
        let subject = under(own, enterprise, unknown);
        assert_eq!(subject.is_unlimited(), is_unlimited, "{own:?} {enterprise:?}");
    }
    assert!(!Subject { rules: None, ..sound() }.is_unlimited());
}

#[test]
fn two_demands_of_one_rule_are_two_findings() {
    let rules = [EnterpriseRule { unique_id: "v8".into(), ..EnterpriseRule::default() }];
    let people = Names::default();
    let names = RuleNames { people: &people, wallets: &[] };
    let of = |person: &str| PolicyFinding::InitiatorApproves {
        rule: 0,
        people: vec![person.to_owned()],
        is_enough: true,
    };
    let notes = ["cy", "dee"].map(|it| PolicyNote::of("acme", &of(it), &rules, &[], names));
    let review = Review::default().with_policies(notes.into());
    assert_ne!(review.findings[0].id(), review.findings[1].id());
}

#[test]
fn what_is_said_of_an_enterprise_s_rules_stands_among_the_findings() {
    let made = EnterpriseRule {
        id: "r1".into(),
        unique_id: "v3".into(),
        name: "Ask twice".into(),
        status: RuleStatus::Active,
        clauses: vec![Clause::default()],
        ..EnterpriseRule::default()
    };
    let recommended = Recommendation {
        id: "m1".into(),
        title: "Ask for large ones".into(),
        explanation: "Most do.".into(),
        adopted_by: Some(150),
        peers: Some(200),
        ..Recommendation::default()
    };
    let (rules, recommendations) = ([made], [recommended]);
    let people = Names::default();
    let names = RuleNames { people: &people, wallets: &[] };
    let server = PolicyFinding::Webhook { rule: 0, url: "https://a.example".into() };
    let all = [
        server,
        PolicyFinding::NeverFires { rule: 0, why: NeverFires::NoWallet },
        PolicyFinding::NotFollowed { recommendation: 0 },
    ];
    let notes: Vec<PolicyNote> =
        all.iter().map(|it| PolicyNote::of("acme", it, &rules, &recommendations, names)).collect();
    let review = Review::of(vec![sound()], &[], now()).with_policies(notes);
    let told: Vec<(Topic, String)> = review.findings.iter().map(|it| (it.topic(), it.what())).collect();
    assert_eq!(
        told,
        [
            (
                Topic::RuleAsksServer,
                "“Ask twice” depends on what the server at https://a.example answers.".into()
            ),
            (Topic::RuleNeverApplies, "“Ask twice” can never apply: its filters take in no wallet.".into()),
            (Topic::NotFollowed, "BitGo recommends: Ask for large ones.".into()),
        ]
    );
    assert_eq!(review.findings[2].why(), "Most do. 75% of comparable enterprises have it (150 of 200).");
    assert_eq!(review.findings[2].severity, FindingSeverity::Info);
    let ids: std::collections::BTreeSet<_> = review.findings.iter().map(Finding::id).collect();
    assert_eq!(ids.len(), 3);
    assert!(review.findings.iter().all(|it| it.subject.enterprise.as_deref() == Some("acme")));
    assert!(matches!(review.findings[0].fix(), Fix::LookAtRule(note) if note.rule == "r1"));
    // Approvals that change leave them.
    assert_eq!(review.with_approvals(&[], |_| None).findings.len(), 3);
    // Another enterprise's review does not show them.
    let wanted = Selection { enterprise: Some("bay".into()), ..Selection::default() };
    assert!(GroupedFindings::of(&wanted, &review).rows.is_empty());
}
