//! That a request is not sent yet, how long still and why.

use std::time::Duration;

/// A one-time code is of no use later than this after it was typed (RFC 6238: a step of 30 s).
pub const CODE_LIVES: Duration = Duration::from_secs(30);

/// Why a request is not sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// So many were sent in the last minute as the platform takes (the protocol notes, section 10).
    Limit,
    /// The platform has asked for a pause.
    Pause,
}

/// A request that is not sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long still.
    pub left: Duration,
    /// Why.
    pub why: WaitsFor,
}

impl Wait {
    /// How many seconds still, never none.
    pub fn secs(self) -> u64 {
        u64::try_from(self.left.as_millis().div_ceil(1_000)).unwrap_or(u64::MAX).max(1)
    }

    /// Why nothing comes for a while, a sentence.
    pub fn words(self) -> String {
        let secs = self.secs();
        match self.why {
            WaitsFor::Limit => format!("Waiting {secs} s: BitGo takes 360 requests a minute."),
            WaitsFor::Pause => {
                format!("Waiting {secs} s: BitGo had too many requests and asked for a pause.")
            }
        }
    }

    /// That a change was not sent because its one-time code would be too old by then.
    pub fn not_sent_words(self) -> String {
        let why = match self.why {
            WaitsFor::Limit => "BitGo takes 360 requests a minute",
            WaitsFor::Pause => "BitGo had too many requests and asked for a pause",
        };
        format!("Not sent: {why}, and the one-time code would be too old by then.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_says_how_long_and_why_and_is_never_no_second() {
        let words = |millis, why| Wait { left: Duration::from_millis(millis), why }.words();
        assert_eq!(words(11_200, WaitsFor::Limit), "Waiting 12 s: BitGo takes 360 requests a minute.");
        assert_eq!(words(60_000, WaitsFor::Limit), "Waiting 60 s: BitGo takes 360 requests a minute.");
        assert_eq!(
            words(0, WaitsFor::Pause),
            "Waiting 1 s: BitGo had too many requests and asked for a pause."
        );
    }
}
