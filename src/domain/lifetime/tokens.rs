//! Cuts what was typed into numbers, words and joints, and knows the units. Knows neither clock nor zone.

use super::problem::LifetimeProblem;

/// A unit of time that people type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    /// The unit of a lower-case word.
    pub(super) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Seconds,
            "min" | "mins" | "minute" | "minutes" => Self::Minutes,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hours,
            "d" | "day" | "days" => Self::Days,
            "w" | "wk" | "wks" | "week" | "weeks" => Self::Weeks,
            "mo" | "mos" | "mth" | "mths" | "month" | "months" => Self::Months,
            "y" | "yr" | "yrs" | "year" | "years" => Self::Years,
            _ => return None,
        })
    }

    /// The unit in the plural.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// `10 days`, `1 day`.
    pub(super) fn phrase(self, number: &str) -> String {
        let plural = self.plural();
        let unit = if number.trim_start_matches('0') == "1" { &plural[..plural.len() - 1] } else { plural };
        format!("{number} {unit}")
    }

    /// Its seconds, unless the calendar decides.
    pub(super) fn fixed_secs(self) -> Option<u64> {
        match self {
            Self::Seconds => Some(1),
            Self::Minutes => Some(60),
            Self::Hours => Some(3_600),
            Self::Days => Some(super::duration::DAY_SECS),
            Self::Weeks => Some(7 * super::duration::DAY_SECS),
            Self::Months | Self::Years => None,
        }
    }
}

/// A piece of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A run of ASCII digits.
    Number(String),
    /// A run of letters, in lower case.
    Word(String),
    /// "and", `&` or a comma between two parts.
    Joint,
}

/// Cuts a text into tokens, refusing whatever could be misread.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, LifetimeProblem> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if first.is_ascii_digit() => number(rest, &mut out)?,
            _ if first.is_alphabetic() => word(rest, &mut out),
            _ if first.is_whitespace() => first.len_utf8(),
            ',' | '&' => {
                out.push(Token::Joint);
                first.len_utf8()
            }
            _ => return Err(other(rest, first, &out)),
        };
        rest = &rest[length..];
    }
    Ok(out)
}

/// Takes the number at the start of `rest`; a fraction of any spelling is refused.
fn number(rest: &str, out: &mut Vec<Token>) -> Result<usize, LifetimeProblem> {
    let digits = run(rest, |c| c.is_ascii_digit());
    let mut behind = rest[digits.len()..].chars();
    let (next, after) = (behind.next(), behind.next());
    let is_cut = next.is_some_and(|c| ".,/'’_·⁄٫".contains(c)) && after.is_some_and(char::is_numeric);
    if is_cut || next.is_some_and(is_vulgar_fraction) {
        return Err(LifetimeProblem::Fraction { text: piece(rest) });
    }
    if next.is_some_and(char::is_numeric) {
        return Err(LifetimeProblem::OtherDigits { text: piece(rest) });
    }
    if next == Some('-') && after.is_some_and(|c| c.is_ascii_digit()) {
        return Err(LifetimeProblem::NotUnderstood { text: piece(rest) });
    }
    // "90-day" is one word to many people.
    let hyphen = usize::from(next == Some('-') && after.is_some_and(char::is_alphabetic));
    out.push(Token::Number(digits.to_owned()));
    Ok(digits.len() + hyphen)
}

/// Takes the word at the start of `rest`, with the point of an abbreviation ("mos.").
fn word(rest: &str, out: &mut Vec<Token>) -> usize {
    let letters = run(rest, char::is_alphabetic);
    let lower = letters.to_lowercase();
    out.push(if lower == "and" { Token::Joint } else { Token::Word(lower) });
    let mut behind = rest[letters.len()..].chars();
    let is_abbreviated = behind.next() == Some('.') && !behind.next().is_some_and(|c| c.is_ascii_digit());
    letters.len() + usize::from(is_abbreviated)
}

/// A character that begins neither number nor word: says what is wrong with it.
fn other(rest: &str, first: char, before: &[Token]) -> LifetimeProblem {
    let begins_number = rest.chars().nth(1).is_some_and(char::is_numeric);
    let is_minus = "-−–—‐‑﹣-".contains(first);
    if is_vulgar_fraction(first) || (first == '.' && begins_number) {
        LifetimeProblem::Fraction { text: piece(rest) }
    } else if is_minus && before.is_empty() {
        LifetimeProblem::Negative
    } else if first.is_numeric() {
        LifetimeProblem::OtherDigits { text: piece(rest) }
    } else {
        LifetimeProblem::NotUnderstood { text: piece(rest) }
    }
}

/// The characters ½ ⅓ ¼ ¾ and their kin.
fn is_vulgar_fraction(c: char) -> bool {
    matches!(c, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215f}' | '\u{2189}')
}

/// The longest start of `text` whose characters all fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !fits(c)).unwrap_or(text.len())]
}

/// The start of `text` up to the next space, to quote in a sentence.
fn piece(text: &str) -> String {
    run(text, |c| !c.is_whitespace()).chars().take(40).collect()
}
