//! What a refused text may have meant, to be put into the field with one press. Nothing is ever taken without one.

use super::duration::{date_words, moment_words};
use super::problem::{LifetimeProblem, UnitChoice};
use super::read::{LifetimeContext, read_lifetime};
use super::tokens::Unit;

/// Within two days the hour matters as much as the day.
const HOUR_MATTERS_SECS: u64 = 2 * 86_400;
/// No fraction needs more digits.
const MAX_DIGITS: usize = 9;

/// What a text that is refused may have meant: `1.5 years` as `18 months`, `90 dyas` as `90 days`, `1.3.2027` as either
/// of two days. Empty for a text that is understood.
///
/// Every phrase is one that [`read_lifetime`] accepts.
pub fn suggestions(text: &str, context: &LifetimeContext) -> Vec<UnitChoice> {
    let Err(problem) = read_lifetime(text, context) else { return Vec::new() };
    if !problem.choices().is_empty() {
        return problem.choices().to_vec();
    }
    let lower = text.trim().to_lowercase();
    let phrases = match &problem {
        LifetimeProblem::Fraction { .. } => fraction(&lower),
        LifetimeProblem::Negative => {
            vec![lower.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()]
        }
        LifetimeProblem::TooLong { .. } | LifetimeProblem::Overflow { .. } | LifetimeProblem::NoEnd => {
            ["1 year", "10 years"].map(str::to_owned).to_vec()
        }
        LifetimeProblem::UnknownWord { word } => misspelt(&lower, word),
        LifetimeProblem::DateForm | LifetimeProblem::NotUnderstood { .. } => other_dates(&lower),
        LifetimeProblem::ImpossibleDate { text } => day_before(text),
        LifetimeProblem::OtherDigits { .. } => vec![plain_digits(&lower)],
        _ => Vec::new(),
    };
    let mut found: Vec<UnitChoice> = Vec::new();
    for choice in phrases.into_iter().filter_map(|phrase| accepted(phrase, context)) {
        if found.iter().all(|other| other.phrase != choice.phrase) {
            found.push(choice);
        }
    }
    found
}

/// A phrase with what it would mean, if it is accepted.
fn accepted(phrase: String, context: &LifetimeContext) -> Option<UnitChoice> {
    let lifetime = read_lifetime(&phrase, context).ok()?;
    let expiry = lifetime.expiry(context.now);
    let when = if lifetime.secs < HOUR_MATTERS_SECS { moment_words } else { date_words };
    Some(UnitChoice { phrase, meaning: format!("expires {}", when(expiry, &context.zone)) })
}

/// A number with a fraction and one unit, in whole numbers of a smaller unit. A comma or point before exactly three
/// digits may also group thousands, so that reading is offered beside it.
fn fraction(text: &str) -> Vec<String> {
    let text = text.strip_prefix("for ").unwrap_or(text);
    let number_ends = text.find(|c: char| !(c.is_numeric() || ".,'’ _".contains(c))).unwrap_or(text.len());
    let (number, word) = text.split_at(number_ends);
    let (number, word) = (number.trim(), word.trim().trim_start_matches('-').trim_end_matches('.'));
    // A bare number is no offer: taken for seconds at a press, it would end a token years too soon.
    let Some(unit) = Unit::read(word) else { return Vec::new() };
    let Some((whole, fraction)) = parts(number) else { return Vec::new() };
    let mut phrases = Vec::new();
    if fraction.len() == 3 && !whole.is_empty() && whole != "0" {
        phrases.push(unit.phrase(&format!("{whole}{fraction}")));
    }
    phrases.extend(in_smaller(&whole, &fraction, unit));
    phrases
}

/// The digits before and after the point of a number; `½` counts as `.5`.
fn parts(number: &str) -> Option<(String, String)> {
    let (number, vulgar) = match number.char_indices().next_back()? {
        (at, '½') => (&number[..at], Some("5")),
        (at, '¼') => (&number[..at], Some("25")),
        (at, '¾') => (&number[..at], Some("75")),
        _ => (number, None),
    };
    let number = number.trim();
    let (whole, fraction) = match (vulgar, number.split_once(['.', ','])) {
        (None, parts) => parts?,
        (Some(fraction), None) => (number, fraction),
        (Some(_), Some(_)) => return None,
    };
    let is_plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= MAX_DIGITS;
    (is_plain(whole) && is_plain(fraction) && !fraction.is_empty())
        .then(|| (if whole.is_empty() { "0" } else { whole }.to_owned(), fraction.to_owned()))
}

/// The same span in the largest smaller unit of which it is a whole number; of a month's fraction, which has no fixed
/// length, in days of a month of thirty. There is none of seconds.
fn in_smaller(whole: &str, fraction: &str, unit: Unit) -> Option<String> {
    let scale = 10_u128.pow(u32::try_from(fraction.len()).ok()?);
    let count = format!("{whole}{fraction}").parse::<u128>().ok()?;
    let smaller: &[(Unit, u128)] = match unit {
        Unit::Years => &[(Unit::Months, 12), (Unit::Days, 365)],
        Unit::Months => &[(Unit::Days, 30)],
        Unit::Weeks => &[(Unit::Days, 7), (Unit::Hours, 168)],
        Unit::Days => &[(Unit::Hours, 24), (Unit::Minutes, 1_440)],
        Unit::Hours => &[(Unit::Minutes, 60), (Unit::Seconds, 3_600)],
        Unit::Minutes => &[(Unit::Seconds, 60)],
        Unit::Seconds => return None,
    };
    let exact = smaller.iter().find(|(_, each)| (count * each).is_multiple_of(scale));
    let (unit, each) = exact.or(smaller.last()).copied()?;
    Some(unit.phrase(&(count * each / scale).to_string()))
}

/// The unit that a misspelt word is closest to.
fn misspelt(text: &str, word: &str) -> Vec<String> {
    let units =
        [Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];
    let names =
        units.iter().map(|unit| unit.plural()).flat_map(|plural| [plural, &plural[..plural.len() - 1]]);
    let near =
        names.map(|name| (distance(word, name), name)).filter(|(steps, name)| *steps <= 1 + name.len() / 5);
    let best = near.min_by_key(|(steps, _)| *steps);
    best.map(|(_, name)| text.replacen(word, name, 1)).into_iter().collect()
}

/// How many letters have to be added, left out, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(20).collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// A date in another form: `1.3.2027` is the first of March, `1/3/2027` may be either, `2027/03/01` is plain.
fn other_dates(text: &str) -> Vec<String> {
    let date = text.strip_prefix("until ").or_else(|| text.strip_prefix("till ")).unwrap_or(text).trim();
    let Some(mark) = date.chars().find(|c| "./-".contains(*c)) else { return Vec::new() };
    let parts: Vec<&str> = date.split(mark).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return Vec::new() };
    if [a, b, c].iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Vec::new();
    }
    let until = |year: &str, month: &str, day: &str| format!("until {year}-{month:0>2}-{day:0>2}");
    match (a.len(), c.len(), mark) {
        (4, 1..=2, _) => vec![until(a, b, c)],
        (1..=2, 4, '.') => vec![until(c, b, a)],
        (1..=2, 4, _) => vec![until(c, b, a), until(c, a, b)],
        _ => Vec::new(),
    }
}

/// The last day of the month of a day that no calendar has.
fn day_before(text: &str) -> Vec<String> {
    let Some((month, _)) = text.rsplit_once('-') else { return Vec::new() };
    let last = (28..=31).rev().map(|day| format!("{month}-{day}"));
    let real = |day: &String| day.parse::<jiff::civil::Date>().is_ok();
    last.filter(real).take(1).map(|day| format!("until {day}")).collect()
}

/// Digits of other scripts that are written as full-width forms or in Arabic, as plain ones.
fn plain_digits(text: &str) -> String {
    let plain = |c: char| {
        let zeros = ['\u{ff10}', '\u{0660}', '\u{06f0}', '\u{0966}'];
        let digit = zeros.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|it| *it < 10));
        digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::tz::TimeZone;

    use super::*;

    fn context() -> LifetimeContext {
        let now = "2026-11-20T13:00:00Z".parse().unwrap();
        LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None }
    }

    #[test]
    fn a_refused_text_is_offered_as_what_it_may_have_meant() {
        for (text, phrases) in [
            ("1.5 years", vec!["18 months"]),
            ("1,5 years", vec!["18 months"]),
            ("½ year", vec!["6 months"]),
            ("1½ years", vec!["18 months"]),
            ("0.3 years", vec!["109 days"]),
            ("1.5 months", vec!["45 days"]),
            ("2.5 weeks", vec!["420 hours"]),
            ("2.5 days", vec!["60 hours"]),
            ("1,500 days", vec!["1500 days", "36 hours"]),
            ("1.500 days", vec!["1500 days", "36 hours"]),
            ("572522.211", vec![]),
            ("560656.87", vec![]),
            ("90.5 s", vec![]),
            ("-90 days", vec!["90 days"]),
            ("forever", vec!["1 year", "10 years"]),
            ("11 years", vec!["1 year", "10 years"]),
            ("90 dyas", vec!["90 days"]),
            ("3 montsh", vec!["3 months"]),
            ("2 yeras and 1 day", vec!["2 years and 1 day"]),
            ("90 bananas", vec![]),
            ("until 1.3.2027", vec!["until 2027-03-01"]),
            ("until 1/3/2027", vec!["until 2027-03-01", "until 2027-01-03"]),
            ("until 31/12/2026", vec!["until 2026-12-31"]),
            ("until 2027/03/01", vec!["until 2027-03-01"]),
            ("until 2027-02-30", vec!["until 2027-02-28"]),
            ("９０ days", vec!["90 days"]),
            ("3 month", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<String> =
                suggestions(text, &context()).into_iter().map(|choice| choice.phrase).collect();
            assert_eq!(found, phrases, "{text}");
        }
        let meaning = &suggestions("2.5 weeks", &context())[0].meaning;
        assert!(meaning.starts_with("expires "), "{meaning}");
        assert_eq!(suggestions("10", &context()).len(), 5);
    }
}
