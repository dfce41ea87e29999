//! What the transaction that was built for a withdrawal of an MPC wallet would pay, held against what was asked for. Both are
//! sent by the platform; what is signed is the built one.

mod compare;
#[cfg(test)]
mod compare_tests;
mod comparison;
mod gap;
mod matching;
mod sides;
mod words;

pub use comparison::{BuiltTransaction, ComparedPayment, Comparison};
pub use gap::Gap;
pub use sides::{MpcWithdrawal, Output, PayingWallet, Recipient, UnsignedTransaction};
