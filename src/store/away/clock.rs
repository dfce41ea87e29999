//! Sleep as the clock shows it: more time has gone by than this program waited.

use std::thread;
use std::time::{Duration, SystemTime};

use super::Away;

/// So long between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);
/// So much may be missing before it was sleep; clocks are set right by less.
const SLEEP_AT_LEAST: Duration = Duration::from_mins(1);

/// Looks at the clock for as long as the program runs.
pub(super) fn watch(tell: &(dyn Fn(Away) + Send + Sync)) {
    let mut before = SystemTime::now();
    loop {
        thread::sleep(BETWEEN_LOOKS);
        let now = SystemTime::now();
        if is_jump(before, now) {
            tell(Away::ClockJumped);
        }
        before = now;
    }
}

/// Whether more time lies between two looks than was waited. A clock that was set back is no sleep.
fn is_jump(before: SystemTime, now: SystemTime) -> bool {
    now.duration_since(before).is_ok_and(|gone| gone > BETWEEN_LOOKS + SLEEP_AT_LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_more_than_a_minute_too_much_is_a_jump() {
        let then = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        for (secs, is_one) in [(15, false), (74, false), (76, true), (7_200, true)] {
            assert_eq!(is_jump(then, then + Duration::from_secs(secs)), is_one, "{secs}");
        }
        assert!(!is_jump(then, then - Duration::from_hours(1)), "set back");
    }
}
