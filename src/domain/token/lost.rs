//! A token that was made, and whose value nobody has: its answer never came.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::lifetime::moment_words;

/// A token that exists without anybody having its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostToken {
    /// The platform's ID.
    pub id: String,
    /// When it was made, by the platform's clock.
    pub made: Option<Timestamp>,
}

impl LostToken {
    /// What is to be said of it in the list.
    pub fn words(&self, zone: &TimeZone) -> String {
        format!("Unconfirmed: {}", self.found_words(zone))
    }

    /// The same as the end of a sentence.
    pub fn found_words(&self, zone: &TimeZone) -> String {
        let made =
            self.made.map(|made| format!(", made on {}", moment_words(made, zone))).unwrap_or_default();
        format!("found in the list{made}; its value is lost. Keep it or revoke it.")
    }
}
