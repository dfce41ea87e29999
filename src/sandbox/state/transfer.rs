//! A payment into or out of a wallet.

use jiff::Timestamp;

use super::id::Id;
use crate::domain::amount::BaseUnits;

/// A transfer. Seeded ones follow from their wallet, those that wait for an approval from the approval: none is kept.
pub(crate) struct Transfer {
    pub(crate) id: Id,
    pub(crate) wallet: Id,
    pub(crate) coin: &'static str,
    pub(crate) enterprise: Id,
    pub(crate) txid: String,
    pub(crate) height: u64,
    pub(crate) date: Timestamp,
    pub(crate) confirmations: u64,
    pub(crate) is_send: bool,
    /// Base units, without the sign.
    pub(crate) amount: BaseUnits,
    /// The platform's word.
    pub(crate) state: &'static str,
    pub(crate) comment: String,
    /// The other side.
    pub(crate) address: String,
    pub(crate) approval: Option<Id>,
    pub(crate) by: Option<Id>,
}

impl Transfer {
    /// Base units, below zero for what left the wallet.
    pub(crate) fn value(&self) -> BaseUnits {
        if self.is_send { BaseUnits::zero() - self.amount.clone() } else { self.amount.clone() }
    }
}
