//! Tables and properties over the rules of the trade: amounts, lifetimes, addresses, scopes, token requests.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use countersign::domain::address::{AddressProblem, AddressRule, parse_addresses};
use countersign::domain::amount::{AmountError, BaseUnits};
use countersign::domain::coin::coins;
use countersign::domain::lifetime::{Lifetime, LifetimeContext, LifetimeProblem, read_lifetime};
use countersign::domain::limit::{AmountUnit, Erc20Draft, LimitDraft};
use countersign::domain::scope::scopes;
use countersign::domain::token::{EnvironmentRules, Reach, Severity, TokenContext, TokenDraft, check};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};

const DAY: u64 = 86_400;

/// Friday, 20 November 2026, 13:00 UTC; the next deployment is on 1 March.
fn in_utc() -> LifetimeContext {
    LifetimeContext {
        now: "2026-11-20T13:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        next_deployment: Some(date(2027, 3, 1)),
    }
}

/// The same in Central Europe, whose clocks change; given as a rule, so that no time zone files are needed.
fn in_central_europe(now: &str) -> LifetimeContext {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    LifetimeContext { now: now.parse().unwrap(), zone, ..in_utc() }
}

// ---------- amounts ----------

/// An integer from -10^40 to 10^40.
fn base_units() -> impl Strategy<Value = String> {
    "-?[1-9][0-9]{0,39}|0|-?10{40}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn amounts_survive_the_coin_unit_at_every_divisibility(text in base_units()) {
        let amount: BaseUnits = text.parse().unwrap();
        for decimals in 0..=30_u8 {
            let shown = amount.to_coin_units(decimals);
            prop_assert_eq!(&BaseUnits::from_coin_units(&shown, decimals).unwrap(), &amount, "{} at {}", shown, decimals);
            prop_assert!(!shown.contains('.') || !shown.ends_with(['0', '.']));
            let figure = amount.figure(decimals);
            let point = if figure.fraction.is_empty() { "" } else { "." };
            prop_assert_eq!(format!("{}{point}{}", figure.whole.replace(',', ""), figure.fraction), shown);
            prop_assert!(figure.fraction.len() <= usize::from(decimals));
        }
    }

    #[test]
    fn amounts_serialize_as_strings_of_digits(text in base_units()) {
        let amount: BaseUnits = text.parse().unwrap();
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(&json, &format!("\"{text}\""));
        prop_assert_eq!(serde_json::from_str::<BaseUnits>(&json).unwrap(), amount);
    }

    #[test]
    fn a_digit_too_many_is_refused_at_every_divisibility(digits in "[0-9]{1,31}", decimals in 0..=30_u8) {
        let read = BaseUnits::from_coin_units(&format!("1.{digits}"), decimals);
        if digits.len() > usize::from(decimals) {
            prop_assert_eq!(read, Err(AmountError::TooManyDecimals { allowed: decimals, given: digits.len() }));
        } else {
            prop_assert!(read.is_ok());
        }
    }

    #[test]
    fn only_plain_digits_are_amounts(text in "[-+0-9.,eE ५−\u{a0}]{0,12}|\\PC{0,40}", decimals in 0..=30_u8) {
        if BaseUnits::from_coin_units(&text, decimals).is_ok() {
            prop_assert!(text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-'), "{}", text);
        }
        if text.parse::<BaseUnits>().is_ok() {
            prop_assert!(text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()), "{}", text);
        }
    }

    #[test]
    fn sums_and_differences_are_exact(values in prop::collection::vec(any::<i64>(), 0..20)) {
        let sum: BaseUnits = values.iter().map(|value| BaseUnits::from(*value)).sum();
        let expected: i128 = values.iter().map(|value| i128::from(*value)).sum();
        prop_assert_eq!(sum.to_string(), expected.to_string());
        let rest = values.iter().fold(sum, |rest, value| rest - BaseUnits::from(*value));
        prop_assert!(rest.is_zero() && !rest.is_negative());
    }
}

// ---------- lifetimes ----------

/// What people type, and the seconds it means at 13:00 UTC on 20 November 2026.
const UNDERSTOOD: &[(&str, u64)] = &[
    ("1s", 1),
    ("45 sec", 45),
    ("1 second", 1),
    ("90 seconds", 90),
    ("90secs", 90),
    ("1 min", 60),
    ("10 mins", 600),
    ("10min", 600),
    ("1 minute", 60),
    ("90 minutes", 5_400),
    ("1h", 3_600),
    ("8 h", 28_800),
    ("8 hr", 28_800),
    ("24 hrs", DAY),
    ("1 hour", 3_600),
    ("36 hours", 129_600),
    ("1d", DAY),
    ("7 d", 7 * DAY),
    ("1 day", DAY),
    ("90 days", 90 * DAY),
    ("90days", 90 * DAY),
    ("90-day", 90 * DAY),
    (" 90   Days ", 90 * DAY),
    ("90\u{a0}days", 90 * DAY),
    ("090 days", 90 * DAY),
    ("365 d", 365 * DAY),
    ("for 30 days", 30 * DAY),
    ("30 DAYS", 30 * DAY),
    ("1w", 7 * DAY),
    ("2 weeks", 14 * DAY),
    ("2 wks", 14 * DAY),
    ("1 wk", 7 * DAY),
    ("2 weeks 3d", 17 * DAY),
    ("3d 2 weeks", 17 * DAY),
    ("1mo", 30 * DAY),
    ("1 month", 30 * DAY),
    ("2 mos", 61 * DAY),
    ("2 mos.", 61 * DAY),
    ("3 months", 92 * DAY),
    ("6 months", 181 * DAY),
    ("6mths", 181 * DAY),
    ("12 months", 365 * DAY),
    ("18 months", 547 * DAY),
    ("1y", 365 * DAY),
    ("1 yr", 365 * DAY),
    ("1 year", 365 * DAY),
    ("2 years", 731 * DAY),
    ("2yrs", 731 * DAY),
    ("5 years", 1_826 * DAY),
    ("10 years", 3_653 * DAY),
    ("10y", 3_653 * DAY),
    ("120 months", 3_653 * DAY),
    ("3653 days", 3_653 * DAY),
    ("315619200 seconds", 3_653 * DAY),
    ("1y 2mo", 426 * DAY),
    ("1y2mo", 426 * DAY),
    ("1 year and 2 months", 426 * DAY),
    ("1 year, 2 months", 426 * DAY),
    ("1 year 2 months, 3 days", 429 * DAY),
    ("2 months & 1 day", 62 * DAY),
    ("0 years 5 days", 5 * DAY),
    ("1 day and 12 hours", 129_600),
    ("6 d 15 h 2 min 2 s", 572_522),
    ("6 days, 15 hours, 2 minutes and 2 seconds", 572_522),
    ("until 2027-03-01", 8_765_999),
    ("Until 2027-3-1", 8_765_999),
    ("till 2027-03-01", 8_765_999),
    ("2027-03-01", 8_765_999),
    ("until 2026-11-20", 39_599),
    ("until 2028-02-29", 40_301_999),
    ("until 2036-11-19", 315_572_399),
    ("until next deployment", 8_765_999),
    ("until the next deployment", 8_765_999),
    ("next deployment", 8_765_999),
];

/// What people type that is refused, and as what.
const REFUSED: &[(&str, &str)] = &[
    ("", "Empty"),
    ("   \t\u{a0}", "Empty"),
    ("for", "Empty"),
    ("10", "NoUnit"),
    (" 365 ", "NoUnit"),
    ("31536000", "NoUnit"),
    ("1y 2", "NoUnit"),
    ("2 1y", "NoUnit"),
    ("10 20", "NoUnit"),
    ("10m", "MinutesOrMonths"),
    ("6 M", "MinutesOrMonths"),
    ("1y 6m", "MinutesOrMonths"),
    ("years", "NoNumber"),
    ("days 5", "NoNumber"),
    ("1.5 years", "Fraction"),
    ("1,5 years", "Fraction"),
    ("1,5", "Fraction"),
    ("572522.211", "Fraction"),
    ("560656.87 s", "Fraction"),
    ("0.5y", "Fraction"),
    (".5 years", "Fraction"),
    ("1/2 year", "Fraction"),
    ("1 1/2 years", "Fraction"),
    ("½ year", "Fraction"),
    ("1½ years", "Fraction"),
    ("1,000 days", "Fraction"),
    ("1_000 days", "Fraction"),
    ("1'000 days", "Fraction"),
    ("1.0 day", "Fraction"),
    ("-5 days", "Negative"),
    ("- 5 days", "Negative"),
    ("−5 days", "Negative"),
    ("–5 days", "Negative"),
    ("-5", "Negative"),
    ("0", "Zero"),
    ("0 days", "Zero"),
    ("000", "Zero"),
    ("0y 0mo", "Zero"),
    ("11 years", "TooLong"),
    ("10 years 1 second", "TooLong"),
    ("121 months", "TooLong"),
    ("3654 days", "TooLong"),
    ("315619201 s", "TooLong"),
    ("100 years", "TooLong"),
    ("9999999999999999 years", "TooLong"),
    ("18446744073709551615 weeks", "TooLong"),
    ("until 2036-11-21", "TooLong"),
    ("until 9999-12-31", "TooLong"),
    ("999999999999999999999 years", "Overflow"),
    ("18446744073709551616 s", "Overflow"),
    ("999999999999999999999", "Overflow"),
    ("forever", "NoEnd"),
    ("Unlimited", "NoEnd"),
    ("until 2026-11-19", "PastDate"),
    ("2020-01-01", "PastDate"),
    ("until 2027-02-30", "ImpossibleDate"),
    ("until 2027-02-29", "ImpossibleDate"),
    ("2027-13-01", "ImpossibleDate"),
    ("until 2027-00-10", "ImpossibleDate"),
    ("until 2027-999-10", "ImpossibleDate"),
    ("until", "DateForm"),
    ("until 1 March 2027", "DateForm"),
    ("until 03/01/2027", "DateForm"),
    ("until 20270301", "DateForm"),
    ("until 12027-03-01", "DateForm"),
    ("01-03-2027", "DateForm"),
    ("until ２０２７-03-01", "DateForm"),
    ("until 2 weeks", "DateForm"),
    ("1 day 2 days", "UnitTwice"),
    ("1y 1 year", "UnitTwice"),
    ("3 fortnights", "UnknownWord"),
    ("1e3 days", "UnknownWord"),
    ("10 días", "UnknownWord"),
    ("5 days from now", "NotUnderstood"),
    ("１０ days", "OtherDigits"),
    ("१० days", "OtherDigits"),
    ("1０ days", "OtherDigits"),
    ("10² days", "OtherDigits"),
    ("ten days", "NotUnderstood"),
    ("a year", "NotUnderstood"),
    ("+5 days", "NotUnderstood"),
    ("3-6 months", "NotUnderstood"),
    ("5 days - 2 hours", "NotUnderstood"),
    ("5 days;", "NotUnderstood"),
    ("5 days,", "NotUnderstood"),
    ("and 5 days", "NotUnderstood"),
    ("~ 5 days", "NotUnderstood"),
    ("$5", "NotUnderstood"),
    ("P90D", "NotUnderstood"),
    ("5\u{200b} days", "NotUnderstood"),
];

fn variant(problem: &LifetimeProblem) -> String {
    let debug = format!("{problem:?}");
    debug.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

#[test]
fn lifetimes_are_read_as_people_mean_them() {
    assert!(UNDERSTOOD.len() >= 60);
    for &(text, secs) in UNDERSTOOD {
        assert_eq!(read_lifetime(text, &in_utc()), Ok(Lifetime { secs }), "{text}");
    }
}

#[test]
fn whatever_could_be_misread_is_refused() {
    assert!(REFUSED.len() >= 40);
    for &(text, expected) in REFUSED {
        let problem = read_lifetime(text, &in_utc()).expect_err(text);
        assert_eq!(variant(&problem), expected, "{text}");
        let sentence = problem.to_string();
        assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
    }
    let without = LifetimeContext { next_deployment: None, ..in_utc() };
    assert_eq!(read_lifetime("until next deployment", &without), Err(LifetimeProblem::NoDeploymentDate));
    let over = LifetimeContext { next_deployment: Some(date(2026, 11, 1)), ..in_utc() };
    assert_eq!(
        read_lifetime("until next deployment", &over),
        Err(LifetimeProblem::PastDate { date: "2026-11-01".to_owned() })
    );
    assert!(matches!(
        read_lifetime(&"1 ".repeat(5_000), &in_utc()),
        Err(LifetimeProblem::NotUnderstood { .. })
    ));
}

/// What the choices under a number without a unit offer.
fn choices(text: &str) -> Vec<(String, String)> {
    let problem = read_lifetime(text, &in_utc()).expect_err(text);
    problem.choices().iter().map(|choice| (choice.phrase.clone(), choice.meaning.clone())).collect()
}

#[test]
fn a_number_without_a_unit_is_asked_about_with_what_each_unit_would_mean() {
    let offered = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(phrase, meaning)| ((*phrase).to_owned(), format!("expires {meaning}"))).collect()
    };
    let ten = [
        ("10 hours", "Fri 20 Nov 2026, 23:00"),
        ("10 days", "Mon 30 Nov 2026"),
        ("10 weeks", "Fri 29 Jan 2027"),
        ("10 months", "Mon 20 Sep 2027"),
        ("10 years", "Thu 20 Nov 2036"),
    ];
    assert_eq!(choices("10"), offered(&ten));
    let phrases =
        |text: &str| -> Vec<String> { choices(text).into_iter().map(|(phrase, _)| phrase).collect() };
    assert_eq!(phrases("1"), ["1 hour", "1 day", "1 week", "1 month", "1 year"]);
    assert_eq!(phrases("11"), ["11 hours", "11 days", "11 weeks", "11 months"]);
    assert_eq!(phrases("31536000"), ["31536000 seconds"]);
    assert_eq!(phrases("1y 2"), ["1 y 2 hours", "1 y 2 days", "1 y 2 weeks", "1 y 2 months"]);
    assert_eq!(phrases("999999999999"), Vec::<String>::new());
    assert_eq!(phrases("6m"), ["6 minutes", "6 months"]);
    assert_eq!(phrases("1y 6m"), ["1 y 6 minutes", "1 y 6 months"]);
    for text in ["10", "1", "31536000", "1y 2", "6m", "1 year and 6m", "5 and 2 days"] {
        for (phrase, meaning) in choices(text) {
            assert!(read_lifetime(&phrase, &in_utc()).is_ok(), "{text}: {phrase} {meaning}");
        }
    }
}

#[test]
fn months_and_days_end_in_the_local_zone() {
    // 14:00 in winter; summer time takes an hour from a span that ends in it.
    let winter = in_central_europe("2026-11-20T13:00:00Z");
    for (text, secs) in [
        ("6 months", 181 * DAY - 3_600),
        ("181 days", 181 * DAY),
        ("1 year", 365 * DAY),
        ("until 2027-03-01", 8_765_999 - 3_600),
        ("until 2026-11-20", 39_599 - 3_600),
        ("10 years", 3_653 * DAY),
    ] {
        assert_eq!(read_lifetime(text, &winter), Ok(Lifetime { secs }), "{text}");
    }
    // The last day of January, a minute before midnight, with a fraction of a second that must not matter.
    let late = in_central_europe("2027-01-31T22:59:00.987Z");
    assert_eq!(read_lifetime("1 month", &late), Ok(Lifetime { secs: 28 * DAY }));
    assert_eq!(read_lifetime("until 2027-01-31", &late), Ok(Lifetime { secs: 59 }));
    // Ten years from a leap day end on the last day of February.
    let leap = LifetimeContext { now: "2028-02-29T00:00:00Z".parse().unwrap(), ..in_utc() };
    assert_eq!(read_lifetime("10 years", &leap), Ok(Lifetime { secs: 3_652 * DAY }));
    assert!(read_lifetime("3653 days", &leap).is_err());
    // Where clocks go back at midnight, 23:59:59 comes twice; the day ends with the second one.
    let zone = TimeZone::posix("EET-2EEST,M4.5.5/0,M10.5.4/24").unwrap();
    let egypt = LifetimeContext { now: "2026-10-29T20:00:00Z".parse().unwrap(), zone, ..in_utc() };
    assert_eq!(read_lifetime("until 2026-10-29", &egypt), Ok(Lifetime { secs: 7_199 }));
    // At the end of time nothing panics.
    let end = LifetimeContext { now: Timestamp::MAX, ..in_utc() };
    for text in ["1 s", "10 years", "until 9999-12-31", "10", "5m"] {
        let _ = read_lifetime(text, &end);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_span_in_words_is_the_same_span(secs in 1..=315_532_800_u64) {
        let lifetime = Lifetime { secs };
        for context in [in_utc(), in_central_europe("2027-03-27T23:30:00Z")] {
            prop_assert_eq!(read_lifetime(&lifetime.in_words(), &context), Ok(lifetime));
            prop_assert_eq!(read_lifetime(&lifetime.spelled_out(), &context), Ok(lifetime));
            prop_assert_eq!(lifetime.expiry(context.now).as_second() - context.now.as_second(), i64::try_from(secs).unwrap());
        }
    }

    #[test]
    fn whatever_is_accepted_lies_between_a_second_and_ten_years(
        text in "[0-9]{0,3}[ ,.-]?(s|m|min|h|d|w|mo|y|days|until|and)?[ ,.]?[0-9]{0,3} ?(d|y|m|mo)?|\\PC{0,30}",
    ) {
        let context = in_central_europe("2026-11-20T13:00:00Z");
        if let Ok(lifetime) = read_lifetime(&text, &context) {
            prop_assert!((1..=context.longest_secs()).contains(&lifetime.secs));
            prop_assert!(text.chars().any(char::is_alphabetic) || text.matches('-').count() == 2, "{}", text);
        }
    }

    #[test]
    fn a_bare_number_is_never_a_lifetime(number in any::<u64>(), fraction in "[.,][0-9]{1,6}") {
        let bare = read_lifetime(&number.to_string(), &in_utc());
        if number == 0 {
            prop_assert_eq!(bare, Err(LifetimeProblem::Zero));
        } else {
            let is_no_unit = matches!(bare, Err(LifetimeProblem::NoUnit { .. }));
            prop_assert!(is_no_unit);
        }
        for unit in ["", " s", " years"] {
            let cut = read_lifetime(&format!("{number}{fraction}{unit}"), &in_utc());
            let is_fraction = matches!(cut, Err(LifetimeProblem::Fraction { .. }));
            prop_assert!(is_fraction);
        }
    }
}

// ---------- addresses ----------

proptest! {
    #[test]
    fn a_range_covers_exactly_its_addresses(bits in 0x0100_0000..u32::MAX, prefix in 24..=32_u8) {
        let mask = u32::MAX << (32 - prefix);
        let (first, last) = (bits & mask, bits | !mask);
        let rule: AddressRule = format!("{}/{prefix}", Ipv4Addr::from(first)).parse().unwrap();
        prop_assert_eq!(rule.to_string().parse::<AddressRule>(), Ok(rule));
        prop_assert_eq!((u32::from(rule.first()), u32::from(rule.last())), (first, last));
        prop_assert_eq!(rule.size(), last - first + 1);
        let contains = |bits: u32| rule.contains(IpAddr::V4(bits.into()));
        prop_assert!(contains(first) && contains(bits) && contains(last));
        prop_assert!(!contains(first - 1));
        prop_assert!(last == u32::MAX || !contains(last + 1));
        let host_bits = format!("{}/{prefix}", Ipv4Addr::from(bits)).parse::<AddressRule>();
        if bits == first {
            prop_assert_eq!(host_bits, Ok(rule));
        } else {
            let is_explained = matches!(host_bits, Err(AddressProblem::HostBits { network, .. }) if u32::from(network) == first);
            prop_assert!(is_explained);
        }
    }

    #[test]
    fn wider_ranges_are_refused_naming_the_widest(bits in 0x0100_0000..u32::MAX, prefix in 0..24_u8) {
        let problem = format!("{}/{prefix}", Ipv4Addr::from(bits)).parse::<AddressRule>().unwrap_err();
        prop_assert!(problem.to_string().contains("/24"), "{}", problem);
    }

    #[test]
    fn the_address_field_never_panics_and_keeps_every_word(text in "\\PC{0,60}|[0-9./: ,\n*a-f-]{0,60}") {
        for line in parse_addresses(&text) {
            prop_assert!(text.contains(&line.text));
            if let Ok(rule) = line.result {
                prop_assert!(rule.size() <= 256);
            }
        }
    }
}

// ---------- scopes and requests ----------

fn context(production: bool) -> TokenContext {
    TokenContext {
        rules: EnvironmentRules {
            name: if production { "Production" } else { "Test" }.to_owned(),
            addresses_required: production,
            all_scope_allowed: !production,
            holds_test_coins: Some(!production),
        },
        lifetime: in_utc(),
        labels_in_use: Vec::new(),
        seen_from: None,
        places: std::sync::Arc::default(),
        is_opened_by_token: false,
    }
}

fn id(seed: u128) -> String {
    format!("{seed:032x}")
}

/// Drafts that nothing stands in the way of, in either environment.
fn draft() -> impl Strategy<Value = TokenDraft> {
    let chosen =
        prop::collection::btree_map(0..scopes().len(), prop::collection::vec(any::<u128>(), 1..4), 1..8);
    let limits = prop::collection::btree_map(0..coins().all().len(), (any::<u64>(), any::<bool>()), 0..5);
    let reach = (0..3, prop::collection::vec(any::<u128>(), 1..4));
    (chosen, limits, reach, 1..3_000_u64, (any::<bool>(), any::<u64>(), any::<bool>()), "[ -~]{0,20}[a-z]")
        .prop_map(|(chosen, limits, (reach, ids), days, (erc20, amount, maximum), label)| {
            let ids: Vec<String> = ids.into_iter().map(id).collect();
            let chosen = chosen.into_iter().map(|(index, wallets)| {
                let info = &scopes()[index];
                let wallets =
                    if info.marks.needs_wallet { wallets.into_iter().map(id).collect() } else { Vec::new() };
                (info.name.to_owned(), wallets)
            });
            TokenDraft {
                label,
                lifetime: format!("{days} days"),
                scopes: chosen
                    .filter(|(name, _)| name != "all")
                    .chain([("openid".to_owned(), Vec::new())])
                    .collect(),
                addresses: "8.8.8.8 8.8.4.0/24 8.8.8.8".to_owned(),
                limits: limits
                    .into_iter()
                    .map(|(coin, (amount, maximum))| LimitDraft {
                        coin: coins().all()[coin].name.to_owned(),
                        amount: amount.to_string(),
                        unit: AmountUnit::Base,
                        maximum,
                    })
                    .collect(),
                erc20: Erc20Draft { enabled: erc20, amount: amount.to_string(), maximum },
                reach: match reach {
                    0 => Reach::Everything,
                    1 => Reach::Enterprises(ids),
                    _ => Reach::Wallets(ids),
                },
                template: None,
            }
        })
}

/// Holds a body against the specification of POST /api/v2/user/accesstoken, and against what was asked for.
fn assert_body(body: &Value, draft: &TokenDraft) -> Result<(), TestCaseError> {
    let fields = body.as_object().unwrap();
    for (name, value) in fields {
        let fits = match name.as_str() {
            "label" | "otp" | "enterprise" => value.is_string(),
            "scope" | "ipRestrict" | "permittedEnterprises" | "permittedWallets" => {
                value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string))
            }
            "duration" => value.as_u64().is_some(),
            "spendingLimits" => value.as_array().is_some_and(|items| {
                items.len() == draft.limits.len()
                    && items.iter().zip(&draft.limits).all(|(item, limit)| {
                        let expected = if limit.maximum {
                            json!({"coin": limit.coin, "maxLimit": true})
                        } else {
                            json!({"coin": limit.coin, "txValueLimit": limit.amount})
                        };
                        *item == expected
                    })
            }),
            "allErc20TokensLimit" => {
                let expected = if draft.erc20.maximum {
                    json!({"enabled": true, "maxLimit": true})
                } else {
                    json!({"enabled": true, "txValueLimit": draft.erc20.amount})
                };
                *value == expected
            }
            _ => false,
        };
        prop_assert!(fits, "{name}: {value}");
    }
    prop_assert_eq!(fields.contains_key("spendingLimits"), !draft.limits.is_empty());
    prop_assert_eq!(fields.contains_key("allErc20TokensLimit"), draft.erc20.enabled);
    prop_assert_eq!(
        fields.contains_key("permittedEnterprises"),
        matches!(draft.reach, Reach::Enterprises(_))
    );
    prop_assert_eq!(fields.contains_key("permittedWallets"), matches!(draft.reach, Reach::Wallets(_)));
    prop_assert_eq!(&fields["ipRestrict"], &json!(["8.8.8.8", "8.8.4.0/24"]));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_request_says_exactly_what_the_draft_asked_for(draft in draft(), production in any::<bool>()) {
        let context = context(production);
        let check = check(&draft, &context);
        let errors: Vec<_> = check.errors().collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        let request = check.request.unwrap();
        let body = serde_json::to_value(&request).unwrap();
        assert_body(&body, &draft)?;
        prop_assert!(body.get("otp").is_none());

        let sent: BTreeSet<String> = request.scopes().iter().cloned().collect();
        let asked: BTreeSet<String> = draft
            .scopes
            .iter()
            .flat_map(|(name, wallets)| match wallets.as_slice() {
                [] => vec![name.clone()],
                wallets => wallets.iter().map(|wallet| format!("{name}:{wallet}")).collect(),
            })
            .collect();
        prop_assert_eq!(sent.len(), request.scopes().len());
        prop_assert_eq!(sent, asked);
        prop_assert_eq!(body["duration"].as_u64(), Some(request.lifetime_secs()));

        let with_code = serde_json::to_value(request.body_with_code("0000000")).unwrap();
        prop_assert_eq!(&with_code["otp"], "0000000");
        assert_body(&with_code, &draft)?;
        let preview: Value = serde_json::from_str(&request.preview()).unwrap();
        prop_assert_eq!(&preview["otp"], "‹code›");
    }

    #[test]
    fn a_check_never_panics_and_a_request_means_no_error(
        label in "\\PC{0,20}", lifetime in "[0-9]{0,4} ?(days|m|y)?|\\PC{0,12}", addresses in "[0-9./ a]{0,40}",
        scope in "[a-z_]{0,20}|wallet_view|wallet_spend_all|all|user_manage", wallet in "[0-9a-f]{31,33}|\\PC{0,5}",
        coin in "btc|USDT|\\PC{0,8}", amount in "[0-9.,-]{0,12}", production in any::<bool>(),
    ) {
        let draft = TokenDraft {
            label, lifetime, addresses,
            scopes: [(scope, vec![wallet.clone()])].into(),
            limits: vec![LimitDraft { coin, amount: amount.clone(), ..LimitDraft::default() }],
            erc20: Erc20Draft { enabled: production, amount, maximum: false },
            reach: Reach::Wallets(vec![wallet]),
            template: None,
        };
        let check = check(&draft, &context(production));
        prop_assert_eq!(check.request.is_some(), check.errors().next().is_none());
        prop_assert!(check.sentence.ends_with('.'));
        let ids: BTreeSet<_> = check.findings.iter().map(|finding| finding.id.clone()).collect();
        prop_assert_eq!(ids.len(), check.findings.len());
        prop_assert!(check.findings.is_sorted_by_key(|finding| finding.severity));
        prop_assert!(check.warnings().all(|finding| finding.severity == Severity::Warning));
    }
}
