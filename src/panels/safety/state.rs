//! The panel's state.

use std::collections::BTreeSet;

use super::arranged::{Arranged, Made};
use super::chosen::Chosen;
use crate::domain::posture::{FindingSeverity, Grouping, Topic};
use crate::kit::aside::Aside;
use crate::kit::table::TableState;

/// The panel's state.
#[derive(Default)]
pub struct State {
    /// Words that a row must hold.
    pub(super) filter: String,
    /// Only findings that weigh so much.
    pub(super) severity: Option<FindingSeverity>,
    /// Only findings about this.
    pub(super) topic: Option<Topic>,
    pub(super) grouping: Grouping,
    /// The groups that are folded in, by key.
    pub(super) folded: BTreeSet<String>,
    pub(super) table: TableState,
    /// The finding that is looked at.
    pub(super) chosen: Option<Chosen>,
    /// The finding that was looked at and is no longer found, in a sentence.
    pub(super) gone: Option<String>,
    pub(super) arranged: Arranged,
    /// The next arrangement of many findings.
    pub(super) coming: Aside<Made>,
}
