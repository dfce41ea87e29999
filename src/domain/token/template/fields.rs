//! What a template holds, and in words.

use jiff::Timestamp;

use crate::domain::text::listed;
use crate::domain::token::existing::{ExistingLimit, ExistingToken};
use crate::domain::token::reach::Reach;

/// The fields of a template, as plain facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFields {
    /// The platform's ID.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// Its scopes; empty for none.
    pub scopes: Vec<String>,
    /// Its addresses; empty for none.
    pub addresses: Vec<String>,
    /// The limit of each coin.
    pub limits: Vec<ExistingLimit>,
    /// The limit over all ERC-20 tokens, where it is switched on.
    pub erc20: Option<ExistingLimit>,
    /// Where its tokens are confined to; everything where it names no bound.
    pub reach: Reach,
    /// The enterprise that it is for.
    pub enterprise: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
}

impl TemplateFields {
    /// What a token that sends nothing of its own would have.
    pub fn known(&self) -> ExistingToken {
        ExistingToken {
            scopes: self.scopes.clone(),
            addresses: self.addresses.clone(),
            limits: self.limits.clone(),
            erc20: self.erc20.clone(),
            reach: self.reach.clone(),
            enterprise: self.enterprise.clone(),
            ..ExistingToken::default()
        }
    }

    /// The name as it is shown.
    pub fn name_words(&self) -> &str {
        if self.name.trim().is_empty() { "No name" } else { &self.name }
    }

    /// Its limits in words; none where it has none.
    pub fn limits_words(&self) -> Option<String> {
        let words: Vec<String> =
            self.limits.iter().chain(&self.erc20).map(ExistingLimit::size_words).collect();
        (!words.is_empty()).then(|| listed(words, "limit"))
    }
}
