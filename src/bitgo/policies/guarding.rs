//! A wallet's rules as they are held against a withdrawal that is asked about.

use super::{PolicyRule, RuleCondition, RuleKind};
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{CoveredWallet, WalletRule};
use crate::domain::policy::RuleTrigger;

impl PolicyRule {
    /// The rule as it is held against a withdrawal.
    pub fn guarding(&self) -> WalletRule {
        let mut description = self.description();
        if let (RuleKind::TransactionLimit, RuleTrigger::MoreThan { window_secs, .. }) =
            (&self.kind, &mut description.trigger)
        {
            // It looks at one transaction alone.
            *window_secs = Some(0);
        }
        let counted_from = match &self.condition {
            RuleCondition::Velocity { start, .. } => *start,
            _ => None,
        };
        WalletRule {
            name: self.id.clone(),
            description,
            entries: self.entries().iter().map(super::ListEntry::listed).collect(),
            excepts_fiat: self.kind == RuleKind::AllTransactionsNoFiat,
            counted_from,
            is_understood: self.is_understood(),
        }
    }

    /// Whether all of it was read and understood.
    pub fn is_understood(&self) -> bool {
        !self.is_unreadable() && self.is_of_its_kind()
    }

    /// Whether its condition is one that rules of its kind have.
    fn is_of_its_kind(&self) -> bool {
        use RuleCondition::{Addresses, Always, Bounds, Entries, Velocity, Webhook};
        match (&self.kind, &self.condition) {
            (RuleKind::VelocityLimit, Velocity { extra, time_window_secs, .. }) => {
                extra.is_empty() && time_window_secs.is_some()
            }
            (RuleKind::TransactionLimit, Velocity { extra, .. } | Bounds { extra, .. }) => extra.is_empty(),
            (RuleKind::AllTransactions | RuleKind::AllTransactionsNoFiat, Always)
            | (RuleKind::Webhook, Webhook(_))
            | (
                RuleKind::AdvancedWhitelist
                | RuleKind::AddressWhitelist
                | RuleKind::BitcoinAddressWhitelist
                | RuleKind::AddressBlacklist,
                Addresses(_) | Entries(_) | Always,
            ) => true,
            _ => false,
        }
    }
}

impl Wallet {
    /// What the filters of enterprise rules look at.
    pub fn covered(&self) -> CoveredWallet {
        CoveredWallet {
            id: self.id.clone(),
            label: self.label.clone(),
            coin: self.coin.clone(),
            kind: self.kind.word().into(),
            enterprise: self.enterprise.clone(),
        }
    }

    /// Its rules as they are held against a withdrawal; none where the answer does not tell them.
    pub fn guarding_rules(&self) -> Option<Vec<WalletRule>> {
        Some(self.rules()?.iter().map(PolicyRule::guarding).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::bitgo::fields::Fields;

    #[test]
    fn a_rule_of_another_shape_than_its_kind_is_not_understood() {
        for (kind, condition, is_understood) in [
            ("velocityLimit", json!({ "amountString": "5", "timeWindow": 60 }), true),
            ("velocityLimit", json!({ "amountString": "5", "timeWindow": 60, "moon": 1 }), false),
            ("velocityLimit", json!({ "amountString": "5" }), false),
            ("transactionLimit", json!({ "amountString": "5", "timeWindow": 60 }), true),
            ("transactionLimit", json!({ "lowerBound": "5" }), true),
            ("allTx", json!({}), true),
            ("allTx", json!({ "amountString": "5", "timeWindow": 60 }), false),
            ("advancedWhitelist", json!({ "entries": [] }), true),
            ("coinAddressWhitelist", json!({ "url": "https://h.example" }), false),
            ("webhook", json!({ "url": "https://h.example" }), true),
            ("moonRule", json!({}), false),
        ] {
            let rule =
                json!({ "id": "r", "type": kind, "condition": condition, "action": { "type": "deny" } });
            let rule = PolicyRule::read(Fields::of(rule).unwrap()).guarding();
            assert_eq!(rule.is_understood, is_understood, "{kind} {condition}");
            if let ("transactionLimit", RuleTrigger::MoreThan { window_secs, .. }) =
                (kind, &rule.description.trigger)
            {
                assert_eq!(*window_secs, Some(0), "a transaction is alone");
            }
        }
    }
}
