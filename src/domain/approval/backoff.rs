//! When a list that others change too is read again by itself: soon while somebody looks, ever more rarely while nobody
//! does or while it fails.

use std::time::Duration;

/// Between two readings while the window is in front.
pub const WHILE_LOOKING: Duration = Duration::from_secs(30);
/// No pause becomes longer than this many of the shortest.
const LONGEST_TIMES: u32 = 10;

/// What the next reading depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RefreshBackoff {
    /// Whether the window is in front.
    pub is_in_front: bool,
    /// Readings since it was in front last.
    pub readings_unseen: u32,
    /// Readings that failed in a row, the last one among them.
    pub failures: u32,
}

impl RefreshBackoff {
    /// How long after the end of the last reading the next one is due; `shortest` while somebody looks and all is well. It
    /// doubles with each reading that nobody saw and with each that failed, up to ten times the shortest.
    pub fn pause(&self, shortest: Duration) -> Duration {
        let unseen = if self.is_in_front { 0 } else { self.readings_unseen.saturating_add(1) };
        let doublings = unseen.max(self.failures).min(LONGEST_TIMES);
        shortest.saturating_mul((1 << doublings).min(LONGEST_TIMES))
    }

    /// A reading has come to its end.
    pub fn read(&mut self, has_failed: bool) {
        self.failures = if has_failed { self.failures.saturating_add(1) } else { 0 };
        self.readings_unseen = if self.is_in_front { 0 } else { self.readings_unseen.saturating_add(1) };
    }

    /// The window has come to the front, or gone from it.
    pub fn observe(&mut self, is_in_front: bool) {
        self.is_in_front = is_in_front;
        if is_in_front {
            self.readings_unseen = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_the_more_rarely_the_less_it_brings() {
        for (is_in_front, readings_unseen, failures, secs) in [
            (true, 0, 0, 30),
            (true, 7, 0, 30),
            (true, 0, 1, 60),
            (true, 0, 2, 120),
            (true, 0, 4, 300),
            (true, 0, u32::MAX, 300),
            (false, 0, 0, 60),
            (false, 1, 0, 120),
            (false, 2, 0, 240),
            (false, 3, 0, 300),
            (false, u32::MAX, 0, 300),
            (false, 0, 3, 240),
            (false, 3, 1, 300),
        ] {
            let backoff = RefreshBackoff { is_in_front, readings_unseen, failures };
            assert_eq!(backoff.pause(WHILE_LOOKING).as_secs(), secs, "{backoff:?}");
        }
    }

    #[test]
    fn looking_again_and_success_start_over() {
        let mut backoff = RefreshBackoff::default();
        let mut pauses = Vec::new();
        for has_failed in [false, false, true, true] {
            backoff.read(has_failed);
            pauses.push(backoff.pause(WHILE_LOOKING).as_secs());
        }
        assert_eq!(pauses, [120, 240, 300, 300]);
        backoff.observe(true);
        assert_eq!(backoff.pause(WHILE_LOOKING).as_secs(), 120, "two failures are not forgotten");
        backoff.read(false);
        assert_eq!(backoff.pause(WHILE_LOOKING), WHILE_LOOKING);
    }
}
