//! What the platform made of a request: compared with what was meant, for it has the last word.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::lifetime::{Lifetime, moment_words};

/// The clocks and the way to the platform may account for this much.
const TOLERANCE_SECS: u64 = 60;

/// When a token was meant to end: as long after its creation, by the platform's own clock where that is told, as was
/// asked for.
pub fn meant_expiry(lifetime: Lifetime, created: Option<Timestamp>, asked_at: Timestamp) -> Timestamp {
    lifetime.expiry(created.unwrap_or(asked_at))
}

/// A sentence when the token does not end when it was meant to: by more than a minute, or at no known time.
pub fn expiry_alarm(meant: Timestamp, made: Option<Timestamp>, zone: &TimeZone) -> Option<String> {
    let meant_words = moment_words(meant, zone);
    let Some(made) = made else {
        return Some(format!(
            "The platform did not say when this token ends; {meant_words} was meant. Look in the list."
        ));
    };
    let off_secs = (made.as_second() - meant.as_second()).unsigned_abs();
    if off_secs <= TOLERANCE_SECS {
        return None;
    }
    let side = if made < meant { "earlier" } else { "later" };
    Some(format!(
        "This token ends {} {side} than was meant: {} instead of {meant_words}. Revoke it, or make sure that this is what you want.",
        Lifetime { secs: off_secs }.in_words(),
        moment_words(made, zone),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_more_than_a_minute_is_an_alarm() {
        let at = |secs| Timestamp::from_second(secs).unwrap_or_default();
        let alarm = |made| expiry_alarm(at(1_000_000), made, &TimeZone::UTC);
        assert_eq!(alarm(Some(at(1_000_000))), None);
        assert_eq!(alarm(Some(at(1_000_060))), None);
        assert_eq!(alarm(Some(at(999_940))), None);
        assert!(alarm(Some(at(1_000_061))).is_some_and(|words| words.contains("1 min 1 s later")));
        assert!(alarm(Some(at(395_200))).is_some_and(|words| words.contains("7 d earlier")));
        assert!(alarm(None).is_some());
    }
}
