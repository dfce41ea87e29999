//! Reads a lifetime: numbers with units, or a day on which it ends.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use super::duration::{DAY_SECS, Lifetime, date_words, moment_words};
use super::period::{NamedEnd, named_end};
use super::problem::{LifetimeProblem, UnitChoice};
use super::tokens::{Token, Unit, tokens};
use crate::domain::text::clipped;

/// The longest lifetime, in calendar years from now. Ten years exactly are allowed.
///
/// The protocol notes, section 7, say "at most 10 years" without saying how many days those have; a person who
/// types `10 years` means the calendar's, so the bound is the same local time of the same day ten years on.
const LONGEST_YEARS: i64 = 10;

/// Ten years of 365.25 days, for the case that the calendar itself ends before ten years are over.
const LONGEST_SECS: u64 = 315_576_000;

/// No sensible lifetime needs more characters.
const MAX_CHARS: usize = 200;
/// So much of a longer one is quoted.
const QUOTED_CHARS: usize = 20;

/// From this number on a bare number may well be meant in seconds, as the platform's own field is.
const SECONDS_OFFERED_FROM: u64 = 3_600;

/// What reading a lifetime depends on: handed in, so that reading is pure.
#[derive(Debug, Clone)]
pub struct LifetimeContext {
    /// The moment from which the lifetime counts.
    pub now: Timestamp,
    /// The person's zone, in which months, years and days end.
    pub zone: TimeZone,
    /// The day of the next production deployment, where the settings name one.
    pub next_deployment: Option<Date>,
}

impl LifetimeContext {
    /// The longest lifetime that is accepted, in seconds: ten calendar years from now.
    pub fn longest_secs(&self) -> u64 {
        let end = self.now_zoned().checked_add(Span::new().years(LONGEST_YEARS));
        end.map_or(LONGEST_SECS, |end| self.secs_until(end.timestamp()).unwrap_or(LONGEST_SECS))
    }

    /// The last second of a local day: "until 2027-03-01" includes that day.
    pub fn end_of_day(&self, day: Date) -> Timestamp {
        // From the next day's start, since 23:59:59 comes twice where clocks go back at midnight.
        let next_day = day.tomorrow().and_then(|next| next.to_zoned(self.zone.clone()));
        next_day.map_or(Timestamp::MAX, |start| start.timestamp() - SignedDuration::from_secs(1))
    }

    /// Now, without the fraction of a second.
    pub(super) fn now_zoned(&self) -> jiff::Zoned {
        Timestamp::from_second(self.now.as_second()).unwrap_or(self.now).to_zoned(self.zone.clone())
    }

    /// Whole seconds from now to `end`, `None` when that is over.
    fn secs_until(&self, end: Timestamp) -> Option<u64> {
        u64::try_from(end.as_second() - self.now.as_second()).ok()
    }

    /// The lifetime of these seconds, if it is one.
    fn accept(&self, secs: u64) -> Result<Lifetime, LifetimeProblem> {
        let longest = self.longest_secs();
        if secs == 0 {
            Err(LifetimeProblem::Zero)
        } else if secs > longest {
            let latest = moment_words(Lifetime { secs: longest }.expiry(self.now), &self.zone);
            Err(LifetimeProblem::TooLong { latest })
        } else {
            Ok(Lifetime { secs })
        }
    }
}

/// Reads what a person typed as a lifetime, in whole seconds.
///
/// Understood are numbers with units (`90 days`, `6 months`, `1y 2mo`, `2 weeks 3d`, `1 day and 12 hours`), a day
/// (`until 2027-03-01` or the date alone), which is included to its last second, `until next deployment`, and `until end
/// of month`, `quarter` or `year` of the calendar, or of the next one.
/// Days and weeks are 86,400 and 604,800 seconds; months and years follow the local calendar from now, so
/// that 31 January plus a month is the last day of February. A number without a unit is never guessed.
pub fn read_lifetime(text: &str, context: &LifetimeContext) -> Result<Lifetime, LifetimeProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LifetimeProblem::Empty);
    }
    if text.chars().count() > MAX_CHARS {
        return Err(LifetimeProblem::NotUnderstood { text: clipped(text, QUOTED_CHARS) });
    }
    if let Some(end) = end_of(text) {
        return read_end(&end, context);
    }
    let tokens = tokens(text)?;
    match parts(&tokens) {
        Ok(parts) => evaluate(&parts, context),
        Err(Gap::Problem(problem)) => Err(problem),
        Err(Gap::NoUnit { at }) => Err(no_unit(&tokens, at, context)),
        Err(Gap::MinutesOrMonths { at }) => Err(minutes_or_months(&tokens, at, context)),
    }
}

/// Reads a time of fixed length, in seconds to weeks: neither a date nor what the calendar decides, which would come to
/// other seconds from moment to moment.
pub fn read_fixed_lifetime(text: &str, context: &LifetimeContext) -> Result<Lifetime, LifetimeProblem> {
    if end_of(text.trim()).is_some() {
        return Err(LifetimeProblem::DateForm);
    }
    let read = read_lifetime(text, context);
    let calendar = tokens(text).ok().and_then(|tokens| {
        let units = parts(&tokens).ok()?;
        units.into_iter().map(|(_, unit)| unit).find(|unit| unit.fixed_secs().is_none())
    });
    match calendar {
        Some(unit) => Err(LifetimeProblem::UnknownWord { word: unit.plural().to_owned() }),
        None => read,
    }
}

/// What stands behind "until", in lower case; a date alone counts as its own end.
fn end_of(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let (first, rest) = lower.split_once(char::is_whitespace).unwrap_or((&lower, ""));
    match first {
        "until" | "till" => Some(rest.trim().to_owned()),
        "next" | "end" => Some(lower.clone()).filter(|end| named_end(end).is_some()),
        _ => looks_like_date(&lower).then(|| lower.clone()),
    }
}

/// Whether a text has a date's shape: digits, hyphen, digits, hyphen, digits.
fn looks_like_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads the end of a lifetime: a date, or the next deployment.
fn read_end(end: &str, context: &LifetimeContext) -> Result<Lifetime, LifetimeProblem> {
    let day = match named_end(end) {
        Some(NamedEnd::Deployment) => context.next_deployment.ok_or(LifetimeProblem::NoDeploymentDate)?,
        Some(NamedEnd::Period(period, ahead)) => {
            period.last_day(context.now_zoned().date(), ahead).ok_or(LifetimeProblem::DateForm)?
        }
        None => read_date(end.strip_prefix("the ").unwrap_or(end))?,
    };
    match context.secs_until(context.end_of_day(day)) {
        Some(secs) if secs > 0 => context.accept(secs),
        _ => Err(LifetimeProblem::PastDate { date: day.to_string() }),
    }
}

fn read_date(text: &str) -> Result<Date, LifetimeProblem> {
    if !looks_like_date(text) {
        return Err(LifetimeProblem::DateForm);
    }
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    if year.is_none_or(|year| year.len() != 4) {
        return Err(LifetimeProblem::DateForm);
    }
    let year: Option<i16> = year.and_then(|it| it.parse().ok());
    let month: Option<i8> = month.and_then(|it| it.parse().ok());
    let day: Option<i8> = day.and_then(|it| it.parse().ok());
    year.zip(month)
        .zip(day)
        .and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .ok_or_else(|| LifetimeProblem::ImpossibleDate { text: text.chars().take(40).collect() })
}

/// Why tokens are not parts, before anything is looked up to help.
enum Gap {
    Problem(LifetimeProblem),
    NoUnit { at: usize },
    MinutesOrMonths { at: usize },
}

impl From<LifetimeProblem> for Gap {
    fn from(problem: LifetimeProblem) -> Self {
        Self::Problem(problem)
    }
}

/// Puts numbers and units together.
fn parts(tokens: &[Token]) -> Result<Vec<(u64, Unit)>, Gap> {
    let mut parts: Vec<(u64, Unit)> = Vec::new();
    // "for 90 days"
    let mut at = usize::from(matches!(tokens.first(), Some(Token::Word(word)) if word == "for"));
    while let Some(token) = tokens.get(at) {
        match (token, tokens.get(at + 1)) {
            (Token::Joint, Some(Token::Number(_))) if !parts.is_empty() => at += 1,
            (Token::Joint, _) => return Err(LifetimeProblem::NotUnderstood { text: "and".into() }.into()),
            (Token::Word(word), _) => return Err(lone_word(word).into()),
            (Token::Number(digits), Some(Token::Word(word))) => {
                let number = read_number(digits)?;
                let unit = match Unit::read(word) {
                    Some(unit) => unit,
                    None if word == "m" => return Err(Gap::MinutesOrMonths { at }),
                    None => return Err(LifetimeProblem::UnknownWord { word: word.clone() }.into()),
                };
                if parts.iter().any(|(_, other)| *other == unit) {
                    return Err(LifetimeProblem::UnitTwice { unit: unit.plural() }.into());
                }
                parts.push((number, unit));
                at += 2;
            }
            (Token::Number(digits), _) => {
                let number = read_number(digits)?;
                return Err(if number == 0 { LifetimeProblem::Zero.into() } else { Gap::NoUnit { at } });
            }
        }
    }
    if parts.is_empty() { Err(LifetimeProblem::Empty.into()) } else { Ok(parts) }
}

fn read_number(digits: &str) -> Result<u64, LifetimeProblem> {
    digits.parse().map_err(|_| LifetimeProblem::Overflow { number: digits.to_owned() })
}

/// A word where a number should be.
fn lone_word(word: &str) -> LifetimeProblem {
    match word {
        "forever" | "never" | "always" | "unlimited" | "infinite" | "permanent" | "max" => {
            LifetimeProblem::NoEnd
        }
        _ if Unit::read(word).is_some() => LifetimeProblem::NoNumber { unit: word.to_owned() },
        _ => LifetimeProblem::NotUnderstood { text: word.to_owned() },
    }
}

/// The seconds of parts: calendar units first, in the local zone, then those of fixed length.
fn evaluate(parts: &[(u64, Unit)], context: &LifetimeContext) -> Result<Lifetime, LifetimeProblem> {
    let too_long = || context.accept(u64::MAX);
    let (mut months, mut fixed_secs) = (0_u64, 0_u64);
    for &(number, unit) in parts {
        let (total, each) = match (unit.fixed_secs(), unit) {
            (Some(secs), _) => (&mut fixed_secs, secs),
            (None, Unit::Years) => (&mut months, 12),
            (None, _) => (&mut months, 1),
        };
        match number.checked_mul(each).and_then(|it| total.checked_add(it)) {
            Some(sum) => *total = sum,
            None => return too_long(),
        }
    }
    let Some(end) = i64::try_from(months)
        .ok()
        .and_then(|months| Span::new().try_months(months).ok())
        .and_then(|span| context.now_zoned().checked_add(span).ok())
    else {
        return too_long();
    };
    let calendar_secs = context.secs_until(end.timestamp()).unwrap_or(0);
    calendar_secs.checked_add(fixed_secs).map_or_else(too_long, |secs| context.accept(secs))
}

/// The problem of a number without a unit, with what it may have meant.
fn no_unit(tokens: &[Token], at: usize, context: &LifetimeContext) -> LifetimeProblem {
    let number = digits_at(tokens, at);
    let is_large = number.parse::<u64>().is_ok_and(|number| number >= SECONDS_OFFERED_FROM);
    let offered = [Unit::Seconds, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];
    let units = &offered[usize::from(!is_large)..];
    LifetimeProblem::NoUnit { choices: choices(tokens, at, at + 1, units, context), number }
}

/// The problem of `m` alone, with both readings.
fn minutes_or_months(tokens: &[Token], at: usize, context: &LifetimeContext) -> LifetimeProblem {
    let choices = choices(tokens, at, at + 2, &[Unit::Minutes, Unit::Months], context);
    LifetimeProblem::MinutesOrMonths { number: digits_at(tokens, at), choices }
}

/// What the text would mean with the tokens `from..to` read as their number in each of `units`.
fn choices(
    tokens: &[Token],
    from: usize,
    to: usize,
    units: &[Unit],
    context: &LifetimeContext,
) -> Vec<UnitChoice> {
    let number = digits_at(tokens, from);
    let choice = |unit: &Unit| {
        let phrase = unit.phrase(&number);
        let mut changed = tokens[..from].to_vec();
        changed.extend([Token::Number(number.clone()), Token::Word(unit.plural().to_owned())]);
        changed.extend_from_slice(&tokens[to..]);
        let lifetime = evaluate(&parts(&changed).ok()?, context).ok()?;
        let phrase = [written(&tokens[..from]), phrase, written(&tokens[to..])].join(" ").trim().to_owned();
        let expiry = lifetime.expiry(context.now);
        // Within two days the hour matters as much as the day.
        let when =
            if lifetime.secs < 2 * DAY_SECS { moment_words } else { date_words }(expiry, &context.zone);
        Some(UnitChoice { phrase, meaning: format!("expires {when}") })
    };
    units.iter().filter_map(choice).collect()
}

fn digits_at(tokens: &[Token], at: usize) -> String {
    match tokens.get(at) {
        Some(Token::Number(digits)) => digits.clone(),
        _ => String::new(),
    }
}

/// Tokens as text again.
fn written(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| match token {
            Token::Number(text) | Token::Word(text) => text.as_str(),
            Token::Joint => "and",
        })
        .collect();
    words.join(" ")
}
