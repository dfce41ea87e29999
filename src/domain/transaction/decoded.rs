//! What a transaction pays.

use super::error::NotDecoded;
use super::fee::NetworkFee;
use super::limits::MOST_OUTPUTS;
use super::signing::Signing;
use crate::domain::amount::BaseUnits;

/// What was read of a transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DecodedTransaction {
    /// What it pays, in its order: change too, where the chain has any.
    pub outputs: Vec<DecodedOutput>,
    /// The wallet contract that is to make the payments, where one does: it has to be the wallet's own.
    pub through: Option<String>,
    /// The contract that is given the sum to split it among the outputs, where one is. Whether it does is known only of the
    /// platform's own: its address has to be compared.
    pub split_by: Option<String>,
    /// The number of the EVM chain, where the transaction names one.
    pub chain: Option<u64>,
    /// What it pays to its chain, where it tells.
    pub fee: Option<NetworkFee>,
    /// Whether what is signed belongs to it.
    pub signing: Signing,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DecodedOutput {
    /// Where to.
    pub to: Destination,
    /// How much, in base units of the coin or token.
    pub amount: BaseUnits,
    /// The token's contract, or its code and issuer; none where it is the chain's own coin.
    pub token: Option<String>,
}

/// Where a payment goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To an address in its normal spelling, with its tag or memo.
    Address(String),
    /// To nobody: it carries data. So many bytes stand behind `OP_RETURN`.
    Data(usize),
    /// To a script that has no address, in hexadecimal.
    Script(String),
}

impl DecodedTransaction {
    /// One with these outputs, unless they are too many.
    pub(super) fn paying(outputs: Vec<DecodedOutput>) -> Result<Self, NotDecoded> {
        if outputs.len() > MOST_OUTPUTS {
            return Err(NotDecoded::TooMany);
        }
        Ok(Self { outputs, ..Self::default() })
    }
}
