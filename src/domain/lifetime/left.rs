//! How long something still lasts, at a glance.

use jiff::Timestamp;

use super::duration::{DAY_SECS, Lifetime};

/// How many days before its end a token is spoken of, the earliest first.
pub const DAYS_AHEAD: [u8; 3] = [14, 7, 1];

const MINUTE_SECS: u64 = 60;
const HOUR_SECS: u64 = 3_600;

/// The time something has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeLeft {
    /// It is over.
    Over,
    /// Whole seconds are left, perhaps none.
    Secs(u64),
}

impl TimeLeft {
    /// The time from `now` to `expires`.
    pub fn until(expires: Timestamp, now: Timestamp) -> Self {
        u64::try_from(expires.as_second() - now.as_second()).map_or(Self::Over, Self::Secs)
    }

    /// Whole seconds; zero for what is over.
    pub fn secs(self) -> u64 {
        match self {
            Self::Over => 0,
            Self::Secs(secs) => secs,
        }
    }

    /// The time in at most two units, rounded down: the exact moment stands beside it.
    pub fn in_words(self) -> String {
        let secs = match self {
            Self::Over => return "expired".to_owned(),
            Self::Secs(0..MINUTE_SECS) => return "under a minute".to_owned(),
            Self::Secs(secs) if secs < DAY_SECS => secs / MINUTE_SECS * MINUTE_SECS,
            Self::Secs(secs) if secs < 30 * DAY_SECS => secs / HOUR_SECS * HOUR_SECS,
            Self::Secs(secs) => secs / DAY_SECS * DAY_SECS,
        };
        Lifetime { secs }.in_words()
    }

    /// Whether less than so many days are left.
    pub fn is_under_days(self, days: u64) -> bool {
        self < Self::Secs(days * DAY_SECS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_said_in_two_units() {
        let now = Timestamp::UNIX_EPOCH;
        for (secs, words) in [
            (-1, "expired"),
            (0, "under a minute"),
            (59, "under a minute"),
            (61, "1 min"),
            (3_661, "1 h 1 min"),
            (572_522, "6 d 15 h"),
            (30 * 86_400 + 7_200, "30 d"),
            (90 * 86_400 - 1, "89 d"),
        ] {
            let expires = Timestamp::from_second(secs).unwrap_or_default();
            assert_eq!(TimeLeft::until(expires, now).in_words(), words, "{secs}");
        }
    }

    #[test]
    fn what_is_over_is_under_any_number_of_days() {
        assert!(TimeLeft::Over.is_under_days(1));
        assert!(TimeLeft::Secs(86_399).is_under_days(1));
        assert!(!TimeLeft::Secs(86_400).is_under_days(1));
    }
}
