//! The two sentences for each case.

use super::cause::ErrorCause;
use super::facts::{ErrorFacts, Operation};
use crate::domain::scope::scope;
use crate::domain::text::one_line;

/// No sentence of a server needs more characters on the screen.
const MAX_QUOTED_CHARS: usize = 300;

/// What happened, and what to do next: a sentence or two each.
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
            Some("The email address or the password is wrong."),
            Some("Check the email address and the environment, then enter the password again."),
        ),
        ErrorCause::CodeNeeded => (
            Some("A one-time code is needed."),
            Some("Enter the current code from your authenticator app."),
        ),
        ErrorCause::WrongCode => (
            Some("The one-time code was not accepted."),
            Some("Wait for the next code and enter that one. Each code works once, and you can try three per minute."),
        ),
        ErrorCause::InvalidToken => (
            Some("The access token is not valid: it has expired, was revoked, or belongs to another environment."),
            Some("Check the environment, then look for the token in its creator's list of access tokens."),
        ),
        ErrorCause::NoToken => (
            Some("The request arrived without an access token. The token itself may be fine."),
            Some("Send the token in the Authorization header, and check that no proxy removes that header."),
        ),
        ErrorCause::SessionExpired => (
            Some("The session has expired, or one of the token's lifetime spending limits is used up."),
            Some("Log in again. If an access token that is still listed gets this error, create a new one with higher limits."),
        ),
        ErrorCause::CannotCreateTokens => (
            Some("This session's token cannot create access tokens. Tokens created in BitGo's web app never can."),
            Some("Log in with email and password as an owner or admin, and create the token there."),
        ),
        ErrorCause::AddressRefused => (
            Some("The request came from an IP address that this token does not allow."),
            Some("Use the token from one of its allowed IP addresses, or create a new one that allows your IP address."),
        ),
        ErrorCause::NeedsUnlock => (
            Some("Unlock your session first."),
            Some("Unlock the session with a one-time code. Do not unlock an access token with spending limits: unlocking removes them all."),
        ),
        ErrorCause::CoinNotEnabled => (
            Some("This coin is not enabled for your account."),
            Some("Ask BitGo support to enable it for each person who needs it."),
        ),
        ErrorCause::WalletPassphrase => (
            Some("The wallet's key could not be decrypted: the passphrase is wrong, or the key was shared under another password."),
            Some("Enter the wallet passphrase again. If it is right, ask a wallet admin to remove you from the wallet and share it with you again."),
        ),
        ErrorCause::ClockOff => (None, Some("Set this computer's clock, preferably from network time, and try again.")),
        ErrorCause::Unauthorized => (
            Some("BitGo did not accept this session for the request."),
            Some("Log in again. If that does not help, check the token's allowed IP addresses and its expiry."),
        ),
        ErrorCause::Forbidden => (
            None,
            Some("Check your role on the wallet and in the enterprise. An owner or admin can do this or change your role."),
        ),
        ErrorCause::NotFound => (
            None,
            Some("Check the ID and the environment. Anything that you have no role on is also reported as not found."),
        ),
        ErrorCause::TooManyRequests => (Some("Too many requests in a short time."), None),
        ErrorCause::Refused => (None, Some("Fix what it names and try again. If you need help, give the request ID to BitGo support.")),
        ErrorCause::LacksScope | ErrorCause::ServerTrouble | ErrorCause::TimedOut => (None, None),
        ErrorCause::HtmlAnswer => (
            None,
            Some("Check the environment's URL and whether a proxy, firewall or sign-in page is in between."),
        ),
        ErrorCause::UnreadableAnswer => (
            Some("The answer is incomplete or cannot be read."),
            Some("Try again. If that does not help, check for a proxy in between."),
        ),
        ErrorCause::ForgedAnswer => (
            Some("The answer's signature is wrong, so the answer was not used."),
            Some("Do not continue on this network until you know whether a proxy changes answers. Check the environment too."),
        ),
        ErrorCause::StaleAnswer => (
            Some("The answer was signed at a different time, so it was not used."),
            Some("Check this computer's clock and whether a proxy repeats old answers, then try again."),
        ),
        ErrorCause::PlainToken => (
            Some("BitGo sent this session's token unencrypted, so it was not used."),
            Some("Somebody may be reading the traffic on the way: check the network and the environment's URL, and ask BitGo support whether the account's key was removed."),
        ),
        ErrorCause::NoConnection => (None, Some("Check the network and the environment's URL, then try again.")),
        ErrorCause::UnknownHost => (None, Some("Check the spelling of the URL and your DNS settings.")),
        ErrorCause::Tls => (
            None,
            Some("Check the URL and this computer's date. If a proxy decrypts traffic, ask your network team."),
        ),
        ErrorCause::Cancelled => (
            Some("You canceled this request."),
            Some("If it was a change, check whether it was made before you send it again."),
        ),
        ErrorCause::Unknown => (None, Some("Try again. If that does not help, give the request ID to BitGo support.")),
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
            format!("This computer's clock is {} s {side} BitGo's.", ahead.unsigned_abs())
        }
        ErrorCause::Forbidden => {
            format!("You or this token do not have permission for this{}.", quoted(&fault.text))
        }
        ErrorCause::NotFound => format!("BitGo did not find this{}.", quoted(&fault.text)),
        ErrorCause::Refused => format!("BitGo rejected the request{status}{}.", quoted(&fault.text)),
        ErrorCause::ServerTrouble => format!("BitGo has a server problem{status}."),
        ErrorCause::HtmlAnswer => format!("A web page came from {host} instead of an answer{status}."),
        ErrorCause::TimedOut => format!("No answer came from {host} in time."),
        ErrorCause::NoConnection => format!("Cannot connect to {host}."),
        ErrorCause::UnknownHost => format!("The host name {host} could not be found."),
        ErrorCause::Tls => format!("A secure connection to {host} could not be established."),
        ErrorCause::LacksScope => lacks_scope(&scopes_for(fault)),
        _ => format!("Something went wrong{status}{}.", quoted(&fault.text)),
    }
}

/// The scope by its name, as far as it is known which one the request needs.
fn lacks_scope(needed: &[&str]) -> String {
    match needed {
        [] => "The token does not have a scope that this request needs.".to_owned(),
        names => format!("The token lacks the scope that this request needs: {}.", names.join(" or ")),
    }
}

/// Where a token with that scope comes from.
fn next_for_scope(needed: &[&str]) -> String {
    let is_login_only = |name: &&str| scope(name).is_some_and(|info| info.marks.login_only);
    if needed.iter().any(is_login_only) {
        return "Log in with email and password: only that session has this scope.".to_owned();
    }
    let scopes = "The token's scopes are listed in its details under Access tokens";
    format!("Use a token that has the scope, created by someone with the role for it. {scopes}.")
}

/// What to do next, where the facts are part of the sentence.
fn to_do(cause: ErrorCause, fault: &ErrorFacts) -> String {
    if cause == ErrorCause::TooManyRequests {
        let wait = fault.retry_after_secs.map_or_else(|| "a minute".to_owned(), |secs| format!("{secs} s"));
        return format!("Wait {wait}, then try again.");
    }
    if cause == ErrorCause::LacksScope {
        return next_for_scope(&scopes_for(fault));
    }
    if fault.operation == Operation::CreatingToken {
        return "Check the list of access tokens before you try again: the token may have been created."
            .to_owned();
    }
    "Try again in a minute. If this was a change, check first whether it was made.".to_owned()
}

/// The scopes of which one is needed: the one that the server's sentence names, else what is known of the request.
fn scopes_for(fault: &ErrorFacts) -> Vec<&'static str> {
    named_scope(&fault.text).map_or_else(|| fault.needed_scopes.to_vec(), |scope| vec![scope])
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
            FailureKind::PlainToken,
            FailureKind::LoginPassword,
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
    fn a_missing_scope_is_named_where_it_is_known() {
        let lacking = answer(403, "Access token lacks required scope for this action");
        let of = |needed_scopes| ErrorFacts { needed_scopes, ..lacking.clone() }.advice();
        assert!(of(&["wallet_manage"]).what.ends_with("needs: wallet_manage."));
        assert!(of(&["wallet_manage"]).next.starts_with("Use a token"));
        assert!(of(&["user_manage"]).next.starts_with("Log in with email and password"));
        assert!(!of(&[]).what.contains(':'));
        let named = ErrorFacts {
            text: "Access token lacks required scope wallet_spend".to_owned(),
            needed_scopes: &["wallet_view"],
            ..lacking
        };
        assert!(named.advice().what.ends_with("needs: wallet_spend."), "the server knows better");
    }

    #[test]
    fn facts_stand_in_the_sentences() {
        let clock = ErrorFacts { server_ahead_secs: Some(412), ..answer(401, "") };
        assert_eq!(clock.advice().what, "This computer's clock is 412 s behind BitGo's.");
        let busy = ErrorFacts { retry_after_secs: Some(17), ..answer(429, "") };
        assert_eq!(busy.advice().next, "Wait 17 s, then try again.");
        let timeout = ErrorFacts {
            kind: FailureKind::TimedOut,
            operation: Operation::CreatingToken,
            host: "app.example".into(),
            ..ErrorFacts::default()
        };
        assert_eq!(timeout.advice().what, "No answer came from app.example in time.");
        assert!(timeout.advice().next.contains("list of access tokens"));
        for (text, what) in [
            (
                "lacks required scope for this action",
                "The token does not have a scope that this request needs.",
            ),
            (
                "lacks required scope: wallet_spend_all",
                "The token lacks the scope that this request needs: wallet_spend_all.",
            ),
        ] {
            assert_eq!(answer(403, text).advice().what, what);
        }
        assert_eq!(
            answer(400, "invalid wallet id.").advice().what,
            "BitGo rejected the request (status 400): invalid wallet id."
        );
    }
}
