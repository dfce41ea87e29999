//! Transactions of the EVM chains, and the calls in them that pay.

mod call;
mod envelope;
mod signing;
mod words;

pub(super) use call::decode_call;
pub(super) use envelope::decode;
pub(super) use signing::signing;
