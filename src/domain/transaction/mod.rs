//! Transactions that are about to be signed, read on this machine: what they pay, to whom.
//!
//! Nothing here says that a transaction is safe. What cannot be read says why.

mod bytes;
mod decode;
mod decoded;
mod error;
mod evm;
mod limits;
mod stellar;
mod utxo;

pub use decode::{decode, decode_call};
pub use decoded::{DecodedOutput, DecodedTransaction, Destination};
pub use error::NotDecoded;
pub use limits::{MOST_BYTES, MOST_OUTPUTS};
