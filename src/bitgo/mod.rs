//! The platform's client: signing, envelopes, key agreement, login and sessions, wallets, access tokens;
//! paging, retries and one error for every shape of failure.
//!
//! It must never know screens, this machine's disk, or the sandbox (which uses [`signing`] and the
//! envelopes from here, not the other way round).

pub mod ecdh;
pub mod envelope;
pub mod environment;
pub mod issuance;
pub mod secret;
pub mod sharing;
pub mod signing;
