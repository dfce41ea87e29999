//! What is known about one token.

use jiff::{SignedDuration, Timestamp};

use super::terms::TokenTerms;

/// A token as it is listed, or as the ledger remembers it (spec: GET /api/v2/user/accesstoken). Never its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExistingToken {
    /// The platform's ID.
    pub id: String,
    /// What its maker called it; empty for the session of a login.
    pub label: String,
    /// When it was made, by the platform's clock.
    pub created: Option<Timestamp>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// What it may do, and within which bounds.
    pub terms: TokenTerms,
    /// `read` or `full` where it has administrator's rights.
    pub admin_scope: Option<String>,
    /// Until when it is unlocked, where it is.
    pub unlocked_until: Option<Timestamp>,
}

impl ExistingToken {
    /// The label as it is shown; a session of a login has none.
    pub fn label_words(&self) -> &str {
        if self.label.is_empty() { "no label" } else { &self.label }
    }

    /// How long it was given to live, to the fraction that its times have.
    pub fn lifetime(&self) -> Option<SignedDuration> {
        Some(self.expires?.duration_since(self.created?))
    }

    /// Whether it has ended by itself. A token whose end is not known has not.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}
