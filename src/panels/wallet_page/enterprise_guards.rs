//! The enterprise rules over a wallet, as its page shows them beside the wallet's own.

use crate::domain::enterprise_policy::{Guarded, NotRead, RuleLock, RuleOrigin, RuleStatus};

/// An enterprise rule that covers the wallet, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveringRule {
    /// The rule, by ID.
    pub id: String,
    /// What its makers call it.
    pub name: String,
    /// What it says.
    pub sentence: String,
    /// What it guards.
    pub guarded: Guarded,
    /// Where it is from.
    pub origin: RuleOrigin,
    /// Whether it is looked at.
    pub status: RuleStatus,
    /// Whether it can still be changed.
    pub lock: RuleLock,
    /// Whether all of it was read and understood.
    pub is_understood: bool,
    /// Whether it cannot be told that it covers the wallet.
    pub is_unclear: bool,
}

/// The enterprise rules over the wallet, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EnterpriseGuards {
    /// They are on their way.
    #[default]
    Reading,
    /// The wallet belongs to no enterprise.
    NoEnterprise,
    /// These, all of them.
    Read(Vec<CoveringRule>),
    /// These, and perhaps others: why they could not be read.
    NotRead(Vec<CoveringRule>, NotRead),
}

impl CoveringRule {
    /// Whether it is known to be in force for withdrawals from the wallet. What still waits for approval guards nothing yet.
    pub(super) fn guards_withdrawals(&self) -> bool {
        let is_in_force = self.status == RuleStatus::Active && self.is_understood && !self.is_unclear;
        is_in_force && self.guarded == Guarded::Transfers
    }

    /// Whether it may be.
    fn may_guard_withdrawals(&self) -> bool {
        let may_be_in_force = matches!(self.status, RuleStatus::Active | RuleStatus::Other(_));
        may_be_in_force && matches!(self.guarded, Guarded::Transfers | Guarded::Unclear)
    }
}

impl EnterpriseGuards {
    /// Those that are known.
    pub(super) fn rules(&self) -> &[CoveringRule] {
        match self {
            Self::Reading | Self::NoEnterprise => &[],
            Self::Read(rules) | Self::NotRead(rules, _) => rules,
        }
    }

    /// Nothing of the enterprise guards withdrawals from the wallet: all of its rules were read, and none of those that cover it
    /// is about withdrawals and in force, or may be.
    pub(super) fn are_none(&self) -> bool {
        match self {
            Self::NoEnterprise => true,
            Self::Read(rules) => !rules.iter().any(CoveringRule::may_guard_withdrawals),
            Self::Reading | Self::NotRead(..) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(guarded: Guarded, status: RuleStatus) -> CoveringRule {
        CoveringRule {
            id: "r".into(),
            name: "Quarter end".into(),
            sentence: String::new(),
            guarded,
            origin: RuleOrigin::Enterprise,
            status,
            lock: RuleLock::default(),
            is_understood: true,
            is_unclear: false,
        }
    }

    #[test]
    fn only_what_is_in_force_for_withdrawals_counts_and_only_what_cannot_be_leaves_none() {
        let in_force = || rule(Guarded::Transfers, RuleStatus::Active);
        for (case, rules, count, are_none) in [
            ("no rule", Vec::new(), 0, true),
            ("one on withdrawals", vec![in_force()], 1, false),
            ("one on shares", vec![rule(Guarded::Other, RuleStatus::Active)], 0, true),
            ("one on changes of rules", vec![rule(Guarded::PolicyChanges, RuleStatus::Active)], 0, true),
            ("one that waits", vec![rule(Guarded::Transfers, RuleStatus::PendingApproval)], 0, true),
            ("nobody knows what it guards", vec![rule(Guarded::Unclear, RuleStatus::Active)], 0, false),
            (
                "of a status that is not known",
                vec![rule(Guarded::Transfers, RuleStatus::Other("ON".into()))],
                0,
                false,
            ),
            ("one not understood", vec![CoveringRule { is_understood: false, ..in_force() }], 0, false),
            ("one that may be for others", vec![CoveringRule { is_unclear: true, ..in_force() }], 0, false),
            ("one of each", vec![in_force(), rule(Guarded::Other, RuleStatus::Active)], 1, false),
        ] {
            assert_eq!(rules.iter().filter(|it| it.guards_withdrawals()).count(), count, "{case}");
            assert_eq!(EnterpriseGuards::Read(rules).are_none(), are_none, "{case}");
        }
        assert!(EnterpriseGuards::NoEnterprise.are_none());
        assert!(!EnterpriseGuards::Reading.are_none());
        assert!(!EnterpriseGuards::NotRead(Vec::new(), NotRead::NoLicense).are_none());
    }
}
