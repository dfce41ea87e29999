//! A rule of the Policy Builder in one plain sentence.

use super::action::{Action, ApprovalDemand, Approvers, PlatformCheck};
use super::condition::{
    Comparison, Condition, Currency, DestinationType, Threshold, USD_DECIMALS, VelocityScope,
};
use super::coverage::{CoveredBy, Guarded, TouchpointName};
use super::filter::CoveredWallet;
use super::rule::{Clause, EnterpriseRule, Join, Joined};
use crate::domain::amount::{Balance, BaseUnits, Figure};
use crate::domain::coin::{amount_words, coins};
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::Lifetime;
use crate::domain::share::Names;
use crate::domain::text::{any_of, counted, elided, listed, listed_first};

/// Names for the IDs that a rule holds.
#[derive(Clone, Copy)]
pub struct RuleNames<'a> {
    /// Of people.
    pub people: &'a Names,
    /// The wallets that can be seen.
    pub wallets: &'a [CoveredWallet],
}

impl RuleNames<'_> {
    /// A wallet's name inside a sentence; its shortened ID where it cannot be seen.
    pub fn wallet(&self, id: &str) -> String {
        let label = self.wallets.iter().find(|wallet| wallet.id == id).map(|wallet| wallet.label.trim());
        match label.filter(|label| !label.is_empty()) {
            Some(label) => format!("“{}”", visible(label)),
            None => format!("wallet {}", elided(id)),
        }
    }
}

impl EnterpriseRule {
    /// The rule in a sentence, or a sentence for each of its clauses: "Withdrawals of more than 2 BTC within 1 minute from
    /// “Operations hot” need the approval of a wallet admin." What it is about is told by its touchpoint, never taken for
    /// withdrawals.
    pub fn sentence(&self, names: RuleNames<'_>, touchpoints: &[TouchpointName]) -> String {
        let guarded = self.guards(touchpoints);
        let (what, over) = (self.guarded_words(guarded), self.wallets_phrase(guarded, names));
        let of = |clause: &Clause| {
            let when = clause.when(names);
            let when = if when.is_empty() { when } else { format!(" {when}") };
            format!("{what}{when}{over} {}.", clause.then(names))
        };
        if self.clauses.is_empty() {
            return "This rule does nothing that could be read.".to_owned();
        }
        self.clauses.iter().map(of).collect::<Vec<_>>().join(" ")
    }

    /// Which wallets it covers, in words: "all wallets", "hot wallets", "“Operations hot” and 3 more wallets".
    pub fn covers_words(&self, names: RuleNames<'_>) -> String {
        match self.covered_by() {
            CoveredBy::All => "all wallets".to_owned(),
            CoveredBy::Kinds(kinds) => {
                let kinds = kinds.iter().map(|kind| visible(kind).into_owned()).collect();
                format!("{} wallets", listed(kinds, "kind"))
            }
            CoveredBy::List(_) => {
                let count = self.listed_wallets().count();
                listed_first(self.listed_wallets(), count, "wallet", |id| names.wallet(id))
            }
            CoveredBy::Rules => "policy rules".to_owned(),
            CoveredBy::NotUnderstood => "wallets that could not be read".to_owned(),
        }
    }

    /// What it is about, as the beginning of a sentence.
    fn guarded_words(&self, guarded: Guarded) -> String {
        let label = visible(self.touchpoint.label.trim());
        match (guarded, label.is_empty()) {
            (Guarded::Transfers, _) => "Withdrawals".to_owned(),
            (Guarded::PolicyChanges, _) => "Changes of policy rules".to_owned(),
            (Guarded::Other, false) => format!("Requests of the kind “{label}”"),
            (Guarded::Unclear, false) => format!("Requests of a kind that is not known here (“{label}”)"),
            (Guarded::Other, true) => "Requests that are no withdrawals".to_owned(),
            (Guarded::Unclear, true) => "Requests of a kind that is not known here".to_owned(),
        }
    }

    fn wallets_phrase(&self, guarded: Guarded, names: RuleNames<'_>) -> String {
        match (guarded, self.covered_by()) {
            (Guarded::Transfers, CoveredBy::Rules) => " from no wallet".to_owned(),
            (Guarded::Transfers, _) => format!(" from {}", self.covers_words(names)),
            (_, CoveredBy::Rules) => String::new(),
            _ => format!(" for {}", self.covers_words(names)),
        }
    }
}

impl Clause {
    /// When it applies, as the middle of a sentence; empty where it always does.
    pub fn when(&self, names: RuleNames<'_>) -> String {
        joined_words(&self.conditions, |condition| condition.words(names))
    }

    /// What happens then, as the end of a sentence.
    pub fn then(&self, names: RuleNames<'_>) -> String {
        if self.actions.is_empty() {
            return "lead to nothing that could be read".to_owned();
        }
        joined_words(&self.actions, |action| action.words(names))
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

impl Condition {
    /// As the middle of a sentence about withdrawals: "of more than 2 BTC within 1 minute".
    pub fn words(&self, names: RuleNames<'_>) -> String {
        let people = |ids: &[String]| any_of(ids.iter().map(|id| names.people.of(id)).collect(), "person");
        let of_coin = |coin: &Option<String>| {
            coin.as_ref().map(|coin| format!("of {} ", visible(coin))).unwrap_or_default()
        };
        match self {
            Self::Amount { comparison, threshold } => {
                format!("of {} {}", comparison.words(), threshold.words())
            }
            Self::Velocity { threshold, window_secs, scope } => {
                let over = if *scope == Some(VelocityScope::Enterprise) {
                    " over all wallets of the enterprise"
                } else {
                    ""
                };
                format!("of more than {} {}{over}", threshold.words(), within(*window_secs))
            }
            Self::Destination { kind, coin } => {
                let to = match kind {
                    DestinationType::Whitelisted => "to whitelisted addresses",
                    DestinationType::NotWhitelisted => "to addresses that are not whitelisted",
                    DestinationType::OutsideEnterprise => "to addresses outside the enterprise",
                    DestinationType::Other(_) => "to addresses of a kind that is not known here",
                };
                format!("{}{to}", of_coin(coin))
            }
            Self::Initiators(ids) => format!("started by {}", people(ids)),
            Self::NotInitiatedBy(ids) => format!("not started by {}", people(ids)),
            Self::Webhook { url, coin } => {
                format!("{}depending on what {} answers", of_coin(coin), visible(url))
            }
            Self::NotUnderstood(part) => {
                format!("under a condition that is not understood (“{}”)", visible(&part.name))
            }
        }
    }
}

fn within(secs: u64) -> String {
    if secs == 0 { "at once".to_owned() } else { format!("within {}", Lifetime { secs }.spelled_out()) }
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

impl Threshold {
    /// The amount as it is read, in the unit of its coin: "0.02 BTC", "12.50 USD". Its number stands in
    /// [`Threshold::raw_words`].
    pub fn words(&self) -> String {
        match &self.currency {
            Currency::Usd => format!("{} USD", dollars(&self.amount)),
            Currency::Coin(coin) => {
                let name = coins().get_typed(coin).map_or(coin.as_str(), |known| known.name);
                amount_words(&Balance::Exact(self.amount.clone()), name)
            }
        }
    }

    /// The number as it came, and that its unit is a reading: to stand beside every amount of a rule.
    pub fn raw_words(&self) -> String {
        let unit = match self.currency {
            Currency::Usd => "dollars",
            Currency::Coin(_) => "base units",
        };
        format!(
            "BitGo sent {} ({}), read as {unit}: the unit is not documented.",
            visible(&self.raw),
            visible(self.currency.word())
        )
    }
}

/// "12,500", "12.50".
fn dollars(amount: &BaseUnits) -> String {
    let Figure { whole, fraction } = amount.figure(USD_DECIMALS);
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction:0<2}") }
}

impl Action {
    /// As the end of a sentence about several things: "need the approval of a wallet admin".
    pub fn words(&self, names: RuleNames<'_>) -> String {
        match self {
            Self::Deny => "are denied".to_owned(),
            Self::Approval(demand) => format!("need {}", demand.words(names.people)),
            Self::Check(check) => format!("need {}", check.words(names.people)),
            Self::Nothing => "need nothing more".to_owned(),
            Self::NotUnderstood(part) => {
                format!("lead to something that is not understood (“{}”)", visible(&part.name))
            }
        }
    }
}

impl ApprovalDemand {
    /// Whose approval it is: "the approval of 2 wallet admins".
    pub fn words(&self, names: &Names) -> String {
        let role = |noun: &str| match self.count {
            1 if noun.starts_with(['e', 'o']) => format!("an {noun}"),
            1 => format!("a {noun}"),
            count => counted(usize::try_from(count).unwrap_or(usize::MAX), noun),
        };
        let (what, of) = match &self.from {
            Approvers::WalletAdmins => ("approval", role("wallet admin")),
            Approvers::EnterpriseAdmins => ("approval", role("enterprise admin")),
            Approvers::OrganizationAdmins => ("approval", role("organization admin")),
            Approvers::Custodian => ("approval", "the custodian".to_owned()),
            Approvers::People(people) => ("approval", some_of(people, self.count, names)),
            Approvers::Final(people) => ("final approval", some_of(people, self.count, names)),
        };
        let own = if self.initiator_may { ", who may have started it" } else { "" };
        format!("the {what} of {of}{own}")
    }
}

impl PlatformCheck {
    /// What is checked: "an identity check by BitGo".
    pub fn words(&self, names: &Names) -> String {
        match self {
            Self::Identity => "an identity check by BitGo".to_owned(),
            Self::Video => "a video call with BitGo".to_owned(),
            Self::LivenessOfRequester => "a liveness check of the person who started it".to_owned(),
            Self::LivenessOfEnterpriseAdmins(count) => {
                format!(
                    "a liveness check of {}",
                    counted(usize::try_from(*count).unwrap_or(usize::MAX), "enterprise admin")
                )
            }
            Self::LivenessOfPeople(people, count) => {
                format!("a liveness check of {}", some_of(people, *count, names))
            }
        }
    }
}

/// "Ann", "Ann or Bo", "2 of Ann, Bo and Cy", "Ann and Bo".
fn some_of(people: &[String], count: u64, names: &Names) -> String {
    let listing = || people.iter().map(|id| names.of(id)).collect::<Vec<_>>();
    match (people.len() as u64, count) {
        (all, 1) if all > 1 => any_of(listing(), "person"),
        (all, count) if count > 1 && count < all => format!("{count} of {}", listed(listing(), "person")),
        (all, count) if count > all => format!("{count} of only {}", listed(listing(), "person")),
        _ => listed(listing(), "person"),
    }
}
