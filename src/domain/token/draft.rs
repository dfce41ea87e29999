//! The form as it stands, and the circumstances that it is checked in.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::lifetime::LifetimeContext;
use crate::domain::limit::{Erc20Draft, LimitDraft};
use crate::domain::scope::{Preset, scope};

use super::environment::EnvironmentRules;
use super::findings::ScopeSwap;
use super::names::ResourceNames;
use super::reach::Reach;
use super::template::fields::TemplateFields;

/// What a person has typed and chosen so far. Nothing in it is believed before [`super::check()`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenDraft {
    /// The token's label.
    pub label: String,
    /// The lifetime in human units.
    pub lifetime: String,
    /// The chosen scopes, each with the IDs of its wallets; only bare wallet scopes take any.
    pub scopes: BTreeMap<String, Vec<String>>,
    /// Addresses and ranges, between new lines, commas or spaces.
    pub addresses: String,
    /// Spending limits, one a coin.
    pub limits: Vec<LimitDraft>,
    /// The limit over all ERC-20 tokens.
    pub erc20: Erc20Draft,
    /// Where the token is confined to.
    pub reach: Reach,
    /// The template that it is made with, which fills in what is left blank.
    pub template: Option<TemplateFields>,
}

impl TokenDraft {
    /// The names among its scopes that cannot be asked for: an old token or a template may have brought them.
    pub fn unknown_scopes(&self) -> impl Iterator<Item = &str> {
        let is_unknown = |name: &&String| scope(name).is_none_or(|info| info.name != **name);
        self.scopes.keys().filter(is_unknown).map(String::as_str)
    }

    /// Whether every chosen scope is about wallets that it names, so that a reach would bound nothing more.
    pub fn is_bound_by_scopes(&self) -> bool {
        let names_wallets = |(name, wallets): (&String, &Vec<String>)| {
            scope(name).is_some_and(|info| info.marks.needs_wallet) && !wallets.is_empty()
        };
        !self.scopes.is_empty() && self.scopes.iter().all(names_wallets)
    }

    /// The wallets outside of which the token can do nothing, by ID: those of its reach, or those that its scopes name,
    /// where every scope that can spend names some. Empty where it is bound to none.
    pub fn bound_wallets(&self) -> Vec<&str> {
        if let Reach::Wallets(ids) = &self.reach {
            return ids.iter().map(|id| id.trim()).collect();
        }
        let is_wide = |name: &str| scope(name).is_some_and(|info| info.spends() && !info.marks.needs_wallet);
        if self.scopes.keys().any(|name| is_wide(name)) {
            return Vec::new();
        }
        let named: BTreeSet<&str> = self.scopes.values().flatten().map(|id| id.trim()).collect();
        named.into_iter().collect()
    }

    /// Sets the scopes of a preset, keeping the wallets already chosen for the ones that name some.
    pub fn apply(&mut self, preset: &Preset) {
        let mut kept = std::mem::take(&mut self.scopes);
        let of = |name: &&str| ((*name).to_owned(), kept.remove(*name).unwrap_or_default());
        self.scopes = preset.scopes.iter().map(of).collect();
    }

    /// Adds limits; blank ones, of which nothing was typed yet, make room for them.
    pub fn add_limits(&mut self, limits: Vec<LimitDraft>) {
        self.limits.retain(|limit| *limit != LimitDraft::default());
        self.limits.extend(limits);
    }

    /// Adds an address, in a line of its own.
    pub fn add_address(&mut self, address: &str) {
        if !self.addresses.is_empty() && !self.addresses.ends_with('\n') {
            self.addresses.push('\n');
        }
        self.addresses.push_str(address);
    }

    /// Takes a smaller scope. One about single wallets gets the wallets of the scope that it stands in for, else those
    /// that the token is confined to.
    pub fn swap(&mut self, swap: ScopeSwap) {
        let wallets = self.scopes.remove(swap.instead_of).unwrap_or_default();
        let Some(smaller) = swap.smaller.and_then(scope) else { return };
        let wallets = match (&self.reach, smaller.marks.needs_wallet) {
            (_, false) => Vec::new(),
            (Reach::Wallets(reach), true) if wallets.is_empty() => reach.clone(),
            (_, true) => wallets,
        };
        self.scopes.entry(smaller.name.to_owned()).or_insert(wallets);
    }
}

/// A label that another token has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LabelInUse {
    /// The label.
    pub label: String,
    /// When that token ends, where the platform reports.
    pub ends: Option<Timestamp>,
}

/// The circumstances of a check.
#[derive(Debug, Clone)]
pub struct TokenContext {
    /// What the environment demands.
    pub rules: EnvironmentRules,
    /// The clock, the zone and the next deployment.
    pub lifetime: LifetimeContext,
    /// The labels of the person's other tokens.
    pub labels_in_use: Vec<LabelInUse>,
    /// Whether the session was opened with an access token instead of a login.
    pub is_opened_by_token: bool,
    /// The address from which the platform sees this session.
    pub seen_from: Option<IpAddr>,
    /// The wallets and enterprises whose names and coins are known.
    pub names: Arc<ResourceNames>,
}
