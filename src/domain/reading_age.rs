//! As of when something is shown that was read a while ago.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lifetime::{TimeLeft, moment_words};

/// "as of 14:03, 6 min ago", once it is older than `fresh_for`; of another day with the date.
pub fn as_of_words(
    read_at: Timestamp,
    now: Timestamp,
    zone: &TimeZone,
    fresh_for: Duration,
) -> Option<String> {
    let fresh_secs = i64::try_from(fresh_for.as_secs()).unwrap_or(i64::MAX);
    if now.as_second().saturating_sub(read_at.as_second()) <= fresh_secs {
        return None;
    }
    let age = TimeLeft::until(now, read_at).in_words();
    Some(format!("as of {}, {age} ago", time_words(read_at, now, zone)))
}

/// The time of day, and before today the date with it.
pub fn time_words(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (then, today) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    if then.date() == today.date() { then.strftime("%H:%M").to_string() } else { moment_words(at, zone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_from_a_minute_on() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap_or_default();
        let now = at("2026-11-30T14:09:30Z");
        for (read_at, words) in [
            ("2026-11-30T14:09:30Z", None),
            ("2026-11-30T14:08:30Z", None),
            ("2026-11-30T14:12:00Z", None),
            ("2026-11-30T14:08:29Z", Some("as of 14:08, 1 min ago")),
            ("2026-11-30T14:03:00Z", Some("as of 14:03, 6 min ago")),
            ("2026-11-30T02:03:00Z", Some("as of 02:03, 12 h 6 min ago")),
            ("2026-11-29T14:03:00Z", Some("as of Sun 29 Nov 2026, 14:03, 1 d ago")),
        ] {
            let said = as_of_words(at(read_at), now, &TimeZone::UTC, Duration::from_mins(1));
            assert_eq!(said.as_deref(), words, "{read_at}");
        }
    }
}
