//! An approval in a line, as lists beside other subjects show it.

use jiff::Timestamp;

/// An approval in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalSummary {
    /// The approval, by ID.
    pub id: String,
    /// What it is about, in a sentence.
    pub what: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub asked: Option<Timestamp>,
    /// Whether this person can approve it, or else why not, in a word or two.
    pub eligibility: Result<(), &'static str>,
}
