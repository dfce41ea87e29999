//! What a transaction is to do, before it is written.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::domain::amount::BaseUnits;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::wallet::Wallet;

/// What is to be signed.
pub(crate) struct Payload<'a> {
    pub(crate) wallet: &'a Wallet,
    /// The approval that it waits for.
    pub(crate) approval: Id,
    pub(crate) created: Timestamp,
    /// Who is paid how much, by address.
    pub(crate) pays: &'a [(String, BaseUnits)],
    /// What comes back to the wallet, where the chain has such a thing.
    pub(crate) change: Option<BaseUnits>,
    /// What the chain takes.
    pub(crate) fee: BaseUnits,
}

impl Payload<'_> {
    /// So much comes back where nobody says how much: some thousand base units.
    pub(crate) fn usual_change(approval: Id) -> BaseUnits {
        let [a, b, ..] = digest("change", approval);
        BaseUnits::from(1_000 + u64::from(u16::from_be_bytes([a, b])))
    }

    /// Something that is this transaction's own, and nothing on any chain.
    pub(super) fn digest(&self, purpose: &str) -> [u8; 32] {
        digest(purpose, self.approval)
    }
}

fn digest(purpose: &str, approval: Id) -> [u8; 32] {
    Sha256::digest(format!("countersign sandbox {purpose} {approval}")).into()
}
