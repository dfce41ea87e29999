//! The transactions that withdrawals are waiting to have signed: real ones, by the rules of their chain. They spend what
//! exists nowhere, and nobody has signed them.

mod abi;
mod build;
mod change;
mod evm;
mod payload;
mod psbt_v2;
mod script;
mod stellar;
mod utxo;

pub(crate) use build::hex;
pub(crate) use change::change_address;
pub(crate) use payload::Payload;
