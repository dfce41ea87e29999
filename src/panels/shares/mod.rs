//! The wallet shares that stand open, offered to the person and by them, and what can be done with each.

mod accept;
mod accept_draw;
mod details;
mod draw;
mod model;
mod passphrase;
mod request;
mod requests;
mod results;
mod rows;
mod sent;
mod state;
mod text;

pub use accept::Accepting;
pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use sent::needs_look_up;
pub use state::State;
