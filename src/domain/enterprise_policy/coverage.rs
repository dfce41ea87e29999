//! Which wallets a rule of the Policy Builder covers, and what it guards.

use super::condition::Condition;
use super::filter::{CoveredWallet, WalletFilter};
use super::rule::{EnterpriseRule, Place};
use super::truth::Truth;

/// The touchpoint of transfers, by the platform's name (spec: `Touchpoint`).
pub const TRANSFERS: &str = "wallet.segregated.transfer";
/// The touchpoint of changes of rules.
pub const POLICY_CHANGES: &str = "policies.management.edit";

/// A touchpoint as the platform lists it: rules tell its ID alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchpointName {
    /// The platform's ID.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What a rule guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Guarded {
    /// Transfers from wallets.
    Transfers,
    /// Changes of rules.
    PolicyChanges,
    /// Something else, by its name.
    Other,
    /// Something that is not known here.
    Unclear,
}

/// By which way a rule says which wallets it covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CoveredBy {
    /// All wallets of the enterprise.
    #[default]
    All,
    /// By kind.
    Kinds(Vec<String>),
    /// By a list, of so many.
    List(usize),
    /// It is about rules, not wallets.
    Rules,
    /// It cannot be told.
    NotUnderstood,
}

impl EnterpriseRule {
    /// Whether it is for this wallet: every filter has to take it in, and it has to be of the same enterprise where both are
    /// known. A rule of the vendor's own is for every enterprise. One without filters says nothing of its wallets.
    pub fn covers(&self, wallet: &CoveredWallet) -> Truth {
        let is_elsewhere = !self.is_vendors
            && matches!((&self.enterprise, &wallet.enterprise), (Some(own), Some(other)) if own != other);
        if is_elsewhere {
            return Truth::No;
        }
        let start = if self.filters.is_empty() { Truth::Unknown } else { Truth::Yes };
        self.filters.iter().fold(start, |truth, filter| truth.and(filter.takes_in(wallet)))
    }

    /// What it guards: by the name of its touchpoint, or else by what its filters, its conditions and its touchpoint's label
    /// are about.
    pub fn guards(&self, touchpoints: &[TouchpointName]) -> Guarded {
        let listed = touchpoints.iter().find(|it| !it.id.is_empty() && it.id == self.touchpoint.id);
        if let Some(listed) = listed {
            return match listed.name.as_str() {
                TRANSFERS => Guarded::Transfers,
                POLICY_CHANGES => Guarded::PolicyChanges,
                name if name.is_empty() || name.contains("transfer") => Guarded::Unclear,
                _ => Guarded::Other,
            };
        }
        if self.filters.iter().any(|it| matches!(it, WalletFilter::AllRules { .. })) {
            return Guarded::PolicyChanges;
        }
        let is_of_transfers = |condition: &Condition| {
            use Condition::{Amount, Destination, Velocity, Webhook};
            matches!(condition, Amount { .. } | Velocity { .. } | Destination { .. } | Webhook { .. })
        };
        let Place { id, label } = &self.touchpoint;
        let is_not_told = id.is_empty() && label.is_empty();
        let is_labelled = label.to_lowercase().contains("transfer");
        if is_not_told || is_labelled || self.conditions().any(is_of_transfers) {
            return Guarded::Transfers;
        }
        Guarded::Unclear
    }

    /// The wallets that it names, by ID.
    pub fn listed_wallets(&self) -> impl Iterator<Item = &str> {
        self.filters
            .iter()
            .flat_map(|filter| match filter {
                WalletFilter::Wallets { ids, .. } => ids.as_slice(),
                _ => &[],
            })
            .map(String::as_str)
    }

    /// By which way it says which wallets it covers.
    pub fn covered_by(&self) -> CoveredBy {
        let mut by = CoveredBy::All;
        if self.filters.is_empty() {
            return CoveredBy::NotUnderstood;
        }
        for filter in &self.filters {
            by = match (filter, by) {
                (WalletFilter::NotUnderstood(_), _) | (_, CoveredBy::NotUnderstood) => {
                    CoveredBy::NotUnderstood
                }
                (WalletFilter::AllRules { .. }, _) | (_, CoveredBy::Rules) => CoveredBy::Rules,
                (WalletFilter::Wallets { ids, .. }, _) => CoveredBy::List(ids.as_slice().len()),
                (_, list @ CoveredBy::List(_)) => list,
                (WalletFilter::Kinds(kinds), _) => CoveredBy::Kinds(kinds.clone()),
                (WalletFilter::AllWallets, by) => by,
            };
        }
        by
    }
}
