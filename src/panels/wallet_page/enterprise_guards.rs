//! The enterprise rules over a wallet, as its page shows them beside the wallet's own.

use crate::domain::enterprise_policy::{NotRead, RuleLock, RuleOrigin, RuleStatus};

/// An enterprise rule that covers the wallet, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveringRule {
    /// The rule, by ID.
    pub id: String,
    /// What its makers call it.
    pub name: String,
    /// What it says.
    pub sentence: String,
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

impl EnterpriseGuards {
    /// Those that are known.
    pub(super) fn rules(&self) -> &[CoveringRule] {
        match self {
            Self::Reading | Self::NoEnterprise => &[],
            Self::Read(rules) | Self::NotRead(rules, _) => rules,
        }
    }

    /// Nothing of the enterprise guards the wallet: all of its rules were read, and none of them covers it.
    pub(super) fn are_none(&self) -> bool {
        match self {
            Self::NoEnterprise => true,
            Self::Read(rules) => rules.is_empty(),
            Self::Reading | Self::NotRead(..) => false,
        }
    }
}
