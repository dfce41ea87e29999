//! The enterprise's own rules (the protocol notes, section 11): every version of each, how it is locked, and what fired it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::id::Id;

/// The platform locks a rule so long after it was made.
pub(crate) const LOCKS_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// Where a version stands (spec: `PolicyRule1`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum RuleStatus {
    Active,
    Inactive,
    Denied,
    PendingApproval,
    UnlockPending,
}

impl RuleStatus {
    const ALL: [Self; 5] =
        [Self::Active, Self::Inactive, Self::Denied, Self::PendingApproval, Self::UnlockPending];

    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Denied => "DENIED",
            Self::PendingApproval => "PENDING_APPROVAL",
            Self::UnlockPending => "UNLOCK_PENDING",
        }
    }

    /// The status of that word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// True while somebody has still to decide on the version.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::PendingApproval | Self::UnlockPending)
    }
}

/// What a rule guards. The specification names no touchpoint for sharing a wallet: that one is the sandbox's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Touchpoint {
    Transfer,
    Share,
    Policies,
}

impl Touchpoint {
    pub(crate) const ALL: [Self; 3] = [Self::Transfer, Self::Share, Self::Policies];

    /// Its name in requests.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Transfer => "wallet.segregated.transfer",
            Self::Share => "wallet.segregated.share",
            Self::Policies => "policies.management.edit",
        }
    }

    /// Its identifier in answers.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Transfer => "0441ea9f-cd66-4d60-a52a-471aecd3e54e",
            Self::Share => "5b1f0a52-7d0e-4c5e-9a3c-1f6f0f3f6a10",
            Self::Policies => "0a244ae3-26cf-48ed-9854-edd5b9751f3e",
        }
    }
}

/// How a version is locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Lock {
    Never,
    After(Timestamp),
    Permanent,
}

/// Who made or changed a version.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Author {
    Person(Id),
    /// The platform itself.
    Platform,
}

/// Who did something, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) by: Author,
    pub(crate) at: Timestamp,
}

/// The evaluation that fired a rule last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Trigger {
    pub(crate) at: Timestamp,
    pub(crate) evaluation: Id,
}

/// A version of a rule. Its filters and clauses are kept as they were sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RuleVersion {
    /// The same for all versions of the rule.
    pub(crate) id: Id,
    /// This version's own.
    pub(crate) unique: Id,
    pub(crate) enterprise: Id,
    pub(crate) name: String,
    pub(crate) status: RuleStatus,
    /// None for what has never been active.
    pub(crate) number: Option<u32>,
    /// The platform's own rule, which no customer changes.
    pub(crate) admin_only: bool,
    pub(crate) touchpoint: Touchpoint,
    pub(crate) filters: Vec<Value>,
    pub(crate) clauses: Vec<Value>,
    pub(crate) lock: Lock,
    pub(crate) created: Mark,
    pub(crate) modified: Mark,
    pub(crate) last_triggered: Option<Trigger>,
    /// The evaluation of the request that made it.
    pub(crate) evaluation: Option<Id>,
    /// Fields that are shown in place of its own: what the platform has not been seen to send, but might.
    pub(crate) shown_instead: Map<String, Value>,
}

impl RuleVersion {
    /// True where only the platform's support can change it.
    pub(crate) fn is_locked(&self, now: Timestamp) -> bool {
        match self.lock {
            Lock::Never => false,
            Lock::After(date) => now >= date,
            Lock::Permanent => true,
        }
    }
}

/// One look at all rules that guard something, before it was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Evaluation {
    pub(crate) id: Id,
    pub(crate) enterprise: Id,
    pub(crate) at: Timestamp,
    /// The versions that fired, and those that were looked at and did not.
    pub(crate) fired: Vec<Id>,
    pub(crate) passed: Vec<Id>,
}
