//! What the review has to know, as plain facts.

use std::sync::Arc;

use jiff::Timestamp;
use smol_str::SmolStr;

use super::enterprise_guard::EnterpriseGuard;
use crate::domain::amount::Balance;
use crate::domain::approval::ApprovalStatus;
use crate::domain::policy::{Lock, RuleAction};
use crate::domain::share::{Member, Permission};

/// A wallet that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The platform's ID; empty where a finding is about no wallet.
    pub id: SmolStr,
    /// What its owners call it.
    pub label: SmolStr,
    /// Its coin, by ticker.
    pub coin: SmolStr,
    /// Its enterprise, by ID.
    pub enterprise: Option<SmolStr>,
    /// Its kind in the words of the screen: "hot MPC".
    pub kind: SmolStr,
    /// Where its key is, which decides what the advice asks of it.
    pub custody: Custody,
    /// What is in it, in base units; none where that is not reported.
    pub balance: Option<Balance>,
    /// Who is on it; empty where that is not reported.
    pub people: Arc<[Member]>,
    /// How many approvals a request needs, where that is known.
    pub approvals_required: Option<u64>,
    /// Whether anything can leave it now.
    pub freeze: Freeze,
    /// Its rules; none where the platform does not report them, and none with a finding: a hundred thousand findings would
    /// hold as many policies that nobody asks them for.
    pub rules: Option<Vec<Rule>>,
    /// What the rules of its enterprise guard besides.
    pub guard: EnterpriseGuard,
}

/// Where a wallet's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Custody {
    /// With its users, encrypted: who has an account and its passphrase can send.
    Online,
    /// Off-line with its owners.
    Offline,
    /// With the platform's trust company.
    Custodian,
    /// It has no key of its own (trading accounts), or is of a kind that this program does not know.
    Elsewhere,
}

/// Whether a wallet is frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Freeze {
    /// No.
    None,
    /// Until then.
    Until(Timestamp),
    /// Without an end that is known.
    Open,
}

/// A rule of a wallet's policy, as far as it guards something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What its makers call it.
    pub name: String,
    /// What it guards.
    pub protection: Protection,
    /// Only for this coin or token, where it is for one.
    pub coin: Option<String>,
    /// What it does, and who is asked then.
    pub action: RuleAction,
    /// Whether it can still be changed.
    pub lock: Lock,
}

/// What a rule guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protection {
    /// How much may leave, within a time or at once.
    Limit,
    /// Where it may go.
    Whitelist,
    /// Everything that is to leave: it is refused or needs a yes.
    Everything,
    /// Where it may not go, which leaves every other address open.
    Blacklist,
    /// Something that cannot be judged here: a server of the owner's is asked, or the kind is not known.
    Unjudged,
}

/// Something that waits for approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApproval {
    /// The platform's ID.
    pub id: String,
    /// What it is about: "Withdrawal".
    pub title: String,
    /// Its wallet, by ID, where it is about one.
    pub wallet: Option<String>,
    /// What that wallet's owners call it.
    pub wallet_label: Option<String>,
    /// Its coin, by ticker.
    pub coin: Option<String>,
    /// Its enterprise, by ID.
    pub enterprise: Option<String>,
    /// Who may decide it and how far it is.
    pub status: ApprovalStatus,
}

impl Subject {
    /// Its admins, by ID.
    pub fn admins(&self) -> impl Iterator<Item = &str> {
        let is_admin = |member: &&Member| member.permissions.has(&Permission::Admin);
        self.people.iter().filter(is_admin).map(|member| member.person.as_str())
    }

    /// What to call it in a sentence.
    pub fn name(&self) -> &str {
        if self.label.trim().is_empty() { &self.id } else { self.label.trim() }
    }

    /// Whether it is frozen at `now`.
    pub fn is_frozen(&self, now: Timestamp) -> bool {
        match self.freeze {
            Freeze::None => false,
            Freeze::Open => true,
            Freeze::Until(end) => end > now,
        }
    }

    /// Whether it is known that nothing bounds how much of its coin may leave: all rules are known, and none does or may.
    pub fn is_unlimited(&self) -> bool {
        let Some(rules) = &self.rules else { return false };
        let may_bound = |rule: &Rule| {
            let is_unjudged = rule.protection == Protection::Unjudged && rule.covers(&self.coin);
            is_unjudged || rule.protection.bounds_amounts(rule.coin.as_deref(), &self.coin)
        };
        let guard = &self.guard;
        let of_enterprise = guard.bounds_amounts() || guard.unjudged || guard.unknown().is_some();
        !of_enterprise && !rules.iter().any(may_bound)
    }

    /// Whether the advice on limits and whitelists applies to it. It speaks of wallets with keys; trading accounts
    /// and kinds that are not known are left out.
    pub fn is_held_to_limits(&self) -> bool {
        self.custody != Custody::Elsewhere
    }

    /// Stands in for the wallet of an approval that is not among the wallets, or that is about none.
    pub(super) fn of_approval(approval: &OpenApproval) -> Self {
        Self {
            id: approval.wallet.clone().unwrap_or_default().into(),
            label: approval.wallet_label.clone().unwrap_or_default().into(),
            coin: approval.coin.clone().unwrap_or_default().into(),
            ..Self::of_no_wallet(approval.enterprise.as_deref())
        }
    }

    /// Stands in where a finding is about an enterprise and no wallet.
    pub(super) fn of_no_wallet(enterprise: Option<&str>) -> Self {
        Self {
            id: SmolStr::default(),
            label: SmolStr::default(),
            coin: SmolStr::default(),
            enterprise: enterprise.map(Into::into),
            kind: SmolStr::default(),
            custody: Custody::Elsewhere,
            balance: None,
            people: Arc::default(),
            approvals_required: None,
            freeze: Freeze::None,
            rules: None,
            guard: EnterpriseGuard::default(),
        }
    }
}

impl Protection {
    /// Whether a rule that guards this bounds how much of `coin` may leave, `only_for` being the coin or token that it is
    /// for, where it is for one: it limits amounts, or asks about or refuses everything.
    pub fn bounds_amounts(self, only_for: Option<&str>, coin: &str) -> bool {
        matches!(self, Self::Limit | Self::Everything) && only_for.is_none_or(|only| only == coin)
    }
}

impl Rule {
    /// Whether it is about this coin.
    pub(super) fn covers(&self, coin: &str) -> bool {
        self.coin.as_deref().is_none_or(|only| only == coin)
    }

    /// Whether it can still be changed at `now`, however long ago the facts were gathered.
    pub(super) fn lock_at(&self, now: Timestamp) -> Lock {
        match self.lock {
            Lock::Open { until } if until <= now => Lock::Locked { since: until },
            lock => lock,
        }
    }
}
