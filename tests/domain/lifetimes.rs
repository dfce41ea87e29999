//! Lifetimes: read as people mean them, and never guessed.

use countersign::domain::lifetime::{Lifetime, LifetimeContext, LifetimeProblem, read_lifetime};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::{DAY, in_central_europe, in_utc};

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
