//! How long a share has waited, and when that is long.

use jiff::Timestamp;

use crate::domain::lifetime::TimeLeft;

/// From this many days on an invitation that nobody has answered is marked: most are answered within a few.
const LONG_DAYS: u64 = 7;

/// The age of something in words, such as "2 d 3 h".
pub fn age_in_words(since: Timestamp, now: Timestamp) -> String {
    TimeLeft::until(now.max(since), since).in_words()
}

/// Whether something waits for so long that it looks forgotten.
pub fn waits_for_long(since: Timestamp, now: Timestamp) -> bool {
    !TimeLeft::until(now, since).is_under_days(LONG_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_long() {
        let at = |secs| Timestamp::from_second(secs).unwrap_or_default();
        let day = 86_400;
        for (now, long, words) in [
            (-5, false, "under a minute"),
            (0, false, "under a minute"),
            (7 * day - 1, false, "6 d 23 h"),
            (7 * day, true, "7 d"),
            (60 * day, true, "60 d"),
        ] {
            assert_eq!(waits_for_long(at(0), at(now)), long, "{now}");
            assert_eq!(age_in_words(at(0), at(now)), words, "{now}");
        }
    }
}
