//! What is to be said of an enterprise's rules, in words.

use super::finding::{NeverFires, PolicyFinding};
use super::recommendation::Recommendation;
use super::rule::EnterpriseRule;
use super::words::RuleNames;
use crate::domain::foreign_text::visible;
use crate::domain::text::{counted, listed_of};

/// Where the findings come from.
pub const POLICY_BUILDER: &str = "BitGo API: Policy Builder rules";

impl PolicyFinding {
    /// What is the case, in a sentence. `rules` and `recommendations` are those that were judged.
    pub fn sentence(
        &self,
        rules: &[EnterpriseRule],
        recommendations: &[Recommendation],
        names: RuleNames<'_>,
    ) -> String {
        let rule = |place: &usize| {
            let name = rules.get(*place).map(|it| it.name.trim()).unwrap_or_default();
            format!("“{}”", visible(name))
        };
        let people = |ids: &[String]| listed_of(ids, "person", |id| names.people.of(id));
        let wallets = |ids: &[String]| listed_of(ids, "wallet", |id| names.wallet(id));
        match self {
            Self::NeverFires { rule: it, why } => format!("{} can never apply: {}.", rule(it), why.words()),
            Self::NoWalletSeen { rule: it } => format!("{} covers no wallet that you can see.", rule(it)),
            Self::Contradict { denies, asks, wallets: both } => format!(
                "{} denies what {} lets be approved, for {}.",
                rule(denies),
                rule(asks),
                wallets(both)
            ),
            Self::NobodyToSpare { rule: it, people: needed, wallets: on } if on.is_empty() => {
                format!("{} needs everyone it names: {}.", rule(it), people(needed))
            }
            Self::NobodyToSpare { rule: it, wallets: on, .. } => {
                format!("{} needs every admin of {}.", rule(it), wallets(on))
            }
            Self::TooFewApprovers { rule: it, count, people: few, wallets: on } if on.is_empty() => {
                let count = counted(usize::try_from(*count).unwrap_or(usize::MAX), "approval");
                format!("{} needs {count} and names only {}.", rule(it), people(few))
            }
            Self::TooFewApprovers { rule: it, wallets: on, .. } => {
                let has = if on.len() == 1 { "has" } else { "have" };
                format!("{} needs more wallet admins than {} {has}.", rule(it), wallets(on))
            }
            Self::ApproverGone { rule: it, person, wallets: on } => {
                let person = names.people.of(person);
                let from = if on.is_empty() {
                    "in the enterprise".to_owned()
                } else {
                    format!("on {}", wallets(on))
                };
                format!("{} asks {person}, who is not {from}.", rule(it))
            }
            Self::InitiatorApproves { rule: it, people: both, .. } => {
                format!("{} lets people approve what they started: {}.", rule(it), people(both))
            }
            Self::Webhook { rule: it, url } => {
                format!("{} depends on what the server at {} answers.", rule(it), visible(url))
            }
            Self::Unreadable { rule: it } => format!("A part of {} could not be read.", rule(it)),
            Self::NotFollowed { recommendation } => {
                let title =
                    recommendations.get(*recommendation).map(|it| it.title.as_str()).unwrap_or_default();
                format!("BitGo recommends: {}.", visible(title).trim_end_matches('.'))
            }
        }
    }

    /// Why it matters, in a sentence.
    pub fn why(&self, recommendations: &[Recommendation]) -> String {
        match self {
            Self::NoWalletSeen { .. } => {
                "What it guards cannot be told: its wallets may be closed, or be ones that you are not on."
                    .to_owned()
            }
            Self::NeverFires { .. } => "Nobody is protected by it. Change it, or remove it.".to_owned(),
            Self::Contradict { .. } => {
                "The denial wins, so nobody is ever asked. Decide which of the two is meant.".to_owned()
            }
            Self::NobodyToSpare { .. } => {
                "If one of them is away or leaves, nothing can be approved.".to_owned()
            }
            Self::TooFewApprovers { .. } => {
                "Nothing that it stops can be approved. Ask for fewer people, or add some.".to_owned()
            }
            Self::ApproverGone { wallets, .. } if wallets.is_empty() => {
                "They cannot approve. Name somebody else.".to_owned()
            }
            Self::ApproverGone { .. } => {
                "They cannot approve what leaves there. Add them to the wallet, or name somebody else."
                    .to_owned()
            }
            Self::InitiatorApproves { is_enough: true, .. } => {
                "To this rule one account in the wrong hands is enough. Do not let the initiator approve."
                    .to_owned()
            }
            Self::InitiatorApproves { .. } => {
                "Their own approval counts as one of those that it asks for. Others are still needed."
                    .to_owned()
            }
            Self::Webhook { .. } => {
                "If the server is down, all that it guards stops or all of it goes through.".to_owned()
            }
            Self::Unreadable { .. } => {
                "It is not counted as guarding anything. Look at it on BitGo's web page.".to_owned()
            }
            Self::NotFollowed { recommendation } => {
                let Some(it) = recommendations.get(*recommendation) else { return String::new() };
                let share = it.share_words().map(|words| format!(" {words}.")).unwrap_or_default();
                format!("{}{share}", visible(&it.explanation))
            }
        }
    }

    /// Whether it is a line of defence that is missing or weak, and not only worth a look.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::Contradict { .. }
            | Self::NobodyToSpare { .. }
            | Self::TooFewApprovers { .. }
            | Self::ApproverGone { .. }
            | Self::InitiatorApproves { is_enough: true, .. }
            | Self::Webhook { .. }
            | Self::Unreadable { .. } => true,
            Self::NeverFires { why, .. } => *why != NeverFires::Inactive,
            Self::NoWalletSeen { .. } | Self::InitiatorApproves { .. } | Self::NotFollowed { .. } => false,
        }
    }
}

impl NeverFires {
    fn words(&self) -> &'static str {
        match self {
            Self::Inactive => "it is not active",
            Self::NoWallet => "its filters take in no wallet",
            Self::Excluded => "its conditions exclude one another",
        }
    }
}
