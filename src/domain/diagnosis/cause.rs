//! Which known case some facts amount to.

use super::facts::{ErrorFacts, FailureKind, Operation};

/// From this difference on the clock is named as the cause of a 401 (the design notes, login). The platform itself
/// rejects requests that are more than five minutes late (protocol notes, section 2).
const CLOCK_OFF_SECS: u64 = 60;

/// The cases that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorCause {
    /// E-mail or password is wrong.
    WrongPassword,
    /// A one-time code is needed and none was sent.
    CodeNeeded,
    /// The one-time code was refused.
    WrongCode,
    /// The token is not (or no longer) valid.
    InvalidToken,
    /// No token came with the request.
    NoToken,
    /// The session behind the token ended, or a lifetime limit is used up.
    SessionExpired,
    /// The token lacks a scope.
    LacksScope,
    /// A token made in the web interface cannot create tokens.
    CannotCreateTokens,
    /// The request came from an address that the token is not for.
    AddressRefused,
    /// The session has to be unlocked.
    NeedsUnlock,
    /// The coin is not enabled for the account.
    CoinNotEnabled,
    /// A wallet's key could not be decrypted.
    WalletPassphrase,
    /// This machine's clock is off.
    ClockOff,
    /// 401 for no reason that is known.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 429.
    TooManyRequests,
    /// Another 4xx.
    Refused,
    /// 5xx.
    ServerTrouble,
    /// A web page instead of an answer.
    HtmlAnswer,
    /// An answer that cannot be read.
    UnreadableAnswer,
    /// An answer whose signature is wrong.
    ForgedAnswer,
    /// An answer from another time.
    StaleAnswer,
    /// A login's token came unencrypted, where it may not.
    PlainToken,
    /// No answer in time.
    TimedOut,
    /// No connection.
    NoConnection,
    /// No such host.
    UnknownHost,
    /// No encrypted connection.
    Tls,
    /// Stopped by the person.
    Cancelled,
    /// Nothing known.
    Unknown,
}

impl ErrorFacts {
    /// Which known case the facts amount to.
    pub fn cause(&self) -> ErrorCause {
        ErrorCause::of(self)
    }
}

impl ErrorCause {
    fn of(fault: &ErrorFacts) -> Self {
        match fault.kind {
            FailureKind::Answer => of_answer(fault),
            FailureKind::HtmlAnswer => Self::HtmlAnswer,
            FailureKind::UnreadableAnswer => Self::UnreadableAnswer,
            FailureKind::ForgedAnswer => Self::ForgedAnswer,
            FailureKind::StaleAnswer if is_clock_off(fault) => Self::ClockOff,
            FailureKind::StaleAnswer => Self::StaleAnswer,
            FailureKind::PlainToken => Self::PlainToken,
            FailureKind::LoginPassword => Self::WrongPassword,
            FailureKind::TimedOut => Self::TimedOut,
            FailureKind::NoConnection => Self::NoConnection,
            FailureKind::UnknownHost => Self::UnknownHost,
            FailureKind::Tls => Self::Tls,
            FailureKind::Cancelled => Self::Cancelled,
        }
    }
}

fn of_answer(fault: &ErrorFacts) -> ErrorCause {
    let name = fault.name.to_lowercase();
    let text = fault.text.to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let status = fault.status.unwrap_or_default();
    if status == 429 {
        return ErrorCause::TooManyRequests;
    }
    if fault.needs_unlock || name.contains("needsunlock") {
        return ErrorCause::NeedsUnlock;
    }
    if fault.needs_otp || name.contains("needsotp") {
        return if fault.code_sent { ErrorCause::WrongCode } else { ErrorCause::CodeNeeded };
    }
    if says(&["lacks required scope"]) {
        let is_creation = fault.operation == Operation::CreatingToken;
        return if is_creation { ErrorCause::CannotCreateTokens } else { ErrorCause::LacksScope };
    }
    if says(&["contact support@"]) && says(&["to enable"]) {
        return ErrorCause::CoinNotEnabled;
    }
    if says(&["ccm: tag", "password error"]) {
        return ErrorCause::WalletPassphrase;
    }
    if matches!(status, 400 | 401 | 403) && refuses_address(&name, &text) {
        return ErrorCause::AddressRefused;
    }
    if matches!(status, 400 | 401 | 403) && fault.code_sent && refuses_code(&name, &text) {
        return ErrorCause::WrongCode;
    }
    match status {
        401 => of_unauthorized(fault, &name, &text),
        403 => ErrorCause::Forbidden,
        404 => ErrorCause::NotFound,
        400..500 => ErrorCause::Refused,
        500..600 => ErrorCause::ServerTrouble,
        _ => ErrorCause::Unknown,
    }
}

/// The many meanings of 401. "No access token" comes with `invalidToken` set and means that none was sent
/// (seed on tokens, "401 unauthorized, no access token"); it is not "session expired".
fn of_unauthorized(fault: &ErrorFacts, name: &str, text: &str) -> ErrorCause {
    if fault.no_token || name.contains("noaccesstoken") || text.contains("no access token") {
        ErrorCause::NoToken
    } else if name.contains("sessionexpired") || text.contains("session expired") {
        ErrorCause::SessionExpired
    } else if is_clock_off(fault) {
        ErrorCause::ClockOff
    } else if fault.operation == Operation::LoggingIn {
        ErrorCause::WrongPassword
    } else if fault.invalid_token || fault.operation == Operation::UsingToken || name.contains("invalidtoken")
    {
        ErrorCause::InvalidToken
    } else {
        ErrorCause::Unauthorized
    }
}

fn is_clock_off(fault: &ErrorFacts) -> bool {
    fault.server_ahead_secs.is_some_and(|secs| secs.unsigned_abs() > CLOCK_OFF_SECS)
}

fn refuses_address(name: &str, text: &str) -> bool {
    let has_word = words(text).any(|word| word == "ip" || word == "ips");
    name.contains("iprestrict") || name.contains("ipaddress") || name.contains("invalidip") || has_word
}

fn refuses_code(name: &str, text: &str) -> bool {
    name.contains("otp")
        || words(text).any(|word| word == "otp")
        || text.contains("one-time")
        || text.contains("2fa")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}
