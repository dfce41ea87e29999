//! The settings: the look, and the facts that other panels reckon with.

mod draw;
mod request;
mod state;
mod text;

pub use draw::show;
pub use request::Request;
pub use state::{State, Values};
