//! The platform's client: signing, envelopes, key agreement, login and sessions, and a file for each subject
//! that a session can be asked about; paging, retries and one error for every shape of failure.
//!
//! It must never know screens, this machine's disk, or the sandbox (which uses [`signing`] and the
//! envelopes from here, not the other way round).

pub mod access_token;
pub mod approvals;
pub mod audit;
mod change_look_up;
pub mod client;
pub mod ecdh;
pub mod ecdh_keychain;
pub mod enterprises;
pub mod envelope;
pub mod environment;
pub mod error;
pub mod express;
pub mod fact;
mod fields;
#[cfg(test)]
mod fuzz_tests;
pub mod issuance;
pub mod key_sealing;
pub mod keys;
pub mod login;
pub mod market;
mod number;
pub mod outcome;
pub mod paging;
pub mod plain_token;
pub mod policies;
pub mod policy_builder;
pub mod rate_limit;
mod raw_object;
pub mod raw_text;
pub mod routes;
pub mod secret;
pub mod session;
pub mod shares;
pub mod sharing_keys;
pub mod signing;
pub mod templates;
mod token_identity;
pub mod transfers;
pub mod unlock;
mod unreadable;
pub mod user;
pub mod wallet;
pub mod wallet_details;
