//! The settings: the look, what is kept how long, the way to the platform, and the facts that other panels reckon with.

mod about;
mod draw;
mod model;
mod network;
mod request;
mod reset;
mod secrets;
mod state;
mod text;

pub use draw::show;
pub use model::{FilePlace, LocksBesides, Model, Tested};
pub use request::{KeptFile, Request};
pub use state::{State, Values};
