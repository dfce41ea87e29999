//! Whether a withdrawal would be stopped, asked in a dialog over any panel: what is asked about, and what the rules that were
//! read say of it. Nothing is sent.

mod answer;
mod draw;
mod fields;
mod judge;
mod judged;
mod model;
mod request;
mod rule_lines;
mod state;
mod text;
mod typed;

pub use draw::show;
pub use model::{Basis, EnterprisePast, Model, ReadRules, Sight, WalletReading};
pub use request::Request;
pub use state::State;
