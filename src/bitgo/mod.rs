//! The platform's client: signing, envelopes, key agreement, login and sessions, wallets, access tokens;
//! paging, retries and one error for every shape of failure.
//!
//! It must never know screens, this machine's disk, or the sandbox (which uses [`signing`] and the
//! envelopes from here, not the other way round).

pub mod access_token;
pub mod client;
pub mod ecdh;
pub mod envelope;
pub mod environment;
pub mod error;
mod fields;
pub mod issuance;
pub mod login;
mod number;
pub mod paging;
pub mod secret;
pub mod session;
pub mod sharing;
pub mod signing;
pub mod unlock;
pub mod user;
pub mod wallet;
