//! An answer, kept until something changes that it rests on.

use super::model::Basis;
use crate::domain::enterprise_policy::{Answer, Withdrawal};

/// An answer with what it was given to.
pub(super) struct Judged {
    pub(super) asked: Withdrawal,
    pub(super) token: Option<String>,
    pub(super) basis: Basis,
    /// In whole minutes: what left a while ago leaves the window of a limit.
    pub(super) minute: i64,
    pub(super) answer: Answer,
    /// The answer in a sentence.
    pub(super) sentence: String,
}
