//! What the transaction that was built for a withdrawal would pay, held against what was asked for. Both are sent by the
//! platform; what is signed is the built one. What the platform says of it is the weaker source: where the transaction
//! itself is at hand, it is decoded here.

mod amounts;
mod compare;
#[cfg(test)]
mod compare_tests;
mod comparison;
mod decoded;
mod decoded_sides;
mod fee;
mod gap;
mod local;
mod matching;
#[cfg(test)]
mod matching_tests;
mod own;
mod pool;
mod sides;
mod wanted;
mod words;

pub use comparison::{BuiltTransaction, ComparedPayment, Comparison, OtherDifference};
pub use fee::ComparedFee;
pub use gap::Gap;
pub use local::{LocalCheck, LocalDecoding, ToldTransaction};
pub use sides::{MpcWithdrawal, Output, PayingWallet, Recipient, UnsignedTransaction};
