//! Whether the part of a transaction that is signed belongs to the transaction that the platform reports.
//!
//! The spec calls `signableHex` "the portion of a transaction used to generate a signature (may or may not be the same as
//! serializedTxHex)", and the vendor's SDK hashes and signs it as it comes. What it is follows from the chain's rules for those
//! of the EVM kind (EIP-155, EIP-2718). Of the others only what is a whole transaction can be told.

/// How what is signed stands to the transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
