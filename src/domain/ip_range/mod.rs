//! The allowed IP addresses of a token: IPv4 addresses and CIDR ranges from /24 to /32.
//!
//! The bounds are the platform's (protocol notes, section 7). IPv6 is undocumented there, so it is refused.

mod merge;
mod problem;
mod read;
mod rule;

pub use merge::{LeftOut, Merged, merged, needless};
pub use problem::AddressProblem;
pub use read::{AddressLine, parse_addresses};
pub(crate) use rule::normal;
pub use rule::{AddressRule, PrivateKind};
