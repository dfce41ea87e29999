//! The locked program: where sessions were, and of whom.

mod draw;
mod model;
mod text;

pub use draw::show;
pub use model::{LockedSession, Model};
