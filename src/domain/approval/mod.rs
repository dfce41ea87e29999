//! Pending approvals: who may decide, what is still needed, and what in them deserves a second look.

mod lookalike;
mod recipient;
mod standing;

pub use lookalike::{LookAlike, look_alike};
pub use recipient::{KnownAddresses, Mark};
pub use standing::{Awaits, CannotAct, Case};
