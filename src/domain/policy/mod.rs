//! What protects a wallet: how long its rules can be changed, who has to approve a change, and times typed in human
//! units.

mod change;
mod lock;
mod span;

pub use change::ChangeApproval;
pub use lock::{LOCKS_AFTER, Lock};
pub use span::{LONGEST_WINDOW_SECS, SpanOf, SpanProblem, read_span};
