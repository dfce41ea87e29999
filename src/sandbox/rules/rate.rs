//! How often a person may ask (the protocol notes, section 10): sliding windows, counted for each person.

use std::collections::{HashMap, VecDeque};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Meter {
    /// Any request of a person: 360 per 60 s.
    Requests,
    /// Logins with one e-mail address: 15 per 300 s.
    Logins,
    /// Sharing keys asked for by a person: 5 per 300 s.
    SharingKeys,
    /// Wrong one-time codes of a person: 3 per 60 s.
    WrongCodes,
}

impl Meter {
    const fn allowed(self) -> (usize, i64) {
        match self {
            Self::Requests => (360, 60_000),
            Self::Logins => (15, 300_000),
            Self::SharingKeys => (5, 300_000),
            Self::WrongCodes => (3, 60_000),
        }
    }
}

/// The moments of recent requests, by meter and person.
#[derive(Default)]
pub(crate) struct RateLimits(HashMap<(Meter, String), VecDeque<i64>>);

/// Above this many meters, those that have run out are dropped: made-up e-mail addresses cannot fill the memory.
const CROWDED: usize = 4096;

impl RateLimits {
    /// Counts one more at `now_ms`. Over the limit nothing is counted, and the error is how many whole seconds
    /// to wait (at least one).
    pub(crate) fn count(&mut self, meter: Meter, who: &str, now_ms: i64) -> Result<(), u64> {
        self.check(meter, who, now_ms)?;
        if self.0.len() > CROWDED {
            self.0.retain(|(meter, _), moments| {
                moments.back().is_some_and(|last| now_ms.saturating_sub(*last) < meter.allowed().1)
            });
        }
        self.0.entry((meter, who.to_owned())).or_default().push_back(now_ms);
        Ok(())
    }

    /// Forgets all that was counted.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }

    /// The same without counting.
    pub(crate) fn check(&mut self, meter: Meter, who: &str, now_ms: i64) -> Result<(), u64> {
        let (most, window_ms) = meter.allowed();
        let Some(moments) = self.0.get_mut(&(meter, who.to_owned())) else { return Ok(()) };
        moments.retain(|moment| (now_ms.saturating_sub(window_ms)..=now_ms).contains(moment));
        match moments.front() {
            Some(first) if moments.len() >= most => {
                let wait_ms = window_ms.saturating_sub(now_ms.saturating_sub(*first)).saturating_add(1);
                Err(u64::try_from(wait_ms).unwrap_or(0).div_ceil(1000).max(1))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteenth_login_waits_until_the_first_is_out_of_the_window() {
        let mut rates = RateLimits::default();
        for second in 0..15 {
            assert_eq!(rates.count(Meter::Logins, "a@b.example", second * 1000), Ok(()));
        }
        assert_eq!(rates.count(Meter::Logins, "a@b.example", 20_000), Err(281));
        assert_eq!(rates.count(Meter::Logins, "other@b.example", 20_000), Ok(()), "each address on its own");
        assert_eq!(rates.count(Meter::Logins, "a@b.example", 301_000), Ok(()));
    }

    #[test]
    fn setting_the_clock_back_forgets_the_future() {
        let mut rates = RateLimits::default();
        for _ in 0..3 {
            assert_eq!(rates.count(Meter::WrongCodes, "x", 1_000_000), Ok(()));
        }
        assert!(rates.check(Meter::WrongCodes, "x", 1_000_001).is_err());
        assert_eq!(rates.check(Meter::WrongCodes, "x", 0), Ok(()));
    }
}
