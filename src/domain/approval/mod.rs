//! Pending approvals: who may decide, what is still needed, and what in them deserves a second look.

mod hurdle;
mod lookalike;
mod poll;
mod queue;
mod recipient;
mod standing;
mod taken;

pub use hurdle::Hurdle;
pub use lookalike::{LookAlike, look_alike};
pub use poll::{Attention, WHILE_LOOKING};
pub use queue::{Age, Facet, Line, QueueFilter, Queued, lines, successor, waited_words};
pub use recipient::{KnownAddresses, Mark};
pub use standing::{Awaits, CannotAct, Case};
pub use taken::{Resolved, Taken, taken};
