//! The rows in view, and what they are narrowed to.

use std::sync::Arc;

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

impl Arranged {
    /// Whether nothing has been arranged yet.
    pub(super) fn is_none(&self) -> bool {
        self.rows_for.is_none()
    }

    /// The rule in a row of the table.
    pub(super) fn row(&self, row: usize) -> Option<&Row> {
        self.all.list.get(*self.shown.get(row)?)
    }

    /// The row of the table with this rule.
    pub(super) fn row_of(&self, key: &str) -> Option<usize> {
        (0..self.shown.len()).find(|row| self.row(*row).is_some_and(|it| it.key == key))
    }

    /// The rule with this key, shown or not.
    pub(super) fn by_key(&self, key: &str) -> Option<&Row> {
        self.all.list.iter().find(|row| row.key == key)
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
