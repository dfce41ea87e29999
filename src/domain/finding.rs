//! What a check of any request has to say: how much it weighs, and what it is.

use std::fmt;

/// How much a finding weighs. The order is the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The request cannot be made.
    Error,
    /// The person has to tick it.
    Warning,
    /// Worth knowing.
    Note,
}

/// What a finding is, stable while the form changes around it: `label.blank`, `lifetime.long/2 years`, `limits.zero/btc`.
///
/// A tick on a warning belongs to this, so what the warning is about is part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(String);

impl FindingId {
    pub(super) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The ID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
