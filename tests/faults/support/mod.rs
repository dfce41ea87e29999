//! What the table of faults is made with: who sits at which sandbox, what was seen, whether it is right, and its printing.

pub mod harness;
pub mod judge;
pub mod seen;
#[path = "../../support/sessions.rs"]
pub mod sessions;
pub mod table;
#[path = "../../support/token_requests.rs"]
pub mod token_requests;
