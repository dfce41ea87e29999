//! A lifetime that has been understood, and its words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Seconds in a day, as the platform counts: always 86,400.
pub(super) const DAY_SECS: u64 = 86_400;
const HOUR_SECS: u64 = 3_600;
const MINUTE_SECS: u64 = 60;

/// A token's lifetime: exactly the whole seconds that will be sent as `duration`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lifetime {
    /// Whole seconds, above zero and at most ten years when it comes from [`super::read_lifetime`].
    pub secs: u64,
}

impl Lifetime {
    /// The span in short words whose sum is exactly the seconds: "365 d", "6 d 15 h 2 min 2 s".
    ///
    /// Reading these words gives the same seconds again.
    pub fn in_words(self) -> String {
        let parts: Vec<String> = self.parts().map(|(count, short, _)| format!("{count} {short}")).collect();
        if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
    }

    /// The span in whole words, for a sentence: "6 days, 15 hours, 2 minutes and 2 seconds".
    pub fn spelled_out(self) -> String {
        let parts: Vec<String> = self
            .parts()
            .map(|(count, _, long)| format!("{count} {long}{}", if count == 1 { "" } else { "s" }))
            .collect();
        match parts.split_last() {
            None => "0 seconds".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
        }
    }

    /// When a token ends that begins at `now`. Saturates at the end of time.
    pub fn expiry(self, now: Timestamp) -> Timestamp {
        let span = SignedDuration::from_secs(i64::try_from(self.secs).unwrap_or(i64::MAX));
        now.checked_add(span).unwrap_or(Timestamp::MAX)
    }

    /// Count, short word and long word (singular) of every unit that is not zero, largest first.
    fn parts(self) -> impl Iterator<Item = (u64, &'static str, &'static str)> {
        [
            (self.secs / DAY_SECS, "d", "day"),
            (self.secs % DAY_SECS / HOUR_SECS, "h", "hour"),
            (self.secs % HOUR_SECS / MINUTE_SECS, "min", "minute"),
            (self.secs % MINUTE_SECS, "s", "second"),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
    }
}

/// A day with its weekday: "Mon 30 Nov 2026".
pub fn date_words(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %-d %b %Y").to_string()
}

/// A moment with its weekday, to the minute: "Mon 30 Nov 2026, 14:05".
pub fn moment_words(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %-d %b %Y, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_exact_words() {
        for (secs, short, long) in [
            (0, "0 s", "0 seconds"),
            (1, "1 s", "1 second"),
            (86_400, "1 d", "1 day"),
            (31_536_000, "365 d", "365 days"),
            (572_522, "6 d 15 h 2 min 2 s", "6 days, 15 hours, 2 minutes and 2 seconds"),
            (90_060, "1 d 1 h 1 min", "1 day, 1 hour and 1 minute"),
            (7_201, "2 h 1 s", "2 hours and 1 second"),
        ] {
            assert_eq!(Lifetime { secs }.in_words(), short);
            assert_eq!(Lifetime { secs }.spelled_out(), long);
        }
    }

    #[test]
    fn an_expiry_never_overflows() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(Lifetime { secs: 90 }.expiry(now).as_second(), 90);
        assert_eq!(Lifetime { secs: u64::MAX }.expiry(now), Timestamp::MAX);
    }
}
