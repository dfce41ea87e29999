//! How long a token lives: read from what people type, never guessed, always whole seconds.
//!
//! The reason for this module: the platform takes a lifetime as a number of seconds, and tokens die within a
//! week because 572522.211 or 560656.87 was sent where years were meant (seed on tokens, "token disappeared").
//! So a number without a unit is asked about, a fraction is refused, and what will be sent can always be
//! shown beside the day on which the token will end.

mod duration;
mod left;
mod period;
mod problem;
mod read;
mod suggest;
mod tokens;

pub use duration::{Lifetime, date_words, moment_words};
pub use left::{DAYS_AHEAD, TimeLeft};
pub use problem::{LifetimeProblem, UnitChoice};
pub use read::{LifetimeContext, read_fixed_lifetime, read_lifetime};
pub use suggest::suggestions;
