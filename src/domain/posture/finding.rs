//! A finding: what is the case, why it matters, who says so, and what mends it.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::enterprise_guard::RulesNotKnown;
use super::facts::{Custody, Subject};
use super::policy_note::PolicyNote;
use super::topic::{FindingSeverity, Topic};
use crate::domain::approvers::{can_approve, cannot_complete};
use crate::domain::enterprise_policy::POLICY_BUILDER;
use crate::domain::finding::FindingId;
use crate::domain::lifetime::{TimeLeft, moment_words};
use crate::domain::share::SECOND_ADMIN;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// More approvals are missing than there are people who could give one.
    StuckNow {
        /// The approval, by ID.
        approval: String,
        /// What it is about: "Withdrawal".
        title: String,
        /// How many approvals are missing.
        missing: u64,
        /// How many people could give one.
        could: usize,
    },
    /// No rule limits how much may leave, or asks others about everything that leaves.
    NoLimit(Gap),
    /// One admin only.
    OneAdmin {
        /// Whether they can also spend with a key that is online.
        spends: bool,
        /// Whether a rule that guards the money is locked, so that they cannot take it away; none where rules or their
        /// locks are not reported.
        is_held: Option<bool>,
    },
    /// More approvals are required than could be given.
    StuckToCome {
        /// How many are required.
        required: u64,
        /// What could never complete.
        stuck: Stuck,
    },
    /// No rule says where money may go.
    NoWhitelist(Gap),
    /// No rule that is known and judged is a limit or a whitelist, and whether others are is not known.
    NotKnown {
        /// Whether it is not known of a limit.
        limit: bool,
        /// Whether it is not known of a whitelist.
        whitelist: bool,
        /// Why.
        why: Arc<RulesNotKnown>,
    },
    /// Something about an enterprise's rules.
    Policy(Box<PolicyNote>),
    /// A rule that is not locked yet.
    NotLocked {
        /// What its makers call it.
        rule: String,
        /// When it locks.
        until: Timestamp,
    },
}

/// What could never complete because too few could approve it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stuck {
    /// Whatever a rule holds up.
    Whoever {
        /// How many could give an approval.
        could: usize,
        /// The rule, where it names who is asked; else every admin is.
        rule: Option<String>,
    },
    /// What a rule holds up, where one of those who approve sends it.
    Own {
        /// How many others are asked then.
        others: usize,
        /// The rule, where it names who is asked; else every admin is.
        rule: Option<String>,
    },
    /// A change of people or rules that an admin asks for.
    Changes {
        /// How many other admins there are.
        others: usize,
    },
}

/// What stands where a limit or a whitelist is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing: who can spend can send everything at once, anywhere.
    Bare,
    /// The other of the two, a limit or a whitelist.
    HalfClosed,
    /// A rule that asks or refuses whenever something is to leave.
    Asked,
    /// A key that is off-line.
    Offline,
    /// The trust company.
    Custodian,
    /// A freeze, until it ends.
    Frozen,
}

/// What mends a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix<'a> {
    /// Somebody else becomes an admin of the wallet.
    AddAdmin,
    /// The wallet's rules are changed.
    ChangeRules,
    /// The rules of the enterprises are read again.
    ReadRules,
    /// This rule of an enterprise is looked at; without a rule, all of them.
    LookAtRule(&'a PolicyNote),
    /// This approval, by ID, is decided.
    DecideApproval(&'a str),
}

/// Something that was found.
///
/// Not [`crate::domain::finding::Finding`]: nothing is sent here, so nothing is blocked or ticked, and the severity says
/// what would hurt most. It keeps what was found instead of sentences, for its row is grouped and mended by that, and its
/// times are worded in the zone of whoever reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: FindingSeverity,
    /// What it is.
    pub kind: FindingKind,
    /// The wallet.
    pub subject: Arc<Subject>,
}

/// Where the rules come from, as shown beside a finding.
mod source {
    /// The vendor's page on security practice, on limits, whitelists and locks.
    pub const POLICIES: &str = "BitGo advice on wallet policies";
    /// The same page, on admins.
    pub const ADMINS: &str = "BitGo advice on wallet admins";
    /// The vendor's specification: whoever asks cannot approve, and so many approvals are needed.
    pub const APPROVALS: &str = "BitGo API reference, pending approvals";
    /// What the vendor recommends to this enterprise.
    pub const RECOMMENDATIONS: &str = "BitGo's policy recommendations for the enterprise";
}

impl Finding {
    /// What it is about.
    pub fn topic(&self) -> Topic {
        match self.kind {
            FindingKind::StuckNow { .. } => Topic::StuckNow,
            FindingKind::NoLimit(_) => Topic::NoLimit,
            FindingKind::OneAdmin { .. } => Topic::OneAdmin,
            FindingKind::StuckToCome { .. } => Topic::StuckToCome,
            FindingKind::NoWhitelist(_) => Topic::NoWhitelist,
            FindingKind::NotKnown { .. } => Topic::NotKnown,
            FindingKind::Policy(ref note) => note.topic,
            FindingKind::NotLocked { .. } => Topic::NotLocked,
        }
    }

    /// What it is, the same from review to review as long as it is there.
    pub fn id(&self) -> FindingId {
        let which = match &self.kind {
            FindingKind::StuckNow { approval, .. } => approval,
            FindingKind::NotLocked { rule, .. } => rule,
            FindingKind::Policy(note) => &format!("{}/{}", note.enterprise, note.key),
            _ => "",
        };
        FindingId::new(format!("{}/{}/{which}", self.topic().word(), self.subject.id))
    }

    /// What is the case, in a sentence.
    pub fn what(&self) -> String {
        match &self.kind {
            FindingKind::StuckNow { title, missing, could, .. } => {
                format!("{title}: {}", cannot_complete(&format!("{missing} more"), *could))
            }
            FindingKind::NoLimit(Gap::Bare) => "No spending limit, whitelist or approval rule.".to_owned(),
            FindingKind::NoLimit(_) => "This wallet has no spending limit.".to_owned(),
            FindingKind::OneAdmin { spends: true, .. } => "The only admin can also spend.".to_owned(),
            FindingKind::OneAdmin { .. } => "This wallet has only one admin.".to_owned(),
            FindingKind::StuckToCome { required, stuck } => {
                let approvals = if *required == 1 { "1 approval" } else { &format!("{required} approvals") };
                format!("It requires {approvals}, but {}.", stuck.remaining())
            }
            FindingKind::NoWhitelist(_) => "This wallet has no whitelist.".to_owned(),
            FindingKind::NotKnown { limit, whitelist, .. } => {
                let what = match (limit, whitelist) {
                    (true, false) => "a spending limit",
                    (false, true) => "a whitelist",
                    _ => "a spending limit or a whitelist",
                };
                format!("Whether this wallet has {what} is not known.")
            }
            FindingKind::Policy(note) => note.sentence.clone(),
            FindingKind::NotLocked { rule, .. } => format!("The rule “{rule}” can still be changed."),
        }
    }

    /// Why that matters: what could happen, in a sentence.
    pub fn why(&self) -> Cow<'_, str> {
        let why = match &self.kind {
            FindingKind::StuckNow { .. } => {
                "What was requested will never happen, and nothing else would tell you."
            }
            FindingKind::NoLimit(gap) => no_limit(*gap),
            FindingKind::OneAdmin { spends: true, is_held: Some(false) } => {
                "Anyone who gets into the admin's account, and has its passphrase, can remove every rule alone and then send \
                 everything."
            }
            FindingKind::OneAdmin { is_held: Some(true), .. } => {
                "Anyone who gets into the admin's account can change people and rules alone. Only locked rules and \
                 BitGo's own stay."
            }
            FindingKind::OneAdmin { .. } => {
                "Anyone who gets into the admin's account can change people and rules without anybody else's approval."
            }
            FindingKind::StuckToCome { stuck, .. } => stuck.why(),
            FindingKind::NoWhitelist(gap) => no_whitelist(*gap),
            FindingKind::NotLocked { .. } => {
                "Until it locks, anyone who gets into an admin's account can try to remove it. Once it is locked, only BitGo \
                 support can change it, so a mistake in it stays."
            }
            FindingKind::NotKnown { why, .. } if **why == RulesNotKnown::NotJudged => {
                return why.words().into();
            }
            FindingKind::NotKnown { why, .. } => {
                return format!("The wallet's own policy has none. {}", why.words()).into();
            }
            FindingKind::Policy(note) => return note.why.as_str().into(),
        };
        why.into()
    }

    /// Where the rule comes from.
    pub fn source(&self) -> &'static str {
        match self.topic() {
            Topic::StuckNow | Topic::StuckToCome => source::APPROVALS,
            Topic::OneAdmin => source::ADMINS,
            Topic::NoLimit | Topic::NoWhitelist | Topic::NotKnown | Topic::NotLocked => source::POLICIES,
            Topic::RulesContradict
            | Topic::RuleApprovers
            | Topic::RuleAsksServer
            | Topic::RuleNotRead
            | Topic::RuleNeverApplies
            | Topic::RuleCoversNoneSeen => POLICY_BUILDER,
            Topic::NotFollowed => source::RECOMMENDATIONS,
        }
    }

    /// What to do about it.
    pub fn advice(&self, now: Timestamp, zone: &TimeZone) -> String {
        let advice = match &self.kind {
            FindingKind::StuckNow { .. } => {
                "Open it to cancel or reject it. Ask again once enough people can approve it."
            }
            FindingKind::NoLimit(_) => {
                "Add a policy rule that limits how much may leave per transaction, hour or day. It locks 48 hours after the \
                 last change."
            }
            FindingKind::OneAdmin { .. } => SECOND_ADMIN,
            FindingKind::StuckToCome { stuck, .. } => {
                if let Some(rule) = stuck.naming_rule() {
                    return format!(
                        "Add people to the rule “{rule}”, or lower the number of approvals. Once the rule has locked, only \
                         BitGo support can change it."
                    );
                }
                "Make another person an admin, or lower the number of approvals. Either may itself need approvals that nobody \
                 can give: then ask BitGo support for help."
            }
            FindingKind::NoWhitelist(_) => {
                "Add a whitelist of the on-chain addresses that this wallet pays. It locks 48 hours after the last change."
            }
            FindingKind::NotKnown { why, .. } if **why == RulesNotKnown::BeingRead => {
                "Wait until the enterprise's rules have been read."
            }
            FindingKind::NotKnown { why, .. } if **why == RulesNotKnown::NotJudged => {
                "Look at the rules that cover it, and decide whether they do. If not, add a limit and a whitelist to the \
                 wallet's own policy."
            }
            FindingKind::NotKnown { .. } => {
                "Find out which rules of the enterprise cover it, or add a limit and a whitelist to the wallet's own policy."
            }
            FindingKind::Policy(note) if note.topic == Topic::NotFollowed => {
                "Decide whether it fits your enterprise. Enterprise rules are made on BitGo's web page."
            }
            FindingKind::Policy(_) => {
                "Look at the rule, and change it on BitGo's web page if it is not what is meant."
            }
            FindingKind::NotLocked { until, .. } => {
                return format!(
                    "Check that it is right. It locks in {} ({}). Every change restarts the 48 hours.",
                    TimeLeft::until(*until, now).in_words(),
                    moment_words(*until, zone)
                );
            }
        };
        advice.to_owned()
    }

    /// What mends it.
    pub fn fix(&self) -> Fix<'_> {
        match &self.kind {
            FindingKind::StuckNow { approval, .. } => Fix::DecideApproval(approval),
            FindingKind::StuckToCome { stuck, .. } if stuck.naming_rule().is_some() => Fix::ChangeRules,
            FindingKind::OneAdmin { .. } | FindingKind::StuckToCome { .. } => Fix::AddAdmin,
            FindingKind::NotKnown { why, .. } if **why == RulesNotKnown::NotJudged => Fix::ChangeRules,
            FindingKind::NotKnown { .. } => Fix::ReadRules,
            FindingKind::Policy(note) => Fix::LookAtRule(note),
            FindingKind::NoLimit(_) | FindingKind::NoWhitelist(_) | FindingKind::NotLocked { .. } => {
                Fix::ChangeRules
            }
        }
    }
}

impl Stuck {
    /// The rule that names who is asked, where it is such a one.
    fn naming_rule(&self) -> Option<&str> {
        match self {
            Self::Whoever { rule, .. } | Self::Own { rule, .. } => rule.as_deref(),
            Self::Changes { .. } => None,
        }
    }

    /// Who is there to give the approvals, as the end of a sentence.
    fn remaining(&self) -> String {
        match self {
            Self::Whoever { could, .. } => can_approve(*could),
            Self::Own { others: 0, rule: Some(_) } => "the rule asks nobody besides the sender".to_owned(),
            Self::Own { others: 1, rule: Some(_) } => {
                "the rule asks only 1 person besides the sender".to_owned()
            }
            Self::Own { others, rule: Some(_) } => {
                format!("the rule asks only {others} people besides the sender")
            }
            Self::Own { others: 0, .. } | Self::Changes { others: 0 } => "there is no other admin".to_owned(),
            Self::Own { others: 1, .. } | Self::Changes { others: 1 } => {
                "there is only 1 other admin".to_owned()
            }
            Self::Own { others, .. } | Self::Changes { others } => {
                format!("there are only {others} other admins")
            }
        }
    }

    fn why(&self) -> &'static str {
        match self {
            Self::Whoever { .. } => {
                "A withdrawal that a rule of this wallet holds could never be approved, whoever sends it."
            }
            Self::Own { rule: None, .. } => {
                "Nobody can approve their own request: an admin's withdrawal that a rule of this wallet holds could never be \
                 approved."
            }
            Self::Own { .. } => {
                "Nobody can approve their own request: a withdrawal that a rule of this wallet holds could never be approved if \
                 one of its approvers sends it."
            }
            Self::Changes { .. } => {
                "Nobody can approve their own request: an admin's change of people or rules could never be approved."
            }
        }
    }
}

fn no_limit(gap: Gap) -> &'static str {
    match gap {
        Gap::Bare => {
            "Anyone who gets into one spender's account, and has its passphrase, can send everything at once, to any \
             address."
        }
        Gap::HalfClosed => {
            "Anyone who can spend, or gets into such an account, can send everything at once, though only to whitelisted \
             addresses."
        }
        // Never beside a missing limit.
        Gap::Asked => "A rule asks about everything that leaves.",
        Gap::Offline => {
            "Its key is offline, so an account alone is not enough. A limit would also stop what is signed by mistake or \
             under pressure."
        }
        Gap::Custodian => {
            "The trust company checks what leaves. Without a limit of your own, that is the only protection."
        }
        Gap::Frozen => {
            "Nothing leaves while it is frozen. When the freeze ends, everything can leave at once."
        }
    }
}

fn no_whitelist(gap: Gap) -> &'static str {
    match gap {
        Gap::Bare => "Anyone who can spend, or gets into such an account, can send to their own address.",
        Gap::HalfClosed => {
            "Up to the limit, money can go to any address: a thief's, or one copied by mistake."
        }
        Gap::Asked => {
            "An address that only looks like the right one can be approved by mistake. A whitelist would stop it."
        }
        Gap::Offline => "What is signed offline can go to any address, including one copied by mistake.",
        Gap::Custodian => "Money can go to any address that the trust company does not object to.",
        Gap::Frozen => {
            "Nothing leaves while it is frozen. When the freeze ends, money can go to any address."
        }
    }
}

impl Gap {
    /// What stands in the way where nothing but the custody does.
    pub(super) fn of_custody(custody: Custody) -> Option<Self> {
        match custody {
            Custody::Offline => Some(Self::Offline),
            Custody::Custodian => Some(Self::Custodian),
            Custody::Online | Custody::Elsewhere => None,
        }
    }
}
