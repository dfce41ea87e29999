//! The system's keychain: where access tokens are kept if the person says so. Nothing else on this machine keeps a
//! secret, except files that the person asked for.
//!
//! A locked keychain may block on a prompt of its own until the person has answered it: call nothing here on the
//! screen's thread.

mod error;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
mod vault;

pub use error::{Availability, KeychainError};
pub use vault::Keychain;
