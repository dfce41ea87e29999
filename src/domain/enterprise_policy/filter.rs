//! Which wallets a rule of the Policy Builder is for (spec: `filteringConditions`).

use std::collections::BTreeSet;

use super::raw_part::RawPart;
use super::rule::EnterpriseRule;
use super::truth::Truth;

/// Which wallets a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalletFilter {
    /// `wallet.all`
    AllWallets,
    /// `wallet.type`: wallets of these kinds, by the platform's words (`hot`, `custodial`, `trading`).
    Kinds(Vec<String>),
    /// `wallet.ids`, `wallet.multiple.ids`: these wallets, by ID.
    Wallets {
        /// Which.
        ids: Vec<String>,
        /// Whether it came as `wallet.multiple.ids`, whose meaning is the same.
        is_multiple: bool,
    },
    /// `rule.all`: no wallets, but the rules themselves.
    AllRules,
    /// Something that this program does not know, or that could not be read.
    NotUnderstood(RawPart),
}

/// What a filter looks at of a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoveredWallet {
    /// The platform's ID.
    pub id: String,
    /// What its owners call it; may be empty.
    pub label: String,
    /// Its kind by the platform's word (`hot`, `cold`, `custodial`, `trading`, …).
    pub kind: String,
    /// Its enterprise, by ID, where it is known.
    pub enterprise: Option<String>,
}

/// Which of the wallets that are known a rule covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By which way it says so.
    pub by: CoveredBy,
    /// The wallets that it covers, by their places in the list that was given.
    pub covered: Vec<usize>,
    /// The wallets of which it cannot be told, by their places.
    pub unclear: Vec<usize>,
    /// IDs that it names and that are not among the wallets given: not visible to this person, or no wallets any more.
    pub not_seen: Vec<String>,
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

impl WalletFilter {
    /// Whether it takes in this wallet.
    fn takes_in(&self, wallet: &CoveredWallet) -> Truth {
        match self {
            Self::AllWallets => Truth::Yes,
            Self::Kinds(kinds) => Truth::of(kinds.contains(&wallet.kind)),
            Self::Wallets { ids, .. } => Truth::of(ids.contains(&wallet.id)),
            Self::AllRules => Truth::No,
            Self::NotUnderstood(_) => Truth::Unknown,
        }
    }
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

    /// Which of these wallets it covers.
    pub fn coverage(&self, wallets: &[CoveredWallet]) -> Coverage {
        let mut coverage = Coverage { by: self.covered_by(), ..Coverage::default() };
        for (place, wallet) in wallets.iter().enumerate() {
            match self.covers(wallet) {
                Truth::Yes => coverage.covered.push(place),
                Truth::Unknown => coverage.unclear.push(place),
                Truth::No => {}
            }
        }
        let known: BTreeSet<&str> = wallets.iter().map(|wallet| wallet.id.as_str()).collect();
        let named = self.listed_wallets().filter(|id| !known.contains(id));
        coverage.not_seen = named.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect();
        coverage
    }

    /// The wallets that it names, by ID.
    pub fn listed_wallets(&self) -> impl Iterator<Item = &str> {
        self.filters.iter().flat_map(|filter| match filter {
            WalletFilter::Wallets { ids, .. } => ids.as_slice(),
            _ => &[],
        }).map(String::as_str)
    }

    /// By which way it says which wallets it covers.
    pub fn covered_by(&self) -> CoveredBy {
        let mut by = CoveredBy::All;
        if self.filters.is_empty() {
            return CoveredBy::NotUnderstood;
        }
        for filter in &self.filters {
            by = match (filter, by) {
                (WalletFilter::NotUnderstood(_), _) | (_, CoveredBy::NotUnderstood) => CoveredBy::NotUnderstood,
                (WalletFilter::AllRules, _) | (_, CoveredBy::Rules) => CoveredBy::Rules,
                (WalletFilter::Wallets { ids, .. }, _) => CoveredBy::List(ids.len()),
                (_, list @ CoveredBy::List(_)) => list,
                (WalletFilter::Kinds(kinds), _) => CoveredBy::Kinds(kinds.clone()),
                (WalletFilter::AllWallets, by) => by,
            };
        }
        by
    }
}
