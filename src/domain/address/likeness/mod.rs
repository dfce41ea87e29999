//! Addresses held against known ones: the same, the same account with another tag, or another that looks like it.
//!
//! Whoever poisons an address book sends dust from an address whose beginning and end are those of one that is paid often,
//! or opens an account with nearly the same name, and waits for somebody to copy the wrong one.

mod compared;
mod ends;
mod long;
mod plain;
mod short;
mod verdict;

pub use compared::ComparedAddress;
pub use verdict::{Likeness, LookAlike, TagChange, likeness, same_account, same_address};
