//! Replacing a token: limits, scopes and addresses of an existing token cannot be changed, so a new one is made that
//! carries everything over with the change, is tried out, and only then the old one is revoked (vendor support notes:
//! "this requires reconfiguring all existing spending limits on the new token").

mod carry;
mod diff;
mod steps;

pub(super) use carry::carry_template;
pub use carry::{Carried, Remark, carry_over};
pub(super) use diff::parts;
pub use diff::{Change, Row, rows};
pub use steps::{Action, NotNow, Replacement, Step, Verified};
