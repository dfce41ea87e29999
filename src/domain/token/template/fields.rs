//! What a template holds, and in words.

use jiff::Timestamp;

use crate::domain::token::existing::TokenTerms;

/// The fields of a template, as plain facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFields {
    /// The platform's ID.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// What a token has that sends nothing of its own.
    pub terms: TokenTerms,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
}

impl TemplateFields {
    /// The name as it is shown.
    pub fn name_words(&self) -> &str {
        if self.name.trim().is_empty() { "No name" } else { &self.name }
    }
}
