//! A draft with its fields read, for the rules and the sentence.

use crate::domain::ip_range::{AddressLine, parse_addresses};
use crate::domain::lifetime::{Lifetime, LifetimeProblem, read_lifetime};
use crate::domain::limit::{LimitProblem, LimitValue, SpendingLimit, read_erc20, read_limit};
use crate::domain::scope::{ScopeInfo, scope, scopes};

use super::draft::{TokenContext, TokenDraft};

/// A draft with its fields read, for the rules and the sentence.
pub(super) struct Reading<'a> {
    pub draft: &'a TokenDraft,
    pub context: &'a TokenContext,
    pub lifetime: Result<Lifetime, LifetimeProblem>,
    pub addresses: Vec<AddressLine>,
    pub limits: Vec<Result<SpendingLimit, LimitProblem>>,
    pub erc20: Result<Option<LimitValue>, LimitProblem>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(draft: &'a TokenDraft, context: &'a TokenContext) -> Self {
        Self {
            draft,
            context,
            lifetime: read_lifetime(&draft.lifetime, &context.lifetime),
            addresses: parse_addresses(&draft.addresses),
            limits: draft.limits.iter().map(read_limit).collect(),
            erc20: read_erc20(&draft.erc20),
        }
    }

    /// The chosen scopes that are known, in the order of the screen, with their wallets.
    pub fn scopes(&self) -> impl Iterator<Item = (&'static ScopeInfo, &'a [String])> {
        let draft = self.draft;
        scopes()
            .iter()
            .filter_map(|info| draft.scopes.get(info.name).map(|wallets| (info, wallets.as_slice())))
    }

    /// Whether a chosen scope can initiate transactions.
    pub fn spends(&self) -> bool {
        self.draft.scopes.keys().filter_map(|name| scope(name)).any(ScopeInfo::spends)
    }

    /// Whether the form holds any limit, understood or not.
    pub fn has_limits(&self) -> bool {
        !self.limits.is_empty() || self.draft.erc20.enabled
    }
}
