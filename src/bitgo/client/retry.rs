//! When a GET is tried again, and after how long (the protocol notes, section 10: only GETs, with backoff
//! and `Retry-After`).

use super::clock::http_date;
use jiff::Timestamp;
use std::time::Duration;

/// How GETs are tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRule {
    /// How often at most, the first try counted.
    pub tries: u32,
    /// The pause before the second try; it doubles each time, less up to half by chance.
    pub first_pause: Duration,
    /// No new try begins when its pause would end later than this after the first try began.
    pub within: Duration,
}

impl Default for RetryRule {
    fn default() -> Self {
        Self { tries: 4, first_pause: Duration::from_millis(400), within: Duration::from_mins(2) }
    }
}

impl RetryRule {
    /// The pause before the next try, or `None` to give up. `tried` counts the tries made so far.
    pub(super) fn pause(
        &self,
        tried: u32,
        elapsed: Duration,
        asked_to_wait: Option<Duration>,
    ) -> Option<Duration> {
        if tried >= self.tries {
            return None;
        }
        let longest = self.first_pause.saturating_mul(1 << (tried.max(1) - 1).min(10));
        let longest_ms = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX);
        let own = Duration::from_millis(rand::random_range(longest_ms / 2..=longest_ms));
        // What the server asks for is a lower bound; the jitter keeps many clients from coming back at once.
        let pause = asked_to_wait.map_or(own, |asked| asked.saturating_add(own / 4));
        (elapsed.saturating_add(pause) <= self.within).then_some(pause)
    }
}

/// Reads `Retry-After`: seconds, or an HTTP date against this computer's clock.
pub(super) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(secs) = text.trim().parse::<u64>() {
        return Some(Duration::from_secs(secs));
    }
    let wait_ms = http_date(text)?.as_millisecond() - now.as_millisecond();
    Some(Duration::from_millis(u64::try_from(wait_ms).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let rule = RetryRule::default();
        for _ in 0..50 {
            let pause = |tried| rule.pause(tried, Duration::ZERO, None);
            assert!((200..=400).contains(&pause(1).unwrap().as_millis()));
            assert!((800..=1600).contains(&pause(3).unwrap().as_millis()));
            assert_eq!(pause(4), None);
        }
        let asked =
            |secs, elapsed| rule.pause(1, Duration::from_secs(elapsed), Some(Duration::from_secs(secs)));
        assert!(asked(30, 0).unwrap() >= Duration::from_secs(30));
        assert_eq!(asked(130, 0), None, "longer than anybody waits");
        assert_eq!(asked(60, 80), None);
        assert_eq!(asked(u64::MAX, 0), None);
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let read = |text| retry_after(text, now).map(|it| it.as_secs());
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("Fri, 20 Nov 2026 12:01:30 GMT"), Some(90));
        assert_eq!(read("Fri, 20 Nov 2026 11:00:00 GMT"), Some(0));
        assert_eq!(read("soon"), None);
        assert_eq!(read("-5"), None);
    }
}
