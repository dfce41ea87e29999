//! What an access token could do if it leaked, in a dialog: the largest amount that could leave at once and in a day, wallet by
//! wallet. It is worked out beside the screen's thread.

mod draw;
mod model;
mod request;
mod state;
mod text;

pub use draw::show;
pub use model::{LeakRow, Leaks, Model};
pub use request::Request;
pub use state::State;
