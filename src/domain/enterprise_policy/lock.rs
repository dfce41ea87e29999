//! Whether a rule of the Policy Builder can still be changed (spec: `locked`, `lockType`, `lockDate`). The vendor locks one
//! 48 hours after it was made.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::domain::open_enum::words;

words! {
    /// How a rule is locked.
    LockKind {
        /// From a date on.
        AfterDate = "LOCK_AFTER_DATE",
        /// For good.
        Permanent = "PERMANENT",
        /// Not at all; a word of requests.
        Never = "NEVER",
    }
}

/// What the platform says of a rule's lock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleLock {
    /// Whether it is locked, where it is told.
    pub is_locked: Option<bool>,
    /// How; none where it is not told.
    pub kind: Option<LockKind>,
    /// From when on.
    pub date: Option<Timestamp>,
}

/// Whether a rule can still be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockState {
    /// It can, and nothing says until when.
    Open,
    /// It can, until then.
    OpenUntil(Timestamp),
    /// It cannot, since then where it is known.
    Locked(Option<Timestamp>),
    /// It cannot, for good.
    Permanent,
    /// The platform does not say.
    NotTold,
}

impl RuleLock {
    /// Whether the rule can be changed at `now`.
    pub fn state(&self, now: Timestamp) -> LockState {
        match (self.kind.as_ref(), self.date) {
            (Some(LockKind::Permanent), _) if self.is_locked != Some(false) => LockState::Permanent,
            (Some(LockKind::Never), _) if self.is_locked != Some(true) => LockState::Open,
            (_, date) if self.is_locked == Some(true) => LockState::Locked(date.filter(|at| *at <= now)),
            (Some(LockKind::AfterDate) | None, Some(at)) if at <= now => LockState::Locked(Some(at)),
            (Some(LockKind::AfterDate) | None, Some(at)) => LockState::OpenUntil(at),
            _ if self.is_locked == Some(false) => LockState::Open,
            _ => LockState::NotTold,
        }
    }
}

impl LockState {
    /// In two or three words, for a badge.
    pub fn word(self, now: Timestamp) -> String {
        match self {
            Self::Open => "not locked".to_owned(),
            Self::OpenUntil(until) => format!("locks in {}", TimeLeft::until(until, now).in_words()),
            Self::Locked(_) => "locked".to_owned(),
            Self::Permanent => "locked permanently".to_owned(),
            Self::NotTold => "lock unknown".to_owned(),
        }
    }

    /// In a sentence: what it means for whoever wants to change the rule.
    pub fn sentence(self, now: Timestamp, zone: &TimeZone) -> String {
        match self {
            Self::Open => "Not locked: it can be changed and removed.".to_owned(),
            Self::OpenUntil(until) => format!(
                "Locks in {} ({}). After that it has to be unlocked by BitGo before it can be changed.",
                TimeLeft::until(until, now).in_words(),
                moment_words(until, zone)
            ),
            Self::Locked(Some(since)) => format!(
                "Locked since {}. BitGo has to unlock it before it can be changed.",
                moment_words(since, zone)
            ),
            Self::Locked(None) => "Locked. BitGo has to unlock it before it can be changed.".to_owned(),
            Self::Permanent => "Locked permanently.".to_owned(),
            Self::NotTold => "BitGo does not report whether it is locked.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_lock_is_what_the_platform_says_of_it() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (now, past, ahead) =
            (at("2026-11-20T12:00:00Z"), at("2026-11-13T14:49:48Z"), at("2026-11-21T17:00:00Z"));
        for (is_locked, kind, date, state, word) in [
            (Some(true), "PERMANENT", None, LockState::Permanent, "locked permanently"),
            (Some(true), "LOCK_AFTER_DATE", Some(past), LockState::Locked(Some(past)), "locked"),
            (Some(false), "LOCK_AFTER_DATE", Some(ahead), LockState::OpenUntil(ahead), "locks in 1 d 5 h"),
            // What was told may be older than the lock.
            (Some(false), "LOCK_AFTER_DATE", Some(past), LockState::Locked(Some(past)), "locked"),
            (Some(true), "LOCK_AFTER_DATE", Some(ahead), LockState::Locked(None), "locked"),
            (Some(false), "NEVER", None, LockState::Open, "not locked"),
            (Some(true), "NEVER", None, LockState::Locked(None), "locked"),
            (Some(false), "", None, LockState::Open, "not locked"),
            (None, "", Some(ahead), LockState::OpenUntil(ahead), "locks in 1 d 5 h"),
            (Some(true), "WITH_A_KEY", None, LockState::Locked(None), "locked"),
            (None, "WITH_A_KEY", Some(past), LockState::NotTold, "lock unknown"),
            (None, "", None, LockState::NotTold, "lock unknown"),
        ] {
            let kind = Some(kind).filter(|it| !it.is_empty()).map(LockKind::from_word);
            let lock = RuleLock { is_locked, kind, date };
            assert_eq!(lock.state(now), state, "{lock:?}");
            assert_eq!(lock.state(now).word(now), word, "{lock:?}");
        }
        let said = LockState::OpenUntil(ahead).sentence(now, &TimeZone::UTC);
        assert!(said.starts_with("Locks in 1 d 5 h (Sat 21 Nov 2026, 17:00)"), "{said}");
    }
}
