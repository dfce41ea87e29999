//! The rules of all wallets and all enterprises side by side, each in a sentence.

mod arrange;
mod arranged;
mod cells;
mod details;
mod draw;
mod made_versions;
mod model;
mod order;
mod recommended;
mod request;
mod rows;
mod state;
mod text;
mod trees;
mod versions;

pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use state::{ShownPolicies, State};
