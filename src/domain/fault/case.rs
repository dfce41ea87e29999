//! Which known case some facts amount to.

use super::facts::{Doing, Fault, FaultKind};

/// From this difference on the clock is named as the cause of a 401 (the design notes, login). The platform itself
/// rejects requests that are more than five minutes late (protocol notes, section 2).
const CLOCK_OFF_SECS: u64 = 60;

/// The cases that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
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
    /// 401 for no reason that is told.
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

impl Case {
    pub(super) fn of(fault: &Fault) -> Self {
        match fault.kind {
            FaultKind::Answer => of_answer(fault),
            FaultKind::HtmlAnswer => Self::HtmlAnswer,
            FaultKind::UnreadableAnswer => Self::UnreadableAnswer,
            FaultKind::ForgedAnswer => Self::ForgedAnswer,
            FaultKind::StaleAnswer if is_clock_off(fault) => Self::ClockOff,
            FaultKind::StaleAnswer => Self::StaleAnswer,
            FaultKind::TimedOut => Self::TimedOut,
            FaultKind::NoConnection => Self::NoConnection,
            FaultKind::UnknownHost => Self::UnknownHost,
            FaultKind::Tls => Self::Tls,
            FaultKind::Cancelled => Self::Cancelled,
        }
    }
}

fn of_answer(fault: &Fault) -> Case {
    let name = fault.name.to_lowercase();
    let text = fault.text.to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let status = fault.status.unwrap_or_default();
    if status == 429 {
        return Case::TooManyRequests;
    }
    if fault.needs_unlock || name.contains("needsunlock") {
        return Case::NeedsUnlock;
    }
    if fault.needs_otp || name.contains("needsotp") {
        return if fault.code_sent { Case::WrongCode } else { Case::CodeNeeded };
    }
    if says(&["lacks required scope"]) {
        let is_creation = fault.doing == Doing::CreatingToken;
        return if is_creation { Case::CannotCreateTokens } else { Case::LacksScope };
    }
    if says(&["contact support@"]) && says(&["to enable"]) {
        return Case::CoinNotEnabled;
    }
    if says(&["ccm: tag", "password error"]) {
        return Case::WalletPassphrase;
    }
    if matches!(status, 400 | 401 | 403) && refuses_address(&name, &text) {
        return Case::AddressRefused;
    }
    if matches!(status, 400 | 401 | 403) && fault.code_sent && refuses_code(&name, &text) {
        return Case::WrongCode;
    }
    match status {
        401 => of_unauthorized(fault, &name, &text),
        403 => Case::Forbidden,
        404 => Case::NotFound,
        400..500 => Case::Refused,
        500..600 => Case::ServerTrouble,
        _ => Case::Unknown,
    }
}

/// The many meanings of 401. "No access token" comes with `invalidToken` set and means that none was sent
/// (seed on tokens, "401 unauthorized, no access token"); it is not "session expired".
fn of_unauthorized(fault: &Fault, name: &str, text: &str) -> Case {
    if fault.no_token || name.contains("noaccesstoken") || text.contains("no access token") {
        Case::NoToken
    } else if name.contains("sessionexpired") || text.contains("session expired") {
        Case::SessionExpired
    } else if is_clock_off(fault) {
        Case::ClockOff
    } else if fault.doing == Doing::LoggingIn {
        Case::WrongPassword
    } else if fault.invalid_token || fault.doing == Doing::UsingToken || name.contains("invalidtoken") {
        Case::InvalidToken
    } else {
        Case::Unauthorized
    }
}

fn is_clock_off(fault: &Fault) -> bool {
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
