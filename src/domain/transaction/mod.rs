//! Transactions that are about to be signed, read on this machine: what they pay, to whom.
//!
//! Nothing here says that a transaction is safe. What cannot be read says why.

mod bytes;
mod decode;
mod decoded;
mod error;
mod evm;
mod fee;
mod limits;
mod signing;
mod stellar;
mod utxo;
mod utxo_fee;

pub use decode::{decode, decode_call, decode_signed};
pub use decoded::{DecodedOutput, DecodedTransaction, Destination};
pub use error::NotDecoded;
pub use fee::{FeeKind, NetworkFee};
pub use limits::{MOST_BYTES, MOST_OUTPUTS};
pub use signing::Signing;
