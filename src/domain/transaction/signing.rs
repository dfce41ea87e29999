//! Whether the part of a transaction that is signed belongs to the transaction that the platform reports.
//!
//! The spec calls `signableHex` "the portion of a transaction used to generate a signature (may or may not be the same as
//! serializedTxHex)", and the vendor's SDK hashes and signs it as it comes. What it is follows from the chain's rules for those
//! of the EVM kind (EIP-155, EIP-2718). Of the others only what is a whole transaction can be told.

use super::bytes::bytes;
use super::{evm, utxo};
use crate::domain::address::{AddressFamily as F, AddressNetwork};

/// How what is signed stands to the transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signing {
    /// It was not asked: the whole transaction is what is signed.
    #[default]
    NotAsked,
    /// It is of this very transaction.
    Same,
    /// It is of another one.
    Other,
    /// It could not be told.
    NotKnown,
}

/// How what is signed stands to the transaction, and the number of the chain where what is signed alone names it. `chain` is
/// the number of the network's chain.
pub(super) fn signing(
    transaction: &[u8],
    signable: Option<&str>,
    network: &AddressNetwork,
    chain: Option<u64>,
) -> (Signing, Option<u64>) {
    let Some(signable) = signable.and_then(|it| bytes(it).ok()) else { return (Signing::NotKnown, None) };
    match network.family {
        Some(F::Evm | F::Rootstock | F::Xdc) => evm::signing(transaction, &signable, chain),
        _ if transaction == signable => (Signing::Same, None),
        Some(F::Stellar) => (Signing::NotKnown, None),
        _ => (utxo::signing(transaction, &signable), None),
    }
}
