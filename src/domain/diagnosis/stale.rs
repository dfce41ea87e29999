//! What is said of an answer that was used although it was signed at another time. Version 2 of the signatures only warns
//! of it, where version 3 refuses the answer (protocol notes, section 2).

use super::advice::Advice;
use super::cause::ErrorCause;
use super::facts::{ErrorFacts, FailureKind};
use crate::domain::lifetime::TimeLeft;

/// What is the case, and what to do next. `ago_ms` is how long before now the answer was signed, below zero where its time
/// is still to come; `server_ahead_secs` is how far the server's clock is ahead of this machine's, if measured.
pub fn of_stale_answer(ago_ms: i64, server_ahead_secs: Option<i64>) -> Advice {
    let away = TimeLeft::Secs(ago_ms.unsigned_abs() / 1_000).in_words();
    let when = if ago_ms < 0 { format!("{away} in the future") } else { format!("{away} ago") };
    let what = format!(
        "BitGo's answer was signed {when}. It was used, because version 2 signatures cannot rule out an old answer: what \
         is shown may be out of date."
    );
    // Version 3 refuses the answer for the same reason, so one rule tells what the reason is.
    let facts = ErrorFacts { kind: FailureKind::StaleAnswer, server_ahead_secs, ..ErrorFacts::default() };
    let next = match facts.cause() {
        ErrorCause::ClockOff => "Set this computer's clock, preferably from network time, and refresh.",
        _ => "Check this computer's clock and whether a proxy repeats old answers, then refresh.",
    };
    Advice { what, next: format!("{next} Check any change that you made meanwhile.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_when_it_was_signed_and_names_a_clock_that_is_off() {
        for (ago_ms, ahead_secs, when, next) in [
            (720_000, None, "signed 12 min ago.", "whether a proxy repeats old answers, then refresh."),
            (90_000_000, Some(3), "signed 1 d 1 h ago.", "Check this computer's clock and whether a proxy"),
            (
                -120_000,
                Some(120),
                "signed 2 min in the future.",
                "preferably from network time, and refresh.",
            ),
            (i64::MIN, None, "in the future.", "then refresh."),
        ] {
            let said = of_stale_answer(ago_ms, ahead_secs);
            assert!(said.what.contains(when), "{said:?}");
            assert!(said.next.contains(next), "{said:?}");
            assert!(said.next.ends_with("refresh. Check any change that you made meanwhile."), "{said:?}");
            assert!(!said.next.contains("try again"), "{said:?}");
        }
    }
}
