//! Whether a rule can still be changed. One that is not touched for 48 hours locks: from then on only the platform's
//! support changes it (the protocol notes, section 9).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::lifetime::{TimeLeft, moment_words};

/// Whether a rule can still be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// By the wallet's admins, until then.
    Open {
        /// When it locks.
        until: Timestamp,
    },
    /// Only by the platform's support.
    Locked {
        /// Since when.
        since: Timestamp,
    },
    /// By the wallet's admins, but only with the platform's approval, at any time (spec: `managed`).
    Managed,
    /// The platform does not report when it locks.
    NotTold,
}

impl Lock {
    /// Whether the wallet's admins cannot change it by themselves.
    pub fn is_locked(self) -> bool {
        matches!(self, Self::Locked { .. } | Self::Managed)
    }

    /// Whether its admins cannot even ask for a change: of a managed rule they can, and the platform approves it.
    pub fn bars_change(self) -> bool {
        matches!(self, Self::Locked { .. })
    }

    /// In two or three words, for a badge.
    pub fn word(self, now: Timestamp) -> String {
        match self {
            Self::Open { until } => format!("locks in {}", TimeLeft::until(until, now).in_words()),
            Self::Locked { .. } => "locked".to_owned(),
            Self::Managed => "managed".to_owned(),
            Self::NotTold => "lock unknown".to_owned(),
        }
    }

    /// In a sentence: what it means for whoever wants to change the rule.
    pub fn sentence(self, now: Timestamp, zone: &TimeZone) -> String {
        match self {
            Self::Open { until } => format!(
                "Locks in {} ({}). After that, only BitGo support can change or remove it.",
                TimeLeft::until(until, now).in_words(),
                moment_words(until, zone)
            ),
            Self::Locked { since } => format!(
                "Locked since {}. Only BitGo support can change or remove it.",
                moment_words(since, zone)
            ),
            Self::Managed => "Does not lock, but BitGo support has to approve every change.".to_owned(),
            Self::NotTold => "BitGo does not report when it locks.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_lock_says_what_it_means() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (lock, word, sentence, is_locked) in [
            (
                Lock::Open { until: at("2026-11-21T17:00:00Z") },
                "locks in 1 d 5 h",
                "Locks in 1 d 5 h (Sat 21 Nov 2026, 17:00)",
                false,
            ),
            (Lock::Locked { since: at("2026-11-01T00:00:00Z") }, "locked", "since Sun 1 Nov 2026", true),
            (Lock::Managed, "managed", "BitGo support has to approve", true),
            (Lock::NotTold, "lock unknown", "does not report", false),
        ] {
            assert_eq!((lock.word(now).as_str(), lock.is_locked()), (word, is_locked));
            assert_eq!(lock.bars_change(), word == "locked", "{word}");
            let said = lock.sentence(now, &TimeZone::UTC);
            assert!(said.contains(sentence), "{said}");
        }
    }
}
