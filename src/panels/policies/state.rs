//! What is narrowed, chosen and unfolded.

use super::arranged::{Arranged, Chosen, Kind, Made};
use super::made_versions::MadeVersions;
use super::order::Order;
use super::rows::Row;
use super::trees::Trees;
use crate::domain::enterprise_policy::RuleStatus;
use crate::kit::aside::Aside;
use crate::kit::table::TableState;

/// Which rules are shown to whoever comes from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownPolicies {
    /// Those over the wallet with this ID.
    OverWallet(String),
    /// The enterprise rule with this ID.
    Rule(String),
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    /// Words that a rule must hold.
    pub(super) filter: String,
    /// Words that the name of a wallet under it must hold.
    pub(super) wallet: String,
    /// Only rules that cover a wallet of this coin.
    pub(super) coin: Option<String>,
    /// Only rules that name this person, by ID.
    pub(super) person: Option<String>,
    pub(super) kind: Kind,
    pub(super) status: Option<RuleStatus>,
    pub(super) table: TableState,
    /// What the rules are put in order by, and whether the largest come first.
    pub(super) sort: (Order, bool),
    /// The rule that is looked at.
    pub(super) chosen: Option<Chosen>,
    /// Its versions are shown.
    pub(super) shows_versions: bool,
    /// What is recommended stands in the place of the details.
    pub(super) shows_recommended: bool,
    /// All of it as it came is unfolded.
    pub(super) shows_raw: bool,
    pub(super) arranged: Arranged,
    /// The next arrangement of a long list.
    pub(super) coming: Aside<Made>,
    /// What of it is shown as it came.
    pub(super) trees: Trees,
    /// Its versions in words.
    pub(super) versions: MadeVersions,
}

impl State {
    /// Shows these rules, and no others.
    pub fn show_only(&mut self, of: &ShownPolicies) {
        self.show_all();
        match of {
            ShownPolicies::OverWallet(id) => id.clone_into(&mut self.wallet),
            ShownPolicies::Rule(id) => id.clone_into(&mut self.filter),
        }
    }

    pub(super) fn show_all(&mut self) {
        self.filter.clear();
        self.wallet.clear();
        (self.coin, self.person, self.status) = (None, None, None);
        self.kind = Kind::All;
        self.close();
    }

    pub(super) fn choose(&mut self, chosen: Option<Chosen>) {
        let key = |of: &Option<Chosen>| of.as_ref().map(|it| it.key.clone());
        if key(&self.chosen) != key(&chosen) {
            self.shows_versions = false;
            self.shows_raw = false;
        }
        self.shows_recommended = false;
        self.chosen = chosen;
    }

    /// Whether the rule that is looked at is in the list as it is filtered.
    pub(super) fn is_listed(&self, row: &Row, arranged: &Arranged) -> bool {
        self.table.chosen.and_then(|place| arranged.row(place)).is_some_and(|it| it.key == row.key)
    }

    pub(super) fn close(&mut self) {
        self.choose(None);
        self.table.chosen = None;
    }
}
