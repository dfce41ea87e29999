//! The rows in view, and what they are narrowed to.

use std::sync::Arc;

use super::order::Order;
use super::rows::{Row, Rows};
use crate::domain::enterprise_policy::{RuleOrigin, RuleStatus};
use crate::domain::share::Names;

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

/// What the rows are narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) enterprise: Option<String>,
    /// In lower case.
    pub(super) filter: String,
    /// In lower case: a part of the name or the ID of a wallet that is covered.
    pub(super) wallet: String,
    pub(super) coin: Option<String>,
    pub(super) person: Option<String>,
    pub(super) kind: Kind,
    pub(super) status: Option<RuleStatus>,
    /// What they are put in order by, and whether the largest come first.
    pub(super) sort: (Order, bool),
}

/// The rows in view, with what they were made for.
#[derive(Default)]
pub(super) struct Arranged {
    /// The picture's generation, and what people were called.
    pub(super) rows_for: Option<(u64, Names)>,
    pub(super) wanted: Wanted,
    pub(super) all: Arc<Rows>,
    /// Places in the rows.
    pub(super) shown: Vec<usize>,
}

/// The rule that is looked at: by its key, and where it was found last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) key: String,
    pub(super) at: usize,
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its place among all.
    pub(super) at: Option<usize>,
    /// Its row in the table.
    pub(super) row: Option<usize>,
}

/// Rows that were made beside the screen, and where the rule stands that was looked at when that began.
pub(super) struct Made {
    pub(super) arranged: Arranged,
    pub(super) chosen: Option<(String, Spot)>,
}

impl Arranged {
    /// Whether nothing has been arranged yet.
    pub(super) fn is_none(&self) -> bool {
        self.rows_for.is_none()
    }

    /// The rule in a row of the table.
    pub(super) fn row(&self, row: usize) -> Option<&Row> {
        self.all.list.get(*self.shown.get(row)?)
    }

    /// The same, to be looked at.
    pub(super) fn at(&self, row: usize) -> Option<Chosen> {
        let at = *self.shown.get(row)?;
        Some(Chosen { key: self.all.list.get(at)?.key.clone(), at })
    }

    /// The rule that is looked at, shown or not, where it is still there.
    pub(super) fn chosen(&self, chosen: &Chosen) -> Option<&Row> {
        self.all.list.get(chosen.at).filter(|row| row.key == chosen.key)
    }

    /// Where the rule with this key stands: among all, and in the table. It goes through all of them.
    pub(super) fn find(&self, key: &str) -> Spot {
        let at = self.all.list.iter().position(|row| row.key == key);
        Spot { at, row: self.shown.iter().position(|place| Some(*place) == at) }
    }
}

impl Kind {
    pub(super) fn takes(self, origin: RuleOrigin) -> bool {
        match self {
            Self::All => true,
            Self::Wallet => origin == RuleOrigin::Wallet,
            Self::Enterprise => origin == RuleOrigin::Enterprise,
            Self::Vendor => origin == RuleOrigin::Vendor,
        }
    }
}
