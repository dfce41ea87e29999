//! Ends that have a name instead of a date: of a month, a quarter or a year, and the next deployment.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// A period of the calendar whose end can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Month,
    Quarter,
    Year,
}

/// An end that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedEnd {
    /// The next production deployment.
    Deployment,
    /// The last day of the period so many periods on: 0 for the one that today is in.
    Period(Period, i64),
}

impl Period {
    fn read(word: &str) -> Option<Self> {
        match word {
            "month" => Some(Self::Month),
            "quarter" => Some(Self::Quarter),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// The last day of the period of the calendar so many periods after that of `today`.
    pub(super) fn last_day(self, today: Date, ahead: i64) -> Option<Date> {
        let (months, first) = match self {
            Self::Month => (1, today.first_of_month()),
            Self::Quarter => {
                (3, today.first_of_month().checked_sub(((today.month() - 1) % 3).months()).ok()?)
            }
            Self::Year => (12, today.first_of_year()),
        };
        let next = first.checked_add(Span::new().months(months * (ahead + 1))).ok()?;
        next.yesterday().ok()
    }
}

/// Reads the name of an end, in lower case: "next deployment", "end of the quarter", "end of next month", "year end".
pub(super) fn named_end(text: &str) -> Option<NamedEnd> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "the" | "this")).collect();
    let (word, ahead) = match words[..] {
        ["next", "deployment"] | ["deployment"] => return Some(NamedEnd::Deployment),
        ["end", "of", "next", word] => (word, 1),
        ["end", "of", word] | [word, "end"] => (word, 0),
        _ => return None,
    };
    Period::read(word).map(|period| NamedEnd::Period(period, ahead))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_period_ends_on_its_last_day() {
        for (text, today, last) in [
            ("end of month", "2026-11-20", "2026-11-30"),
            ("end of the month", "2028-02-29", "2028-02-29"),
            ("end of next month", "2027-01-31", "2027-02-28"),
            ("end of this quarter", "2026-11-20", "2026-12-31"),
            ("end of quarter", "2026-12-31", "2026-12-31"),
            ("quarter end", "2027-01-01", "2027-03-31"),
            ("end of the next quarter", "2026-11-20", "2027-03-31"),
            ("end of next quarter", "2026-05-31", "2026-09-30"),
            ("end of year", "2026-11-20", "2026-12-31"),
            ("end of next year", "2026-11-20", "2027-12-31"),
        ] {
            let Some(NamedEnd::Period(period, ahead)) = named_end(text) else { panic!("{text}") };
            let day = period.last_day(today.parse().unwrap(), ahead).unwrap();
            assert_eq!(day.to_string(), last, "{text} on {today}");
        }
        for other in ["end", "end of", "end of days", "end of week", "next month", "end of next next month"] {
            assert_eq!(named_end(other), None, "{other}");
        }
        assert_eq!(Period::Year.last_day(Date::MAX, 1), None);
    }
}
