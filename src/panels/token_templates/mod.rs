//! The person's templates for access tokens: what each holds, and the ways to use, change and delete one.

mod details;
mod draw;
mod model;
mod request;
mod state;
mod text;

pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use state::State;
