//! Something to know of an approval before it is decided.

/// How much a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// To be looked at before it is approved.
    Attention,
    /// It hurts, or cannot be undone.
    Danger,
}

/// A sentence and its weight.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Remark {
    /// How much it weighs.
    pub weight: Weight,
    /// What there is to know.
    pub sentence: String,
}

impl Remark {
    /// Worth knowing.
    pub fn note(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Note, sentence: sentence.into() }
    }

    /// To be looked at before it is approved.
    pub fn attention(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Attention, sentence: sentence.into() }
    }

    /// It hurts, or cannot be undone.
    pub fn danger(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Danger, sentence: sentence.into() }
    }
}
