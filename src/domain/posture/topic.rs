//! What findings are about and how much they weigh.

use crate::domain::text::counted;

/// How much a finding weighs, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingSeverity {
    /// One account in the wrong hands is enough to lose everything, or something is stuck already.
    Critical,
    /// A line of defence that the advice asks for is missing.
    Warning,
    /// Worth a look.
    Info,
}

/// What findings are about, as they are grouped and filtered, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// An open approval that nobody can give.
    StuckNow,
    /// No limit on what may leave.
    NoLimit,
    /// A single admin.
    OneAdmin,
    /// Requests to come could not be approved.
    StuckToCome,
    /// No whitelist.
    NoWhitelist,
    /// Whether there is a limit or a whitelist is not known.
    NotKnown,
    /// Rules of an enterprise of which one always denies what the other lets be approved.
    RulesContradict,
    /// The people whose approval a rule of an enterprise asks for.
    RuleApprovers,
    /// A rule of an enterprise that asks a server.
    RuleAsksServer,
    /// A rule of an enterprise of which a part could not be read.
    RuleNotRead,
    /// A rule of an enterprise that can never apply.
    RuleNeverApplies,
    /// A rule of an enterprise that covers none of the wallets that can be seen.
    RuleCoversNoneSeen,
    /// A rule that can still be changed.
    NotLocked,
    /// What the vendor recommends to an enterprise.
    NotFollowed,
}

impl FindingSeverity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Warning, Self::Info];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::Warning => "Warning",
            Self::Info => "Info",
        }
    }

    /// So many of them in words: "1 critical", "3 warnings".
    pub fn counted(self, count: usize) -> String {
        match self {
            Self::Critical => format!("{count} critical"),
            Self::Warning => counted(count, "warning"),
            Self::Info => format!("{count} info"),
        }
    }
}

impl Topic {
    /// All of them, the worst first.
    pub const ALL: [Self; 14] = [
        Self::StuckNow,
        Self::NoLimit,
        Self::OneAdmin,
        Self::StuckToCome,
        Self::NoWhitelist,
        Self::NotKnown,
        Self::RulesContradict,
        Self::RuleApprovers,
        Self::RuleAsksServer,
        Self::RuleNotRead,
        Self::RuleNeverApplies,
        Self::RuleCoversNoneSeen,
        Self::NotLocked,
        Self::NotFollowed,
    ];

    /// What it is called on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::StuckNow => "Approval that cannot complete",
            Self::NoLimit => "No spending limit",
            Self::OneAdmin => "One admin only",
            Self::StuckToCome => "Too few admins to approve",
            Self::NoWhitelist => "No whitelist",
            Self::NotKnown => "Limit or whitelist not known",
            Self::RulesContradict => "Enterprise rules that contradict",
            Self::RuleApprovers => "Approvers of an enterprise rule",
            Self::RuleAsksServer => "Enterprise rule that asks a server",
            Self::RuleNotRead => "Enterprise rule not fully read",
            Self::RuleNeverApplies => "Enterprise rule that never applies",
            Self::RuleCoversNoneSeen => "Enterprise rule without a visible wallet",
            Self::NotLocked => "Rule not locked yet",
            Self::NotFollowed => "Recommended by BitGo",
        }
    }

    /// For the key of a finding.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::StuckNow => "stuck",
            Self::NoLimit => "limit",
            Self::OneAdmin => "admin",
            Self::StuckToCome => "approvals",
            Self::NoWhitelist => "whitelist",
            Self::NotKnown => "unknown",
            Self::RulesContradict => "contradiction",
            Self::RuleApprovers => "approvers",
            Self::RuleAsksServer => "server",
            Self::RuleNotRead => "unread",
            Self::RuleNeverApplies => "never",
            Self::RuleCoversNoneSeen => "unseen",
            Self::NotLocked => "lock",
            Self::NotFollowed => "recommended",
        }
    }
}
