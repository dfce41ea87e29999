//! The two sentences for each case.

use super::cause::ErrorCause;
use super::facts::{ErrorFacts, Operation};
use crate::domain::scope::scope;
use crate::domain::text::one_line;

/// No sentence of a server needs more characters on the screen.
const MAX_QUOTED_CHARS: usize = 300;

/// What happened, and what to do next: one sentence each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Advice {
    /// What is the case.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl ErrorFacts {
    /// What happened and what to do next.
    pub fn advice(&self) -> Advice {
        Advice::of(self)
    }
}

impl Advice {
    fn of(fault: &ErrorFacts) -> Self {
        let cause = fault.cause();
        let (what, next) = fixed(cause);
        let what = what.map_or_else(|| reported(cause, fault), str::to_owned);
        let next = next.map_or_else(|| to_do(cause, fault), str::to_owned);
        Self { what, next }
    }
}

/// What does not depend on the facts. A blank is filled from them by [`reported`] and [`to_do`].
#[rustfmt::skip] // One case, one block: what and next.
#[allow(clippy::too_many_lines)] // A table with a row for each case, not a procedure.
fn fixed(cause: ErrorCause) -> (Option<&'static str>, Option<&'static str>) {
    match cause {
        ErrorCause::WrongPassword => (
            Some("The e-mail address or the password is wrong."),
            Some("Check the address and the environment, then type the password again."),
        ),
        ErrorCause::CodeNeeded => (
            Some("A one-time code is needed."),
            Some("Type the code that your second factor shows now."),
        ),
        ErrorCause::WrongCode => (
            Some("The one-time code was not accepted."),
            Some("Wait for the next code and type that one; a code counts once, and only three may be tried a minute."),
        ),
        ErrorCause::InvalidToken => (
            Some("This access token is not valid here: it has expired, was revoked, or belongs to another environment."),
            Some("Check the environment, then look for the token in its owner's list of access tokens."),
        ),
        ErrorCause::NoToken => (
            Some("The request carried no access token, so the token itself may be fine."),
            Some("Send it in the Authorization header, and check that no proxy removes that header."),
        ),
        ErrorCause::SessionExpired => (
            Some("The session behind this token has ended, or a lifetime spending limit of the token is used up."),
            Some("Log in again; if this is an access token that is still listed, create a new one with larger limits."),
        ),
        ErrorCause::LacksScope => (
            None,
            Some("Use a token with that scope; the person who creates it also needs the role for it, since a token can do \
             no more than they can."),
        ),
        ErrorCause::CannotCreateTokens => (
            Some("The token of this session cannot create tokens, as those made in the web interface cannot."),
            Some("Log in with e-mail and password, and create the token in that session as an owner or admin."),
        ),
        ErrorCause::AddressRefused => (
            Some("The request came from an IP address that this token does not allow."),
            Some("Use the token from an allowed IP address, or create a new one that allows the address BitGo sees you \
             from."),
        ),
        ErrorCause::NeedsUnlock => (
            Some("This needs an unlocked session."),
            Some("Unlock the session with a one-time code, but not if its token has spending limits: unlocking removes them all."),
        ),
        ErrorCause::CoinNotEnabled => (
            Some("This coin is not enabled for the account."),
            Some("Ask BitGo's support to enable it for every person who needs it."),
        ),
        ErrorCause::WalletPassphrase => (
            Some("The wallet's key could not be opened: the passphrase is wrong or the key was shared under another password."),
            Some("Type the wallet passphrase again; if it is right, ask a wallet admin to remove you from the wallet and \
             add you again."),
        ),
        ErrorCause::ClockOff => (None, Some("Set this machine's clock, best by network time, and try again.")),
        ErrorCause::Unauthorized => (
            Some("BitGo did not accept this session for the request."),
            Some("Log in again; if it happens again, check the token's allowed IP addresses and its expiry."),
        ),
        ErrorCause::Forbidden => (
            None,
            Some("Check your role on the wallet and in the enterprise; an owner or admin can do it or change your role."),
        ),
        ErrorCause::NotFound => (
            None,
            Some("Check the ID and the environment; anything that you have no role on is also reported as not found."),
        ),
        ErrorCause::TooManyRequests => (Some("Too many requests were sent in a short time."), None),
        ErrorCause::Refused => (None, Some("Correct what the message names and send it again; BitGo's support can look up the request ID.")),
        ErrorCause::ServerTrouble | ErrorCause::TimedOut => (None, None),
        ErrorCause::HtmlAnswer => (
            None,
            Some("Check the address of the environment and whether a proxy, firewall or sign-in page stands in between."),
        ),
        ErrorCause::UnreadableAnswer => (
            Some("The answer is incomplete or cannot be read."),
            Some("Try again; if it happens again, check for a proxy in between."),
        ),
        ErrorCause::ForgedAnswer => (
            Some("The answer's signature is wrong, so the answer was discarded."),
            Some("Do not continue on this network until it is clear whether a proxy changes answers; check the environment \
             too."),
        ),
        ErrorCause::StaleAnswer => (
            Some("The answer was not signed just now, so the answer was discarded."),
            Some("Check this machine's clock and whether something in between repeats old answers, then try again."),
        ),
        ErrorCause::NoConnection => (None, Some("Check the network and the address of the environment, then try again.")),
        ErrorCause::UnknownHost => (None, Some("Check the spelling of the address and the network's name server.")),
        ErrorCause::Tls => (
            None,
            Some("Check the address and this machine's date; if a proxy opens encrypted traffic, ask who runs it."),
        ),
        ErrorCause::Cancelled => (
            Some("You stopped this request."),
            Some("If it was to change something, check whether it did before sending it again."),
        ),
        ErrorCause::Unknown => (None, Some("Try again; if it happens again, give the request ID to BitGo's support.")),
    }
}

/// What happened, where the facts are part of the sentence.
fn reported(cause: ErrorCause, fault: &ErrorFacts) -> String {
    let host = if fault.host.is_empty() { "the server" } else { &fault.host };
    let status = fault.status.map_or_else(String::new, |status| format!(" (status {status})"));
    match cause {
        ErrorCause::ClockOff => {
            let ahead = fault.server_ahead_secs.unwrap_or_default();
            let side = if ahead > 0 { "behind" } else { "ahead of" };
            format!("This machine's clock is {} s {side} BitGo's.", ahead.unsigned_abs())
        }
        ErrorCause::Forbidden => {
            format!("This is not allowed for you or for this token{}.", quoted(&fault.text))
        }
        ErrorCause::LacksScope => match named_scope(&fault.text) {
            Some(scope) => format!("The token does not have the scope {scope}, which this needs."),
            None => "The token does not have a scope that this needs.".to_owned(),
        },
        ErrorCause::NotFound => format!("BitGo did not find it{}.", quoted(&fault.text)),
        ErrorCause::Refused => format!("BitGo refused the request{status}{}.", quoted(&fault.text)),
        ErrorCause::ServerTrouble => format!("BitGo has an internal problem{status}."),
        ErrorCause::HtmlAnswer => format!("A web page came from {host} instead of an answer{status}."),
        ErrorCause::TimedOut => format!("No answer came from {host} in time."),
        ErrorCause::NoConnection => format!("There is no connection to {host}."),
        ErrorCause::UnknownHost => format!("The name {host} could not be found on the network."),
        ErrorCause::Tls => format!("No encrypted connection to {host} could be made."),
        _ => format!("Something went wrong{status}{}.", quoted(&fault.text)),
    }
}

/// What to do next, where the facts are part of the sentence.
fn to_do(cause: ErrorCause, fault: &ErrorFacts) -> String {
    if cause == ErrorCause::TooManyRequests {
        let wait = fault.retry_after_secs.map_or_else(|| "a minute".to_owned(), |secs| format!("{secs} s"));
        return format!("Wait {wait} before trying again.");
    }
    if fault.operation == Operation::CreatingToken {
        return "Before trying again, check the list of access tokens: it may have been created.".to_owned();
    }
    "Try again in a minute; if this was to change something, check first whether it did.".to_owned()
}

/// The scope that a server's sentence names, where it names one.
fn named_scope(text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    // A scope's name without an underscore may be any word.
    words.filter(|word| word.contains('_')).find_map(scope).map(|info| info.name)
}

/// The server's own sentence behind a colon, or nothing.
fn quoted(text: &str) -> String {
    let line = one_line(text, MAX_QUOTED_CHARS);
    match line.trim_end_matches('.') {
        "" => String::new(),
        sentence => format!(": {sentence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diagnosis::FailureKind;

    fn answer(status: u16, text: &str) -> ErrorFacts {
        ErrorFacts { status: Some(status), text: text.to_owned(), ..ErrorFacts::default() }
    }

    #[test]
    fn answers_are_told_apart() {
        let login = |status, text| ErrorFacts { operation: Operation::LoggingIn, ..answer(status, text) };
        for (fault, cause) in [
            (login(401, "Incorrect email or password"), ErrorCause::WrongPassword),
            (ErrorFacts { needs_otp: true, ..login(401, "OTP required") }, ErrorCause::CodeNeeded),
            (
                ErrorFacts { needs_otp: true, code_sent: true, ..login(401, "OTP required") },
                ErrorCause::WrongCode,
            ),
            (ErrorFacts { code_sent: true, ..answer(400, "invalid otp") }, ErrorCause::WrongCode),
            (ErrorFacts { code_sent: true, ..login(401, "incorrect password") }, ErrorCause::WrongPassword),
            (ErrorFacts { invalid_token: true, ..answer(401, "No access token") }, ErrorCause::NoToken),
            (ErrorFacts { no_token: true, ..answer(401, "unauthorized") }, ErrorCause::NoToken),
            (ErrorFacts { invalid_token: true, ..answer(401, "unauthorized") }, ErrorCause::InvalidToken),
            (
                ErrorFacts { operation: Operation::UsingToken, ..answer(401, "unauthorized") },
                ErrorCause::InvalidToken,
            ),
            (answer(401, "session expired"), ErrorCause::SessionExpired),
            (ErrorFacts { name: "SessionExpired".into(), ..answer(401, "") }, ErrorCause::SessionExpired),
            (ErrorFacts { needs_unlock: true, ..answer(401, "unlock") }, ErrorCause::NeedsUnlock),
            (answer(403, "Access token lacks required scope for this action"), ErrorCause::LacksScope),
            (
                ErrorFacts {
                    operation: Operation::CreatingToken,
                    ..answer(401, "Access token lacks required scope for this action")
                },
                ErrorCause::CannotCreateTokens,
            ),
            (answer(401, "unauthorized IP address 198.51.100.1"), ErrorCause::AddressRefused),
            (answer(401, "zip code tipped"), ErrorCause::Unauthorized),
            (
                answer(400, "To enable ethx for your account, contact support@bitgo.com"),
                ErrorCause::CoinNotEnabled,
            ),
            (answer(400, "password error - ccm: tag doesn't match"), ErrorCause::WalletPassphrase),
            (
                ErrorFacts { server_ahead_secs: Some(-400), ..answer(401, "unauthorized") },
                ErrorCause::ClockOff,
            ),
            (
                ErrorFacts { server_ahead_secs: Some(59), ..answer(401, "unauthorized") },
                ErrorCause::Unauthorized,
            ),
            (answer(403, ""), ErrorCause::Forbidden),
            (answer(404, "wallet not found"), ErrorCause::NotFound),
            (answer(429, "needs otp"), ErrorCause::TooManyRequests),
            (answer(400, "invalid wallet id"), ErrorCause::Refused),
            (answer(503, ""), ErrorCause::ServerTrouble),
            (ErrorFacts::default(), ErrorCause::Unknown),
            (
                ErrorFacts {
                    kind: FailureKind::StaleAnswer,
                    server_ahead_secs: Some(3_600),
                    ..ErrorFacts::default()
                },
                ErrorCause::ClockOff,
            ),
            (ErrorFacts { kind: FailureKind::StaleAnswer, ..ErrorFacts::default() }, ErrorCause::StaleAnswer),
            (ErrorFacts { kind: FailureKind::HtmlAnswer, ..answer(502, "<html>") }, ErrorCause::HtmlAnswer),
        ] {
            assert_eq!(fault.cause(), cause, "{fault:?}");
        }
    }

    #[test]
    fn every_advice_is_two_sentences_without_shouting() {
        let kinds = [
            FailureKind::HtmlAnswer,
            FailureKind::UnreadableAnswer,
            FailureKind::ForgedAnswer,
            FailureKind::StaleAnswer,
            FailureKind::TimedOut,
            FailureKind::NoConnection,
            FailureKind::UnknownHost,
            FailureKind::Tls,
            FailureKind::Cancelled,
        ];
        let of_kinds =
            kinds.map(|kind| ErrorFacts { kind, host: "app.example".into(), ..ErrorFacts::default() });
        let of_statuses =
            [400, 401, 403, 404, 418, 429, 500, 0].map(|status| answer(status, "It\nbroke.\u{7}"));
        for fault in of_kinds.into_iter().chain(of_statuses) {
            let Advice { what, next } = fault.advice();
            for sentence in [&what, &next] {
                assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
                assert!(!sentence.contains(['!', '\n', '\u{7}']), "{sentence}");
                assert!(sentence.starts_with(|c: char| c.is_uppercase()), "{sentence}");
            }
        }
    }

    #[test]
    fn facts_stand_in_the_sentences() {
        let clock = ErrorFacts { server_ahead_secs: Some(412), ..answer(401, "") };
        assert_eq!(clock.advice().what, "This machine's clock is 412 s behind BitGo's.");
        let busy = ErrorFacts { retry_after_secs: Some(17), ..answer(429, "") };
        assert_eq!(busy.advice().next, "Wait 17 s before trying again.");
        let timeout = ErrorFacts {
            kind: FailureKind::TimedOut,
            operation: Operation::CreatingToken,
            host: "app.example".into(),
            ..ErrorFacts::default()
        };
        assert_eq!(timeout.advice().what, "No answer came from app.example in time.");
        assert!(timeout.advice().next.contains("list of access tokens"));
        for (text, what) in [
            ("lacks required scope for this action", "The token does not have a scope that this needs."),
            (
                "lacks required scope: wallet_spend_all",
                "The token does not have the scope wallet_spend_all, which this needs.",
            ),
        ] {
            assert_eq!(answer(403, text).advice().what, what);
        }
        assert_eq!(
            answer(400, "invalid wallet id.").advice().what,
            "BitGo refused the request (status 400): invalid wallet id."
        );
    }
}
