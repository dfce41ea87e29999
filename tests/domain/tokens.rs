//! Tables and properties over tokens that exist: what is said against them, their replacement, reminders and exports.

use std::collections::BTreeSet;

use countersign::domain::amount::{Balance, BaseUnits};
use countersign::domain::coin::coins;
use countersign::domain::export::{limits_csv, tokens_csv};
use countersign::domain::lifetime::{LifetimeContext, read_lifetime, suggestions};
use countersign::domain::paste_import::read_limits;
use countersign::domain::reminder::{CalendarEntry, calendar, due_now, next_due, reminders};
use countersign::domain::token::existing::{
    ExistingLimit, ExistingToken, Harm, LimitSize, TokenTerms, Used, WeaknessContext, weaknesses,
};
use countersign::domain::token::issued::compare;
use countersign::domain::token::replace::{Change, prefill, rows};
use countersign::domain::token::{EnvironmentRules, LabelInUse, Reach, Severity, TokenContext, check};
use icalendar::{Calendar, CalendarComponent, Component};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const WALLET: &str = "59cd72485007a239fb00282ed480da1f";

fn now() -> Timestamp {
    "2026-11-20T13:00:00Z".parse().unwrap()
}

fn context() -> WeaknessContext {
    WeaknessContext {
        rules: EnvironmentRules {
            name: "Production".into(),
            addresses_required: true,
            all_scope_allowed: false,
            holds_test_coins: Some(false),
        },
        lifetime: LifetimeContext {
            now: now(),
            zone: TimeZone::UTC,
            next_deployment: Some(date(2027, 3, 1)),
        },
    }
}

fn units(amount: u64) -> Balance {
    Balance::Exact(BaseUnits::from(amount))
}

fn limit(coin: &str, size: u64, spent: u64) -> ExistingLimit {
    ExistingLimit::read(coin.into(), Some(units(size)), None, Some(units(spent)), None)
}

/// A token that nothing is to be said against.
fn sound() -> ExistingToken {
    ExistingToken {
        id: "5f1a".into(),
        label: "Payouts".into(),
        created: Some(now() - SignedDuration::from_hours(24)),
        expires: Some(now() + SignedDuration::from_hours(24 * 60)),
        terms: TokenTerms {
            scopes: vec![format!("wallet_view:{WALLET}"), format!("wallet_spend:{WALLET}")],
            addresses: vec!["8.8.8.8".into()],
            limits: vec![limit("btc", 150_000_000, 0)],
            reach: Reach::Wallets(vec![WALLET.into()]),
            ..TokenTerms::default()
        },
        ..ExistingToken::default()
    }
}

/// A change to the sound token, and what alone must be said then.
type Case = (Harm, Severity, &'static str, fn(&mut ExistingToken));

fn in_hours(token: &mut ExistingToken, hours: i64) {
    token.expires = Some(now() + SignedDuration::from_hours(hours));
}

#[rustfmt::skip] // A table: one change and its finding a row.
const CASES: &[Case] = &[
    (Harm::Money, Severity::Warning, "addresses.anywhere", |it| it.terms.addresses.clear()),
    (Harm::Control, Severity::Warning, "addresses.anywhere", |it| {
        it.terms.addresses.clear();
        it.terms.limits.clear();
        it.terms.scopes = vec![format!("wallet_freeze:{WALLET}")];
    }),
    (Harm::Exposure, Severity::Note, "addresses.anywhere", |it| {
        it.terms.addresses.clear();
        it.terms.scopes = vec![format!("wallet_view:{WALLET}")];
    }),
    (Harm::Outage, Severity::Warning, "addresses.private/10.0.0.1", |it| it.terms.addresses.push("10.0.0.1".into())),
    (Harm::Money, Severity::Warning, "limits.missing", |it| it.terms.limits.clear()),
    (Harm::Money, Severity::Warning, "limits.unlocked", |it| {
        it.terms.limits.clear();
        it.unlocked_until = Some(now() + SignedDuration::from_mins(5));
    }),
    (Harm::Money, Severity::Warning, "limits.missing", |it| {
        it.terms.limits.clear();
        it.unlocked_until = Some(now());
    }),
    (Harm::Money, Severity::Warning, "limits.maximum/btc", |it| it.terms.limits[0].size = LimitSize::Maximum),
    (Harm::Money, Severity::Warning, "limits.unreadable/btc", |it| it.terms.limits[0].size = LimitSize::Unreadable("x".into())),
    (Harm::Outage, Severity::Warning, "limits.used_up/btc", |it| it.terms.limits[0].spent = Some(units(150_000_000))),
    (Harm::Outage, Severity::Warning, "limits.nearly_up/btc", |it| it.terms.limits[0].spent = Some(units(120_000_000))),
    (Harm::Outage, Severity::Note, "limits.zero/btc", |it| it.terms.limits[0] = limit("btc", 0, 0)),
    (Harm::Outage, Severity::Warning, "limits.other_network/tbtc", |it| it.terms.limits.push(limit("tbtc", 5, 0))),
    (Harm::Money, Severity::Warning, "limits.maximum/erc20", |it| {
        it.terms.erc20 = Some(ExistingLimit { size: LimitSize::Maximum, ..ExistingLimit::default() });
    }),
    (Harm::Outage, Severity::Note, "lifetime.near/14", |it| in_hours(it, 14 * 24 - 1)),
    (Harm::Outage, Severity::Warning, "lifetime.near/7", |it| in_hours(it, 7 * 24 - 1)),
    (Harm::Outage, Severity::Warning, "lifetime.near/1", |it| in_hours(it, 23)),
    (Harm::Outage, Severity::Warning, "lifetime.odd", |it| {
        // The number of the support notes, where ten years were meant; a fortnight and more is left of it.
        it.created = Some(now() + SignedDuration::from_hours(24 * 14));
        it.expires = it.created.map(|created| created + SignedDuration::from_millis(572_522_211));
    }),
    (Harm::Outage, Severity::Note, "lifetime.not_told", |it| it.expires = None),
    (Harm::Exposure, Severity::Note, "lifetime.past_deployment", |it| in_hours(it, 150 * 24)),
    (Harm::Exposure, Severity::Note, "scopes.broad/enterprise_manage_all", |it| it.terms.scopes.push("enterprise_manage_all".into())),
    (Harm::Outage, Severity::Note, "scopes.deprecated/wallet_edit_enterprise", |it| it.terms.scopes.push("wallet_edit_enterprise".into())),
    (Harm::Control, Severity::Warning, "scopes.unknown/scim", |it| it.terms.scopes.push("scim".into())),
    (Harm::Money, Severity::Warning, "scopes.everything/all", |it| it.terms.scopes.push("all".into())),
    (Harm::Money, Severity::Warning, "scopes.two_duties", |it| it.terms.scopes.push(format!("wallet_approve:{WALLET}"))),
    (Harm::Control, Severity::Warning, "scopes.admin", |it| it.admin_scope = Some("full".into())),
];

#[test]
fn each_weakness_is_found_with_its_harm() {
    assert_eq!(weaknesses(&sound(), &context()), []);
    for (harm, severity, id, change) in CASES {
        let mut token = sound();
        change(&mut token);
        let found = weaknesses(&token, &context());
        let hit = found.iter().find(|weakness| weakness.finding.id.as_str() == *id);
        let hit = hit.unwrap_or_else(|| panic!("{id}: {found:?}"));
        // A scope of larger reach is said by its own risk.
        let harm = if *id == "scopes.broad/enterprise_manage_all" { Harm::Control } else { *harm };
        assert_eq!((hit.harm, hit.finding.severity), (harm, *severity), "{id}");
        assert!(hit.finding.what.ends_with('.') && hit.finding.why.ends_with('.'), "{hit:?}");
        assert!(!hit.finding.source.is_empty());
        let others = found.len() - 1;
        assert!(others <= usize::from(id.starts_with("scopes.deprecated")), "{id}: {found:?}");
    }
}

#[test]
fn what_would_hurt_most_comes_first_and_an_ended_token_is_left_alone() {
    let mut token = sound();
    for (.., change) in CASES.iter().filter(|case| !case.2.contains("zero")) {
        if token.terms.limits.is_empty() {
            token.terms.limits.push(limit("btc", 10, 9));
        }
        change(&mut token);
    }
    let found = weaknesses(&token, &context());
    assert!(found.len() > 5, "{found:?}");
    assert!(found.is_sorted_by_key(|weakness| (weakness.harm, weakness.finding.severity)));
    token.expires = Some(now());
    assert_eq!(weaknesses(&token, &context()), []);
}

#[test]
fn a_year_to_the_minute_is_no_long_life_and_a_day_more_is() {
    let is_long = |created: &str, expires: &str| {
        let [created, expires] = [created, expires].map(|it| Some(it.parse().unwrap()));
        let token = ExistingToken { created, expires, ..sound() };
        weaknesses(&token, &context()).iter().any(|it| it.finding.id.as_str() == "lifetime.long")
    };
    assert!(!is_long("2026-11-19T00:00:00Z", "2027-11-19T00:00:59Z"));
    assert!(is_long("2026-11-19T00:00:00Z", "2027-11-20T00:00:00Z"));
    assert!(!is_long("2027-03-01T00:00:00Z", "2028-03-01T00:00:00Z"), "a leap year is a year");
}

// ---------- the calendar ----------

/// Holds a calendar file against the rules for lines of RFC 5545, section 3.1, and unfolds it.
fn unfolded(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"));
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert_eq!(file.matches('\r').count(), file.matches("\r\n").count());
    let mut lines: Vec<String> = Vec::new();
    for line in file.split_terminator("\r\n") {
        assert!(!line.is_empty() && line.len() <= 75, "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    for line in &lines {
        let (name, value) = line.split_once(':').unwrap();
        assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{line}");
        assert!(!value.chars().any(char::is_control), "{line:?}");
    }
    lines
}

/// The text behind its escapes; a bare comma or semicolon is a mistake.
fn unescaped(text: &str) -> String {
    let (mut out, mut chars) = (String::new(), text.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                escaped @ ('\\' | ',' | ';') => out.push(escaped),
                other => panic!("\\{other} in {text}"),
            },
            ',' | ';' => panic!("a bare {c} in {text}"),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn a_calendar_holds_an_event_a_token_with_its_alarms() {
    let token = ExistingToken { label: "Pay; roll, “Zürich” \\ 支払い".into(), ..sound() };
    let short = ExistingToken {
        id: "6a".into(),
        created: Some(now()),
        expires: Some(now() + SignedDuration::from_hours(8 * 24)),
        ..sound()
    };
    let endless = ExistingToken { id: "7b".into(), expires: None, ..sound() };
    let entries = [&token, &short, &endless].map(|token| CalendarEntry { token, environment: "Production" });
    let file = calendar(&entries, now());
    let lines = unfolded(&file);
    let values = |name: &str| -> Vec<String> {
        let prefix = format!("{name}:");
        lines.iter().filter_map(|line| line.strip_prefix(&prefix)).map(str::to_owned).collect()
    };
    assert_eq!(values("UID"), ["5f1a@tokens.countersign", "6a@tokens.countersign"]);
    assert_eq!(values("DTSTAMP"), ["20261120T130000Z", "20261120T130000Z"]);
    assert_eq!(values("DTSTART"), ["20270119T130000Z", "20261128T130000Z"]);
    assert_eq!(values("TRIGGER"), ["-P14D", "-P7D", "-P1D", "-P7D", "-P1D"]);
    let summary = unescaped(&values("SUMMARY")[0]);
    assert_eq!(summary, format!("Access token “{}” expires (Production)", token.label));
    let later = calendar(&entries, now() + SignedDuration::from_hours(1));
    assert_eq!(unfolded(&later).iter().filter(|line| line.starts_with("UID:")).count(), 2, "stable");

    // A reader of calendars that is not ours agrees.
    let read: Calendar = file.parse().unwrap();
    let events: Vec<_> = read
        .components
        .iter()
        .map(|component| match component {
            CalendarComponent::Event(event) => event,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].get_uid(), Some("5f1a@tokens.countersign"));
    assert_eq!(events[0].get_summary().unwrap(), summary);
    assert!(events[0].get_description().unwrap().contains("\nToken ID 5f1a"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_label_breaks_a_calendar(label in any::<String>(), environment in "\\PC{0,20}") {
        let token = ExistingToken { label: format!("x{label}"), ..sound() };
        let file = calendar(&[CalendarEntry { token: &token, environment: &environment }], now());
        let lines = unfolded(&file);
        for line in &lines {
            if let Some(text) = line.strip_prefix("SUMMARY:").or_else(|| line.strip_prefix("DESCRIPTION:")) {
                unescaped(text);
            }
        }
        prop_assert_eq!(lines.iter().filter(|line| line.as_str() == "BEGIN:VEVENT").count(), 1);
        prop_assert_eq!(lines.iter().filter(|line| line.as_str() == "BEGIN:VALARM").count(), 3);
    }

    #[test]
    fn no_reminder_is_missed_or_comes_twice(lives in prop::collection::vec((0..400_i64, 1..400_i64), 1..6)) {
        let at = |days: i64| Timestamp::from_second(days * 86_400).unwrap();
        let tokens: Vec<ExistingToken> = lives.iter().enumerate().map(|(index, (born, days))| ExistingToken {
            id: index.to_string(), label: "x".into(), created: Some(at(*born)), expires: Some(at(born + days)),
            ..ExistingToken::default()
        }).collect();
        let mut dismissed = BTreeSet::new();
        let mut shown = Vec::new();
        let mut now = at(0);
        // Whoever looks whenever something is due, and puts it aside, sees every reminder exactly once.
        loop {
            for reminder in due_now(&tokens, now, &dismissed) {
                prop_assert!(reminder.due_at <= now && now < reminder.expires);
                dismissed.insert(reminder.id.clone());
                shown.push(reminder.id);
            }
            match next_due(&tokens, now) {
                Some(next) => now = next,
                None => break,
            }
        }
        let mut all: Vec<_> = tokens.iter().flat_map(reminders).map(|reminder| reminder.id).collect();
        all.sort();
        shown.sort();
        prop_assert_eq!(shown, all);
    }
}

// ---------- replacement ----------

/// Tokens that can be asked for again as they are.
fn replaceable() -> impl Strategy<Value = ExistingToken> {
    let limits = prop::collection::btree_map(
        0..coins().all().len(),
        (any::<u64>(), any::<u64>(), any::<bool>()),
        0..5,
    );
    let ids = prop::collection::btree_set(any::<u128>(), 1..4);
    (limits, ids, 0..3, 1..3_000_u64, prop::option::of(any::<u64>())).prop_map(
        |(limits, ids, reach, days, erc20)| {
            let ids: Vec<String> = ids.into_iter().map(|id| format!("{id:032x}")).collect();
            let limits = limits.into_iter().map(|(coin, (size, spent, maximum))| {
                ExistingLimit::read(
                    coins().all()[coin].name.into(),
                    Some(units(size)),
                    Some(maximum),
                    Some(units(spent)),
                    None,
                )
            });
            ExistingToken {
                expires: sound()
                    .created
                    .map(|at| at + SignedDuration::from_secs(i64::try_from(days * 86_400).unwrap())),
                terms: TokenTerms {
                    scopes: ids
                        .iter()
                        .map(|id| format!("wallet_spend:{id}"))
                        .chain(["openid".to_owned()])
                        .collect(),
                    limits: limits.collect(),
                    erc20: erc20.map(|size| limit("", size, 0)),
                    reach: match reach {
                        0 => Reach::Everything,
                        1 => Reach::Enterprises(ids),
                        _ => Reach::Wallets(ids),
                    },
                    ..sound().terms
                },
                ..sound()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_replacement_carries_everything_over(old in replaceable()) {
        let WeaknessContext { rules, lifetime } = context();
        let in_use = LabelInUse { label: old.label.clone(), ends: None };
        let context = TokenContext { rules, lifetime, labels_in_use: vec![in_use], seen_from: None, names: std::sync::Arc::default(), is_opened_by_token: false };
        let carried = prefill(&old, std::slice::from_ref(&old.label));
        let check = check(&carried.draft, &context);
        prop_assert!(check.request.is_some(), "{:?}", check.errors().collect::<Vec<_>>());
        let request = check.request.unwrap();
        // The platform makes of it what it made of the old one, but for the label.
        let made = ExistingToken { label: request.label().to_owned(), ..old.clone() };
        prop_assert_eq!(compare(&request, now(), &made, &TimeZone::UTC), vec![]);
        let changes: Vec<_> = rows(&old, &request, now(), &TimeZone::UTC)
            .into_iter()
            .filter(|row| row.change != Change::Same)
            .map(|row| row.about)
            .collect();
        prop_assert_eq!(changes, vec!["Label".to_owned(), "Expires".to_owned()]);
    }

    #[test]
    fn a_share_is_never_all_before_all_is_spent(size in 1..u64::MAX, spent in any::<u64>()) {
        match limit("btc", size, spent).used() {
            Used::PerMille(share) => {
                prop_assert!(spent < size && share <= 999);
                prop_assert_eq!(share == 0, spent == 0);
            }
            Used::Up => prop_assert!(spent >= size),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

// ---------- lists ----------

/// The cells of a CSV text.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_lists_hold_what_is_known_exactly() {
    let token = ExistingToken {
        terms: TokenTerms {
            limits: vec![limit("usdt", 2_500_500_000, 7), limit("eos:USDT", 10_000, 0)],
            ..sound().terms
        },
        ..sound()
    };
    let table = cells(&tokens_csv(std::slice::from_ref(&token), &context()));
    let column = |name: &str| table[1][table[0].iter().position(|it| it == name).unwrap()].as_str();
    assert_eq!((column("label"), column("expires")), ("Payouts", "2027-01-19T13:00:00Z"));
    assert_eq!((column("time left"), column("lifetime seconds")), ("60 d", "5270400"));
    assert_eq!(column("worst risk"), "Spend");
    let limits = cells(&limits_csv(&[token]));
    assert_eq!(limits.len(), 3);
    let row = limits[1].join("|");
    assert_eq!(
        row,
        "5f1a|Payouts|usdt|Ethereum|0xdac17f958d2ee523a2206206994597c13d831ec7|6|exact|2500.5|0.000007|2500.499993|2500500000|7|1"
    );
    assert!(limits[2].contains(&"EOS".to_owned()));
}

proptest! {
    #[test]
    fn no_cell_of_an_export_is_a_formula(label in "[=+@\\-\t\r ＝]{0,3}\\PC{0,20}", address in "\\PC{0,12}") {
        let token = ExistingToken { label: label.clone(), terms: TokenTerms { addresses: vec![address], ..sound().terms }, ..sound()  };
        let table = cells(&tokens_csv(&[token], &context()));
        for cell in &table[1] {
            let is_number = cell.parse::<f64>().is_ok();
            // In other countries a semicolon or a tab begins the next cell.
            for part in cell.split([';', '\t']).map(str::trim_start) {
                prop_assert!(is_number || !part.starts_with(['=', '+', '-', '@', '＝']), "{:?}", cell);
            }
        }
        // Nothing but apostrophes has come in.
        prop_assert_eq!(table[1][1].replace('\'', ""), label.replace('\'', ""));
    }

    #[test]
    fn pasted_limits_never_panic_and_report_every_line(text in "((usdt|btc|\\PC{0,5})[,;\t ]?[0-9.,\"-]{0,8}[,;]?(base|\\PC{0,3})\n?){0,5}") {
        let read = read_limits(&text, &[]);
        for line in &read {
            prop_assert_eq!(text.lines().nth(line.number - 1).unwrap().trim_start_matches('\u{feff}').trim(), &line.text);
            if let Err(not_taken) = &line.result {
                prop_assert!(not_taken.reason.ends_with('.') && not_taken.reason.len() > 10);
            }
        }
    }

    #[test]
    fn every_suggestion_is_accepted(text in "[-]?[0-9.,½¼]{0,7} ?(years?|dyas|mo|days?|weks|s)?|until [0-9./-]{0,10}|\\PC{0,20}") {
        let context = context().lifetime;
        for choice in suggestions(&text, &context) {
            prop_assert!(read_lifetime(&choice.phrase, &context).is_ok(), "{} -> {}", text, choice.phrase);
        }
    }
}
