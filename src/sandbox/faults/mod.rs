//! What can go wrong on the way, on purpose: for tests of clients and for demonstrations.
//!
//! `kind` names the faults, `plan` says when one strikes, `wire` bends an answer. A fault never changes what a route
//! does, only whether and how its answer arrives; those that stand for a broken server answer before any route runs.

mod kind;
mod plan;
pub(super) mod wire;

pub use self::kind::{FaultKind, FaultNameError, FaultSpec};
pub(super) use self::plan::{FaultPlan, Struck};
