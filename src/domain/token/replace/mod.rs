//! Replacing a token: limits, scopes and addresses of an existing token cannot be changed, so a new one is made that
//! carries everything over with the change, is tried out, and only then the old one is revoked (vendor support notes:
//! "this requires reconfiguring all existing spending limits on the new token").

mod diff;
mod prefill;
mod steps;

pub(super) use diff::parts;
pub use diff::{Change, Row, rows};
pub(super) use prefill::prefill_from_template;
pub use prefill::{PrefillNote, Prefilled, next_label, prefill};
pub use steps::{Action, NotNow, Replacement, Step, Verified};
