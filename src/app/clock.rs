//! The clocks: this computer's to the minute, and a warning where the platform's is another one.

use jiff::Timestamp;

/// From this difference on, in seconds, the clock is spoken of before it becomes a refusal.
const TOLERANCE_SECS: i64 = 60;

/// What is to be said of a clock that is off; nothing while it is not.
pub fn warning(server_ahead_secs: i64) -> Option<String> {
    (server_ahead_secs.abs() > TOLERANCE_SECS).then(|| {
        let side = if server_ahead_secs > 0 { "behind" } else { "ahead of" };
        format!(
            "This computer's clock is {} s {side} BitGo's. Correct it: BitGo refuses requests that seem more than five minutes \
             old.",
            server_ahead_secs.abs()
        )
    })
}

/// Now, on the next full minute: what is shown stays still between two looks, and a token never outlives the moment that
/// was shown for it.
pub fn next_full_minute() -> Timestamp {
    let now = Timestamp::now();
    let secs = now.as_second();
    Timestamp::from_second(secs - secs.rem_euclid(60) + 60).unwrap_or(now)
}
