//! The pending approvals: a queue to work through, the case with what its decision needs, and the deciding, one by one
//! or several at once.

mod bulk;
mod bulk_draw;
mod bulk_items;
mod bulk_state;
mod checks;
mod closed;
mod confirm;
mod confirmation;
mod details;
mod draw;
mod filters;
mod fired;
mod look_up;
mod model;
mod queue;
mod request;
mod seen;
mod sent;
mod state;
mod summary;
mod text;
mod together;

pub use draw::show;
pub use fired::{FiredRule, FiredRules};
pub use model::{Current, Lock, Model};
pub use request::{Rebuild, Request};
pub use sent::Who;
pub use state::State;
