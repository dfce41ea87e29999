//! What an enterprise's rules guard of a wallet, beside the wallet's own.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::enterprise_policy::{
    EnterpriseProtection, EnterpriseRule, LockState, NotRead, RuleOrigin,
};

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
    /// From when on a rule that guards money cannot be taken away by the enterprise's own admins; none where none is known to
    /// lock.
    pub kept_from: Option<Timestamp>,
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
    /// One over the wallet, of the enterprise's or its own, cannot be judged here.
    NotJudged,
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

    /// Adds what a rule protects from.
    pub fn add(&mut self, rule: &EnterpriseRule, protections: Vec<EnterpriseProtection>) {
        let own = Self::of(protections);
        self.limit |= own.limit;
        self.whitelist |= own.whitelist;
        self.everything |= own.everything;
        self.unjudged |= own.unjudged;
        if let Some(from) = kept_from(rule).filter(|_| own.guards_money()) {
            self.kept_from = Some(self.kept_from.map_or(from, |known| known.min(from)));
        }
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

    /// Whether a rule that guards money is locked at `now`.
    pub fn is_kept(&self, now: Timestamp) -> bool {
        self.kept_from.is_some_and(|from| from <= now)
    }
}

/// From when on the enterprise's admins cannot take a rule away: since ever where it is locked or the vendor's own. Until it
/// locks one of them may do it alone: who they are, and whether another has to approve, is not told.
fn kept_from(rule: &EnterpriseRule) -> Option<Timestamp> {
    if rule.origin() == RuleOrigin::Vendor {
        return Some(Timestamp::MIN);
    }
    match rule.lock.state(Timestamp::MIN) {
        LockState::Locked(_) | LockState::Permanent => Some(Timestamp::MIN),
        LockState::OpenUntil(at) => Some(at),
        LockState::Open | LockState::NotTold => None,
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
            Self::NotJudged => "A rule over this wallet cannot be judged here: it asks a server, is for some people or amounts \
                                alone, or is not understood. It may set one; if it does not, there is none."
                .to_owned(),
        }
    }
}
