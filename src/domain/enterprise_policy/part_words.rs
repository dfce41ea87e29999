//! The conditions and actions of a rule in words: short to be read in a sentence, or whole to be held against another version.

use super::action::{Action, ApprovalDemand, Approvers, LivenessDemand, LivenessOf, PlatformCheck};
use super::condition::{Comparison, Condition, DestinationType, VelocityScope};
use super::rule::{Clause, Join, Joined};
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::Lifetime;
use crate::domain::share::Names;
use crate::domain::text::{any_of, counted, listed};

/// How they are worded.
#[derive(Clone, Copy)]
pub(super) struct PartWords<'a> {
    people: &'a Names,
    /// Whether everything is told that was sent: each of many people, and what goes without saying in a sentence.
    is_whole: bool,
}

impl<'a> PartWords<'a> {
    /// For a sentence: of many people the first are named.
    pub(super) fn short(people: &'a Names) -> Self {
        Self { people, is_whole: false }
    }

    /// So that what differs reads differently.
    pub(super) fn whole(people: &'a Names) -> Self {
        Self { people, is_whole: true }
    }

    /// When a clause applies, as the middle of a sentence; empty where it always does.
    pub(super) fn conditions(self, clause: &Clause) -> String {
        joined_words(&clause.conditions, |condition| self.condition(condition))
    }

    /// What happens then, as the end of a sentence.
    pub(super) fn actions(self, clause: &Clause) -> String {
        if clause.actions.is_empty() {
            return "lead to nothing that could be read".to_owned();
        }
        joined_words(&clause.actions, |action| self.action(action))
    }

    /// As the middle of a sentence: "of more than 2 BTC within 1 minute".
    fn condition(self, condition: &Condition) -> String {
        let of_coin = |coin: &Option<String>| {
            coin.as_ref().map(|coin| format!("of {} ", visible(coin))).unwrap_or_default()
        };
        match condition {
            Condition::Amount { comparison, threshold } => {
                format!("of {} {}", comparison.words(), threshold.words())
            }
            Condition::Velocity { threshold, window_secs, scope } => {
                let over = self.scope(*scope);
                format!("of more than {} {}{over}", threshold.words(), within(*window_secs))
            }
            Condition::Destination { kind, coin } => format!("{}{}", of_coin(coin), self.destination(kind)),
            Condition::Initiators(ids) => format!("started by {}", self.any_of(ids)),
            Condition::NotInitiatedBy(ids) => format!("not started by {}", self.any_of(ids)),
            Condition::Webhook { url, coin } => {
                format!("{}depending on what {} answers", of_coin(coin), visible(url))
            }
            Condition::NotUnderstood(part) => {
                format!("under a condition that is not understood (“{}”)", visible(&part.name))
            }
        }
    }

    fn scope(self, scope: Option<VelocityScope>) -> &'static str {
        match scope {
            Some(VelocityScope::Enterprise) => " over all wallets of the enterprise",
            Some(VelocityScope::Wallet) if self.is_whole => " over the wallet",
            None if self.is_whole => " over a scope that is not told",
            _ => "",
        }
    }

    fn destination(self, kind: &DestinationType) -> String {
        let to = match kind {
            DestinationType::Whitelisted => "to whitelisted addresses",
            DestinationType::NotWhitelisted => "to addresses that are not whitelisted",
            DestinationType::OutsideEnterprise => "to addresses outside the enterprise",
            DestinationType::Other(word) if self.is_whole => {
                return format!("to addresses of the kind “{}”", visible(word));
            }
            DestinationType::Other(_) => "to addresses of a kind that is not known here",
        };
        to.to_owned()
    }

    /// As the end of a sentence about several things: "need the approval of a wallet admin".
    fn action(self, action: &Action) -> String {
        match action {
            Action::Deny => "are denied".to_owned(),
            Action::Approval(demand) => format!("need {}", self.approval(demand)),
            Action::Check(check) => format!("need {}", self.check(check)),
            Action::Nothing => "need nothing more".to_owned(),
            Action::NotUnderstood(part) => {
                format!("lead to something that is not understood (“{}”)", visible(&part.name))
            }
        }
    }

    fn approval(self, demand: &ApprovalDemand) -> String {
        let role = |noun: &str| match demand.count {
            1 if noun.starts_with(['e', 'o']) => format!("an {noun}"),
            1 => format!("a {noun}"),
            count => counted_role(count, noun),
        };
        if matches!(&demand.from, Approvers::People(people) | Approvers::Final(people) if people.is_empty()) {
            return "an approval that only the person who started it could give, and may not".to_owned();
        }
        let (what, of) = match &demand.from {
            Approvers::WalletAdmins => ("approval", role("wallet admin")),
            Approvers::EnterpriseAdmins => ("approval", role("enterprise admin")),
            Approvers::OrganizationAdmins => ("approval", role("organization admin")),
            Approvers::Custodian => ("approval", "the custodian".to_owned()),
            Approvers::People(people) => ("approval", self.some_of(people, demand.count)),
            Approvers::Final(people) => ("final approval", self.some_of(people, demand.count)),
        };
        let own = if demand.initiator_may { ", who may have started it" } else { "" };
        format!("the {what} of {of}{own}")
    }

    fn check(self, check: &PlatformCheck) -> String {
        match check {
            PlatformCheck::Identity { is_fallback } => {
                let fallback = match is_fallback {
                    Some(true) => " as a fallback",
                    Some(false) if self.is_whole => " as no fallback",
                    _ => "",
                };
                format!("an identity check by BitGo{fallback}")
            }
            PlatformCheck::Video => "a video call with BitGo".to_owned(),
            PlatformCheck::Liveness(demand) => self.liveness(demand),
        }
    }

    fn liveness(self, demand: &LivenessDemand) -> String {
        let count = demand.count.unwrap_or(1);
        let of = match &demand.of {
            LivenessOf::Requester => "the person who started it".to_owned(),
            LivenessOf::EnterpriseAdmins => counted_role(count, "enterprise admin"),
            LivenessOf::People(people) => self.some_of(people, count),
        };
        let own = match demand.initiator_may {
            Some(true) if demand.of != LivenessOf::Requester => ", who may have started it",
            Some(true) if self.is_whole => ", which they may do themselves",
            Some(false) if self.is_whole => ", who may not have started it",
            _ => "",
        };
        let told = match demand.count {
            Some(count) if self.is_whole => format!(" ({count} required)"),
            _ => String::new(),
        };
        format!("a liveness check of {of}{own}{told}")
    }

    /// "Ann", "Ann or Bo", "2 of Ann, Bo and Cy", "Ann and Bo".
    fn some_of(self, people: &[String], count: u64) -> String {
        match (people.len() as u64, count) {
            (all, 1) if all > 1 => self.any_of(people),
            (all, count) if count > 1 && count < all => format!("{count} of {}", self.all_of(people)),
            (all, count) if count > all => format!("{count} of only {}", self.all_of(people)),
            _ => self.all_of(people),
        }
    }

    fn any_of(self, people: &[String]) -> String {
        let names = self.names(people);
        if self.is_whole { names.join(" or ") } else { any_of(names, "person") }
    }

    fn all_of(self, people: &[String]) -> String {
        let names = self.names(people);
        if self.is_whole { names.join(" and ") } else { listed(names, "person") }
    }

    fn names(self, people: &[String]) -> Vec<String> {
        people.iter().map(|id| self.people.of(id)).collect()
    }
}

/// Items with what joins them. Where it is not told, that is said.
fn joined_words<T>(items: &[Joined<T>], words: impl Fn(&T) -> String) -> String {
    let mut text = String::new();
    for (place, joined) in items.iter().enumerate() {
        text.push_str(&words(&joined.item));
        if place + 1 < items.len() {
            text.push_str(match joined.join {
                Some(Join::And) => " and ",
                Some(Join::Or) => " or ",
                None => " and/or ",
            });
        }
    }
    text
}

fn within(secs: u64) -> String {
    if secs == 0 { "at once".to_owned() } else { format!("within {}", Lifetime { secs }.spelled_out()) }
}

fn counted_role(count: u64, noun: &str) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), noun)
}

impl Comparison {
    fn words(self) -> &'static str {
        match self {
            Self::Above => "more than",
            Self::AtLeast => "at least",
            Self::Below => "less than",
            Self::AtMost => "at most",
        }
    }
}

impl ApprovalDemand {
    /// Whose approval it is: "the approval of 2 wallet admins".
    pub fn words(&self, names: &Names) -> String {
        PartWords::short(names).approval(self)
    }
}

impl PlatformCheck {
    /// What is checked: "an identity check by BitGo".
    pub fn words(&self, names: &Names) -> String {
        PartWords::short(names).check(self)
    }
}
