//! A template as the draft of a token, and the blanks of a draft filled in from it.

use crate::domain::token::draft::TokenDraft;
use crate::domain::token::existing::{ExistingLimit, LimitSize};
use crate::domain::token::findings::Field;
use crate::domain::token::reach::Reach;
use crate::domain::token::replace::{Prefilled, prefill_from_template};

use super::fields::TemplateFields;

/// The draft with its blanks filled in as the platform will: what is sent wins, and limits are taken whole. A limit
/// of the template that cannot be read is left out, for nothing can be checked about it.
pub(in crate::domain::token) fn fill(template: &TemplateFields, draft: &TokenDraft) -> TokenDraft {
    let mut readable = template.clone();
    let is_readable = |limit: &ExistingLimit| matches!(limit.size, LimitSize::Exact(_) | LimitSize::Maximum);
    readable.terms.limits.retain(is_readable);
    readable.terms.erc20 = readable.terms.erc20.filter(is_readable);
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
        filled.reach = template.terms.reach.clone();
    }
    filled
}

/// A draft with everything that a template holds, so that the form shows what will be sent and sends all of it. It
/// remembers the template: what is cleared in it is the template's again.
pub fn draft_from(template: &TemplateFields) -> Prefilled {
    let carried = prefill_from_template(&template.terms);
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
