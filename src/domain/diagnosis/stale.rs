//! What is said of an answer that was used although it was signed at another time. Version 2 of the signatures only warns
//! of it, where version 3 refuses the answer (protocol notes, section 2).

use super::advice::Advice;
use super::cause::ErrorCause;
use super::facts::{ErrorFacts, FailureKind};
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::TimeLeft;

/// What is the case, and what to do next. `question` is the method and the path that was asked, and `ago_ms` how long before
/// its arrival the answer was signed, below zero where its time was still to come; `server_ahead_secs` is how far the server's
/// clock is ahead of this machine's, if measured. It stays true however long it stands on the screen.
pub fn of_stale_answer(question: &str, ago_ms: i64, server_ahead_secs: Option<i64>) -> Advice {
    let away = TimeLeft::Secs(ago_ms.unsigned_abs() / 1_000).in_words();
    let when = if ago_ms < 0 {
        format!("with a time {away} after it came")
    } else {
        format!("{away} before it came")
    };
    let question = visible(question);
    let what = format!(
        "BitGo's answer to {question} was signed {when}. It was used, because version 2 signatures cannot rule out an old answer: what \
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
            (
                720_000,
                None,
                "answer to GET /api/v2/wallets was signed 12 min before it came.",
                "whether a proxy repeats old answers, then refresh.",
            ),
            (
                90_000_000,
                Some(3),
                "signed 1 d 1 h before it came.",
                "Check this computer's clock and whether a proxy",
            ),
            (
                -120_000,
                Some(120),
                "signed with a time 2 min after it came.",
                "preferably from network time, and refresh.",
            ),
            (i64::MIN, None, "after it came.", "then refresh."),
        ] {
            let said = of_stale_answer("GET /api/v2/wallets", ago_ms, ahead_secs);
            assert!(said.what.contains(when), "{said:?}");
            assert!(said.next.contains(next), "{said:?}");
            assert!(said.next.ends_with("refresh. Check any change that you made meanwhile."), "{said:?}");
            assert!(!said.next.contains("try again"), "{said:?}");
        }
    }
}
