//! What the tests of the sandbox are made with: a client of a few lines that can be bent, and the project's own.

pub mod described;
#[path = "../../support/sessions.rs"]
pub mod sessions;
#[path = "../../support/token_requests.rs"]
pub mod token_requests;
pub mod wire;
