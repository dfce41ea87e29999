//! The people of a wallet, with what each may do, and how one is removed from it. Other panels leave room for it, and the app
//! draws it there.

mod invitations;
mod list;
mod model;
mod pending_changes;
mod removal;
mod removing;
mod request;
mod state;
mod text;

pub use list::list;
pub use model::{Cancellation, Model};
pub use removal::{dialog, notices};
pub use request::Request;
pub use state::State;
