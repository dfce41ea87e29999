//! Withdrawals that no rule stopped: they went out as soon as they were asked for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;
use crate::domain::amount::BaseUnits;

/// A payment that needed nobody's approval.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Withdrawal {
    pub(crate) transfer: Id,
    pub(crate) wallet: Id,
    pub(crate) by: Id,
    pub(crate) recipients: Vec<(String, BaseUnits)>,
    pub(crate) comment: String,
    pub(crate) at: Timestamp,
}
