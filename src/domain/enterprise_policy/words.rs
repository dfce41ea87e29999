//! A rule of the Policy Builder in one plain sentence.

use super::condition::{Currency, Threshold, USD_DECIMALS};
use super::coverage::{CoveredBy, Guarded, TouchpointName};
use super::filter::{CoveredWallet, WalletFilter};
use super::part_words::PartWords;
use super::rule::{Clause, EnterpriseRule};
use crate::domain::amount::{Balance, BaseUnits, Figure};
use crate::domain::coin::{amount_words, coins};
use crate::domain::foreign_text::visible;
use crate::domain::share::Names;
use crate::domain::text::{elided, listed, listed_first};

/// Names for the IDs that a rule holds.
#[derive(Clone, Copy)]
pub struct RuleNames<'a> {
    /// Of people.
    pub people: &'a Names,
    /// The wallets that can be seen.
    pub wallets: &'a [CoveredWallet],
}

impl RuleNames<'_> {
    /// A wallet's name inside a sentence, with its shortened ID where another is called the same; the shortened ID alone where
    /// it cannot be seen.
    pub fn wallet(&self, id: &str) -> String {
        let label = self.wallets.iter().find(|wallet| wallet.id == id).map(|wallet| wallet.label.trim());
        let Some(label) = label.filter(|label| !label.is_empty()) else {
            return format!("wallet {}", elided(id));
        };
        let is_shared = self.wallets.iter().any(|it| it.label.trim() == label && it.id != id);
        let apart = if is_shared { format!(" ({})", elided(id)) } else { String::new() };
        format!("“{}”{apart}", visible(label))
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

    /// Which wallets it covers, in words: "all wallets", "hot wallets", "“Operations hot” and 3 more wallets". Where several
    /// filters have to hold, each is told: "“Operations hot”, as far as among hot wallets".
    pub fn covers_words(&self, names: RuleNames<'_>) -> String {
        match self.covered_by() {
            CoveredBy::Rules => return "policy rules".to_owned(),
            CoveredBy::NotUnderstood => return "wallets that could not be read".to_owned(),
            CoveredBy::All => return "all wallets".to_owned(),
            CoveredBy::Kinds(_) | CoveredBy::List(_) => {}
        }
        // Lists first: they are the narrowest.
        let (lists, others): (Vec<&WalletFilter>, Vec<_>) =
            self.filters.iter().partition(|it| matches!(it, WalletFilter::Wallets { .. }));
        let each = lists.into_iter().chain(others).filter_map(|it| match it {
            WalletFilter::Wallets { ids, .. } => Some({
                let ids = ids.as_slice();
                listed_first(ids.iter(), ids.len(), "wallet", |id| names.wallet(id))
            }),
            WalletFilter::Kinds(kinds) => {
                let kinds = kinds.iter().map(|kind| visible(kind).into_owned()).collect();
                Some(format!("{} wallets", listed(kinds, "kind")))
            }
            WalletFilter::AllWallets | WalletFilter::AllRules { .. } | WalletFilter::NotUnderstood(_) => None,
        });
        each.collect::<Vec<_>>().join(", as far as among ")
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
        PartWords::short(names.people).conditions(self)
    }

    /// What happens then, as the end of a sentence.
    pub fn then(&self, names: RuleNames<'_>) -> String {
        PartWords::short(names.people).actions(self)
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
