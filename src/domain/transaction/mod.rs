//! Transactions that are about to be signed, read on this machine: what they pay, to whom.
//!
//! Nothing here says that a transaction is safe. What cannot be read says why.

mod bytes;
mod decode;
mod decoded;
mod error;
mod evm;
mod stellar;
mod utxo;

pub use bytes::MOST_BYTES;
pub use decode::{decode, decode_call};
pub use decoded::{DecodedOutput, DecodedTransaction, Destination, MOST_OUTPUTS};
pub use error::NotDecoded;
