//! What a template holds, in words, and as the draft of a token.

use jiff::Timestamp;

use crate::domain::text::listed;
use crate::domain::token::draft::{Reach, TokenDraft};
use crate::domain::token::existing::{ExistingLimit, ExistingToken, LimitSize};
use crate::domain::token::findings::Field;
use crate::domain::token::replace::{Prefilled, prefill_from_template};

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

    /// The draft with its blanks filled in as the platform will: what is sent wins, and limits are taken whole. A limit
    /// of the template that cannot be read is left out, for nothing can be checked about it.
    pub(in crate::domain::token) fn fill(&self, draft: &TokenDraft) -> TokenDraft {
        let mut readable = self.clone();
        let is_readable =
            |limit: &ExistingLimit| matches!(limit.size, LimitSize::Exact(_) | LimitSize::Maximum);
        readable.limits.retain(is_readable);
        readable.erc20 = readable.erc20.filter(is_readable);
        let own = draft_from(&readable).draft;
        let mut filled = draft.clone();
        if draft.scopes.is_empty() {
            filled.scopes = own.scopes;
        }
        if draft.addresses.trim().is_empty() {
            filled.addresses = own.addresses;
        }
        if draft.limits.is_empty() {
            filled.limits = own.limits;
        }
        if !draft.erc20.enabled {
            filled.erc20 = own.erc20;
        }
        if draft.reach == Reach::Everything {
            filled.reach = self.reach.clone();
        }
        filled
    }
}

/// A draft with everything that a template holds, so that the form shows what will be sent and sends all of it. It
/// remembers the template: what is cleared in it is the template's again.
pub fn draft_from(template: &TemplateFields) -> Prefilled {
    let carried = prefill_from_template(&template.known());
    // A template says nothing of label and lifetime, so nothing is to be remarked on them.
    let notes = carried
        .notes
        .into_iter()
        .filter(|note| !matches!(note.field, Field::Label | Field::Lifetime))
        .collect();
    let draft = TokenDraft {
        label: String::new(),
        lifetime: String::new(),
        template: Some(template.clone()),
        ..carried.draft
    };
    Prefilled { draft, notes }
}
