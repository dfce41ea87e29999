//! How much is read of what others send.

/// No transaction is longer: Bitcoin's have at most 400 000 bytes where nodes pass them on, with all that PSBT adds.
pub const MOST_BYTES: usize = 2_000_000;

/// A transaction with more outputs is not read.
pub const MOST_OUTPUTS: usize = 2_000;
