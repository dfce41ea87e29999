//! Every coin's wallets with exact balances: coins on the left, the table of the chosen coin or of all.

mod cells;
mod coins;
mod column;
mod details;
mod draw;
mod filter;
mod filter_sort;
mod filtered_rows;
mod model;
mod order;
mod request;
mod state;
mod text;

pub use column::Col;
pub use draw::show;
pub use model::Model;
pub use request::Request;
pub use state::State;
