//! The faults by name, and how often each strikes.

use std::fmt;
use std::str::FromStr;

/// Something that goes wrong on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FaultKind {
    /// The answer comes two seconds late.
    Slow,
    /// The request is never answered, and nothing is done.
    Hang,
    /// Done, but the connection breaks in the middle of the answer.
    Reset,
    /// Done, rightly signed, but the JSON ends too early.
    Truncated,
    /// Not done: a proxy's HTML page (502) in place of an answer.
    Html,
    /// Not done: 429 with `Retry-After`, three times in a row.
    TooMany,
    /// Not done: 500, three times in a row.
    ServerError,
    /// Done, and signed with another key.
    WrongHmac,
    /// Done, and not signed.
    MissingHmac,
    /// Done, and signed ten minutes ago.
    StaleTime,
    /// The server's clock is ten minutes ahead, in everything that it does and says.
    WrongClock,
    /// A page that was read already comes again in place of the next.
    DuplicatedPage,
    /// An entry of the page is gone: the list grew shorter while it was read.
    ShrinkingPage,
    /// An access token is made, and the answer that carries it never arrives.
    LostToken,
}

impl FaultKind {
    /// Every fault, in the order of the list above.
    pub const ALL: [Self; 14] = [
        Self::Slow,
        Self::Hang,
        Self::Reset,
        Self::Truncated,
        Self::Html,
        Self::TooMany,
        Self::ServerError,
        Self::WrongHmac,
        Self::MissingHmac,
        Self::StaleTime,
        Self::WrongClock,
        Self::DuplicatedPage,
        Self::ShrinkingPage,
        Self::LostToken,
    ];

    /// Its name, as `--fault` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Hang => "hang",
            Self::Reset => "reset",
            Self::Truncated => "truncated",
            Self::Html => "html",
            Self::TooMany => "too-many",
            Self::ServerError => "server-error",
            Self::WrongHmac => "wrong-hmac",
            Self::MissingHmac => "missing-hmac",
            Self::StaleTime => "stale-time",
            Self::WrongClock => "wrong-clock",
            Self::DuplicatedPage => "duplicated-page",
            Self::ShrinkingPage => "shrinking-page",
            Self::LostToken => "lost-token",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Why a fault cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FaultNameError {
    /// No such name.
    #[error("there is no fault of that name: choose one of {}", FaultKind::ALL.map(FaultKind::name).join(", "))]
    Name,
    /// The rate is no number above 0 and up to 1.
    #[error("the rate after the colon must be above 0 and at most 1, as in slow:0.25")]
    Rate,
}

/// A fault and how often it strikes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FaultSpec {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Of a million requests that it could strike, so many; 1,000,000 is each one. Strikes are spread evenly and come
    /// in the same places in every run.
    pub per_million: u32,
}

impl FaultSpec {
    const ALWAYS: u32 = 1_000_000;

    /// It strikes every request that it can.
    pub const fn always(kind: FaultKind) -> Self {
        Self { kind, per_million: Self::ALWAYS }
    }
}

impl FromStr for FaultSpec {
    type Err = FaultNameError;

    /// Reads `NAME` or `NAME:RATE`.
    fn from_str(text: &str) -> Result<Self, FaultNameError> {
        let (name, rate) = text.split_once(':').map_or((text, None), |(name, rate)| (name, Some(rate)));
        let kind = FaultKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or(FaultNameError::Name)?;
        let per_million =
            rate.map_or(Ok(Self::ALWAYS), |rate| read_rate(rate).ok_or(FaultNameError::Rate))?;
        Ok(Self { kind, per_million })
    }
}

/// `0.25` as 250,000. What is finer than a millionth is cut off.
fn read_rate(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let millionths: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let rate = whole.checked_mul(FaultSpec::ALWAYS)?.checked_add(millionths.parse().ok()?)?;
    (1..=FaultSpec::ALWAYS).contains(&rate).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_rates_are_read() {
        for kind in FaultKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(FaultSpec::always(kind)));
        }
        let slow = |per_million| Ok(FaultSpec { kind: FaultKind::Slow, per_million });
        for (text, expected) in [
            ("slow:1", slow(1_000_000)),
            ("slow:1.0", slow(1_000_000)),
            ("slow:0.25", slow(250_000)),
            ("slow:.5", slow(500_000)),
            ("slow:0.0000019", slow(1)),
            ("slow:0", Err(FaultNameError::Rate)),
            ("slow:1.1", Err(FaultNameError::Rate)),
            ("slow:-1", Err(FaultNameError::Rate)),
            ("slow:", Err(FaultNameError::Rate)),
            ("slow:.", Err(FaultNameError::Rate)),
            ("slow:1e-3", Err(FaultNameError::Rate)),
            ("slow:99999999999", Err(FaultNameError::Rate)),
            ("fast", Err(FaultNameError::Name)),
            ("", Err(FaultNameError::Name)),
        ] {
            assert_eq!(text.parse::<FaultSpec>(), expected, "{text}");
        }
    }
}
