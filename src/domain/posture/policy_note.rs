//! What is to be said of an enterprise's rules themselves, as a finding of the review.

use super::topic::{FindingSeverity, Topic};
use crate::domain::enterprise_policy::{
    EnterpriseRule, NeverFires, PolicyFinding, Recommendation, RuleNames,
};

/// A finding about an enterprise's rules, in words: the rules themselves are not kept with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyNote {
    /// The enterprise, by ID.
    pub enterprise: String,
    /// What it is about.
    pub topic: Topic,
    /// The rule, by ID; empty where it is about none.
    pub rule: String,
    /// Tells it from others about the same rule.
    pub(super) key: String,
    pub(super) severity: FindingSeverity,
    pub(super) sentence: String,
    pub(super) why: String,
}

impl PolicyNote {
    /// Puts what was found of an enterprise's rules and recommendations into words.
    pub fn of(
        enterprise: &str,
        finding: &PolicyFinding,
        rules: &[EnterpriseRule],
        recommendations: &[Recommendation],
        names: RuleNames<'_>,
    ) -> Self {
        let place = place(finding);
        let rule = place.and_then(|place| rules.get(place));
        Self {
            enterprise: enterprise.to_owned(),
            topic: topic(finding),
            rule: rule.map(|rule| rule.id.clone()).unwrap_or_default(),
            key: key(finding, rules, recommendations),
            severity: if finding.is_warning() { FindingSeverity::Warning } else { FindingSeverity::Info },
            sentence: finding.sentence(rules, recommendations, names),
            why: finding.why(recommendations),
        }
    }
}

fn topic(finding: &PolicyFinding) -> Topic {
    match finding {
        PolicyFinding::Contradict { .. } => Topic::RulesContradict,
        PolicyFinding::NobodyToSpare { .. }
        | PolicyFinding::TooFewApprovers { .. }
        | PolicyFinding::ApproverGone { .. }
        | PolicyFinding::InitiatorApproves { .. } => Topic::RuleApprovers,
        PolicyFinding::Webhook { .. } => Topic::RuleAsksServer,
        PolicyFinding::Unreadable { .. } => Topic::RuleNotRead,
        PolicyFinding::NeverFires { .. } => Topic::RuleNeverApplies,
        PolicyFinding::NoWalletSeen { .. } => Topic::RuleCoversNoneSeen,
        PolicyFinding::NotFollowed { .. } => Topic::NotFollowed,
    }
}

/// The rule that is to be looked at, by its place.
fn place(finding: &PolicyFinding) -> Option<usize> {
    match finding {
        PolicyFinding::NeverFires { rule, .. }
        | PolicyFinding::NobodyToSpare { rule, .. }
        | PolicyFinding::TooFewApprovers { rule, .. }
        | PolicyFinding::ApproverGone { rule, .. }
        | PolicyFinding::NoWalletSeen { rule }
        | PolicyFinding::InitiatorApproves { rule, .. }
        | PolicyFinding::Webhook { rule, .. }
        | PolicyFinding::Unreadable { rule }
        | PolicyFinding::Contradict { asks: rule, .. } => Some(*rule),
        PolicyFinding::NotFollowed { .. } => None,
    }
}

/// By IDs alone, so that it is the same from review to review.
fn key(finding: &PolicyFinding, rules: &[EnterpriseRule], recommendations: &[Recommendation]) -> String {
    let id = |place: &usize| rules.get(*place).map(|rule| rule.unique_id.as_str()).unwrap_or_default();
    match finding {
        PolicyFinding::NeverFires { rule, why } => {
            let why = match why {
                NeverFires::Inactive => "inactive",
                NeverFires::NoWallet => "wallet",
                NeverFires::Excluded => "excluded",
            };
            format!("never {why} {}", id(rule))
        }
        PolicyFinding::Contradict { denies, asks, .. } => format!("contradict {} {}", id(denies), id(asks)),
        PolicyFinding::NobodyToSpare { rule, people, .. } => {
            format!("spare {} {}", id(rule), people.join(" "))
        }
        PolicyFinding::TooFewApprovers { rule, count, people, .. } => {
            format!("few {} {count} {}", id(rule), people.join(" "))
        }
        PolicyFinding::ApproverGone { rule, person, wallets } => {
            format!("gone {} {person} {}", id(rule), wallets.is_empty())
        }
        PolicyFinding::InitiatorApproves { rule, people, is_enough } => {
            format!("initiator {} {is_enough} {}", id(rule), people.join(" "))
        }
        PolicyFinding::NoWalletSeen { rule } => format!("unseen {}", id(rule)),
        PolicyFinding::Webhook { rule, url } => format!("server {} {url}", id(rule)),
        PolicyFinding::Unreadable { rule } => format!("unread {}", id(rule)),
        PolicyFinding::NotFollowed { recommendation } => {
            let id = recommendations.get(*recommendation).map(|it| it.id.as_str()).unwrap_or_default();
            format!("recommended {id}")
        }
    }
}
