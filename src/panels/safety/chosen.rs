//! The finding that is looked at.

use crate::domain::posture::{Finding, FindingId};

/// A finding that is looked at.
pub(super) struct Chosen {
    pub(super) id: FindingId,
    /// Its place in the review.
    pub at: usize,
    /// What it is, for when it is no longer found: "One admin only, Exchange float".
    pub(super) words: String,
}

impl Chosen {
    pub(super) fn of(finding: &Finding, at: usize) -> Self {
        let wallet = finding.subject.name();
        let apart = if wallet.is_empty() { "" } else { ", " };
        Self { id: finding.id(), at, words: format!("{}{apart}{wallet}", finding.topic().title()) }
    }
}
