//! Something to know of an approval before it is decided.
//!
//! Not a finding of a check: it is one sentence about what somebody else asks for, without an ID, for nothing is ticked,
//! and it blocks nothing.

/// How much a warning weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningLevel {
    /// Worth knowing.
    Note,
    /// To be looked at before it is approved.
    Attention,
    /// It hurts, or cannot be undone.
    Danger,
}

/// A sentence and its level.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    /// How much it weighs.
    pub level: WarningLevel,
    /// What there is to know.
    pub sentence: String,
}

impl Warning {
    /// Worth knowing.
    pub fn note(sentence: impl Into<String>) -> Self {
        Self { level: WarningLevel::Note, sentence: sentence.into() }
    }

    /// To be looked at before it is approved.
    pub fn attention(sentence: impl Into<String>) -> Self {
        Self { level: WarningLevel::Attention, sentence: sentence.into() }
    }

    /// It hurts, or cannot be undone.
    pub fn danger(sentence: impl Into<String>) -> Self {
        Self { level: WarningLevel::Danger, sentence: sentence.into() }
    }
}
