//! Lists that are pasted: what of them is taken and what is not, line by line, with the reason and an example.
//!
//! Nothing is ever half taken: a line counts as it stands or not at all.

mod addresses;
mod limits;
mod lines;
mod report;

pub use addresses::{Addition, addition, read_addresses};
pub use limits::{PastedLimit, TakenLimit, read_limits};
pub use lines::{Line, NotTaken, rest};
pub use report::{Found, LineOutcome, Report, ReportedLine, report_addresses, report_limits};
