//! The enterprise's rules that fired and so ask for an approval, as the case shows them.

use crate::domain::enterprise_policy::{NotRead, RuleOrigin};

/// What became of the question which rules fired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiredRules {
    /// Those that are known.
    pub rules: Vec<FiredRule>,
    /// Why there may be others; none where these are all.
    pub not_read: Option<NotRead>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiredRule {
    /// The rule, by ID.
    pub id: String,
    /// What its makers call it.
    pub name: String,
    /// What it says, in a sentence.
    pub sentence: String,
    /// Whose it is.
    pub origin: RuleOrigin,
    /// Whether all of it was understood.
    pub is_readable: bool,
}
