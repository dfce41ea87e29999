//! What an enterprise's rules guard of a wallet, beside the wallet's own.

use std::sync::Arc;

use crate::domain::enterprise_policy::{EnterpriseProtection, NotRead};

/// What the rules of its enterprise, and the vendor's own, guard of a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterpriseGuard {
    /// They limit how much may leave.
    pub limit: bool,
    /// They say where it may go.
    pub whitelist: bool,
    /// They deny or ask about everything that leaves.
    pub everything: bool,
    /// They do something that cannot be judged here.
    pub unjudged: bool,
    /// Why there may be more, or others by now; none where all of them are known.
    pub not_known: Option<Arc<RulesNotKnown>>,
}

/// Why an enterprise's rules are not known, or not all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesNotKnown {
    /// They are still being read.
    BeingRead,
    /// They could not be read.
    NotRead(NotRead),
}

impl EnterpriseGuard {
    /// That of rules which protect from these.
    pub fn of(protections: impl IntoIterator<Item = EnterpriseProtection>) -> Self {
        let mut guard = Self::default();
        for protection in protections {
            match protection {
                EnterpriseProtection::Limit => guard.limit = true,
                EnterpriseProtection::Whitelist => guard.whitelist = true,
                EnterpriseProtection::Everything => guard.everything = true,
                EnterpriseProtection::Unjudged => guard.unjudged = true,
            }
        }
        guard
    }

    /// Where the rules are not known.
    pub fn not_known(why: RulesNotKnown) -> Self {
        Self { not_known: Some(Arc::new(why)), ..Self::default() }
    }

    /// Why nothing may be claimed of what is missing. Rules that could not be read again are judged as they were read: a danger
    /// does not go because a reading failed.
    pub fn unknown(&self) -> Option<&Arc<RulesNotKnown>> {
        self.not_known.as_ref().filter(|why| !why.is_of_earlier_rules())
    }

    /// Whether it bounds how much may leave.
    pub fn bounds_amounts(&self) -> bool {
        self.limit || self.everything
    }

    /// Whether it stands before the money in any way that is understood.
    pub fn guards_money(&self) -> bool {
        self.bounds_amounts() || self.whitelist
    }
}

impl RulesNotKnown {
    /// Whether all rules were read, at an earlier time than was asked for.
    pub fn is_of_earlier_rules(&self) -> bool {
        matches!(self, Self::NotRead(NotRead::Earlier { .. }))
    }

    /// In sentences, with what it means.
    pub fn words(&self) -> String {
        match self {
            Self::BeingRead => "The enterprise's rules are still being read.".to_owned(),
            Self::NotRead(why) => format!("{} {}", why.sentence(), why.meaning()),
        }
    }
}
