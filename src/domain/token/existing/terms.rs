//! What a token may do, and within which bounds.

use std::collections::BTreeSet;

use crate::domain::ip_range::AddressRule;
use crate::domain::scope::{Risk, ScopeGroup, ScopeInfo, scope, scopes};
use crate::domain::token::reach::Reach;

use super::limit::ExistingLimit;

/// The terms of a token that exists, of one that a request asks for, or of a template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenTerms {
    /// Its scopes as the platform spells them, unknown ones included (`wallet_view:<walletId>`).
    pub scopes: Vec<String>,
    /// The IP addresses that it may be used from, as the platform spells it; empty for anywhere.
    pub addresses: Vec<String>,
    /// The limit of each coin with what was used of it.
    pub limits: Vec<ExistingLimit>,
    /// The limit over all ERC-20 tokens, where it is switched on. Its `coin` is empty.
    pub erc20: Option<ExistingLimit>,
    /// Where it is confined to; everything where no bound is named.
    pub reach: Reach,
    /// The enterprise that it belongs to or is for, by ID.
    pub enterprise: Option<String>,
}

impl TokenTerms {
    /// What is known about its scopes, each once, in the order of the screen, with the IDs of their wallets.
    pub fn known_scopes(&self) -> Vec<(&'static ScopeInfo, Vec<&str>)> {
        let of = |info: &'static ScopeInfo| {
            let mut fitting = self.scopes.iter().filter(|name| scope(name) == Some(info)).peekable();
            fitting.peek()?;
            let mut wallets: Vec<&str> = Vec::new();
            for (_, wallet) in fitting.filter_map(|name| name.split_once(':')) {
                if !wallets.contains(&wallet) {
                    wallets.push(wallet);
                }
            }
            Some((info, wallets))
        };
        scopes().iter().filter_map(of).collect()
    }

    /// The scopes that are not known here, as the platform spells them, each once.
    pub fn unknown_scopes(&self) -> BTreeSet<&str> {
        self.scopes.iter().map(String::as_str).filter(|name| scope(name).is_none()).collect()
    }

    /// The worst that a leaked token could do; unknown scopes count as changing things. `None` without any scope.
    pub fn worst_risk(&self) -> Option<Risk> {
        self.scopes.iter().map(|name| scope(name).map_or(Risk::Changes, |info| info.risk)).max()
    }

    /// Whether it can initiate transactions, so that spending limits are about it.
    pub fn spends(&self) -> bool {
        self.scopes.iter().filter_map(|name| scope(name)).any(ScopeInfo::spends)
    }

    /// Whether it can move money in any way, trades included.
    pub fn moves_money(&self) -> bool {
        self.worst_risk().is_some_and(|risk| risk >= Risk::MovesMoney)
    }

    /// Whether a scope of this shelf is among its scopes.
    pub(super) fn has_group(&self, group: ScopeGroup) -> bool {
        self.scopes.iter().filter_map(|name| scope(name)).any(|info| info.group == group)
    }

    /// Every limit, those of coins before the one over all ERC-20 tokens.
    pub fn all_limits(&self) -> impl Iterator<Item = &ExistingLimit> {
        self.limits.iter().chain(&self.erc20)
    }

    /// The addresses that are understood.
    pub fn address_rules(&self) -> impl Iterator<Item = AddressRule> {
        self.addresses.iter().filter_map(|text| text.parse().ok())
    }
}
