//! What an error means, and what to do next: one sentence each.
//!
//! The signs are those of the vendor's support notes (seed on tokens and ERC-20) and of the protocol notes,
//! sections 2, 3 and 10. This room knows plain facts alone, neither the client's types nor any screen.

mod advice;
mod cause;
mod facts;
mod stale;
mod version_doubt;

pub use advice::Advice;
pub use cause::ErrorCause;
pub use facts::{ErrorFacts, FailureKind, Operation};
pub use stale::of_stale_answer;
pub use version_doubt::TokenOrigin;
