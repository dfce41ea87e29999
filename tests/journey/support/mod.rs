//! What the journeys are made with; no journey is in here.

pub mod folder;
pub mod harness;
pub mod log;
pub mod panels;
mod platform;
#[path = "../../support/sessions.rs"]
pub mod sessions;
#[path = "../../support/token_requests.rs"]
pub mod token_requests;
