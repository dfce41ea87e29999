//! What a rule of the Policy Builder protects a wallet from, for whoever judges the wallet's guards together.

use super::condition::{Comparison, Condition, Currency, DestinationType};
use super::coverage::{Guarded, TouchpointName};
use super::demand::{Strictness, of_actions};
use super::filter::CoveredWallet;
use super::rule::{Clause, EnterpriseRule, Join};
use super::truth::Truth;
use super::withdrawal::is_about;

/// What a rule protects a wallet from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnterpriseProtection {
    /// Any withdrawal is refused, or needs a yes.
    Everything,
    /// How much may leave, at once or within a time.
    Limit,
    /// Where it may go.
    Whitelist,
    /// Something that cannot be judged, or that is for some people or amounts alone.
    Unjudged,
}

impl EnterpriseRule {
    /// What it protects this wallet from, for its coin; nothing where it is not in force, guards something else, or
    /// does not cover it. A rule of which a part could not be read, its status among them, protects from nothing, and is
    /// unjudged.
    pub fn protects(
        &self,
        wallet: &CoveredWallet,
        coin: &str,
        touchpoints: &[TouchpointName],
    ) -> Vec<EnterpriseProtection> {
        let (guards, covers) = (self.guards(touchpoints), self.covers(wallet));
        let is_elsewhere = matches!(guards, Guarded::PolicyChanges | Guarded::Other);
        if !self.may_be_active() || is_elsewhere || covers == Truth::No {
            return Vec::new();
        }
        if !self.is_active() || !self.is_readable() || covers == Truth::Unknown || guards == Guarded::Unclear
        {
            return vec![EnterpriseProtection::Unjudged];
        }
        let mut found: Vec<EnterpriseProtection> =
            self.clauses.iter().filter_map(|clause| clause.protects(coin)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Clause {
    /// What it protects from; none where it asks for nothing, or is about another coin.
    fn protects(&self, coin: &str) -> Option<EnterpriseProtection> {
        let (least, most) = of_actions(&self.actions);
        if most.strictness() == Strictness::GoesThrough {
            return None;
        }
        if least.strictness() == Strictness::GoesThrough {
            return Some(EnterpriseProtection::Unjudged);
        }
        let each: Vec<Option<EnterpriseProtection>> =
            self.conditions.iter().map(|it| it.item.protects(coin)).collect();
        let is_joined_by = |join| {
            let joins = self.conditions.iter().take(self.conditions.len().saturating_sub(1));
            joins.map(|it| it.join).all(|it| it == Some(join))
        };
        match each.as_slice() {
            [] => Some(EnterpriseProtection::Everything),
            [one] => *one,
            // One that is about another coin makes all of them so.
            all if is_joined_by(Join::And) && all.contains(&None) => None,
            // Either is enough: what the widest of them protects from is protected.
            all if is_joined_by(Join::Or) => all.iter().flatten().min().copied(),
            // Both a limit and a whitelist at once protect from less than either.
            _ => Some(EnterpriseProtection::Unjudged),
        }
    }
}

impl Condition {
    fn protects(&self, coin: &str) -> Option<EnterpriseProtection> {
        let of_coin = match self {
            Self::Amount { threshold, .. } | Self::Velocity { threshold, .. } => match &threshold.currency {
                Currency::Usd => None,
                Currency::Coin(of) => Some(of),
            },
            Self::Destination { coin, .. } | Self::Webhook { coin, .. } => coin.as_ref(),
            _ => None,
        };
        match of_coin.map_or(Truth::Yes, |of| is_about(of, coin)) {
            Truth::Yes => {}
            Truth::No => return None,
            Truth::Unknown => return Some(EnterpriseProtection::Unjudged),
        }
        match self {
            Self::Amount { comparison: Comparison::Above | Comparison::AtLeast, .. }
            | Self::Velocity { .. } => Some(EnterpriseProtection::Limit),
            Self::Destination { kind: DestinationType::NotWhitelisted, .. } => {
                Some(EnterpriseProtection::Whitelist)
            }
            _ => Some(EnterpriseProtection::Unjudged),
        }
    }
}
