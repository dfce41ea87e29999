//! Sharing wallets with one person: who, what, the check with the exact requests, and the result of each.
//!
//! A page with steps. Nothing is looked up while it is typed, and nothing is sent before the check.

mod checks;
mod draw;
mod model;
mod picker;
mod request;
mod result;
mod review;
mod sides;
mod state;
mod text;
mod what;
mod who;

pub use draw::show;
pub use model::{KeyState, LookedUp, Model, SentShare};
pub use request::Request;
pub use state::State;
