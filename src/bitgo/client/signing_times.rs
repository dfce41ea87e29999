//! With which time a request is signed: now, or the next millisecond that none was signed with yet. Two equal requests
//! signed with one time have the same HMAC, and the server rejects the second as a replay.
//!
//! A clock that is set back is followed at once: a server would reject what is signed with the time of before.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::bitgo::signing::{WINDOW_AHEAD_MS, WINDOW_BACK_MS};

/// So long after it was used, no server takes a time any more: the whole window in which it takes one has passed.
const REMEMBERED_FOR: Duration = Duration::from_millis((WINDOW_BACK_MS + WINDOW_AHEAD_MS) as u64);

/// The times that requests were signed with a short while ago, and how long the program ran when they were. That
/// duration is of a clock that nobody sets.
#[derive(Default)]
pub(super) struct SigningTimes(BTreeMap<i64, Duration>);

impl SigningTimes {
    /// The first millisecond from `now_ms` on that is not taken; it is taken by this.
    pub(super) fn take(&mut self, now_ms: i64, running_for: Duration) -> i64 {
        self.0.retain(|_, used| running_for.saturating_sub(*used) <= REMEMBERED_FOR);
        let mut free_ms = now_ms;
        for taken_ms in self.0.range(now_ms..).map(|(taken_ms, _)| *taken_ms) {
            if taken_ms != free_ms {
                break;
            }
            free_ms = free_ms.saturating_add(1);
        }
        self.0.insert(free_ms, running_for);
        free_ms
    }
}

/// As [`SigningTimes::take`], for everything that this process signs: two clients may have one token.
pub(super) fn take(now_ms: i64) -> i64 {
    static TAKEN: Mutex<Option<(Instant, SigningTimes)>> = Mutex::new(None);
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (began, times) = taken.get_or_insert_with(|| (Instant::now(), SigningTimes::default()));
    times.take(now_ms, began.elapsed())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;
    use std::collections::{HashMap, HashSet};

    const DAY_MS: i64 = 86_400_000;
    const T: i64 = 1_780_000_000_000;

    #[test]
    fn a_request_is_signed_with_now_whatever_the_clock_said_before() {
        for (name, clock, signed) in [
            ("it runs", vec![T, T + 1, T + 900], vec![T, T + 1, T + 900]),
            ("one millisecond", vec![T, T, T], vec![T, T + 1, T + 2]),
            ("the nudged are caught up with", vec![T, T, T + 1, T + 2], vec![T, T + 1, T + 2, T + 3]),
            ("set back by a day", vec![T, T - DAY_MS, T - DAY_MS], vec![T, T - DAY_MS, T - DAY_MS + 1]),
            ("set back by 2 ms", vec![T, T + 1, T, T + 9], vec![T, T + 1, T + 2, T + 9]),
            ("set forward and back", vec![T, T + DAY_MS, T + 5], vec![T, T + DAY_MS, T + 5]),
            ("before 1970", vec![-1, -1, -5], vec![-1, 0, -5]),
        ] {
            let mut times = SigningTimes::default();
            let taken: Vec<i64> = clock.iter().map(|now_ms| times.take(*now_ms, Duration::ZERO)).collect();
            assert_eq!(taken, signed, "{name}");
        }
    }

    #[test]
    fn what_no_server_takes_any_more_is_forgotten() {
        let mut times = SigningTimes::default();
        assert_eq!(times.take(T, Duration::ZERO), T);
        assert_eq!(times.take(T, REMEMBERED_FOR), T + 1, "a server may still have seen the first");
        assert_eq!(times.take(T, REMEMBERED_FOR + Duration::from_millis(1)), T);
        assert_eq!(times.0.len(), 2);
    }

    #[test]
    fn several_threads_never_sign_with_one_time_nor_far_ahead() {
        const THREADS: usize = 8;
        const EACH: usize = 300;
        // Nobody else in this process signs at this time.
        let now_ms = T - 9 * DAY_MS;
        let sign = || (0..EACH).map(|_| take(now_ms)).collect::<Vec<_>>();
        let signed: Vec<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(sign)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        let all = i64::try_from(THREADS * EACH).unwrap();
        assert_eq!(signed.iter().collect::<HashSet<_>>().len(), THREADS * EACH);
        assert_eq!((signed.iter().min(), signed.iter().max()), (Some(&now_ms), Some(&(now_ms + all - 1))));
        assert_eq!(take(now_ms - DAY_MS), now_ms - DAY_MS);
    }

    proptest! {
        /// The clock does what it likes: it stands still, runs, and is set to any time.
        #[test]
        fn no_time_is_used_twice_in_a_window_and_none_is_left_out(
            readings in prop::collection::vec((prop_oneof![-3_i64..4, -DAY_MS..DAY_MS], 0_u64..90_000), 1..120)
        ) {
            let (mut times, mut now_ms, mut running_for) = (SigningTimes::default(), T, Duration::ZERO);
            let mut used: HashMap<i64, Duration> = HashMap::new();
            for (moved_ms, passed_ms) in readings {
                now_ms += moved_ms;
                running_for += Duration::from_millis(passed_ms);
                let signed_ms = times.take(now_ms, running_for);
                let is_taken = |at: &i64| used.get(at).is_some_and(|then| running_for.saturating_sub(*then) <= REMEMBERED_FOR);
                prop_assert!(signed_ms >= now_ms);
                prop_assert!(!is_taken(&signed_ms), "{signed_ms} twice");
                prop_assert!((now_ms..signed_ms).all(|earlier| is_taken(&earlier)), "{signed_ms} at {now_ms}");
                used.insert(signed_ms, running_for);
            }
        }
    }
}
