//! What is narrowed, chosen and unfolded.

use super::arrange::Arranged;
use crate::domain::enterprise_policy::RuleStatus;
use crate::kit::aside::Aside;
use crate::kit::table::TableState;

/// Which kind of rules is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// All.
    #[default]
    All,
    /// Those of wallets.
    Wallet,
    /// Those of enterprises.
    Enterprise,
    /// The vendor's own.
    Vendor,
}

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
    /// The rule that is looked at, by key.
    pub(super) chosen: Option<String>,
    /// Its versions are shown.
    pub(super) shows_versions: bool,
    /// All of it as it came is unfolded.
    pub(super) shows_raw: bool,
    pub(super) arranged: Arranged,
    /// The next arrangement of a long list.
    pub(super) coming: Aside<Arranged>,
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

    pub(super) fn choose(&mut self, key: Option<String>) {
        if self.chosen != key {
            self.shows_versions = false;
            self.shows_raw = false;
        }
        self.chosen = key;
    }

    pub(super) fn close(&mut self) {
        self.choose(None);
        self.table.chosen = None;
    }
}
