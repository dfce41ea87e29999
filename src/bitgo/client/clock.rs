//! The server's clock against this computer's, from the `Date` header of any answer.
//!
//! A clock that is off shows as 401s (the protocol notes, section 2), so it is measured before it hurts.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// How far the server's clock is ahead of this computer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// In seconds; negative when the server is behind. Exact to about a second and half the round trip.
    pub server_ahead_secs: i64,
}

impl ClockReading {
    /// From an answer's `Date`, which names the second in which the server began to answer: about half a
    /// round trip after the request was sent, and half a second after the whole second that it names.
    pub(super) fn measure(date: &str, sent_at: Timestamp, round_trip: Duration) -> Option<Self> {
        let server_ms = http_date(date)?.as_millisecond() + 500;
        let half_trip_ms = i64::try_from(round_trip.as_millis() / 2).ok()?;
        let here_ms = sent_at.as_millisecond().checked_add(half_trip_ms)?;
        let ahead_ms = server_ms.checked_sub(here_ms)?;
        let server_ahead_secs = (ahead_ms + ahead_ms.signum() * 500) / 1000;
        Some(Self { server_ahead_secs })
    }
}

/// Reads a date as HTTP headers hold it (`Fri, 20 Nov 2026 12:00:00 GMT`).
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn half_the_round_trip_is_taken_off() {
        let sent_at: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        for (date, round_trip_secs, ahead) in [
            ("Fri, 20 Nov 2026 12:00:00 GMT", 1, 0),
            ("Fri, 20 Nov 2026 12:00:10 GMT", 20, 1),
            ("Fri, 20 Nov 2026 12:05:00 GMT", 1, 300),
            ("Fri, 20 Nov 2026 11:58:00 GMT", 1, -120),
        ] {
            let reading = ClockReading::measure(date, sent_at, Duration::from_secs(round_trip_secs)).unwrap();
            assert_eq!(reading.server_ahead_secs, ahead, "{date}");
        }
        assert_eq!(ClockReading::measure("yesterday", sent_at, Duration::ZERO), None);
    }
}
