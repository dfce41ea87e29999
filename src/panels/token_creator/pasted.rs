//! What is pasted, and what came of it so far.

use super::text as wording;
use crate::domain::paste_import::Report;
use crate::domain::text::counted;

/// A list that is being pasted.
pub struct Paste {
    pub(super) of: ListOf,
    pub(super) text: String,
    /// What came of it so far: the text that was read, with what it came to.
    pub(super) report: Option<(String, Report)>,
    /// How many were taken so far.
    pub(super) taken: usize,
    pub(super) has_focus: bool,
}

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListOf {
    Addresses,
    Limits,
}

impl ListOf {
    /// The dialog's title, its field, an example, and what the list may hold.
    pub(super) fn words(self) -> [&'static str; 4] {
        match self {
            Self::Addresses => [
                wording::PASTE_ADDRESSES_TITLE,
                wording::PASTE_ADDRESSES_FIELD,
                "203.0.113.7\n198.51.100.0/24  # office",
                wording::PASTE_ADDRESSES_ABOUT,
            ],
            Self::Limits => [
                wording::PASTE_LIMITS_TITLE,
                wording::PASTE_LIMITS_FIELD,
                "usdt,2500.50\nbtc,150000000,base\neth,max",
                wording::PASTE_LIMITS_ABOUT,
            ],
        }
    }

    /// "3 IP addresses", "1 limit".
    pub(super) fn counted(self, count: usize) -> String {
        counted(count, if self == Self::Addresses { "IP address" } else { "limit" })
    }
}

impl Paste {
    /// For addresses and ranges.
    pub fn addresses() -> Self {
        Self::of(ListOf::Addresses)
    }

    /// For spending limits.
    pub fn limits() -> Self {
        Self::of(ListOf::Limits)
    }

    fn of(of: ListOf) -> Self {
        Self { of, text: String::new(), report: None, taken: 0, has_focus: false }
    }
}
