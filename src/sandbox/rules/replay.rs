//! Auth V3 accepts every HMAC once: valid ones are kept as long as their request could still be in the window.

use std::collections::BTreeSet;

use crate::bitgo::signing::WINDOW_BACK_MS;

/// The valid V3 requests that could still be replayed, by time and HMAC.
#[derive(Default)]
pub(crate) struct SeenRequests(BTreeSet<(i64, [u8; 32])>);

impl SeenRequests {
    /// Remembers a request; false where this very one came before. `timestamp_ms` and `now_ms` count from 1970.
    pub(crate) fn is_first(&mut self, timestamp_ms: i64, hmac: [u8; 32], now_ms: i64) -> bool {
        let horizon = now_ms.saturating_sub(WINDOW_BACK_MS);
        self.0 = self.0.split_off(&(horizon, [0; 32]));
        self.0.insert((timestamp_ms, hmac))
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_once_and_is_forgotten_when_its_window_is_over() {
        let mut seen = SeenRequests::default();
        assert!(seen.is_first(1_000, [1; 32], 1_000));
        assert!(!seen.is_first(1_000, [1; 32], 2_000));
        assert!(seen.is_first(1_000, [2; 32], 2_000), "another request in the same millisecond");
        assert!(seen.is_first(900_000, [3; 32], 900_000));
        assert_eq!(seen.len(), 1, "what can no longer be replayed takes no memory");
    }
}
