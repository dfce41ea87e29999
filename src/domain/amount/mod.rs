//! Amounts of money: whole base units of any size, and the exact way to and from the coin's own unit.
//!
//! Nothing here, and nothing that uses it, ever passes an amount through a float (the design notes, promise 3).
//! An amount does not know its coin; the number of decimals is handed in.

mod balance;
mod base_units;
mod error;

pub use balance::Balance;
pub use base_units::{BaseUnits, Figure};
pub use error::AmountError;
