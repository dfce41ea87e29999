//! The safety review: what would hurt most over all wallets, with reason, source and the way to its fix.

mod arranged;
mod cells;
mod chosen;
mod details;
mod draw;
mod filter_sort;
mod meaning;
mod model;
mod request;
mod state;
mod text;

pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use state::State;
