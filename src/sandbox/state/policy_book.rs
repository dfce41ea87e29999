//! All that the platform keeps for rules of enterprises: their versions, the evaluations, what webhooks answer, prices.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::enterprise_rule::{Evaluation, RuleStatus, RuleVersion};
use super::id::Id;

/// The shelf of enterprise rules.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct PolicyBook {
    /// Oldest first: a version's place is the cursor of the list.
    versions: Vec<RuleVersion>,
    evaluations: Vec<Evaluation>,
    /// What each webhook answers: true where its condition holds then. None was ever asked over the network.
    webhooks: BTreeMap<String, bool>,
    /// US dollars for one coin, by its name: whole digits and a fraction.
    prices: BTreeMap<String, String>,
    /// The enterprises that have no licence for rules.
    unlicensed: BTreeSet<Id>,
}

impl PolicyBook {
    /// Adds a version, behind all others.
    pub(crate) fn add(&mut self, version: RuleVersion) {
        self.versions.push(version);
    }

    /// Every version of an enterprise's rules with its place, oldest first.
    pub(crate) fn of(&self, enterprise: Id) -> impl DoubleEndedIterator<Item = (usize, &RuleVersion)> {
        self.versions.iter().enumerate().filter(move |(_, version)| version.enterprise == enterprise)
    }

    /// The version with that identifier of its own.
    pub(crate) fn version(&self, unique: Id) -> Option<&RuleVersion> {
        self.versions.iter().find(|version| version.unique == unique)
    }

    /// The same, to change it.
    pub(crate) fn version_mut(&mut self, unique: Id) -> Option<&mut RuleVersion> {
        self.versions.iter_mut().find(|version| version.unique == unique)
    }

    /// The version of a rule that counts.
    pub(crate) fn active(&self, rule: Id) -> Option<&RuleVersion> {
        self.versions_of(rule).find(|version| version.status == RuleStatus::Active)
    }

    /// Every version of a rule, oldest first.
    pub(crate) fn versions_of(&self, rule: Id) -> impl DoubleEndedIterator<Item = &RuleVersion> {
        self.versions.iter().filter(move |version| version.id == rule)
    }

    /// Keeps an evaluation.
    pub(crate) fn note(&mut self, evaluation: Evaluation) {
        self.evaluations.push(evaluation);
    }

    /// The evaluation of that UUID, where it is this enterprise's.
    pub(crate) fn evaluation(&self, enterprise: Id, uuid: &str) -> Option<&Evaluation> {
        self.evaluations.iter().find(|it| it.enterprise == enterprise && it.id.uuid() == uuid)
    }

    /// What that webhook answers. One that nobody has set up answers so that its condition holds.
    pub(crate) fn webhook_holds(&self, url: &str) -> bool {
        self.webhooks.get(url).copied().unwrap_or(true)
    }

    /// Settles what a webhook answers.
    pub(crate) fn set_webhook(&mut self, url: &str, holds: bool) {
        self.webhooks.insert(url.to_owned(), holds);
    }

    /// US dollars for one coin; none where there is no price.
    pub(crate) fn price(&self, coin: &str) -> Option<&str> {
        self.prices.get(coin).map(String::as_str)
    }

    /// The coins that have a price.
    pub(crate) fn priced(&self) -> impl Iterator<Item = &str> {
        self.prices.keys().map(String::as_str)
    }

    /// Sets a price, or takes it away.
    pub(crate) fn set_price(&mut self, coin: &str, price: Option<&str>) {
        match price {
            Some(price) => self.prices.insert(coin.to_owned(), price.to_owned()),
            None => self.prices.remove(coin),
        };
    }

    /// True where the enterprise has the licence without which nobody reads or changes its rules.
    pub(crate) fn is_licensed(&self, enterprise: Id) -> bool {
        !self.unlicensed.contains(&enterprise)
    }

    /// Gives an enterprise the licence, or takes it.
    pub(crate) fn set_licensed(&mut self, enterprise: Id, is_licensed: bool) {
        if is_licensed {
            self.unlicensed.remove(&enterprise);
        } else {
            self.unlicensed.insert(enterprise);
        }
    }

    /// Puts a text behind the name of every rule.
    pub(crate) fn plant(&mut self, text: &str) {
        self.versions.iter_mut().for_each(|version| version.name.push_str(text));
    }
}
